-- 決裁 and separated duties: who may not decide on the own draft, and what a municipality may lift.
begin;
select plan(25);

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

-- The setting
select throws_ok($$ select public.staff_setting_save(pg_temp.approver(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": true, "onePersonAllowed": false, "reminderDays": [3, 1], "staffReminderDays": 3}') $$,
  'PT403', 'ROLE_MISSING', 'M84: only an administrator changes how the municipality works');
select throws_ok($$ select public.staff_setting_save(pg_temp.staff('b0000000-0000-4000-8000-000000000103'), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": true, "onePersonAllowed": false, "reminderDays": [3, 1], "staffReminderDays": 3}') $$,
  'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: nor another municipality''s administrator');
select throws_ok($$ select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": "yes"}') $$,
  'PT400', 'REQUEST_INVALID', 'a setting is said whole');
select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": true, "onePersonAllowed": false, "reminderDays": [3, 1], "staffReminderDays": 3}');
select is((select l.context #>> '{after,approval_required}' from public.operation_log l where l.event = 'setting_changed' and l.municipality_id = 'a0000000-0000-4000-8000-000000000001'),
  'true', 'M84: the change is logged with what it is now');

-- Approval
insert into x select 'a', pg_temp.made(repeat('a', 32));
select throws_ok($$ select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('a')) $$, 'PT409', 'APPROVAL_REQUIRED', 'M83: nothing is sent without 決裁 where it is required');
select public.staff_envelope_submit(pg_temp.everybody(), pg_temp.x('a'));
select results_eq($$ select m.user_id from private.mail_outbox m where m.envelope_id = pg_temp.x('a') and m.kind = 'approval_requested_staff' $$,
  $$ values ('a0000000-0000-4000-8000-000000000104'::uuid) $$, 'M83: the approvers are written to, not who drafted');
select throws_ok($$ select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('a')) $$, 'PT403', 'SAME_PERSON', 'M83: who drafted does not approve');
select throws_ok($$ select public.staff_envelope_return(pg_temp.everybody(), pg_temp.x('a'), 'c') $$, 'PT403', 'SAME_PERSON', 'nor returns it as an approver');
select throws_ok($$ select public.staff_envelope_return(pg_temp.approver(), pg_temp.x('a'), ' ') $$, 'PT422', 'REASON_MISSING', 'M83: a return says why');
select public.staff_envelope_return(pg_temp.approver(), pg_temp.x('a'), 'page 2');
select is((select l.context ->> 'comment' from public.operation_log l where l.envelope_id = pg_temp.x('a') and l.event = 'envelope_returned'), 'page 2', 'M83: the comment is kept');
select results_eq($$ select m.user_id from private.mail_outbox m where m.envelope_id = pg_temp.x('a') and m.kind = 'returned_staff' $$,
  $$ values ('a0000000-0000-4000-8000-000000000101'::uuid) $$, 'the drafter is written to');
select public.staff_envelope_submit(pg_temp.everybody(), pg_temp.x('a'));
select throws_ok($$ select public.staff_envelope_recall(pg_temp.approver(), pg_temp.x('a')) $$, 'PT403', 'ROLE_MISSING', 'an approver does not recall');
select public.staff_envelope_recall(pg_temp.everybody(), pg_temp.x('a'));
select is((select e.status::text from public.envelope e where e.id = pg_temp.x('a')), 'draft', 'a drafter takes it back to change it');
select public.staff_envelope_submit(pg_temp.everybody(), pg_temp.x('a'));
select ok(public.staff_envelope_send(pg_temp.approver(), pg_temp.x('a'), 'fine') ->> 'managementLabel' is not null, 'M83: another person approves, and it is sent');
select is((select l.context ->> 'comment' from public.operation_log l where l.envelope_id = pg_temp.x('a') and l.event = 'envelope_sent'), 'fine', 'an approver''s comment is kept');

-- Signature
insert into x select 'm', pg_temp.made(repeat('b', 32), 'municipality_first');
select public.staff_envelope_submit(pg_temp.everybody(), pg_temp.x('m'));
select public.staff_envelope_send(pg_temp.approver(), pg_temp.x('m'));
select results_eq($$ select m.user_id from private.mail_outbox m where m.envelope_id = pg_temp.x('m') and m.kind = 'signature_requested_staff' $$,
  $$ values ('a0000000-0000-4000-8000-000000000102'::uuid) $$, 'the signers are written to when it is their turn, not who drafted');
select throws_ok($$ select public.staff_consent(pg_temp.everybody(), pg_temp.own_party('m'), pg_temp.hashes('m'), '{"authority": "x"}') $$,
  'PT403', 'SAME_PERSON', 'M80: who drafted does not sign for the municipality');
select public.staff_consent(pg_temp.signer(), pg_temp.own_party('m'), pg_temp.hashes('m'), '{"authority": "x", "decisionNumber": "12"}');
select is((select c.authority || '/' || c.decision_number from public.consent c where c.party_id = pg_temp.own_party('m')), 'x/12', 'authority and 決裁番号 are kept apart');
select is(private.consent_json(pg_temp.own_party('m')) ->> 'authority', 'x 12', 'M37: the certificate prints both');

-- What the desk shows
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000102", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select results_eq($$ select d.kind from public.staff_desk() d order by 1 $$, $$ values ('contractor'), ('service') $$, 'the desk says what waits for whom');
select results_eq($$ select distinct d.seal_by from public.staff_desk() d $$, $$ values ('2026-01-28'::date) $$, 'M36: and by when the rules expect the last seal after 契約締結日');
select set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000103", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.staff_desk()), 0::bigint, 'M1: nobody sees another municipality''s desk');
select is(public.seal_within_days('a0000000-0000-4000-8000-000000000051'), null, 'M1: nor what its rules expect');
reset role;

-- Lifted
select public.staff_setting_save(pg_temp.everybody(), 'a0000000-0000-4000-8000-000000000001', '{"approvalRequired": false, "onePersonAllowed": true, "reminderDays": [3, 1], "staffReminderDays": 3}');
insert into x select 'o', pg_temp.made(repeat('c', 32), 'municipality_first');
select lives_ok($$ select public.staff_envelope_send(pg_temp.everybody(), pg_temp.x('o')) $$, 'without the rule a draft is sent directly');
select lives_ok($$ select public.staff_consent(pg_temp.everybody(), pg_temp.own_party('o'), pg_temp.hashes('o'), '{"authority": "x"}') $$, 'M80: the logged setting lets one person sign too');

select * from finish();
rollback;
