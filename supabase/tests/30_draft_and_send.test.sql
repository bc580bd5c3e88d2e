-- Drafting, uploading and sending: what is refused, and what one transaction does.
begin;
select plan(68);

insert into public.municipality (id, code, name) values
  ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'),
  ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P'),
  ('b0000000-0000-4000-8000-000000000031', 'b0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', null, 'approver', 'approver'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'other');

-- A case whose application was accepted: what an envelope needs to be sent.
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');

create function pg_temp.staff(p_user text, p_aal text default 'aal2') returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', p_aal, 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.fields() returns jsonb language sql as $$
  select jsonb_build_object('title', '  工事請負契約　', 'caseId', 'a0000000-0000-4000-8000-000000000051', 'counterpartyName', 'C', 'transactionOn', '2026-01-14', 'amountKind', 'fixed',
    'amountJpy', 1100000, 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'signOrder', 'contractor_first',
    'contractor', jsonb_build_object('company', 'C', 'title', 'x', 'principalName', 'N', 'email', 'c@contractor.example'),
    'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031'))
$$;
create function pg_temp.object(p_size bigint, p_sha text) returns text language plpgsql as $$
declare v text := 'o/' || gen_random_uuid();
begin
  perform public.object_put(v, 'wrapped', p_size, p_sha);
  return v;
end;
$$;
create function pg_temp.upload(p_envelope uuid, p_sha text) returns uuid language plpgsql as $$
declare v uuid;
begin
  v := (public.staff_upload_begin(pg_temp.drafter(), p_envelope, 'x.pdf', 100, p_sha) ->> 'uploadId')::uuid;
  perform public.staff_upload_part(pg_temp.drafter(), v, 0, 100, p_sha, pg_temp.object(100, p_sha));
  return v;
end;
$$;
create function pg_temp.document(p_sha text, p_certificate text) returns jsonb language plpgsql as $$
declare v text := pg_temp.object(100, p_sha);
begin
  return jsonb_build_object('name', 'x.pdf', 'pageCount', 3, 'repaired', false, 'certificateId', p_certificate, 'revisions', jsonb_build_array(
    jsonb_build_object('kind', 'uploaded', 'objectKey', v, 'sha256Hex', p_sha, 'length', 100, 'incrementLength', 100),
    jsonb_build_object('kind', 'base', 'objectKey', v, 'sha256Hex', p_sha, 'length', 100, 'incrementLength', 100)));
end;
$$;
create function pg_temp.stamp(p_document uuid, p_sha text) returns uuid language sql as $$
  select public.revision_add(p_document, jsonb_build_object('kind', 'stamp', 'objectKey', pg_temp.object(10, p_sha), 'sha256Hex', p_sha, 'length', 110, 'incrementLength', 10))
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;

-- Drafts
select throws_ok($$ select public.staff_envelope_save('{"kind": "contractor"}', null, '{}') $$, 'PT400', 'ACTOR_INVALID', 'only staff draft');
select throws_ok($$ select public.staff_envelope_save(pg_temp.staff('a0000000-0000-4000-8000-000000000101', 'aal1'), null, '{}') $$, 'PT403', 'SECOND_FACTOR_REQUIRED', 'drafting needs a second factor');
select throws_ok($$ select public.staff_envelope_save(pg_temp.staff('a0000000-0000-4000-8000-000000000102'), null, '{}') $$, 'PT403', 'ROLE_MISSING', 'M84: a signer does not draft');
select throws_ok($$ select public.staff_envelope_save(pg_temp.staff('c0000000-0000-4000-8000-000000000101'), null, '{}') $$, 'PT404', 'DEPARTMENT_NOT_FOUND', 'a stranger has no department');
insert into x select 'e', public.staff_envelope_save(pg_temp.drafter(), null, '{}');
select is((select status::text from public.envelope where id = pg_temp.x('e')), 'draft', 'a draft may be empty');
select is((select department_id from public.envelope where id = pg_temp.x('e')), 'a0000000-0000-4000-8000-000000000011'::uuid, 'a draft falls into the drafter''s own department');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('e')) ->> 'missing',
  '["title", "counterpartyName", "transactionOn", "amountKind", "amountJpy", "contractOn", "deadlineOn", "contractor.company", "contractor.principalName", "contractor.email", "municipality.signerId", "documents", "caseId"]',
  'every field that the law or the mail needs blocks sending');
select throws_ok($$ select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('e')) $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'L25: an incomplete draft is not sent');
select throws_ok($$ select public.staff_envelope_save(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('e'), '{}') $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'M1: another municipality cannot change it');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"status": "sent"}') $$, 'PT422', 'FIELD_UNKNOWN', 'a status is no field');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"transactionOn": "2026-02-30"}') $$, 'PT422', 'FIELD_INVALID', 'a date exists in the calendar');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"amountJpy": 1.5}') $$, 'PT422', 'FIELD_INVALID', 'yen are whole');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"title": "a\nb"}') $$, 'PT422', 'FIELD_INVALID', 'a title has no line break');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"contractor": {"email": "a@b"}}') $$, 'PT422', 'FIELD_INVALID', 'an address has a domain');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"departmentId": "b0000000-0000-4000-8000-000000000011"}') $$, 'PT404', 'DEPARTMENT_NOT_FOUND', 'a draft stays in the drafter''s departments');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), '{"municipality": {"signerId": "b0000000-0000-4000-8000-000000000031"}}') $$, 'PT404', 'SIGNER_NOT_FOUND', 'the 名義人 is of the same municipality');
select lives_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields()) $$, 'a drafter saves');
select is((select title from public.envelope where id = pg_temp.x('e')), '工事請負契約', 'texts are trimmed, the wide space too');
select is((select deadline_at from public.envelope where id = pg_temp.x('e')), '2099-12-31T14:59:59Z'::timestamptz, 'M36: 署名期限 is 23:59:59 JST of its day');
select is((select string_agg(kind::text, ',' order by ord) from public.party where envelope_id = pg_temp.x('e')), 'contractor,municipality', 'M80: the contractor signs first');
select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields() || '{"signOrder": "municipality_first"}');
select is((select string_agg(kind::text, ',' order by ord) from public.party where envelope_id = pg_temp.x('e')), 'municipality,contractor', 'or the municipality');
select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields() || '{"amountKind": "unit_price"}');
select is((select amount_jpy from public.envelope where id = pg_temp.x('e')), null, 'a unit-price contract has no amount');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('e')) ->> 'missing', '["documents"]', '単価契約 does not miss the amount');
select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields() || '{"deadlineOn": "2020-01-01"}');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('e')) ->> 'missing', '["deadlineOn", "documents"]', 'a deadline that has passed blocks sending');
select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields());

-- Uploads
select throws_ok($$ select public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'x.pdf', 0, repeat('1', 64)) $$, 'PT422', 'UPLOAD_EMPTY', 'an empty file is refused');
select throws_ok($$ select public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'x.pdf', 52428801, repeat('1', 64)) $$, 'PT422', 'UPLOAD_TOO_LARGE', 'more than 50 MB is refused');
select throws_ok($$ select public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), ' ', 1, repeat('1', 64)) $$, 'PT422', 'DOCUMENT_NAME_INVALID', 'a file has a name');
select is(public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'big.pdf', 4194305, repeat('9', 64)) -> 'partCount', '2', 'parts are 4 MB');
insert into x select 'u', (public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'x.pdf', 100, repeat('1', 64)) ->> 'uploadId')::uuid;
select is((public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'x.pdf', 100, repeat('1', 64)) ->> 'uploadId')::uuid, pg_temp.x('u'), 'the same unfinished file is taken up again');
select throws_ok($$ select public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), pg_temp.document(repeat('1', 64), repeat('a', 32))) $$, 'PT409', 'UPLOAD_INCOMPLETE', 'no document before every part');
select throws_ok($$ select public.staff_upload_part(pg_temp.drafter(), pg_temp.x('u'), 1, 100, repeat('1', 64), 'o/x') $$, 'PT422', 'UPLOAD_PART_OUT_OF_RANGE', 'a part within the count');
select throws_ok($$ select public.staff_upload_part(pg_temp.drafter(), pg_temp.x('u'), 0, 99, repeat('1', 64), 'o/x') $$, 'PT409', 'UPLOAD_PART_MISMATCH', 'a part of the right size');
select throws_ok($$ select public.staff_upload_part(pg_temp.drafter(), pg_temp.x('u'), 0, 100, repeat('1', 64), 'o/x') $$, 'PT404', 'OBJECT_UNKNOWN', 'a part that was announced');
select pg_temp.upload(pg_temp.x('e'), repeat('1', 64));
select lives_ok($$ select pg_temp.upload(pg_temp.x('e'), repeat('1', 64)) $$, 'the same part again is no change');
select is(public.staff_upload_state(pg_temp.drafter(), pg_temp.x('u')) -> 'received', '[0]', 'the state says what has arrived');
select throws_ok($$ select public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), pg_temp.document(repeat('2', 64), repeat('a', 32))) $$, 'PT409', 'UPLOAD_HASH_MISMATCH', 'the document is the announced file');
insert into x select 'd', public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), pg_temp.document(repeat('1', 64), repeat('a', 32)));
select is(public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), pg_temp.document(repeat('1', 64), repeat('b', 32))), pg_temp.x('d'), 'an upload becomes one document, however often it is finished');
select is(public.staff_document_access(pg_temp.drafter(), pg_temp.x('d'), 'view') -> 'length', '100', 'a draft''s document is its base');
select throws_ok($$ select public.staff_document_access(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('d'), 'view') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'another municipality cannot read it');
insert into x select 'd2', public.staff_document_add(pg_temp.drafter(), pg_temp.upload(pg_temp.x('e'), repeat('3', 64)), pg_temp.document(repeat('3', 64), repeat('c', 32)));
select throws_ok($$ select public.staff_document_order(pg_temp.drafter(), pg_temp.x('e'), array[pg_temp.x('d')]) $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'an order names every document');
select public.staff_document_order(pg_temp.drafter(), pg_temp.x('e'), array[pg_temp.x('d2'), pg_temp.x('d')]);
select is((select id from public.document where envelope_id = pg_temp.x('e') order by ord limit 1), pg_temp.x('d2'), 'documents are ordered');
select public.staff_document_remove(pg_temp.drafter(), pg_temp.x('d2'));
select ok((select removed_at is not null from public.document where id = pg_temp.x('d2')), 'a removed document keeps its row');

-- Sending
select throws_ok($$ select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('e')) $$, 'PT409', 'DOCUMENT_NOT_STAMPED', 'no sending before the stamp');
select is(jsonb_array_length(public.stamp_subject(pg_temp.drafter(), pg_temp.x('e'))), 1, 'the document to stamp is named');
select throws_ok($$ select public.revision_add(pg_temp.x('d'), jsonb_build_object('kind', 'stamp', 'objectKey', pg_temp.object(10, repeat('4', 64)), 'sha256Hex', repeat('4', 64), 'length', 111, 'incrementLength', 10)) $$, 'PT409', 'REVISION_NOT_NEXT', 'a revision extends the newest one');
select pg_temp.stamp(pg_temp.x('d'), repeat('4', 64));
select throws_ok($$ select pg_temp.stamp(pg_temp.x('d'), repeat('5', 64)) $$, 'PT409', 'REVISION_CONFLICT', 'a document is stamped once');
select throws_ok($$ select public.staff_envelope_send(pg_temp.staff('a0000000-0000-4000-8000-000000000102'), pg_temp.x('e')) $$, 'PT403', 'ROLE_MISSING', 'a signer does not send');
select ok(public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('e')) ->> 'managementLabel' ~ '^令和[0-9]+年度-0000001$', 'the first 管理番号 of the year');
select ok(public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('e')) ->> 'managementLabel' ~ '-0000001$', 'sending again answers the same');
select results_eq($$ select m.kind::text, m.generation from private.mail_outbox m where m.envelope_id = pg_temp.x('e') $$, $$ values ('sign_request', 1) $$, 'one request is queued, to the contractor');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('e'), pg_temp.fields()) $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'what was sent is not changed');
select throws_ok($$ update public.envelope set title = 'other' where id = pg_temp.x('e') $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'not even by the owner');
select throws_ok($$ update public.envelope set status = 'concluded' where id = pg_temp.x('e') $$, 'PT409', null, 'a status follows the transition table, for the owner too');
select throws_ok($$ select pg_temp.stamp(pg_temp.x('d'), repeat('6', 64)) $$, 'PT409', 'REVISION_CONFLICT', 'no new stamp after sending');
select throws_ok($$ update public.party set principal_name = 'other' where envelope_id = pg_temp.x('e') and kind = 'contractor' $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'nor who the parties are');
select throws_ok($$ update public.party set status = 'sealed', consented_at = now(), sealed_at = now() where envelope_id = pg_temp.x('e') $$, 'PT409', 'EVENT_NOT_ALLOWED', 'no party is sealed without consent, for the owner too');
select throws_ok($$ update public.document set name = 'other' where id = pg_temp.x('d') $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'nor what a document is called');
select throws_ok($$ select public.staff_document_remove(pg_temp.drafter(), pg_temp.x('d')) $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'nor which documents there are');

-- Approval
insert into x select 'a', public.staff_envelope_save(pg_temp.drafter(), null, pg_temp.fields());
select throws_ok($$ select public.staff_envelope_submit(pg_temp.drafter(), pg_temp.x('a')) $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'an approver sees complete drafts only');
insert into x select 'ad', public.staff_document_add(pg_temp.drafter(), pg_temp.upload(pg_temp.x('a'), repeat('7', 64)), pg_temp.document(repeat('7', 64), repeat('d', 32)));
select public.staff_envelope_submit(pg_temp.drafter(), pg_temp.x('a'));
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('a'), pg_temp.fields()) $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'a submitted draft rests');
select throws_ok($$ select public.staff_envelope_return(pg_temp.drafter(), pg_temp.x('a'), 'c') $$, 'PT403', 'ROLE_MISSING', 'a drafter does not return it');
select public.staff_envelope_return(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), pg_temp.x('a'), 'c');
select is((select status::text from public.envelope where id = pg_temp.x('a')), 'draft', 'M83: an approver gives it back');
select public.staff_envelope_submit(pg_temp.drafter(), pg_temp.x('a'));
select pg_temp.stamp(pg_temp.x('ad'), repeat('8', 64));
select throws_ok($$ select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('a')) $$, 'PT403', 'ROLE_MISSING', 'M83: a drafter does not approve');
select ok(public.staff_envelope_send(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), pg_temp.x('a')) ->> 'managementLabel' ~ '-0000002$', 'M83: approving sends, under the next number');

-- Paper
select throws_ok($$ select public.staff_envelope_to_paper(pg_temp.drafter(), pg_temp.x('a'), null) $$, 'PT422', 'REASON_MISSING', 'going to paper has a reason');
select public.staff_envelope_to_paper(pg_temp.drafter(), pg_temp.x('a'), 'asked for');
select is((select status::text from public.envelope where id = pg_temp.x('a')), 'switched_to_paper', 'an envelope can go to paper');
select throws_ok($$ select public.staff_envelope_withdraw(pg_temp.drafter(), pg_temp.x('a'), 'x') $$, 'PT409', 'EVENT_NOT_ALLOWED', 'what has ended does not move');
select throws_ok($$ select public.staff_reissue(pg_temp.drafter(), pg_temp.x('a')) $$, 'PT409', 'NOT_CONCLUDED', 'only a concluded envelope is reissued');

select * from finish();
rollback;
