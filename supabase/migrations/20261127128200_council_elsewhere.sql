-- Where what the council has not decided yet, and what it did, shows elsewhere: 「待っているもの」 and the ledger.

create or replace function public.staff_desk() returns table (
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
    select 'vote', e.id, e.concluded_at, null, null
      from public.envelope e join public.contract_case c on c.id = e.case_id
     where e.status = 'concluded' and c.contract_kind = 'provisional'
       and not exists (select from public.council_vote v where v.envelope_id = e.id)
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
  'What waits for whom among the caller''s envelopes by RLS, longest first: approval (approver), returned (drafter), guarantee (to be checked, drafter), replacement (another guarantee, contractor), signature (the municipality''s signer), contractor, bounced (drafter; a mail to the contractor came back), service (a seal or the conclusion is being made), original (原本 still due, drafter), vote (a concluded 仮契約 of which the council has not decided), reissue (drafter). drafted = the caller had a hand in the draft; seal_by = 契約締結日 and the days within which the last seal is expected. At most 1,000.';

create or replace function public.staff_ledger_access(p_actor jsonb, p_municipality_id uuid, p_query jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_ids uuid[];
  v_envelope public.envelope;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  select array_agg(distinct l.envelope_id) into v_ids
    from private.ledger_rows(p_query || '{"status": "concluded"}') l
   where l.municipality_id = p_municipality_id and private.has_role(v_user, l.municipality_id, l.department_id, null);
  if v_ids is null then
    perform private.refuse('LEDGER_EMPTY', 422);
  elsif cardinality(v_ids) > 1000 then
    perform private.refuse('LEDGER_TOO_MANY', 422, jsonb_build_object('found', cardinality(v_ids)));
  end if;
  for v_envelope in select e.* from public.envelope e where e.id = any (v_ids) loop
    perform private.log(p_actor, 'concluded_downloaded', v_envelope, p_context => '{"ledger": true}');
  end loop;
  return (
    select jsonb_agg(jsonb_build_object(
      'row', jsonb_build_object('managementLabel', l.management_label, 'certificateId', l.certificate_id,
        'documentName', l.document_name, 'counterpartyName', l.counterparty_name, 'transactionOn', l.transaction_on,
        'amountJpy', l.amount_jpy, 'status', l.status, 'sha256Hex', l.sha256_hex),
      'standing', (select jsonb_build_object('contractKind', c.contract_kind, 'outcome', v.outcome, 'votedOn', v.voted_on)
        from public.envelope e join public.contract_case c on c.id = e.case_id
        left join lateral private.council_vote_newest(e.id) v on true where e.id = l.envelope_id),
      'contract', private.document_parts(l.document_id),
      'certificate', (select private.document_parts(c.id) from public.document c where c.certifies_document_id = l.document_id),
      'sheet', (select private.document_parts(s.id) from public.document s
                 where s.envelope_id = l.envelope_id and s.kind = 'certificate' and s.certifies_document_id is null))
      order by l.fiscal_year, l.management_number, l.ord)
      from private.ledger_rows(p_query || '{"status": "concluded"}') l where l.envelope_id = any (v_ids));
end;
$$;
comment on function public.staff_ledger_access(jsonb, uuid, jsonb) is
  'Every concluded contract that fits {counterparty, text, from, to, min, max}, for one download: [{row, contract: document_parts, certificate: document_parts|null, sheet: document_parts|null (its envelope''s list of documents), standing: {contractKind, outcome, votedOn}|null (without a case)}] by number; logged for each envelope. LEDGER_EMPTY, LEDGER_TOO_MANY {found} (1,000 envelopes), MUNICIPALITY_NOT_FOUND and those of private.staff_user.';
