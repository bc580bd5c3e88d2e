-- Who sees what: municipality, department, role, second factor. RLS of every table clients may read.
begin;
select plan(62);

insert into public.municipality (id, code, name) values
  ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'),
  ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values
  ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name, active) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter of A1', true),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'viewer', 'viewer of A1', true),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin of A', true),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000012', 'drafter', 'drafter of A2', true),
  ('a0000000-0000-4000-8000-000000000105', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'left A', false),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter of B', true);

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2')
$$;
create temporary table made (id uuid) on commit drop;
insert into made select public.staff_envelope_save(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), null,
  '{"title": "t", "counterpartyName": "ＡＢＣ建設", "transactionOn": "2026-01-14", "amountKind": "fixed", "amountJpy": 1100000}');
insert into public.operation_log (municipality_id, actor_kind, event) values ('a0000000-0000-4000-8000-000000000001', 'service', 'signed_in');
-- A document with a revision and a consent, written as the owner, so that each table has a row to hide.
insert into public.document (id, envelope_id, municipality_id, ord, name, certificate_id, page_count)
select 'a0000000-0000-4000-8000-000000000041', id, 'a0000000-0000-4000-8000-000000000001', 1, 'd', repeat('a', 32), 1 from made;
insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
select 'a0000000-0000-4000-8000-000000000041', id, 'a0000000-0000-4000-8000-000000000001', 1, 'base', repeat('0', 64), 1, 1 from made;
insert into public.consent (id, party_id, envelope_id, municipality_id, method, operator_kind)
select 'a0000000-0000-4000-8000-000000000051', p.id, p.envelope_id, p.municipality_id, 'mail_link', 'principal'
  from public.party p join made m on m.id = p.envelope_id where p.kind = 'contractor';
insert into public.consent_document values ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000041', repeat('0', 64), repeat('0', 64));

create function pg_temp.act_as(p_user text, p_aal text) returns void language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', p_aal, 'role', 'authenticated')::text, true);
end;
$$;
create function pg_temp.seen(p_table text) returns bigint language plpgsql as $$
declare v bigint;
begin
  execute format('select count(*) from public.%I where %s', p_table,
    case p_table when 'municipality' then 'code like ''9900%'''
      when 'consent_document' then 'document_id = ''a0000000-0000-4000-8000-000000000041'''
      else 'municipality_id in (''a0000000-0000-4000-8000-000000000001'', ''b0000000-0000-4000-8000-000000000001'')' end) into v;
  return v;
end;
$$;
grant usage on schema extensions to authenticated, anon;
set local role authenticated;

select pg_temp.act_as('a0000000-0000-4000-8000-000000000101', 'aal2');
select is(pg_temp.seen('municipality'), 1::bigint, 'a drafter sees the own municipality alone');
select is(pg_temp.seen('department'), 1::bigint, 'a drafter sees the own department alone');
select is(pg_temp.seen('municipality_signer'), 1::bigint, 'M37: a drafter sees who may be named as 名義人');
select ok(pg_temp.seen('membership') >= 3, 'a drafter sees colleagues of the department');
select is(pg_temp.seen('envelope'), 1::bigint, 'M84: a drafter sees the envelope of the department');
select is(pg_temp.seen('party'), 2::bigint, 'a drafter sees its parties');
select is(pg_temp.seen('document'), 1::bigint, 'a drafter sees its documents');
select is(pg_temp.seen('document_revision'), 1::bigint, 'a drafter sees its revisions');
select is(pg_temp.seen('consent'), 1::bigint, 'a drafter sees its consents');
select is(pg_temp.seen('consent_document'), 1::bigint, 'a drafter sees what was consented to');
select is(pg_temp.seen('operation_log'), 1::bigint, 'a drafter sees its operation log');
select is((select count(*) from public.envelope_search()), 1::bigint, 'search answers by RLS');
select is((select count(*) from public.envelope_search(array['draft'], 'T', 'abc', '2026-01-14', '2026-01-14', 1100000, 1100000)), 1::bigint,
  '電帳法: dates, amounts and counterparty are searched together, bounds included, width and case folded');
select is((select count(*) from public.envelope_search(p_from => '2026-01-15')), 0::bigint, 'M60, L18: a later date range finds nothing');
select is((select count(*) from public.envelope_search(p_to => '2026-01-13')), 0::bigint, 'an earlier date range finds nothing');
select is((select count(*) from public.envelope_search(p_min => 1100001)), 0::bigint, 'a higher amount finds nothing');
select is((select count(*) from public.envelope_search(p_max => 1099999)), 0::bigint, 'M60, L18: a lower amount finds nothing');
select is((select count(*) from public.envelope_search(p_counterparty => '%')), 0::bigint, 'a sign is a sign, not a pattern');
select is((select count(*) from public.envelope_search(p_status => array['sent'])), 0::bigint, 'M60, L19: another status finds nothing');
select is((select count(*) from public.envelope_search(p_after => (select jsonb_build_object('createdAt', created_at, 'id', id) from public.envelope))), 0::bigint, 'the next page begins after the last row');

select is((select count(*) from public.operation_search()), 1::bigint, 'M70: a drafter finds the log of the own envelopes');
select is((select count(*) from public.operation_search(p_person => 'ＤＲＡＦＴＥＲ', p_envelope => 'T')), 1::bigint, 'M70: by person and envelope, width and case folded');
select is((select count(*) from public.operation_search(p_person => 'nobody')), 0::bigint, 'M70: another person did nothing');
select is((select count(*) from public.operation_search(p_from => (now() at time zone 'Asia/Tokyo')::date, p_to => (now() at time zone 'Asia/Tokyo')::date)), 1::bigint, 'M70, M88: days are those of Japan, both included');
select is((select count(*) from public.operation_search(p_to => (now() at time zone 'Asia/Tokyo')::date - 1)), 0::bigint, 'M70: nothing was done before');
select is((select count(*) from public.operation_search(p_events => array['refused'])), 0::bigint, 'M70: by what was done');

select pg_temp.act_as('a0000000-0000-4000-8000-000000000102', 'aal2');
select is(pg_temp.seen('envelope'), 1::bigint, 'M84: a viewer sees the envelope of the department');
select pg_temp.act_as('a0000000-0000-4000-8000-000000000103', 'aal2');
select is(pg_temp.seen('department'), 2::bigint, 'a membership without department sees every department of its municipality');
select is(pg_temp.seen('envelope'), 1::bigint, 'an administrator sees the envelope');
select is(pg_temp.seen('operation_log'), 2::bigint, 'an administrator sees sign-ins too, a drafter does not');
select is((select count(*) from public.operation_search(p_events => array['signed_in'])), 1::bigint, 'M70: and finds them');
select is((select count(*) from public.operation_search(p_before => (select max(id) from public.operation_log))), 1::bigint, 'the next page begins before the last row');

select pg_temp.act_as('a0000000-0000-4000-8000-000000000104', 'aal2');
select is(pg_temp.seen('envelope'), 0::bigint, 'another department sees no envelope');
select is(pg_temp.seen('party') + pg_temp.seen('document') + pg_temp.seen('document_revision') + pg_temp.seen('consent')
  + pg_temp.seen('consent_document') + pg_temp.seen('operation_log'), 0::numeric::bigint, 'another department sees nothing that hangs on it');

select pg_temp.act_as('b0000000-0000-4000-8000-000000000101', 'aal2');
select is(pg_temp.seen('municipality'), 1::bigint, 'another municipality sees itself alone');
select is(pg_temp.seen('envelope') + pg_temp.seen('party') + pg_temp.seen('document') + pg_temp.seen('document_revision')
  + pg_temp.seen('consent') + pg_temp.seen('consent_document') + pg_temp.seen('operation_log') + pg_temp.seen('municipality_signer'),
  0::bigint, 'M1: another municipality sees nothing of it');
select is((select count(*) from public.envelope_search(p_text => 't')), 0::bigint, 'M1: another municipality finds nothing of it');

select pg_temp.act_as('a0000000-0000-4000-8000-000000000105', 'aal2');
select is(pg_temp.seen('municipality') + pg_temp.seen('envelope'), 0::bigint, 'a deactivated member sees nothing');

select pg_temp.act_as('a0000000-0000-4000-8000-000000000101', 'aal1');
select is(pg_temp.seen('municipality') + pg_temp.seen('department') + pg_temp.seen('membership') + pg_temp.seen('municipality_signer')
  + pg_temp.seen('envelope') + pg_temp.seen('party') + pg_temp.seen('document') + pg_temp.seen('document_revision')
  + pg_temp.seen('consent') + pg_temp.seen('consent_document') + pg_temp.seen('operation_log'),
  0::bigint, 'M71: without a second factor (aal1) nothing is seen');
select set_config('request.jwt.claims', '', true);
select is(pg_temp.seen('municipality') + pg_temp.seen('envelope'), 0::bigint, 'without claims nothing is seen');

-- What is seen is not writable.
select pg_temp.act_as('a0000000-0000-4000-8000-000000000101', 'aal2');
select throws_ok(format('update public.%I set municipality_id = municipality_id', t), '42501', null, format('a drafter may not update %s', t))
  from unnest(array['envelope', 'party', 'document', 'consent', 'operation_log', 'membership']) t;
select throws_ok(format('insert into public.%I default values', t), '42501', null, format('a drafter may not insert into %s', t))
  from unnest(array['envelope', 'party', 'document', 'consent', 'operation_log', 'membership']) t;
select throws_ok('delete from public.envelope', '42501', null, 'a drafter may not delete');
select throws_ok('select token_sha256_hex from private.party_link', '42501', null, 'a drafter may not read link secrets');
select throws_ok('select wrapped_identity from private.stored_object', '42501', null, 'a drafter may not read data keys');
select throws_ok('select public.staff_envelope_save(''{}'', null, ''{}'')', '42501', null, 'acts go through the service alone');
select throws_ok('select public.link_view(''x'')', '42501', null, 'links are looked up by the service alone');

reset role;
set local role anon;
select throws_ok('select id from public.envelope', '42501', null, 'anon may not read envelopes');
select throws_ok('select * from public.envelope_search()', '42501', null, 'anon may not search');
reset role;

-- The owner is held too.
select throws_ok('delete from public.envelope', 'PT409', 'DELETE_REFUSED', 'M56, M57, L23: nothing is deleted in the retention term, by anyone');
select throws_ok('update public.operation_log set actor_label = null', 'PT409', 'APPEND_ONLY', 'M70: the operation log never changes, by anyone');
select throws_ok('update public.consent set ip = null', 'PT409', 'APPEND_ONLY', 'a consent never changes, by anyone');

select * from finish();
rollback;
