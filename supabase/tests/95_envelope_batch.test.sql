-- 一括送信: a preview that makes nothing, rows that are made once, and files that are exactly those confirmed.
begin;
select plan(31);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'), ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P'), ('b0000000-0000-4000-8000-000000000031', 'b0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'other');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000052', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '2', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.fields(p_change jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('title', 't', 'caseId', 'a0000000-0000-4000-8000-000000000051', 'counterpartyName', 'C', 'transactionOn', '2026-01-14', 'amountKind', 'fixed',
    'amountJpy', 1, 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31',
    'contractor', jsonb_build_object('company', 'C', 'principalName', 'N', 'email', 'c@contractor.example'), 'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')) || p_change
$$;
create function pg_temp.files() returns jsonb language sql as $$ select jsonb_build_array(jsonb_build_object('name', 'a.pdf', 'size', 1, 'sha256Hex', repeat('a', 64), 'sheet', null)) $$;
create function pg_temp.check(p_change jsonb default '{}', p_files jsonb default pg_temp.files()) returns jsonb language sql as $$
  select public.staff_batch_check(pg_temp.drafter(), jsonb_build_array(jsonb_build_object('fields', pg_temp.fields(p_change), 'templateId', null, 'files', p_files))) -> 0
$$;
create function pg_temp.b() returns uuid language sql as $$ select 'd0000000-0000-4000-8000-000000000001'::uuid $$;
create function pg_temp.begin(p_batch jsonb, p_user text default 'a0000000-0000-4000-8000-000000000101') returns void language sql as $$
  select public.staff_batch_begin(pg_temp.staff(p_user), 'a0000000-0000-4000-8000-000000000001', pg_temp.b(), p_batch)
$$;
create function pg_temp.row(p_ord integer, p_change jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('ord', p_ord, 'line', p_ord + 1, 'caseNumber', p_ord::text, 'fields', pg_temp.fields(p_change), 'templateId', null, 'files', pg_temp.files()))
$$;
create function pg_temp.upload(p_envelope uuid, p_name text, p_sha text) returns void language plpgsql as $$
declare v uuid; v_key text := 'o/' || gen_random_uuid();
begin
  insert into public.document (envelope_id, municipality_id, ord, kind, name, certificate_id, page_count, repaired)
  values (p_envelope, 'a0000000-0000-4000-8000-000000000001', 1 + (select count(*) from public.document d where d.envelope_id = p_envelope), 'contract', p_name,
    left(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 32), 1, false) returning id into v;
  perform public.object_put(v_key, 'wrapped', 1, p_sha);
  perform private.revision_insert(d, 0, 'uploaded', null, jsonb_build_object('objectKey', v_key, 'sha256Hex', p_sha, 'length', 1, 'incrementLength', 1)) from public.document d where d.id = v;
end;
$$;

-- Preview
select is(pg_temp.check() -> 'missing', '[]', 'M85: a complete row has nothing missing');
select is(pg_temp.check('{}', '[]') -> 'missing', '["documents"]', 'M85: a row without files says so');
select is(pg_temp.check('{"deadlineOn": "2020-01-01"}') -> 'missing', '["deadlineOn"]', 'M85: the checks are those of a single envelope');
select is(pg_temp.check('{"contractor": {"company": "C", "principalName": "N", "email": "x@contractor.example"}}') -> 'missing', '["application.email"]', 'M13: no row goes to another address than the accepted application''s');
select is(pg_temp.check('{"caseId": "a0000000-0000-4000-8000-000000000052"}') -> 'missing', '["application"]', 'M13, L9: nor without one');
select is(pg_temp.check('{"title": 1}') ->> 'code', 'FIELD_INVALID', 'M85: what not even a draft would take is said by code');
select is(pg_temp.check('{"title": 1}') #>> '{context,field}', 'title', 'M85: with its field');
select is(public.staff_batch_check(pg_temp.staff('a0000000-0000-4000-8000-000000000102'), jsonb_build_array(jsonb_build_object('fields', pg_temp.fields(), 'templateId', null, 'files', pg_temp.files()))) #>> '{0,code}', 'ROLE_MISSING', 'M84: a signer would make nothing');
select throws_ok($$ select public.staff_batch_check(pg_temp.drafter(), (select jsonb_agg(n) from generate_series(1, 201) n)) $$, 'PT400', 'REQUEST_INVALID', 'M85: two hundred rows a call');
select is((select count(*) from public.envelope) + (select count(*) from public.document) + (select count(*) from public.operation_log l where l.municipality_id = 'a0000000-0000-4000-8000-000000000001'), 0::bigint, 'M85: a preview makes nothing and logs nothing');

-- Rows
select throws_ok($$ select pg_temp.begin('{"name": "a.csv", "mode": "send", "rowCount": 2}', 'a0000000-0000-4000-8000-000000000102') $$, 'PT403', 'ROLE_MISSING', 'M84: only a drafter begins a batch');
select throws_ok($$ select pg_temp.begin('{"name": "a.csv", "mode": "send", "rowCount": 1001}') $$, 'PT400', 'REQUEST_INVALID', 'M85: a thousand rows at most');
insert into public.municipality_setting (municipality_id, approval_required) values ('a0000000-0000-4000-8000-000000000001', true);
select throws_ok($$ select pg_temp.begin('{"name": "a.csv", "mode": "send", "rowCount": 2}') $$, 'PT409', 'APPROVAL_REQUIRED', 'M83: where a decision is required no batch sends');
update public.municipality_setting set approval_required = false;
select pg_temp.begin('{"name": "a.csv", "mode": "send", "rowCount": 2}');
select lives_ok($$ select pg_temp.begin('{"name": "a.csv", "mode": "send", "rowCount": 2}') $$, 'M85: beginning again changes nothing');
select is((select count(*) from public.operation_log l where l.event = 'batch_begun'), 1::bigint, 'M70: and is logged once');
select public.staff_batch_rows(pg_temp.drafter(), pg_temp.b(), pg_temp.row(1));
select throws_ok($$ select public.staff_batch_row_draft(pg_temp.drafter(), pg_temp.b(), 1) $$, 'PT409', 'BATCH_INCOMPLETE', 'M85: nothing is made before every row is kept');
select throws_ok($$ select public.staff_batch_rows(pg_temp.drafter(), pg_temp.b(), pg_temp.row(3)) $$, 'PT400', 'REQUEST_INVALID', 'M85: no row beyond those announced');
select public.staff_batch_rows(pg_temp.drafter(), pg_temp.b(), pg_temp.row(2));
select public.staff_batch_rows(pg_temp.drafter(), pg_temp.b(), pg_temp.row(1, '{"title": "other"}'));
select throws_ok($$ select public.staff_batch_row_draft(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.b(), 1) $$, 'PT404', 'BATCH_NOT_FOUND', 'M1: a batch is its owner''s alone');
create temporary table x (k text primary key, id uuid) on commit drop;
insert into x select 'e', (public.staff_batch_row_draft(pg_temp.drafter(), pg_temp.b(), 1) ->> 'envelopeId')::uuid;
select is((public.staff_batch_row_draft(pg_temp.drafter(), pg_temp.b(), 1) ->> 'envelopeId')::uuid, (select id from x), 'M85: a row is made once, however often it is asked for');
select is((select e.title from public.envelope e), 't', 'M85: as it was confirmed, not as it was sent again');
select throws_ok($$ select public.staff_batch_row_draft(pg_temp.drafter(), pg_temp.b(), 2) $$, 'PT409', 'CASE_HAS_ENVELOPE', 'M85: no second envelope for a case that has one');
select throws_ok($$ select public.staff_batch_row_ready(pg_temp.drafter(), pg_temp.b(), 1) $$, 'PT409', 'BATCH_FILES_DIFFER', 'M85: not without the file');
select pg_temp.upload(id, 'a.pdf', repeat('a', 64)) from x;
select is(public.staff_batch_row_ready(pg_temp.drafter(), pg_temp.b(), 1) ->> 'mode', 'send', 'M85: with exactly the files that were confirmed it may go');
select pg_temp.upload(id, 'a.pdf', repeat('a', 64)) from x;
select throws_ok($$ select public.staff_batch_row_ready(pg_temp.drafter(), pg_temp.b(), 1) $$, 'PT409', 'BATCH_FILES_DIFFER', 'M85: not with one of them twice');
select throws_ok($$ select public.staff_batch_row_refused(pg_temp.drafter(), pg_temp.b(), 2, '<b>', null) $$, 'PT400', 'REQUEST_INVALID', 'M85: a result is a code');
select public.staff_batch_row_refused(pg_temp.drafter(), pg_temp.b(), 2, 'CASE_HAS_ENVELOPE', null);
select is((select r.code from public.envelope_batch_row r where r.ord = 2), 'CASE_HAS_ENVELOPE', 'M85: why a row was refused is kept for its result');
select throws_ok($$ delete from public.envelope_batch_row $$, 'PT409', 'DELETE_REFUSED', 'M85: nothing of it is deleted');
update public.envelope set status = 'withdrawn';
select isnt((public.staff_batch_row_draft(pg_temp.drafter(), pg_temp.b(), 2) ->> 'envelopeId')::uuid, (select id from x), 'M82, M85: once the other one ended the row can be made');

select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000102", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.envelope_batch) + (select count(*) from public.envelope_batch_row), 0::bigint, 'M84: a colleague does not see it');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.envelope_batch_row), 2::bigint, 'M85: its owner does, on every device');

reset role;
select is((select array_agg(p.proname::text) from pg_proc p join pg_language l on l.oid = p.prolang
            where p.pronamespace = 'private'::regnamespace and l.lanname = 'sql'
              and p.proname in ('content_missing', 'case_missing', 'case_demands', 'case_guarantee', 'case_scope', 'case_settled', 'case_taken', 'factor_missing', 'signer_factor')), null, 'M85: what is asked of each of a thousand rows keeps its plan');

select * from finish();
rollback;
