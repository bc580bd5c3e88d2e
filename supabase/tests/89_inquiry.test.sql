-- Inquiries: what the public form takes, who is told, and who sees and answers them (M75).
begin;
select plan(30);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name, contact_phone, contact_email, closed_at) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1', '019-000-0000', 'office@a.example', null),
  ('a0000000-0000-4000-8000-000000000012', 'a0000000-0000-4000-8000-000000000001', 'A2', null, null, null),
  ('a0000000-0000-4000-8000-000000000013', 'a0000000-0000-4000-8000-000000000001', 'A3', null, null, now()),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', 'B1', null, null, null);
insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000101', 'drafter@a.example'), ('a0000000-0000-4000-8000-000000000104', 'viewer@a.example'), ('a0000000-0000-4000-8000-000000000105', 'other@a.example');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000104', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'viewer', 'viewer'),
  ('a0000000-0000-4000-8000-000000000105', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000012', 'viewer', 'of A2');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.fields(p_more jsonb default '{}') returns jsonb language sql as $$
  select '{"departmentId": "a0000000-0000-4000-8000-000000000011", "managementLabel": "令和8年度-0000015", "company": null, "name": "試験 太郎",
    "email": "asker@c.example", "phone": "０１９-000-1111", "body": "一行目\n二行目", "language": "easy"}'::jsonb || p_more
$$;
create function pg_temp.ask(p_more jsonb default '{}', p_id uuid default 'a0000000-0000-4000-8000-0000000000f1', p_code text default '990001') returns jsonb language sql as $$
  select public.inquiry_submit('{"kind": "contractor", "ip": "192.0.2.9", "userAgent": "phone"}', p_code, p_id, pg_temp.fields(p_more))
$$;

select is(public.inquiry_form('990001') #>> '{departments,0,contactPhone}', '019-000-0000', 'M75: the form names the telephone of the department');
select is(jsonb_path_query_array(public.inquiry_form('990001'), '$.departments[*].departmentName'), '["A1", "A2"]', 'M5, M75: of the open ones alone');
select throws_ok($$ select public.inquiry_form('999999') $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M75: of a municipality that exists');
select throws_ok(format($$ select pg_temp.ask(%L) $$, t.more), t.state, t.code, 'M75: refused: ' || t.more)
  from (values
    ('{"name": " "}', 'PT422', 'FIELD_INVALID'), ('{"email": "nobody"}', 'PT422', 'FIELD_INVALID'), ('{"phone": "ask me"}', 'PT422', 'FIELD_INVALID'),
    ('{"body": " \n "}', 'PT422', 'FIELD_INVALID'), ('{"body": 7}', 'PT422', 'FIELD_INVALID'), ('{"body": "a\u001bb"}', 'PT422', 'FIELD_INVALID'),
    ('{"language": "fr"}', 'PT422', 'FIELD_INVALID'), ('{"token": "x"}', 'PT422', 'FIELD_UNKNOWN'),
    ('{"body": "https://shomei.example/s#AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}', 'PT422', 'SIGNING_LINK_IN_TEXT'),
    ('{"departmentId": "a0000000-0000-4000-8000-000000000013"}', 'PT404', 'DEPARTMENT_NOT_FOUND'),
    ('{"departmentId": "b0000000-0000-4000-8000-000000000011"}', 'PT404', 'DEPARTMENT_NOT_FOUND')) t (more, state, code);
select throws_ok($$ select public.inquiry_submit(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), '990001', gen_random_uuid(), pg_temp.fields()) $$, 'PT400', 'ACTOR_INVALID', 'M75: the form is the public''s');
select is((select count(*) from public.inquiry), 0::bigint, 'M75: of what was refused nothing is kept');

select is(pg_temp.ask() ->> 'inquiryId', 'a0000000-0000-4000-8000-0000000000f1', 'M75: an inquiry is taken without an account');
select is(pg_temp.ask('{"body": "again"}') ->> 'inquiryId', 'a0000000-0000-4000-8000-0000000000f1', 'M75: sending again answers the same');
select is((select i.body || i.phone from public.inquiry i), E'一行目\n二行目019-000-1111', 'M75: and keeps the first');
select set_eq($$ select public.mail_subject(m.id) ->> 'mailStatus' as a, m.kind::text as b, public.inquiry_mail(m.id) ->> 'to' as c from private.mail_outbox m where m.inquiry_id is not null $$,
  $$ values ('queued', 'inquiry_received', 'asker@c.example'), ('queued', 'inquiry_received_staff', 'office@a.example') $$, 'M75: a receipt goes to the writer, the question to the department''s address');
select is((select public.mail_words(m.id) #>> '{contact,contactPhone}' from private.mail_outbox m where m.kind = 'inquiry_received'), '019-000-0000', 'M75: the receipt names the telephone');
select is((select l.actor_label || ' ' || (l.context ->> 'managementLabel') from public.operation_log l where l.event = 'inquiry_received'), '試験 太郎 令和8年度-0000015', 'M75, M70: the log says who asked about what');
select lives_ok($$ select pg_temp.ask('{"departmentId": "a0000000-0000-4000-8000-000000000012", "managementLabel": null, "phone": null}', 'a0000000-0000-4000-8000-0000000000f2') $$, 'M75: number, company and telephone may be left out');
select is((select array_agg(public.inquiry_mail(m.id) ->> 'to') from private.mail_outbox m where m.inquiry_id = 'a0000000-0000-4000-8000-0000000000f2' and m.kind = 'inquiry_received_staff'), '{drafter@a.example}', 'M75: a department without an address is reached by its drafters');
select lives_ok($$ select public.mail_sent(m.id, 'x') from private.mail_outbox m where m.inquiry_id is not null $$, 'its delivery is recorded');

select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000104", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select array_agg(i.id::text) from public.inquiry i), '{a0000000-0000-4000-8000-0000000000f1}', 'M75: a member reads what the own department was asked, and nothing else');
reset role;
select throws_ok($$ select public.staff_inquiry_answer(pg_temp.staff('a0000000-0000-4000-8000-000000000105'), 'a0000000-0000-4000-8000-0000000000f1', null) $$, 'PT404', 'INQUIRY_NOT_FOUND', 'M75: another department''s is none');
select throws_ok($$ select public.staff_inquiry_answer(pg_temp.staff('a0000000-0000-4000-8000-000000000104'), 'a0000000-0000-4000-8000-0000000000f1', null) $$, 'PT403', 'ROLE_MISSING', 'M75: who only views does not answer');
select public.staff_inquiry_answer(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-0000000000f1', '電話で回答');
select is((select i.answered_label || i.answer_note from public.inquiry i where i.answered_at is not null), 'drafter電話で回答', 'M75: an answer is recorded with who and how');
select throws_ok($$ select public.staff_inquiry_answer(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), 'a0000000-0000-4000-8000-0000000000f1', null) $$, 'PT409', 'INQUIRY_ANSWERED', 'M75: once');

select * from finish();
rollback;
