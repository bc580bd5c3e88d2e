-- L5: a code sent by SMS to the mobile number of the accepted application. Unlike a mailed one it comes another way
-- than the link, so it is a second factor.

alter table public.signer_code drop constraint signer_code_method_check;
alter table public.signer_code add constraint signer_code_method_check check (method in ('access_code', 'mail_code', 'sms_code'));
alter table public.signer_code add column mobile_id bigint references private.application_mobile (id) on delete restrict;
alter table public.signer_code add constraint number_of_sms check ((method = 'sms_code') = (mobile_id is not null));
comment on column public.signer_code.mobile_id is 'The number that an SMS goes to, as it was when the code was asked for.';
create index signer_code_mobile on public.signer_code (mobile_id, created_at) where mobile_id is not null;

alter table public.consent drop constraint consent_factor_check;
alter table public.consent add constraint consent_factor_check check (factor in ('access_code', 'mail_code', 'sms_code', 'totp'));
alter table public.consent add column factor_detail text check (char_length(factor_detail) between 1 and 100);
comment on column public.consent.factor is
  'What was entered beside link or password: access_code, sms_code and totp are second factors, mail_code is 「メール認証（再確認）」; null = nothing, or a consent of before this was kept.';
comment on column public.consent.factor_detail is 'Of sms_code: the last four digits of the number.';
grant select (factor_detail) on public.consent to authenticated, service_role;

create or replace function private.rules_factor_known() returns trigger language plpgsql set search_path = '' as $$
begin
  if coalesce(new.document ->> 'signerFactor', 'none') not in ('none', 'mail_code', 'access_code', 'sms_code') then
    perform private.refuse('RULES_INVALID', 422);
  end if;
  return new;
end;
$$;

create function private.party_mobile(p_party_id uuid) returns private.application_mobile
language sql stable security definer set search_path = '' as $$
  select m.* from public.party p
    join public.envelope e on e.id = p.envelope_id
    -- The number of whoever the envelope may go to, and of nobody else (M13).
    join public.application a on a.case_id = e.case_id and a.status = 'accepted' and a.email = p.email
    join private.application_mobile m on m.application_id = a.id
   where p.id = p_party_id order by m.id desc limit 1
$$;
comment on function private.party_mobile(uuid) is
  'The mobile number of a contractor: that of the accepted application with the party''s address; a row of nulls where there is none.';

create or replace function private.current_code(p_party_id uuid, p_method text) returns public.signer_code
language sql stable security definer set search_path = '' as $$
  select c.* from public.signer_code c
   where c.party_id = p_party_id and c.method = p_method and c.replaced_at is null
     -- A code that went to a number that is not the contractor's any more is none.
     and (c.mobile_id is null or c.mobile_id = (private.party_mobile(p_party_id)).id)
$$;
comment on function private.current_code(uuid, text) is
  'The code of a party that counts now, a row of nulls where there is none; an SMS counts while its number is the contractor''s.';

comment on function private.signer_factor(public.party) is
  'What a party enters beside the link, by the rules that the case keeps: none, mail_code, access_code, sms_code.';

create or replace function private.factor_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(distinct v.field order by v.field), '{}')
    from public.party p
    cross join lateral (select private.signer_factor(p) as method) f
    cross join lateral (values
      (1, 'contractor.accessCode', f.method = 'access_code' and (private.current_code(p.id, 'access_code')).id is null),
      -- Where there is no such application yet, that is what is missing.
      (2, 'contractor.mobile', f.method = 'sms_code' and (private.party_mobile(p.id)).id is null and exists (
        select from public.application a where a.case_id = p_envelope.case_id and a.status = 'accepted' and a.email = p.email))
    ) v (n, field, missing)
   where p.envelope_id = p_envelope.id and v.missing
$$;
comment on function private.factor_missing(public.envelope) is
  'contractor.accessCode where the rules demand an access code and none was issued, contractor.mobile where they demand an SMS and the accepted application has no number.';

create or replace function public.link_factor(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_method text := private.signer_factor(v_party);
  v_code public.signer_code := private.current_code(v_party.id, v_method);
begin
  return jsonb_build_object('method', v_method, 'codeId', v_code.id, 'left', coalesce(5 - v_code.attempts, 0), 'expiresAt', v_code.expires_at,
    'mobileLast4', case when v_method = 'sms_code' then right((private.party_mobile(v_party.id)).number, 4) end);
end;
$$;
comment on function public.link_factor(text) is
  'What a link''s holder has to enter: {method none|mail_code|access_code|sms_code, codeId null where no code is out, left = attempts, expiresAt of a code that was sent, mobileLast4 of the number an SMS goes to}. LINK_UNKNOWN, LINK_REPLACED.';

create function private.sms_within(p_party_id uuid, p_mobile private.application_mobile) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_setting private.sms_setting := (select s from private.sms_setting s);
begin
  -- Two envelopes may ask for the same number at once.
  perform pg_advisory_xact_lock(hashtextextended('sms:' || p_mobile.number, 0));
  if (select count(*) from public.signer_code c where c.party_id = p_party_id and c.method = 'sms_code'
        and c.created_at > now() - interval '1 day') >= v_setting.per_party_day
    or (select count(*) from private.application_mobile m join public.signer_code c on c.mobile_id = m.id
         where m.number = p_mobile.number and c.created_at > now() - interval '1 day') >= v_setting.per_number_day
  then
    perform private.refuse('RATE_LIMITED', 429, '{"retryAfterS": 86400}');
  end if;
end;
$$;
comment on function private.sms_within(uuid, private.application_mobile) is
  'Refuses more codes within 24 hours than the operator lets a party and a number have, whichever municipality they come from. RATE_LIMITED.';

create or replace function public.link_code_begin(p_token_sha256_hex text, p_actor jsonb, p_code_id uuid, p_verifier_sha256_hex text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_method text;
  v_mobile private.application_mobile;
  v_code public.signer_code;
  v_outbox_id uuid;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.turn_required(v_envelope, v_party);
  v_method := private.signer_factor(v_party);
  if v_method not in ('mail_code', 'sms_code') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  -- Each code is five guesses: few codes an hour keep six digits safe.
  if (select count(*) from public.signer_code c
       where c.party_id = v_party.id and c.method = v_method and c.created_at > now() - interval '1 hour') >= 5 then
    perform private.refuse('RATE_LIMITED', 429, '{"retryAfterS": 3600}');
  end if;
  if v_method = 'sms_code' then
    v_mobile := private.party_mobile(v_party.id);
    if v_mobile.id is null then
      perform private.refuse('MOBILE_MISSING', 409);
    end if;
    perform private.sms_within(v_party.id, v_mobile);
  end if;
  update public.signer_code c set replaced_at = now()
   where c.party_id = v_party.id and c.method = v_method and c.replaced_at is null;
  insert into public.signer_code (id, party_id, envelope_id, municipality_id, method, verifier_sha256_hex, expires_at, mobile_id)
  values (p_code_id, v_party.id, v_envelope.id, v_envelope.municipality_id, v_method, p_verifier_sha256_hex, now() + interval '15 minutes', v_mobile.id)
  returning * into v_code;
  v_outbox_id := private.mail_queue(
    case v_method when 'sms_code' then 'signing_code_sms'::public.mail_kind else 'signing_code' end, v_envelope.id, v_party.id, null);
  update private.mail_outbox m set signer_code_id = v_code.id where m.id = v_outbox_id;
  return jsonb_build_object('expiresAt', v_code.expires_at);
end;
$$;
comment on function public.link_code_begin(text, jsonb, uuid, text) is
  'Queues the mail or the SMS with a code, good for 15 minutes, in the place of an earlier one: {expiresAt}. RATE_LIMITED after five within an hour, and of SMS by private.sms_within; MOBILE_MISSING, LINK_NOT_OPENED, REQUEST_INVALID (nothing of the kind is asked for), ACTOR_INVALID, those of private.turn_required and of private.link_party.';

create or replace function public.mail_signer_code(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('codeId', c.id, 'expiresAt', c.expires_at, 'number', n.number)
    from private.mail_outbox m join public.signer_code c on c.id = m.signer_code_id
    left join private.application_mobile n on n.id = c.mobile_id
   where m.id = p_outbox_id and c.expires_at > now() and (private.current_code(c.party_id, c.method)).id = c.id
$$;
comment on function public.mail_signer_code(uuid) is
  'Which code a queued mail or SMS brings: {codeId, expiresAt, number: E.164 of an SMS}; null where it is too late for it, or another one took its place meanwhile.';

create or replace function private.consent_factor() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_method text;
  v_code public.signer_code;
begin
  select p.* into v_party from public.party p where p.id = new.party_id;
  v_method := private.signer_factor(v_party);
  v_code := private.current_code(new.party_id, v_method);
  new.factor := case when new.method = 'account_totp' then 'totp' when v_method <> 'none' then v_method end;
  new.factor_detail := (select right(m.number, 4) from private.application_mobile m where m.id = v_code.mobile_id);
  if v_method <> 'none' and v_code.used_at is distinct from now() then
    perform private.refuse('FACTOR_MISSING', 403, jsonb_build_object('method', v_method));
  end if;
  return new;
end;
$$;

create or replace function private.consent_json(p_party_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'consentedAt', c.consented_at, 'method', c.method, 'factor', c.factor, 'factorDetail', c.factor_detail, 'ip', c.ip,
    'userAgent', c.user_agent, 'operatorKind', c.operator_kind, 'operatorName', c.operator_name, 'authority', nullif(concat_ws(' ', c.authority, c.decision_number), ''),
    'documents', (
      select jsonb_agg(jsonb_build_object('documentId', d.document_id, 'sha256Hex', d.sha256_hex,
        'stampSha256Hex', d.stamp_sha256_hex)) from public.consent_document d where d.consent_id = c.id))
  from public.consent c where c.party_id = p_party_id
$$;

revoke execute on all functions in schema private from public, anon;
