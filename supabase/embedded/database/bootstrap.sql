-- What the supabase/postgres image's own init scripts do before a project's first migration: roles, the schema
-- `extensions`, default privileges. `postgres` is no superuser, as on real Supabase. Safe to run at every start.
do $$
declare r text;
begin
  foreach r in array array['anon', 'authenticated'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit', r);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'service_role') then
    create role service_role nologin noinherit bypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'authenticator') then
    create role authenticator login noinherit;
  end if;
  foreach r in array array['supabase_auth_admin', 'supabase_storage_admin'] loop
    if not exists (select from pg_roles where rolname = r) then
      execute format('create role %I nologin noinherit createrole', r);
    end if;
  end loop;
  if not exists (select from pg_roles where rolname = 'postgres') then
    create role postgres login createdb createrole replication bypassrls;
  end if;
end $$;

grant anon, authenticated, service_role to postgres with admin option;
grant anon, authenticated, service_role to authenticator;

create schema if not exists extensions;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;

do $$ begin execute format('grant all on database %I to postgres', current_database()); end $$;
grant all on schema public to postgres;
alter schema public owner to postgres;
grant usage on schema public, extensions to anon, authenticated, service_role, postgres;
grant create on schema extensions to postgres;

alter default privileges for role postgres in schema public grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on functions to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public grant all on sequences to postgres, anon, authenticated, service_role;

alter role postgres set search_path = "$user", public, extensions;
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

create schema if not exists supabase_migrations;
create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
grant all on schema supabase_migrations to postgres;
grant all on all tables in schema supabase_migrations to postgres;
alter table supabase_migrations.schema_migrations owner to postgres;
