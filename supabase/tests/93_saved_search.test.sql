-- Searches that a member keeps: own alone, by name, thirty a list.
begin;
select plan(15);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000101', 'drafter@a.example'), ('a0000000-0000-4000-8000-000000000103', 'admin@a.example');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'viewer', 'viewer'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin');

create function pg_temp.staff(p_aal text default 'aal2') returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', 'a0000000-0000-4000-8000-000000000101', 'aal', p_aal, 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.id(p_n integer) returns uuid language sql as $$ select ('c0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid $$;
create function pg_temp.save(p_n integer, p_search jsonb, p_list text default 'envelopes', p_municipality uuid default 'a0000000-0000-4000-8000-000000000001')
returns void language sql as $$ select public.staff_search_save(pg_temp.staff(), p_municipality, p_list, pg_temp.id(p_n), p_search) $$;

select throws_ok($$ select pg_temp.save(1, '{"name": "x", "query": "", "start": false}', 'envelopes', 'b0000000-0000-4000-8000-000000000001') $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: nothing is kept at another municipality');
select throws_ok($$ select public.staff_search_save(pg_temp.staff('aal1'), 'a0000000-0000-4000-8000-000000000001', 'envelopes', pg_temp.id(1), '{"name": "x", "query": "", "start": false}') $$, 'PT403', 'SECOND_FACTOR_REQUIRED', 'M60: nor without a second factor');
select throws_ok($$ select pg_temp.save(1, '{"name": "x", "query": "", "start": false}', 'members') $$, 'PT400', 'REQUEST_INVALID', 'M60: of a list that has searches');
select throws_ok(format($$ select pg_temp.save(1, %L) $$, t.search), 'PT422', t.code, 'M60: refused: ' || t.search)
  from (values ('{"name": " ", "query": "", "start": false}', 'FIELD_INVALID'), ('{"name": "x", "query": "\"><script>", "start": false}', 'FIELD_INVALID'),
    ('{"name": "x", "query": "", "start": 1}', 'FIELD_INVALID'), ('{"name": "x", "query": "", "start": false, "user": "y"}', 'FIELD_UNKNOWN')) t (search, code);

select pg_temp.save(1, '{"name": "決裁待ち", "query": "status=awaiting_approval", "start": true}');
select pg_temp.save(2, '{"name": "橋", "query": "q=%E6%A9%8B", "start": false}');
select throws_ok($$ select pg_temp.save(2, '{"name": "決裁待ち", "query": "q=x", "start": false}') $$, 'PT409', 'SEARCH_NAME_TAKEN', 'M60: two of one name could not be told apart');
select pg_temp.save(1, '{"name": "承認待ち", "query": "status=awaiting_approval", "start": true}');
select is((select s.searches from public.saved_search s),
  jsonb_build_array(jsonb_build_object('id', pg_temp.id(1), 'name', '承認待ち', 'query', 'status=awaiting_approval'), jsonb_build_object('id', pg_temp.id(2), 'name', '橋', 'query', 'q=%E6%A9%8B')),
  'M60: saving again renames in its place');
select is((select s.start_id from public.saved_search s), pg_temp.id(1), 'M60: one of them is what the list begins with');
select public.staff_search_remove(pg_temp.staff(), 'a0000000-0000-4000-8000-000000000001', 'envelopes', pg_temp.id(1));
select is((select s.start_id from public.saved_search s), null, 'M60: a search that is gone begins nothing');
select pg_temp.save(n, jsonb_build_object('name', 'n' || n, 'query', '', 'start', false)) from generate_series(3, 31) n;
select throws_ok($$ select pg_temp.save(32, '{"name": "x", "query": "", "start": false}') $$, 'PT409', 'SEARCHES_FULL', 'M60: thirty are kept at most');
select lives_ok($$ select pg_temp.save(32, '{"name": "x", "query": "", "start": false}', 'ledger') $$, 'M60: each list has its own');

select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000103", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.saved_search), 0::bigint, 'M84: a colleague, even an administrator, sees none of it');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.saved_search), 2::bigint, 'M60: the member does, on every device');

select * from finish();
rollback;
