-- 決裁 before sending, and who may not be one person: drafter and approver, drafter and signer.

create table public.municipality_setting (
  municipality_id uuid primary key references public.municipality (id) on delete restrict,
  approval_required boolean not null default false,
  one_person_allowed boolean not null default false
);
comment on table public.municipality_setting is
  'How a municipality works; no row = the defaults. Every change is in the operation log.';
comment on column public.municipality_setting.approval_required is 'Whether an envelope is sent by an approver alone.';
comment on column public.municipality_setting.one_person_allowed is
  'Lifts the rule that who drafted an envelope neither approves nor signs it.';
select private.keep('public.municipality_setting');
create policy member_reads on public.municipality_setting for select to authenticated
  using (municipality_id in (select private.municipality_ids()));
grant select (municipality_id, approval_required, one_person_allowed) on public.municipality_setting to authenticated, service_role;

alter table public.municipality_signer add column authority text check (char_length(authority) between 1 and 200);
comment on column public.municipality_signer.authority is
  '専決・委任の根拠 that is proposed where a signer acts for this 名義人.';
grant select (authority) on public.municipality_signer to authenticated, service_role;

create function private.setting(p_municipality_id uuid) returns public.municipality_setting
language sql stable security definer set search_path = '' as $$
  select s.* from (select 1) one left join public.municipality_setting s on s.municipality_id = p_municipality_id
$$;
comment on function private.setting(uuid) is 'A municipality''s setting; a row of nulls where it has none.';

create function private.member_name(p_user_id uuid, p_municipality_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select m.display_name from public.membership m
   where m.user_id = p_user_id and m.municipality_id = p_municipality_id
   order by m.active desc, m.created_at limit 1
$$;
comment on function private.member_name(uuid, uuid) is 'How a municipality calls a member of its staff; null for a stranger.';

create function private.log_municipality(p_actor jsonb, p_event public.operation_event, p_municipality_id uuid, p_context jsonb)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.operation_log (municipality_id, actor_kind, actor_user_id, actor_label, event, ip, user_agent, context)
  select p_municipality_id, (p_actor ->> 'kind')::public.actor_kind,
    case when p_actor ->> 'kind' = 'staff' then (p_actor ->> 'userId')::uuid end,
    case when p_actor ->> 'kind' = 'staff' then private.member_name((p_actor ->> 'userId')::uuid, p_municipality_id) end,
    p_event, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512), coalesce(p_context, '{}')
$$;
comment on function private.log_municipality(jsonb, public.operation_event, uuid, jsonb) is
  'Writes one row of the operation log that belongs to no envelope.';

create function private.drafted_by(p_envelope_id uuid, p_user_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.envelope e where e.id = p_envelope_id and e.created_by = p_user_id)
    or exists (
      select from public.operation_log l
       where l.envelope_id = p_envelope_id and l.actor_user_id = p_user_id
         and (l.event in ('envelope_saved', 'document_uploaded', 'document_removed', 'envelope_submitted')
           or l.event = 'envelope_sent' and l.from_status = 'draft'))
$$;
comment on function private.drafted_by(uuid, uuid) is
  'Whether a member of staff had a hand in the draft: made or changed it, its documents, or put it forward.';

create function private.duties_apart(p_envelope_id uuid, p_event text, p_actor jsonb) returns void
language plpgsql stable security definer set search_path = '' as $$
declare
  v_setting public.municipality_setting := private.setting(
    (select e.municipality_id from public.envelope e where e.id = p_envelope_id));
begin
  if p_event = 'send' and coalesce(v_setting.approval_required, false) then
    perform private.refuse('APPROVAL_REQUIRED', 409);
  end if;
  if p_event in ('approve', 'return') and not coalesce(v_setting.one_person_allowed, false)
    and private.drafted_by(p_envelope_id, (p_actor ->> 'userId')::uuid)
  then
    perform private.refuse('SAME_PERSON', 403);
  end if;
end;
$$;
comment on function private.duties_apart(uuid, text, jsonb) is
  'Who drafted does not decide on the draft, and nothing leaves without a decision where one is required. APPROVAL_REQUIRED, SAME_PERSON.';

create function private.signer_apart(p_envelope public.envelope, p_user_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not coalesce((private.setting(p_envelope.municipality_id)).one_person_allowed, false)
    and private.drafted_by(p_envelope.id, p_user_id)
  then
    perform private.refuse('SAME_PERSON', 403);
  end if;
end;
$$;
comment on function private.signer_apart(public.envelope, uuid) is 'Who drafted does not sign for the municipality. SAME_PERSON.';

create function private.staff_notify(p_kind public.mail_kind, p_envelope public.envelope, p_role public.membership_role)
returns void language sql volatile security definer set search_path = '' as $$
  select private.mail_queue(p_kind, p_envelope.id, null, u.user_id)
    from (select distinct m.user_id from public.membership m
           where m.municipality_id = p_envelope.municipality_id and m.active and m.role = p_role
             and (m.department_id is null or m.department_id = p_envelope.department_id)) u
   where coalesce((private.setting(p_envelope.municipality_id)).one_person_allowed, false)
      or not private.drafted_by(p_envelope.id, u.user_id)
$$;
comment on function private.staff_notify(public.mail_kind, public.envelope, public.membership_role) is
  'Writes to everybody who can do what the envelope waits for.';

create function private.staff_admin(p_actor jsonb, p_municipality_id uuid) returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if not exists (select from public.membership m where m.user_id = v_user and m.municipality_id = p_municipality_id
                    and m.active and m.role = 'admin') then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["admin"]}');
  end if;
  return v_user;
end;
$$;
comment on function private.staff_admin(jsonb, uuid) is
  'The acting administrator of a municipality. MUNICIPALITY_NOT_FOUND, ROLE_MISSING and those of private.staff_user.';

create function public.staff_setting_save(p_actor jsonb, p_municipality_id uuid, p_setting jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before jsonb;
  v_after public.municipality_setting;
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  if jsonb_typeof(p_setting -> 'approvalRequired') is distinct from 'boolean'
    or jsonb_typeof(p_setting -> 'onePersonAllowed') is distinct from 'boolean' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if jsonb_typeof(p_setting -> 'reminderDays') is distinct from 'array' or jsonb_array_length(p_setting -> 'reminderDays') > 10
    or jsonb_typeof(p_setting -> 'staffReminderDays') is distinct from 'number'
    or exists (select from jsonb_array_elements(p_setting -> 'reminderDays' || (p_setting -> 'staffReminderDays')) x
                where x #>> '{}' !~ '^([0-9]|[1-5][0-9]|60)$')
  then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  insert into public.municipality_setting (municipality_id) values (p_municipality_id) on conflict do nothing;
  select to_jsonb(s) - 'municipality_id' into v_before from public.municipality_setting s
   where s.municipality_id = p_municipality_id for update;
  update public.municipality_setting s
     set approval_required = (p_setting ->> 'approvalRequired')::boolean,
         one_person_allowed = (p_setting ->> 'onePersonAllowed')::boolean,
         reminder_days = array(select (x #>> '{}')::smallint from jsonb_array_elements(p_setting -> 'reminderDays') x),
         staff_reminder_days = (p_setting ->> 'staffReminderDays')::smallint
   where s.municipality_id = p_municipality_id returning * into v_after;
  if v_before <> to_jsonb(v_after) - 'municipality_id' then
    perform private.log_municipality(p_actor, 'setting_changed', p_municipality_id,
      jsonb_build_object('before', v_before, 'after', to_jsonb(v_after) - 'municipality_id'));
  end if;
end;
$$;
comment on function public.staff_setting_save(jsonb, uuid, jsonb) is
  'Changes how a municipality works {approvalRequired, onePersonAllowed, reminderDays, staffReminderDays (whole days, 0 to 60)}; logged with what it was before. REQUEST_INVALID and those of private.staff_admin.';

create function public.staff_desk() returns table (
  kind text, envelope_id uuid, department_id uuid, status public.envelope_status, title text, counterparty_name text,
  management_label text, amount_kind public.amount_kind, amount_jpy bigint, deadline_at timestamptz, since timestamptz,
  party_id uuid, opened boolean, drafted boolean
) language sql stable security invoker set search_path = '' as $$
  with turn as (
    select distinct on (p.envelope_id) p.*
      from public.party p join public.envelope e on e.id = p.envelope_id
     where e.status in ('sent', 'partly_signed') and p.status <> 'sealed'
     order by p.envelope_id, p.ord
  ), decided as (
    -- The last word between drafter and approver on an envelope that is not sent yet.
    select distinct on (l.envelope_id) l.envelope_id, l.event, l.at
      from public.operation_log l join public.envelope e on e.id = l.envelope_id
     where e.status in ('draft', 'awaiting_approval')
       and l.event in ('envelope_submitted', 'envelope_returned', 'envelope_recalled')
     order by l.envelope_id, l.id desc
  ), waiting as (
    select 'approval' as kind, e.id, d.at as since, null::uuid as party_id, null::boolean as opened
      from public.envelope e left join decided d on d.envelope_id = e.id where e.status = 'awaiting_approval'
    union all
    select 'returned', e.id, d.at, null, null
      from public.envelope e join decided d on d.envelope_id = e.id
     where e.status = 'draft' and d.event = 'envelope_returned'
    union all
    select case when t.status = 'consented' then 'service' when t.kind = 'municipality' then 'signature'
        when t.bounced_at is not null then 'bounced' else 'contractor' end,
      t.envelope_id, coalesce(t.consented_at, (select max(b.sealed_at) from public.party b where b.envelope_id = t.envelope_id),
        t.notified_at, e.sent_at), t.id, t.opened_at is not null
      from turn t join public.envelope e on e.id = t.envelope_id
    union all
    select 'service', e.id, coalesce((select max(b.sealed_at) from public.party b where b.envelope_id = e.id), e.sent_at), null, null
      from public.envelope e where e.status = 'concluding'
    union all
    select 'reissue', e.id, e.reissue_requested_at, null, null
      from public.envelope e where e.reissue_requested_at is not null
  )
  select w.kind, e.id, e.department_id, e.status, e.title, e.counterparty_name, e.management_label, e.amount_kind, e.amount_jpy,
    e.deadline_at, w.since, w.party_id, w.opened,
    e.created_by = private.claimed_user() or exists (
      select from public.operation_log l
       where l.envelope_id = e.id and l.actor_user_id = private.claimed_user()
         and l.event in ('envelope_saved', 'document_uploaded', 'document_removed', 'envelope_submitted'))
    from waiting w join public.envelope e on e.id = w.id
   order by w.since nulls last, e.id
   limit 1000
$$;
comment on function public.staff_desk() is
  'What waits for whom among the caller''s envelopes by RLS, longest first: approval (approver), returned (drafter), signature (the municipality''s signer), contractor, bounced (drafter), service (a seal or the conclusion is being made), reissue (drafter). drafted = the caller had a hand in the draft. At most 1,000.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_setting_save(jsonb, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.staff_setting_save(jsonb, uuid, jsonb) to service_role;
revoke execute on function public.staff_desk() from public, anon;
grant execute on function public.staff_desk() to authenticated, service_role;
