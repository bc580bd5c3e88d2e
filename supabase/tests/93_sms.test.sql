-- The code by SMS (L5-L7): the number of an application, what is sent to it, and what a consent says of it.
begin;
select plan(55);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer');

-- A case whose application was accepted: what an envelope needs to be sent.
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail", "form"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document)
select v.id, r.municipality_id, v.version, r.effective_on, r.document || jsonb_build_object('signerFactor', v.factor)
  from public.municipality_rules r, (values
    ('a0000000-0000-4000-8000-000000000042'::uuid, 2, 'sms_code'), ('a0000000-0000-4000-8000-000000000043'::uuid, 3, 'mail_code')) v (id, version, factor)
 where r.id = 'a0000000-0000-4000-8000-000000000041';
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by)
select v.id, c.municipality_id, c.department_id, v.rules_id, v.number, 'case', c.notice_on, c.case_type, c.created_by
  from public.contract_case c, (values
    ('a0000000-0000-4000-8000-000000000052'::uuid, 'a0000000-0000-4000-8000-000000000042'::uuid, '2'),
    ('a0000000-0000-4000-8000-000000000053'::uuid, 'a0000000-0000-4000-8000-000000000043'::uuid, '3')) v (id, rules_id, number)
 where c.id = 'a0000000-0000-4000-8000-000000000051';
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by)
select c.municipality_id, c.id, 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', c.created_by from public.contract_case c where c.municipality_id = 'a0000000-0000-4000-8000-000000000001';

create function pg_temp.drafter() returns jsonb language sql as $$
  select '{"kind": "staff", "userId": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "ip": "192.0.2.1"}'::jsonb
$$;
create function pg_temp.signer(p_totp timestamptz default now()) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', 'a0000000-0000-4000-8000-000000000102', 'aal', 'aal2', 'totpAt', p_totp)
$$;
create function pg_temp.contractor() returns jsonb language sql as $$
  select '{"kind": "contractor", "ip": "198.51.100.7", "userAgent": "phone"}'::jsonb
$$;
create function pg_temp.object(p_size bigint, p_sha text) returns text language plpgsql as $$
declare v text := 'o/' || gen_random_uuid();
begin
  perform public.object_put(v, 'wrapped', p_size, p_sha);
  return v;
end;
$$;
create function pg_temp.extend(p_document uuid, p_kind text, p_party uuid, p_sha text, p_verdict text default 'TOTAL-PASSED') returns uuid language sql as $$
  select public.revision_add(p_document, jsonb_build_object('kind', p_kind, 'partyId', p_party, 'sha256Hex', p_sha, 'incrementLength', 10,
    'length', (private.newest_revision(p_document)).length + 10, 'objectKey', pg_temp.object(10, p_sha), 'report', jsonb_build_object('verdict', p_verdict)))
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
-- A draft that is complete but for a code: one document of 100 bytes, stamped.
create function pg_temp.drafted(p_k text, p_case text) returns void language plpgsql as $$
declare
  e uuid; u uuid; d uuid; o text; s text := encode(sha256(p_k::bytea), 'hex');
begin
  e := public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', p_k, 'caseId', 'a0000000-0000-4000-8000-00000000005' || p_case, 'counterpartyName', 'C', 'transactionOn', '2026-01-14',
    'amountKind', 'fixed', 'amountJpy', 1, 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'signOrder', 'contractor_first',
    'contractor', jsonb_build_object('company', 'C', 'principalName', 'N', 'email', 'c@contractor.example'),
    'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')));
  u := (public.staff_upload_begin(pg_temp.drafter(), e, 'x.pdf', 100, s) ->> 'uploadId')::uuid;
  o := pg_temp.object(100, s);
  perform public.staff_upload_part(pg_temp.drafter(), u, 0, 100, s, o);
  d := public.staff_document_add(pg_temp.drafter(), u, jsonb_build_object('name', 'x.pdf', 'pageCount', 1, 'repaired', false,
    'certificateId', left(s, 32), 'revisions', jsonb_build_array(
      jsonb_build_object('kind', 'uploaded', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100),
      jsonb_build_object('kind', 'base', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100))));
  perform pg_temp.extend(d, 'stamp', null, repeat('5', 64));
  insert into x values (p_k, e), (p_k || '/d', d),
    (p_k || '/c', (select id from public.party where envelope_id = e and kind = 'contractor')),
    (p_k || '/m', (select id from public.party where envelope_id = e and kind = 'municipality'));
end;
$$;
create function pg_temp.shown(p_k text) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('documentId', pg_temp.x(p_k || '/d'), 'sha256Hex', (private.newest_revision(pg_temp.x(p_k || '/d'))).sha256_hex))
$$;
create function pg_temp.status(p_k text) returns text language sql as $$ select status::text from public.envelope where id = pg_temp.x(p_k) $$;
create function pg_temp.ready(p_k text, p_token text) returns void language plpgsql as $$
begin
  perform public.link_issue(pg_temp.x(p_k || '/c'), 1, p_token);
  perform public.link_open(p_token, pg_temp.contractor());
  perform public.link_progress(p_token, pg_temp.contractor(), jsonb_build_object('openedDocumentIds', jsonb_build_array(pg_temp.x(p_k || '/d')),
    'noteRead', true, 'principalConfirmed', true, 'operatorKind', 'principal'));
end;
$$;

-- A code of a party, with its verifier; codes are numbered.
create function pg_temp.code(p_n integer) returns uuid language sql as $$ select ('c0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid $$;
create function pg_temp.proof(p_n integer, p_verifier text) returns jsonb language sql as $$
  select jsonb_build_object('codeId', pg_temp.code(p_n), 'verifierSha256Hex', repeat(p_verifier, 64))
$$;
create function pg_temp.consent(p_k text, p_token text, p_proof jsonb) returns jsonb language sql as $$
  select public.link_consent_proven(repeat(p_token, 64), pg_temp.contractor(), pg_temp.shown(p_k), '{"kind": "delegate", "name": "D"}', p_proof)
$$;


create function pg_temp.application(p_case text) returns uuid language sql as $$
  select id from public.application where case_id = ('a0000000-0000-4000-8000-00000000005' || p_case)::uuid and status = 'accepted'
$$;
create function pg_temp.outbox(p_n integer) returns uuid language sql as $$ select id from private.mail_outbox where signer_code_id = pg_temp.code(p_n) $$;
create function pg_temp.begin_code(p_token text, p_n integer) returns jsonb language sql as $$
  select public.link_code_begin(repeat(p_token, 64), pg_temp.contractor(), pg_temp.code(p_n), repeat('1', 64))
$$;

-- With an application that staff enter or import
create function pg_temp.entered(p_case text, p_mobile text) returns uuid language sql as $$
  select public.staff_application_enter(pg_temp.drafter(), ('a0000000-0000-4000-8000-00000000005' || p_case)::uuid, jsonb_build_object('source', 'external', 'receivedOn', '2026-01-10',
    'company', 'C', 'principalName', 'N', 'email', 'n@contractor.example', 'mobile', p_mobile), '[]', '{}')
$$;
create function pg_temp.imported(p_rows jsonb) returns jsonb language sql as $$
  select public.staff_application_import(pg_temp.drafter(), (
    select jsonb_agg('{"receivedOn": "2026-01-10", "company": "C", "principalName": "N", "email": "n@contractor.example"}' || r) from jsonb_array_elements(p_rows) r))
$$;
create function pg_temp.number_of(p_id uuid) returns text language sql as $$ select number from private.application_mobile where application_id = p_id order by id desc limit 1 $$;
savepoint entering;
select throws_ok($$ select pg_temp.entered('2', null) $$, 'PT422', 'FIELD_INVALID', 'L5: where the rules demand an SMS, staff enter the number with the application');
select throws_ok($$ select pg_temp.entered('2', '+81312345678') $$, 'PT422', 'FIELD_INVALID', 'L5: one that takes an SMS');
insert into x select 'entered', pg_temp.entered('2', '+819011112222');
select is(pg_temp.number_of(pg_temp.x('entered')), '+819011112222', 'L5: and it is the number that a code goes to');
select is((select a.mobile_last4 from public.application a where a.id = pg_temp.x('entered')), '2222', 'L5: shown by its last four digits');
select is((select l.context ->> 'after' from public.operation_log l where l.event = 'mobile_saved' order by l.id desc limit 1), '2222', 'L5: and logged by them');
insert into x select 'plain', pg_temp.entered('3', '+819011112222');
select is(pg_temp.number_of(pg_temp.x('plain')), null, 'L5: what nothing will use is not kept');
select lives_ok($$ select pg_temp.entered('3', null) $$, 'L5: nor demanded');
select throws_ok($$ select pg_temp.imported('[{"caseNumber": "3"}, {"caseNumber": "2"}]') $$, 'PT422', 'IMPORT_FAULTY', 'L5, M11: a CSV without the number is refused for that case');
select is((select array_agg(pg_temp.number_of(i::uuid)) from jsonb_array_elements_text(pg_temp.imported('[{"caseNumber": "2", "mobile": "+819033334444"}, {"caseNumber": "3", "mobile": null}]') -> 'applicationIds') i),
  '{+819033334444,null}', 'L5, M11: with it, it is taken');
rollback to entering;

-- The number
select pg_temp.drafted('one', '2');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '["contractor.mobile"]', 'L5: where the rules demand an SMS, the missing number is named');
select throws_ok($$ select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('one')) $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'L5: and blocks sending');
select throws_ok($$ select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), '+81312345678') $$, 'PT422', 'FIELD_INVALID', 'L5: a landline takes no SMS');
select throws_ok($$ select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), '+12025550123') $$, 'PT422', 'FIELD_INVALID', 'nor is a code sent abroad');
select throws_ok($$ select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), '09012345678') $$, 'PT422', 'FIELD_INVALID', 'numbers are kept in one form');
select throws_ok($$ select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), ' ') $$, 'PT422', 'FIELD_INVALID', 'an empty one is none');
select throws_ok($$ select public.staff_application_mobile(pg_temp.signer(), pg_temp.application('2'), '+819012345678') $$, 'PT403', 'ROLE_MISSING', 'a drafter enters it');
select throws_ok($$ select public.staff_application_mobile('{"kind": "staff", "userId": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}', pg_temp.application('2'), '+819012345678') $$, 'PT404', 'CASE_NOT_FOUND', 'of the own municipality');
select throws_ok($$ select public.staff_application_mobile(pg_temp.drafter(), gen_random_uuid(), '+819012345678') $$, 'PT404', 'APPLICATION_NOT_FOUND', 'into an application that there is');
update private.sms_setting set number_form = '^\+(81|1)[0-9]+$';
select lives_ok($$ select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('3'), '+12025550123') $$, 'the operator may allow other numbers');
update private.sms_setting set number_form = '^\+81[789]0[0-9]{8}$';
select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), '+819012345678');
select is((select mobile_last4 from public.application where id = pg_temp.application('2')), '5678', 'staff see its last four digits');
select is((select context ->> 'after' from public.operation_log where event = 'mobile_saved' order by id desc limit 1), '5678', 'and so does the log');
select throws_ok($$ update private.application_mobile set number = '+819099999999' $$, null, null, 'L5: no number is rewritten in its place');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '[]', 'then nothing is missing');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('one'));
select pg_temp.ready('one', repeat('a', 64));
select is(public.link_factor(repeat('a', 64)), '{"method": "sms_code", "codeId": null, "left": 0, "expiresAt": null, "mobileLast4": "5678", "passkey": false}', 'L5: the link says which number the code goes to, by four digits');

-- The code
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT403', 'FACTOR_MISSING', 'L5: the mailed link alone does not sign');
select pg_temp.begin_code('a', 1);
select is(public.mail_subject(pg_temp.outbox(1)) ->> 'kind', 'signing_code_sms', 'L5: the code goes out as an SMS, not as a mail');
select is(public.mail_signer_code(pg_temp.outbox(1)) ->> 'number', '+819012345678', 'to the number');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')), '{"factor": "wrong", "method": "sms_code", "left": 4}', 'a wrong code is counted');
select pg_temp.consent('one', 'a', pg_temp.proof(1, '2')) from generate_series(1, 3);
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')) ->> 'factor', 'locked', 'L5: the fifth locks it');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '1')) ->> 'factor', 'locked', 'L5: the right one does not open it any more');
select pg_temp.begin_code('a', 2);
select is(public.mail_signer_code(pg_temp.outbox(1)), null, 'a newer code takes its place');
select public.staff_application_mobile(pg_temp.drafter(), pg_temp.application('2'), '+818011112222');
select is(pg_temp.consent('one', 'a', pg_temp.proof(2, '1')) ->> 'factor', 'expired', 'L5: a code that went to the former number signs nothing');
select is(public.mail_signer_code(pg_temp.outbox(2)), null, 'and is not sent any more');
select pg_temp.begin_code('a', 3);
update public.signer_code set expires_at = now() where id = pg_temp.code(3);
select is(public.mail_signer_code(pg_temp.outbox(3)), null, 'an SMS that comes too late is not sent');
select is(pg_temp.consent('one', 'a', pg_temp.proof(3, '1')) ->> 'factor', 'expired', 'after 15 minutes a code is none');
update public.application set status = 'superseded' where id = pg_temp.application('2');
select throws_ok($$ select pg_temp.begin_code('a', 4) $$, 'PT409', 'MOBILE_MISSING', 'L5: the number goes with its application');
update public.application set status = 'accepted' where case_id = 'a0000000-0000-4000-8000-000000000052';

-- Limits
update private.sms_setting set per_party_day = 3;
select throws_ok($$ select pg_temp.begin_code('a', 4) $$, 'PT429', 'RATE_LIMITED', 'a party gets so many SMS a day');
update private.sms_setting set per_party_day = 10, per_number_day = 1;
select throws_ok($$ select pg_temp.begin_code('a', 4) $$, 'PT429', 'RATE_LIMITED', 'and so does a number');
update private.sms_setting set per_number_day = 2;
select pg_temp.begin_code('a', 4);
update private.sms_setting set per_number_day = 10;
select pg_temp.begin_code('a', 5);
select throws_ok($$ select pg_temp.begin_code('a', 6) $$, 'PT429', 'RATE_LIMITED', 'five an hour, whatever the operator allows a day');

-- The consent
select is(pg_temp.consent('one', 'a', pg_temp.proof(5, '1')), '{"status": "consented"}', 'L5: the right code consents');
select results_eq($$ select factor, factor_detail from public.consent where party_id = pg_temp.x('one/c') $$, $$ values ('sms_code', '2222') $$, 'L5: the consent says how, and to which number by four digits');
select is(public.seal_subject(pg_temp.x('one/c')) #>> '{consent,factorDetail}', '2222', 'and so will the certificate');
select is(pg_temp.consent('one', 'a', null), '{"status": "consented"}', 'a double tap answers the same');
select throws_ok($$ select pg_temp.begin_code('a', 7) $$, 'PT409', 'ALREADY_CONSENTED', 'after the consent no SMS is sent');

-- An access code in the place of an SMS
select pg_temp.drafted('two', '2');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('two'));
select pg_temp.ready('two', repeat('b', 64));
select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('two/c'), pg_temp.code(11), repeat('1', 64));
select is(public.link_factor(repeat('b', 64)) ->> 'method', 'access_code', 'L5: where no SMS arrives, staff give an access code');

-- Where an envelope's address is another
select pg_temp.drafted('three', '2');
update public.party set email = 'other@contractor.example' where id = pg_temp.x('three/c');
select is((private.party_mobile(pg_temp.x('three/c'))).id, null, 'L5: the number belongs to the address of the application alone (M13)');

-- The form
select is((public.application_form('990001', '2') ->> 'mobileWanted')::boolean, true, 'the form asks for the number where the rules send SMS');
select is((public.application_form('990001', '1') ->> 'mobileWanted')::boolean, false, 'and nowhere else');
insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by)
select municipality_id, department_id, rules_id, '5', name, notice_on, case_type, created_by from public.contract_case where case_number = '2' and municipality_id = 'a0000000-0000-4000-8000-000000000001';
create function pg_temp.submit(p_case text, p_ticket text, p_mobile text) returns jsonb language sql as $$
  select public.application_submit(pg_temp.contractor(), repeat(p_ticket, 64), jsonb_strip_nulls(jsonb_build_object('caseNumber', p_case, 'company', 'C', 'principalName', 'N',
    'email', 'c@contractor.example', 'declared', true, 'termsAgreed', true, 'mobile', p_mobile)), '[]', '{}')
$$;
insert into private.mail_challenge (id, municipality_id, email, verifier_sha256_hex, confirmed_at, ticket_sha256_hex, ticket_expires_at)
select gen_random_uuid(), 'a0000000-0000-4000-8000-000000000001', 'c@contractor.example', repeat('0', 64), now(), repeat(t, 64), now() + interval '1 day' from unnest('{d,e}'::text[]) t;
select throws_ok($$ select pg_temp.submit('5', 'd', null) $$, 'PT422', 'FIELD_INVALID', 'L5: without the number there is no such application');
select throws_ok($$ select pg_temp.submit('5', 'd', '+810312345678') $$, 'PT422', 'FIELD_INVALID', 'a number is a mobile one');
select pg_temp.submit('5', 'd', '+817000000001');
select pg_temp.submit('5', 'd', '+817000000002');
select is((select jsonb_agg(m.number) from private.application_mobile m join public.application a on a.id = m.application_id where a.challenge_id is not null), '["+817000000001"]', 'what is sent twice is taken once');
insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by)
select municipality_id, department_id, rules_id, '6', name, notice_on, case_type, created_by from public.contract_case where case_number = '1' and municipality_id = 'a0000000-0000-4000-8000-000000000001';
select pg_temp.submit('6', 'e', '+817000000003');
select is((select count(*) from private.application_mobile where number = '+817000000003'), 0::bigint, 'a number that nothing will use is not kept');

-- Who sees it
create function pg_temp.act_as(p_user text) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', 'aal2', 'role', 'authenticated')::text, true);
end;
$$;
grant usage on schema extensions to authenticated, anon;
set local role authenticated;
select pg_temp.act_as('a0000000-0000-4000-8000-000000000101');
select throws_ok('select number from private.application_mobile', '42501', null, 'L5: nobody reads whole numbers');
select lives_ok('select * from public.application', 'a drafter reads applications as before');
select throws_ok('select mobile_id from public.signer_code', '42501', null, 'nor which number a code went to');
reset role;

select * from finish();
rollback;
