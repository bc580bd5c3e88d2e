-- Following a sent envelope: reminders, a later deadline, a corrected address, mails that come back.
begin;
select plan(42);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
-- One account holds every role: what it may not do is not for want of a role.
insert into public.membership (user_id, municipality_id, department_id, role, display_name)
select u, 'a0000000-0000-4000-8000-000000000001'::uuid, null::uuid, r::public.membership_role, n
  from (values ('a0000000-0000-4000-8000-000000000101'::uuid, 'all', array['drafter', 'approver', 'signer', 'admin']),
    ('a0000000-0000-4000-8000-000000000104', 'approver', array['approver']),
    ('a0000000-0000-4000-8000-000000000102', 'signer', array['signer'])) m (u, n, roles), unnest(m.roles) r;
insert into public.membership (user_id, municipality_id, role, display_name) values
  ('b0000000-0000-4000-8000-000000000103', 'b0000000-0000-4000-8000-000000000001', 'admin', 'admin of B');

-- A case whose application was accepted: what an envelope needs to be sent.
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test', 'totpAt', now())
$$;
create function pg_temp.everybody() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.approver() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000104') $$;
create function pg_temp.signer() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000102') $$;
create function pg_temp.object(p_size bigint, p_sha text) returns text language plpgsql as $$
declare v text := 'o/' || gen_random_uuid();
begin
  perform public.object_put(v, 'wrapped', p_size, p_sha);
  return v;
end;
$$;
create function pg_temp.made(p_certificate text, p_order text default 'contractor_first') returns uuid language plpgsql as $$
declare
  v uuid; u uuid; d uuid; s text := repeat('1', 64); o text := pg_temp.object(100, repeat('1', 64));
begin
  v := public.staff_envelope_save(pg_temp.everybody(), null, jsonb_build_object('title', 't', 'caseId', 'a0000000-0000-4000-8000-000000000051', 'counterpartyName', 'C',
    'transactionOn', '2026-01-14', 'amountKind', 'unit_price', 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31', 'signOrder', p_order,
    'contractor', jsonb_build_object('company', 'C', 'principalName', 'N', 'email', 'c@contractor.example'),
    'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')));
  u := (public.staff_upload_begin(pg_temp.everybody(), v, 'x.pdf', 100, s) ->> 'uploadId')::uuid;
  perform public.staff_upload_part(pg_temp.everybody(), u, 0, 100, s, pg_temp.object(100, s));
  d := public.staff_document_add(pg_temp.everybody(), u, jsonb_build_object('name', 'x.pdf', 'pageCount', 1, 'repaired', false,
    'certificateId', p_certificate, 'revisions', jsonb_build_array(
      jsonb_build_object('kind', 'uploaded', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100),
      jsonb_build_object('kind', 'base', 'objectKey', o, 'sha256Hex', s, 'length', 100, 'incrementLength', 100))));
  perform public.revision_add(d, jsonb_build_object('kind', 'stamp', 'objectKey', pg_temp.object(10, repeat('2', 64)),
    'sha256Hex', repeat('2', 64), 'length', 110, 'incrementLength', 10));
  return v;
end;
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.hashes(p_k text) returns jsonb language sql as $$
  select jsonb_agg(jsonb_build_object('documentId', d.id, 'sha256Hex', (private.newest_revision(d.id)).sha256_hex))
    from public.document d where d.envelope_id = pg_temp.x(p_k)
$$;
create function pg_temp.own_party(p_k text) returns uuid language sql as $$
  select p.id from public.party p where p.envelope_id = pg_temp.x(p_k) and p.kind = 'municipality'
$$;


create function pg_temp.contractor(p_k text) returns uuid language sql as $$
  select p.id from public.party p where p.envelope_id = pg_temp.x(p_k) and p.kind = 'contractor'
$$;
create function pg_temp.mails(p_k text, p_kind text) returns bigint language sql as $$
  select count(*) from private.mail_outbox m where m.envelope_id = pg_temp.x(p_k) and m.kind::text = p_kind
$$;
-- An instant of Japan's clock.
create function pg_temp.jst(p_text text) returns timestamptz language sql as $$ select p_text::timestamp at time zone 'Asia/Tokyo' $$;

insert into x select 'e', pg_temp.made(repeat('a', 32));
select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('e'));
select public.mail_sent(m.id, 'x') from private.mail_outbox m where m.envelope_id = pg_temp.x('e');

-- Reminders: 署名期限 is 2099-12-31
select is(private.remind_due(pg_temp.jst('2099-12-27 10:00')), 0, 'M81: nobody is reminded before the set day');
select is(private.remind_due(pg_temp.jst('2099-12-28 08:59')), 0, 'M81: nor before nine in the morning');
select is(private.remind_due(pg_temp.jst('2099-12-28 09:00')), 1, 'M81: three days before the deadline a contractor is reminded');
select is(private.remind_due(pg_temp.jst('2099-12-28 18:00')), 0, 'M81: once a day');
select is(private.remind_due(pg_temp.jst('2099-12-29 09:00')), 0, 'M81: and not on the days between');
select is(private.remind_due(pg_temp.jst('2099-12-30 09:00')), 1, 'M81: again on the last but one');
select is(pg_temp.mails('e', 'reminder_contractor'), 2::bigint, 'M81: each is a mail');
select is((select m.generation from private.mail_outbox m where m.envelope_id = pg_temp.x('e') and m.kind = 'reminder_contractor' limit 1), 1, 'with the link that is out already');
select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": false, "onePersonAllowed": true, "reminderDays": [5], "staffReminderDays": 2}');
select is(private.remind_due(pg_temp.jst('2099-12-26 09:00')), 1, 'M81: the days are the municipality''s setting');
select throws_ok($$ select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": false, "onePersonAllowed": true, "reminderDays": [90], "staffReminderDays": 2}') $$, 'PT400', 'REQUEST_INVALID', 'within sixty');
select public.staff_remind(pg_temp.everybody(), pg_temp.contractor('e'));
select public.staff_remind(pg_temp.everybody(), pg_temp.contractor('e'));
select is(pg_temp.mails('e', 'reminder_contractor'), 3::bigint, 'M81: by hand too, and a second tap adds nothing while mails wait');
-- Many at once
select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": false, "onePersonAllowed": true, "reminderDays": [6], "staffReminderDays": 2}');
insert into x select 'many', pg_temp.made(repeat('c', 32));
select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('many'));
select public.mail_sent(m.id, 'x') from private.mail_outbox m where m.envelope_id = pg_temp.x('many');
select is(private.remind_due(pg_temp.jst('2099-12-25 09:00'), 1), 1, 'M81: a run reminds so many at most');
select is(private.remind_due(pg_temp.jst('2099-12-25 09:01'), 1), 1, 'M81: the next one goes on with the rest');
select is(private.remind_due(pg_temp.jst('2099-12-25 09:02'), 1), 0, 'M81: until nobody is left');
select is(pg_temp.mails('many', 'reminder_contractor'), 1::bigint, 'M81: each with one mail');
select public.staff_envelope_withdraw(pg_temp.everybody(), pg_temp.x('many'), 'x');
insert into x select 'm', pg_temp.made(repeat('b', 32), 'municipality_first');
select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('m'));
select is(private.remind_due(pg_temp.jst(((now() at time zone 'Asia/Tokyo')::date + 1)::text || ' 09:00')), 0, 'the municipality is not reminded on each day');
select is(private.remind_due(pg_temp.jst(((now() at time zone 'Asia/Tokyo')::date + 2)::text || ' 09:00')), 1, 'but every so many, while it is its turn');

-- Extension
select throws_ok($$ select public.staff_deadline_extend(pg_temp.everybody(), pg_temp.x('e'), '2099-12-31') $$, 'PT422', 'DEADLINE_NOT_LATER', 'M82: a deadline moves to a later day only');
select throws_ok($$ select public.staff_deadline_extend(pg_temp.signer(), pg_temp.x('e'), '2100-01-31') $$, 'PT403', 'ROLE_MISSING', 'by a drafter');
select throws_ok($$ update public.envelope set deadline_on = '2099-12-01' where id = pg_temp.x('e') $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'M82: nobody shortens it, the owner neither');
select public.staff_deadline_extend(pg_temp.everybody(), pg_temp.x('e'), '2100-01-31');
select is((select l.expires_at from private.party_link l where l.party_id = pg_temp.contractor('e') and l.revoked_at is null), pg_temp.jst('2100-01-31 23:59:59'), 'M82: the link that is out is good until the new day');
select is(pg_temp.mails('e', 'deadline_extended_contractor'), 1::bigint, 'and the contractor is told');

-- A mail that comes back
insert into x select 'o', (select m.id from private.mail_outbox m where m.envelope_id = pg_temp.x('e') and m.kind = 'sign_request');
select ok(not public.mail_bounced(pg_temp.x('o'), 'other@contractor.example', '5.1.1'), 'M16: a report about another address says nothing');
select ok(not public.mail_bounced(gen_random_uuid(), 'c@contractor.example', '5.1.1'), 'nor one about a mail that is not ours');
select ok(public.mail_bounced(pg_temp.x('o'), 'C@contractor.example', '5.1.1'), 'M16: a mail that came back sets the state');
select ok(not public.mail_bounced(pg_temp.x('o'), 'c@contractor.example', '5.1.1'), 'once');
select is((select p.bounce_code from public.party p where p.id = pg_temp.contractor('e')), '5.1.1', 'with the code of the report');
select is(pg_temp.mails('e', 'mail_bounced_staff'), 1::bigint, 'M16: and whoever made the envelope is told');
-- Of this envelope alone: on every second day another one's municipality is reminded at that instant.
do $$ begin perform private.remind_due(pg_temp.jst('2100-01-26 09:00')); end $$;
select is(pg_temp.mails('e', 'reminder_contractor'), 4::bigint, 'nobody is reminded at an address that does not work');

-- The corrected address
select throws_ok($$ select public.staff_contractor_correct(pg_temp.everybody(), pg_temp.contractor('e'), 'c@contractor.example') $$, 'PT422', 'EMAIL_UNCHANGED', 'M82: a correction corrects');
select throws_ok($$ select public.staff_contractor_correct(pg_temp.everybody(), pg_temp.contractor('e'), 'c@contractor') $$, 'PT422', 'FIELD_INVALID', 'to an address');
select throws_ok($$ update public.party set company = 'other' where id = pg_temp.contractor('e') $$, 'PT409', 'ENVELOPE_NOT_DRAFT', 'M82: nothing else of the party changes');
select throws_ok($$ select public.staff_contractor_correct(pg_temp.everybody(), pg_temp.contractor('e'), 'right@contractor.example') $$, 'PT422', 'ENVELOPE_INCOMPLETE', 'M13: to the address of the accepted application alone');
update public.application set email = 'right@contractor.example' where case_id = 'a0000000-0000-4000-8000-000000000051';
select public.staff_contractor_correct(pg_temp.everybody(), pg_temp.contractor('e'), 'right@contractor.example');
select results_eq($$ select p.email, p.bounced_at is null, private.current_generation(p.id) from public.party p where p.id = pg_temp.contractor('e') $$, $$ values ('right@contractor.example', true, 2) $$, 'M82: a new link goes to the right address, the old one is dead');
select is((select count(*) from private.mail_outbox m where m.envelope_id = pg_temp.x('e') and m.kind = 'reminder_contractor' and m.status = 'queued'), 0::bigint, 'and no mail with the old link leaves any more');

-- An SMTP server that refuses the recipient for good
select public.mail_failed(m.id, 'MAIL_UNDELIVERABLE', true) from private.mail_outbox m where m.envelope_id = pg_temp.x('e') and m.kind = 'sign_request' and m.status = 'queued';
select is((select p.bounce_code from public.party p where p.id = pg_temp.contractor('e')), 'MAIL_UNDELIVERABLE', 'M16: a server''s refusal sets the state as well');

-- Made anew
select public.staff_envelope_withdraw(pg_temp.everybody(), pg_temp.x('e'), 'wrong amount');
insert into x select 'copy', public.staff_envelope_copy(pg_temp.everybody(), pg_temp.x('e'));
select results_eq($$ select e.status::text, e.title, e.deadline_on, e.management_label from public.envelope e where e.id = pg_temp.x('copy') $$, $$ values ('draft', 't', null::date, null::text) $$, 'M82: what was withdrawn is made anew as a draft without deadline and number');
select is((select p.email from public.party p where p.id = pg_temp.contractor('copy')), 'right@contractor.example', 'with its contractor');
select results_eq($$ select r.kind::text, r.sha256_hex from public.document_revision r where r.envelope_id = pg_temp.x('copy') order by r.ord $$, $$ values ('uploaded', repeat('1', 64)), ('base', repeat('1', 64)) $$, 'with its files as they were uploaded, unstamped');
select is((select count(distinct d.certificate_id) from public.document d where d.envelope_id in (pg_temp.x('e'), pg_temp.x('copy'))), 2::bigint, 'M47: under a 締結証明書ID of their own');
select isnt((select e.management_label from public.envelope e where e.id = pg_temp.x('e')), null, 'M82: the withdrawn one keeps its 管理番号');
select throws_ok($$ select public.staff_envelope_copy(pg_temp.signer(), pg_temp.x('e')) $$, 'PT403', 'ROLE_MISSING', 'by a drafter');

select * from finish();
rollback;
