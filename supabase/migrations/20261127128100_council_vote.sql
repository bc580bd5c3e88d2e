-- 仮契約: signed by both, and by its own clause the 本契約 once the council 議会 passes it. What the council decided is
-- recorded on the concluded envelope and told to the contractor. The certificate of conclusion is sealed and stays as it is.

create table public.council_vote (
  id uuid primary key default gen_random_uuid(),
  envelope_id uuid not null,
  municipality_id uuid not null,
  version integer not null check (version > 0),
  outcome text not null check (outcome in ('passed', 'rejected')),
  voted_on date not null,
  bill_number text check (char_length(bill_number) between 1 and 50),
  recorded_by uuid not null,
  recorded_at timestamptz not null default now(),
  unique (envelope_id, version),
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict
);
comment on table public.council_vote is
  'What the council decided of a 仮契約: passed 可決, it became the 本契約 on voted_on (JST); rejected 否決, it did not. Insert-only: a correction is another version, and the newest counts.';
select private.keep('public.council_vote', true);
create policy member_reads on public.council_vote for select to authenticated
  using (exists (select from public.envelope e where e.id = envelope_id));
grant select (id, envelope_id, municipality_id, version, outcome, voted_on, bill_number, recorded_by, recorded_at)
  on public.council_vote to authenticated, service_role;

create function private.council_vote_newest(p_envelope_id uuid) returns public.council_vote
language sql stable security definer set search_path = '' as $$
  select v.* from public.council_vote v where v.envelope_id = p_envelope_id order by v.version desc limit 1
$$;
comment on function private.council_vote_newest(uuid) is 'The record that counts of what the council decided; null where there is none.';

create function private.council_told(p_vote public.council_vote) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
begin
  -- What was recorded before and has not left yet is not told any more.
  update private.mail_outbox m set status = 'cancelled'
   where m.envelope_id = p_vote.envelope_id and m.status = 'queued'
     and m.kind in ('council_passed_contractor', 'council_rejected_contractor');
  for v_party in select p.* from public.party p where p.envelope_id = p_vote.envelope_id and p.kind = 'contractor' order by p.ord loop
    perform private.mail_queue(('council_' || p_vote.outcome || '_contractor')::public.mail_kind, p_vote.envelope_id, v_party.id, null,
      private.current_generation(v_party.id));
  end loop;
end;
$$;
comment on function private.council_told(public.council_vote) is
  'Queues the mail with what the council decided to every contractor of the envelope, with the link that is out.';

create function public.staff_council_vote(p_actor jsonb, p_envelope_id uuid, p_vote jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_before public.council_vote;
  v_vote public.council_vote;
begin
  perform private.field_known(p_vote, '{outcome,votedOn,billNumber}', '');
  if not exists (select from public.contract_case c where c.id = v_envelope.case_id and c.contract_kind = 'provisional') then
    perform private.refuse('VOTE_NOT_AWAITED', 409);
  end if;
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  v_vote.outcome := private.field_listed(p_vote, 'outcome', '{passed,rejected}', null);
  v_vote.voted_on := private.field_date(p_vote, 'votedOn');
  v_vote.bill_number := private.field_text(p_vote, 'billNumber', 'billNumber', 50);
  if v_vote.voted_on is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "votedOn"}');
  end if;
  if v_vote.voted_on not between private.japan_date(v_envelope.concluded_at) and private.japan_date(now()) then
    perform private.refuse('VOTE_DATE_INVALID', 422, jsonb_build_object('field', 'votedOn',
      'from', private.japan_date(v_envelope.concluded_at), 'to', private.japan_date(now())));
  end if;
  v_before := private.council_vote_newest(p_envelope_id);
  -- A second tap, or the same record after a dropped line, changes nothing and mails nobody.
  if (v_before.outcome, v_before.voted_on, v_before.bill_number) is not distinct from (v_vote.outcome, v_vote.voted_on, v_vote.bill_number) then
    return;
  end if;
  insert into public.council_vote (envelope_id, municipality_id, version, outcome, voted_on, bill_number, recorded_by)
  values (p_envelope_id, v_envelope.municipality_id, coalesce(v_before.version, 0) + 1, v_vote.outcome, v_vote.voted_on, v_vote.bill_number,
    private.staff_user(p_actor))
  returning * into v_vote;
  perform private.council_told(v_vote);
  perform private.log(p_actor, 'council_vote_recorded', v_envelope, p_context => jsonb_strip_nulls(jsonb_build_object(
    'version', v_vote.version, 'outcome', v_vote.outcome, 'votedOn', v_vote.voted_on, 'billNumber', v_vote.bill_number)));
end;
$$;
comment on function public.staff_council_vote(jsonb, uuid, jsonb) is
  'Records what the council decided of a concluded 仮契約 {outcome passed|rejected, votedOn, billNumber}, from the day of the conclusion to today (JST); another record corrects the one before, both are kept. Mails every contractor, logged, idempotent. VOTE_NOT_AWAITED, NOT_CONCLUDED, VOTE_DATE_INVALID {field, from, to}, FIELD_INVALID {field}, FIELD_UNKNOWN {field}, REQUEST_INVALID and those of private.staff_envelope.';

create function public.mail_council_vote(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('votedOn', v.voted_on, 'billNumber', v.bill_number, 'corrects', exists (
      select from private.mail_outbox b
       where b.party_id = m.party_id and b.kind in ('council_passed_contractor', 'council_rejected_contractor') and b.status = 'sent'))
    from private.mail_outbox m cross join lateral private.council_vote_newest(m.envelope_id) v
   where m.id = p_outbox_id and m.kind = ('council_' || v.outcome || '_contractor')::public.mail_kind
$$;
comment on function public.mail_council_vote(uuid) is
  'What a mail about the council''s vote says {votedOn, billNumber, corrects (an earlier mail said otherwise)}; null where another outcome was recorded since.';

create function public.contract_standing(p_envelope_ids uuid[])
returns table (envelope_id uuid, contract_kind text, outcome text, voted_on date)
language sql stable security invoker set search_path = '' as $$
  select e.id, c.contract_kind, v.outcome, v.voted_on
    from public.envelope e
    join public.contract_case c on c.id = e.case_id
    left join lateral (
      select n.outcome, n.voted_on from public.council_vote n where n.envelope_id = e.id order by n.version desc limit 1) v on true
   where e.id = any (p_envelope_ids[1:1000])
$$;
comment on function public.contract_standing(uuid[]) is
  '契約区分 of envelopes and what the council decided, by the caller''s RLS; an envelope without a case has no row. The first 1,000 ids count.';

create function public.link_contract_kind(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  return (
    select jsonb_build_object('kind', c.contract_kind,
        'vote', case when v.id is not null then
          jsonb_build_object('outcome', v.outcome, 'votedOn', v.voted_on, 'billNumber', v.bill_number) end,
        'original', case when c.contract_kind = 'change' then jsonb_build_object('managementLabel', o.management_label,
          'contractOn', coalesce(o.contract_on, private.japan_date(o.concluded_at)), 'reference', c.original_reference) end)
      from public.envelope e
      join public.contract_case c on c.id = e.case_id
      left join public.envelope o on o.id = c.original_envelope_id
      left join lateral private.council_vote_newest(e.id) v on true
     where e.id = v_party.envelope_id and c.contract_kind <> 'final');
end;
$$;
comment on function public.link_contract_kind(text) is
  'What the holder of a link is told of 契約区分, without side effect: {kind provisional|change, vote {outcome, votedOn, billNumber}|null, original {managementLabel, contractOn, reference}|null (L14)}; null for a plain contract. LINK_UNKNOWN, LINK_REPLACED.';

insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.' || m.kind || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,company,title,deadline,downloadUntil}'::text[]
  from unnest('{council_passed_contractor,council_rejected_contractor}'::text[]) m (kind),
    (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines);

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.contract_standing(uuid[]) from public, anon;
grant execute on function public.contract_standing(uuid[]) to authenticated, service_role;
revoke execute on function public.staff_council_vote(jsonb, uuid, jsonb), public.mail_council_vote(uuid), public.link_contract_kind(text)
  from public, anon, authenticated;
grant execute on function public.staff_council_vote(jsonb, uuid, jsonb), public.mail_council_vote(uuid), public.link_contract_kind(text)
  to service_role;
