-- What is tidied and what is proven by the way: parts of uploads, refusals, the chain's heads.
begin;
select plan(24);

insert into public.municipality (id, code, name) values
  ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('b0000000-0000-4000-8000-000000000101', 'b0000000-0000-4000-8000-000000000001', null, 'drafter', 'other');
create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;

-- Parts of uploads
insert into x select 'e', public.staff_envelope_save(pg_temp.drafter(), null, '{"departmentId": "a0000000-0000-4000-8000-000000000011"}');
insert into x select 'u', (public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'x.pdf', 100, repeat('1', 64)) ->> 'uploadId')::uuid;
select public.object_put('o/c0000000-0000-4000-8000-000000000001', 'w', 100, repeat('1', 64));
select public.object_put('o/c0000000-0000-4000-8000-000000000002', 'w', 100, repeat('1', 64));
select public.staff_upload_part(pg_temp.drafter(), pg_temp.x('u'), 0, 100, repeat('1', 64), 'o/c0000000-0000-4000-8000-000000000001');
update private.stored_object set created_at = now() - interval '2 days' where key like 'o/c0000000%';
select is((select referenced_at is not null from private.stored_object where key = 'o/c0000000-0000-4000-8000-000000000001'), true, 'a part of an unfinished upload is referred to');
select is(public.staff_upload_state(pg_temp.drafter(), pg_temp.x('u')) -> 'document', 'null', 'an unfinished upload has no document');
insert into x select 'd', public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), jsonb_build_object('name', 'x.pdf', 'pageCount', 3,
  'repaired', false, 'certificateId', repeat('a', 32), 'revisions', jsonb_build_array(
    jsonb_build_object('kind', 'uploaded', 'objectKey', 'o/c0000000-0000-4000-8000-000000000002', 'sha256Hex', repeat('1', 64), 'length', 100, 'incrementLength', 100),
    jsonb_build_object('kind', 'base', 'objectKey', 'o/c0000000-0000-4000-8000-000000000002', 'sha256Hex', repeat('1', 64), 'length', 100, 'incrementLength', 100))));
select is(public.staff_upload_state(pg_temp.drafter(), pg_temp.x('u')) -> 'document',
  jsonb_build_object('documentId', pg_temp.x('d'), 'pageCount', 3, 'repaired', false), 'a finished upload says what became of it');
select results_eq($$ select key from public.object_orphans(86400) where key like 'o/c0000000%' $$, array['o/c0000000-0000-4000-8000-000000000001'],
  'the sweep takes the parts of a finished upload, and not its document');
select is(public.staff_document_add(pg_temp.drafter(), pg_temp.x('u'), '{}'), pg_temp.x('d'), 'finishing again still answers the document');
insert into x select 'u2', (public.staff_upload_begin(pg_temp.drafter(), pg_temp.x('e'), 'y.pdf', 100, repeat('2', 64)) ->> 'uploadId')::uuid;
select public.object_put('o/c0000000-0000-4000-8000-000000000003', 'w', 100, repeat('2', 64));
select public.staff_upload_part(pg_temp.drafter(), pg_temp.x('u2'), 0, 100, repeat('2', 64), 'o/c0000000-0000-4000-8000-000000000003');
select public.staff_document_add(pg_temp.drafter(), pg_temp.x('u2'), jsonb_build_object('name', 'y.pdf', 'pageCount', 1,
  'repaired', false, 'certificateId', repeat('b', 32), 'revisions', jsonb_build_array(
    jsonb_build_object('kind', 'uploaded', 'objectKey', 'o/c0000000-0000-4000-8000-000000000003', 'sha256Hex', repeat('2', 64), 'length', 100, 'incrementLength', 100),
    jsonb_build_object('kind', 'base', 'objectKey', 'o/c0000000-0000-4000-8000-000000000003', 'sha256Hex', repeat('2', 64), 'length', 100, 'incrementLength', 100))));
select is((select referenced_at is not null from private.stored_object where key = 'o/c0000000-0000-4000-8000-000000000003'), true, 'a part that is also a revision stays');

-- Refusals
insert into x values ('p', 'c0000000-0000-4000-8000-000000000009');
select public.refusal_log_on(pg_temp.drafter(), 'document', pg_temp.x('d'), 'ROLE_MISSING');
select public.refusal_log_on(pg_temp.drafter(), 'upload', pg_temp.x('u'), 'UPLOAD_INCOMPLETE');
select public.refusal_log_on(pg_temp.drafter(), 'envelope', pg_temp.x('e'), 'ENVELOPE_INCOMPLETE');
select results_eq($$ select context ->> 'code', document_id from public.operation_log where event = 'refused' order by id $$,
  $$ values ('ROLE_MISSING', pg_temp.x('d')), ('UPLOAD_INCOMPLETE', pg_temp.x('d')), ('ENVELOPE_INCOMPLETE', null) $$,
  'a refused act on a document, an upload or an envelope is in the log of its envelope');
select public.refusal_log_on(pg_temp.staff('b0000000-0000-4000-8000-000000000101'), 'document', pg_temp.x('d'), 'DOCUMENT_NOT_FOUND');
select public.refusal_log_on(pg_temp.drafter(), 'document', gen_random_uuid(), 'DOCUMENT_NOT_FOUND');
select public.refusal_log_on('{"kind": "contractor"}', 'document', pg_temp.x('d'), 'X');
select public.refusal_log_on(pg_temp.drafter(), 'other', pg_temp.x('d'), 'X');
select is((select count(*) from public.operation_log where event = 'refused'), 3::bigint, 'strangers, unknown things and contractors leave no trace there');
select is((select count(*) from public.operation_log where event = 'refused' and envelope_id = pg_temp.x('e') and actor_user_id = 'a0000000-0000-4000-8000-000000000101'), 3::bigint, 'with who it was');

insert into public.party (id, envelope_id, municipality_id, ord, kind)
values (pg_temp.x('p'), pg_temp.x('e'), 'a0000000-0000-4000-8000-000000000001', 9, 'municipality');
select public.refusal_log_on(pg_temp.drafter(), 'party', pg_temp.x('p'), 'SECOND_FACTOR_STALE');
select is((select envelope_id from public.operation_log where event = 'refused' and party_id = pg_temp.x('p')), pg_temp.x('e'), 'a refused act on a party names it');

-- Heads of the chain
update private.job set status = 'done', finished_at = now() where status = 'queued';
select public.housekeeping();
select is((select count(*) from private.job where kind = 'chain_stamp' and subject like 'a0000000%'), 1::bigint, 'a municipality whose log grew has its head stamped');
select public.housekeeping();
select is((select count(*) from private.job where kind = 'chain_stamp' and subject like 'a0000000%'), 1::bigint, 'once a day');
select is((select subject from private.job where kind = 'chain_stamp' and subject like 'a0000000%'), 'a0000000-0000-4000-8000-000000000001/' || private.japan_date(now()), 'of Japan');
create temporary table s on commit drop as select public.chain_stamp_subject('a0000000-0000-4000-8000-000000000001') j;
select is((select (j ->> 'count')::bigint from s), (select count(*) from private.operation_chain where municipality_id = 'a0000000-0000-4000-8000-000000000001'), 'the head counts every link');
select is((select j ->> 'headSha256Hex' from s), (select head_sha256_hex from public.operation_chain_check('a0000000-0000-4000-8000-000000000001')), 'and is the last one''s value');
select throws_ok($$ select public.chain_stamp_add('a0000000-0000-4000-8000-000000000001', 1, repeat('0', 64), '2026-01-01T00:00:00Z', 'AAAA') $$, 'PT400', 'REQUEST_INVALID', 'a token over another value is refused');
select lives_ok($$ select public.chain_stamp_add('a0000000-0000-4000-8000-000000000001', (j ->> 'count')::bigint, j ->> 'headSha256Hex', '2026-01-01T00:00:00Z', 'AAAA') from s $$, 'a stamped head is stored');
select lives_ok($$ select public.chain_stamp_add('a0000000-0000-4000-8000-000000000001', (j ->> 'count')::bigint, j ->> 'headSha256Hex', '2026-02-02T00:00:00Z', 'BBBB') from s $$, 'and again by a second worker');
select results_eq($$ select links, head_sha256_hex, stamped_at, token_b64 from public.operation_chain_stamps('a0000000-0000-4000-8000-000000000001') $$,
  $$ select (j ->> 'count')::bigint, j ->> 'headSha256Hex', '2026-01-01T00:00:00Z'::timestamptz, 'AAAA' from s $$, 'the first token stays');
select is(public.chain_stamp_subject('a0000000-0000-4000-8000-000000000001'), null, 'a head that is stamped needs no second token');
select is(public.chain_stamp_subject('b0000000-0000-4000-8000-000000000001'), null, 'an empty log has no head');
select throws_ok($$ update private.operation_chain_stamp set token = '\x00' $$, null, null, 'a stored token is never changed');
select throws_ok($$ delete from private.operation_chain_stamp $$, null, null, 'nor taken away');
select throws_ok($$ set local role authenticated; select public.chain_stamp_subject('a0000000-0000-4000-8000-000000000001') $$, '42501', null, 'only the service stamps');

select * from finish();
rollback;
