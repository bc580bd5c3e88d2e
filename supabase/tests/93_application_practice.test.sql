-- Applications in practice: corrected by the link of a mail, taking one another's place, mails that do not arrive.
begin;
select plan(51);

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


select public.staff_rules_publish(pg_temp.admin(), 'a0000000-0000-4000-8000-000000000001', '2026-04-01', pg_temp.rules(false), null);
insert into x select 'site', pg_temp.case('S', '{"caseType": "construction", "flags": ["guarantee"]}');
create function pg_temp.confirm(p_k text, p_email text, p_language text default 'ja') returns text language plpgsql as $$
declare v uuid := gen_random_uuid();
begin
  insert into x values (p_k, v);
  perform public.application_code_begin(pg_temp.applicant(), '990001', v, p_email, repeat('1', 64), p_language);
  perform public.application_code_confirm(v, repeat('1', 64), pg_temp.ticket(p_k));
  return pg_temp.ticket(p_k);
end;
$$;
create function pg_temp.ticket(p_k text) returns text language sql as $$ select encode(sha256(p_k::bytea), 'hex') $$;
create function pg_temp.submit(p_k text, p_ids uuid[], p_change jsonb default '{}') returns jsonb language sql as $$
  select public.application_submit(pg_temp.applicant(), pg_temp.ticket(p_k), jsonb_build_object('caseNumber', 'S', 'company', 'C', 'principalName', 'P',
    'email', 'c@contractor.example', 'declared', true, 'termsAgreed', true) || p_change, '[{"law": "construction", "text": "A1"}]', p_ids)
$$;
create function pg_temp.token(p_k text) returns text language sql as $$ select encode(sha256(('link ' || p_k)::bytea), 'hex') $$;
create function pg_temp.status(p_k text) returns text language sql as $$ select status from public.application where id = pg_temp.x(p_k) $$;
create function pg_temp.mails(p_k text, p_kind text) returns bigint language sql as $$
  select count(*) from private.mail_outbox where application_id = pg_temp.x(p_k) and kind = p_kind::public.mail_kind
$$;

-- A first version, in the applicant's language
select pg_temp.confirm('h1', 'c@contractor.example', 'en');
select throws_ok($$ select public.application_code_begin(pg_temp.applicant(), '990001', gen_random_uuid(), 'c@contractor.example', repeat('1', 64), 'fr') $$, 'PT400', 'REQUEST_INVALID', 'the languages are a closed list');
insert into x select 'f1', pg_temp.attach(pg_temp.applicant(), pg_temp.ticket('h1'), '{"caseNumber": "S"}', 'guarantee_notice');
insert into x select 'v1', (pg_temp.submit('h1', array[pg_temp.x('f1')]) ->> 'applicationId')::uuid;
select results_eq($$ select receipt_number, version, language from public.application where id = pg_temp.x('v1') $$,
  $$ select upper(left(pg_temp.x('v1')::text, 8)), 1, 'en' $$, 'M16: a first version is numbered by itself, and knows its applicant''s language');
select is((select public.mail_subject(id) #>> '{application,language}' from private.mail_outbox where application_id = pg_temp.x('v1') and kind = 'application_received'), 'en', 'M16: in which the receipt is written');
select is((select public.mail_subject(id) #>> '{application,language}' from private.mail_outbox where application_id = pg_temp.x('v1') and kind = 'application_received_staff'), 'ja', 'the office reads Japanese');

-- Returned, and taken up by the link of the mail
select throws_ok($$ select public.application_link_issue(pg_temp.x('v1'), pg_temp.token('v1')) $$, 'PT409', 'LINK_GENERATION_STALE', 'no link before it is returned');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('v1'), 'return', 'r', null, '{"email; drop"}') $$, 'PT400', 'REQUEST_INVALID', 'what is to be corrected is named by field');
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('v1'), 'return', 'the address is wrong', null, '{email,attachment:guarantee_notice}');
select public.application_link_issue(pg_temp.x('v1'), pg_temp.token('v1'));
select throws_ok($$ select public.application_returned(repeat('0', 64)) $$, 'PT404', 'APPLICATION_LINK_UNKNOWN', 'M13: a guessed link shows nothing');
select is(public.application_returned(pg_temp.token('v1')) - 'attachments', jsonb_build_object('municipalityCode', '990001', 'receiptNumber', upper(left(pg_temp.x('v1')::text, 8)), 'version', 1,
  'reason', 'the address is wrong', 'reviewFields', '["email", "attachment:guarantee_notice"]'::jsonb, 'fields', '{"caseNumber": "S", "company": "C", "principalTitle": null, "principalName": "P", "email": "c@contractor.example", "contactName": null, "contactPhone": null}'::jsonb), 'M13: the link shows what was given, and what of it is to be corrected');
select is(public.application_returned(pg_temp.token('v1')) -> 'attachments', jsonb_build_array(jsonb_build_object('id', pg_temp.x('f1'), 'kind', 'guarantee_notice', 'name', 'guarantee_notice.pdf', 'pageCount', 1)), 'of attachments the names alone');
select pg_temp.confirm('h2', 'right@contractor.example', 'easy');
select throws_ok($$ select public.application_resume(pg_temp.applicant(), repeat('0', 64), pg_temp.token('v1'), '{}') $$, 'PT403', 'EMAIL_NOT_CONFIRMED', 'M13: the link alone submits nothing');
select throws_ok($$ select public.application_resume(pg_temp.applicant(), pg_temp.ticket('h2'), repeat('0', 64), '{}') $$, 'PT404', 'APPLICATION_LINK_UNKNOWN', 'M13: nor does a confirmed address take up a stranger''s application');
insert into x select 'f2', (public.application_resume(pg_temp.applicant(), pg_temp.ticket('h2'), pg_temp.token('v1'), array[pg_temp.x('f1')]) #>> '{attachmentIds,0}')::uuid;
select is((public.application_resume(pg_temp.applicant(), pg_temp.ticket('h2'), pg_temp.token('v1'), array[pg_temp.x('f1')]) #>> '{attachmentIds,0}')::uuid, pg_temp.x('f2'), 'a second tap takes nothing along twice');
select is((select jsonb_agg(p ->> 'objectKey') from jsonb_array_elements(public.attachment_state(pg_temp.applicant(), pg_temp.ticket('h2'), pg_temp.x('f2')) -> 'parts') p),
  (select jsonb_agg(object_key) from private.attachment_part where attachment_id = pg_temp.x('f1')), 'M15: an attachment that is kept is the same octets');
insert into x select 'v2', (pg_temp.submit('h2', array[pg_temp.x('f2')], '{"email": "right@contractor.example"}') ->> 'applicationId')::uuid;
select results_eq($$ select receipt_number, version, status from public.application where id in (pg_temp.x('v1'), pg_temp.x('v2')) order by version $$,
  $$ select upper(left(pg_temp.x('v1')::text, 8)), v, s from (values (1, 'superseded'), (2, 'received')) n (v, s) $$, 'M13: corrected, it is the next version under the same receipt number');
select is((select superseded_by from public.application where id = pg_temp.x('v1')), pg_temp.x('v2'), 'and the earlier one says what took its place');
select is((select count(*) from public.attachment where application_id = pg_temp.x('v1')), 1::bigint, 'which keeps its attachments');
select throws_ok($$ select public.application_returned(pg_temp.token('v1')) $$, 'PT410', 'APPLICATION_LINK_CLOSED', 'M13: the link ends with the correction');
select pg_temp.confirm('h3', 'right@contractor.example');
insert into x select 'f3', pg_temp.attach(pg_temp.applicant(), pg_temp.ticket('h3'), '{"caseNumber": "S"}', 'guarantee_notice');
insert into x select 'v3', (pg_temp.submit('h3', array[pg_temp.x('f3')], '{"email": "right@contractor.example"}') ->> 'applicationId')::uuid;
select is((select version from public.application where id = pg_temp.x('v3')), 3, 'what the same address sends again is the next version too, without a link');
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('v3'), 'return', 'r');
select public.application_link_issue(pg_temp.x('v3'), pg_temp.token('v3'));
update private.application_link set expires_at = now() where application_id = pg_temp.x('v3');
select throws_ok($$ select public.application_returned(pg_temp.token('v3')) $$, 'PT410', 'APPLICATION_LINK_CLOSED', 'M13: a link ends by itself');
select public.application_link_issue(pg_temp.x('v3'), pg_temp.token('v3'));
select lives_ok($$ select public.application_returned(pg_temp.token('v3')) $$, 'until it is mailed again');

-- One takes the accepted one's place
create function pg_temp.envelope(p_case uuid, p_email text) returns uuid language sql as $$
  select public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'caseId', p_case, 'counterpartyName', 'C', 'transactionOn', '2026-01-14', 'amountKind', 'unit_price',
    'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'contractor', jsonb_build_object('company', 'C', 'principalName', 'other', 'email', p_email),
    'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')))
$$;
insert into x select 'plain', pg_temp.case('G');
create function pg_temp.apply(p_k text, p_email text) returns void language plpgsql as $$
begin
  perform pg_temp.confirm('h ' || p_k, p_email);
  insert into x select p_k, (public.application_submit(pg_temp.applicant(), pg_temp.ticket('h ' || p_k), jsonb_build_object('caseNumber', 'G', 'company', 'N', 'principalName', 'Q',
    'email', p_email, 'declared', true, 'termsAgreed', true), '[]', '{}') ->> 'applicationId')::uuid;
end;
$$;
select pg_temp.apply('old', 'old@contractor.example');
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('old'), 'accept', null);
insert into x select 'draft', pg_temp.envelope(pg_temp.x('plain'), 'old@contractor.example');
insert into x select 'own', pg_temp.envelope(pg_temp.x('plain'), 'typed@contractor.example');
insert into x select 'sent', pg_temp.envelope(pg_temp.x('plain'), 'old@contractor.example');
update public.envelope set status = 'sent', sent_at = now(), fiscal_year = 2026, management_number = 1, management_label = 'A-1' where id = pg_temp.x('sent');
select lives_ok($$ select pg_temp.apply('new', 'new@contractor.example') $$, 'M13: another application of an accepted case can be filed');
select is(pg_temp.status('old'), 'accepted', 'and takes nobody''s place by itself');
select is(pg_temp.mails('old', 'application_change_notice'), 1::bigint, 'M13: but whoever may sign now is told of it');
select is(pg_temp.mails('new', 'application_received'), 1::bigint, 'M16: and its applicant has a receipt');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('new'), 'accept', null) $$, 'PT409', 'APPLICATION_ACCEPTED_ALREADY', 'M13: it is not accepted beside the other');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('new'), 'accept', null, pg_temp.x('v1')) $$, 'PT409', 'APPLICATION_ACCEPTED_ALREADY', 'M13: nor in the place of another than the one that holds');
select throws_ok($$ select public.staff_application_review(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), pg_temp.x('new'), 'accept', null, pg_temp.x('old')) $$, 'PT403', 'ROLE_MISSING', 'nor by a viewer');
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('new'), 'accept', null, pg_temp.x('old'));
select results_eq($$ select status, superseded_by from public.application where id = pg_temp.x('old') $$, $$ values ('superseded', pg_temp.x('new')) $$, 'M13: accepted, it takes the earlier one''s place, which is kept');
select is((select context - 'caseId' from public.operation_log where event = 'application_superseded'), jsonb_build_object('caseNumber', 'G', 'applicationId', pg_temp.x('old'), 'supersededBy', pg_temp.x('new'), 'before', 'old@contractor.example', 'after', 'new@contractor.example'), 'M70: and that is logged');
select is(pg_temp.mails('old', 'application_superseded'), 1::bigint, 'M16: the earlier address is told');
select results_eq($$ select email, company, principal_name from public.party where kind = 'contractor' and envelope_id = pg_temp.x('draft') $$, $$ values ('new@contractor.example', 'C', 'other') $$, 'M13: a draft follows the address, and keeps what was typed there');
select is((select email from public.party where kind = 'contractor' and envelope_id = pg_temp.x('own')), 'typed@contractor.example', 'M13: one that went elsewhere does not');
select is((select email from public.party where kind = 'contractor' and envelope_id = pg_temp.x('sent')), 'old@contractor.example', 'M13: what was sent is corrected by hand');
create function pg_temp.contractor(p_k text) returns uuid language sql as $$ select id from public.party where kind = 'contractor' and envelope_id = pg_temp.x(p_k) $$;
select throws_ok($$ insert into public.consent (party_id, envelope_id, municipality_id, method, operator_kind) values (pg_temp.contractor('sent'), pg_temp.x('sent'), 'a0000000-0000-4000-8000-000000000001', 'mail_link', 'principal') $$,
  'PT409', 'SIGNER_ADDRESS_REPLACED', 'M13: nobody consents at an address that was replaced');
create function pg_temp.desk(p_user text) returns table (kind text, envelope_id uuid, application_id uuid) language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', 'aal2')::text, true);
  return query select d.kind, d.envelope_id, d.application_id from public.staff_case_desk() d;
end;
$$;
select ok(exists (select from pg_temp.desk('a0000000-0000-4000-8000-000000000101') where kind = 'correction' and envelope_id = pg_temp.x('sent')), 'M13, M82: it waits for a drafter''s correction');
select throws_ok($$ select public.staff_contractor_correct(pg_temp.drafter(), pg_temp.contractor('sent'), 'typed@contractor.example') $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'M13: to no address but the one accepted now');
select pg_temp.apply('third', 'third@contractor.example');
select public.staff_application_review(pg_temp.drafter(), pg_temp.x('third'), 'refuse', 'not known there');
select is(pg_temp.status('new'), 'accepted', 'one that is refused changes nothing');

-- Mails that do not arrive
update private.mail_outbox set status = 'sent', sent_at = now() where application_id = pg_temp.x('third') and kind = 'application_received';
update private.mail_outbox set status = 'sent', sent_at = now() where application_id = pg_temp.x('third') and kind = 'application_refused';
insert into x select 'o', id from private.mail_outbox where application_id = pg_temp.x('third') and kind = 'application_refused';
select ok(not public.mail_bounced(pg_temp.x('o'), 'other@contractor.example', '5.1.1'), 'M16: a report about another address says nothing');
select ok(public.mail_bounced(pg_temp.x('o'), 'THIRD@contractor.example', '5.1.1'), 'M16: a mail to an applicant that came back is known');
select ok(not public.mail_bounced(pg_temp.x('o'), 'third@contractor.example', '5.1.1'), 'once');
select is(pg_temp.mails('third', 'application_bounced_staff'), 1::bigint, 'M16: whoever registered the case is told');
select is((select context ->> 'code' from public.operation_log where event = 'mail_bounced' and context ->> 'applicationId' = pg_temp.x('third')::text), '5.1.1', 'M70: and it is logged');
-- Within one transaction every mail bears one instant; what is queued later is later.
update private.mail_outbox set created_at = created_at - interval '1 minute' where application_id = pg_temp.x('third') and kind = 'application_received';
select ok(exists (select from pg_temp.desk('a0000000-0000-4000-8000-000000000101') where kind = 'application_bounced' and application_id = pg_temp.x('third')), 'M16: it waits for a drafter');
select is((select count(*) from pg_temp.desk('b0000000-0000-4000-8000-000000000101')), 0::bigint, 'M1: of its own municipality');
select results_eq($$ select m.status, m.code from public.staff_application_mails(pg_temp.x('plain')) m where m.application_id = pg_temp.x('third') and m.kind = 'application_refused' $$, $$ select null::text, null::text where false $$, 'M1: what was mailed is shown to its own department alone');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}', true);
select results_eq($$ select m.status, m.code from public.staff_application_mails(pg_temp.x('plain')) m where m.application_id = pg_temp.x('third') and m.kind = 'application_refused' $$, $$ values ('failed', '5.1.1') $$, 'M16: with what became of each');
update private.mail_outbox set created_at = created_at - interval '1 minute' where application_id = pg_temp.x('third') and user_id is null;
select public.staff_application_mail_again(pg_temp.drafter(), pg_temp.x('third'));
select public.staff_application_mail_again(pg_temp.drafter(), pg_temp.x('third'));
select is((select count(*) from private.mail_outbox where application_id = pg_temp.x('third') and kind = 'application_refused' and status = 'queued'), 1::bigint, 'M16: it is mailed again, once');
select ok(not exists (select from pg_temp.desk('a0000000-0000-4000-8000-000000000101') where kind = 'application_bounced' and application_id = pg_temp.x('third')), 'and waits for nobody then');
select public.mail_failed(id, 'MAIL_UNDELIVERABLE', true) from private.mail_outbox where application_id = pg_temp.x('third') and kind = 'application_refused' and status = 'queued';
select ok(exists (select from pg_temp.desk('a0000000-0000-4000-8000-000000000101') where kind = 'application_bounced' and application_id = pg_temp.x('third')), 'M16: a server''s refusal is the same');
select throws_ok($$ select public.staff_application_mail_again(pg_temp.drafter(), pg_temp.x('old')) $$, 'PT409', 'APPLICATION_DECIDED', 'one that was superseded is not mailed about');
select throws_ok($$ select public.staff_application_mail_again(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.x('third')) $$, 'PT404', 'CASE_NOT_FOUND', 'M1: nor by another municipality');

select * from finish();
rollback;
