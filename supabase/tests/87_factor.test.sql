-- The second factor of the contractor's signer (L5-L7): access codes, mailed codes, and that no consent is without.
begin;
select plan(56);

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
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document)
select v.id, r.municipality_id, v.version, r.effective_on, r.document || jsonb_build_object('signerFactor', v.factor)
  from public.municipality_rules r, (values
    ('a0000000-0000-4000-8000-000000000042'::uuid, 2, 'access_code'), ('a0000000-0000-4000-8000-000000000043'::uuid, 3, 'mail_code')) v (id, version, factor)
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

-- Rules
select throws_ok($$ insert into public.municipality_rules (municipality_id, version, effective_on, document) select municipality_id, 9, effective_on, document || '{"signerFactor": "pigeon"}' from public.municipality_rules where version = 1 $$,
  'PT422', 'RULES_INVALID', 'L5: rules demand no factor that cannot be asked for');

-- An access code is demanded
select pg_temp.drafted('one', '2');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '["contractor.accessCode"]', 'L5: where the rules demand an access code, its absence is named');
select throws_ok($$ select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('one')) $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'L5: and blocks sending');
select throws_ok($$ select public.staff_access_code_issue(pg_temp.signer(), pg_temp.x('one/c'), pg_temp.code(1), repeat('1', 64)) $$, 'PT403', 'ROLE_MISSING', 'a drafter issues it');
select throws_ok($$ select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('one/m'), pg_temp.code(1), repeat('1', 64)) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'to a contractor alone');
select throws_ok($$ select public.staff_access_code_issue(pg_temp.drafter(), gen_random_uuid(), pg_temp.code(1), repeat('1', 64)) $$, 'PT404', 'PARTY_NOT_FOUND', 'whom there is');
select throws_ok($$ select public.staff_access_code_issue('{"kind": "staff", "userId": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}', pg_temp.x('one/c'), pg_temp.code(1), repeat('1', 64)) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'of the own municipality');
select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('one/c'), pg_temp.code(1), repeat('1', 64));
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '[]', 'then nothing is missing');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('one'));
select pg_temp.ready('one', repeat('a', 64));
select is(public.link_factor(repeat('a', 64)), jsonb_build_object('method', 'access_code', 'codeId', pg_temp.code(1), 'left', 5, 'expiresAt', null, 'mobileLast4', null, 'passkey', false), 'the link says what is to be entered');
select is((select count(*) from private.mail_outbox where signer_code_id is not null), 0::bigint, 'L5: an access code is in no mail');

-- No consent without it
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT403', 'FACTOR_MISSING', 'L5: the mailed link alone does not sign');
select throws_ok($$ select pg_temp.consent('one', 'a', null) $$, 'PT403', 'FACTOR_MISSING', 'L5: nor does an empty code');
select throws_ok($$ insert into public.consent (party_id, envelope_id, municipality_id, method, operator_kind) values (pg_temp.x('one/c'), pg_temp.x('one'), 'a0000000-0000-4000-8000-000000000001', 'mail_link', 'principal') $$,
  'PT403', 'FACTOR_MISSING', 'L7: not even the owner of the table writes such a consent');
select throws_ok($$ select public.link_code_begin(repeat('a', 64), pg_temp.contractor(), pg_temp.code(2), repeat('2', 64)) $$, 'PT400', 'REQUEST_INVALID', 'L5: and no code by mail takes its place');

-- Wrong, locked, given anew
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')), '{"factor": "wrong", "method": "access_code", "left": 4}', 'a wrong code is counted');
select is(pg_temp.consent('one', 'a', pg_temp.proof(2, '1')), '{"factor": "expired", "method": "access_code"}', 'a code that is not the current one is none');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')) ->> 'left', '3', 'and counted');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')) ->> 'left', '2', 'and counted');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')) ->> 'left', '1', 'and counted');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '2')), '{"factor": "locked", "method": "access_code"}', 'L5: the fifth locks it');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '1')), '{"factor": "locked", "method": "access_code"}', 'L5: the right one does not open it any more');
select is((select count(*) from public.consent where party_id = pg_temp.x('one/c')), 0::bigint, 'nothing is consented to');
select is((select count(*) from public.operation_log where envelope_id = pg_temp.x('one') and event = 'access_code_locked'), 1::bigint, 'the lock is logged once');
select is((select user_id from private.mail_outbox where envelope_id = pg_temp.x('one') and kind = 'access_code_locked_staff'), 'a0000000-0000-4000-8000-000000000101', 'and the drafter is told');
select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('one/c'), pg_temp.code(3), repeat('3', 64));
select is((select jsonb_agg(context -> 'again' order by id) from public.operation_log where envelope_id = pg_temp.x('one') and event = 'access_code_issued'), '[false, true]', 'staff give a new one, logged');
select is(pg_temp.consent('one', 'a', pg_temp.proof(1, '1')), '{"factor": "expired", "method": "access_code"}', 'the old one is dead');
select throws_ok($$ select public.link_consent_proven(repeat('a', 64), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x('one/d'), 'sha256Hex', repeat('0', 64))), '{"kind": "principal"}', pg_temp.proof(3, '3')) $$,
  'PT409', 'DOCUMENT_CHANGED', 'L6: the code consents to the newest bytes or to nothing');
select is((select used_at from public.signer_code where id = pg_temp.code(3)), null, 'and is not used up by a refusal');
update public.signer_code set used_at = now() - interval '1 second' where id = pg_temp.code(3);
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT403', 'FACTOR_MISSING', 'L6: a code entered before this very act does not count');
select is(pg_temp.consent('one', 'a', pg_temp.proof(3, '3')), '{"status": "consented"}', 'L5: the right code consents');
select is(pg_temp.consent('one', 'a', null), '{"status": "consented"}', 'a double tap answers the same');
select results_eq($$ select method, factor, operator_kind::text, operator_name from public.consent where party_id = pg_temp.x('one/c') $$, $$ values ('mail_link', 'access_code', 'delegate', 'D') $$, 'L5, L13, M37: the consent says what was entered, and who operated');
select is(public.seal_subject(pg_temp.x('one/c')) -> 'consent' ->> 'factor', 'access_code', 'L5: the certificate''s record has it');
select throws_ok($$ select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('one/c'), pg_temp.code(4), repeat('4', 64)) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'after the consent no code is given');
select pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/c'), repeat('6', 64));
select public.party_sealed(pg_temp.x('one/c'));
select public.staff_consent(pg_temp.signer(), pg_temp.x('one/m'), pg_temp.shown('one'), '{"authority": "x"}');
select is((select factor from public.consent where party_id = pg_temp.x('one/m')), 'totp', 'L5: the municipality''s consent names its code of the authenticator');

-- A mailed code is demanded
select pg_temp.drafted('two', '3');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('two'));
select pg_temp.ready('two', repeat('b', 64));
select is(public.link_factor(repeat('b', 64)), '{"method": "mail_code", "codeId": null, "left": 0, "expiresAt": null, "mobileLast4": null, "passkey": false}', 'a mailed code is sent when it is asked for');
select public.link_code_begin(repeat('b', 64), pg_temp.contractor(), pg_temp.code(5), repeat('5', 64));
select is((select public.mail_signer_code(id) ->> 'codeId' from private.mail_outbox where signer_code_id = pg_temp.code(5)), pg_temp.code(5)::text, 'its mail is queued by reference');
select is((select public.mail_subject(id) ->> 'to' from private.mail_outbox where signer_code_id = pg_temp.code(5)), 'c@contractor.example', 'to the address of the link');
select public.link_code_begin(repeat('b', 64), pg_temp.contractor(), pg_temp.code(6), repeat('6', 64));
select is((select public.mail_signer_code(id) from private.mail_outbox where signer_code_id = pg_temp.code(5)), null, 'a newer one takes its place, also in the mail');
select is(pg_temp.consent('two', 'b', pg_temp.proof(5, '5')) ->> 'factor', 'expired', 'and on the screen');
update public.signer_code set expires_at = now() where id = pg_temp.code(6);
select is(pg_temp.consent('two', 'b', pg_temp.proof(6, '6')) ->> 'factor', 'expired', 'after 15 minutes it is none');
select public.link_code_begin(repeat('b', 64), pg_temp.contractor(), pg_temp.code(n), repeat('7', 64)) from generate_series(7, 9) n;
select throws_ok($$ select public.link_code_begin(repeat('b', 64), pg_temp.contractor(), pg_temp.code(10), repeat('7', 64)) $$, 'PT429', 'RATE_LIMITED', 'five an hour');
select is(pg_temp.consent('two', 'b', pg_temp.proof(9, '7')), '{"status": "consented"}', 'the newest one consents');
select is((select factor from public.consent where party_id = pg_temp.x('two/c')), 'mail_code', 'L5: recorded as what it is');

-- None is demanded, one is given all the same
select pg_temp.drafted('three', '1');
select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('three/c'), pg_temp.code(11), repeat('1', 64));
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('three'));
select pg_temp.ready('three', repeat('c', 64));
select throws_ok($$ select pg_temp.consent('three', 'c', null) $$, 'PT403', 'FACTOR_MISSING', 'L5: whoever was given a code is asked for it');

-- Taken back
select throws_ok($$ select public.staff_access_code_cancel(pg_temp.signer(), pg_temp.x('three/c')) $$, 'PT403', 'ROLE_MISSING', 'L5: a drafter takes a code back');
select throws_ok($$ select public.staff_access_code_cancel(pg_temp.drafter(), gen_random_uuid()) $$, 'PT404', 'PARTY_NOT_FOUND', 'of a party that there is');
select throws_ok($$ select public.staff_access_code_cancel(pg_temp.drafter(), pg_temp.x('one/c')) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'L5: not after the consent that it proved');
select pg_temp.consent('three', 'c', pg_temp.proof(11, '2')) from generate_series(1, 5);
select public.staff_access_code_cancel(pg_temp.drafter(), pg_temp.x('three/c'));
select public.staff_access_code_cancel(pg_temp.drafter(), pg_temp.x('three/c'));
select is(public.link_factor(repeat('c', 64)) ->> 'method', 'none', 'L5: a locked code is taken back where the rules demand none');
select is((select count(*) from public.operation_log where envelope_id = pg_temp.x('three') and event = 'access_code_cancelled'), 1::bigint, 'L5: and that is logged, once');
select pg_temp.drafted('four', '2');
select public.staff_access_code_issue(pg_temp.drafter(), pg_temp.x('four/c'), pg_temp.code(12), repeat('1', 64));
select throws_ok($$ select public.staff_access_code_cancel(pg_temp.drafter(), pg_temp.x('four/c')) $$, 'PT409', 'ACCESS_CODE_DEMANDED', 'L5: where the rules demand a code it cannot be taken back');
select is((select replaced_at from public.signer_code where id = pg_temp.code(12)), null, 'L5: and stays what is entered');

-- Who sees that a code is out
create function pg_temp.act_as(p_user text) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', 'aal2', 'role', 'authenticated')::text, true);
end;
$$;
grant usage on schema extensions to authenticated, anon;
set local role authenticated;
select pg_temp.act_as('a0000000-0000-4000-8000-000000000101');
select is((select count(*) from public.signer_code where method = 'access_code' and replaced_at is null), 2::bigint, 'a drafter sees which access codes are out');
select throws_ok('select verifier_sha256_hex from public.signer_code', '42501', null, 'L5: nobody reads what a code is compared with');
select throws_ok($$ update public.signer_code set attempts = 0 $$, '42501', null, 'L5: nobody unlocks a code by update');
select pg_temp.act_as('b0000000-0000-4000-8000-000000000101');
select is((select count(*) from public.signer_code), 0::bigint, 'a stranger sees none');
reset role;

select * from finish();
rollback;
