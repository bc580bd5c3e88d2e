-- The ledger: ranges and combinations, one download, what nobody deletes, and a period's time-stamps in one go.
begin;
select plan(46);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'), ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'viewer', 'viewer'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000012', 'viewer', 'of A2'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'admin', 'of B');

-- Concluded by the owner's hand, status by status as the guard allows.
create function pg_temp.contract(p_number integer, p_on date, p_amount bigint, p_counterparty text, p_end text default 'concluded') returns uuid language plpgsql as $$
declare v uuid; d uuid; c uuid; o text := 'o/' || gen_random_uuid();
begin
  insert into public.envelope (municipality_id, department_id, title, counterparty_name, transaction_on, amount_kind, amount_jpy, contract_on, deadline_on,
    fiscal_year, management_number, management_label, sent_at, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 't', p_counterparty, p_on,
    case when p_amount is null then 'unit_price' else 'fixed' end::public.amount_kind, p_amount, p_on, '2099-12-31', 2026, p_number,
    '令和8年度-' || lpad(p_number::text, 7, '0'), now(), gen_random_uuid()) returning id into v;
  insert into public.document (envelope_id, municipality_id, ord, name, certificate_id, page_count)
  values (v, 'a0000000-0000-4000-8000-000000000001', 1, 'x.pdf', lpad(p_number::text, 32, '0'), 1) returning id into d;
  perform public.object_put(o, 'wrapped', 10, repeat('1', 64));
  insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
  values (d, v, 'a0000000-0000-4000-8000-000000000001', 1, 'base', repeat('1', 64), 10, 10);
  insert into private.revision_object (revision_id, object_key) select r.id, o from public.document_revision r where r.document_id = d;
  if p_end = 'concluded' then
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
    values (d, v, 'a0000000-0000-4000-8000-000000000001', 2, 'lta', repeat('1', 64), 20, 10);
  end if;
  update public.envelope set status = 'sent' where id = v;
  if p_end = 'concluded' then
    update public.envelope set status = 'concluding' where id = v;
    insert into public.document (envelope_id, municipality_id, ord, kind, name, certifies_document_id, page_count)
    values (v, 'a0000000-0000-4000-8000-000000000001', 1, 'certificate', 'c.pdf', d, 1) returning id into c;
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
    select c, v, 'a0000000-0000-4000-8000-000000000001', k.n, k.kind::public.revision_kind, repeat('2', 64), k.n * 10, 10
      from (values (1, 'base'), (2, 'seal'), (3, 'lta')) k (n, kind);
    update public.envelope set status = 'concluded', concluded_at = now() where id = v;
  else
    update public.envelope set status = p_end::public.envelope_status where id = v;
  end if;
  return v;
end;
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
insert into x values ('one', pg_temp.contract(1, '2026-04-01', 1000000, '株式会社甲')), ('two', pg_temp.contract(2, '2026-04-30', 2000000, '株式会社乙')),
  ('three', pg_temp.contract(3, '2026-05-01', null, '株式会社甲')), ('gone', pg_temp.contract(4, '2026-05-02', 500, '株式会社甲', 'withdrawn'));

create function pg_temp.found(p_query jsonb) returns text language sql as $$
  select coalesce(string_agg(l.management_number::text, ',' order by l.management_number), '') from public.ledger_search(p_query) l
$$;
grant usage on schema extensions to authenticated, anon;
grant select on x to authenticated;
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is(pg_temp.found('{}'), '1,2,3,4', 'M60: the ledger has every number, withdrawn ones too');
select is(pg_temp.found('{"counterparty": "甲"}'), '1,3,4', 'L17: by 取引先');
select is(pg_temp.found('{"from": "2026-04-01", "to": "2026-04-30"}'), '1,2', 'L18: by a range of 取引年月日, both days included');
select is(pg_temp.found('{"from": "2026-04-02"}'), '2,3,4', 'L18: by a range open at one end');
select is(pg_temp.found('{"min": 1000000, "max": 2000000}'), '1,2', 'L18: by a range of 取引金額, both bounds included');
select is(pg_temp.found('{"min": 1000001, "max": 1999999}'), '', 'L18: and nothing beyond it');
select is(pg_temp.found('{"counterparty": "甲", "from": "2026-05-01"}'), '3,4', 'L19: 取引先 with 取引年月日');
select is(pg_temp.found('{"counterparty": "甲", "max": 1000000}'), '1,4', 'L19: 取引先 with 取引金額');
select is(pg_temp.found('{"from": "2026-04-30", "min": 500}'), '2,4', 'L19: 取引年月日 with 取引金額');
select is(pg_temp.found('{"counterparty": "甲", "from": "2026-04-01", "to": "2026-04-30", "min": 1, "max": 1000000}'), '1', 'L19: all three');
select is(pg_temp.found('{"status": "withdrawn"}'), '4', 'by state');
select is((select l.sha256_hex from public.ledger_search('{"text": "0000001"}') l), repeat('1', 64), 'a concluded row has the SHA-256 that a kept file is compared with');
select is((select l.sha256_hex from public.ledger_search('{"text": "0000004"}') l), null, 'a withdrawn one has none');
select is((select string_agg(l.management_number::text, ',' order by l.management_number desc) from public.ledger_search('{}', 2, '{"fiscalYear": 2026, "number": 4, "ord": 1}') l), '3,2', 'the next page begins below the last row');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000104", "aal": "aal2", "role": "authenticated"}', true);
select is(pg_temp.found('{}'), '', 'M1: another department sees no ledger of this one');
reset role;

-- One download
create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.taken(p_query jsonb) returns text language sql as $$
  select string_agg(right(e #>> '{row,managementLabel}', 1), ',') from jsonb_array_elements(public.staff_ledger_access(
    pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000000001', p_query)) e
$$;
select is(pg_temp.taken('{"counterparty": "甲"}'), '1,3', 'L20: one download has every concluded hit, in order');
select is((select count(*) from public.operation_log l where l.event = 'concluded_downloaded' and l.envelope_id in (pg_temp.x('one'), pg_temp.x('three'))), 2::bigint, 'M70: and is logged for each envelope');
select throws_ok($$ select pg_temp.taken('{"counterparty": "丙"}') $$, 'PT422', 'LEDGER_EMPTY', 'nothing found is said');
select throws_ok($$ select public.staff_ledger_access(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), 'a0000000-0000-4000-8000-000000000001', '{}') $$, 'PT422', 'LEDGER_EMPTY', 'M1: another department downloads nothing');
select throws_ok($$ select public.staff_ledger_access(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000000001', '{}') $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: another municipality neither');

-- Retention
select throws_ok($$ delete from public.envelope where id = pg_temp.x('one') $$, 'PT409', 'DELETE_REFUSED', 'M56, L23: nobody deletes a contract in its term, the owner neither');
select throws_ok($$ truncate public.document_revision cascade $$, 'PT409', 'DELETE_REFUSED', 'L23: nor its bytes'' record');
select throws_ok($$ insert into public.municipality_setting (municipality_id, retention_years) values ('a0000000-0000-4000-8000-000000000001', 9) $$, '23514', null, 'M56: no municipality keeps for less than 10 years');

select results_eq($$ select l.retention_years, l.retention_ends_on from public.ledger_search('{"text": "0000001"}') l $$,
  $$ select 10, make_date(private.fiscal_year(private.japan_date(now())) + 11, 3, 31) $$, 'M56: a contract is kept for ten years after the fiscal year of its conclusion');
select is((select l.retention_ends_on from public.ledger_search('{"text": "0000004"}') l), null, 'M56: what was withdrawn has no such end, and is kept all the same');
select is(private.retention_ends('2027-03-31T14:59:59Z', 10), '2037-03-31'::date, 'M56: the fiscal year ends with March 31 in Japan');
select is(private.retention_ends('2027-03-31T15:00:00Z', 10), '2038-03-31'::date, 'M56: a second later the next one has begun');
insert into public.membership (user_id, municipality_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000108', 'a0000000-0000-4000-8000-000000000001', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000109', 'a0000000-0000-4000-8000-000000000001', 'admin', 'admin');
select throws_ok($$ select public.staff_envelope_retention(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), pg_temp.x('one'), 30) $$, 'PT403', 'ROLE_MISSING', 'M56: who only reads keeps nothing for longer');
create function pg_temp.keep(p_years integer) returns void language sql as $$
  select public.staff_envelope_retention(pg_temp.staff('a0000000-0000-4000-8000-000000000108'), pg_temp.x('one'), p_years)
$$;
select pg_temp.keep(30);
select pg_temp.keep(30);
select is((select years::int from public.envelope_retention where envelope_id = pg_temp.x('one')), 30, 'M56: one contract is kept for longer');
select is((select jsonb_agg(l.context) from public.operation_log l where l.event = 'retention_extended'), '[{"before": 10, "after": 30}]', 'M56: which is logged, once');
select throws_ok($$ select pg_temp.keep(29) $$, 'PT422', 'RETENTION_SHORTER', 'M56: and not for shorter again');
select throws_ok($$ select pg_temp.keep(101) $$, 'PT422', 'FIELD_INVALID', 'M56: a hundred years at most');
select throws_ok($$ select public.staff_envelope_retention(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('one'), 40) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'M1: another municipality keeps nothing of this one');
select throws_ok($$ update public.envelope_retention set years = 20 $$, 'PT422', 'RETENTION_SHORTER', 'M56: not even by the owner');
select throws_ok($$ delete from public.envelope_retention $$, 'PT409', 'DELETE_REFUSED', 'L23: nor is it taken back');
create function pg_temp.keep_all(p_user text, p_years integer) returns void language sql as $$
  select public.staff_retention_save(pg_temp.staff(p_user), 'a0000000-0000-4000-8000-000000000001', p_years)
$$;
select throws_ok($$ select pg_temp.keep_all('a0000000-0000-4000-8000-000000000101', 12) $$, 'PT403', 'ROLE_MISSING', 'M56: an administrator decides for the municipality');
select pg_temp.keep_all('a0000000-0000-4000-8000-000000000109', 12);
select throws_ok($$ select pg_temp.keep_all('a0000000-0000-4000-8000-000000000109', 11) $$, 'PT422', 'RETENTION_SHORTER', 'M56: longer only');
select throws_ok($$ select pg_temp.keep_all('a0000000-0000-4000-8000-000000000109', 9) $$, 'PT422', 'FIELD_INVALID', 'M56: ten years at least');
select results_eq($$ select l.management_number, l.retention_years from public.ledger_search('{}') l where l.status = 'concluded' order by 1 $$, $$ values (1, 30), (2, 12), (3, 12) $$, 'M56: the longer term counts, the municipality''s or the contract''s own');

-- Time-stamps in one go
select throws_ok($$ select public.staff_timestamp_check(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000000001', '2026-05-01', '2026-04-01') $$, 'PT422', 'PERIOD_INVALID', 'a period ends after it begins');
insert into x select 'c', public.staff_timestamp_check(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', '2026-05-31');
select is(public.staff_timestamp_check(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', '2026-05-31'), pg_temp.x('c'), 'asked for twice it is one check');
select is(jsonb_array_length(public.timestamp_check_subject(pg_temp.x('c'), 2)), 2, 'L24: the period''s concluded documents are handed out a few at a time');
select public.timestamp_check_add(pg_temp.x('c'), d.id, jsonb_build_object('verdict', 'TOTAL-PASSED', 'timestamps', 3, 'sha256Hex', repeat('1', 64), 'judgedAt', now(), 'latestGenTime', now()))
  from public.document d where d.envelope_id in (pg_temp.x('one'), pg_temp.x('two')) or d.kind = 'certificate';
select is(jsonb_array_length(public.timestamp_check_subject(pg_temp.x('c'), 10)), 1, 'L24: a judged one is not handed out again');
select public.timestamp_check_add(pg_temp.x('c'), d.id, jsonb_build_object('verdict', 'INDETERMINATE', 'timestamps', 0, 'sha256Hex', repeat('1', 64), 'judgedAt', now()))
  from public.document d where d.envelope_id = pg_temp.x('three') and d.kind = 'contract';
select ok(private.timestamp_check_open(pg_temp.x('c')::text), 'a check is open until nothing is left');
select public.timestamp_check_subject(pg_temp.x('c'), 10);
select results_eq($$ select passed, indeterminate, failed, done_at is not null from public.timestamp_check_list('a0000000-0000-4000-8000-000000000001') $$, $$ values (5::bigint, 1::bigint, 0::bigint, true) $$, 'L24: the results are kept and counted');
select throws_ok($$ update public.timestamp_check_result set verdict = 'TOTAL-PASSED' $$, 'PT409', 'APPEND_ONLY', 'a result is never changed');

select * from finish();
rollback;
