-- Passkeys (WebAuthn) of a contractor's shelf account. They are enrolled in a session of the shelf, which a code mailed
-- to the address opened, so one counts for a signature only where it was there before the envelope was sent: whoever has
-- the mailbox on the day of signing cannot make one for it.

create table private.shelf_passkey (
  id uuid primary key default gen_random_uuid(),
  account_id uuid not null references private.shelf_account (id) on delete restrict,
  credential_id text not null unique check (credential_id ~ '^[A-Za-z0-9_-]+$' and char_length(credential_id) between 16 and 1400),
  public_key text not null check (public_key ~ '^[A-Za-z0-9_-]+$' and char_length(public_key) between 80 and 1400),
  algorithm integer not null check (algorithm in (-7, -257)),
  sign_count bigint not null check (sign_count between 0 and 4294967295),
  name text not null check (char_length(name) between 1 and 50),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  removed_at timestamptz
);
comment on table private.shelf_passkey is
  'Passkeys of a shelf''s account. credential_id and public_key (SubjectPublicKeyInfo) in base64url, algorithm by COSE (-7 ES256, -257 RS256), sign_count as the authenticator last said.';
create index shelf_passkey_account on private.shelf_passkey (account_id) where removed_at is null;

create table private.passkey_challenge (
  id uuid primary key,
  account_id uuid references private.shelf_account (id) on delete restrict,
  party_id uuid references public.party (id) on delete restrict,
  generation integer,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '5 minutes',
  used_at timestamptz,
  constraint one_purpose check (num_nonnulls(account_id, party_id) = 1 and (party_id is null) = (generation is null))
);
comment on table private.passkey_challenge is
  'A challenge to enrol a passkey (account_id) or to sign with one (party_id): once, within five minutes. Its octets are derived under the link key and lie nowhere.';
create index passkey_challenge_account on private.passkey_challenge (account_id, created_at);
create index passkey_challenge_party on private.passkey_challenge (party_id, created_at);
select private.keep('private.shelf_passkey'), private.keep('private.passkey_challenge');

create function public.shelf_passkeys(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('id', k.id, 'name', k.name, 'createdAt', k.created_at, 'usedAt', k.used_at) order by k.created_at, k.id)
      from private.shelf_passkey k where k.account_id = v_account.id and k.removed_at is null), '[]');
end;
$$;
comment on function public.shelf_passkeys(text) is
  'The passkeys of a shelf: [{id, name, createdAt, usedAt}]. SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_account_id(p_token_sha256_hex text) returns uuid
language sql stable security definer set search_path = '' as $$
  select (private.shelf_account_of(p_token_sha256_hex)).id
$$;
comment on function public.shelf_account_id(text) is 'Whose a session of the shelf is. SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_passkey_begin(p_actor jsonb, p_token_sha256_hex text, p_challenge_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  perform from private.shelf_account a where a.id = v_account.id for update;
  if (select count(*) from private.shelf_passkey k where k.account_id = v_account.id and k.removed_at is null) >= 10 then
    perform private.refuse('PASSKEYS_FULL', 409);
  end if;
  if (select count(*) from private.passkey_challenge c where c.account_id = v_account.id and c.created_at > now() - interval '1 hour') >= 20 then
    perform private.refuse('RATE_LIMITED', 429, '{"retryAfterS": 3600}');
  end if;
  insert into private.passkey_challenge (id, account_id) values (p_challenge_id, v_account.id);
  return jsonb_build_object('accountId', v_account.id, 'email', v_account.email, 'known', coalesce((
    select jsonb_agg(k.credential_id) from private.shelf_passkey k where k.account_id = v_account.id and k.removed_at is null), '[]'));
end;
$$;
comment on function public.shelf_passkey_begin(jsonb, text, uuid) is
  'Begins to enrol a passkey: {accountId, email, known: credential ids}. PASSKEYS_FULL after ten, RATE_LIMITED after twenty beginnings within an hour, SHELF_SIGN_IN_REQUIRED, ACTOR_INVALID.';

create function public.shelf_passkey_add(p_actor jsonb, p_token_sha256_hex text, p_challenge_id uuid, p_passkey jsonb) returns jsonb
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
  return jsonb_build_object('id', v_id);
end;
$$;
comment on function public.shelf_passkey_add(jsonb, text, uuid, jsonb) is
  'Enrols a passkey {credentialId, publicKey, algorithm, signCount, name}, whose answer to the challenge the function has verified: {id}. PASSKEY_EXPIRED (used, too late, or another''s challenge), PASSKEY_KNOWN, FIELD_INVALID {field: name}, SHELF_SIGN_IN_REQUIRED, ACTOR_INVALID.';

create function public.shelf_passkey_remove(p_actor jsonb, p_token_sha256_hex text, p_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  update private.shelf_passkey k set removed_at = now()
   where k.id = p_id and k.account_id = v_account.id and k.removed_at is null;
end;
$$;
comment on function public.shelf_passkey_remove(jsonb, text, uuid) is
  'Takes a passkey away; it signs nothing any more. Idempotent. SHELF_SIGN_IN_REQUIRED, ACTOR_INVALID.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.shelf_passkeys(text)', 'public.shelf_account_id(text)', 'public.shelf_passkey_begin(jsonb, text, uuid)',
    'public.shelf_passkey_add(jsonb, text, uuid, jsonb)', 'public.shelf_passkey_remove(jsonb, text, uuid)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
