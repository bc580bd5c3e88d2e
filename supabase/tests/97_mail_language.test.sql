-- In which language the mails around a signature are written (M16).
begin;
select plan(7);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail", "form"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.applied(p_status text, p_email text, p_language text) returns void language sql as $$
  insert into public.application (municipality_id, case_id, source, status, company, principal_name, email, received_on, entered_by, language)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'mail', p_status, 'C', 'N', p_email, '2026-01-10', 'a0000000-0000-4000-8000-000000000101', p_language)
$$;
with e as (
  insert into public.envelope (municipality_id, department_id, case_id, title, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000051', 'road', 'a0000000-0000-4000-8000-000000000101') returning id
) insert into x select 'envelope', id from e;
with p as (
  insert into public.party (envelope_id, municipality_id, ord, kind, company, principal_name, email)
  values (pg_temp.x('envelope'), 'a0000000-0000-4000-8000-000000000001', 1, 'contractor', 'C', 'N', 'Own@c.example') returning id
) insert into x select 'party', id from p;
with m as (
  insert into private.mail_outbox (kind, envelope_id, party_id) values ('sign_request', pg_temp.x('envelope'), pg_temp.x('party')) returning id
) insert into x select 'contractor', id from m;
with m as (
  insert into private.mail_outbox (kind, envelope_id, user_id) values ('completed_staff', pg_temp.x('envelope'), gen_random_uuid()) returning id
) insert into x select 'staff', id from m;

select is(public.mail_language(pg_temp.x('contractor')), 'ja', 'M16: without an application the mail is Japanese');
select pg_temp.applied('returned', 'own@c.example', 'easy'), pg_temp.applied('received', 'own@c.example', 'easy');
select is(public.mail_language(pg_temp.x('contractor')), 'ja', 'M16: an application that was not accepted decides nothing');
select pg_temp.applied('accepted', 'own@c.example', 'en');
select is(public.mail_language(pg_temp.x('contractor')), 'en', 'M16: the accepted one says in which language its sender reads, whatever the case of the address');
select is(public.mail_language(pg_temp.x('staff')), 'ja', 'M16: staff are written to in Japanese');
update public.application set email = 'other@c.example' where status = 'accepted';
select is(public.mail_language(pg_temp.x('contractor')), 'ja', 'M16: nor does an application of another address decide');
select is(public.mail_language(gen_random_uuid()), 'ja', 'M16: an unknown mail is Japanese');
set local role authenticated;
select throws_ok($$ select public.mail_language(gen_random_uuid()) $$, '42501', null, 'M16: only the service asks');
reset role;

select * from finish();
rollback;
