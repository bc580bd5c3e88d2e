-- 共同企業体 (M14): its members in order, their applications, their parties, and who is asked for what.
begin;
select plan(92);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', null, 'viewer', 'viewer');
-- Version 2, by a later date, takes 共同企業体.
insert into public.municipality_rules (municipality_id, version, effective_on, document)
select 'a0000000-0000-4000-8000-000000000001', v, d::date, jsonb_build_object('scope', '{"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}'::jsonb,
  'application', '{"channels": ["mail", "form"]}'::jsonb, 'attachments', '[{"id": "list", "name": "協定書", "caseTypes": ["construction"], "flag": null, "required": true}]'::jsonb,
  'guarantee', '{"kinds": ["exempt", "cash"]}'::jsonb, 'paper', '[]'::jsonb, 'sealWithinDays', 14, 'texts', '{"method": "M", "fileFormat": "F"}'::jsonb, 'jointVenture', v = 2)
  from (values (1, '2026-01-01'), (2, '2026-04-01')) x (v, d);

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'totpAt', now())
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
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
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.venture(p_members jsonb, p_name text default 'V') returns jsonb language sql as $$
  select jsonb_build_object('venture', jsonb_build_object('name', p_name, 'members', p_members))
$$;
create function pg_temp.three() returns jsonb language sql as $$
  select '[{"company": "C1", "representative": false}, {"company": "C2", "representative": false}, {"company": "C3", "representative": true}]'::jsonb
$$;
create function pg_temp.case(p_k text, p_change jsonb, p_id uuid default null) returns uuid language sql as $$
  select public.staff_case_save(pg_temp.drafter(), p_id, jsonb_build_object('caseNumber', p_k, 'name', p_k, 'noticeOn', '2026-05-01', 'caseType', 'goods') || p_change)
$$;
-- Entered as it came in a mail, with its original.
create function pg_temp.applied(p_k text, p_company text, p_email text) returns uuid language plpgsql as $$
declare
  a uuid; i uuid; s text := encode(sha256((p_k || p_company || p_email)::bytea), 'hex');
begin
  i := (public.attachment_begin(pg_temp.drafter(), null, jsonb_build_object('caseId', pg_temp.x(p_k), 'kind', 'original', 'name', 'o.pdf', 'size', 9, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(pg_temp.drafter(), null, i, 0, 9, s, pg_temp.object(9, s));
  perform public.attachment_done(pg_temp.drafter(), null, i, 1);
  a := public.staff_application_enter(pg_temp.drafter(), pg_temp.x(p_k), jsonb_build_object('source', 'mail', 'receivedOn', '2026-05-10', 'company', p_company,
    'principalTitle', 'T' || p_company, 'principalName', 'N' || p_company, 'email', p_email, 'declared', true),
    (select coalesce(jsonb_agg(jsonb_build_object('law', l, 'text', 'A')), '[]') from public.contract_case c, unnest(private.case_laws(c)) l where c.id = pg_temp.x(p_k)), array[i]);
  return a;
end;
$$;
create function pg_temp.member(p_k text, p_company text) returns uuid language sql as $$
  select id from public.case_member where case_id = pg_temp.x(p_k) and company = p_company
$$;
create function pg_temp.accepted(p_k text, p_company text) returns void language sql as $$
  select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.applied(p_k, p_company, lower(p_company) || '@contractor.example'), pg_temp.member(p_k, p_company))
$$;
create function pg_temp.draft(p_k text, p_change jsonb default '{}', p_id uuid default null) returns uuid language sql as $$
  select public.staff_envelope_save(pg_temp.drafter(), p_id, jsonb_build_object('title', p_k, 'caseId', pg_temp.x(p_k), 'counterpartyName', 'typed', 'transactionOn', '2026-05-14',
    'amountKind', 'fixed', 'amountJpy', 1, 'contractOn', '2026-05-14', 'deadlineOn', '2099-12-31', 'contractor', '{"company": "typed", "principalName": "typed", "email": "typed@contractor.example"}'::jsonb,
    'municipality', '{"signerId": "a0000000-0000-4000-8000-000000000031"}'::jsonb) || p_change)
$$;
create function pg_temp.missing(p_k text) returns jsonb language sql as $$
  select (public.staff_envelope_check(pg_temp.drafter(), pg_temp.x(p_k)) -> 'missing') - 'documents'
$$;

-- Only where the rules say so, two to ten members, each once, one of them 代表構成員
select throws_ok($$ select pg_temp.case('no', pg_temp.venture(pg_temp.three()) || '{"noticeOn": "2026-02-01"}') $$, 'PT409', 'VENTURE_NOT_ALLOWED', 'M14: no 共同企業体 under rules that take none');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture('[{"company": "C1", "representative": true}]')) $$, 'PT422', 'FIELD_INVALID', 'M14: one company is no 共同企業体');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture((select jsonb_agg(jsonb_build_object('company', 'C' || n, 'representative', n = 1)) from generate_series(1, 11) n))) $$, 'PT422', 'FIELD_INVALID', 'M14: eleven are too many');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture('[{"company": "C1"}, {"company": "C2"}]')) $$, 'PT422', 'FIELD_INVALID', 'M14: one member represents the others');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture('[{"company": "C1", "representative": true}, {"company": "C2", "representative": true}]')) $$, 'PT422', 'FIELD_INVALID', 'M14: and not two');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture('[{"company": "C1", "representative": true}, {"company": "C1"}]')) $$, 'PT422', 'FIELD_INVALID', 'M14: each company is a member once');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture(pg_temp.three(), ' ')) $$, 'PT422', 'FIELD_INVALID', 'M14: a 共同企業体 has a name');
select throws_ok($$ select pg_temp.case('no', '{"venture": "V"}') $$, 'PT400', 'REQUEST_INVALID', 'M14: and is no mere word');
select throws_ok($$ select pg_temp.case('no', pg_temp.venture('[{"company": "C1", "representative": true}, {"company": ""}]')) $$, 'PT422', 'FIELD_INVALID', 'M14: a member has a company');
select lives_ok($$ insert into x select 'v', pg_temp.case('v', pg_temp.venture('[{"company": "C3", "representative": true}, {"company": "C9"}]') || '{"caseType": "construction"}') $$, 'M14: by rules that take them, a case is one of a 共同企業体');
select lives_ok($$ select pg_temp.case('v', pg_temp.venture(pg_temp.three()) || '{"caseType": "construction"}', pg_temp.x('v')) $$, 'M14: whose members change before anything rests on them');
select results_eq($$ select ord, company, representative from public.case_member where case_id = pg_temp.x('v') order by ord $$,
  $$ values (1, 'C1', false), (2, 'C2', false), (3, 'C3', true), (null, 'C9', false) $$, 'M14: in the order of sealing; who was taken out stays out');
insert into x select 'one', pg_temp.case('one', '{}');
insert into x select 'other', pg_temp.case('other', pg_temp.venture(pg_temp.three()));

-- What the form says of it
select is(public.application_form('990001', 'v') #>> '{case,venture}', 'true', 'M14: the form says that members apply for themselves');
select is(public.application_form('990001', 'v') #>> '{case,demands,0,required}', 'false', 'M14: and leaves the attachments to the 代表構成員');
select ok(public.application_form('990001', 'v')::text !~ 'C1', 'M14: and names no member to a visitor');

-- By the form: the attachments are left to the 代表構成員, and no two members share an address
create function pg_temp.ticket(p_n integer, p_email text) returns text language plpgsql as $$
declare h uuid := gen_random_uuid();
begin
  perform public.application_code_begin(pg_temp.contractor(), '990001', h, p_email, repeat('1', 64));
  perform public.application_code_confirm(h, repeat('1', 64), lpad(p_n::text, 64, '0'));
  return lpad(p_n::text, 64, '0');
end;
$$;
create function pg_temp.submitted(p_ticket text, p_company text, p_email text) returns uuid language sql as $$
  select (public.application_submit(pg_temp.contractor(), p_ticket, jsonb_build_object('caseNumber', 'f', 'company', p_company, 'principalName', 'N',
    'email', p_email, 'declared', true, 'termsAgreed', true), '[{"law": "construction", "text": "A"}]', '{}') ->> 'applicationId')::uuid
$$;
insert into x select 'f', pg_temp.case('f', pg_temp.venture(pg_temp.three()) || '{"caseType": "construction"}');
select lives_ok($$ insert into x select 'f1', pg_temp.submitted(pg_temp.ticket(1, 'f@contractor.example'), 'C1', 'f@contractor.example') $$, 'M14: a member applies by the form');
select throws_ok($$ select pg_temp.submitted(pg_temp.ticket(2, 'f@contractor.example'), 'C2', 'f@contractor.example') $$, 'PT422', 'MEMBER_ADDRESS_TAKEN', 'M14: another does not take its address');
select is((select status from public.application where id = pg_temp.x('f1')), 'received', 'M14: nor its application''s place');
select lives_ok($$ select pg_temp.submitted(pg_temp.ticket(3, 'f@contractor.example'), 'C1', 'f@contractor.example') $$, 'M14: its own corrected application takes the former''s place');
select is((select status from public.application where id = pg_temp.x('f1')), 'superseded', 'M14: that one is over');

-- Applications: one of each member, by an address of its own
insert into x select 'a1', pg_temp.applied('v', 'C1', 'c1@contractor.example');
select throws_ok($$ select pg_temp.applied('v', 'C2', 'C1@contractor.example') $$, 'PT422', 'MEMBER_ADDRESS_TAKEN', 'M14: two members do not share an address');
select lives_ok($$ select pg_temp.applied('v', 'Ｃ1', 'x@contractor.example') $$, 'an address of its own is taken');
select lives_ok($$ select pg_temp.applied('one', 'C1', 'c1@contractor.example'), pg_temp.applied('one', 'C2', 'c1@contractor.example') $$, 'M14: with a single contractor that is the reviewer''s to see');
select throws_ok($$ select public.staff_application_review(pg_temp.drafter(), pg_temp.x('a1'), 'accept', null) $$, 'PT422', 'FIELD_INVALID', 'M14: an application is accepted as that of a member');
select throws_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.x('a1'), pg_temp.member('other', 'C1')) $$, 'PT422', 'FIELD_INVALID', 'M14: of this very case');
select throws_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.x('a1'), pg_temp.member('v', 'C9')) $$, 'PT422', 'FIELD_INVALID', 'M14: who is still one');
select throws_ok($$ select public.staff_application_accept_member(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), pg_temp.x('a1'), pg_temp.member('v', 'C1')) $$, 'PT403', 'ROLE_MISSING', 'M14: by a drafter');
select lives_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.x('a1'), pg_temp.member('v', 'C1')) $$, 'M14: a member''s application is accepted');
select lives_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.x('a1'), pg_temp.member('v', 'C1')) $$, 'M14: a second tap changes nothing');
select throws_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.applied('v', 'C1', 'again@contractor.example'), pg_temp.member('v', 'C1')) $$, 'PT409', 'APPLICATION_ACCEPTED_ALREADY', 'M14: one of each member');
select throws_ok($$ select public.staff_application_accept_member(pg_temp.drafter(), pg_temp.applied('one', 'C9', 'c9@contractor.example'), pg_temp.member('v', 'C2')) $$, 'PT422', 'FIELD_INVALID', 'M14: a single contractor is nobody''s member');
select throws_ok($$ select pg_temp.case('v', '{"caseType": "construction"}', pg_temp.x('v')) $$, 'PT409', 'VENTURE_IN_USE', 'M14: what was accepted rests on the 共同企業体');
select lives_ok($$ select pg_temp.case('v', pg_temp.venture(pg_temp.three(), 'V2') || '{"caseType": "construction"}', pg_temp.x('v')) $$, 'M14: whose name may still be corrected');

-- The draft: its contractors are the members, whatever was typed
insert into x select 'e', pg_temp.draft('v');
select results_eq($$ select ord, kind::text, company, title, principal_name, email, venture_role from public.party where envelope_id = pg_temp.x('e') order by ord $$,
  $$ values (1, 'contractor', 'C1', 'TC1', 'NC1', 'c1@contractor.example', 'member'), (2, 'contractor', 'C2', null, null, null, 'member'),
    (3, 'contractor', 'C3', null, null, null, 'representative'), (4, 'municipality', 'A', 'T', 'P', null, null) $$, 'M14: a party for each member in order, filled by its accepted application');
select is((select counterparty_name from public.envelope where id = pg_temp.x('e')), 'V2', 'M55: the 取引先 is the 共同企業体');
select is(pg_temp.missing('e'), '["application"]', 'M14: not sent before every member has applied');
select pg_temp.accepted('v', 'C2');
select is(pg_temp.missing('e'), '["application"]', 'M14: two of three are not enough');
select pg_temp.accepted('v', 'C3');
select is((select string_agg(email, ' ' order by ord) from public.party where envelope_id = pg_temp.x('e')), 'c1@contractor.example c2@contractor.example c3@contractor.example', 'M13: what is accepted shows in the draft');
select is(pg_temp.missing('e'), '["application.attachments"]', 'M15: the 代表構成員 brings what the rules demand');
do $$
declare i uuid; s text := repeat('7', 64);
begin
  i := (public.attachment_begin(pg_temp.drafter(), null, jsonb_build_object('caseId', pg_temp.x('v'), 'applicationId', (select id from public.application where member_id = pg_temp.member('v', 'C3')),
    'kind', 'list', 'name', 'l.pdf', 'size', 9, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(pg_temp.drafter(), null, i, 0, 9, s, pg_temp.object(9, s));
  perform public.attachment_done(pg_temp.drafter(), null, i, 1);
end;
$$;
select is(pg_temp.missing('e'), '[]', 'M14: complete');
update public.party set email = 'else@contractor.example' where envelope_id = pg_temp.x('e') and ord = 2;
select is(pg_temp.missing('e'), '["application.email"]', 'M13: each goes to the address of its own application alone');
select lives_ok($$ select pg_temp.draft('v', '{"signOrder": "municipality_first"}', pg_temp.x('e')) $$, 'M14: a draft is saved again');
select is((select string_agg(coalesce(company, '') || coalesce(email, ''), ' ' order by ord) from public.party where envelope_id = pg_temp.x('e')),
  'A C1c1@contractor.example C2c2@contractor.example C3c3@contractor.example', 'M14: with the municipality first, the members keep their order after it');
select throws_ok($$ select pg_temp.draft('one', '{}', pg_temp.x('e')) $$, 'PT409', 'VENTURE_DRAFT', 'M14: such a draft stays with its case');
select throws_ok($$ select pg_temp.case('v', pg_temp.venture(pg_temp.three(), 'V3') || '{"caseType": "construction"}', pg_temp.x('v')) $$, 'PT409', 'VENTURE_IN_USE', 'M14: and the case keeps its members under a draft');
select throws_ok($$ insert into public.party (envelope_id, municipality_id, ord, kind) values (pg_temp.x('e'), 'a0000000-0000-4000-8000-000000000001', 9, 'contractor'), (pg_temp.x('e'), 'a0000000-0000-4000-8000-000000000001', 10, 'contractor') $$, '23505', null, 'M14: beside the members there is no contractor');
insert into x select 'e1', pg_temp.draft('one');
select throws_ok($$ insert into public.party (envelope_id, municipality_id, ord, kind) values (pg_temp.x('e1'), 'a0000000-0000-4000-8000-000000000001', 9, 'contractor') $$, '23505', null, 'M14: without 共同企業体 SQL refuses a second contractor');
select throws_ok($$ insert into public.party (envelope_id, municipality_id, ord, kind, member_id, venture_role) values (pg_temp.x('e1'), 'a0000000-0000-4000-8000-000000000001', 9, 'contractor', pg_temp.member('v', 'C1'), 'member') $$, 'PT409', 'VENTURE_DRAFT', 'M14: also as another case''s member');

-- L9: each member accepts the electronic method for itself
insert into x select 'law', pg_temp.case('law', pg_temp.venture('[{"company": "C1"}, {"company": "C2", "representative": true}]') || '{"flags": ["recycling"]}');
select pg_temp.accepted('law', 'C1');
select public.staff_application_accept_member(pg_temp.drafter(), public.staff_application_enter(pg_temp.drafter(), pg_temp.x('law'),
  '{"source": "external", "receivedOn": "2026-05-10", "company": "C2", "principalName": "N", "email": "c2@contractor.example"}', '[]', '{}'), pg_temp.member('law', 'C2'));
insert into x select 'e2', pg_temp.draft('law');
select ok(pg_temp.missing('e2') ? 'acceptance.recycling', 'L9: the 承諾 of one member is not that of the other');

-- A sent envelope of three members with a guarantee
insert into x select 's', pg_temp.case('s', pg_temp.venture(pg_temp.three()) || '{"flags": ["guarantee"]}');
select pg_temp.accepted('s', 'C' || n) from generate_series(1, 3) n;
insert into x select 'es', pg_temp.draft('s');
create function pg_temp.token(p_n integer) returns text language sql as $$ select encode(sha256(('token' || p_n)::bytea), 'hex') $$;
create function pg_temp.extend(p_kind text, p_party uuid) returns void language sql as $$
  select public.revision_add(pg_temp.x('d'), jsonb_build_object('kind', p_kind, 'partyId', p_party, 'sha256Hex', h.s, 'incrementLength', 10,
    'length', (private.newest_revision(pg_temp.x('d'))).length + 10, 'objectKey', pg_temp.object(10, h.s)))
    from (select encode(sha256((p_kind || coalesce(p_party::text, ''))::bytea), 'hex') s) h
$$;
do $$
declare u uuid; o text; s text := repeat('3', 64);
begin
  u := (public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('es'), 'x.pdf', 100, s) ->> 'uploadId')::uuid;
  o := pg_temp.object(100, s);
  perform public.staff_upload_part(pg_temp.drafter(), u, 0, 100, s, o);
  insert into x values ('d', public.staff_document_add(pg_temp.drafter(), u, jsonb_build_object('name', 'x.pdf', 'pageCount', 1, 'repaired', false,
    'certificateId', left(s, 32), 'revisions', jsonb_build_array(
      jsonb_build_object('kind', 'uploaded', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100),
      jsonb_build_object('kind', 'base', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100)))));
  perform pg_temp.extend('stamp', null);
  perform public.staff_envelope_send(pg_temp.drafter(), pg_temp.x('es'));
end;
$$;
insert into x select 'p' || ord, id from public.party where envelope_id = pg_temp.x('es');
create function pg_temp.mailed() returns text language sql as $$
  select string_agg(p.ord::text, ',' order by p.ord) from private.mail_outbox m join public.party p on p.id = m.party_id
   where m.envelope_id = pg_temp.x('es') and m.kind = 'sign_request'
$$;
create function pg_temp.opened(p_n integer) returns void language plpgsql as $$
begin
  perform public.link_issue(pg_temp.x('p' || p_n), 1, pg_temp.token(p_n));
  perform public.mail_sent((select id from private.mail_outbox where party_id = pg_temp.x('p' || p_n) and kind = 'sign_request'), 'm');
  perform public.link_open(pg_temp.token(p_n), pg_temp.contractor());
  perform public.link_progress(pg_temp.token(p_n), pg_temp.contractor(), jsonb_build_object('openedDocumentIds', jsonb_build_array(pg_temp.x('d')),
    'noteRead', true, 'principalConfirmed', true, 'operatorKind', 'principal'));
end;
$$;
create function pg_temp.consent(p_n integer) returns text language sql as $$
  select public.link_consent(pg_temp.token(p_n), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x('d'),
    'sha256Hex', (private.newest_revision(pg_temp.x('d'))).sha256_hex)), '{"kind": "principal"}') ->> 'status'
$$;
create function pg_temp.sealed(p_n integer) returns text language plpgsql as $$
begin
  perform pg_temp.extend('seal', pg_temp.x('p' || p_n));
  return public.party_sealed(pg_temp.x('p' || p_n)) ->> 'status';
end;
$$;
select is(pg_temp.mailed(), '1', 'M14: the first member alone is asked');

-- A wrong address before its turn: only the address, and no mail
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000105', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000012', 'drafter', 'another');
create function pg_temp.correct(p_n integer, p_email text, p_actor jsonb default pg_temp.drafter()) returns void language sql as $$
  select public.staff_contractor_correct(p_actor, pg_temp.x('p' || p_n), p_email)
$$;
create function pg_temp.accepted_at(p_n integer, p_email text) returns void language sql as $$
  update public.application set email = p_email where member_id = pg_temp.member('s', 'C' || p_n) and status = 'accepted'
$$;
select throws_ok($$ select pg_temp.correct(2, 'c2@contractor.example') $$, 'PT422', 'EMAIL_UNCHANGED', 'M82: a correction corrects');
select throws_ok($$ select pg_temp.correct(2, 'typed@contractor.example') $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'M13: to no address but that of the member''s accepted application');
select throws_ok($$ select pg_temp.correct(2, 'c3@contractor.example') $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'M13: nor to another member''s');
select throws_ok($$ select pg_temp.correct(2, 'wrong') $$, 'PT422', 'FIELD_INVALID', 'M82: to an address');
select pg_temp.accepted_at(2, 'right2@contractor.example'), pg_temp.accepted_at(3, 'right3@contractor.example');
select throws_ok($$ select pg_temp.correct(2, 'right2@contractor.example', pg_temp.staff('a0000000-0000-4000-8000-000000000105')) $$, 'PT404', 'ENVELOPE_NOT_FOUND', 'M82: another department corrects nothing');
select throws_ok($$ select pg_temp.correct(2, 'right2@contractor.example', pg_temp.staff('a0000000-0000-4000-8000-000000000104')) $$, 'PT403', 'ROLE_MISSING', 'M82: nor who only reads');
select throws_ok($$ select pg_temp.correct(2, 'right2@contractor.example', pg_temp.contractor()) $$, 'PT400', 'ACTOR_INVALID', 'M82: nor a contractor');
select lives_ok($$ select pg_temp.correct(2, 'right2@contractor.example') $$, 'M14, M82: a member is corrected before its turn, while another is still wrong');
select is((select p.email from public.party p where p.id = pg_temp.x('p2')), 'right2@contractor.example', 'M82: to the address that was accepted');
select is((select count(*) from private.party_link l where l.party_id = pg_temp.x('p2')), 0::bigint, 'M82: it is given no link yet');
select is(pg_temp.mailed(), '1', 'M14: and nobody is asked before the turn');
select results_eq($$ select l.actor_label, l.party_id, l.context from public.operation_log l where l.envelope_id = pg_temp.x('es') and l.event = 'contractor_corrected' $$,
  $$ values ('drafter', pg_temp.x('p2'), '{"before": "c2@contractor.example", "after": "right2@contractor.example"}'::jsonb) $$, 'M70, M82: it is logged: who, and from what to what');
select pg_temp.correct(3, 'right3@contractor.example');
select throws_ok($$ select public.staff_contractor_correct(pg_temp.drafter(), (select p.id from public.party p where p.envelope_id = pg_temp.x('es') and p.kind = 'municipality'), 'x@contractor.example') $$, 'PT409', 'EVENT_NOT_ALLOWED', 'M82: the municipality''s party has no address');
savepoint passed;
update public.envelope set status = 'withdrawn' where id = pg_temp.x('es');
select pg_temp.accepted_at(2, 'late2@contractor.example');
select throws_ok($$ select pg_temp.correct(2, 'late2@contractor.example') $$, 'PT409', 'EVENT_NOT_ALLOWED', 'M82: nothing is corrected in an envelope that has ended');
rollback to passed;
select pg_temp.opened(1);
select is(public.link_venture(pg_temp.token(1)) -> 'members' -> 2, '{"own": false, "role": "representative", "sealed": false, "company": "C3"}', 'M14: a link says who signs with its holder');
select is(public.link_guarantee(pg_temp.token(1)) -> 'guarantee', 'null', 'M31: a 構成員 gives no guarantee');
select throws_ok($$ select public.link_guarantee_give(pg_temp.token(1), pg_temp.contractor(), '{"kind": "exempt", "grounds": "g"}') $$, 'PT409', 'GUARANTEE_NOT_WANTED', 'M31: and cannot');
do $$
declare i uuid; s text := repeat('8', 64);
begin
  i := (public.staff_payment_slip_begin(pg_temp.drafter(), pg_temp.x('es'), jsonb_build_object('name', 's.pdf', 'size', 9, 'sha256Hex', s)) ->> 'attachmentId')::uuid;
  perform public.attachment_part(pg_temp.drafter(), null, i, 0, 9, s, pg_temp.object(9, s));
  perform public.attachment_done(pg_temp.drafter(), null, i, 1);
end;
$$;
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('es') and kind = 'payment_slip_contractor'), 0::bigint, 'M32: nor is it told of a 納付書');
select is(pg_temp.consent(1), 'consented', 'M31: it signs without');
select is(pg_temp.mailed(), '1', 'M14: nobody is asked before the seal is there');
select is(pg_temp.sealed(1), 'partly_signed', 'M14: sealed');
select is(pg_temp.mailed(), '1,2', 'M14: then the next member is asked');
select is((select public.mail_subject(m.id) ->> 'to' from private.mail_outbox m where m.party_id = pg_temp.x('p2') and m.kind = 'sign_request'), 'right2@contractor.example', 'M82: at the corrected address');
savepoint sealed;
select pg_temp.accepted_at(1, 'late1@contractor.example');
select throws_ok($$ select pg_temp.correct(1, 'late1@contractor.example') $$, 'PT409', 'EVENT_NOT_ALLOWED', 'M82: nobody is corrected who has sealed');
rollback to sealed;
savepoint turn;
select pg_temp.accepted_at(2, 'again2@contractor.example');
select pg_temp.correct(2, 'again2@contractor.example');
select is(private.current_generation(pg_temp.x('p2')), 2, 'M82: in its turn it is given a new link');
rollback to turn;
select throws_ok($$ update public.party set member_id = pg_temp.member('s', 'C1') where id = pg_temp.x('p3') $$, 'PT409', 'VENTURE_DRAFT', 'M14: who is who stays as it was sent');
select pg_temp.opened(2), pg_temp.consent(2);
select is(pg_temp.sealed(2), 'partly_signed', 'M14: the second seals');
select pg_temp.opened(3);
select throws_ok($$ select pg_temp.consent(3) $$, 'PT409', 'CHECKLIST_UNFINISHED', 'M31: the 代表構成員 does not sign without the guarantee');
select public.link_guarantee_give(pg_temp.token(3), pg_temp.contractor(), '{"kind": "exempt", "grounds": "g"}');
select is(pg_temp.consent(3), 'consented', 'M31: which it gives for all');
select is(pg_temp.sealed(3), 'partly_signed', 'M14: and seals last of the members');
select is((public.seal_subject(pg_temp.x('p1')) -> 'party' ->> 'ventureRole') || (public.seal_subject(pg_temp.x('p3')) -> 'party' ->> 'ventureRole'), 'memberrepresentative', 'M44: the certificate learns who represents');
select is((select public.mail_subject(id) ->> 'company' from private.mail_outbox where envelope_id = pg_temp.x('es') and kind = 'sign_request' and party_id = pg_temp.x('p2')), 'C2', 'M14: a mail names the member that it goes to');
select is((select public.mail_subject(id) ->> 'company' from private.mail_outbox where envelope_id = pg_temp.x('es') and kind = 'guarantee_submitted_staff' limit 1), 'V', 'M14: a mail to staff names the 共同企業体');

-- One member declines, or lets 署名期限 pass: whoever has signed is told, and reads nobody's reason
create function pg_temp.told() returns text language sql as $$
  select coalesce(string_agg(p.ord::text, ',' order by p.ord), '') from private.mail_outbox m join public.party p on p.id = m.party_id
   where m.envelope_id = pg_temp.x('es') and m.kind = 'venture_ended_contractor'
$$;
savepoint ended;
update public.envelope set status = 'expired' where id = pg_temp.x('es');
select is(pg_temp.told(), '1,2,3', 'M14: the members who have signed are told of the end');
rollback to ended;
savepoint ended;
update public.envelope set closed_reason = 'secret' where id = pg_temp.x('es');
update public.envelope set status = 'declined' where id = pg_temp.x('es');
select is(pg_temp.told(), '1,2,3', 'M14: also where another declined');
select is(public.link_view(pg_temp.token(1)) -> 'closedReason', 'null', 'M14: whose reason is between it and the sender');
rollback to ended;

-- L10, M8: any member may ask for paper, and all go with it
select lives_ok($$ select public.link_paper(pg_temp.token(2), pg_temp.contractor(), null) $$, 'M8: a member who has sealed may still ask for paper');
select is((select status::text from public.envelope where id = pg_temp.x('es')), 'switched_to_paper', 'L10: the whole goes to paper');
select is((select count(*) from public.application where case_id = pg_temp.x('s') and status = 'withdrawn'), 3::bigint, 'L10: with the 承諾 of every member');
select is((select count(*) from private.mail_outbox where envelope_id = pg_temp.x('es') and kind = 'paper_contractor'), 3::bigint, 'M8: every member who was written to is told');

-- RLS
insert into public.municipality (id, code, name) values ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'admin', 'other');
set local role authenticated;
set local request.jwt.claims = '{"sub": "a0000000-0000-4000-8000-000000000104", "aal": "aal2"}';
select ok((select count(*) > 0 from public.case_member), 'M1: a viewer of the municipality sees the members');
set local request.jwt.claims = '{"sub": "b0000000-0000-4000-8000-000000000101", "aal": "aal2"}';
select is((select count(*) from public.case_member), 0::bigint, 'M1: nobody of another municipality does');
reset role;

select * from finish();
rollback;
