-- Templates: who keeps them, what may stand in them, what they demand; and that a draft is made once.
begin;
select plan(37);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'), ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P'), ('b0000000-0000-4000-8000-000000000031', 'b0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'other');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', 'accepted', 'C', 'N', 'c@contractor.example', '2026-01-10', 'a0000000-0000-4000-8000-000000000101');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.a() returns uuid language sql as $$ select 'a0000000-0000-4000-8000-000000000001'::uuid $$;
create function pg_temp.id(p_n integer) returns uuid language sql as $$ select ('c0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid $$;
create function pg_temp.template(p_change jsonb default '{}') returns jsonb language sql as $$
  select '{"name": "工事", "departmentId": null, "titlePattern": "{caseName} 請負契約", "contractKind": "final", "amountKind": "fixed", "signOrder": "contractor_first",
    "deadlineDays": 14, "signerId": "a0000000-0000-4000-8000-000000000031", "requiredDocuments": ["契約書", "仕様書"], "closed": false}'::jsonb || p_change
$$;
create function pg_temp.save(p_n integer, p_change jsonb default '{}') returns void language sql as $$
  select public.staff_template_save(pg_temp.drafter(), pg_temp.a(), pg_temp.id(p_n), pg_temp.template(p_change))
$$;

select throws_ok($$ select public.staff_template_save(pg_temp.staff('a0000000-0000-4000-8000-000000000102'), pg_temp.a(), pg_temp.id(1), pg_temp.template()) $$, 'PT403', 'ROLE_MISSING', 'M84: a signer keeps no templates');
select throws_ok($$ select public.staff_template_save(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.a(), pg_temp.id(1), pg_temp.template()) $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: nor does another municipality');
select throws_ok($$ select pg_temp.save(1, '{"departmentId": "a0000000-0000-4000-8000-000000000012"}') $$, 'PT403', 'ROLE_MISSING', 'M84: nor the drafter of another department');
select throws_ok(format($$ select pg_temp.save(1, %L) $$, t.change), 'PT422', t.code, 'M80: refused: ' || t.change)
  from (values ('{"name": " "}', 'FIELD_INVALID'), ('{"name": "12345678901234567890123456789012345678901"}', 'FIELD_INVALID'), ('{"titlePattern": "{password}"}', 'FIELD_INVALID'),
    ('{"titlePattern": "a\nb"}', 'FIELD_INVALID'), ('{"contractKind": "verbal"}', 'FIELD_INVALID'), ('{"amountKind": "x"}', 'FIELD_INVALID'), ('{"signOrder": null}', 'FIELD_INVALID'),
    ('{"deadlineDays": 0}', 'FIELD_INVALID'), ('{"deadlineDays": 366}', 'FIELD_INVALID'), ('{"deadlineDays": 1.5}', 'FIELD_INVALID'), ('{"signerId": "b0000000-0000-4000-8000-000000000031"}', 'FIELD_INVALID'),
    ('{"requiredDocuments": "x"}', 'FIELD_INVALID'), ('{"requiredDocuments": [""]}', 'FIELD_INVALID'), ('{"requiredDocuments": [1]}', 'FIELD_INVALID'),
    ('{"requiredDocuments": ["1","2","3","4","5","6","7","8","9","10","11"]}', 'FIELD_INVALID'), ('{"closed": null}', 'FIELD_INVALID'), ('{"secret": 1}', 'FIELD_UNKNOWN')) t (change, code);

select pg_temp.save(1);
select throws_ok($$ select pg_temp.save(2) $$, 'PT409', 'TEMPLATE_NAME_TAKEN', 'M80: two of one name could not be told apart');
select pg_temp.save(1, '{"deadlineDays": 21}');
select pg_temp.save(1, '{"deadlineDays": 21}');
select is((select count(*) from public.operation_log l where l.event = 'template_changed'), 2::bigint, 'M70: every change is in the log, and what changed nothing is not');
select is((select l.context #>> '{before,deadline_days}' from public.operation_log l where l.event = 'template_changed' order by l.id desc limit 1), '14', 'M70: with what it was before');
select pg_temp.save(n, jsonb_build_object('name', 'n' || n)) from generate_series(3, 101) n;
select throws_ok($$ select pg_temp.save(102, '{"name": "x"}') $$, 'PT409', 'TEMPLATES_FULL', 'M80: a hundred are kept at most');
select pg_temp.save(101, '{"name": "n101", "closed": true}');
select lives_ok($$ select pg_temp.save(102, '{"name": "n101"}') $$, 'M80: the name of a closed one is free again');

-- Drafts
create function pg_temp.draft(p_key integer, p_title text) returns uuid language sql as $$
  select public.staff_envelope_draft(pg_temp.drafter(), pg_temp.id(p_key), jsonb_build_object('title', p_title, 'caseId', 'a0000000-0000-4000-8000-000000000051', 'counterpartyName', 'C',
    'transactionOn', '2026-01-14', 'amountKind', 'fixed', 'amountJpy', 1, 'contractOn', '2026-01-14', 'deadlineOn', '2099-12-31',
    'contractor', jsonb_build_object('company', 'C', 'principalName', 'N', 'email', 'c@contractor.example'), 'municipality', jsonb_build_object('signerId', 'a0000000-0000-4000-8000-000000000031')))
$$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
insert into x select 'e', pg_temp.draft(1, 'a');
select is(pg_temp.draft(1, 'b'), pg_temp.x('e'), 'M82: whoever asks again with the same key gets the same draft');
select is((select e.title from public.envelope e where e.id = pg_temp.x('e')), 'b', 'M82: with what was said last');
select is((select count(*) from public.envelope), 1::bigint, 'M82: and no second one is made');
select isnt(pg_temp.draft(2, 'a'), pg_temp.x('e'), 'M82: another key makes another draft');
select isnt(public.staff_envelope_draft(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), pg_temp.id(1), '{}'), pg_temp.x('e'), 'M1: a key is its owner''s alone');

select throws_ok($$ select public.staff_envelope_template(pg_temp.drafter(), pg_temp.x('e'), pg_temp.id(101)) $$, 'PT404', 'TEMPLATE_NOT_FOUND', 'M80: a closed template is chosen no more');
select public.staff_envelope_template(pg_temp.drafter(), pg_temp.x('e'), pg_temp.id(1));
insert into public.document (envelope_id, municipality_id, ord, kind, name, certificate_id, page_count, repaired)
values (pg_temp.x('e'), pg_temp.a(), 1, 'contract', '工事請負契約書.pdf', '00112233445566778899aabbccddeeff', 1, false);
select throws_ok($$ select public.staff_envelope_submit(pg_temp.drafter(), pg_temp.x('e')) $$, 'PT422', 'TEMPLATE_DOCUMENTS_MISSING', 'M80: what the template demands must be there before it is put forward');
update public.document set removed_at = now() where envelope_id = pg_temp.x('e');
insert into public.document (envelope_id, municipality_id, ord, kind, name, certificate_id, page_count, repaired)
values (pg_temp.x('e'), pg_temp.a(), 2, 'contract', '工事請負契約書と仕様書.pdf', '00112233445566778899aabbccddee00', 1, false);
select lives_ok($$ select public.staff_envelope_submit(pg_temp.drafter(), pg_temp.x('e')) $$, 'M80, M83: with every word in a name it goes');

insert into x select 'copy', public.staff_envelope_copy(pg_temp.drafter(), pg_temp.x('e'));
select is((select e.template_id from public.envelope e where e.id = pg_temp.x('copy')), pg_temp.id(1), 'M80, M82: what is made anew of an envelope follows its template');

select set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.envelope_template), 0::bigint, 'M1: another municipality sees no template');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000102", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.envelope_template), 101::bigint, 'M80: the own staff see them');
select is((select array_agg(distinct e.template_id) from public.envelope e where e.title = 'b'), array[pg_temp.id(1)], 'M80: and which one an envelope follows');

select * from finish();
rollback;
