-- Whoever owns an address is told by mail of every passkey that is registered or removed in its shelf (L5): a passkey
-- signs, and somebody else may have had the mailbox, or a device that was left open, for a moment.

alter table private.shelf_account add column language text not null default 'ja' check (language in ('ja', 'easy', 'en'));
comment on column private.shelf_account.language is 'Of the screen that opened the shelf last; mails about the account are written in it.';

alter table private.mail_outbox add column shelf_passkey_id uuid references private.shelf_passkey (id) on delete restrict;
alter table private.mail_outbox drop constraint one_subject;
alter table private.mail_outbox drop constraint one_recipient;
alter table private.mail_outbox add constraint one_subject check (
  num_nonnulls(envelope_id, application_id, challenge_id, inquiry_id, shelf_code_id, shelf_passkey_id)
    + (envelope_id is null and invitation_id is not null)::integer = 1);
alter table private.mail_outbox add constraint one_recipient check (
  case when num_nonnulls(application_id, challenge_id, inquiry_id, shelf_code_id, shelf_passkey_id) = 0 then num_nonnulls(party_id, user_id, invitation_id) = 1
       else num_nonnulls(party_id, invitation_id) = 0 end);

create function private.passkey_mail_queue(p_kind public.mail_kind, p_passkey_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into private.mail_outbox (kind, shelf_passkey_id) values (p_kind, p_passkey_id) returning id into v_id;
  perform private.job_queue('mail', v_id::text, jsonb_build_object('outboxId', v_id));
end;
$$;
comment on function private.passkey_mail_queue(public.mail_kind, uuid) is
  'Queues the mail that tells a shelf''s address of a passkey: passkey_added or passkey_removed.';

create or replace function public.shelf_code_confirm(
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
  insert into private.shelf_account as a (email, language) values (v_code.email, v_code.language)
  on conflict (lower(email)) do update set signed_in_at = now(), language = excluded.language returning a.* into v_account;
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

create or replace function public.shelf_passkey_add(p_actor jsonb, p_token_sha256_hex text, p_challenge_id uuid, p_passkey jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
  v_id uuid;
begin
  perform private.contractor(p_actor);
  update private.passkey_challenge c set used_at = now()
   where c.id = p_challenge_id and c.account_id = v_account.id and c.used_at is null and now() < c.expires_at;
  if not found then
    perform private.refuse('PASSKEY_EXPIRED', 410);
  end if;
  insert into private.shelf_passkey (account_id, credential_id, public_key, algorithm, sign_count, name)
  values (v_account.id, p_passkey ->> 'credentialId', p_passkey ->> 'publicKey', (p_passkey ->> 'algorithm')::integer,
    (p_passkey ->> 'signCount')::bigint, private.field_required(p_passkey, 'name', 50))
  on conflict (credential_id) do nothing returning id into v_id;
  -- Also of another account, or of one that was removed: a credential is enrolled once.
  if v_id is null then
    perform private.refuse('PASSKEY_KNOWN', 409);
  end if;
  perform private.passkey_mail_queue('passkey_added', v_id);
  return jsonb_build_object('id', v_id);
end;
$$;

create or replace function public.shelf_passkey_remove(p_actor jsonb, p_token_sha256_hex text, p_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  update private.shelf_passkey k set removed_at = now()
   where k.id = p_id and k.account_id = v_account.id and k.removed_at is null;
  if found then
    perform private.passkey_mail_queue('passkey_removed', p_id);
  end if;
end;
$$;

create function public.passkey_mail(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('to', a.email, 'language', a.language, 'name', k.name,
      'at', case o.kind when 'passkey_added' then k.created_at else k.removed_at end)
    from private.mail_outbox o
    join private.shelf_passkey k on k.id = o.shelf_passkey_id
    join private.shelf_account a on a.id = k.account_id
   where o.id = p_outbox_id
$$;
comment on function public.passkey_mail(uuid) is
  'What a mail about a passkey says and where it goes: {to, language, name, at}; to is null once the account is closed. public.mail_subject tells which it is and whether it is still to be sent.';

revoke execute on function private.passkey_mail_queue(public.mail_kind, uuid) from public, anon;
revoke execute on function public.passkey_mail(uuid) from public, anon, authenticated;
grant execute on function public.passkey_mail(uuid) to service_role;
