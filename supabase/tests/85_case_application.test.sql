-- Rules by date, cases and their scope, applications, 承諾, and what of them blocks sending.
begin;
select plan(73);

insert into public.municipality (id, code, name) values
  ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', null, 'viewer', 'viewer'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'other');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.admin() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000103') $$;
create function pg_temp.applicant() returns jsonb language sql as $$
  select '{"kind": "contractor", "ip": "198.51.100.7", "userAgent": "phone"}'::jsonb
$$;
create function pg_temp.rules(p_bidding boolean, p_channels jsonb default '["form", "mail", "csv"]') returns jsonb language sql as $$
  select jsonb_build_object('scope', jsonb_build_object('electronicFrom', '2026-02-01', 'electronicBiddingOnly', p_bidding, 'departments', '[]'::jsonb),
    'application', jsonb_build_object('channels', p_channels),
    'attachments', '[{"id": "recycling_sheet", "name": "分別解体等の書面", "caseTypes": ["construction"], "flag": "recycling", "required": true},
                     {"id": "guarantee_notice", "name": "契約保証の届出書", "caseTypes": [], "flag": "guarantee", "required": true}]'::jsonb,
    'guarantee', '{"kinds": ["security"]}'::jsonb, 'sealWithinDays', 14, 'texts', '{"method": "M", "fileFormat": "PDF"}'::jsonb)
$$;
create function pg_temp.case(p_number text, p_change jsonb default '{}') returns uuid language sql as $$
  select public.staff_case_save(pg_temp.drafter(), null, jsonb_build_object('caseNumber', p_number, 'name', 'N' || p_number,
    'noticeOn', '2026-05-01', 'caseType', 'goods') || p_change)
$$;
create function pg_temp.object(p_size bigint, p_sha text) returns text language plpgsql as $$
declare v text := 'o/' || gen_random_uuid();
begin
  perform public.object_put(v, 'wrapped', p_size, p_sha);
  return v;
end;
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.attach(p_actor jsonb, p_ticket text, p_place jsonb, p_kind text) returns uuid language plpgsql as $$
declare v uuid; s text := encode(sha256(p_kind::bytea), 'hex');
begin
  v := (public.attachment_begin(p_actor, p_ticket, p_place || jsonb_build_object('kind', p_kind, 'name', p_kind || '.pdf', 'size', 100, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(p_actor, p_ticket, v, 0, 100, s, pg_temp.object(100, s));
  perform public.attachment_done(p_actor, p_ticket, v, 1);
  return v;
end;
$$;
create function pg_temp.entered(p_case uuid, p_change jsonb default '{}', p_laws jsonb default '[]') returns uuid language sql as $$
  select public.staff_application_enter(pg_temp.drafter(), p_case, jsonb_build_object('source', 'external', 'receivedOn', '2026-05-10',
    'company', 'C', 'principalName', 'P', 'email', 'c@contractor.example', 'declared', true) || p_change, p_laws, '{}')
$$;

-- Rules
select throws_ok($$ select public.staff_rules_publish(pg_temp.drafter(), 'a0000000-0000-4000-8000-000000000001', '2025-04-01', pg_temp.rules(true), null) $$, 'PT403', 'ROLE_MISSING', 'M84: only an administrator publishes rules');
select throws_ok($$ select public.staff_rules_publish(pg_temp.admin(), 'b0000000-0000-4000-8000-000000000001', '2025-04-01', pg_temp.rules(true), null) $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: of no other municipality');
select throws_ok($$ select public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2025-04-01', pg_temp.rules(true) - 'scope', null) $$, 'PT422', 'RULES_INVALID', 'rules without a scope are refused');
select throws_ok($$ select pg_temp.case('0') $$, 'PT404', 'RULES_NOT_FOUND', 'a case needs rules');
select is(public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2025-04-01', pg_temp.rules(true), '令和7年度') -> 'version', '1', 'the first version');
select is(public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', pg_temp.rules(false), null) -> 'version', '2', 'and the next');
select is(public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', pg_temp.rules(false), null) -> 'version', '2', 'M34: after a lost answer the same rules are not published a second time');
select is((select count(*)::integer from public.municipality_rules where municipality_id = 'a0000000-0000-4000-8000-000000000001'), 2, 'M34: no version is added');
select is((select count(*)::integer from public.operation_log where event::text = 'rules_published'), 2, 'M70: nor logged');
select throws_ok($$ update public.municipality_rules set effective_on = '2020-01-01' $$, 'PT409', 'APPEND_ONLY', 'a version never changes, for the owner too');
select is((private.rules_for('a0000000-0000-4000-8000-000000000001', '2026-03-31')).version, 1, 'M3: 令和7年度 ends with 31 March');
select is((private.rules_for('a0000000-0000-4000-8000-000000000001', '2026-04-01')).version, 2, 'M3: and 令和8年度 begins');

-- Cases
insert into x select 'old', pg_temp.case('1', '{"noticeOn": "2026-01-31", "electronicBidding": true}');
insert into x select 'bid', pg_temp.case('2', '{"noticeOn": "2026-02-01"}');
insert into x select 'in', pg_temp.case('3');
insert into x select 'unmarked', pg_temp.case('4', '{"electronic": false}');
select is(private.case_scope(c), '{beforeStart}', 'M2: a notice before 2026-02-01 lies outside') from public.contract_case c where id = pg_temp.x('old');
select is(private.case_scope(c), '{notElectronicBidding}', 'M3: so does a case of 令和7年度 without 電子入札') from public.contract_case c where id = pg_temp.x('bid');
select is(private.case_scope(c), '{}', 'M3: not so a year later') from public.contract_case c where id = pg_temp.x('in');
select is(private.case_scope(c), '{notMarked}', 'M4: the notice itself says 電子契約の対象') from public.contract_case c where id = pg_temp.x('unmarked');
select public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', pg_temp.rules(true), null);
select is((select r.version from public.municipality_rules r join public.contract_case c on c.rules_id = r.id where c.id = pg_temp.x('in')), 2, 'a case keeps the version that its date chose');
select lives_ok($$ select public.staff_case_save(pg_temp.drafter(), pg_temp.x('in'), '{"caseNumber": "3", "name": "N3", "noticeOn": "2026-05-01", "caseType": "goods"}') $$, 'a case is changed');
select is((select r.version from public.municipality_rules r join public.contract_case c on c.rules_id = r.id where c.id = pg_temp.x('in')), 2, 'and keeps its version while its date stays');
select throws_ok($$ select pg_temp.case('3') $$, 'PT409', 'CASE_NUMBER_TAKEN', 'a case number is used once');
select throws_ok($$ select pg_temp.case('9', '{"contractKind": "change"}') $$, 'PT422', 'FIELD_INVALID', 'L14: a 変更契約 names what it changes');
select lives_ok($$ select pg_temp.case('9', '{"contractKind": "change", "originalReference": "紙の契約 第5号"}') $$, 'L14: be it on paper');
select throws_ok($$ select pg_temp.case('10', '{"contractKind": "change", "originalEnvelopeId": "c0000000-0000-4000-8000-000000000001"}') $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'L14: an envelope that does not exist is no original');
select throws_ok($$ select public.staff_case_save(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('in'), '{}') $$, 'PT404', 'CASE_NOT_FOUND', 'M1: another municipality cannot change it');
select throws_ok($$ select public.staff_case_override(pg_temp.drafter(), pg_temp.x('old'), 'r') $$, 'PT403', 'ROLE_MISSING', 'M2: a drafter does not override the scope');
select throws_ok($$ select public.staff_case_override(pg_temp.admin(), pg_temp.x('old'), ' ') $$, 'PT422', 'REASON_MISSING', 'M2: nobody does without a reason');

-- The form and the confirmed address
select is(public.application_form('990001', '3') #>> '{case,name}', 'N3', 'the form finds the case by its number');
select ok(public.application_form('990001') ?& array['guarantee', 'paper'], 'M79: and what the questions and answers of the municipality differ in');
select throws_ok($$ select public.application_form('990002', '3') $$, 'PT404', 'CASE_NOT_FOUND', 'M1: in its own municipality alone');
insert into x values ('h', 'd0000000-0000-4000-8000-000000000001'), ('h2', 'd0000000-0000-4000-8000-000000000002');
select throws_ok($$ select public.application_code_begin(pg_temp.applicant(), '990001', gen_random_uuid(), 'nobody', repeat('1', 64)) $$, 'PT422', 'FIELD_INVALID', 'a code goes to an address');
select public.application_code_begin(pg_temp.applicant(), '990001', pg_temp.x('h'), 'c@contractor.example', repeat('1', 64));
select is((select kind::text from private.mail_outbox where challenge_id = pg_temp.x('h')), 'application_code', 'the code is mailed');
select is(public.application_code_confirm(pg_temp.x('h'), repeat('2', 64), repeat('a', 64)), '{"left": 4, "status": "wrong"}', 'a wrong code counts');
select public.application_code_confirm(pg_temp.x('h'), repeat('2', 64), repeat('a', 64)) from generate_series(1, 4);
select is(public.application_code_confirm(pg_temp.x('h'), repeat('1', 64), repeat('a', 64)) ->> 'status', 'locked', 'after five wrong ones the right one comes too late');
select public.application_code_begin(pg_temp.applicant(), '990001', pg_temp.x('h2'), 'c@contractor.example', repeat('1', 64));
update private.mail_challenge set expires_at = now() - interval '1 second' where id = pg_temp.x('h2');
select is(public.application_code_confirm(pg_temp.x('h2'), repeat('1', 64), repeat('a', 64)) ->> 'status', 'expired', 'a code is good for a quarter of an hour');
update private.mail_challenge set expires_at = now() + interval '1 minute' where id = pg_temp.x('h2');
select is(public.application_code_confirm(pg_temp.x('h2'), repeat('1', 64), repeat('a', 64)) ->> 'status', 'confirmed', 'the right code confirms');
select is(public.application_code_confirm(pg_temp.x('h2'), repeat('1', 64), repeat('b', 64)) ->> 'status', 'expired', 'once');

-- The application by the form: a construction case by the recycling law, with a guarantee
insert into x select 'site', pg_temp.case('S', '{"caseType": "construction", "flags": ["recycling", "guarantee"], "electronicBidding": true}');
create function pg_temp.submit(p_change jsonb default '{}', p_acceptances jsonb default '[{"law": "construction", "text": "A1 {caseName} {method} {fileFormat}"}, {"law": "recycling", "text": "A2"}]', p_ids uuid[] default '{}') returns jsonb language sql as $$
  select public.application_submit(pg_temp.applicant(), repeat('a', 64), jsonb_build_object('caseNumber', 'S', 'company', 'C', 'principalName', 'P',
    'email', 'c@contractor.example', 'declared', true, 'termsAgreed', true) || p_change, p_acceptances, p_ids)
$$;
select throws_ok($$ select public.application_submit(pg_temp.applicant(), repeat('f', 64), '{}', '[]', '{}') $$, 'PT403', 'EMAIL_NOT_CONFIRMED', 'M13: no application without a confirmed address');
select throws_ok($$ select pg_temp.submit('{"email": "other@contractor.example"}') $$, 'PT403', 'EMAIL_NOT_CONFIRMED', 'M13: of that very address');
select throws_ok($$ select pg_temp.submit('{"declared": false}') $$, 'PT422', 'DECLARATION_MISSING', 'the declaration of authority is needed');
select throws_ok($$ select pg_temp.submit(p_acceptances => '[{"law": "construction", "text": "A"}]') $$, 'PT422', 'ACCEPTANCE_MISSING', 'L9: every law that the case triggers is accepted');
select throws_ok($$ select pg_temp.submit() $$, 'PT422', 'ATTACHMENT_MISSING', 'M15: what the rules demand is attached');
select throws_ok($$ select pg_temp.attach(pg_temp.applicant(), repeat('a', 64), '{"caseNumber": "S"}', 'architect_sheet') $$, 'PT422', 'ATTACHMENT_NOT_WANTED', 'M15: and nothing else');
insert into x select 'f1', pg_temp.attach(pg_temp.applicant(), repeat('a', 64), '{"caseNumber": "S"}', 'recycling_sheet');
insert into x select 'f2', pg_temp.attach(pg_temp.applicant(), repeat('a', 64), '{"caseNumber": "S"}', 'guarantee_notice');
select is(public.attachment_begin(pg_temp.applicant(), repeat('a', 64), jsonb_build_object('caseNumber', 'S', 'kind', 'recycling_sheet', 'name', 'recycling_sheet.pdf', 'size', 100, 'sha256Hex', encode(sha256('recycling_sheet'), 'hex'))) ->> 'done', 'true', 'the same file again is the same attachment');
select throws_ok($$ select public.attachment_state(pg_temp.applicant(), repeat('f', 64), pg_temp.x('f1')) $$, 'PT403', 'EMAIL_NOT_CONFIRMED', 'an attachment is seen by its own ticket alone');
insert into x select 'app', (pg_temp.submit(p_ids => array[pg_temp.x('f1'), pg_temp.x('f2')]) ->> 'applicationId')::uuid;
select is((pg_temp.submit() ->> 'applicationId')::uuid, pg_temp.x('app'), 'a second tap is the same application');
select results_eq($$ select law, text_shown, rules_version, giver_name, ip from public.electronic_method_acceptance where application_id = pg_temp.x('app') order by law $$,
  $$ values ('construction', 'A1 NS M PDF', 3, 'P', '198.51.100.7'), ('recycling', 'A2', 3, 'P', '198.51.100.7') $$, 'L9: the words shown, the version and the giver are kept, one row a law');
select throws_ok($$ update public.electronic_method_acceptance set text_shown = 'other' $$, 'PT409', 'APPEND_ONLY', 'L9: and never change');
select results_eq($$ select kind::text from private.mail_outbox where application_id = pg_temp.x('app') order by kind $$, $$ values ('application_received'), ('application_received_staff') $$, 'M16: the applicant gets a receipt, the office a notice');

-- Deciding
select throws_ok($$ select public.staff_application_review(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), pg_temp.x('app'), 'accept', null) $$, 'PT403', 'ROLE_MISSING', 'a viewer decides nothing');
select throws_ok($$ select public.staff_application_review(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('app'), 'accept', null) $$, 'PT404', 'CASE_NOT_FOUND', 'M1: nor does another municipality');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('app'), 'return', '') $$, 'PT422', 'REASON_MISSING', 'sending back needs a reason');
select lives_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('app'), 'accept', null) $$, 'a drafter accepts');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('app'), 'refuse', 'r') $$, 'PT409', 'APPLICATION_DECIDED', 'a decision is made once');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.entered(pg_temp.x('site')), 'accept', null) $$, 'PT409', 'APPLICATION_ACCEPTED_ALREADY', 'a case has one accepted application');
select is((select reviewed_by from public.application where id = pg_temp.x('app')), 'a0000000-0000-4000-8000-000000000101'::uuid, 'L8, L13: who approved the address is kept');

-- Entering and importing
select throws_ok($$ select pg_temp.entered(pg_temp.x('in'), '{"source": "mail"}') $$, 'PT422', 'ATTACHMENT_MISSING', 'M12: what came by mail comes with its original');
select lives_ok($$ select public.staff_application_enter(pg_temp.drafter(), pg_temp.x('in'), '{"source": "mail", "receivedOn": "2026-05-10", "company": "C", "principalName": "P", "email": "c@contractor.example"}', '[]',
  array[pg_temp.attach(pg_temp.drafter(), null, jsonb_build_object('caseId', pg_temp.x('in')), 'original')]) $$, 'M12: with it, it is entered');
select throws_ok($$ select public.staff_application_import(pg_temp.drafter(), '[{"caseNumber": "3", "receivedOn": "2026-05-10", "company": "C", "principalName": "P", "email": "x"}, {"caseNumber": "none"}]') $$, 'PT422', 'IMPORT_FAULTY', 'M11: an import with a faulty row enters nothing');
do $$
declare v text;
begin
  perform public.staff_application_import(pg_temp.drafter(), '[{"caseNumber": "3", "receivedOn": "2026-05-10", "company": "C", "principalName": "P", "email": "x"}, {"caseNumber": "none"}]');
exception when others then
  get stacked diagnostics v = pg_exception_detail;
  perform set_config('test.faults', v, true);
end;
$$;
select is(current_setting('test.faults')::jsonb, '{"faults": [{"row": 0, "code": "FIELD_INVALID", "field": "email"}, {"row": 1, "code": "CASE_NOT_FOUND", "field": "caseNumber"}]}', 'M11: and every faulty row is named at once');
insert into x select 'imp', (public.staff_application_import(pg_temp.drafter(), '[{"caseNumber": "4", "receivedOn": "2026-05-10", "company": "C", "principalName": "P", "email": "c@contractor.example", "externalNumber": "E1"}]') -> 'applicationIds' ->> 0)::uuid;
select is((public.staff_application_import(pg_temp.drafter(), '[{"caseNumber": "4", "receivedOn": "2026-05-10", "company": "C", "principalName": "P", "email": "c@contractor.example", "externalNumber": "E1"}]') -> 'applicationIds' ->> 0)::uuid, pg_temp.x('imp'), 'M11: the same file again adds nothing');

-- Sending
create function pg_temp.envelope(p_case uuid, p_email text default 'c@contractor.example') returns uuid language sql as $$
  select public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'caseId', p_case, 'counterpartyName', 'C', 'transactionOn', '2026-01-14', 'amountKind', 'unit_price',
    'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'contractor', jsonb_build_object('company', 'C', 'principalName', 'P', 'email', p_email),
    'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')))
$$;
create function pg_temp.missing(p_envelope uuid) returns jsonb language sql as $$
  select (public.staff_envelope_check(pg_temp.drafter(), p_envelope) -> 'missing') - 'documents'
$$;
select is(pg_temp.missing(pg_temp.envelope(null)), '["caseId"]', 'an envelope belongs to a case');
select is(pg_temp.missing(pg_temp.envelope(pg_temp.x('in'))), '["application"]', 'M13: a received application is not an accepted one');
select is(pg_temp.missing(pg_temp.envelope(pg_temp.x('old'))), '["case.scope", "application"]', 'M2: outside of the scope nothing is sent');
select lives_ok($$ select public.staff_case_override(pg_temp.admin(), pg_temp.x('old'), '入札のやり直し') $$, 'M2: until an administrator decides so');
select is(pg_temp.missing(pg_temp.envelope(pg_temp.x('old'))), '["application"]', 'M2: with a reason');
select is((select context ->> 'reason' from public.operation_log where event = 'case_scope_overridden'), '入札のやり直し', 'M2: that is logged');
insert into x select 'e', pg_temp.envelope(pg_temp.x('site'), 'other@contractor.example');
select is(pg_temp.missing(pg_temp.x('e')), '["application.email", "sheet.recycling"]', 'M13: to no other address; L15: not without the sheet');
insert into x select 'e2', pg_temp.envelope(pg_temp.x('site'));
insert into public.document (id, envelope_id, municipality_id, ord, name, certificate_id, page_count)
values ('e0000000-0000-4000-8000-000000000001', pg_temp.x('e2'), 'a0000000-0000-4000-8000-000000000001', 1, 'd', repeat('a', 32), 1);
select public.staff_document_sheet(pg_temp.drafter(), 'e0000000-0000-4000-8000-000000000001', 'recycling');
select is(pg_temp.missing(pg_temp.x('e2')), '[]', 'L15: with the sheet among its documents it may go');
select throws_ok($$ select public.staff_document_sheet(pg_temp.drafter(), 'e0000000-0000-4000-8000-000000000001', 'other') $$, 'PT422', 'FIELD_INVALID', 'L15, L16: the sheets are a closed list');
-- L9: an application entered without 承諾
insert into x select 'arch', pg_temp.case('AR', '{"caseType": "construction_service", "flags": ["architect"], "electronicBidding": true}');
insert into x select 'archapp', pg_temp.entered(pg_temp.x('arch'));
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('archapp'), 'accept', null);
select is(pg_temp.missing(pg_temp.envelope(pg_temp.x('arch'))), '["acceptance.architect", "sheet.architect"]', 'L9, L16: no 承諾 and no sheet, no sending');
select throws_ok($$ select pg_temp.envelope('c0000000-0000-4000-8000-000000000009') $$, 'PT404', 'CASE_NOT_FOUND', 'a case exists');

-- Who sees it
create function pg_temp.sees(p_user text) returns bigint language plpgsql as $$
declare v bigint;
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', 'aal2')::text, true);
  set local role authenticated;
  select (select count(*) from public.contract_case) + (select count(*) from public.application) + (select count(*) from public.attachment)
    + (select count(*) from public.electronic_method_acceptance) + (select count(*) from public.municipality_rules) into v;
  reset role;
  return v;
end;
$$;
select cmp_ok(pg_temp.sees('a0000000-0000-4000-8000-000000000104'), '>', 10::bigint, 'M1: a viewer of the municipality sees cases, applications and rules');
select is(pg_temp.sees('b0000000-0000-4000-8000-000000000101'), 0::bigint, 'M1: nobody of another municipality does');

select * from finish();
rollback;
