-- After @supabase/lite made the schemas auth and storage: what real Supabase has there and lite 0.10.0 lacks.
-- Safe to run at every start. Each part can go when lite brings it.

-- lite grants no usage on auth, so policies and tests that call auth.uid() fail.
grant usage on schema auth to anon, authenticated, service_role, postgres;
grant all on all tables in schema auth to postgres;
grant all on all routines in schema auth to postgres, anon, authenticated, service_role;
grant references, trigger on all tables in schema auth to postgres;
grant usage on schema storage to anon, authenticated, service_role, postgres with grant option;
grant all on all tables in schema storage to postgres, anon, authenticated, service_role;
grant all on all routines in schema storage to postgres, anon, authenticated, service_role;
alter table storage.objects owner to postgres;
alter table storage.buckets owner to postgres;

-- lite with the postgres driver stores JSON twice encoded (jsonb strings): unwrap, so that SQL sees objects.
create or replace function auth.lite_unwrap() returns trigger language plpgsql set search_path = '' as $$
declare
  c text;
  j jsonb := to_jsonb(new);
  patch jsonb := '{}';
begin
  foreach c in array tg_argv loop
    if jsonb_typeof(j -> c) = 'string' then
      patch := patch || jsonb_build_object(c, ((j -> c) #>> '{}')::jsonb);
    end if;
  end loop;
  if patch <> '{}' then
    new := jsonb_populate_record(new, patch);
  end if;
  return new;
end $$;
create or replace trigger aaa_lite_unwrap before insert or update on auth.users
  for each row execute function auth.lite_unwrap('raw_app_meta_data', 'raw_user_meta_data');
create or replace trigger aaa_lite_unwrap before insert or update on auth.identities
  for each row execute function auth.lite_unwrap('identity_data');
create or replace trigger aaa_lite_unwrap before insert or update on storage.objects
  for each row execute function auth.lite_unwrap('metadata', 'user_metadata');

-- Upstream's definitions; lite's auth.uid() reads only request.jwt.claim.sub and ignores request.jwt.claims.
create or replace function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
create or replace function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

-- Second factors, as GoTrue keeps them; lite has none. `last_used_step` makes each TOTP code work once.
create table if not exists auth.mfa_factors (
  id uuid primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  friendly_name text,
  factor_type text not null check (factor_type = 'totp'),
  status text not null check (status in ('unverified', 'verified')),
  secret text not null,
  last_used_step bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index if not exists mfa_factors_name on auth.mfa_factors (user_id, friendly_name)
  where friendly_name <> '';
create table if not exists auth.mfa_challenges (
  id uuid primary key,
  factor_id uuid not null references auth.mfa_factors (id) on delete cascade,
  created_at timestamptz not null default now(),
  verified_at timestamptz
);
-- How a session was authenticated; its assurance level (aal) follows from these rows.
create table if not exists auth.mfa_amr_claims (
  session_id uuid not null,
  authentication_method text not null,
  updated_at timestamptz not null default now(),
  primary key (session_id, authentication_method)
);
revoke all on auth.mfa_factors, auth.mfa_challenges, auth.mfa_amr_claims from anon, authenticated, service_role;

-- Where the stack remembers what it seeded.
create schema if not exists embedded;
revoke all on schema embedded from public;
create table if not exists embedded.seeded (name text primary key, at timestamptz not null default now());
