-- Push notices beside the mails: whom a browser is told for, that nobody else's news reaches it, and when it ends.
begin;
select plan(40);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', null, 'drafter', 'drafter'),
  ('a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000001', null, 'signer', 'signer');
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail", "form"]}, "attachments": [], "guarantee": {"kinds": []}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', 'a0000000-0000-4000-8000-000000000101');

create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.hash(p_text text) returns text language sql as $$ select encode(sha256(p_text::bytea), 'hex') $$;
create function pg_temp.phone() returns jsonb language sql as $$ select '{"kind": "contractor", "ip": "198.51.100.7", "userAgent": "phone"}'::jsonb $$;
create function pg_temp.staff(p_user text, p_aal text default 'aal2') returns jsonb language sql as $$
  select jsonb_build_object('kind', 'staff', 'userId', p_user, 'aal', p_aal, 'ip', '192.0.2.1', 'userAgent', 'tablet')
$$;
create function pg_temp.drafter() returns jsonb language sql as $$ select pg_temp.staff('a0000000-0000-4000-8000-000000000101') $$;
create function pg_temp.browser(p_k text, p_more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('endpoint', 'https://push.example/' || p_k, 'p256dh', repeat('B', 87), 'auth', repeat('a', 22), 'language', 'ja') || p_more
$$;
create function pg_temp.on(p_k text, p_holder text, p_hash text default null, p_actor jsonb default pg_temp.phone()) returns void language sql as $$
  select public.push_subscribe(p_actor, p_holder, p_hash, pg_temp.browser(p_k))
$$;
-- Queues a mail and answers which browsers get a job beside it.
create function pg_temp.told(p_kind public.mail_kind, p_party uuid, p_user uuid default null, p_application uuid default null) returns text language plpgsql as $$
declare v uuid;
begin
  insert into private.mail_outbox (kind, envelope_id, party_id, user_id, application_id)
  values (p_kind, case when p_application is null then pg_temp.x('envelope') end, p_party, p_user, p_application) returning id into v;
  insert into x values ('mail', v) on conflict (k) do update set id = v;
  return (select string_agg(substr(s.endpoint, 22), ' ' order by s.endpoint) from private.job j
    join private.push_subscription s on s.id = (j.payload ->> 'subscriptionId')::uuid where j.kind = 'push' and j.payload ->> 'outboxId' = v::text);
end;
$$;
create function pg_temp.notice(p_k text) returns jsonb language sql as $$
  select public.push_notice(pg_temp.x('mail'), s.id) from private.push_subscription s where s.endpoint = 'https://push.example/' || p_k
$$;

insert into private.mail_challenge (id, municipality_id, email, verifier_sha256_hex, confirmed_at, ticket_sha256_hex, ticket_expires_at) values
  ('a0000000-0000-4000-8000-000000000061', 'a0000000-0000-4000-8000-000000000001', 'own@c.example', pg_temp.hash('v'), now(), pg_temp.hash('ticket'), now() + interval '1 day'),
  ('a0000000-0000-4000-8000-000000000062', 'a0000000-0000-4000-8000-000000000001', 'own@c.example', pg_temp.hash('v'), now(), pg_temp.hash('unsent'), now() + interval '1 day');
insert into public.application (id, municipality_id, case_id, source, status, company, principal_name, email, received_on, declared_at, email_confirmed_at, challenge_id) values
  ('a0000000-0000-4000-8000-000000000071', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', 'form', 'accepted', 'C', 'N', 'own@c.example', '2026-01-10', now(), now(), 'a0000000-0000-4000-8000-000000000061');
with e as (
  insert into public.envelope (municipality_id, department_id, case_id, title, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000051', 'road', 'a0000000-0000-4000-8000-000000000101') returning id
) insert into x select 'envelope', id from e;
with p as (
  insert into public.party (envelope_id, municipality_id, ord, kind, company, principal_name, email)
  values (pg_temp.x('envelope'), 'a0000000-0000-4000-8000-000000000001', 1, 'contractor', 'C', 'N', 'own@c.example') returning id
) insert into x select 'party', id from p;
insert into private.party_link (party_id, generation, token_sha256_hex, expires_at) values (pg_temp.x('party'), 1, pg_temp.hash('link'), now() + interval '1 day');
insert into private.shelf_account (id, email) values ('a0000000-0000-4000-8000-000000000081', 'Own@C.example'), ('a0000000-0000-4000-8000-000000000082', 'other@c.example');
insert into private.shelf_session (account_id, token_sha256_hex, shared_device, expires_at) values
  ('a0000000-0000-4000-8000-000000000081', pg_temp.hash('shelf'), false, now() + interval '1 day'), ('a0000000-0000-4000-8000-000000000082', pg_temp.hash('elsewhere'), false, now() + interval '1 day');

-- Who may be told.
select throws_ok($$ select pg_temp.on('a', 'link', pg_temp.hash('guess')) $$, 'PT404', 'LINK_UNKNOWN', 'M16: a link that is none tells nobody');
select throws_ok($$ select pg_temp.on('a', 'shelf', pg_temp.hash('guess')) $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: nor does a session that is none');
select throws_ok($$ select pg_temp.on('a', 'ticket', pg_temp.hash('guess')) $$, 'PT403', 'EMAIL_NOT_CONFIRMED', 'M2: nor an address that was not confirmed');
select throws_ok($$ select pg_temp.on('a', 'ticket', pg_temp.hash('unsent')) $$, 'PT404', 'APPLICATION_NOT_FOUND', 'M2: nor one that sent no application');
select throws_ok($$ select pg_temp.on('a', 'staff', null, pg_temp.staff('a0000000-0000-4000-8000-000000000101', 'aal1')) $$, 'PT403', 'SECOND_FACTOR_REQUIRED', 'L5: staff only with the second factor');
select throws_ok($$ select pg_temp.on('a', 'staff', null, pg_temp.staff('a0000000-0000-4000-8000-000000000199')) $$, 'PT403', 'ROLE_MISSING', 'L5: and only members');
select throws_ok($$ select pg_temp.on('a', 'staff', null, pg_temp.phone()) $$, 'PT400', 'ACTOR_INVALID', 'L5: a contractor is no member of staff');
select throws_ok($$ select pg_temp.on('a', 'link', pg_temp.hash('link'), pg_temp.drafter()) $$, 'PT400', 'ACTOR_INVALID', 'M13: nor staff a contractor');
select throws_ok($$ select pg_temp.on('a', 'anybody', pg_temp.hash('link')) $$, 'PT400', 'REQUEST_INVALID', 'there is no other way');
select throws_ok(format($$ select public.push_subscribe(pg_temp.phone(), 'link', pg_temp.hash('link'), pg_temp.browser('a', '%s')) $$, wrong), 'PT400', 'REQUEST_INVALID', 'refused as it is: ' || wrong)
  from unnest(array['{"endpoint": null}', '{"p256dh": "short"}', '{"auth": "not base64url! ~~~~~"}', '{"language": "fr"}']) wrong;

-- Each for what concerns it.
select is(pg_temp.told('reminder_contractor', pg_temp.x('party')), null, 'without a browser, a mail is a mail');
select pg_temp.on('link', 'link', pg_temp.hash('link')), pg_temp.on('link', 'link', pg_temp.hash('link')), pg_temp.on('shelf', 'shelf', pg_temp.hash('shelf')),
  pg_temp.on('elsewhere', 'shelf', pg_temp.hash('elsewhere')), pg_temp.on('applicant', 'ticket', pg_temp.hash('ticket')),
  pg_temp.on('drafter', 'staff', null, pg_temp.drafter()), pg_temp.on('signer', 'staff', null, pg_temp.staff('a0000000-0000-4000-8000-000000000102'));
select is(pg_temp.told('sign_request', pg_temp.x('party')), 'applicant link shelf', 'M16: link, library and application of the address are told once each, and nobody else');
select is(pg_temp.notice('link') ->> 'linkSha256Hex', pg_temp.hash('link'), 'M16: the link''s own browser is told which of its links it is, by the hash alone');
select is(pg_temp.notice('shelf') ->> 'shelf', 'true', 'M61: the library''s is led to the library');
select is((select array_agg(k order by k) from jsonb_object_keys(pg_temp.notice('link')) k),
  array['auth', 'caseId', 'endpoint', 'envelopeId', 'kind', 'language', 'linkSha256Hex', 'p256dh', 'shelf', 'staff'], 'M13: a notice holds no name and no address of a person');
select is(pg_temp.notice('elsewhere'), null, 'M61: another account''s browser is told nothing, even if asked for by its id');
select is(pg_temp.told('completed_staff', null, 'a0000000-0000-4000-8000-000000000101'), 'drafter', 'M16: a member of staff is told of the own mails alone');
select is(pg_temp.told('application_accepted', null, null, 'a0000000-0000-4000-8000-000000000071'), 'applicant shelf', 'M16: the applicant is told of the decision');
select is(pg_temp.told('application_received_staff', null, 'a0000000-0000-4000-8000-000000000102', 'a0000000-0000-4000-8000-000000000071'), 'signer', 'M16: what staff are mailed of an application, the applicant is not told');
select is(pg_temp.notice('signer') ->> 'caseId', 'a0000000-0000-4000-8000-000000000051', 'M16: and leads to the case');
select pg_temp.on('link', 'shelf', pg_temp.hash('shelf'));
select is(pg_temp.told('reminder_contractor', pg_temp.x('party')), 'applicant link shelf', 'M16: one browser is told once, though link and library both name it');
select is(pg_temp.notice('link') ->> 'linkSha256Hex', pg_temp.hash('link'), 'M16: and then the link leads');

-- What is over.
select is(public.push_on(pg_temp.phone(), 'link', pg_temp.hash('link'), 'https://push.example/link'), true, 'the switch says on');
select is(public.push_on(pg_temp.phone(), 'link', pg_temp.hash('link'), 'https://push.example/shelf'), false, 'of the own browser alone');
select public.push_unsubscribe(pg_temp.phone(), 'shelf', pg_temp.hash('shelf'), 'https://push.example/link');
select is(public.push_on(pg_temp.phone(), 'link', pg_temp.hash('link'), 'https://push.example/link'), true, 'switched off for the library, it goes on for the link');
update private.mail_outbox set created_at = now() - interval '25 hours' where id = pg_temp.x('mail');
select is(pg_temp.notice('link'), null, 'M16: yesterday''s news wakes nobody');
update private.mail_outbox set created_at = now(), status = 'cancelled' where id = pg_temp.x('mail');
select is(pg_temp.notice('link'), null, 'M16: nor what was overtaken');
select is(pg_temp.told('reminder_contractor', pg_temp.x('party')), 'applicant link shelf', '(a fresh mail)');
update private.party_link set revoked_at = now() where party_id = pg_temp.x('party');
select is(pg_temp.notice('link'), null, 'M13: a link that was replaced before delivery tells nobody');
select is(pg_temp.told('reminder_contractor', pg_temp.x('party')), 'applicant shelf', 'M13: and nobody afterwards: its mail may have gone to a wrong address');
update private.shelf_account set closed_at = now(), email = null where id = 'a0000000-0000-4000-8000-000000000081';
update public.party set email = 'right@c.example' where id = pg_temp.x('party');
select is(pg_temp.told('reminder_contractor', pg_temp.x('party')), null, 'M13: nor does a closed account, or an application of another address');
update public.membership set active = false where user_id = 'a0000000-0000-4000-8000-000000000101';
select is(pg_temp.told('completed_staff', null, 'a0000000-0000-4000-8000-000000000101'), null, 'M84: nor a member who was deactivated');
select public.push_gone('https://push.example/signer');
select is(pg_temp.told('completed_staff', null, 'a0000000-0000-4000-8000-000000000102'), null, 'what the push service does not know any more is forgotten');

-- Bounds.
select public.push_subscribe(pg_temp.phone(), 'shelf', pg_temp.hash('elsewhere'), pg_temp.browser('n' || n)) from generate_series(1, 12) n;
select is((select count(*) from private.push_subscription s where s.account_id = 'a0000000-0000-4000-8000-000000000082'), 10::bigint, 'ten browsers a holder at most');
update private.push_subscription set created_at = now() - interval '401 days' where endpoint = 'https://push.example/applicant';
select pg_temp.on('n1', 'shelf', pg_temp.hash('elsewhere'));
select is((select count(*) from private.push_subscription s where s.endpoint = 'https://push.example/applicant'), 0::bigint, 'M16: after 400 days a subscription goes by itself');
set local role authenticated;
select throws_ok($$ select * from private.push_subscription $$, '42501', null, 'M16: nobody reads where browsers are told');
select throws_ok($$ select public.push_notice(gen_random_uuid(), gen_random_uuid()) $$, '42501', null, 'M16: and only the service asks');
reset role;

select * from finish();
rollback;
