-- Who belongs where. A member sees a row only of an active membership's municipality and department, with aal2.

create table public.municipality (
  id uuid primary key default gen_random_uuid(),
  code text not null unique check (code ~ '^[0-9]{6}$'),
  name text not null check (char_length(name) between 1 and 100),
  time_zone text not null default 'Asia/Tokyo',
  created_at timestamptz not null default now()
);
comment on table public.municipality is 'A municipality; code is 全国地方公共団体コード.';

create table public.department (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  name text not null check (char_length(name) between 1 and 100),
  unique (municipality_id, name),
  unique (id, municipality_id)
);
comment on table public.department is 'A department; envelopes belong to exactly one.';

create table public.membership (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid,
  role public.membership_role not null,
  display_name text not null check (char_length(display_name) between 1 and 100),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict,
  unique nulls not distinct (user_id, municipality_id, department_id, role)
);
comment on table public.membership is
  'One role of one user in a department; department_id null = every department. A leaver is deactivated, never deleted.';
comment on column public.membership.user_id is
  'auth.users.id, without a foreign key: the auth schema belongs to the platform, and an account''s removal must not touch the record.';
create index membership_user on public.membership (user_id) where active;

create table public.municipality_signer (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid,
  title text not null check (char_length(title) between 1 and 100),
  principal_name text not null check (char_length(principal_name) between 1 and 100),
  active boolean not null default true,
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict
);
comment on table public.municipality_signer is
  'Who may be named as the municipality''s 名義人 (市長 or 受任者); department_id null = for every department.';

select private.keep('public.municipality'), private.keep('public.department'),
       private.keep('public.membership'), private.keep('public.municipality_signer');

create function private.municipality_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select distinct m.municipality_id from public.membership m
   where m.user_id = private.claimed_user() and m.active
$$;
comment on function private.municipality_ids() is 'Municipalities the caller may see: active membership and aal2.';

create function private.department_ids() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select d.id from public.department d
   where exists (
     select from public.membership m
      where m.user_id = private.claimed_user() and m.active
        and m.municipality_id = d.municipality_id
        and (m.department_id is null or m.department_id = d.id))
$$;
comment on function private.department_ids() is
  'Departments the caller may see; a membership without department covers all of its municipality.';

create function private.has_role(p_user_id uuid, p_municipality_id uuid, p_department_id uuid, p_roles public.membership_role[])
returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.membership m
     where m.user_id = p_user_id and m.active and m.municipality_id = p_municipality_id
       and (m.department_id is null or m.department_id = p_department_id)
       and (p_roles is null or m.role = any (p_roles)))
$$;
comment on function private.has_role(uuid, uuid, uuid, public.membership_role[]) is
  'Whether a user has one of the roles in a department; roles null = any role at all.';

create function private.is_admin_of(p_municipality_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.membership m
     where m.user_id = private.claimed_user() and m.active
       and m.municipality_id = p_municipality_id and m.role = 'admin')
$$;
comment on function private.is_admin_of(uuid) is 'Whether the caller (aal2) is an administrator of a municipality.';

create policy member_reads on public.municipality for select to authenticated
  using (id in (select private.municipality_ids()));
create policy member_reads on public.department for select to authenticated
  using (id in (select private.department_ids()));
create policy member_reads on public.membership for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and (department_id is null or department_id in (select private.department_ids())));
create policy member_reads on public.municipality_signer for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and (department_id is null or department_id in (select private.department_ids())));

grant select (id, code, name, time_zone, created_at) on public.municipality to authenticated, service_role;
grant select (id, municipality_id, name) on public.department to authenticated, service_role;
grant select (id, user_id, municipality_id, department_id, role, display_name, active, created_at)
  on public.membership to authenticated, service_role;
grant select (id, municipality_id, department_id, title, principal_name, active)
  on public.municipality_signer to authenticated, service_role;

revoke execute on all functions in schema private from public, anon;
grant execute on function private.municipality_ids(), private.department_ids(), private.is_admin_of(uuid) to authenticated;
