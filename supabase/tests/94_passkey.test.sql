-- Passkeys (L5-L7): enrolled in the shelf, used to sign, and what is refused.
begin;
select plan(47);

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
select v.id, r.municipality_id, v.version, r.effective_on, r.document || jsonb_build_object('signerFactor', v.factor, 'passkeyInstead', v.version = 3)
  from public.municipality_rules r, (values
    ('a0000000-0000-4000-8000-000000000042'::uuid, 2, 'passkey'), ('a0000000-0000-4000-8000-000000000043'::uuid, 3, 'mail_code')) v (id, version, factor)
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




-- Accounts of two addresses, with a session each.
insert into private.shelf_account (id, email) values
  ('d0000000-0000-4000-8000-000000000001', 'C@Contractor.example'), ('d0000000-0000-4000-8000-000000000002', 'other@contractor.example');
insert into private.shelf_session (account_id, token_sha256_hex, shared_device, expires_at)
select a.id, repeat(right(a.id::text, 1), 64), false, now() + interval '1 day' from private.shelf_account a where a.id::text like 'd0000000%';
create function pg_temp.challenge(p_n integer) returns uuid language sql as $$ select ('e0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid $$;
create function pg_temp.add(p_session text, p_n integer, p_credential text default null) returns jsonb language sql as $$
  select public.shelf_passkey_add(pg_temp.contractor(), repeat(p_session, 64), pg_temp.challenge(p_n),
    jsonb_build_object('credentialId', coalesce(p_credential, 'credential-number-' || p_n), 'publicKey', repeat('A', 122), 'algorithm', -7, 'signCount', 5, 'name', ' iPhone '))
$$;
create function pg_temp.passkey(p_n integer) returns uuid language sql as $$ select id from private.shelf_passkey where credential_id = 'credential-number-' || p_n $$;
create function pg_temp.answer(p_challenge integer, p_passkey integer, p_count bigint) returns jsonb language sql as $$
  select jsonb_build_object('challengeId', pg_temp.challenge(p_challenge), 'passkeyId', pg_temp.passkey(p_passkey), 'signCount', p_count)
$$;

-- Enrolling
select throws_ok($$ select public.shelf_passkey_begin(pg_temp.contractor(), repeat('9', 64), pg_temp.challenge(1)) $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'L5: a passkey is enrolled in a session of the shelf alone');
select is(public.shelf_passkey_begin(pg_temp.contractor(), repeat('1', 64), pg_temp.challenge(1)),
  '{"accountId": "d0000000-0000-4000-8000-000000000001", "email": "C@Contractor.example", "known": []}', 'a challenge is the account''s');
select throws_ok($$ select pg_temp.add('2', 1) $$, 'PT410', 'PASSKEY_EXPIRED', 'L5: and of no other account');
select pg_temp.add('1', 1);
select is((select array_agg(e ->> 'name') from jsonb_array_elements(public.shelf_passkeys(repeat('1', 64))) e), '{iPhone}', 'it is listed by its name');
create function pg_temp.told() returns jsonb language sql as $$
  select jsonb_agg(public.passkey_mail(m.id) - 'at' || jsonb_build_object('kind', m.kind, 'queued', exists (
      select from private.job j where j.kind = 'mail' and j.subject = m.id::text), 'at', public.passkey_mail(m.id) ->> 'at' is not null) order by m.kind)
    from private.mail_outbox m where m.shelf_passkey_id is not null
$$;
select is(pg_temp.told(), '[{"to": "C@Contractor.example", "language": "ja", "name": "iPhone", "at": true, "kind": "passkey_added", "queued": true}]', 'L5: its address is told by mail');
select is((select public.mail_subject(m.id) ->> 'mailStatus' from private.mail_outbox m where m.kind = 'passkey_added'), 'queued', 'L5: which is to be sent');
select throws_ok($$ select pg_temp.add('1', 1, 'credential-number-two') $$, 'PT410', 'PASSKEY_EXPIRED', 'L5: a challenge enrols once');
select public.shelf_passkey_begin(pg_temp.contractor(), repeat('2', 64), pg_temp.challenge(2));
select throws_ok($$ select pg_temp.add('2', 2, 'credential-number-1') $$, 'PT409', 'PASSKEY_KNOWN', 'L5: a credential has one account');
select pg_temp.add('2', 2);
select public.shelf_passkey_begin(pg_temp.contractor(), repeat('1', 64), pg_temp.challenge(3));
update private.passkey_challenge set expires_at = now() where id = pg_temp.challenge(3);
select throws_ok($$ select pg_temp.add('1', 3) $$, 'PT410', 'PASSKEY_EXPIRED', 'after five minutes a challenge is none');
select public.shelf_passkey_remove(pg_temp.contractor(), repeat('2', 64), pg_temp.passkey(1));
select is((select removed_at from private.shelf_passkey where id = pg_temp.passkey(1)), null, 'L5: nobody takes away another''s passkey');
select is((select count(*) from private.mail_outbox where kind = 'passkey_removed'), 0::bigint, 'L5: and nobody is told so');
insert into private.shelf_passkey (account_id, credential_id, public_key, algorithm, sign_count, name)
select 'd0000000-0000-4000-8000-000000000002', 'one-of-many-passkeys-' || n, repeat('A', 122), -7, 0, 'x' from generate_series(1, 9) n;
select throws_ok($$ select public.shelf_passkey_begin(pg_temp.contractor(), repeat('2', 64), pg_temp.challenge(4)) $$, 'PT409', 'PASSKEYS_FULL', 'ten passkeys an account');
insert into private.passkey_challenge (id, account_id) select gen_random_uuid(), 'd0000000-0000-4000-8000-000000000001' from generate_series(1, 20);
select throws_ok($$ select public.shelf_passkey_begin(pg_temp.contractor(), repeat('1', 64), pg_temp.challenge(4)) $$, 'PT429', 'RATE_LIMITED', 'and so many beginnings an hour');

-- Sending
select throws_ok($$ insert into public.municipality_rules (municipality_id, version, effective_on, document) select municipality_id, 9, effective_on, document || '{"passkeyInstead": "yes"}' from public.municipality_rules where version = 1 $$,
  'PT422', 'RULES_INVALID', 'rules say yes or no');
update private.shelf_passkey set created_at = now() + interval '1 hour' where id = pg_temp.passkey(1);
select pg_temp.drafted('one', '2');
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '["contractor.passkey"]', 'L5: where the rules demand a passkey, its absence is named');
update private.shelf_passkey set created_at = now() - interval '1 hour' where id = pg_temp.passkey(1);
select is(public.staff_envelope_check(pg_temp.drafter(), pg_temp.x('one')) -> 'missing', '[]', 'then nothing is missing, whatever the address''s case');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('one'));
select pg_temp.ready('one', repeat('a', 64));
select is(public.link_factor(repeat('a', 64)) - 'left' - 'expiresAt' - 'codeId', '{"method": "passkey", "mobileLast4": null, "passkey": true}', 'the link asks for it');

-- Signing
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT403', 'FACTOR_MISSING', 'L5: the mailed link alone does not sign');
select throws_ok($$ select pg_temp.consent('one', 'a', null) $$, 'PT403', 'FACTOR_MISSING', 'L5: nor does nothing');
select throws_ok($$ select public.link_code_begin(repeat('a', 64), pg_temp.contractor(), pg_temp.code(1), repeat('1', 64)) $$, 'PT400', 'REQUEST_INVALID', 'L5: and no code by mail takes its place');
select is(public.link_passkey_begin(repeat('a', 64), pg_temp.contractor(), pg_temp.challenge(10)) - 'expiresAt',
  jsonb_build_object('partyId', pg_temp.x('one/c'), 'generation', 1, 'credentialIds', '["credential-number-1"]'::jsonb), 'L5: only passkeys of the link''s own address are asked for');
select is(public.link_passkey(repeat('a', 64), pg_temp.challenge(10), 'credential-number-2'), null, 'L5: another party''s passkey is none');
select is(public.link_passkey(repeat('a', 64), pg_temp.challenge(10), 'credential-number-1') ->> 'passkeyId', pg_temp.passkey(1)::text, 'the own one is verified by its key');
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 2, 9)) $$, 'PT422', 'PASSKEY_REFUSED', 'L5: nor does it sign, whatever a function says');
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 5)) $$, 'PT422', 'PASSKEY_REFUSED', 'L5: a counter that does not grow is a copy''s');
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 4)) $$, 'PT422', 'PASSKEY_REFUSED', 'L5: nor one that went back');
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(1, 1, 9)) $$, 'PT410', 'PASSKEY_EXPIRED', 'L6: a challenge to enrol signs nothing');
update private.passkey_challenge set generation = 0 where id = pg_temp.challenge(10);
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 9)) $$, 'PT410', 'PASSKEY_EXPIRED', 'L6: nor one of a former link');
update private.passkey_challenge set generation = 1, expires_at = now() where id = pg_temp.challenge(10);
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 9)) $$, 'PT410', 'PASSKEY_EXPIRED', 'L6: nor one of before');
update private.passkey_challenge set expires_at = now() + interval '5 minutes' where id = pg_temp.challenge(10);
update private.shelf_passkey set created_at = (select sent_at from public.envelope where id = pg_temp.x('one')) where id = pg_temp.passkey(1);
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 9)) $$, 'PT422', 'PASSKEY_REFUSED', 'L5: a passkey enrolled after sending signs nothing');
select throws_ok($$ select public.link_passkey_begin(repeat('a', 64), pg_temp.contractor(), pg_temp.challenge(11)) $$, 'PT409', 'PASSKEY_NONE', 'L5: nor is it asked for');
update private.shelf_passkey set created_at = now() - interval '1 hour', removed_at = now() where id = pg_temp.passkey(1);
select throws_ok($$ select pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 9)) $$, 'PT422', 'PASSKEY_REFUSED', 'nor one that was taken away');
update private.shelf_passkey set removed_at = null where id = pg_temp.passkey(1);
select throws_ok($$ select public.link_consent_proven(repeat('a', 64), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x('one/d'), 'sha256Hex', repeat('0', 64))), '{"kind": "principal"}', pg_temp.answer(10, 1, 9)) $$,
  'PT409', 'DOCUMENT_CHANGED', 'L6: it consents to the newest bytes or to nothing');
select is((select sign_count from private.shelf_passkey where id = pg_temp.passkey(1)), 5::bigint, 'and a refusal uses nothing up');
select is(pg_temp.consent('one', 'a', pg_temp.answer(10, 1, 9)), '{"status": "consented"}', 'L5: the own passkey consents');
select results_eq($$ select factor, factor_detail from public.consent where party_id = pg_temp.x('one/c') $$, $$ values ('passkey', null::text) $$, 'L5: recorded as what it is');
select is((select sign_count from private.shelf_passkey where id = pg_temp.passkey(1)), 9::bigint, 'with its counter');
select is(public.seal_subject(pg_temp.x('one/c')) #>> '{consent,factor}', 'passkey', 'and so in the certificate''s record');

-- In the place of a code
select pg_temp.drafted('two', '3');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('two'));
select pg_temp.ready('two', repeat('b', 64));
select is(public.link_factor(repeat('b', 64)) - 'left' - 'expiresAt' - 'codeId', '{"method": "mail_code", "mobileLast4": null, "passkey": true}', 'L5: where the rules take one in the place of a code, it is offered');
select public.link_passkey_begin(repeat('b', 64), pg_temp.contractor(), pg_temp.challenge(20));
select throws_ok($$ select pg_temp.consent('two', 'b', pg_temp.answer(10, 1, 12)) $$, 'PT410', 'PASSKEY_EXPIRED', 'L6: an answer that was used for another envelope signs nothing');
select is(pg_temp.consent('two', 'b', pg_temp.answer(20, 1, 12)), '{"status": "consented"}', 'it consents');
select is((select factor from public.consent where party_id = pg_temp.x('two/c')), 'passkey', 'L5: and is what the consent names');

-- Where the rules take none
select pg_temp.drafted('three', '1');
select public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('three'));
select pg_temp.ready('three', repeat('c', 64));
select throws_ok($$ select public.link_passkey_begin(repeat('c', 64), pg_temp.contractor(), pg_temp.challenge(30)) $$, 'PT409', 'PASSKEY_NONE', 'L5: a passkey counts where the rules say so');

-- Removing, and who is told of it
update private.shelf_account set language = 'easy' where id = 'd0000000-0000-4000-8000-000000000001';
select public.shelf_passkey_remove(pg_temp.contractor(), repeat('1', 64), pg_temp.passkey(1));
select public.shelf_passkey_remove(pg_temp.contractor(), repeat('1', 64), pg_temp.passkey(1));
select is((select jsonb_agg(t) from jsonb_array_elements(pg_temp.told()) t where t ->> 'kind' = 'passkey_removed'),
  '[{"to": "C@Contractor.example", "language": "easy", "name": "iPhone", "at": true, "kind": "passkey_removed", "queued": true}]', 'L5: a removal is told once, in the language of the account');

-- The account's end
select public.shelf_account_close(pg_temp.contractor(), repeat('1', 64));
select is((select count(*) from private.party_passkeys(pg_temp.x('three/c'))), 0::bigint, 'L5: with the account its passkeys are over');
select is((select public.passkey_mail(m.id) ->> 'to' from private.mail_outbox m where m.kind = 'passkey_removed'), null, 'L5: and nobody is written to any more');
set local role service_role;
select throws_ok('select public_key from private.shelf_passkey', '42501', null, 'nobody reads the table of passkeys');
reset role;

select * from finish();
rollback;
