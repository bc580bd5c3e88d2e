-- The wrapping key is replaced row by row: resumable, never over a row that changed, nothing but the wrapping.
begin;
select plan(11);

create function pg_temp.k(p_n integer) returns text language sql as $$
  select 'o/e0000000-0000-4000-8000-00000000000' || p_n
$$;
create function pg_temp.today() returns text language sql as $$ select repeat('a', 64) $$;
create temp table before_rewrap on commit drop as select count(*)::int as n from private.stored_object;
select public.object_put(pg_temp.k(n), 'former ' || n, 10, repeat('0', 64)) from generate_series(1, 3) n;

select is((public.object_rewrap_subject(pg_temp.today(), 1) ->> 'left')::int, 3 + (select n from before_rewrap), 'M65: everything waits');
select is(jsonb_array_length(public.object_rewrap_subject(pg_temp.today(), 2) -> 'objects'), 2, 'in batches');
select lives_ok($$ select public.object_rewrap(pg_temp.k(1), 'former 1', 'new 1', pg_temp.today()) $$, 'one is wrapped anew');
select is((select o.wrapped_identity from private.stored_object o where o.key = pg_temp.k(1)), 'new 1', 'and stands so');
select is((public.object_rewrap_subject(pg_temp.today(), 9) ->> 'left')::int, 2 + (select n from before_rewrap), 'and waits no more');
select lives_ok($$ select public.object_rewrap(pg_temp.k(1), 'former 1', 'later 1', pg_temp.today()) $$, 'a slower call does no harm');
select is((select o.wrapped_identity from private.stored_object o where o.key = pg_temp.k(1)), 'new 1', 'and changes nothing');
select throws_ok($$ select public.object_rewrap(pg_temp.k(2), 'not it', 'new 2', pg_temp.today()) $$, 'PT409', 'OBJECT_CONFLICT', 'a row that is not as it was read is left alone');
select throws_ok($$ select public.object_rewrap(pg_temp.k(2), 'former 2', '', pg_temp.today()) $$, 'PT400', 'REQUEST_INVALID', 'nothing becomes an empty identity');
select results_eq($$ select size, sha256_hex from private.stored_object where key = pg_temp.k(1) $$,
  $$ values (10::bigint, repeat('0', 64)) $$, 'size and hash stay');
select is(has_function_privilege('authenticated', 'public.object_rewrap(text, text, text, text)', 'execute'), false, 'people cannot');

select * from finish();
rollback;
