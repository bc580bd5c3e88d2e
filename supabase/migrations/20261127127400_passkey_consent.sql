-- Signing with a passkey (L5, L6): its challenge is made of a nonce, the party, the generation of its link and the hashes
-- of the documents, so that one answer consents to these hashes and to nothing else. The function verifies the answer and
-- recomputes the challenge from the hashes of the very consent; here it is decided whose passkey counts, and once.

alter table public.consent drop constraint consent_factor_check;
alter table public.consent add constraint consent_factor_check check (factor in ('access_code', 'mail_code', 'sms_code', 'passkey', 'totp'));
comment on column public.consent.factor is
  'What was entered beside link or password: access_code, sms_code, passkey and totp are second factors, mail_code is 「メール認証（再確認）」; null = nothing, or a consent of before this was kept.';

create or replace function private.rules_factor_known() returns trigger language plpgsql set search_path = '' as $$
begin
  if coalesce(new.document ->> 'signerFactor', 'none') not in ('none', 'mail_code', 'access_code', 'sms_code', 'passkey')
    or coalesce(jsonb_typeof(new.document -> 'passkeyInstead'), 'boolean') <> 'boolean'
  then
    perform private.refuse('RULES_INVALID', 422);
  end if;
  return new;
end;
$$;
comment on function private.signer_factor(public.party) is
  'What a party enters beside the link, by the rules that the case keeps: none, mail_code, access_code, sms_code, passkey.';

create function private.party_passkeys(p_party_id uuid) returns setof private.shelf_passkey
language sql stable security definer set search_path = '' as $$
  select k.* from public.party p
    join public.envelope e on e.id = p.envelope_id
    join private.shelf_account a on lower(a.email) = lower(p.email) and a.closed_at is null
    join private.shelf_passkey k on k.account_id = a.id and k.removed_at is null
   where p.id = p_party_id and p.kind = 'contractor' and k.created_at < coalesce(e.sent_at, now())
$$;
comment on function private.party_passkeys(uuid) is
  'The passkeys that may sign for a contractor: of the shelf of its address, and enrolled before the envelope was sent.';

create function private.passkey_allowed(p_party public.party) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select r.document ->> 'signerFactor' = 'passkey' or coalesce((r.document ->> 'passkeyInstead')::boolean, false)
      from public.envelope e join public.contract_case c on c.id = e.case_id
      join public.municipality_rules r on r.id = c.rules_id
     where e.id = p_party.envelope_id), false)
    and private.signer_factor(p_party) <> 'none'
    and exists (select from private.party_passkeys(p_party.id))
$$;
comment on function private.passkey_allowed(public.party) is
  'Whether a contractor may sign with a passkey: the rules demand one, or take one in the place of what they demand, and there is one.';

create or replace function private.factor_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct v.field order by v.field), '{}')
    from public.party p
    cross join lateral (select private.signer_factor(p) as method) f
    cross join lateral (values
      (1, 'contractor.accessCode', f.method = 'access_code' and (private.current_code(p.id, 'access_code')).id is null),
      -- Where there is no such application yet, that is what is missing.
      (2, 'contractor.mobile', f.method = 'sms_code' and (private.party_mobile(p.id)).id is null and exists (
        select from public.application a where a.case_id = p_envelope.case_id and a.status = 'accepted' and a.email = p.email)),
      (3, 'contractor.passkey', f.method = 'passkey' and p.email is not null and not private.passkey_allowed(p))
    ) v (n, field, missing)
   where p.envelope_id = p_envelope.id and v.missing
$$;
comment on function private.factor_missing(public.envelope) is
  'contractor.accessCode where the rules demand an access code and none was issued, contractor.mobile where they demand an SMS and the accepted application has no number, contractor.passkey where they demand a passkey and the address has enrolled none.';

create or replace function public.link_factor(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_method text := private.signer_factor(v_party);
  v_code public.signer_code := private.current_code(v_party.id, v_method);
begin
  return jsonb_build_object('method', v_method, 'codeId', v_code.id, 'left', coalesce(5 - v_code.attempts, 0), 'expiresAt', v_code.expires_at,
    'mobileLast4', case when v_method = 'sms_code' then right((private.party_mobile(v_party.id)).number, 4) end,
    'passkey', private.passkey_allowed(v_party));
end;
$$;
comment on function public.link_factor(text) is
  'What a link''s holder has to enter: {method none|mail_code|access_code|sms_code|passkey, codeId null where no code is out, left = attempts, expiresAt of a code that was sent, mobileLast4 of the number an SMS goes to, passkey: one may be used}. LINK_UNKNOWN, LINK_REPLACED.';

create function public.link_passkey_begin(p_token_sha256_hex text, p_actor jsonb, p_challenge_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_challenge private.passkey_challenge;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.turn_required(v_envelope, v_party);
  if not private.passkey_allowed(v_party) then
    perform private.refuse('PASSKEY_NONE', 409);
  end if;
  if (select count(*) from private.passkey_challenge c where c.party_id = v_party.id and c.created_at > now() - interval '1 hour') >= 20 then
    perform private.refuse('RATE_LIMITED', 429, '{"retryAfterS": 3600}');
  end if;
  insert into private.passkey_challenge (id, party_id, generation)
  values (p_challenge_id, v_party.id, private.current_generation(v_party.id)) returning * into v_challenge;
  return jsonb_build_object('partyId', v_party.id, 'generation', v_challenge.generation, 'expiresAt', v_challenge.expires_at,
    'credentialIds', (select jsonb_agg(k.credential_id order by k.created_at) from private.party_passkeys(v_party.id) k));
end;
$$;
comment on function public.link_passkey_begin(text, jsonb, uuid) is
  'Begins to sign with a passkey: {partyId, generation, expiresAt, credentialIds}. PASSKEY_NONE (the rules take none, or none was enrolled before the envelope was sent), RATE_LIMITED after twenty within an hour, LINK_NOT_OPENED, ACTOR_INVALID, those of private.turn_required and of private.link_party.';

create function public.link_passkey(p_token_sha256_hex text, p_challenge_id uuid, p_credential_id text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('partyId', c.party_id, 'generation', c.generation, 'passkeyId', k.id, 'publicKey', k.public_key, 'algorithm', k.algorithm)
    from private.link_party(p_token_sha256_hex) p
    join private.passkey_challenge c on c.id = p_challenge_id and c.party_id = p.id
    join private.party_passkeys(p.id) k on k.credential_id = p_credential_id
$$;
comment on function public.link_passkey(text, uuid, text) is
  'What an answer to a challenge is verified with: {partyId, generation, passkeyId, publicKey, algorithm}; null where challenge or passkey is not this party''s. LINK_UNKNOWN, LINK_REPLACED.';

create function private.passkey_check(p_party public.party, p_proof jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_passkey private.shelf_passkey;
  v_count bigint := (p_proof ->> 'signCount')::bigint;
begin
  update private.passkey_challenge c set used_at = now()
   where c.id = (p_proof ->> 'challengeId')::uuid and c.party_id = p_party.id
     and c.generation = private.current_generation(p_party.id) and c.used_at is null and now() < c.expires_at;
  if not found then
    perform private.refuse('PASSKEY_EXPIRED', 410);
  end if;
  select k.* into v_passkey from private.party_passkeys(p_party.id) k where k.id = (p_proof ->> 'passkeyId')::uuid;
  if v_passkey.id is null or not private.passkey_allowed(p_party) then
    perform private.refuse('PASSKEY_REFUSED', 422);
  end if;
  -- WebAuthn §7.2 step 22: a count that does not grow is a copy's, unless the authenticator does not count at all.
  update private.shelf_passkey k set sign_count = v_count, used_at = now()
   where k.id = v_passkey.id and (v_count > k.sign_count or v_count = 0 and k.sign_count = 0);
  if not found then
    perform private.refuse('PASSKEY_REFUSED', 422);
  end if;
end;
$$;
comment on function private.passkey_check(public.party, jsonb) is
  'Takes a passkey''s verified answer {challengeId, passkeyId, signCount} once. PASSKEY_EXPIRED (used, too late, another''s), PASSKEY_REFUSED (not of this party, or its counter went back).';

alter function private.factor_check(public.envelope, public.party, jsonb) rename to code_check;
create function private.factor_check(p_envelope public.envelope, p_party public.party, p_proof jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  if p_proof ? 'passkeyId' then
    perform private.passkey_check(p_party, p_proof);
    return null;
  end if;
  return private.code_check(p_envelope, p_party, p_proof);
end;
$$;
comment on function private.factor_check(public.envelope, public.party, jsonb) is
  'Checks what a contractor gave beside the link: a passkey''s answer (private.passkey_check), or a code (private.code_check).';

create or replace function private.consent_factor() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_method text;
  v_code public.signer_code;
begin
  select p.* into v_party from public.party p where p.id = new.party_id;
  v_method := private.signer_factor(v_party);
  if exists (select from private.passkey_challenge c where c.party_id = new.party_id and c.used_at = now()) then
    new.factor := 'passkey';
    new.factor_detail := null;
    return new;
  end if;
  v_code := private.current_code(new.party_id, v_method);
  new.factor := case when new.method = 'account_totp' then 'totp' when v_method <> 'none' then v_method end;
  new.factor_detail := (select right(m.number, 4) from private.application_mobile m where m.id = v_code.mobile_id);
  if v_method <> 'none' and v_code.used_at is distinct from now() then
    perform private.refuse('FACTOR_MISSING', 403, jsonb_build_object('method', v_method));
  end if;
  return new;
end;
$$;
comment on function public.link_consent_proven(text, jsonb, jsonb, jsonb, jsonb) is
  'The contractor''s consent with what the rules demand beside the link: p_proof a code {codeId, verifierSha256Hex} or a passkey''s verified answer {challengeId, passkeyId, signCount}, null where nothing is. {status}, or {factor: wrong|locked|expired, method, left} and no consent. FACTOR_MISSING {method}, PASSKEY_EXPIRED, PASSKEY_REFUSED and those of public.link_consent.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.link_passkey_begin(text, jsonb, uuid)', 'public.link_passkey(text, uuid, text)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
