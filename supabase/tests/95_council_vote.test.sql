-- 契約区分: what the council decides of a 仮契約, and what a link tells of 仮契約 and 変更契約 (L14).
begin;
select plan(47);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'), ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "guarantee": {"kinds": []}, "paper": [], "sealWithinDays": 14}');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'signer', 'signer'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000012', 'drafter', 'of A2'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'of B');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.today(p_days integer default 0) returns date language sql as $$ select (now() at time zone 'Asia/Tokyo')::date + p_days $$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.token(p_k text) returns text language sql as $$ select encode(sha256(('token' || p_k)::bytea), 'hex') $$;
-- An envelope of a case of its own with its contractor's link, concluded ten days ago by the owner's hand, status by status as the guard allows.
create function pg_temp.envelope(p_k text, p_number integer, p_kind text, p_original uuid default null, p_reference text default null, p_status text default 'concluded')
returns void language plpgsql as $$
declare c uuid; v uuid; d uuid; w uuid;
begin
  insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, contract_kind, original_envelope_id, original_reference, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', p_k, p_k, '2026-01-05', 'goods',
    p_kind, p_original, p_reference, gen_random_uuid()) returning id into c;
  insert into public.envelope (municipality_id, department_id, case_id, title, counterparty_name, transaction_on, amount_kind, amount_jpy, contract_on, deadline_on,
    fiscal_year, management_number, management_label, sent_at, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', c, p_k, 'C', '2026-01-14', 'fixed', 1, '2026-01-14', '2099-12-31',
    2026, p_number, '令和8年度-' || lpad(p_number::text, 7, '0'), now(), gen_random_uuid()) returning id into v;
  insert into x values (p_k, v);
  insert into public.document (envelope_id, municipality_id, ord, name, certificate_id, page_count)
  values (v, 'a0000000-0000-4000-8000-000000000001', 1, 'x.pdf', lpad(p_number::text, 32, '0'), 1) returning id into d;
  insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
  select d, v, 'a0000000-0000-4000-8000-000000000001', k.n, k.kind::public.revision_kind, repeat('1', 64), k.n * 10, 10
    from (values (1, 'base'), (2, 'lta')) k (n, kind) where k.n = 1 or p_status = 'concluded';
  update public.envelope set status = 'sent' where id = v;
  if p_status = 'concluded' then
    update public.envelope set status = 'concluding' where id = v;
    insert into public.document (envelope_id, municipality_id, ord, kind, name, certifies_document_id, page_count)
    values (v, 'a0000000-0000-4000-8000-000000000001', 1, 'certificate', 'c.pdf', d, 1) returning id into d;
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
    select d, v, 'a0000000-0000-4000-8000-000000000001', k.n, k.kind::public.revision_kind, repeat('2', 64), k.n * 10, 10
      from (values (1, 'base'), (2, 'seal'), (3, 'lta')) k (n, kind);
    update public.envelope set status = 'concluded', concluded_at = now() - interval '10 days', download_until_at = now() + interval '4 days' where id = v;
  end if;
  -- Last, since its consent and seal are not what is asked here.
  insert into public.party (envelope_id, municipality_id, ord, kind, company, principal_name, email)
  values (v, 'a0000000-0000-4000-8000-000000000001', 1, 'contractor', 'C', 'N', 'c@contractor.example') returning id into w;
  insert into x values (p_k || '/c', w);
  insert into private.party_link (party_id, generation, token_sha256_hex, expires_at) values (w, 1, pg_temp.token(p_k), now() + interval '4 days');
end;
$$;
create function pg_temp.vote(p_k text, p_outcome text, p_on date, p_bill text default null, p_actor jsonb default pg_temp.drafter()) returns void language sql as $$
  select public.staff_council_vote(p_actor, pg_temp.x(p_k), jsonb_strip_nulls(jsonb_build_object('outcome', p_outcome, 'votedOn', p_on, 'billNumber', p_bill)))
$$;
create function pg_temp.mails(p_k text) returns text language sql as $$
  select coalesce(string_agg(m.kind || ' ' || m.status || ' ' || p.company, ', ' order by m.kind, m.status, p.company), '')
    from private.mail_outbox m join public.party p on p.id = m.party_id where m.envelope_id = pg_temp.x(p_k) and m.kind::text like 'council_%'
$$;
create function pg_temp.deliver(p_k text) returns void language sql as $$
  update private.mail_outbox set status = 'sent' where envelope_id = pg_temp.x(p_k) and status = 'queued'
$$;
create function pg_temp.mail(p_k text) returns jsonb language sql as $$
  select public.mail_council_vote(m.id) from private.mail_outbox m where m.party_id = pg_temp.x(p_k || '/c') and m.status = 'queued'
$$;

select pg_temp.envelope('p', 1, 'provisional'), pg_temp.envelope('open', 2, 'provisional', p_status => 'sent'), pg_temp.envelope('f', 3, 'final'),
  pg_temp.envelope('late', 4, 'provisional');
select pg_temp.envelope('c', 5, 'change', pg_temp.x('f')), pg_temp.envelope('paper', 6, 'change', null, '令和6年度 第3号');

-- What is refused
select throws_ok($$ select pg_temp.vote('f', 'passed', pg_temp.today()) $$, 'PT409', 'VOTE_NOT_AWAITED', 'issue: 仮契約: nobody votes on a 本契約');
select throws_ok($$ select pg_temp.vote('c', 'passed', pg_temp.today()) $$, 'PT409', 'VOTE_NOT_AWAITED', 'issue: 仮契約: nor on a 変更契約');
select throws_ok($$ select pg_temp.vote('open', 'passed', pg_temp.today()) $$, 'PT409', 'NOT_CONCLUDED', 'issue: 仮契約: nor on what is not concluded');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(1)) $$, 'PT422', 'VOTE_DATE_INVALID', 'issue: 仮契約: no vote of tomorrow');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(-11)) $$, 'PT422', 'VOTE_DATE_INVALID', 'issue: 仮契約: no vote before the conclusion');
select throws_ok($$ select pg_temp.vote('p', 'passed', null) $$, 'PT422', 'FIELD_INVALID', 'issue: 仮契約: no vote without its day');
select throws_ok($$ select pg_temp.vote('p', 'tied', pg_temp.today()) $$, 'PT422', 'FIELD_INVALID', 'issue: 仮契約: no other outcome');
select throws_ok($$ select pg_temp.vote('p', null, pg_temp.today()) $$, 'PT422', 'FIELD_INVALID', 'issue: 仮契約: no vote without an outcome');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(), repeat('議', 51)) $$, 'PT422', 'FIELD_INVALID', 'issue: 仮契約: 議案番号 of 50 characters at most');
select lives_ok($$ select pg_temp.vote('late', 'passed', pg_temp.today(-10), repeat('議', 50)) $$, 'issue: 仮契約: 議案番号 of 50 characters, on the day of the conclusion');
select throws_ok($$ select public.staff_council_vote(pg_temp.drafter(), pg_temp.x('p'), '{"outcome": "passed", "votedOn": "2026-02-30"}') $$, 'PT422', 'FIELD_INVALID', 'issue: 仮契約: no day that does not exist');
select throws_ok($$ select public.staff_council_vote(pg_temp.drafter(), pg_temp.x('p'), '{"outcome": "passed", "else": 1}') $$, 'PT422', 'FIELD_UNKNOWN', 'issue: 仮契約: nothing else is taken');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(), null, pg_temp.staff('a0000000-0000-4000-8000-000000000103')) $$, 'PT403', 'ROLE_MISSING', 'issue: 仮契約: a drafter records it');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(), null, pg_temp.staff('a0000000-0000-4000-8000-000000000104')) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'issue: 仮契約: of the department');
select throws_ok($$ select pg_temp.vote('p', 'passed', pg_temp.today(), null, pg_temp.staff('b0000000-0000-4000-8000-000000000101')) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'issue: 仮契約: of the municipality');
select is((select count(*) from public.council_vote where envelope_id = pg_temp.x('p')), 0::bigint, 'issue: 仮契約: what is refused leaves nothing');

-- What a link tells before
select is(public.link_contract_kind(pg_temp.token('p')), '{"kind": "provisional", "vote": null, "original": null}'::jsonb, 'issue: 仮契約: the link says what it is');
select is(public.link_contract_kind(pg_temp.token('open')) ->> 'kind', 'provisional', 'issue: 仮契約: before signing too');
select is(public.link_contract_kind(pg_temp.token('f')), null, 'issue: 仮契約: nothing of a plain contract');
select is(public.link_contract_kind(pg_temp.token('c')) -> 'original', '{"managementLabel": "令和8年度-0000003", "contractOn": "2026-01-14", "reference": null}'::jsonb, 'L14: the link names the original by number and date');
select is(public.link_contract_kind(pg_temp.token('paper')) -> 'original', '{"managementLabel": null, "contractOn": null, "reference": "令和6年度 第3号"}'::jsonb, 'L14: or by its reference');
select is((select private.contract_json(e, p) -> 'contractKind' from public.envelope e join public.party p on p.envelope_id = e.id and p.kind = 'contractor' where e.id = pg_temp.x(k)),
  coalesce(public.link_contract_kind(pg_temp.token(k)), 'null'), 'L14, M61: what is kept of a contract says the same: ' || k) from unnest('{p,f,c}'::text[]) k;
select throws_ok($$ select public.link_contract_kind(repeat('0', 64)) $$, 'PT404', 'LINK_UNKNOWN', 'issue: 仮契約: of a link alone');

-- What is recorded
select pg_temp.vote('p', 'passed', pg_temp.today(-2), ' 議案第12号 ');
select is((select row (version, outcome, voted_on, bill_number, recorded_by)::text from public.council_vote where envelope_id = pg_temp.x('p')),
  row (1, 'passed', pg_temp.today(-2), '議案第12号', 'a0000000-0000-4000-8000-000000000101'::uuid)::text, 'issue: 仮契約: outcome, day, bill and who recorded it');
select is(pg_temp.mails('p'), 'council_passed_contractor queued C', 'issue: 仮契約: the contractor is told');
select is(pg_temp.mail('p'), jsonb_build_object('votedOn', pg_temp.today(-2), 'billNumber', '議案第12号', 'corrects', false), 'issue: 仮契約: the mail has the day and the bill');
select is((select m.generation from private.mail_outbox m where m.party_id = pg_temp.x('p/c') and m.status = 'queued'), 1, 'issue: 仮契約: with the link that is out');
select is((select row (l.event, l.actor_kind, l.actor_label, l.context)::text from public.operation_log l where l.envelope_id = pg_temp.x('p') order by l.id desc limit 1),
  row ('council_vote_recorded', 'staff', 'drafter', jsonb_build_object('version', 1, 'outcome', 'passed', 'votedOn', pg_temp.today(-2), 'billNumber', '議案第12号'))::text, 'issue: 仮契約: it is logged');
select is(public.link_contract_kind(pg_temp.token('p')) -> 'vote', jsonb_build_object('outcome', 'passed', 'votedOn', pg_temp.today(-2), 'billNumber', '議案第12号'), 'issue: 仮契約: the link tells it');
select pg_temp.vote('p', 'passed', pg_temp.today(-2), '議案第12号');
select is((select count(*) from public.council_vote where envelope_id = pg_temp.x('p')), 1::bigint, 'issue: 仮契約: the same record twice is one');
select is(pg_temp.mails('p'), 'council_passed_contractor queued C', 'issue: 仮契約: and one mail');

-- What is corrected
select pg_temp.vote('p', 'rejected', pg_temp.today(-2));
select is(pg_temp.mails('p'), 'council_passed_contractor cancelled C, council_rejected_contractor queued C',
  'issue: 仮契約: a mail that has not left is overtaken by the correction');
select is(pg_temp.mail('p') -> 'corrects', 'false'::jsonb, 'issue: 仮契約: which corrects nothing that was told');
select is((select public.mail_council_vote(m.id) from private.mail_outbox m where m.party_id = pg_temp.x('p/c') and m.kind = 'council_passed_contractor'), null, 'issue: 仮契約: an overtaken mail has nothing to say');
select pg_temp.deliver('p');
select pg_temp.vote('p', 'passed', pg_temp.today());
select is(pg_temp.mail('p') -> 'corrects', 'true'::jsonb, 'issue: 仮契約: a mail after another says that it corrects');
select is((select string_agg(v.outcome, ',' order by v.version) from public.council_vote v where v.envelope_id = pg_temp.x('p')), 'passed,rejected,passed', 'issue: 仮契約: every record is kept');
select throws_ok($$ update public.council_vote set outcome = 'rejected' $$, 'PT409', 'APPEND_ONLY', 'issue: 仮契約: no record is changed');
select throws_ok($$ delete from public.council_vote $$, 'PT409', 'DELETE_REFUSED', 'issue: 仮契約: nor removed');

-- Who reads it
select pg_temp.envelope('w', 7, 'provisional');
grant usage on schema extensions to authenticated, anon;
grant select on x to authenticated;
set local role authenticated;
set local request.jwt.claims = '{"sub": "a0000000-0000-4000-8000-000000000103", "aal": "aal2"}';
select is((select count(*) from public.council_vote), 4::bigint, 'issue: 仮契約: members of the department read the records');
select is((select string_agg(d.title, ',') from public.staff_desk() d where d.kind = 'vote'), 'w', 'issue: 仮契約: what the council has not decided waits');
select is((select row (s.contract_kind, s.outcome, s.voted_on)::text from public.contract_standing(array[pg_temp.x('p')]) s), row ('provisional', 'passed', pg_temp.today())::text, 'issue: 仮契約: the newest record counts');
select is((select count(*) from public.contract_standing(array(select x.id from x))), 7::bigint, 'L14: 契約区分 of every envelope that is asked for');
set local request.jwt.claims = '{"sub": "a0000000-0000-4000-8000-000000000104", "aal": "aal2"}';
select is((select count(*) from public.council_vote) + (select count(*) from public.contract_standing(array(select x.id from x))), 0::bigint, 'issue: 仮契約: another department reads none');
set local request.jwt.claims = '{"sub": "a0000000-0000-4000-8000-000000000103", "aal": "aal1"}';
select is((select count(*) from public.council_vote) + (select count(*) from public.contract_standing(array(select x.id from x))), 0::bigint, 'issue: 仮契約: nor anybody without a second factor');
select throws_ok($$ insert into public.council_vote (envelope_id, municipality_id, version, outcome, voted_on, recorded_by) values (gen_random_uuid(), gen_random_uuid(), 1, 'passed', '2026-01-01', gen_random_uuid()) $$, '42501', null, 'issue: 仮契約: nobody writes it past its function');
reset role;
select * from finish();
rollback;
