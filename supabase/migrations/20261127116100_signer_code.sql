-- L5: what the contractor's signer enters beside the mailed link. An access code comes from staff by telephone, in
-- person or on paper; a mailed one comes to the address of the link itself, so it confirms again and is no second factor.

create table public.signer_code (
  id uuid primary key,
  party_id uuid not null,
  envelope_id uuid not null,
  municipality_id uuid not null,
  method text not null check (method in ('access_code', 'mail_code')),
  verifier_sha256_hex text not null check (verifier_sha256_hex ~ '^[0-9a-f]{64}$'),
  attempts smallint not null default 0 check (attempts between 0 and 5),
  created_at timestamptz not null default now(),
  created_by uuid,
  expires_at timestamptz,
  replaced_at timestamptz,
  used_at timestamptz,
  foreign key (party_id, envelope_id) references public.party (id, envelope_id) on delete restrict,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  constraint lasting_code_has_an_issuer check (
    case method when 'access_code' then created_by is not null and expires_at is null else created_by is null and expires_at is not null end)
);
comment on table public.signer_code is
  'Codes that a contractor enters when consenting. The code itself is nowhere: its verifier is a slow hash of a MAC under the link key. Five wrong attempts lock one for good.';
comment on column public.signer_code.used_at is 'The instant of the transaction in which it was entered rightly: the consent''s own.';
create unique index signer_code_current on public.signer_code (party_id, method) where replaced_at is null;
select private.keep('public.signer_code');
create policy member_reads on public.signer_code for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.envelope e where e.id = envelope_id));
grant select (id, party_id, envelope_id, municipality_id, method, attempts, created_at, created_by, expires_at, replaced_at, used_at)
  on public.signer_code to authenticated, service_role;

alter table private.mail_outbox add column signer_code_id uuid references public.signer_code (id) on delete restrict;

create function private.rules_factor_known() returns trigger language plpgsql set search_path = '' as $$
begin
  if coalesce(new.document ->> 'signerFactor', 'none') not in ('none', 'mail_code', 'access_code') then
    perform private.refuse('RULES_INVALID', 422);
  end if;
  return new;
end;
$$;
comment on function private.rules_factor_known() is 'Rules demand no factor that nothing here can ask for. RULES_INVALID.';
create trigger rules_factor_known before insert on public.municipality_rules
  for each row execute function private.rules_factor_known();

create function private.current_code(p_party_id uuid, p_method text) returns public.signer_code
language sql stable security definer set search_path = '' as $$
  select c.* from public.signer_code c where c.party_id = p_party_id and c.method = p_method and c.replaced_at is null
$$;
comment on function private.current_code(uuid, text) is 'The code of a party that counts now, a row of nulls where there is none.';

create function private.signer_factor(p_party public.party) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when p_party.kind <> 'contractor' then 'none'
    -- Whoever was given an access code is asked for it, whether the rules demand one or not.
    when (private.current_code(p_party.id, 'access_code')).id is not null then 'access_code'
    else coalesce((
      select r.document ->> 'signerFactor' from public.envelope e
        join public.contract_case c on c.id = e.case_id join public.municipality_rules r on r.id = c.rules_id
       where e.id = p_party.envelope_id), 'none')
    end
$$;
comment on function private.signer_factor(public.party) is
  'What a party enters beside the link, by the rules that the case keeps: none, mail_code, access_code.';

create function private.factor_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg('contractor.accessCode'::text), '{}')
    from public.party p
   where p.envelope_id = p_envelope.id and private.signer_factor(p) not in ('none', 'mail_code')
     and (private.current_code(p.id, 'access_code')).id is null
$$;
comment on function private.factor_missing(public.envelope) is
  'contractor.accessCode where the rules demand an access code and none was issued.';

-- What blocked sending so far, and the code beside it.
alter function private.send_missing(public.envelope) rename to content_missing;
create function private.send_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select private.content_missing(p_envelope) || private.factor_missing(p_envelope)
$$;
comment on function private.send_missing(public.envelope) is
  'What blocks sending, by the names of staff_envelope_save, private.case_missing and private.factor_missing; deadlineOn also where it has passed.';

create function public.staff_access_code_issue(p_actor jsonb, p_party_id uuid, p_code_id uuid, p_verifier_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_party public.party;
  v_envelope public.envelope;
  v_again boolean;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_party.envelope_id, '{drafter}');
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting'
    or v_envelope.status not in ('draft', 'awaiting_approval', 'sent', 'partly_signed')
  then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'access_code', 'from', v_envelope.status));
  end if;
  update public.signer_code c set replaced_at = now()
   where c.party_id = p_party_id and c.method = 'access_code' and c.replaced_at is null;
  v_again := found;
  insert into public.signer_code (id, party_id, envelope_id, municipality_id, method, verifier_sha256_hex, created_by)
  values (p_code_id, p_party_id, v_envelope.id, v_envelope.municipality_id, 'access_code', p_verifier_sha256_hex, v_user);
  perform private.log(p_actor, 'access_code_issued', v_envelope, v_party, p_context => jsonb_build_object('again', v_again));
end;
$$;
comment on function public.staff_access_code_issue(jsonb, uuid, uuid, text) is
  'Gives a contractor an access code, in the place of an earlier one, locked or not; logged. PARTY_NOT_FOUND, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function public.link_factor(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_method text := private.signer_factor(v_party);
  v_code public.signer_code := private.current_code(v_party.id, v_method);
begin
  return jsonb_build_object('method', v_method, 'codeId', v_code.id, 'left', coalesce(5 - v_code.attempts, 0), 'expiresAt', v_code.expires_at);
end;
$$;
comment on function public.link_factor(text) is
  'What a link''s holder has to enter: {method none|mail_code|access_code, codeId null where no code is out, left = attempts, expiresAt of a mailed code}. LINK_UNKNOWN, LINK_REPLACED.';

create function public.link_code_begin(p_token_sha256_hex text, p_actor jsonb, p_code_id uuid, p_verifier_sha256_hex text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_code public.signer_code;
  v_outbox_id uuid;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.turn_required(v_envelope, v_party);
  if private.signer_factor(v_party) <> 'mail_code' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  -- Each code is five guesses: few codes an hour keep six digits safe.
  if (select count(*) from public.signer_code c
       where c.party_id = v_party.id and c.method = 'mail_code' and c.created_at > now() - interval '1 hour') >= 5 then
    perform private.refuse('RATE_LIMITED', 429, '{"retryAfterS": 3600}');
  end if;
  update public.signer_code c set replaced_at = now()
   where c.party_id = v_party.id and c.method = 'mail_code' and c.replaced_at is null;
  insert into public.signer_code (id, party_id, envelope_id, municipality_id, method, verifier_sha256_hex, expires_at)
  values (p_code_id, v_party.id, v_envelope.id, v_envelope.municipality_id, 'mail_code', p_verifier_sha256_hex, now() + interval '15 minutes')
  returning * into v_code;
  v_outbox_id := private.mail_queue('signing_code', v_envelope.id, v_party.id, null);
  update private.mail_outbox m set signer_code_id = v_code.id where m.id = v_outbox_id;
  return jsonb_build_object('expiresAt', v_code.expires_at);
end;
$$;
comment on function public.link_code_begin(text, jsonb, uuid, text) is
  'Queues the mail with a code for 「メール認証（再確認）」, good for 15 minutes, in the place of an earlier one: {expiresAt}. RATE_LIMITED after five within an hour, LINK_NOT_OPENED, REQUEST_INVALID (nothing of the kind is asked for), ACTOR_INVALID, those of private.turn_required and of private.link_party.';

create function public.mail_signer_code(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('codeId', c.id, 'expiresAt', c.expires_at)
    from private.mail_outbox m join public.signer_code c on c.id = m.signer_code_id
   where m.id = p_outbox_id and c.replaced_at is null
$$;
comment on function public.mail_signer_code(uuid) is
  'Which code a queued mail brings: {codeId, expiresAt}; null where another one took its place meanwhile.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.staff_access_code_issue(jsonb, uuid, uuid, text)', 'public.link_factor(text)',
    'public.link_code_begin(text, jsonb, uuid, text)', 'public.mail_signer_code(uuid)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
