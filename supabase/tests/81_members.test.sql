-- Members of staff: who may invite, change and end, and what takes two administrators.
begin;
select plan(34);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1');
insert into auth.users (id, email) values
  ('a0000000-0000-4000-8000-000000000101', 'drafter@a.example'), ('a0000000-0000-4000-8000-000000000103', 'admin@a.example'),
  ('a0000000-0000-4000-8000-000000000108', 'new@a.example'), ('b0000000-0000-4000-8000-000000000103', 'admin@b.example');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin'),
  ('b0000000-0000-4000-8000-000000000103', 'b0000000-0000-4000-8000-000000000001', null, 'admin', 'admin of B');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.admin() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000103') $$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.a() returns uuid language sql as $$ select 'a0000000-0000-4000-8000-000000000001'::uuid $$;
create function pg_temp.member(p_email text, p_roles jsonb default '[{"departmentId": null, "role": "signer"}, {"departmentId": "a0000000-0000-4000-8000-000000000011", "role": "drafter"}]')
returns jsonb language sql as $$ select jsonb_build_object('email', p_email, 'displayName', 'N', 'roles', p_roles) $$;
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;

-- Invitations
select throws_ok($$ select public.staff_member_invite(pg_temp.drafter(), pg_temp.a(), pg_temp.member('new@a.example')) $$, 'PT403', 'ROLE_MISSING', 'M84: only an administrator invites');
select throws_ok($$ select public.staff_member_invite(pg_temp.staff('b0000000-0000-4000-8000-000000000103'), pg_temp.a(), pg_temp.member('new@a.example')) $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M1: and only to the own municipality');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a')) $$, 'PT422', 'FIELD_INVALID', 'an address has a form');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a.example', '[]')) $$, 'PT422', 'FIELD_INVALID', 'M84: nobody is invited to nothing');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a.example', '[{"departmentId": null, "role": "owner"}]')) $$, 'PT422', 'FIELD_INVALID', 'M84: roles are a closed list');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a.example', '[{"departmentId": "b0000000-0000-4000-8000-000000000011", "role": "viewer"}]')) $$, 'PT422', 'FIELD_INVALID', 'M1: departments are the own ones');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a.example', '[{"departmentId": "a0000000-0000-4000-8000-000000000011", "role": "admin"}]')) $$, 'PT422', 'FIELD_INVALID', 'an administrator is one of the whole municipality');
select throws_ok($$ select public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('DRAFTER@a.example')) $$, 'PT409', 'MEMBER_EXISTS', 'a member is not invited again');
insert into x select 'first', public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('new@a.example'));
insert into x select 'i', public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('NEW@a.example'));
select throws_ok($$ select public.invitation_view(pg_temp.x('first')) $$, 'PT410', 'INVITATION_CLOSED', 'a second invitation kills the first one''s link');
select is((select public.mail_subject(m.id) ->> 'mailStatus' from private.mail_outbox m where m.invitation_id = pg_temp.x('first')), 'cancelled', 'and its mail is not sent any more');
select is((select public.mail_subject(m.id) ->> 'to' from private.mail_outbox m where m.invitation_id = pg_temp.x('i')), 'new@a.example', 'the invitation is mailed');
select lives_ok($$ select public.mail_sent(m.id, 'x') from private.mail_outbox m where m.invitation_id = pg_temp.x('i') $$, 'its delivery is recorded');
select is(public.invitation_view(pg_temp.x('i')) ->> 'userId', 'a0000000-0000-4000-8000-000000000108', 'an account with the address is known');
select throws_ok($$ select public.invitation_accept(pg_temp.x('i'), 'b0000000-0000-4000-8000-000000000103', '{}') $$, 'PT400', 'ACTOR_INVALID', 'nobody else accepts it');
select public.invitation_accept(pg_temp.x('i'), 'a0000000-0000-4000-8000-000000000108', '{"ip": "192.0.2.9"}');
select lives_ok($$ select public.invitation_accept(pg_temp.x('i'), 'a0000000-0000-4000-8000-000000000108', '{}') $$, 'accepting again changes nothing');
select results_eq($$ select m.role::text from public.membership m where m.user_id = 'a0000000-0000-4000-8000-000000000108' and m.active order by m.role $$, $$ values ('drafter'), ('signer') $$, 'M84: the invited roles are given');
select throws_ok($$ select public.invitation_view(pg_temp.x('i')) $$, 'PT410', 'INVITATION_CLOSED', 'an invitation is good once');
select throws_ok($$ select public.staff_invitation_cancel(pg_temp.admin(), pg_temp.x('i')) $$, 'PT410', 'INVITATION_CLOSED', 'and not cancelled afterwards');
insert into x select 'late', public.staff_member_invite(pg_temp.admin(), pg_temp.a(), pg_temp.member('late@a.example'));
update public.membership_invitation set expires_at = now() - interval '1 second' where id = pg_temp.x('late');
select throws_ok($$ select public.invitation_view(pg_temp.x('late')) $$, 'PT410', 'INVITATION_CLOSED', 'an invitation ends after its days');

-- Changing and ending
select throws_ok($$ select public.staff_member_save(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000103', pg_temp.member('x')) $$, 'PT409', 'LAST_ADMIN', 'the last administrator stays one');
select throws_ok($$ select public.staff_member_deactivate(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000103') $$, 'PT409', 'LAST_ADMIN', 'and is not deactivated');
select throws_ok($$ select public.staff_member_save(pg_temp.admin(), pg_temp.a(), 'b0000000-0000-4000-8000-000000000103', pg_temp.member('x')) $$, 'PT404', 'MEMBER_NOT_FOUND', 'M1: a stranger is no member');
select public.staff_member_save(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000108', pg_temp.member('x', '[{"departmentId": null, "role": "admin"}]'));
select results_eq($$ select m.role::text from public.membership m where m.user_id = 'a0000000-0000-4000-8000-000000000108' and m.active $$, $$ values ('admin') $$, 'M84: a member has exactly the roles that were saved');
select is(public.staff_member_deactivate(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000101'), '{"elsewhere": false}', 'a leaver works nowhere else');
select throws_ok($$ select public.staff_envelope_save(pg_temp.drafter(), null, '{"title": "t"}') $$, 'PT404', 'DEPARTMENT_NOT_FOUND', 'a leaver''s token that is still valid does nothing');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.municipality), 0::bigint, 'and reads nothing');
select is((select count(*) from public.member_list()), 0::bigint, 'nor the members');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000103", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.member_list()), 3::bigint, 'an administrator sees all of the own municipality, leavers too');
reset role;

-- A lost second factor
select throws_ok($$ select public.staff_factor_reset_request(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000103') $$, 'PT403', 'SAME_PERSON', 'nobody asks for the own reset');
insert into public.membership (user_id, municipality_id, role, display_name) values ('a0000000-0000-4000-8000-000000000102', pg_temp.a(), 'signer', 'signer');
insert into x select 'r', public.staff_factor_reset_request(pg_temp.admin(), pg_temp.a(), 'a0000000-0000-4000-8000-000000000102');
select throws_ok($$ select public.staff_factor_reset_approve(pg_temp.admin(), pg_temp.x('r')) $$, 'PT403', 'SAME_PERSON', 'a reset takes two administrators');
select is(public.staff_factor_reset_approve(pg_temp.staff('a0000000-0000-4000-8000-000000000108'), pg_temp.x('r')), 'a0000000-0000-4000-8000-000000000102'::uuid, 'the second one''s word names whose factors go');
select public.staff_factor_reset_done(pg_temp.staff('a0000000-0000-4000-8000-000000000108'), pg_temp.x('r'));
select throws_ok($$ select public.staff_factor_reset_approve(pg_temp.staff('a0000000-0000-4000-8000-000000000108'), pg_temp.x('r')) $$, 'PT409', 'RESET_CLOSED', 'once');

-- 名義人
insert into x select 's', public.staff_principal_save(pg_temp.admin(), pg_temp.a(), null, '{"title": "市長", "principalName": "試験 花子", "authority": "規程"}');
select throws_ok($$ select public.staff_principal_save(pg_temp.admin(), pg_temp.a(), null, '{"title": "市長"}') $$, 'PT422', 'FIELD_INVALID', 'M37: a 名義人 has title and name');
select public.staff_principal_save(pg_temp.admin(), pg_temp.a(), pg_temp.x('s'), '{"title": "other", "authority": "委任", "active": false}');
select is((select s.title || s.authority || s.active from public.municipality_signer s where s.id = pg_temp.x('s')), '市長委任false', 'M37: who was named stays who it was');

select * from finish();
rollback;
