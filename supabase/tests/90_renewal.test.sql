-- L28: the calendar of renewals, what is due, and what is stored.
begin;
select plan(24);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.membership (user_id, municipality_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'viewer', 'viewer'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', 'admin', 'stranger');

-- A concluded envelope of one contract, written as the owner with the guards of the pipeline put aside.
alter table public.envelope disable trigger conclusion_insert_guard;
alter table public.document disable trigger document_guard;
insert into public.envelope (id, municipality_id, department_id, status, title, counterparty_name, transaction_on, amount_kind,
  contract_on, deadline_on, sign_order, fiscal_year, management_number, management_label, created_by, sent_at, concluded_at)
values ('a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'concluded', 't', 'c', '2020-01-01', 'unit_price',
  '2020-01-01', '2020-01-31', 'contractor_first', 2020, 1, 'label', 'a0000000-0000-4000-8000-000000000101', now(), now());
insert into public.document (id, envelope_id, municipality_id, ord, kind, name, certificate_id, page_count)
values ('a0000000-0000-4000-8000-000000002001', 'a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 1, 'contract', 'k.pdf', repeat('a', 32), 1);
insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length) values
  ('a0000000-0000-4000-8000-000000002001', 'a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 1, 'base', repeat('1', 64), 100, 100),
  ('a0000000-0000-4000-8000-000000002001', 'a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 2, 'lta', repeat('2', 64), 150, 50);
alter table public.envelope enable trigger conclusion_insert_guard;
alter table public.document enable trigger document_guard;

create function pg_temp.wanted() returns setof text language sql as $$
  select w.subject from private.renewal_wanted('p1', now()) w where w.document_id = 'a0000000-0000-4000-8000-000000002001'
$$;
create function pg_temp.put(p_ends timestamptz) returns void language sql as $$
  select public.renewal_end_put('a0000000-0000-4000-8000-000000002001', repeat('2', 64),
    jsonb_build_object('stampedAt', '2020-01-01T00:00:00Z', 'endsAt', p_ends, 'by', 'certificate', 'policy', 'p1'))
$$;

select results_eq($$ select pg_temp.wanted() $$, $$ values ('a0000000-0000-4000-8000-000000002001/1/p1') $$, 'a file that the calendar does not know is looked at');
select throws_ok($$ select public.renewal_end_put('a0000000-0000-4000-8000-000000002001', repeat('9', 64), '{}') $$, 'PT409', 'REVISION_CONFLICT', 'an end is written for exactly these octets');
select throws_ok($$ select public.renewal_end_put('a0000000-0000-4000-8000-000000002001', repeat('2', 64), '{"endsAt": "x"}') $$, 'PT400', 'REQUEST_INVALID', 'and for an instant alone');
select lives_ok($$ select pg_temp.put(now() + interval '366 days') $$, 'the end is noted');
select is_empty($$ select pg_temp.wanted() $$, 'more than the lead ahead, nothing is due');
select is(public.renewal_subject('a0000000-0000-4000-8000-000000002001') ->> 'due', 'false', 'nor is it for the job');
select results_eq($$ select w.subject from private.renewal_wanted('p1', now() + interval '2 days') w where w.document_id = 'a0000000-0000-4000-8000-000000002001' $$,
  $$ values ('a0000000-0000-4000-8000-000000002001/1') $$, 'a dry run for a later day says what that day would take');
select results_eq($$ select w.subject from private.renewal_wanted('p2', now()) w where w.document_id = 'a0000000-0000-4000-8000-000000002001' $$,
  $$ values ('a0000000-0000-4000-8000-000000002001/1/p2') $$, 'another policy looks at every file again');
select pg_temp.put(now() + interval '364 days');
select is(public.renewal_subject('a0000000-0000-4000-8000-000000002001') ->> 'due', 'true', 'within the lead it is due');

update private.renewal_setting set paused = true;
select is(public.renewal_queue('p1'), 0, 'a service that rests queues nothing');
update private.renewal_setting set paused = false;
select ok(public.renewal_queue('p1') >= 1, 'what is due is queued');
select is(public.renewal_queue('p1'), 0, 'once');
update private.renewal_setting set batch_size = 1;
select is((select count(*)::integer from private.job where kind = 'renew' and payload ->> 'documentId' = 'a0000000-0000-4000-8000-000000002001'), 1, 'as one job');

-- What is stored
select public.object_put('o/a0000000-0000-4000-8000-000000003001', 'w', 50, repeat('f', 64));
create function pg_temp.revision(p_verdict text, p_ends timestamptz) returns jsonb language sql as $$
  select jsonb_build_object('objectKey', 'o/a0000000-0000-4000-8000-000000003001', 'sha256Hex', repeat('3', 64), 'length', 200, 'incrementLength', 50,
    'report', jsonb_build_object('verdict', p_verdict, 'evidenceEnd',
      jsonb_build_object('stampedAt', now(), 'endsAt', p_ends, 'by', 'certificate', 'policy', 'p1')))
$$;
select throws_ok($$ select public.renewal_add('a0000000-0000-4000-8000-000000002001', 2, pg_temp.revision('INDETERMINATE', now() + interval '10 years')) $$,
  'PT409', 'SEAL_NOT_PASSED', 'only what is TOTAL-PASSED');
select throws_ok($$ select public.renewal_add('a0000000-0000-4000-8000-000000002001', 3, pg_temp.revision('TOTAL-PASSED', now() + interval '10 years')) $$,
  'PT409', 'REVISION_NOT_NEXT', 'only the next');
select throws_ok($$ select public.renewal_add('a0000000-0000-4000-8000-000000002001', 2, pg_temp.revision('TOTAL-PASSED', now() + interval '1 day')) $$,
  'PT409', 'REVISION_CONFLICT', 'only what is believed longer than the one before');
select lives_ok($$ select public.renewal_add('a0000000-0000-4000-8000-000000002001', 2, pg_temp.revision('TOTAL-PASSED', now() + interval '10 years')) $$, 'the renewal is stored');
select lives_ok($$ select public.renewal_add('a0000000-0000-4000-8000-000000002001', 2, pg_temp.revision('TOTAL-PASSED', now() + interval '10 years')) $$, 'again without effect');
select is((select count(*)::integer from public.document_revision where document_id = 'a0000000-0000-4000-8000-000000002001' and kind = 'lta'), 2, 'once');
select is((select renewals from public.renewal where document_id = 'a0000000-0000-4000-8000-000000002001'), 1, 'the calendar moved on with it');
select is((select count(*)::integer from public.operation_log where event = 'renewed' and document_id = 'a0000000-0000-4000-8000-000000002001'), 1, 'the log says so');

-- Who sees it
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}', true);
select results_eq($$ select state from public.renewal_calendar() where document_id = 'a0000000-0000-4000-8000-000000002001' $$, $$ values ('under_way') $$, 'a member sees the file and its job');
select is(public.renewal_summary() ->> 'renewed', '1', 'and the sum');
select set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}', true);
select is_empty($$ select * from public.renewal_calendar() where document_id = 'a0000000-0000-4000-8000-000000002001' $$, 'a stranger does not');

select * from finish();
rollback;
