-- A municipality's own words: who may write them, what may stand in them, and that every version stays (M87).
begin;
select plan(29);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name, contact_phone) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1', '019-000-0000');
insert into auth.users (id, email) values ('a0000000-0000-4000-8000-000000000101', 'drafter@a.example'), ('a0000000-0000-4000-8000-000000000103', 'admin@a.example'), ('b0000000-0000-4000-8000-000000000103', 'admin@b.example');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000103', 'a0000000-0000-4000-8000-000000000001', null, 'admin', 'admin'),
  ('b0000000-0000-4000-8000-000000000103', 'b0000000-0000-4000-8000-000000000001', null, 'admin', 'admin of B');

create function pg_temp.staff(p_user text) returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', 'aal2', 'ip', '192.0.2.1', 'userAgent', 'test')
$$;
create function pg_temp.a() returns uuid language sql as $$ select 'a0000000-0000-4000-8000-000000000001'::uuid $$;
create function pg_temp.save(p_texts jsonb) returns void language sql as $$
  select public.staff_text_save(pg_temp.staff('a0000000-0000-4000-8000-000000000103'), pg_temp.a(), p_texts)
$$;

select throws_ok($$ select public.staff_text_save(pg_temp.staff('a0000000-0000-4000-8000-000000000101'), pg_temp.a(), '{"faq.q1": "x"}') $$, 'PT403', 'ROLE_MISSING', 'M87: only an administrator writes');
select throws_ok($$ select public.staff_text_save(pg_temp.staff('b0000000-0000-4000-8000-000000000103'), pg_temp.a(), '{"faq.q1": "x"}') $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M87: and only for the own municipality');
select throws_ok(format($$ select pg_temp.save(%L) $$, t.texts), 'PT422', t.code, 'M87: refused by field: ' || t.texts)
  from (values
    ('{"mail.sign_request.button": "x"}', 'FIELD_UNKNOWN'), ('{"mail.sign_request.subject": "a\nb"}', 'FIELD_INVALID'),
    ('{"mail.sign_request.paragraph": "a\u202eb"}', 'FIELD_INVALID'), ('{"mail.sign_request.paragraph": 1}', 'FIELD_INVALID'),
    ('{"mail.sign_request.subject": "12345678901234567890123456789012345678901"}', 'FIELD_INVALID'),
    ('{"mail.sign_request.paragraph": "hello {password}"}', 'TEXT_PLACEHOLDER_UNKNOWN'), ('{"mail.sign_request.paragraph": "{title"}', 'TEXT_PLACEHOLDER_UNKNOWN'),
    ('{"mail.sign_request.paragraph": "{ti{title}tle}"}', 'TEXT_PLACEHOLDER_UNKNOWN'), ('{"mail.application_received.paragraph": "{deadline}"}', 'TEXT_PLACEHOLDER_UNKNOWN'),
    ('{"notice.sign": "{contact}"}', 'TEXT_PLACEHOLDER_UNKNOWN'),
    ('{"mail.sign_request.paragraph": "see https://evil.example"}', 'TEXT_LINK_REFUSED'), ('{"mail.signature": "evil.example/s"}', 'TEXT_LINK_REFUSED')) t (texts, code);
select throws_ok($$ select pg_temp.save('{"faq.q1": "x", "faq.q17": "y"}') $$, 'PT422', 'FIELD_UNKNOWN', 'M87: all or none');
select is((select count(*) from public.municipality_text), 0::bigint, 'M87: of what was refused nothing is kept');

select pg_temp.save('{"mail.sign_request.subject": "［至急］", "mail.sign_request.paragraph": " {title}の期限は{deadline}です。\r\n\r\n二段落目 ", "faq.q1": "https://city.example を見てください", "notice.sign": "年末年始は休みます"}');
select is((select t.body from public.municipality_text t where t.field = 'mail.sign_request.paragraph'), E'{title}の期限は{deadline}です。\n\n二段落目', 'M87: kept as plain text, trimmed, with its lines');
select pg_temp.save('{"faq.q1": "https://city.example を見てください"}');
select is((select count(*) from public.municipality_text t where t.field = 'faq.q1'), 1::bigint, 'M87: what did not change is no version');
select pg_temp.save('{"faq.q1": "二版"}');
select pg_temp.save('{"faq.q1": ""}');
select results_eq($$ select t.version, t.body, t.saved_label from public.municipality_text t where t.field = 'faq.q1' order by t.version $$,
  $$ values (1, 'https://city.example を見てください', 'admin'), (2, '二版', 'admin'), (3, null, 'admin') $$, 'M87: every version stays, with who wrote it; null goes back to the service''s own');
select is(public.place_texts('990001'), '{"notice.sign": "年末年始は休みます"}', 'M87: the public sees notices and answers that hold, and no text of a mail');
select is(public.place_texts('990002'), '{}', 'M87: each municipality its own');
select throws_ok($$ select public.place_texts('999999') $$, 'PT404', 'MUNICIPALITY_NOT_FOUND', 'M87: of a municipality that exists');
select is((select l.context ->> 'after' from public.operation_log l where l.event = 'text_changed' and l.context ->> 'field' = 'faq.q1' and l.context ->> 'version' = '2'), '二版', 'M87, M70: the log says what became of a text');
select throws_ok($$ update public.municipality_text set body = 'x' $$, 'PT409', 'APPEND_ONLY', 'M87: a version never changes');

insert into public.envelope (id, municipality_id, department_id, title, created_by) values ('a0000000-0000-4000-8000-0000000000e1', pg_temp.a(), 'a0000000-0000-4000-8000-000000000011', 't', 'a0000000-0000-4000-8000-000000000101');
select private.mail_queue('sign_request', 'a0000000-0000-4000-8000-0000000000e1', null, 'a0000000-0000-4000-8000-000000000101');
select is((select public.mail_words(m.id) - 'contact' from private.mail_outbox m where m.envelope_id = 'a0000000-0000-4000-8000-0000000000e1'),
  jsonb_build_object('subject', '［至急］', 'paragraph', E'{title}の期限は{deadline}です。\n\n二段落目', 'signature', null), 'M87: a mail gets the words of its kind');
select is((select public.mail_words(m.id) #>> '{contact,contactPhone}' from private.mail_outbox m where m.envelope_id = 'a0000000-0000-4000-8000-0000000000e1'), '019-000-0000', 'M5: and the contact of the department in charge');

select set_config('request.jwt.claims', '{"sub": "b0000000-0000-4000-8000-000000000103", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select is((select count(*) from public.municipality_text), 0::bigint, 'M1: another municipality reads none of it');
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
select is((select count(*) from public.municipality_text), 6::bigint, 'M87: its own staff read all');
select throws_ok($$ insert into public.municipality_text (municipality_id, field, version, body, saved_by) values (pg_temp.a(), 'faq.q2', 1, 'x', pg_temp.a()) $$, '42501', null, 'M87: and write by the act alone');
reset role;

select * from finish();
rollback;
