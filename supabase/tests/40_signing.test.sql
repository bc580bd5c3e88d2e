-- From the first mail to the conclusion and after: links, consent, seals, certificates, downloads.
begin;
select plan(121);

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
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');

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
-- An envelope that was sent: one document of 100 bytes, stamped.
create function pg_temp.sent(p_k text, p_order text) returns void language plpgsql as $$
declare
  e uuid; u uuid; d uuid; o text; s text := encode(sha256(p_k::bytea), 'hex');
begin
  e := public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', p_k, 'caseId', 'a0000000-0000-4000-8000-000000000051', 'counterpartyName', 'C', 'transactionOn', '2026-01-14',
    'amountKind', 'fixed', 'amountJpy', 1, 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'signOrder', p_order,
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
  perform public.staff_envelope_send(pg_temp.drafter(), e);
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

-- The link
select pg_temp.sent('one', 'contractor_first');
select is(pg_temp.status('one'), 'sent', 'an envelope is sent');
select throws_ok($$ select public.link_view(repeat('a', 64)) $$, 'PT404', 'LINK_UNKNOWN', 'M21: no link works before its mail leaves');
select is(public.mail_subject((select id from private.mail_outbox where envelope_id = pg_temp.x('one'))) ->> 'to', 'c@contractor.example', 'the request goes to the contractor');
select throws_ok($$ select public.link_issue(pg_temp.x('one/c'), 2, repeat('a', 64)) $$, 'PT409', 'LINK_GENERATION_STALE', 'only the current generation is issued');
select lives_ok($$ select public.link_issue(pg_temp.x('one/c'), 1, repeat('a', 64)) $$, 'the hash arrives at delivery');
select lives_ok($$ select public.link_issue(pg_temp.x('one/c'), 1, repeat('a', 64)) $$, 'a second delivery is no change');
select throws_ok($$ select public.link_issue(pg_temp.x('one/c'), 1, repeat('b', 64)) $$, 'PT409', 'LINK_GENERATION_STALE', 'a generation has one token');
select is((select count(*) from public.operation_log where envelope_id = pg_temp.x('one') and event = 'link_opened'), 0::bigint, 'nothing is opened yet');
select is(public.link_view(repeat('a', 64)) ->> 'turn', 'true', 'the view says that it is the contractor''s turn');
select is((select opened_at from public.party where id = pg_temp.x('one/c')), null, 'M21: looking at the view changes nothing');
select throws_ok($$ select public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'view') $$, 'PT409', 'LINK_NOT_OPENED', 'no document before 「署名をはじめる」');
select throws_ok($$ select public.link_progress(repeat('a', 64), pg_temp.contractor(), '{}') $$, 'PT409', 'LINK_NOT_OPENED', 'no progress before 「署名をはじめる」');
select throws_ok($$ select public.link_open(repeat('a', 64), pg_temp.drafter()) $$, 'PT400', 'ACTOR_INVALID', 'staff do not act by link');
select public.link_open(repeat('a', 64), pg_temp.contractor());
select isnt((select opened_at from public.party where id = pg_temp.x('one/c')), null, '「署名をはじめる」 is recorded');
select is(public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'view') -> 'length', '110', 'the contractor sees the stamped file');
select is(jsonb_array_length(public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'draft') -> 'parts'), 2, 'a file is base and increments');
select throws_ok($$ select public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'concluded') $$, 'PT409', 'NOT_CONCLUDED', 'no concluded file before the conclusion');

-- Consent
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT409', 'CHECKLIST_UNFINISHED', 'no consent before the checklist is done');
select public.link_progress(repeat('a', 64), pg_temp.contractor(), jsonb_build_object('openedDocumentIds', jsonb_build_array(pg_temp.x('one/d')), 'noteRead', true));
select is(public.link_progress(repeat('a', 64), pg_temp.contractor(), '{"noteRead": false, "openedDocumentIds": []}') -> 'noteRead', 'true', 'read stays read');
select is(jsonb_array_length(public.link_view(repeat('a', 64)) -> 'progress' -> 'openedDocumentIds'), 1, 'opened stays opened, on every device');
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT409', 'CHECKLIST_UNFINISHED', 'the 名義人 is confirmed too');
select public.link_progress(repeat('a', 64), pg_temp.contractor(), '{"principalConfirmed": true, "operatorKind": "principal"}');
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), '[]', '{"kind": "principal"}') $$, 'PT409', 'DOCUMENT_CHANGED', 'L6: a consent names every document');
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x('one/d'), 'sha256Hex', repeat('0', 64))), '{"kind": "principal"}') $$, 'PT409', 'DOCUMENT_CHANGED', 'L6: a consent to other bytes is refused');
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x('one/d'), 'sha256Hex', repeat('0', 64))) || pg_temp.shown('one'), '{"kind": "principal"}') $$, 'PT409', 'DOCUMENT_CHANGED', 'a document named twice is not covered by its last hash');
select throws_ok($$ select public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "delegate"}') $$, 'PT422', 'OPERATOR_INVALID', 'M37: a delegate has a name');
select throws_ok($$ select public.staff_consent(pg_temp.signer(), pg_temp.x('one/m'), pg_temp.shown('one'), '{"authority": "x"}') $$, 'PT409', 'NOT_YOUR_TURN', 'M80: the municipality waits for the contractor');
select throws_ok($$ select public.seal_subject(pg_temp.x('one/c')) $$, 'PT409', 'CONSENT_MISSING', 'no seal without consent');
select throws_ok($$ select pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/c'), repeat('6', 64)) $$, 'PT409', 'CONSENT_MISSING', 'no seal is stored without consent');
select is(public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}'), '{"status": "consented"}', 'the contractor consents');
select is(public.link_consent(repeat('a', 64), pg_temp.contractor(), pg_temp.shown('one'), '{"kind": "principal"}'), '{"status": "consented"}', 'a double tap answers the same');
select is((select count(*) from public.consent where party_id = pg_temp.x('one/c')), 1::bigint, 'and consents once');
select throws_ok($$ insert into public.consent (party_id, envelope_id, municipality_id, method, operator_kind) select party_id, envelope_id, municipality_id, method, operator_kind from public.consent $$, '23505', null, 'a second consent row is impossible');
select is((select count(*) from private.job where kind = 'seal_party' and subject = pg_temp.x('one/c')::text), 1::bigint, 'one sealing job is queued');
select throws_ok($$ select public.link_decline(repeat('a', 64), pg_temp.contractor(), 'no') $$, 'PT409', 'ALREADY_CONSENTED', 'who consented cannot decline');
select throws_ok($$ select public.staff_envelope_withdraw(pg_temp.drafter(), pg_temp.x('one'), 'x') $$, 'PT409', 'SEALING_IN_PROGRESS', 'no withdrawal between consent and seal');

-- Seal
select is(public.seal_subject(pg_temp.x('one/c')) -> 'documents' -> 0 -> 'sealed', 'false', 'the sealing job finds what is to be sealed');
select is(public.seal_subject(pg_temp.x('one/c')) -> 'consent' -> 'documents' -> 0 ->> 'sha256Hex', repeat('5', 64), 'and which bytes were consented to');
select throws_ok($$ select public.party_sealed(pg_temp.x('one/c')) $$, 'PT409', 'SEAL_MISSING', 'a party is sealed when every document is');
select throws_ok($$ select pg_temp.extend(pg_temp.x('one/d'), 'lta', null, repeat('6', 64)) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'no archive time-stamp before every seal');
select public.envelope_waiting(pg_temp.x('one'), 'timestamp');
select public.envelope_waiting(pg_temp.x('one'), 'timestamp');
select is(public.link_view(repeat('a', 64)) ->> 'waitingFor', 'timestamp', 'L27: タイムスタンプ付与待ち is shown');
select is((select count(*) from public.operation_log where envelope_id = pg_temp.x('one') and event = 'waiting_for_timestamp'), 1::bigint, 'and logged once');
select is(public.seal_step_put('seal/' || pg_temp.x('one/c') || '/' || pg_temp.x('one/d'), 'prepare', '{"n": 1}'), '{"n": 1}', 'a step is stored');
select is(public.seal_step_put('seal/' || pg_temp.x('one/c') || '/' || pg_temp.x('one/d'), 'prepare', '{"n": 2}'), '{"n": 1}', 'the first writer wins');
select is(public.seal_steps('seal/' || pg_temp.x('one/c') || '/' || pg_temp.x('one/d')), '{"prepare": {"n": 1}}', 'the stored steps are answered');
select throws_ok($$ select public.seal_step_put('lta/' || pg_temp.x('one/d'), 'increment', '{"objectKey": "o/none"}') $$, 'PT404', 'OBJECT_UNKNOWN', 'a result names an object that was announced');
select throws_ok($$ select public.seal_step_put('other', 'prepare', '{}') $$, 'PT422', 'SEAL_SUBJECT_INVALID', 'a subject has its form');
select is(public.key_operation_begin('seal/x', repeat('1', 64)), 1, 'L7: a key operation is announced');
select is(public.key_operation_begin('seal/x', repeat('1', 64)), 2, 'a retry is counted');
select throws_ok($$ select public.key_operation_begin('seal/x', repeat('2', 64)) $$, 'PT409', 'KEY_OPERATION_CONFLICT', 'L7: never over other attributes');
select lives_ok($$ select public.key_operation_end('seal/x', repeat('3', 64)) $$, 'its result is recorded');
select throws_ok($$ select public.key_operation_end('seal/x', repeat('4', 64)) $$, 'PT409', 'KEY_OPERATION_CONFLICT', 'and never becomes another');
select throws_ok($$ select public.key_operation_end('seal/y', repeat('4', 64)) $$, 'PT404', 'KEY_OPERATION_UNKNOWN', 'an unannounced one is unknown');
select lives_ok($$ select pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/c'), repeat('6', 64)) $$, 'the seal extends the consented bytes');
select is(pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/c'), repeat('6', 64)), (private.newest_revision(pg_temp.x('one/d'))).id, 'the same seal again is the same revision');
select throws_ok($$ select pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/c'), repeat('7', 64)) $$, 'PT409', 'REVISION_CONFLICT', 'L7: a second seal of a party is refused');
select is(public.party_sealed(pg_temp.x('one/c')), '{"status": "partly_signed"}', 'the envelope moves on');
select is(public.party_sealed(pg_temp.x('one/c')), '{"status": "partly_signed"}', 'once');
select is((select waiting_for from public.envelope where id = pg_temp.x('one')), null, 'nothing is waited for any more');

-- The municipality
select throws_ok($$ select public.staff_consent(pg_temp.drafter(), pg_temp.x('one/m'), pg_temp.shown('one'), '{"authority": "x"}') $$, 'PT403', 'ROLE_MISSING', 'M84: a drafter does not sign');
select throws_ok($$ select public.staff_consent(pg_temp.signer(now() - interval '301 seconds'), pg_temp.x('one/m'), pg_temp.shown('one'), '{"authority": "x"}') $$, 'PT403', 'SECOND_FACTOR_STALE', 'L6: a code older than five minutes is stale');
select throws_ok($$ select public.staff_consent(pg_temp.signer(), pg_temp.x('one/m'), pg_temp.shown('one'), '{}') $$, 'PT422', 'OPERATOR_INVALID', 'M37: the authority is named');
select is(public.staff_consent(pg_temp.signer(), pg_temp.x('one/m'), pg_temp.shown('one'), '{"authority": "専決"}'), '{"status": "consented"}', 'the signer consents to the newest revision');
select results_eq($$ select sha256_hex, stamp_sha256_hex from public.consent_document cd join public.consent c on c.id = cd.consent_id where c.party_id = pg_temp.x('one/m') $$,
  $$ values (repeat('6', 64), repeat('5', 64)) $$, 'the consent holds the newest and the stamped hash');
select pg_temp.extend(pg_temp.x('one/d'), 'seal', pg_temp.x('one/m'), repeat('7', 64));
select is(public.party_sealed(pg_temp.x('one/m')), '{"status": "concluding"}', 'the last seal leads to the conclusion');
select is((select count(*) from private.job where kind = 'conclude' and subject = pg_temp.x('one')::text), 1::bigint, 'whose job is queued');

-- Conclusion
select is(public.conclude_subject(pg_temp.x('one')) -> 'missing', to_jsonb(array['certificate/' || pg_temp.x('one/d'), 'lta/' || pg_temp.x('one/d')]), 'the conclusion knows what is missing');
select is(jsonb_array_length(public.conclude_subject(pg_temp.x('one')) -> 'documents' -> 0 -> 'revisions'), 5, 'and every revision: uploaded, base, stamp and both seals');
select throws_ok($$ select public.envelope_conclude(pg_temp.x('one')) $$, 'PT409', 'CONCLUSION_INCOMPLETE', 'L1, L22: no conclusion without time-stamps and certificates');
select throws_ok($$ update public.envelope set status = 'concluded' where id = pg_temp.x('one') $$, 'PT409', 'CONCLUSION_INCOMPLETE', 'not even by the owner');
select throws_ok($$ select public.certificate_add(pg_temp.x('one/d'), '{"name": "c", "pageCount": 1}') $$, 'PT409', 'SEAL_MISSING', 'L27: no certificate before the document time-stamp');
select throws_ok($$ select pg_temp.extend(pg_temp.x('one/d'), 'lta', null, repeat('8', 64), 'INDETERMINATE') $$, 'PT409', 'SEAL_NOT_PASSED', 'only TOTAL-PASSED is stored');
select pg_temp.extend(pg_temp.x('one/d'), 'lta', null, repeat('8', 64));
insert into x select 'k', public.certificate_add(pg_temp.x('one/d'), jsonb_build_object('name', 'c', 'pageCount', 1, 'objectKey', pg_temp.object(50, repeat('9', 64)), 'sha256Hex', repeat('9', 64), 'length', 50));
select throws_ok($$ select public.envelope_conclude(pg_temp.x('one')) $$, 'PT409', 'CONCLUSION_INCOMPLETE', 'the certificate is sealed and time-stamped too');
select pg_temp.extend(pg_temp.x('k'), 'seal', null, repeat('a', 64));
select pg_temp.extend(pg_temp.x('k'), 'lta', null, repeat('b', 64));
select is(public.envelope_conclude(pg_temp.x('one')) ->> 'status', 'concluded', 'then the envelope is concluded');
select is(public.envelope_conclude(pg_temp.x('one')) ->> 'status', 'concluded', 'once');
select set_eq($$ select kind::text from private.mail_outbox where envelope_id = pg_temp.x('one') and status = 'queued' $$,
  array['sign_request', 'signature_requested_staff', 'completed_contractor', 'completed_staff'], 'M39: both are told');
select public.mail_failed(id, 'MAIL_UNDELIVERABLE', true) from private.mail_outbox where envelope_id = pg_temp.x('one') and kind = 'completed_contractor';
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select results_eq($$ select kind, drafted from public.staff_desk() where title = 'one' $$, $$ values ('bounced', true) $$, 'M16: where the mail with the finished documents came back, the desk says so');
reset role;
select is(private.download_until('2026-01-14T15:30:00Z'), '2026-01-29T14:59:59Z'::timestamptz, 'M42: the window ends at 23:59:59 JST of day 14, the day after the mail being day 1');

-- After
select is(public.conclude_subject(pg_temp.x('one')) -> 'missing', '[]', 'nothing is missing any more');
select is(jsonb_array_length(public.staff_archive_access(pg_temp.signer(), pg_temp.x('one')) -> 'documents'), 2, 'the archive holds the contract and its certificate');
select is(public.staff_document_access(pg_temp.signer(), pg_temp.x('k'), 'download') -> 'length', '70', 'staff read the certificate too');
select throws_ok($$ select public.staff_archive_access('{"kind": "staff", "userId": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}', pg_temp.x('one')) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'no stranger does');
select is(public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'concluded') -> 'length', '140', 'the finished contract is served');
select is(public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'certificate') -> 'length', '70', 'and its certificate');
select is(public.link_redacted_copies(repeat('a', 64)), jsonb_build_array(jsonb_build_object('certificateId', pg_temp.x('k'), 'documentName', 'x.pdf', 'made', false, 'requested', false, 'failed', false)), 'M52: the link knows for which certificates a copy 「一部非表示」 can be made');
select throws_ok($$ select public.link_redacted_copy(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d')) $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M52: of a certificate alone');
select throws_ok($$ select public.link_redacted_copy_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('k')) $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M52: before it is made nothing is handed out');
select public.link_redacted_copy(repeat('a', 64), pg_temp.contractor(), pg_temp.x('k'));
select public.link_redacted_copy(repeat('a', 64), pg_temp.contractor(), pg_temp.x('k'));
select is((select count(*) from private.job where kind = 'redact' and subject = pg_temp.x('k')::text), 1::bigint, 'M52: two taps are one job');
select results_eq($$ select party_id, actor_kind::text from public.operation_log where event = 'redacted_copy_requested' and document_id = pg_temp.x('k') $$, $$ values (pg_temp.x('one/c'), 'contractor') $$, 'M70: the log says once who asked');
select is(public.link_redacted_copies(repeat('a', 64)) -> 0 -> 'requested', 'true', 'M52: and the link that it is being made');
update private.job set status = 'failed', last_code = 'FAULT', finished_at = now() where kind = 'redact' and subject = pg_temp.x('k')::text;
select is(public.link_redacted_copies(repeat('a', 64)) -> 0 -> 'failed', 'true', 'M52: or that this failed');
select public.link_redacted_copy(repeat('a', 64), pg_temp.contractor(), pg_temp.x('k'));
select results_eq($$ select status, public.link_redacted_copies(repeat('a', 64)) -> 0 -> 'failed' from private.job where kind = 'redact' and subject = pg_temp.x('k')::text $$, $$ values ('queued', 'false'::jsonb) $$, 'M52: then the holder has it tried again');
update public.envelope set download_until_at = '2020-01-01' where id = pg_temp.x('one');
select throws_ok($$ select public.link_redacted_copy(repeat('a', 64), pg_temp.contractor(), pg_temp.x('k')) $$, 'PT410', 'DOWNLOAD_CLOSED', 'M42, M52: none is asked for after the window');
select is(public.link_redacted_copies(repeat('a', 64)), '[]', 'M42, M52: nor offered');
select throws_ok($$ select public.link_document_access(repeat('a', 64), pg_temp.contractor(), pg_temp.x('one/d'), 'concluded') $$, 'PT410', 'DOWNLOAD_CLOSED', 'not after the window');
select public.link_reissue_request(repeat('a', 64), pg_temp.contractor());
select isnt((select reissue_requested_at from public.envelope where id = pg_temp.x('one')), null, 'a reissue is asked for');
select public.staff_reissue(pg_temp.drafter(), pg_temp.x('one'));
select public.staff_reissue(pg_temp.drafter(), pg_temp.x('one'));
select is(public.link_view(repeat('a', 64)) ->> 'downloadOpen', 'true', 'a reissue opens the window');
set local role authenticated;
select is_empty($$ select from public.staff_desk() where kind = 'bounced' $$, 'M16: until another mail is sent');
reset role;
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('one') and kind = 'reissued'), 1::bigint, 'two taps are one mail');

-- Declining, withdrawing, replacing, expiring
select pg_temp.sent('two', 'contractor_first');
select pg_temp.ready('two', repeat('c', 64));
select throws_ok($$ select public.link_decline(repeat('c', 64), pg_temp.contractor(), ' ') $$, 'PT422', 'REASON_MISSING', 'declining has a reason');
select public.link_decline(repeat('c', 64), pg_temp.contractor(), 'no');
select is(pg_temp.status('two'), 'declined', 'M29: the contractor declines');
select throws_ok($$ select public.link_consent(repeat('c', 64), pg_temp.contractor(), pg_temp.shown('two'), '{"kind": "principal"}') $$, 'PT409', 'ENVELOPE_CLOSED', 'and cannot sign after it');

select is(public.link_redacted_copies(repeat('c', 64)), '[]', 'M52: an envelope that was not concluded has no copies');
select throws_ok($$ select public.link_redacted_copy(repeat('c', 64), pg_temp.contractor(), pg_temp.x('k')) $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M52: nor are another envelope''s asked for');

select pg_temp.sent('three', 'contractor_first');
select pg_temp.ready('three', repeat('d', 64));
select public.staff_link_resend(pg_temp.drafter(), pg_temp.x('three/c'));
select throws_ok($$ select public.link_view(repeat('d', 64)) $$, 'PT410', 'LINK_REPLACED', 'M82: a new link revokes the old one');
select public.staff_envelope_withdraw(pg_temp.drafter(), pg_temp.x('three'), 'x');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('three') and kind = 'sign_request' and status = 'queued'), 0::bigint, 'a withdrawn request is not mailed any more');
select isnt((select management_label from public.envelope where id = pg_temp.x('three')), null, 'M82: a withdrawn envelope keeps its number');

select pg_temp.sent('four', 'municipality_first');
select is((select count(*) from private.party_link where party_id = pg_temp.x('four/c')), 0::bigint, 'M80: no link before the contractor''s turn');
select throws_ok($$ select public.staff_link_resend(pg_temp.drafter(), pg_temp.x('four/c')) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'and none can be mailed');

-- M30: a link for the contractor's colleagues.
create function pg_temp.reader(p_n integer) returns void language sql as $$
  select public.link_reader_add(repeat('e', 64), pg_temp.contractor(), gen_random_uuid(), encode(sha256(('r' || p_n)::bytea), 'hex'), 'reader ' || p_n)
$$;
create function pg_temp.reader_token(p_n integer) returns text language sql as $$ select encode(sha256(('r' || p_n)::bytea), 'hex') $$;
select pg_temp.sent('five', 'contractor_first');
select pg_temp.ready('five', repeat('e', 64));
select throws_ok($$ select public.link_reader_add(repeat('e', 64), pg_temp.contractor(), gen_random_uuid(), repeat('1', 64), ' ') $$, 'PT422', 'FIELD_INVALID', 'M30: a reading link says for whom it is');
select pg_temp.reader(n) from generate_series(1, 10) n;
select throws_ok($$ select pg_temp.reader(11) $$, 'PT409', 'READING_LINKS_FULL', 'M30: ten at a time');
select is(jsonb_array_length(public.link_readers(repeat('e', 64))), 10, 'M30: the contractor sees them all');
select is((select array_agg(k order by k) from jsonb_object_keys(public.reader_view(pg_temp.reader_token(1))) k), '{company,contractKind,deadlineAt,documents,municipalityName,title}', 'M30: it shows no mail address and no way to sign');
select throws_ok(format($$ select public.link_view(%L) $$, pg_temp.reader_token(1)), 'PT404', 'LINK_UNKNOWN', 'M30: it is no signing link');
select throws_ok($$ select public.reader_view(repeat('e', 64)) $$, 'PT404', 'LINK_UNKNOWN', 'and the signing link is none for reading');
select is(public.reader_document_access(pg_temp.reader_token(1), pg_temp.contractor(), pg_temp.x('five/d')) ->> 'sha256Hex', repeat('5', 64), 'M30: the unsigned revision is read');
select is((select l.context ->> 'name' from public.operation_log l where l.event = 'reading_link_read'), 'reader 1', 'M30: and that is logged with the link it was read by');
select throws_ok(format($$ select public.reader_document_access(%L, pg_temp.contractor(), %L) $$, pg_temp.reader_token(1), pg_temp.x('one/d')), 'PT404', 'DOCUMENT_NOT_FOUND', 'M30: of this envelope alone');
select public.link_reader_end(repeat('e', 64), pg_temp.contractor(), (public.link_readers(repeat('e', 64)) -> 0 ->> 'id')::uuid);
select throws_ok(format($$ select public.reader_view(%L) $$, pg_temp.reader_token(1)), 'PT410', 'READING_ENDED', 'M30: the contractor ends it');
select lives_ok(format($$ select public.reader_view(%L) $$, pg_temp.reader_token(2)), 'and no other');
select public.link_consent(repeat('e', 64), pg_temp.contractor(), pg_temp.shown('five'), '{"kind": "principal"}');
select throws_ok(format($$ select public.reader_view(%L) $$, pg_temp.reader_token(2)), 'PT410', 'READING_ENDED', 'M30: signing ends them all');
select throws_ok($$ select pg_temp.reader(12) $$, 'PT410', 'READING_ENDED', 'and none is made after it');

select * from finish();
rollback;
