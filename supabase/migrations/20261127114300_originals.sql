-- The originals of 保証証書・保証証券 are due on paper all the same (M33): where to, and whether they came.

create table public.guarantee_original (
  envelope_id uuid primary key,
  municipality_id uuid not null,
  received_on date,
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict
);
comment on table public.guarantee_original is
  '原本提出: the day on which the original came; no row, or null = 未提出. Every change is in the operation log.';
select private.keep('public.guarantee_original');
create policy member_reads on public.guarantee_original for select to authenticated
  using (exists (select from public.envelope e where e.id = envelope_id));
grant select (envelope_id, municipality_id, received_on, recorded_by, recorded_at)
  on public.guarantee_original to authenticated, service_role;

create function private.originals_json(p_envelope_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('to', r.document #>> '{guarantee,originalsTo}', 'receivedOn', o.received_on)
    from private.guarantee_newest(p_envelope_id) g
    join public.envelope e on e.id = g.envelope_id
    join public.contract_case c on c.id = e.case_id
    join public.municipality_rules r on r.id = c.rules_id
    left join public.guarantee_original o on o.envelope_id = e.id
   where g.kind = 'security'
$$;
comment on function private.originals_json(uuid) is
  'Where the original of a 保証証書・保証証券 goes and when it came {to, receivedOn}; null where none is due.';

create function public.staff_original_record(p_actor jsonb, p_envelope_id uuid, p_received_on date) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter,admin}');
begin
  if private.originals_json(p_envelope_id) is null then
    perform private.refuse('ORIGINAL_NOT_DUE', 409);
  end if;
  if p_received_on > private.japan_date(now()) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "receivedOn"}');
  end if;
  insert into public.guarantee_original as o (envelope_id, municipality_id, received_on, recorded_by)
  values (p_envelope_id, v_envelope.municipality_id, p_received_on, private.staff_user(p_actor))
  on conflict (envelope_id) do update set received_on = excluded.received_on, recorded_by = excluded.recorded_by, recorded_at = now()
   where o.received_on is distinct from excluded.received_on;
  if found then
    perform private.log(p_actor, 'original_recorded', v_envelope, p_context => jsonb_build_object('receivedOn', p_received_on));
  end if;
end;
$$;
comment on function public.staff_original_record(jsonb, uuid, date) is
  'Records that the original came on a day, or (null) that it is still due after all; before or after the conclusion, logged, idempotent. ORIGINAL_NOT_DUE, FIELD_INVALID {field} for a day to come, and those of private.staff_envelope.';

create or replace function public.staff_desk() returns table (
  kind text, envelope_id uuid, department_id uuid, status public.envelope_status, title text, counterparty_name text,
  management_label text, amount_kind public.amount_kind, amount_jpy bigint, deadline_at timestamptz, since timestamptz,
  party_id uuid, opened boolean, drafted boolean
) language sql stable security invoker set search_path = '' as $$
  with turn as (
    select distinct on (p.envelope_id) p.*
      from public.party p join public.envelope e on e.id = p.envelope_id
     where e.status in ('sent', 'partly_signed') and p.status <> 'sealed'
     order by p.envelope_id, p.ord
  ), newest as (
    select distinct on (g.envelope_id) g.* from public.guarantee g order by g.envelope_id, g.version desc
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
    select case when t.status = 'consented' then 'service'
        -- What was given as guarantee is checked before the municipality signs.
        when t.kind = 'municipality' and g.review = 'replace' then 'replacement'
        when t.kind = 'municipality' and g.id is not null and g.review is null then 'guarantee'
        when t.kind = 'municipality' then 'signature'
        when t.bounced_at is not null then 'bounced' else 'contractor' end,
      t.envelope_id, coalesce(t.consented_at, (select max(b.sealed_at) from public.party b where b.envelope_id = t.envelope_id),
        t.notified_at, e.sent_at), t.id, t.opened_at is not null
      from turn t join public.envelope e on e.id = t.envelope_id left join newest g on g.envelope_id = t.envelope_id
    union all
    select 'service', e.id, coalesce((select max(b.sealed_at) from public.party b where b.envelope_id = e.id), e.sent_at), null, null
      from public.envelope e where e.status = 'concluding'
    union all
    select 'original', e.id, e.concluded_at, null, null
      from public.envelope e join newest g on g.envelope_id = e.id left join public.guarantee_original o on o.envelope_id = e.id
     where e.status = 'concluded' and g.kind = 'security' and o.received_on is null
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
  'What waits for whom among the caller''s envelopes by RLS, longest first: approval (approver), returned (drafter), guarantee (to be checked, drafter), replacement (another guarantee, contractor), signature (the municipality''s signer), contractor, bounced (drafter), service (a seal or the conclusion is being made), original (原本 still due, drafter), reissue (drafter). drafted = the caller had a hand in the draft. At most 1,000.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_original_record(jsonb, uuid, date) from public, anon, authenticated;
grant execute on function public.staff_original_record(jsonb, uuid, date) to service_role;
