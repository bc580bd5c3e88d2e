-- 「一部非表示」: who may ask for the copy of a certificate of conclusion, how it is added, and what it leaves as it was.
begin;
select plan(50);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.membership (user_id, municipality_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'viewer', 'viewer'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', 'drafter', 'drafter'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', 'admin', 'stranger');
create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '203.0.113.7')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000102') $$;

-- Two envelopes with contract and certificate, written as the owner with the guards of the pipeline put aside: the first
-- is concluded, the second is about to be.
alter table public.envelope disable trigger conclusion_insert_guard;
alter table public.document disable trigger document_guard;
insert into public.envelope (id, municipality_id, department_id, status, title, counterparty_name, transaction_on, amount_kind,
  contract_on, deadline_on, sign_order, fiscal_year, management_number, management_label, created_by, sent_at, concluded_at)
select ('a0000000-0000-4000-8000-00000000100' || n)::uuid, 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011',
  s::public.envelope_status, 't', 'c', '2020-01-01', 'unit_price', '2020-01-01', '2020-01-31', 'contractor_first', 2020, n, 'label',
  'a0000000-0000-4000-8000-000000000102', now(), case s when 'concluded' then now() end
  from (values (1, 'concluded'), (2, 'concluding')) e (n, s);
insert into public.document (id, envelope_id, municipality_id, ord, kind, name, certificate_id, certifies_document_id, page_count)
select ('a0000000-0000-4000-8000-00000000' || k.no || n)::uuid, ('a0000000-0000-4000-8000-00000000100' || n)::uuid, 'a0000000-0000-4000-8000-000000000001', 1,
  k.kind::public.document_kind, k.name, case k.kind when 'contract' then repeat(n::text, 32) end,
  case k.kind when 'certificate' then ('a0000000-0000-4000-8000-00000000200' || n)::uuid end, 1
  from generate_series(1, 2) n cross join (values ('200', 'contract', 'k.pdf'), ('210', 'certificate', 'c.pdf')) k (no, kind, name);
insert into public.document (id, envelope_id, municipality_id, ord, kind, name, certificate_id, page_count)
values ('a0000000-0000-4000-8000-000000002201', 'a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 2, 'certificate', 'l.pdf', repeat('3', 32), 1);
insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
select d.id, d.envelope_id, d.municipality_id, r.ord, r.kind::public.revision_kind, repeat(r.ord::text, 64), r.ord * 100, 100
  from public.document d cross join (values (1, 'base'), (2, 'seal'), (3, 'lta')) r (ord, kind)
 where d.id::text like 'a0000000-0000-4000-8000-000000002%';
alter table public.envelope enable trigger conclusion_insert_guard;
alter table public.document enable trigger document_guard;

-- Asking
select throws_ok($$ select public.staff_redacted_copy('{"kind": "contractor"}', 'a0000000-0000-4000-8000-000000002101') $$, 'PT400', 'ACTOR_INVALID', 'staff alone ask');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.drafter() || '{"aal": "aal1"}', 'a0000000-0000-4000-8000-000000002101') $$, 'PT403', 'SECOND_FACTOR_REQUIRED', 'with a second factor');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'of their own municipality');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101') $$, 'PT403', 'ROLE_MISSING', 'who may hand files out');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002001') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'for a certificate, not for a contract');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002201') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'nor for the list of an envelope');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002102') $$, 'PT409', 'NOT_CONCLUDED', 'once the envelope is concluded');
select is_empty($$ select from private.job where kind = 'redact' $$, 'a refusal queues nothing');
select is(public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101'), '{"documentId": null}', 'M52: the copy is asked for');
select is(public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101'), '{"documentId": null}', 'again without effect');
select is((select count(*)::integer from private.job where kind = 'redact'), 1, 'by one job');
select is((select payload from private.job where kind = 'redact'), '{"documentId": "a0000000-0000-4000-8000-000000002101"}', 'that names the certificate');
select results_eq($$ select document_id, actor_label, ip from public.operation_log where event = 'redacted_copy_requested' $$,
  $$ values ('a0000000-0000-4000-8000-000000002101'::uuid, 'drafter', '203.0.113.7') $$, 'M70: the log says once who asked');

-- Failing, and again
create function pg_temp.state_seen_by(p_user text) returns text language plpgsql as $$
declare v_state text;
begin
  set local role authenticated;
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', 'aal2')::text, true);
  select string_agg(document_id || ' ' || state, ', ') into v_state from public.redacted_copy_states('a0000000-0000-4000-8000-000000001001');
  reset role;
  perform set_config('request.jwt.claims', '', true);
  return v_state;
end;
$$;
create function pg_temp.job() returns text language sql as $$ select status || ' ' || attempts || coalesce(' ' || last_code, '') from private.job where kind = 'redact' $$;
select is(pg_temp.state_seen_by('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101 making', 'M52: a member sees that it is being made');
select is(pg_temp.state_seen_by('b0000000-0000-4000-8000-000000000101'), null, 'a stranger sees nothing');
update private.job set attempts = 2, last_code = 'FAULT' where kind = 'redact';
select is(pg_temp.state_seen_by('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101 making', 'M52: what the service may still mend by itself is being made');
select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101');
select is(pg_temp.job(), 'queued 2 FAULT', 'M52: asking again leaves it alone');
update private.job set attempts = 3, run_at = now() + interval '10 minutes' where kind = 'redact';
select is(pg_temp.state_seen_by('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101 failed', 'M52: three attempts in vain are a failure');
select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101');
select is((select pg_temp.job() || ' ' || (run_at <= now()) from private.job where kind = 'redact'), 'queued 0 true', 'M52: asked for again, it is tried at once');
select is(pg_temp.state_seen_by('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101 making', 'M52: and said to be made again');
update private.job set status = 'failed', last_code = 'CERTIFICATE_MISMATCH', finished_at = now() where kind = 'redact';
select is(pg_temp.state_seen_by('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101 failed', 'M52: one that was given up has failed');
select throws_ok($$ select public.staff_redacted_copy(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-000000002101') $$, 'PT403', 'ROLE_MISSING', 'nobody else tries it again');
select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101');
select is(pg_temp.job(), 'queued 0', 'M52: it too begins anew, as the same job');
select is((select count(*)::integer from public.operation_log where event = 'redacted_copy_requested'), 3, 'M70: each asking that did something stands in the log');
update private.job set status = 'leased', leased_by = 'w', lease_until = now() + interval '20 seconds', attempts = 9, last_code = 'FAULT' where kind = 'redact';
select public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101');
select is(pg_temp.job(), 'leased 9 FAULT', 'M52: a worker that is at it is not disturbed');

-- Making
select public.object_put('o/a0000000-0000-4000-8000-00000000300' || n, 'w' || n, 50, repeat('f', 64)) from generate_series(1, 4) n;
select is(public.redact_subject('a0000000-0000-4000-8000-000000002101') -> 'parts', '[]', 'at first nothing of it is there');
select throws_ok($$ select public.redact_subject('a0000000-0000-4000-8000-000000002001') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'the job too takes certificates alone');
select public.seal_step_put('certificate-seal/a0000000-0000-4000-8000-000000002101', 'increment', '{"objectKey": "o/a0000000-0000-4000-8000-000000003002"}');
select public.seal_step_put('certificate/a0000000-0000-4000-8000-000000002101', 'increment', '{"objectKey": "o/a0000000-0000-4000-8000-000000003001"}');
select is(public.redact_subject('a0000000-0000-4000-8000-000000002101') -> 'parts',
  '[{"objectKey": "o/a0000000-0000-4000-8000-000000003001", "wrappedIdentity": "w1", "length": 50}, {"objectKey": "o/a0000000-0000-4000-8000-000000003002", "wrappedIdentity": "w2", "length": 50}]',
  'M65: each stored step by its own object and key, in file order');
create function pg_temp.revision(p_n integer, p_verdict text default 'TOTAL-PASSED') returns jsonb language sql as $$
  select jsonb_build_object('objectKey', 'o/a0000000-0000-4000-8000-00000000300' || p_n, 'sha256Hex', repeat((p_n + 4)::text, 64),
    'length', p_n * 50, 'incrementLength', 50, 'report', jsonb_build_object('verdict', p_verdict, 'evidenceEnd',
      jsonb_build_object('stampedAt', now(), 'endsAt', now() + interval '10 years', 'by', 'certificate', 'policy', 'p1')))
$$;
create function pg_temp.copy(p_verdict text default 'TOTAL-PASSED') returns jsonb language sql as $$
  select jsonb_build_object('name', 'c（一部非表示）.pdf', 'pageCount', 1, 'base', pg_temp.revision(1) - 'report' - 'incrementLength',
    'seal', pg_temp.revision(2), 'lta', pg_temp.revision(3, p_verdict))
$$;
select throws_ok($$ select public.redacted_copy_add('a0000000-0000-4000-8000-000000002102', pg_temp.copy()) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'nothing is added that nobody asked for');
select throws_ok($$ select public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy('INDETERMINATE')) $$, 'PT409', 'SEAL_NOT_PASSED', 'only what is TOTAL-PASSED');
select throws_ok($$ select public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy() || jsonb_build_object('seal', pg_temp.revision(3))) $$, 'PT409', 'REVISION_NOT_NEXT', 'only revisions that follow one another');
select throws_ok($$ select public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy() || jsonb_build_object('lta', pg_temp.revision(3) || '{"objectKey": "o/a0000000-0000-4000-8000-00000000300f"}')) $$,
  'PT404', 'OBJECT_UNKNOWN', 'only what is stored');
select is_empty($$ select from public.document where kind = 'redacted_certificate' $$, 'and whole or not at all');
create temporary table made on commit drop as select public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy()) as id;
select is(public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy()), (select id from made), 'M52: the copy is added, once');
select throws_ok($$ select public.redacted_copy_add('a0000000-0000-4000-8000-000000002101', pg_temp.copy() || jsonb_build_object('seal', pg_temp.revision(2) || jsonb_build_object('sha256Hex', repeat('0', 64)))) $$,
  'PT409', 'REVISION_CONFLICT', 'L7: a second seal is refused');
select results_eq($$ select redacts_document_id, certifies_document_id, certificate_id, ord from public.document where id = (select id from made) $$,
  $$ values ('a0000000-0000-4000-8000-000000002101'::uuid, null::uuid, null::text, 1) $$, 'it names the certificate it was made of');
select results_eq($$ select kind::text from public.document_revision where document_id = (select id from made) order by ord $$, array['base', 'seal', 'lta'], 'with all of its revisions');
select is((select count(*)::integer from public.operation_log where event = 'redacted_copy_made' and document_id = (select id from made)), 1, 'the log says so');
select is(public.staff_redacted_copy(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000002101') ->> 'documentId', (select id::text from made), 'who asks again is told which it is');
select throws_ok($$ insert into public.document (envelope_id, municipality_id, ord, kind, redacts_document_id, name, page_count)
  values ('a0000000-0000-4000-8000-000000001002', 'a0000000-0000-4000-8000-000000000001', 1, 'redacted_certificate', 'a0000000-0000-4000-8000-000000002102', 'x.pdf', 1) $$,
  'PT409', 'NOT_CONCLUDED', 'none before the conclusion, for the owner too');

-- What it joins, and what it leaves as it was
select is(public.staff_document_access(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), (select id from made), 'download') ->> 'fileName', 'c（一部非表示）.pdf', 'whoever may see the envelope fetches it');
select is(jsonb_array_length(public.staff_document_access(pg_temp.drafter(), (select id from made), 'download') -> 'parts'), 3, 'whole');
select is((select renewals from public.renewal where document_id = (select id from made)), 0, 'L28: it stands in the calendar of renewals');
select results_eq($$ select w.subject from private.renewal_wanted('p1', now() + interval '10 years') w where w.document_id = (select id from made) $$,
  $$ select id || '/1' from made $$, 'and is due like every file');
select bag_eq($$ select x ->> 'kind' from jsonb_array_elements(public.staff_archive_access(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000001001') -> 'documents') x $$,
  array['contract', 'certificate', 'certificate'], 'the pack of the envelope stays contracts, full certificates and their list');
insert into public.timestamp_check (id, municipality_id, from_on, to_on, requested_by) values
  ('a0000000-0000-4000-8000-000000004001', 'a0000000-0000-4000-8000-000000000001', '2020-01-01', '2020-01-01', gen_random_uuid());
select public.timestamp_check_add('a0000000-0000-4000-8000-000000004001', id, jsonb_build_object('judgedAt', now(), 'verdict', 'TOTAL-PASSED', 'timestamps', 2, 'sha256Hex', repeat('7', 64))) from made;
select results_eq($$ select kind::text, certificate_id from public.timestamp_check_rows('a0000000-0000-4000-8000-000000004001') $$,
  $$ values ('redacted_certificate', repeat('1', 32)) $$, 'M51: a check of time-stamps names it by the same 締結証明書ID');
-- What was fetched to be shown to others is not what has to be kept.
insert into public.party (id, envelope_id, municipality_id, ord, kind, company, principal_name, email, status, consented_at, sealed_at)
values ('a0000000-0000-4000-8000-000000005001', 'a0000000-0000-4000-8000-000000001001', 'a0000000-0000-4000-8000-000000000001', 1, 'contractor', 'C', 'N', 'c@contractor.example', 'sealed', now(), now());
update public.envelope set download_until_at = '2030-06-14T14:59:59Z' where id = 'a0000000-0000-4000-8000-000000001001';
select private.log('{"kind": "contractor"}', 'concluded_downloaded', e, p, made.id) from public.envelope e join public.party p on p.envelope_id = e.id, made
 where e.id = 'a0000000-0000-4000-8000-000000001001';
select is(private.remind_due('2030-06-11T00:00:00Z'), 1, 'M42: who has fetched the copy alone is reminded of the contract');
select is((select kind::text from private.mail_outbox where party_id = 'a0000000-0000-4000-8000-000000005001'), 'download_reminder_contractor', 'M42: before the page closes');
set local role authenticated;
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}', true);
select is((select count(*)::integer from public.document where redacts_document_id = 'a0000000-0000-4000-8000-000000002101'), 1, 'a member sees it');
select set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}', true);
select is_empty($$ select from public.document where redacts_document_id = 'a0000000-0000-4000-8000-000000002101' $$, 'a stranger does not');

select * from finish();
rollback;
