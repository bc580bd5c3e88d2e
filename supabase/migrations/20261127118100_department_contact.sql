-- 担当課 as data: added, renamed, closed and reopened by administrators, each with where inquiries go.

alter table public.department
  add column contact_name text check (char_length(contact_name) between 1 and 100),
  add column contact_phone text check (char_length(contact_phone) between 1 and 60),
  add column contact_hours text check (char_length(contact_hours) between 1 and 100),
  add column contact_email text check (char_length(contact_email) between 1 and 254),
  add column closed_at timestamptz;
comment on table public.department is
  'A department; envelopes belong to exactly one. A closed one takes nothing new and keeps what it has.';
comment on column public.department.contact_hours is 'When the telephone is answered, in words.';
grant select (contact_name, contact_phone, contact_hours, contact_email, closed_at) on public.department to authenticated, service_role;

create function private.has_link(p_text text) returns boolean language sql immutable set search_path = '' as $$
  -- What mail programs make a link of by themselves: a scheme, www, or a host name that is no part of an address.
  select coalesce(normalize(p_text, NFKC) ~* '://|\mwww\.|(^|[^a-z0-9@._-])([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}(?![a-z0-9._-]*@)', false)
$$;
comment on function private.has_link(text) is
  'Whether a text holds what a mail program would show as a link (mail addresses are none). Only the service puts links into its mails.';

create function public.staff_department_save(p_actor jsonb, p_municipality_id uuid, p_department_id uuid, p_department jsonb)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_next public.department;
  v_before public.department;
  v_field text;
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  perform private.field_known(p_department, '{name,contactName,contactPhone,contactHours,contactEmail,closed}', '');
  v_next.name := private.field_text(p_department, 'name', 'name', 100);
  v_next.contact_name := private.field_text(p_department, 'contactName', 'contactName', 100);
  v_next.contact_phone := normalize(private.field_text(p_department, 'contactPhone', 'contactPhone', 60), NFKC);
  v_next.contact_hours := private.field_text(p_department, 'contactHours', 'contactHours', 100);
  v_next.contact_email := private.field_text(p_department, 'contactEmail', 'contactEmail', 254);
  v_field := case
    when v_next.name is null or private.has_link(v_next.name) then 'name'
    when private.has_link(v_next.contact_name) then 'contactName'
    when v_next.contact_phone !~ '^[0-9+(][0-9()+ -]{5,30}((内線|ext\.?) ?[0-9]{1,8}\)?)?$' then 'contactPhone'
    when private.has_link(v_next.contact_hours) then 'contactHours'
    when v_next.contact_email !~ '^[^@\s<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then 'contactEmail'
    when jsonb_typeof(p_department -> 'closed') is distinct from 'boolean' then 'closed'
  end;
  if v_field is not null then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', v_field));
  end if;
  -- One change at a time, so that two of one name meet here and not at the constraint.
  perform 1 from public.municipality m where m.id = p_municipality_id for update;
  if p_department_id is not null then
    select d.* into v_before from public.department d where d.id = p_department_id and d.municipality_id = p_municipality_id;
    if not found then
      perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
    end if;
  end if;
  if exists (select from public.department d where d.municipality_id = p_municipality_id and d.name = v_next.name
              and d.id is distinct from p_department_id) then
    perform private.refuse('DEPARTMENT_EXISTS', 409);
  end if;
  v_next.id := coalesce(p_department_id, gen_random_uuid());
  v_next.municipality_id := p_municipality_id;
  v_next.closed_at := case when (p_department ->> 'closed')::boolean then coalesce(v_before.closed_at, now()) end;
  if p_department_id is null then
    insert into public.department select v_next.*;
  else
    update public.department d set name = v_next.name, contact_name = v_next.contact_name, contact_phone = v_next.contact_phone,
      contact_hours = v_next.contact_hours, contact_email = v_next.contact_email, closed_at = v_next.closed_at
     where d.id = p_department_id;
  end if;
  perform private.log_municipality(p_actor, 'department_changed', p_municipality_id, jsonb_build_object(
    'departmentId', v_next.id, 'department', v_next.name,
    'before', case when p_department_id is not null then to_jsonb(v_before) - '{id,municipality_id}'::text[] end,
    'after', to_jsonb(v_next) - '{id,municipality_id}'::text[]));
  return v_next.id;
end;
$$;
comment on function public.staff_department_save(jsonb, uuid, uuid, jsonb) is
  'Adds a 担当課 (p_department_id null) or changes one: {name, contactName, contactPhone, contactHours, contactEmail, closed}. FIELD_INVALID {field}, DEPARTMENT_EXISTS, DEPARTMENT_NOT_FOUND and those of private.staff_admin.';

create function private.refuse_closed_department() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.department d where d.id = new.department_id and d.closed_at is not null) then
    perform private.refuse('DEPARTMENT_CLOSED', 409);
  end if;
  return new;
end;
$$;
comment on function private.refuse_closed_department() is
  'Row trigger: nothing new begins in a closed department, and nothing moves there; what it has goes on. DEPARTMENT_CLOSED.';
create trigger department_open before insert on public.envelope
  for each row execute function private.refuse_closed_department();
create trigger department_open_moved before update of department_id on public.envelope
  for each row when (new.department_id is distinct from old.department_id) execute function private.refuse_closed_department();
create trigger department_open before insert on public.contract_case
  for each row execute function private.refuse_closed_department();
create trigger department_open_moved before update of department_id on public.contract_case
  for each row when (new.department_id is distinct from old.department_id) execute function private.refuse_closed_department();

create or replace function private.draft_department(p_user_id uuid, p_department_id uuid) returns public.department
language plpgsql stable security definer set search_path = '' as $$
declare
  v_department public.department;
begin
  select d.* into v_department from public.department d
   where (d.id = p_department_id or p_department_id is null and d.closed_at is null)
     and private.has_role(p_user_id, d.municipality_id, d.id, '{drafter}')
   order by exists (
     select from public.membership m where m.user_id = p_user_id and m.active and m.department_id = d.id) desc, d.name
   limit 1;
  if found then
    return v_department;
  end if;
  if exists (select from public.department d
              where (p_department_id is null or d.id = p_department_id)
                and private.has_role(p_user_id, d.municipality_id, d.id, null)) then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["drafter"]}');
  end if;
  perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
end;
$$;
comment on function private.draft_department(uuid, uuid) is
  'The department a draft is made in: the one named, else the drafter''s own that is open. DEPARTMENT_NOT_FOUND, ROLE_MISSING.';

create function private.department_contact(p_department public.department) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('departmentName', p_department.name, 'contactName', p_department.contact_name,
    'contactPhone', p_department.contact_phone, 'contactHours', p_department.contact_hours, 'contactEmail', p_department.contact_email)
$$;
comment on function private.department_contact(public.department) is 'Whom to ask: what mails and screens show of a department.';

create function public.link_contact(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  return (
    select private.department_contact(d) || jsonb_build_object('departmentId', d.id, 'municipalityCode', m.code,
        'municipalityName', m.name, 'managementLabel', e.management_label)
      from public.envelope e join public.department d on d.id = e.department_id join public.municipality m on m.id = e.municipality_id
     where e.id = v_party.envelope_id);
end;
$$;
comment on function public.link_contact(text) is
  'Whom the holder of a link may ask: department, telephone, hours, address and the 管理番号 to name. LINK_UNKNOWN, LINK_REPLACED.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_department_save(jsonb, uuid, uuid, jsonb), public.link_contact(text) from public, anon, authenticated;
grant execute on function public.staff_department_save(jsonb, uuid, uuid, jsonb), public.link_contact(text) to service_role;
