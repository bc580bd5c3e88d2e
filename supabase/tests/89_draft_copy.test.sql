-- 契約書案 (M9): whom it goes to, how long it is open, and what its link can do.
begin;
select plan(18);

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
create function pg_temp.drafted(p_k text, p_flags text[] default '{guarantee}') returns void language plpgsql as $$
declare
  c uuid; e uuid; u uuid; d uuid; o text; s text := encode(sha256(p_k::bytea), 'hex');
begin
  insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, flags, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', p_k, p_k, '2026-01-05', 'goods', p_flags, 'a0000000-0000-4000-8000-000000000101') returning id into c;
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
  insert into x values (p_k, e), (p_k || '/d', d), (p_k || '/case', c),
    (p_k || '/c', (select id from public.party where envelope_id = e and kind = 'contractor')),
    (p_k || '/m', (select id from public.party where envelope_id = e and kind = 'municipality'));
end;
$$;
create function pg_temp.send(p_k text, p_n integer, p_on date default '2026-12-31') returns void language sql as $$
  select public.staff_draft_copy_send(pg_temp.drafter(), pg_temp.x(p_k || '/d'), ('b0000000-0000-4000-8000-00000000000' || p_n)::uuid, pg_temp.token(p_k || p_n), p_on)
$$;
-- The day by which the copies of these tests are open, whenever they run.
create function pg_temp.later() returns date language sql as $$ select private.japan_date(now()) + 14 $$;

select pg_temp.drafted('a');
select throws_ok($$ select pg_temp.send('a', 1, private.japan_date(now()) - 1) $$, 'PT422', 'FIELD_INVALID', 'M9: a 契約書案 has an end that is yet to come');
select throws_ok($$ select pg_temp.send('a', 1, private.japan_date(now()) + 367) $$, 'PT422', 'FIELD_INVALID', 'M9: and within a year');
select throws_ok($$ select public.staff_draft_copy_send(jsonb_set(pg_temp.drafter(), '{userId}', '"a0000000-0000-4000-8000-000000000104"'), pg_temp.x('a/d'), gen_random_uuid(), pg_temp.token('x'), pg_temp.later()) $$, 'PT403', 'ROLE_MISSING', 'M9: a viewer sends none');
select pg_temp.send('a', 1, pg_temp.later());
select is((select public.mail_subject(m.id) ->> 'to' from private.mail_outbox m where m.kind = 'draft_copy'), 'c@contractor.example', 'M9, M13: it goes to the address of the accepted application');
select is((select public.mail_subject(m.id) #>> '{application,draftCopy,documentName}' from private.mail_outbox m where m.kind = 'draft_copy'), 'x.pdf', 'M9: and names its document');
select is((public.draft_copy_view(pg_temp.token('a1')) ->> 'deadlineAt')::timestamptz, (pg_temp.later() + 1)::timestamp at time zone 'Asia/Tokyo' - interval '1 second', 'M9: it is open until the end of the day in Japan');
select is((select viewed_at from public.draft_copy), null, 'M9: looking at the page changes nothing');
select is((public.draft_copy_access(pg_temp.token('a1'), pg_temp.contractor(), pg_temp.x('a/d')) ->> 'length')::int, 100, 'M9: the copy is made of the draft''s file, without stamp or seal');
select is((select count(*) from public.operation_log where event = 'draft_copy_viewed' and document_id = pg_temp.x('a/d')), 1::bigint, 'M9: each reading is logged');
select throws_ok($$ select public.link_open(pg_temp.token('a1'), pg_temp.contractor()) $$, 'PT404', 'LINK_UNKNOWN', 'M9: its link signs nothing');
select throws_ok($$ select public.draft_copy_view(pg_temp.token('nobody')) $$, 'PT404', 'LINK_UNKNOWN', 'M9: another link opens none');
select pg_temp.drafted('b');
select throws_ok($$ select public.draft_copy_access(pg_temp.token('a1'), pg_temp.contractor(), pg_temp.x('b/d')) $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M9: nor another document');
select public.staff_draft_copy_revoke(pg_temp.drafter(), 'b0000000-0000-4000-8000-000000000001');
select public.staff_draft_copy_revoke(pg_temp.drafter(), 'b0000000-0000-4000-8000-000000000001');
select throws_ok($$ select public.draft_copy_view(pg_temp.token('a1')) $$, 'PT410', 'DRAFT_COPY_CLOSED', 'M9: revoked, it is closed at once');
select is((select count(*) from public.operation_log where event = 'draft_copy_revoked'), 1::bigint, 'M9: logged once');
select pg_temp.send('b', 2, pg_temp.later());
update public.draft_copy set expires_on = private.japan_date(now()) - 1 where id = 'b0000000-0000-4000-8000-000000000002';
select throws_ok($$ select public.draft_copy_access(pg_temp.token('b2'), pg_temp.contractor(), pg_temp.x('b/d')) $$, 'PT410', 'DRAFT_COPY_CLOSED', 'M9: after its day it is closed');
select pg_temp.send('b', 3, pg_temp.later());
select public.staff_document_remove(pg_temp.drafter(), pg_temp.x('b/d'));
select throws_ok($$ select public.draft_copy_view(pg_temp.token('b3')) $$, 'PT410', 'DRAFT_COPY_CLOSED', 'M9: a document that was taken out of the draft is shown to nobody');
select pg_temp.drafted('c');
update public.application set status = 'withdrawn' where case_id = pg_temp.x('c/case');
select throws_ok($$ select pg_temp.send('c', 4, pg_temp.later()) $$, 'PT404', 'APPLICATION_NOT_FOUND', 'M9, M13: without an accepted application it goes nowhere');
select throws_ok($$ delete from public.draft_copy $$, 'PT409', 'DELETE_REFUSED', 'M9: what was sent stays on record');

select * from finish();
rollback;
