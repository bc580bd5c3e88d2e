-- 担当課: who may add, rename and close them, and what a closed one still does (M5).
begin;
select plan(23);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'),
  ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000101', 'drafter@a.example'), ('a0000000-0000-4000-8000-000000000103', 'admin@a.example');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.admin() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000103') $$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.a() returns uuid language sql as $$ select 'a0000000-0000-4000-8000-000000000001'::uuid $$;
create function pg_temp.a1() returns uuid language sql as $$ select 'a0000000-0000-4000-8000-000000000011'::uuid $$;
create function pg_temp.d(p_more jsonb default '{}') returns jsonb language sql as $$ select '{"name": "A3", "closed": false}'::jsonb || p_more $$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;

select throws_ok($$ select public.staff_department_save(pg_temp.drafter(), pg_temp.a(), null, pg_temp.d()) $$, 'PT403', 'ROLE_MISSING', 'M5: only an administrator adds a department');
select throws_ok($$ select public.staff_department_save(pg_temp.admin(), 'b0000000-0000-4000-8000-000000000001', null, pg_temp.d()) $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M5: and only to the own municipality');
select throws_ok($$ select public.staff_department_save(pg_temp.admin(), pg_temp.a(), 'b0000000-0000-4000-8000-000000000011', pg_temp.d()) $$, 'PT404', 'DEPARTMENT_NOT_FOUND', 'M5: another municipality''s department is none');
select throws_ok($$ select public.staff_department_save(pg_temp.admin(), pg_temp.a(), null, pg_temp.d('{"name": "A1"}')) $$, 'PT409', 'DEPARTMENT_EXISTS', 'M5: a name belongs to one department');
select throws_ok(format($$ select public.staff_department_save(pg_temp.admin(), pg_temp.a(), null, pg_temp.d('%s')) $$, wrong), 'PT422', 'FIELD_INVALID', 'M5: refused by field: ' || wrong)
  from unnest(array['{"name": " "}', '{"contactPhone": "call me"}', '{"contactEmail": "a@b"}', '{"contactHours": "see https://evil.example"}', '{"contactName": "evil.example"}', '{"closed": null}']) wrong;
insert into x select 'new', public.staff_department_save(pg_temp.admin(), pg_temp.a(), null,
  pg_temp.d('{"contactName": "契約係", "contactPhone": "０１９-000-0000（内線 123）", "contactHours": "平日 9:00–17:00", "contactEmail": "keiyaku@a.example"}'));
select is((select d.contact_phone from public.department d where d.id = pg_temp.x('new')), '019-000-0000(内線 123)', 'M5: a telephone is kept in plain digits');
select is((select l.context #>> '{after,contact_email}' from public.operation_log l where l.event = 'department_changed' and l.municipality_id = pg_temp.a()), 'keiyaku@a.example', 'M5, M70: the change is logged with what it became');
select lives_ok($$ select public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'departmentId', pg_temp.x('new'))) $$, 'M5: the new department drafts at once');
insert into x select 'open', public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'departmentId', pg_temp.a1()));
insert into x select 'other', public.staff_envelope_save(pg_temp.drafter(), null, '{"title": "t", "departmentId": "a0000000-0000-4000-8000-000000000012"}');
select is(public.staff_department_save(pg_temp.admin(), pg_temp.a(), pg_temp.a1(), '{"name": "A1 renamed", "closed": true}'), pg_temp.a1(), 'M5: a department is renamed and closed');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'departmentId', pg_temp.a1())) $$, 'PT409', 'DEPARTMENT_CLOSED', 'M5: nothing new begins in a closed one');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('other'), jsonb_build_object('title', 't', 'departmentId', pg_temp.a1())) $$, 'PT409', 'DEPARTMENT_CLOSED', 'M5: and nothing moves there');
select lives_ok($$ select public.staff_envelope_save(pg_temp.drafter(), pg_temp.x('open'), '{"title": "goes on"}') $$, 'M5: what it has goes on');
select lives_ok($$ select public.staff_envelope_save(pg_temp.drafter(), null, '{"title": "t"}') $$, 'M5: a draft without a department goes to an open one');
select is((select count(*) from public.envelope e where e.title = 't' and e.department_id = pg_temp.a1()), 0::bigint, 'M5: never to the closed one');
select throws_ok($$ delete from public.department where id = 'a0000000-0000-4000-8000-000000000011' $$, 'PT409', 'DELETE_REFUSED', 'M5: a department is closed, never deleted');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.envelope e where e.department_id = pg_temp.a1()), 1::bigint, 'M5: its envelopes are seen as before');
reset role;
select public.staff_department_save(pg_temp.admin(), pg_temp.a(), pg_temp.a1(), '{"name": "A1", "closed": false}');
select lives_ok($$ select public.staff_envelope_save(pg_temp.drafter(), null, jsonb_build_object('title', 't', 'departmentId', pg_temp.a1())) $$, 'M5: and it can be opened again');
select is((select array_agg(t order by t) from unnest(array['see example.com', 'www.x', 'ｈｔｔｐｓ：／／x', 'keiyaku@city.example', '9:00–17:00', '契約書.pdf', 'No.3']) t where private.has_link(t)),
  array['see example.com', 'www.x', 'ｈｔｔｐｓ：／／x'], 'M87: what a mail program would make a link of, and nothing else');

select * from finish();
rollback;
