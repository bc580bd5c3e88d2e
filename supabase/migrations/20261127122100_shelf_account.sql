-- The contractor's shelf 「ライブラリ」 (M61): an account that is an address, opened by a mailed code, without a password.
-- [Note: shelf session] Its sessions are none of Supabase's: no access token, no role, no user of auth. So a contractor
-- cannot be taken for a member of staff, nor the other way about, whatever a policy or a claim says.

create table private.shelf_account (
  id uuid primary key default gen_random_uuid(),
  email text check (char_length(email) <= 254),
  created_at timestamptz not null default now(),
  signed_in_at timestamptz not null default now(),
  closed_at timestamptz,
  constraint open_has_address check ((email is null) = (closed_at is not null))
);
comment on table private.shelf_account is
  'Whoever opened the shelf of an address by its mailed code. One address, one account, whatever its case. Closing it blanks the address; contracts and their log stay as they are.';
create unique index shelf_account_address on private.shelf_account (lower(email));

create table private.shelf_code (
  id uuid primary key,
  email text check (char_length(email) <= 254),
  language text not null check (language in ('ja', 'easy', 'en')),
  verifier_sha256_hex text not null check (verifier_sha256_hex ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '15 minutes',
  attempts smallint not null default 0 check (attempts between 0 and 5),
  used_at timestamptz
);
comment on table private.shelf_code is
  'A mailed code that opens a shelf once. The code is derived at delivery, as link tokens are; here lies a hash of it under the link key. The address is blanked after a day.';
create index shelf_code_address on private.shelf_code (lower(email));

create table private.shelf_session (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references private.shelf_account (id) on delete restrict,
  token_sha256_hex text not null unique check (token_sha256_hex ~ '^[0-9a-f]{64}$'),
  shared_device boolean not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
comment on table private.shelf_session is
  'A device that has a shelf open: 30 days, or one hour on a device that several people use. Only the hash of its token is kept.';
create index shelf_session_account on private.shelf_session (account_id) where ended_at is null;
select private.keep('private.shelf_account'), private.keep('private.shelf_code'), private.keep('private.shelf_session');

alter table private.mail_outbox add column shelf_code_id uuid references private.shelf_code (id) on delete restrict;
alter table private.mail_outbox drop constraint one_subject;
alter table private.mail_outbox drop constraint one_recipient;
alter table private.mail_outbox add constraint one_subject check (
  num_nonnulls(envelope_id, application_id, challenge_id, inquiry_id, shelf_code_id)
    + (envelope_id is null and invitation_id is not null)::integer = 1);
-- Without a party or a member of staff, a mail goes to the address that its subject names.
alter table private.mail_outbox add constraint one_recipient check (
  case when num_nonnulls(application_id, challenge_id, inquiry_id, shelf_code_id) = 0 then num_nonnulls(party_id, user_id, invitation_id) = 1
       else num_nonnulls(party_id, invitation_id) = 0 end);

create function private.shelf_locked(p_email text) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(c.attempts), 0) >= 15 from private.shelf_code c
   where lower(c.email) = lower(p_email) and c.created_at > now() - interval '1 day'
$$;
comment on function private.shelf_locked(text) is
  'Whether fifteen wrong codes were entered for an address within a day: six digits are not to be found by patience.';

create function public.shelf_code_begin(
  p_actor jsonb, p_code_id uuid, p_email text, p_verifier_sha256_hex text, p_language text
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_email text := private.field_text(jsonb_build_object('email', p_email), 'email', 'email', 254);
  v_code private.shelf_code;
  v_outbox uuid;
begin
  perform private.contractor(p_actor);
  if coalesce(v_email, '') !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "email"}');
  end if;
  if coalesce(p_language, '') not in ('ja', 'easy', 'en') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if private.shelf_locked(v_email) then
    perform private.refuse('SHELF_LOCKED', 429);
  end if;
  -- What is over needs no address any more: an account has its own.
  update private.shelf_code c set email = null where c.email is not null and c.created_at < now() - interval '1 day';
  insert into private.shelf_code (id, email, language, verifier_sha256_hex)
  values (p_code_id, v_email, p_language, p_verifier_sha256_hex) returning * into v_code;
  insert into private.mail_outbox (kind, shelf_code_id) values ('shelf_code', v_code.id) returning id into v_outbox;
  perform private.job_queue('mail', v_outbox::text, jsonb_build_object('outboxId', v_outbox));
  return jsonb_build_object('codeId', v_code.id, 'expiresAt', v_code.expires_at);
end;
$$;
comment on function public.shelf_code_begin(jsonb, uuid, text, text, text) is
  'Queues the mail with a code that opens the shelf of an address, good for 15 minutes: {codeId, expiresAt}, the same whether anything is known of the address or not. FIELD_INVALID {field: email}, SHELF_LOCKED, REQUEST_INVALID, ACTOR_INVALID.';

create function public.shelf_code_confirm(
  p_actor jsonb, p_code_id uuid, p_verifier_sha256_hex text, p_token_sha256_hex text, p_shared_device boolean
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_code private.shelf_code;
  v_account private.shelf_account;
  v_session private.shelf_session;
begin
  perform private.contractor(p_actor);
  select c.* into v_code from private.shelf_code c where c.id = p_code_id for update;
  -- A refusal would undo the count of attempts with everything else, so the outcome is an answer.
  if not found or v_code.email is null or v_code.used_at is not null or now() >= v_code.expires_at then
    return '{"status": "expired"}';
  end if;
  if v_code.attempts >= 5 or private.shelf_locked(v_code.email) then
    return '{"status": "locked"}';
  end if;
  if v_code.verifier_sha256_hex is distinct from p_verifier_sha256_hex then
    update private.shelf_code c set attempts = c.attempts + 1 where c.id = p_code_id;
    return jsonb_build_object('status', 'wrong', 'left', 4 - v_code.attempts);
  end if;
  update private.shelf_code c set used_at = now() where c.id = p_code_id;
  insert into private.shelf_account as a (email) values (v_code.email)
  on conflict (lower(email)) do update set signed_in_at = now() returning a.* into v_account;
  -- Ten devices at most: the one that signed in longest ago makes room.
  update private.shelf_session s set ended_at = now()
   where s.id in (
     select o.id from private.shelf_session o where o.account_id = v_account.id and o.ended_at is null and now() < o.expires_at
      order by o.created_at desc, o.id offset 9);
  insert into private.shelf_session (account_id, token_sha256_hex, shared_device, expires_at)
  values (v_account.id, p_token_sha256_hex, p_shared_device,
    now() + case when p_shared_device then interval '1 hour' else interval '30 days' end)
  returning * into v_session;
  return jsonb_build_object('status', 'signed_in', 'email', v_account.email, 'expiresAt', v_session.expires_at);
end;
$$;
comment on function public.shelf_code_confirm(jsonb, uuid, text, text, boolean) is
  'Opens the shelf of an address by its code, making the account at the first time: {status: signed_in, email, expiresAt}; or {status: wrong, left}, locked after five wrong ones (or fifteen of an address within a day), expired. ACTOR_INVALID.';

create function private.shelf_account_of(p_token_sha256_hex text) returns private.shelf_account
language plpgsql stable security definer set search_path = '' as $$
declare
  v_account private.shelf_account;
begin
  select a.* into v_account from private.shelf_session s join private.shelf_account a on a.id = s.account_id
   where s.token_sha256_hex = p_token_sha256_hex and s.ended_at is null and now() < s.expires_at and a.closed_at is null;
  if not found then
    perform private.refuse('SHELF_SIGN_IN_REQUIRED', 401);
  end if;
  return v_account;
end;
$$;
comment on function private.shelf_account_of(text) is
  'The open account of a session that has not ended. SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_sign_out(p_actor jsonb, p_token_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.contractor(p_actor);
  update private.shelf_session s set ended_at = now() where s.token_sha256_hex = p_token_sha256_hex and s.ended_at is null;
end;
$$;
comment on function public.shelf_sign_out(jsonb, text) is 'Ends a session; idempotent, also of one that never was. ACTOR_INVALID.';

create function public.shelf_account_close(p_actor jsonb, p_token_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  update private.shelf_session s set ended_at = now() where s.account_id = v_account.id and s.ended_at is null;
  update private.shelf_account a set closed_at = now(), email = null where a.id = v_account.id;
end;
$$;
comment on function public.shelf_account_close(jsonb, text) is
  'Closes the account: ends its sessions on every device and forgets its address. The contracts stay with the municipality; the same address may begin anew. SHELF_SIGN_IN_REQUIRED, ACTOR_INVALID.';

create function public.shelf_mail(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('to', case when c.used_at is null and now() < c.expires_at then c.email end,
      'codeId', c.id, 'language', c.language, 'expiresAt', c.expires_at)
    from private.mail_outbox o join private.shelf_code c on c.id = o.shelf_code_id
   where o.id = p_outbox_id
$$;
comment on function public.shelf_mail(uuid) is
  'What a mail with a shelf''s code says and where it goes ({to: null} where the code opens nothing any more); public.mail_subject tells whether it is still to be sent.';

revoke execute on function private.shelf_locked(text), private.shelf_account_of(text) from public, anon;
revoke execute on function
  public.shelf_code_begin(jsonb, uuid, text, text, text), public.shelf_code_confirm(jsonb, uuid, text, text, boolean),
  public.shelf_sign_out(jsonb, text), public.shelf_account_close(jsonb, text), public.shelf_mail(uuid)
  from public, anon, authenticated;
grant execute on function
  public.shelf_code_begin(jsonb, uuid, text, text, text), public.shelf_code_confirm(jsonb, uuid, text, text, boolean),
  public.shelf_sign_out(jsonb, text), public.shelf_account_close(jsonb, text), public.shelf_mail(uuid) to service_role;
