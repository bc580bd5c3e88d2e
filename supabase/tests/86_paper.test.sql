-- 承諾の撤回 and 紙の契約書: when it may come, what it ends, and what is never handed out.
begin;
select plan(21);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', null, 'viewer', 'viewer');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');

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
create function pg_temp.sent(p_k text) returns void language plpgsql as $$
declare
  c uuid; e uuid; u uuid; d uuid; o text; s text := encode(sha256(p_k::bytea), 'hex');
begin
  insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', p_k, p_k, '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101') returning id into c;
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
    (p_k || '/c', (select id from public.party where envelope_id = e and kind = 'contractor'));
  perform public.link_issue(pg_temp.x(p_k || '/c'), 1, pg_temp.token(p_k));
  perform public.mail_sent((select id from private.mail_outbox where envelope_id = e and kind = 'sign_request'), 'm');
end;
$$;
-- The contractor consents; with p_seal the seal is made too.
create function pg_temp.signed(p_k text, p_seal boolean) returns void language plpgsql as $$
begin
  perform public.link_open(pg_temp.token(p_k), pg_temp.contractor());
  perform public.link_progress(pg_temp.token(p_k), pg_temp.contractor(), jsonb_build_object('openedDocumentIds', jsonb_build_array(pg_temp.x(p_k || '/d')),
    'noteRead', true, 'principalConfirmed', true, 'operatorKind', 'principal'));
  perform public.link_consent(pg_temp.token(p_k), pg_temp.contractor(), jsonb_build_array(jsonb_build_object('documentId', pg_temp.x(p_k || '/d'),
    'sha256Hex', (private.newest_revision(pg_temp.x(p_k || '/d'))).sha256_hex)), '{"kind": "principal"}');
  if p_seal then
    perform pg_temp.extend(pg_temp.x(p_k || '/d'), 'seal', pg_temp.x(p_k || '/c'), repeat('6', 64));
    perform public.party_sealed(pg_temp.x(p_k || '/c'));
  end if;
end;
$$;

-- Before signing, at one tap
select pg_temp.sent('a');
select lives_ok($$ select public.link_paper(pg_temp.token('a'), pg_temp.contractor(), null) $$, 'M8: a contractor asks for paper without giving a reason');
select lives_ok($$ select public.link_paper(pg_temp.token('a'), pg_temp.contractor(), null) $$, 'M8: a second tap changes nothing');
select is((select status::text from public.envelope where id = pg_temp.x('a')), 'switched_to_paper', 'M8: the envelope ends as 紙契約に切替');
select is((select paper_by::text from public.contract_case where id = pg_temp.x('a/case')), 'contractor', 'L10: the case goes to paper');
select is((select status from public.application where case_id = pg_temp.x('a/case')), 'withdrawn', 'L10: and its 承諾 is withdrawn');
select is((select count(*) from public.operation_log where event = 'acceptance_withdrawn' and context ->> 'caseId' = pg_temp.x('a/case')::text), 1::bigint, 'L10: logged once');
select bag_eq($$ select kind::text from private.mail_outbox where envelope_id = pg_temp.x('a') and status = 'queued' $$, $$ values ('paper_contractor'), ('paper_staff') $$, 'M8: both sides are told');
select is(public.link_view(pg_temp.token('a')) ->> 'status', 'switched_to_paper', 'the link shows the end');
select throws_ok($$ select public.link_open(pg_temp.token('a'), pg_temp.contractor()) $$, 'PT409', 'ENVELOPE_CLOSED', 'L10: and leads nowhere');
select is(public.staff_envelope_check(pg_temp.drafter(), public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('caseId', pg_temp.x('a/case')))) -> 'missing' @> '["case.paper", "application"]', true, 'L10: nothing is sent for the case any more');

-- After the contractor's own seal
select pg_temp.sent('b');
select pg_temp.signed('b', true);
select lives_ok($$ select public.link_paper(pg_temp.token('b'), pg_temp.contractor(), '社内の都合') $$, 'L10: even after the own seal, until it is concluded');
select throws_ok($$ select public.link_document_access(pg_temp.token('b'), pg_temp.contractor(), pg_temp.x('b/d'), 'view') $$, 'PT409', 'ENVELOPE_CLOSED', 'L10: the sealed file is not handed to the contractor');
select is(public.staff_document_access(pg_temp.drafter(), pg_temp.x('b/d'), 'download') -> 'length', '100', 'L10: nor to staff, who get the file as it was before');
select is(public.staff_archive_access(pg_temp.drafter(), pg_temp.x('b')) #> '{documents,0,length}', '100', 'L10: in the ZIP neither');

-- Between consent and seal
select pg_temp.sent('c');
select pg_temp.signed('c', false);
select lives_ok($$ select public.link_paper(pg_temp.token('c'), pg_temp.contractor(), null) $$, 'L10: while the seal is being made, too');
select is(public.seal_subject(pg_temp.x('c/c')) #>> '{envelope,status}', 'switched_to_paper', 'the sealing job learns of it');
select pg_temp.extend(pg_temp.x('c/d'), 'seal', pg_temp.x('c/c'), repeat('6', 64));
select throws_ok($$ select public.party_sealed(pg_temp.x('c/c')) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'a seal that was under way moves nothing');
update private.job set status = 'done', finished_at = now() - interval '1 hour' where kind = 'seal_party';
select public.housekeeping();
select is((select status from private.job where kind = 'seal_party' and subject = pg_temp.x('c/c')::text), 'done', 'and nobody tries it again');

-- By staff
select pg_temp.sent('d');
select throws_ok($$ select public.staff_case_to_paper(pg_temp.drafter(), pg_temp.x('d/case'), ' ') $$, 'PT422', 'REASON_MISSING', 'staff give a reason');
select throws_ok($$ select public.staff_case_to_paper(jsonb_set(pg_temp.drafter(), '{userId}', '"a0000000-0000-4000-8000-000000000104"'), pg_temp.x('d/case'), 'r') $$, 'PT403', 'ROLE_MISSING', 'a viewer takes nothing to paper');
select public.staff_case_to_paper(pg_temp.drafter(), pg_temp.x('d/case'), '申出による');
select is((select status::text || closed_reason from public.envelope where id = pg_temp.x('d')), 'switched_to_paper申出による', 'L10: a case takes its envelopes along');

select * from finish();
rollback;
