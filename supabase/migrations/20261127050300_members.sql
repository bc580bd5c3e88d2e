-- Members of staff: invited by mail, given roles per department, deactivated at once; a lost second factor is reset by
-- two administrators; and the 名義人 in whose name the municipality signs.

create table public.membership_invitation (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  email text not null check (char_length(email) <= 254 and email ~ '^[^@\s<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$'),
  display_name text not null check (char_length(display_name) between 1 and 100),
  roles jsonb not null,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid,
  cancelled_at timestamptz,
  constraint accepted_by_somebody check (num_nulls(accepted_at, accepted_by) in (0, 2)),
  constraint one_end check (num_nonnulls(accepted_at, cancelled_at) <= 1)
);
comment on table public.membership_invitation is
  'Who was invited to which roles [{departmentId, role}]. Its link carries an HMAC of the id, which is stored nowhere.';
create unique index membership_invitation_open on public.membership_invitation (municipality_id, lower(email))
  where accepted_at is null and cancelled_at is null;
alter table private.mail_outbox add foreign key (invitation_id) references public.membership_invitation (id) on delete restrict;

create table public.factor_reset (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  user_id uuid not null,
  requested_by uuid not null,
  requested_at timestamptz not null default now(),
  approved_by uuid,
  approved_at timestamptz,
  done_at timestamptz,
  cancelled_at timestamptz,
  constraint two_administrators check (approved_by <> requested_by),
  constraint nobody_resets_the_own check (requested_by <> user_id and approved_by <> user_id),
  constraint approved_first check (done_at is null or approved_at is not null)
);
comment on table public.factor_reset is
  'A lost authenticator: asked for by one administrator, approved by another within a day, both apart from whom it concerns.';
create unique index factor_reset_open on public.factor_reset (municipality_id, user_id) where done_at is null and cancelled_at is null;

select private.keep('public.membership_invitation'), private.keep('public.factor_reset');
create policy admin_reads on public.membership_invitation for select to authenticated
  using (private.is_admin_of(municipality_id));
create policy admin_reads on public.factor_reset for select to authenticated
  using (private.is_admin_of(municipality_id));
grant select (id, municipality_id, email, display_name, roles, invited_by, created_at, expires_at, accepted_at, cancelled_at)
  on public.membership_invitation to authenticated, service_role;
grant select (id, municipality_id, user_id, requested_by, requested_at, approved_by, approved_at, done_at, cancelled_at)
  on public.factor_reset to authenticated, service_role;

create function public.member_list() returns table (
  user_id uuid, municipality_id uuid, display_name text, email text, active boolean, roles jsonb, joined_at timestamptz
) language sql stable security definer set search_path = '' as $$
  select m.user_id, m.municipality_id, private.member_name(m.user_id, m.municipality_id), private.staff_email(m.user_id),
    bool_or(m.active),
    coalesce(jsonb_agg(jsonb_build_object('departmentId', m.department_id, 'role', m.role)
      order by m.role, m.department_id) filter (where m.active), '[]'),
    min(m.created_at)
    from public.membership m
   where private.is_admin_of(m.municipality_id)
   group by m.user_id, m.municipality_id
   order by bool_or(m.active) desc, 3, m.user_id
$$;
comment on function public.member_list() is
  'The members of the municipalities whose administrator the caller is (aal2), with their addresses and active roles [{departmentId, role}].';

create function private.roles_read(p_municipality_id uuid, p_roles jsonb)
returns table (department_id uuid, role public.membership_role)
language plpgsql stable security definer set search_path = '' as $$
begin
  if jsonb_typeof(p_roles) is distinct from 'array' or jsonb_array_length(p_roles) not between 1 and 200 or exists (
    select from jsonb_array_elements(p_roles) x
     where jsonb_typeof(x) <> 'object'
        or not coalesce(x ->> 'role', '') = any (enum_range(null::public.membership_role)::text[])
        or x ->> 'departmentId' is not null and not exists (
          select from public.department d where d.id::text = x ->> 'departmentId' and d.municipality_id = p_municipality_id)
        -- What an administrator changes concerns the whole municipality.
        or x ->> 'role' = 'admin' and x ->> 'departmentId' is not null)
  then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "roles"}');
  end if;
  return query select distinct (x ->> 'departmentId')::uuid, (x ->> 'role')::public.membership_role
    from jsonb_array_elements(p_roles) x;
end;
$$;
comment on function private.roles_read(uuid, jsonb) is
  'Roles [{departmentId|null, role}] of a municipality, at least one; admin only for all departments. FIELD_INVALID {field}.';

create function private.admin_left(p_municipality_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from public.membership m where m.municipality_id = p_municipality_id and m.active and m.role = 'admin') then
    perform private.refuse('LAST_ADMIN', 409);
  end if;
end;
$$;
comment on function private.admin_left(uuid) is 'No change may leave a municipality without an administrator. LAST_ADMIN.';

create function private.membership_set(p_user_id uuid, p_municipality_id uuid, p_display_name text, p_roles jsonb)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.membership (user_id, municipality_id, department_id, role, display_name)
  select p_user_id, p_municipality_id, r.department_id, r.role, p_display_name from private.roles_read(p_municipality_id, p_roles) r
  on conflict (user_id, municipality_id, department_id, role) do update set active = true;
  update public.membership m set active = false
   where m.user_id = p_user_id and m.municipality_id = p_municipality_id and m.active
     and not exists (select from private.roles_read(p_municipality_id, p_roles) r
                      where r.role = m.role and r.department_id is not distinct from m.department_id);
  update public.membership m set display_name = p_display_name
   where m.user_id = p_user_id and m.municipality_id = p_municipality_id and m.display_name <> p_display_name;
end;
$$;
comment on function private.membership_set(uuid, uuid, text, jsonb) is
  'Gives a user exactly these roles and this name in a municipality; what is no longer theirs is deactivated. FIELD_INVALID.';

create function private.display_name(p_member jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_name text := private.field_text(p_member, 'displayName', 'displayName', 100);
begin
  if v_name is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "displayName"}');
  end if;
  return v_name;
end;
$$;
comment on function private.display_name(jsonb) is 'How a member is called in screens and logs. FIELD_INVALID.';

create function public.staff_member_invite(p_actor jsonb, p_municipality_id uuid, p_member jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_admin(p_actor, p_municipality_id);
  v_email text := lower(private.field_text(p_member, 'email', 'email', 254));
  v_name text := private.display_name(p_member);
  v_id uuid;
  v_outbox uuid;
begin
  perform private.roles_read(p_municipality_id, p_member -> 'roles');
  if v_email is null or v_email !~ '^[^@\s<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "email"}');
  end if;
  if exists (select from public.membership m
              where m.municipality_id = p_municipality_id and m.active and lower(private.staff_email(m.user_id)) = v_email) then
    perform private.refuse('MEMBER_EXISTS', 409);
  end if;
  -- A second invitation replaces the first, whose link dies.
  update public.membership_invitation i set cancelled_at = now()
   where i.municipality_id = p_municipality_id and lower(i.email) = v_email and i.accepted_at is null and i.cancelled_at is null;
  insert into public.membership_invitation (municipality_id, email, display_name, roles, invited_by)
  values (p_municipality_id, v_email, v_name, p_member -> 'roles', v_user) returning id into v_id;
  insert into private.mail_outbox (kind, invitation_id) values ('member_invited', v_id) returning id into v_outbox;
  perform private.job_queue('mail', v_outbox::text, jsonb_build_object('outboxId', v_outbox));
  perform private.log_municipality(p_actor, 'member_invited', p_municipality_id,
    jsonb_build_object('email', v_email, 'member', v_name, 'roles', p_member -> 'roles'));
  return v_id;
end;
$$;
comment on function public.staff_member_invite(jsonb, uuid, jsonb) is
  'Invites {email, displayName, roles: [{departmentId|null, role}]} by mail, for seven days; an open invitation to the address is replaced. FIELD_INVALID {field}, MEMBER_EXISTS and those of private.staff_admin.';

create function public.staff_invitation_cancel(p_actor jsonb, p_invitation_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_invitation public.membership_invitation;
begin
  select i.* into v_invitation from public.membership_invitation i where i.id = p_invitation_id for update;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('INVITATION_UNKNOWN', 404);
  end if;
  perform private.staff_admin(p_actor, v_invitation.municipality_id);
  if v_invitation.accepted_at is not null then
    perform private.refuse('INVITATION_CLOSED', 410);
  end if;
  update public.membership_invitation i set cancelled_at = now() where i.id = p_invitation_id and i.cancelled_at is null;
end;
$$;
comment on function public.staff_invitation_cancel(jsonb, uuid) is
  'Takes an invitation back: its link dies. INVITATION_UNKNOWN, INVITATION_CLOSED and those of private.staff_admin.';

create function private.invitation_mail(p_mail private.mail_outbox) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('outboxId', p_mail.id, 'kind', p_mail.kind, 'attempts', p_mail.attempts,
    'mailStatus', case when i.cancelled_at is not null then 'cancelled' else p_mail.status end,
    'to', i.email, 'toName', i.display_name, 'partyId', null, 'generation', null, 'invitationId', i.id,
    'envelope', jsonb_build_object('title', '', 'municipalityName', m.name, 'departmentName', '',
      'creatorName', private.member_name(i.invited_by, i.municipality_id), 'deadlineAt', i.expires_at, 'downloadUntilAt', null),
    'company', null, 'reason', null, 'documents', '[]'::jsonb)
    from public.membership_invitation i join public.municipality m on m.id = i.municipality_id
   where i.id = p_mail.invitation_id
$$;
comment on function private.invitation_mail(private.mail_outbox) is 'What an invitation''s mail says, in the shape of mail_subject.';

create function public.invitation_view(p_invitation_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_invitation public.membership_invitation;
begin
  select i.* into v_invitation from public.membership_invitation i where i.id = p_invitation_id;
  if not found then
    perform private.refuse('INVITATION_UNKNOWN', 404);
  end if;
  if v_invitation.accepted_at is not null or v_invitation.cancelled_at is not null or now() > v_invitation.expires_at then
    perform private.refuse('INVITATION_CLOSED', 410);
  end if;
  return jsonb_build_object('email', v_invitation.email, 'displayName', v_invitation.display_name,
    'municipalityName', (select m.name from public.municipality m where m.id = v_invitation.municipality_id),
    'expiresAt', v_invitation.expires_at,
    'userId', (select u.id from auth.users u where lower(u.email::text) = lower(v_invitation.email)));
end;
$$;
comment on function public.invitation_view(uuid) is
  'An open invitation, and the account that has its address already. The caller has checked the link. INVITATION_UNKNOWN, INVITATION_CLOSED.';

create function public.invitation_accept(p_invitation_id uuid, p_user_id uuid, p_actor jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_invitation public.membership_invitation;
begin
  select i.* into v_invitation from public.membership_invitation i where i.id = p_invitation_id for update;
  if v_invitation.accepted_by = p_user_id then
    return;
  end if;
  perform public.invitation_view(p_invitation_id);
  if lower(private.staff_email(p_user_id)) is distinct from lower(v_invitation.email) then
    perform private.refuse('ACTOR_INVALID', 400);
  end if;
  update public.membership_invitation i set accepted_at = now(), accepted_by = p_user_id where i.id = p_invitation_id;
  perform private.membership_set(p_user_id, v_invitation.municipality_id, v_invitation.display_name, v_invitation.roles);
  perform private.log_municipality(p_actor || jsonb_build_object('kind', 'staff', 'userId', p_user_id), 'member_joined',
    v_invitation.municipality_id, jsonb_build_object('member', v_invitation.display_name, 'roles', v_invitation.roles));
end;
$$;
comment on function public.invitation_accept(uuid, uuid, jsonb) is
  'Gives the invited account its roles; idempotent. ACTOR_INVALID where the account has another address, and those of invitation_view.';

create function private.member_required(p_municipality_id uuid, p_user_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not exists (select from public.membership m where m.municipality_id = p_municipality_id and m.user_id = p_user_id) then
    perform private.refuse('MEMBER_NOT_FOUND', 404);
  end if;
end;
$$;
comment on function private.member_required(uuid, uuid) is 'Somebody who is or was a member. MEMBER_NOT_FOUND.';

create function public.staff_member_save(p_actor jsonb, p_municipality_id uuid, p_user_id uuid, p_member jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before jsonb;
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  perform private.member_required(p_municipality_id, p_user_id);
  -- One change at a time, so that two administrators cannot each remove the other.
  perform 1 from public.municipality m where m.id = p_municipality_id for update;
  select coalesce(jsonb_agg(jsonb_build_object('departmentId', m.department_id, 'role', m.role) order by m.role, m.department_id), '[]')
    into v_before from public.membership m
   where m.user_id = p_user_id and m.municipality_id = p_municipality_id and m.active;
  perform private.membership_set(p_user_id, p_municipality_id, private.display_name(p_member), p_member -> 'roles');
  perform private.admin_left(p_municipality_id);
  perform private.log_municipality(p_actor, 'member_changed', p_municipality_id, jsonb_build_object('userId', p_user_id,
    'member', private.member_name(p_user_id, p_municipality_id), 'before', v_before, 'after', p_member -> 'roles'));
end;
$$;
comment on function public.staff_member_save(jsonb, uuid, uuid, jsonb) is
  'Gives a member {displayName, roles} from now on, also one who had left. FIELD_INVALID {field}, MEMBER_NOT_FOUND, LAST_ADMIN and those of private.staff_admin.';

create function public.staff_member_deactivate(p_actor jsonb, p_municipality_id uuid, p_user_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  perform private.member_required(p_municipality_id, p_user_id);
  perform 1 from public.municipality m where m.id = p_municipality_id for update;
  update public.membership m set active = false
   where m.user_id = p_user_id and m.municipality_id = p_municipality_id and m.active;
  if found then
    perform private.admin_left(p_municipality_id);
    perform private.log_municipality(p_actor, 'member_deactivated', p_municipality_id, jsonb_build_object('userId', p_user_id,
      'member', private.member_name(p_user_id, p_municipality_id)));
  end if;
  return jsonb_build_object('elsewhere', exists (select from public.membership m where m.user_id = p_user_id and m.active));
end;
$$;
comment on function public.staff_member_deactivate(jsonb, uuid, uuid) is
  'Ends every role of a member at once, whatever token is still valid; {elsewhere: works for another municipality}. Idempotent. MEMBER_NOT_FOUND, LAST_ADMIN and those of private.staff_admin.';

create function public.staff_factor_reset_request(p_actor jsonb, p_municipality_id uuid, p_user_id uuid) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_admin(p_actor, p_municipality_id);
  v_id uuid;
begin
  if not exists (select from public.membership m
                  where m.municipality_id = p_municipality_id and m.user_id = p_user_id and m.active) then
    perform private.refuse('MEMBER_NOT_FOUND', 404);
  end if;
  if v_user = p_user_id then
    perform private.refuse('SAME_PERSON', 403);
  end if;
  update public.factor_reset f set cancelled_at = now()
   where f.municipality_id = p_municipality_id and f.user_id = p_user_id and f.done_at is null and f.cancelled_at is null;
  insert into public.factor_reset (municipality_id, user_id, requested_by)
  values (p_municipality_id, p_user_id, v_user) returning id into v_id;
  perform private.log_municipality(p_actor, 'factor_reset_requested', p_municipality_id, jsonb_build_object('userId', p_user_id,
    'member', private.member_name(p_user_id, p_municipality_id)));
  return v_id;
end;
$$;
comment on function public.staff_factor_reset_request(jsonb, uuid, uuid) is
  'Asks for the reset of a member''s second factor, to be approved by another administrator within a day. SAME_PERSON, MEMBER_NOT_FOUND and those of private.staff_admin.';

create function public.staff_factor_reset_approve(p_actor jsonb, p_reset_id uuid) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_reset public.factor_reset;
  v_user uuid;
begin
  select f.* into v_reset from public.factor_reset f where f.id = p_reset_id for update;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('RESET_NOT_FOUND', 404);
  end if;
  v_user := private.staff_admin(p_actor, v_reset.municipality_id);
  if v_user in (v_reset.requested_by, v_reset.user_id) then
    perform private.refuse('SAME_PERSON', 403);
  end if;
  if v_reset.cancelled_at is not null or v_reset.done_at is not null
    or v_reset.approved_at is null and now() > v_reset.requested_at + interval '1 day' then
    perform private.refuse('RESET_CLOSED', 409);
  end if;
  update public.factor_reset f set approved_by = v_user, approved_at = now() where f.id = p_reset_id and f.approved_at is null;
  return v_reset.user_id;
end;
$$;
comment on function public.staff_factor_reset_approve(jsonb, uuid) is
  'The second administrator''s word; answers whose factors are to be removed, again until it is done. RESET_NOT_FOUND, RESET_CLOSED, SAME_PERSON and those of private.staff_admin.';

create function public.staff_factor_reset_done(p_actor jsonb, p_reset_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_reset public.factor_reset;
begin
  update public.factor_reset f set done_at = now()
   where f.id = p_reset_id and f.approved_at is not null and f.done_at is null and f.cancelled_at is null returning * into v_reset;
  if found then
    perform private.log_municipality(p_actor, 'factor_reset', v_reset.municipality_id, jsonb_build_object('userId', v_reset.user_id,
      'member', private.member_name(v_reset.user_id, v_reset.municipality_id),
      'requestedBy', private.member_name(v_reset.requested_by, v_reset.municipality_id)));
  end if;
end;
$$;
comment on function public.staff_factor_reset_done(jsonb, uuid) is 'Records that the factors are gone; idempotent. Never refuses.';

create function public.staff_factor_reset_cancel(p_actor jsonb, p_reset_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_reset public.factor_reset;
begin
  select f.* into v_reset from public.factor_reset f where f.id = p_reset_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('RESET_NOT_FOUND', 404);
  end if;
  perform private.staff_admin(p_actor, v_reset.municipality_id);
  update public.factor_reset f set cancelled_at = now() where f.id = p_reset_id and f.approved_at is null and f.cancelled_at is null;
end;
$$;
comment on function public.staff_factor_reset_cancel(jsonb, uuid) is
  'Takes a request back that nobody has approved. RESET_NOT_FOUND and those of private.staff_admin.';

create function public.staff_principal_save(p_actor jsonb, p_municipality_id uuid, p_signer_id uuid, p_signer jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_title text := private.field_text(p_signer, 'title', 'title', 100);
  v_name text := private.field_text(p_signer, 'principalName', 'principalName', 100);
  v_authority text := private.field_text(p_signer, 'authority', 'authority', 200);
  v_department uuid;
  v_id uuid := p_signer_id;
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  if v_id is null then
    if v_title is null or v_name is null then
      perform private.refuse('FIELD_INVALID', 422,
        jsonb_build_object('field', case when v_title is null then 'title' else 'principalName' end));
    end if;
    select d.id into v_department from public.department d
     where d.id::text = p_signer ->> 'departmentId' and d.municipality_id = p_municipality_id;
    if not found and p_signer ->> 'departmentId' is not null then
      perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
    end if;
    insert into public.municipality_signer (municipality_id, department_id, title, principal_name, authority)
    values (p_municipality_id, v_department, v_title, v_name, v_authority) returning id into v_id;
  else
    -- Who an envelope named stays who it was: another name or title is another row.
    update public.municipality_signer s set authority = v_authority, active = coalesce((p_signer ->> 'active')::boolean, s.active)
     where s.id = v_id and s.municipality_id = p_municipality_id;
    if not found then
      perform private.refuse('SIGNER_NOT_FOUND', 404);
    end if;
  end if;
  perform private.log_municipality(p_actor, 'principal_changed', p_municipality_id,
    (select to_jsonb(s) - 'municipality_id' from public.municipality_signer s where s.id = v_id));
  return v_id;
end;
$$;
comment on function public.staff_principal_save(jsonb, uuid, uuid, jsonb) is
  'Adds a 名義人 {title, principalName, departmentId|null, authority|null}, or changes an existing one''s {authority, active}. FIELD_INVALID {field}, DEPARTMENT_NOT_FOUND, SIGNER_NOT_FOUND and those of private.staff_admin.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array[
    'public.staff_member_invite(jsonb, uuid, jsonb)', 'public.staff_invitation_cancel(jsonb, uuid)',
    'public.invitation_view(uuid)', 'public.invitation_accept(uuid, uuid, jsonb)',
    'public.staff_member_save(jsonb, uuid, uuid, jsonb)', 'public.staff_member_deactivate(jsonb, uuid, uuid)',
    'public.staff_factor_reset_request(jsonb, uuid, uuid)', 'public.staff_factor_reset_approve(jsonb, uuid)',
    'public.staff_factor_reset_done(jsonb, uuid)', 'public.staff_factor_reset_cancel(jsonb, uuid)',
    'public.staff_principal_save(jsonb, uuid, uuid, jsonb)']::regprocedure[]
  loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
revoke execute on function public.member_list() from public, anon;
grant execute on function public.member_list() to authenticated, service_role;
