-- What the jobs saw of the services outside, and who may read it.
begin;
select plan(7);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'approver', 'approver');
create function pg_temp.seen(p_user text, p_aal text) returns jsonb language plpgsql as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', p_user, 'aal', p_aal, 'role', 'authenticated')::text, true);
  return public.service_health();
end;
$$;

select is(pg_temp.seen('a0000000-0000-4000-8000-000000000101', 'aal2'), null, 'before the first look nothing is said');
select throws_ok($$ select public.service_health_put('[]') $$, 'PT400', 'REQUEST_INVALID', 'what is kept is one answer');
select public.service_health_put('{"mode": "development", "blockedBy": "KEY_UNAVAILABLE"}');
select public.service_health_put('{"mode": "development", "blockedBy": null}');
select is(pg_temp.seen('a0000000-0000-4000-8000-000000000101', 'aal2') -> 'blockedBy', 'null', 'M84: an administrator sees the last look');
select isnt(pg_temp.seen('a0000000-0000-4000-8000-000000000101', 'aal2') ->> 'seenAt', null, 'and when it was');
select is(pg_temp.seen('a0000000-0000-4000-8000-000000000101', 'aal1'), null, 'M71: not without the second factor');
select is(pg_temp.seen('a0000000-0000-4000-8000-000000000102', 'aal2'), null, 'M84: nobody else does');
select is((select array_agg(has_function_privilege(r, 'public.service_health_put(jsonb)', 'execute')) from unnest(array['anon', 'authenticated', 'service_role']) r), '{f,f,t}', 'only the service writes it');

select * from finish();
rollback;
