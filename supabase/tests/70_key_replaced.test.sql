-- A sealing key that is replaced in the middle: nothing stored is lost, nothing is sealed twice.
begin;
select plan(20);

create function pg_temp.s(p_n integer) returns text language sql as $$
  select 'seal/c0000000-0000-4000-8000-00000000000' || p_n || '/d0000000-0000-4000-8000-000000000001'
$$;
create function pg_temp.attrs() returns jsonb language sql as $$ select '{"signedAttrsB64": "MTIz"}'::jsonb $$;
create function pg_temp.attrs_sha256_hex() returns text language sql as $$
  select encode(extensions.digest(decode('MTIz', 'base64'), 'sha256'), 'hex')
$$;

-- 1: never asked the key; 2: asked, no value stored; 3: value stored; 4: only prepared.
select public.seal_step_put(pg_temp.s(n), 'prepare', '{}') from generate_series(1, 4) n;
select public.seal_step_put(pg_temp.s(n), 'signed_attrs', pg_temp.attrs()) from generate_series(1, 3) n;
select public.key_operation_begin(pg_temp.s(n), pg_temp.attrs_sha256_hex()) from generate_series(2, 3) n;
select public.seal_step_put(pg_temp.s(3), 'signature', '{"octetsB64": "NDU2"}');

select throws_ok($$ select * from private.seal_key_replaced(' ') $$, 'PT422', 'REASON_MISSING', 'giving up has a reason');
select results_eq($$ select * from private.seal_key_replaced('renewed') $$,
  $$ values (pg_temp.s(1), pg_temp.s(1) || '/2', 0), (pg_temp.s(2), pg_temp.s(2) || '/2', 1) $$,
  'what has attributes and no value is given up, with the uses of the key');
select is((select a.signed_attrs_sha256_hex from private.seal_abandoned a where a.subject = pg_temp.s(2)), pg_temp.attrs_sha256_hex(), 'and with the octets it was over');
select is_empty($$ select * from private.seal_key_replaced('renewed') $$, 'once');
select is(public.seal_current(pg_temp.s(1)), pg_temp.s(1) || '/2', 'it goes on under the next subject');
select is(public.seal_current(pg_temp.s(3)), pg_temp.s(3), 'a stored value stays the value');
select is(public.seal_current(pg_temp.s(4)), pg_temp.s(4), 'what was only prepared goes on');
select is(public.seal_steps(pg_temp.s(1) || '/2'), '{}', 'which begins with nothing');

-- Jobs that the former key stopped
insert into private.job (kind, subject, payload, status, last_code, run_at, finished_at) values
  ('seal_party', 'x', '{}', 'failed', 'KEY_CHANGED', now() + interval '1 day', now()), ('conclude', 'x', '{}', 'queued', 'KEY_CHANGED', now() + interval '1 day', null),
  ('redact', 'x', '{}', 'failed', 'KEY_CHANGED', now() + interval '1 day', now()), ('redact', 'y', '{}', 'queued', 'KEY_CHANGED', now() + interval '1 day', null);
select private.seal_key_replaced('renewed');
select is((select jsonb_object_agg(j.kind || '/' || j.subject, j.status || ' ' || (j.run_at <= now())) from private.job j where j.subject in ('x', 'y')),
  '{"seal_party/x": "queued true", "conclude/x": "queued true", "redact/x": "queued true", "redact/y": "queued true"}', 'each goes on at once with the key of today, a copy 「一部非表示」 too');

-- A worker that still holds the former key
select throws_ok($$ select public.seal_step_put(pg_temp.s(2), 'signature', '{"octetsB64": "NDU2"}') $$, 'PT409', 'SEAL_ABANDONED', 'a late value is refused');
select throws_ok($$ select public.key_operation_begin(pg_temp.s(2), pg_temp.attrs_sha256_hex()) $$, 'PT409', 'SEAL_ABANDONED', 'so is another use of the key');
select throws_ok($$ select public.key_operation_begin(pg_temp.s(1), pg_temp.attrs_sha256_hex()) $$, 'PT409', 'SEAL_ABANDONED', 'and a first one');
select throws_ok($$ select public.key_operation_end(pg_temp.s(2), repeat('1', 64)) $$, 'PT409', 'SEAL_ABANDONED', 'and its record');

-- The next ones
select is(public.seal_step_put(pg_temp.s(1) || '/2', 'signed_attrs', pg_temp.attrs()), pg_temp.attrs(), 'the next subject takes steps');
select results_eq($$ select subject, next_subject from private.seal_key_replaced('again') $$,
  $$ values (pg_temp.s(1) || '/2', pg_temp.s(1) || '/3') $$, 'and may be given up in its turn');
select is(public.seal_current(pg_temp.s(1)), pg_temp.s(1) || '/3', 'the newest is found from the first');
select is_empty($$ select a.subject from private.seal_abandoned a join private.seal_step s on s.subject = a.subject and s.step = 'signature' $$,
  'no seal that was given up has a value');
select throws_ok($$ delete from private.seal_abandoned $$, null, null, 'what was given up is not forgotten');
select throws_ok($$ update private.seal_abandoned set reason = 'x' $$, null, null, 'nor rewritten');
select is(has_function_privilege('service_role', 'private.seal_key_replaced(text)', 'execute'), false, 'the functions cannot give a seal up');

select * from finish();
rollback;
