-- What waits for whom, with what deserves a look: the day by which the last seal is expected after the written
-- 契約締結日, and mails that came back also where nobody of the contractor's is to sign any more.

create function public.seal_within_days(p_case_id uuid) returns integer
language sql stable security invoker set search_path = '' as $$
  select (r.document ->> 'sealWithinDays')::integer
    from public.contract_case c join public.municipality_rules r on r.id = c.rules_id where c.id = p_case_id
$$;
comment on function public.seal_within_days(uuid) is
  'Within how many days after 契約締結日 the rules of a case expect the last seal; null where the caller''s RLS shows no such case. A later one is only warned of.';

drop function public.staff_desk();
create function public.staff_desk() returns table (
  kind text, envelope_id uuid, department_id uuid, status public.envelope_status, title text, counterparty_name text,
  management_label text, amount_kind public.amount_kind, amount_jpy bigint, deadline_at timestamptz, since timestamptz,
  party_id uuid, opened boolean, drafted boolean, seal_by date
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
        when t.kind = 'municipality' and g.review = 'replace' and b.unreached then 'bounced'
        when t.kind = 'municipality' and g.review = 'replace' then 'replacement'
        when t.kind = 'municipality' and g.id is not null and g.review is null then 'guarantee'
        when t.kind = 'municipality' then 'signature'
        when t.bounced_at is not null then 'bounced' else 'contractor' end,
      t.envelope_id, coalesce(t.consented_at, (select max(b.sealed_at) from public.party b where b.envelope_id = t.envelope_id),
        t.notified_at, e.sent_at), t.id, t.opened_at is not null
      from turn t join public.envelope e on e.id = t.envelope_id left join newest g on g.envelope_id = t.envelope_id
      cross join lateral (select exists (select from public.party p
        where p.envelope_id = t.envelope_id and p.kind = 'contractor' and p.bounced_at is not null)) b (unreached)
    union all
    select 'service', e.id, coalesce((select max(b.sealed_at) from public.party b where b.envelope_id = e.id), e.sent_at), null, null
      from public.envelope e where e.status = 'concluding'
    union all
    select 'original', e.id, e.concluded_at, null, null
      from public.envelope e join newest g on g.envelope_id = e.id left join public.guarantee_original o on o.envelope_id = e.id
     where e.status = 'concluded' and g.kind = 'security' and o.received_on is null
    union all
    -- The mail with the finished documents came back while they can still be fetched.
    select 'bounced', e.id, p.bounced_at, p.id, null
      from public.envelope e join public.party p on p.envelope_id = e.id
     where e.status = 'concluded' and e.download_until_at > now() and p.kind = 'contractor' and p.bounced_at is not null
    union all
    select 'reissue', e.id, e.reissue_requested_at, null, null
      from public.envelope e where e.reissue_requested_at is not null
  )
  select w.kind, e.id, e.department_id, e.status, e.title, e.counterparty_name, e.management_label, e.amount_kind, e.amount_jpy,
    e.deadline_at, w.since, w.party_id, w.opened,
    e.created_by = private.claimed_user() or exists (
      select from public.operation_log l
       where l.envelope_id = e.id and l.actor_user_id = private.claimed_user()
         and l.event in ('envelope_saved', 'document_uploaded', 'document_removed', 'envelope_submitted')),
    e.contract_on + public.seal_within_days(e.case_id)
    from waiting w join public.envelope e on e.id = w.id
   order by w.since nulls last, e.id
   limit 1000
$$;
comment on function public.staff_desk() is
  'What waits for whom among the caller''s envelopes by RLS, longest first: approval (approver), returned (drafter), guarantee (to be checked, drafter), replacement (another guarantee, contractor), signature (the municipality''s signer), contractor, bounced (drafter; a mail to the contractor came back), service (a seal or the conclusion is being made), original (原本 still due, drafter), reissue (drafter). drafted = the caller had a hand in the draft; seal_by = 契約締結日 and the days within which the last seal is expected. At most 1,000.';

create or replace function public.staff_reissue(p_actor jsonb, p_envelope_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter,signer,admin}');
  v_party public.party;
begin
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  -- A second tap before the first mail has left changes nothing.
  if exists (select from private.mail_outbox m
              where m.envelope_id = v_envelope.id and m.kind = 'reissued' and m.status = 'queued') then
    return;
  end if;
  update public.envelope e set download_until_at = private.download_until(now()), reissue_requested_at = null
   where e.id = v_envelope.id;
  for v_party in select p.* from public.party p where p.envelope_id = v_envelope.id and p.kind = 'contractor' loop
    -- Another mail goes out: that the one before came back is history, unless this one does too.
    update public.party p set bounced_at = null, bounce_code = null where p.id = v_party.id and p.bounced_at is not null;
    perform private.mail_queue('reissued', v_envelope.id, v_party.id, null,
      (select l.generation from private.party_link l where l.party_id = v_party.id and l.revoked_at is null));
  end loop;
  perform private.log(p_actor, 'reissued', v_envelope);
end;
$$;
comment on function public.staff_reissue(jsonb, uuid) is
  'Opens the download window for 14 more days and mails the contractor. NOT_CONCLUDED and those of private.staff_envelope.';

revoke execute on function public.seal_within_days(uuid), public.staff_desk() from public, anon;
grant execute on function public.seal_within_days(uuid), public.staff_desk() to authenticated, service_role;
