-- 契約の保証: what the contractor gives, what staff say of it, and that nobody signs before.
begin;
select plan(68);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', null, 'viewer', 'viewer');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": ["security", "cash", "exempt"], "originalsTo": "財務課へ提出"}, "paper": [{"name": "工程表", "to": "担当課"}], "sealWithinDays": 14, "texts": {}}');

create function pg_temp.drafter() returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', 'a0000000-0000-4000-8000-000000000101', 'aal', 'aal2')
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
create function pg_temp.extend(p_document uuid, p_kind text, p_party uuid, p_sha text) returns uuid language sql as $$
  select public.revision_add(p_document, jsonb_build_object('kind', p_kind, 'partyId', p_party, 'sha256Hex', p_sha, 'incrementLength', 10,
    'length', (private.newest_revision(p_document)).length + 10, 'objectKey', pg_temp.object(10, p_sha)))
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.token(p_k text) returns text language sql as $$ select encode(sha256(('token' || p_k)::bytea), 'hex') $$;
-- A sent envelope of a case of its own, with its link.
create function pg_temp.sent(p_k text, p_flags text[] default '{guarantee}', p_rules integer default 41) returns void language plpgsql as $$
declare
  c uuid; e uuid; u uuid; d uuid; o text; s text := encode(sha256(p_k::bytea), 'hex');
begin
  insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, flags, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', ('a0000000-0000-4000-8000-0000000000' || p_rules)::uuid, p_k, p_k, '2026-01-05', 'goods', p_flags, 'a0000000-0000-4000-8000-000000000101') returning id into c;
  insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by)
  values ('a0000000-0000-4000-8000-000000000001', c, 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');
  e := public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', p_k, 'caseId', c, 'counterpartyName', 'C', 'transactionOn', '2026-01-14',
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
  perform public.staff_envelope_send(pg_temp.drafter(), e);
  insert into x values (p_k, e), (p_k || '/d', d), (p_k || '/case', c),
    (p_k || '/c', (select id from public.party where envelope_id = e and kind = 'contractor')),
    (p_k || '/m', (select id from public.party where envelope_id = e and kind = 'municipality'));
  perform public.link_issue(pg_temp.x(p_k || '/c'), 1, pg_temp.token(p_k));
  perform public.mail_sent((select id from private.mail_outbox where envelope_id = e and kind = 'sign_request'), 'm');
end;
$$;
create function pg_temp.opened(p_k text) returns void language plpgsql as $$
begin
  perform public.link_open(pg_temp.token(p_k), pg_temp.contractor());
  perform public.link_progress(pg_temp.token(p_k), pg_temp.contractor(), jsonb_build_object('openedDocumentIds', jsonb_build_array(pg_temp.x(p_k || '/d')),
    'noteRead', true, 'principalConfirmed', true, 'operatorKind', 'principal'));
end;
$$;
create function pg_temp.consent(p_k text) returns jsonb language sql as $$
  select public.link_consent(pg_temp.token(p_k), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x(p_k || '/d'),
    'sha256Hex', (private.newest_revision(pg_temp.x(p_k || '/d'))).sha256_hex)), '{"kind": "principal"}')
$$;
create function pg_temp.sealed(p_k text, p_party text) returns void language plpgsql as $$
begin
  perform pg_temp.extend(pg_temp.x(p_k || '/d'), 'seal', pg_temp.x(p_k || p_party), encode(sha256((p_k || p_party)::bytea), 'hex'));
  perform public.party_sealed(pg_temp.x(p_k || p_party));
end;
$$;
create function pg_temp.municipality(p_k text) returns jsonb language sql as $$
  select public.staff_consent(jsonb_build_object('kind', 'staff', 'userId', 'a0000000-0000-4000-8000-000000000103', 'aal', 'aal2', 'totpAt', now()),
    pg_temp.x(p_k || '/m'), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x(p_k || '/d'),
    'sha256Hex', (private.newest_revision(pg_temp.x(p_k || '/d'))).sha256_hex)), '{"authority": "専決"}')
$$;
-- A file of the contractor's, sent in its one part.
create function pg_temp.file(p_k text, p_kind text, p_name text) returns uuid language plpgsql as $$
declare
  a uuid; s text := encode(sha256(p_name::bytea), 'hex');
begin
  a := (public.link_attachment_begin(pg_temp.token(p_k), pg_temp.contractor(), jsonb_build_object('kind', p_kind, 'name', p_name, 'size', 50, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(pg_temp.contractor(), pg_temp.token(p_k), a, 0, 50, s, pg_temp.object(50, s));
  perform public.attachment_done(pg_temp.contractor(), pg_temp.token(p_k), a, 1);
  return a;
end;
$$;
create function pg_temp.slip(p_k text, p_name text) returns uuid language plpgsql as $$
declare
  a uuid; s text := encode(sha256(p_name::bytea), 'hex');
begin
  a := (public.staff_payment_slip_begin(pg_temp.drafter(), pg_temp.x(p_k), jsonb_build_object('name', p_name, 'size', 50, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(pg_temp.drafter(), null, a, 0, 50, s, pg_temp.object(50, s));
  perform public.attachment_done(pg_temp.drafter(), null, a, 1);
  return a;
end;
$$;
create function pg_temp.give(p_k text, p_guarantee jsonb) returns void language sql as $$
  select public.link_guarantee_give(pg_temp.token(p_k), pg_temp.contractor(), p_guarantee)
$$;
create function pg_temp.shown(p_k text) returns jsonb language sql as $$ select public.link_guarantee(pg_temp.token(p_k)) -> 'guarantee' $$;
create function pg_temp.review(p_k text, p_decision text, p_reason text default null) returns void language sql as $$
  select public.staff_guarantee_review(pg_temp.drafter(), (private.guarantee_newest(pg_temp.x(p_k))).id, p_decision, p_reason)
$$;

-- Where none is needed
select pg_temp.sent('n', '{}');
select is(pg_temp.shown('n'), 'null'::jsonb, 'M31: a case without a guarantee asks for none');
select is(public.link_guarantee(pg_temp.token('n')) -> 'paper', '[{"name": "工程表", "to": "担当課"}]'::jsonb, 'M35: what stays on paper is told by the case''s rules');
select pg_temp.opened('n');
select throws_ok($$ select pg_temp.give('n', '{"kind": "exempt", "grounds": "g"}') $$, 'PT409', 'GUARANTEE_NOT_WANTED', 'M31: nor takes one');
select throws_ok($$ select pg_temp.slip('n', 's.pdf') $$, 'PT422', 'ATTACHMENT_NOT_WANTED', 'M32: nor a 納付書');
select is(pg_temp.consent('n') ->> 'status', 'consented', 'M31: and is signed as ever');

-- 保証証券
select pg_temp.sent('a');
select is(pg_temp.shown('a') -> 'kinds', '["security", "cash", "exempt"]'::jsonb, 'M31: the contractor chooses among the kinds of the rules');
select ok(not (pg_temp.shown('a') -> 'kinds') ? 'electronic', 'M34: 電子保証 is not among them unless the rules say so');
select throws_ok($$ select pg_temp.file('a', 'security', 'x.pdf') $$, 'PT409', 'LINK_NOT_OPENED', 'M31: nothing is attached before 「署名をはじめる」');
select pg_temp.opened('a');
select throws_ok($$ select pg_temp.consent('a') $$, 'PT409', 'CHECKLIST_UNFINISHED', 'M31: no consent without the guarantee');
select throws_ok($$ select public.link_guarantee_choose(pg_temp.token('a'), pg_temp.contractor(), 'electronic') $$, 'PT422', 'GUARANTEE_KIND_INVALID', 'M34: 電子保証 cannot be chosen');
select throws_ok($$ select pg_temp.give('a', '{"kind": "electronic", "contractNumber": "1", "accessKey": "2"}') $$, 'PT422', 'GUARANTEE_KIND_INVALID', 'M34: nor given');
select throws_ok($$ select pg_temp.give('a', '{"kind": "security"}') $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M31: a 保証証券 needs its file');
select throws_ok($$ select pg_temp.file('a', 'payment_slip', 'x.pdf') $$, 'PT422', 'ATTACHMENT_NOT_WANTED', 'M32: a contractor attaches no 納付書');
insert into x values ('a/1', pg_temp.file('a', 'security', 'first.pdf'));
select throws_ok($$ select public.attachment_state(pg_temp.contractor(), pg_temp.token('n'), pg_temp.x('a/1')) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M31: a file is nobody else''s: another link finds none');
select throws_ok(format($$ select pg_temp.give('a', '{"kind": "cash", "attachmentId": "%s"}') $$, pg_temp.x('a/1')), 'PT409', 'PAYMENT_SLIP_MISSING', 'M32: no cash without 納付書');
select pg_temp.give('a', jsonb_build_object('kind', 'security', 'attachmentId', pg_temp.x('a/1')));
select pg_temp.give('a', jsonb_build_object('kind', 'security', 'attachmentId', pg_temp.x('a/1')));
select is((select count(*) from public.guarantee where envelope_id = pg_temp.x('a')), 1::bigint, 'M31: given twice over a dropped line, it is one version');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('a') and kind = 'guarantee_submitted_staff'), 0::bigint, 'before the consent nobody is called');
select is(pg_temp.consent('a') ->> 'status', 'consented', 'M31: with it the contractor consents');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('a') and kind = 'guarantee_submitted_staff'), 1::bigint, 'M31: staff are called to check it');
select throws_ok($$ select pg_temp.file('a', 'security', 'late.pdf') $$, 'PT409', 'GUARANTEE_DECIDED', 'M31: after the consent nothing changes unasked');
select pg_temp.sealed('a', '/c');
select throws_ok($$ select pg_temp.municipality('a') $$, 'PT409', 'GUARANTEE_NOT_ACCEPTED', 'M31: the municipality does not sign before staff accepted it');

-- 差替え依頼
select throws_ok($$ select pg_temp.review('a', 'replace', ' ') $$, 'PT422', 'REASON_MISSING', 'M31: 差替え依頼 needs a reason');
select throws_ok($$ select public.staff_guarantee_review(jsonb_set(pg_temp.drafter(), '{userId}', '"a0000000-0000-4000-8000-000000000104"'), (private.guarantee_newest(pg_temp.x('a'))).id, 'accept', null) $$, 'PT403', 'ROLE_MISSING', 'M31: a viewer decides on nothing');
select pg_temp.review('a', 'replace', '金額が違います');
select is(public.mail_subject((select id from private.mail_outbox where envelope_id = pg_temp.x('a') and kind = 'guarantee_returned_contractor')) ->> 'reason', '金額が違います', 'M31: the contractor is told why by mail');
select is((public.mail_subject((select id from private.mail_outbox where envelope_id = pg_temp.x('a') and kind = 'guarantee_returned_contractor')) ->> 'generation')::int, 1, 'M31: and the link of the first mail is still the one');
select is(pg_temp.shown('a') ->> 'open', 'true', 'M31: and may replace the file');
select throws_ok($$ select pg_temp.municipality('a') $$, 'PT409', 'GUARANTEE_NOT_ACCEPTED', 'M31: still nobody signs');
insert into x values ('a/2', pg_temp.file('a', 'security', 'second.pdf'));
select pg_temp.give('a', jsonb_build_object('kind', 'security', 'attachmentId', pg_temp.x('a/2')));
select is((select count(*) from public.guarantee g join public.attachment t on t.id = g.attachment_id where g.envelope_id = pg_temp.x('a') and t.sha256_hex ~ '^[0-9a-f]{64}$'), 2::bigint, 'M31: every version stays, with its hash');
select is((select status::text from public.party where id = pg_temp.x('a/c')), 'sealed', 'M31: the contractor''s signature stays as it is');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('a') and kind = 'guarantee_submitted_staff'), 2::bigint, 'M31: staff are called again');
select throws_ok($$ select public.staff_guarantee_review(pg_temp.drafter(), (select id from public.guarantee where envelope_id = pg_temp.x('a') and version = 1), 'accept', null) $$, 'PT409', 'GUARANTEE_DECIDED', 'M31: what was replaced cannot be accepted any more');
select pg_temp.review('a', 'accept');
select pg_temp.review('a', 'accept');
select is((select count(*) from private.mail_outbox where party_id = pg_temp.x('a/c') and kind = 'guarantee_accepted_contractor'), 1::bigint, 'M31: who gave it is told that it is accepted, once');
select throws_ok($$ select pg_temp.give('a', jsonb_build_object('kind', 'exempt', 'grounds', 'x')) $$, 'PT409', 'GUARANTEE_DECIDED', 'M31: what was accepted is not changed');
select is(pg_temp.municipality('a') ->> 'status', 'consented', 'M31: accepted, the municipality signs');
select throws_ok($$ select pg_temp.review('a', 'replace', 'late') $$, 'PT409', 'GUARANTEE_DECIDED', 'M31: after that nothing is asked for any more');
select is(public.conclude_subject(pg_temp.x('a')) -> 'attachments', jsonb_build_array(jsonb_build_object('name', 'second.pdf', 'sha256Hex', encode(sha256('second.pdf'::bytea), 'hex'), 'length', 50)), 'M31: the certificate of conclusion names the accepted file and its hash, and no other');
select throws_ok($$ delete from public.guarantee $$, 'PT409', 'DELETE_REFUSED', 'M31: no version is ever deleted');

-- 原本提出
select is(pg_temp.shown('a') -> 'originals', '{"to": "財務課へ提出", "receivedOn": null}'::jsonb, 'M33: the original is due where the rules say');
select throws_ok($$ select public.staff_original_record(pg_temp.drafter(), pg_temp.x('a'), '2099-01-01') $$, 'PT422', 'FIELD_INVALID', 'M33: no original comes tomorrow');
select public.staff_original_record(pg_temp.drafter(), pg_temp.x('a'), '2026-01-20');
select public.staff_original_record(pg_temp.drafter(), pg_temp.x('a'), '2026-01-20');
select is(pg_temp.shown('a') #>> '{originals,receivedOn}', '2026-01-20', 'M33: 受領');
select public.staff_original_record(pg_temp.drafter(), pg_temp.x('a'), null);
select is(pg_temp.shown('a') #>> '{originals,receivedOn}', null, 'M33: and 未提出 again where it was an error');
select is((select count(*) from public.operation_log where envelope_id = pg_temp.x('a') and event = 'original_recorded'), 2::bigint, 'M33: each change is logged once');

-- 現金納付
select pg_temp.sent('b');
select throws_ok($$ select public.link_attachment_access(pg_temp.token('b'), pg_temp.contractor(), pg_temp.x('a/2')) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M31: another envelope''s file is not handed out');
insert into x values ('b/slip1', pg_temp.slip('b', 'slip1.pdf'));
select is((public.mail_subject((select id from private.mail_outbox where envelope_id = pg_temp.x('b') and kind = 'payment_slip_contractor')) ->> 'generation')::int, 1, 'M32: a 納付書 that came after sending is told to the contractor, with the link that is out');
insert into x values ('b/slip2', pg_temp.slip('b', 'slip2.pdf'));
update public.attachment set received_at = received_at + interval '1 second' where id = pg_temp.x('b/slip2');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('b') and kind = 'payment_slip_contractor'), 1::bigint, 'M32: another one before that mail has left is told by the same mail');
select pg_temp.opened('b');
select is(pg_temp.shown('b') #>> '{paymentSlip,name}', 'slip2.pdf', 'M32: the newest 納付書 is shown before signing');
select is(public.link_attachment_access(pg_temp.token('b'), pg_temp.contractor(), pg_temp.x('b/slip2')) ->> 'name', 'slip2.pdf', 'M32: and handed out');
select throws_ok($$ select public.link_attachment_access(pg_temp.token('b'), pg_temp.contractor(), pg_temp.x('b/slip1')) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M32: one that was replaced is not');
select public.link_guarantee_choose(pg_temp.token('b'), pg_temp.contractor(), 'cash');
select is(pg_temp.shown('b') ->> 'chosen', 'cash', 'M32: the choice is kept while the contractor pays');
insert into x values ('b/1', pg_temp.file('b', 'receipt', 'receipt.pdf'));
select pg_temp.give('b', jsonb_build_object('kind', 'cash', 'attachmentId', pg_temp.x('b/1')));
select is(pg_temp.consent('b') ->> 'status', 'consented', 'M32: with the 領収書 the contractor consents');
select throws_ok($$ select pg_temp.slip('b', 'slip3.pdf') $$, 'PT409', 'ENVELOPE_CLOSED', 'M32: then no other 納付書 is attached');
select is(pg_temp.shown('b') -> 'originals', 'null'::jsonb, 'M33: for cash no original is due');
select throws_ok($$ select public.staff_original_record(pg_temp.drafter(), pg_temp.x('b'), '2026-01-20') $$, 'PT409', 'ORIGINAL_NOT_DUE', 'M33: nor recorded');

-- 免除, checked before the consent
select pg_temp.sent('c');
select pg_temp.opened('c');
select throws_ok($$ select pg_temp.give('c', '{"kind": "exempt", "grounds": " "}') $$, 'PT422', 'REASON_MISSING', 'M31: 免除 says why');
select pg_temp.give('c', '{"kind": "exempt", "grounds": "規則による"}');
select pg_temp.review('c', 'replace', '該当しません');
select throws_ok($$ select pg_temp.consent('c') $$, 'PT409', 'CHECKLIST_UNFINISHED', 'M31: what is to be replaced is unfinished');
select pg_temp.give('c', '{"kind": "exempt", "grounds": "議会の議決による"}');
select is(pg_temp.consent('c') ->> 'status', 'consented', 'M31: another version, and it is signed');

-- 電子保証, where the rules switch it on
insert into public.municipality_rules (id, municipality_id, version, effective_on, document)
select 'a0000000-0000-4000-8000-000000000042', r.municipality_id, 2, r.effective_on, jsonb_set(r.document, '{guarantee,kinds}', '["security", "electronic"]')
  from public.municipality_rules r where r.id = 'a0000000-0000-4000-8000-000000000041';
select pg_temp.sent('e', p_rules => 42);
select pg_temp.opened('e');
select public.link_guarantee_choose(pg_temp.token('e'), pg_temp.contractor(), 'electronic');
select is(pg_temp.shown('e') ->> 'chosen', 'electronic', 'M34: where the rules have it, 電子保証 is chosen');
select throws_ok($$ select pg_temp.give('e', '{"kind": "electronic", "contractNumber": "A-1", "accessKey": "　"}') $$, 'PT422', 'FIELD_INVALID', 'M34: it needs its 認証キー');
select throws_ok($$ select pg_temp.give('e', '{"kind": "electronic", "accessKey": "K"}') $$, 'PT422', 'FIELD_INVALID', 'M34: and its 保証契約番号');
select throws_ok($$ select pg_temp.give('e', jsonb_build_object('kind', 'electronic', 'contractNumber', 'A-1', 'accessKey', repeat('k', 101))) $$, 'PT422', 'FIELD_INVALID', 'M34: of a hundred characters at most');
select pg_temp.give('e', '{"kind": "electronic", "contractNumber": "A-0", "accessKey": "SECRET-WRONG"}');
select is(pg_temp.consent('e') ->> 'status', 'consented', 'M34: with both the contractor consents');
select pg_temp.sealed('e', '/c');
select throws_ok($$ select pg_temp.municipality('e') $$, 'PT409', 'GUARANTEE_NOT_ACCEPTED', 'M34: the municipality does not sign before staff looked it up');
select pg_temp.review('e', 'replace', '番号が見つかりません');
select pg_temp.give('e', '{"kind": "electronic", "contractNumber": "A-1", "accessKey": "SECRET-KEY"}');
select results_eq($$ select version::int, contract_number, access_key from public.guarantee where envelope_id = pg_temp.x('e') order by version $$, $$ values (1, 'A-0', 'SECRET-WRONG'), (2, 'A-1', 'SECRET-KEY') $$, 'M34: staff read number and key of every version');
select pg_temp.review('e', 'accept');
select is(pg_temp.municipality('e') ->> 'status', 'consented', 'M34: accepted, the municipality signs');
select results_eq($$ select pg_temp.shown('e') #>> '{given,contractNumber}', pg_temp.shown('e') -> 'originals' $$, $$ values ('A-1', 'null'::jsonb) $$, 'M34: the contractor sees the number, and no original is due');
select is(public.conclude_subject(pg_temp.x('e')) -> 'attachments', '[]', 'M34: the certificate of conclusion names no file');
select is(concat(public.link_guarantee(pg_temp.token('e')), public.conclude_subject(pg_temp.x('e')), (select jsonb_agg(l) from public.operation_log l),
    (select jsonb_agg(public.mail_subject(m.id)) from private.mail_outbox m where m.envelope_id = pg_temp.x('e')), (select jsonb_agg(j.payload) from private.job j)) ~ 'SECRET',
  false, 'M34: the key stands in no link, certificate, log, mail or job');

-- The order
select ok(public.staff_envelope_check(pg_temp.drafter(), public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('caseId', pg_temp.x('a/case'), 'signOrder', 'municipality_first'))) -> 'missing' ? 'guarantee.order', 'M31: with a guarantee the municipality signs last');

select * from finish();
rollback;
