-- The contractor's shelf: an account that is an address, its codes, its sessions, and that nobody else gets in (M61).
begin;
select plan(41);

create function pg_temp.actor() returns jsonb language sql as $$
  select '{"kind": "contractor", "ip": "192.0.2.9", "userAgent": "phone"}'::jsonb
$$;
create function pg_temp.hash(p_text text) returns text language sql as $$ select encode(sha256(p_text::bytea), 'hex') $$;
create function pg_temp.id(p_n integer) returns uuid language sql as $$ select ('c0000000-0000-4000-8000-' || lpad(p_n::text, 12, '0'))::uuid $$;
create function pg_temp.ask(p_n integer, p_email text default 'shelf@c.example', p_language text default 'ja') returns jsonb language sql as $$
  select public.shelf_code_begin(pg_temp.actor(), pg_temp.id(p_n), p_email, pg_temp.hash('code'), p_language)
$$;
create function pg_temp.enter(p_n integer, p_code text default 'code', p_token text default 'token', p_shared boolean default false) returns jsonb language sql as $$
  select public.shelf_code_confirm(pg_temp.actor(), pg_temp.id(p_n), pg_temp.hash(p_code), pg_temp.hash(p_token), p_shared)
$$;
create function pg_temp.whose(p_token text) returns text language sql as $$ select email from private.shelf_account_of(pg_temp.hash(p_token)) $$;

select throws_ok(format($$ select pg_temp.ask(1, %L) $$, t.email), 'PT422', 'FIELD_INVALID', 'M61: no address: ' || t.email)
  from (values (''), ('nobody'), ('a@b'), (E'a@b.example\r\nBcc: c@d.example'), ('a b@c.example')) t (email);
select throws_ok($$ select pg_temp.ask(1, 'a@b.example', 'fr') $$, 'PT400', 'REQUEST_INVALID', 'M61: a language that no mail is written in');
select throws_ok($$ select public.shelf_code_begin('{"kind": "staff", "userId": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}', pg_temp.id(1), 'a@b.example', pg_temp.hash('x'), 'ja') $$,
  'PT400', 'ACTOR_INVALID', 'M61: the shelf is no door for staff');
select is((select count(*) from private.shelf_code), 0::bigint, 'M61: of what was refused nothing is kept');

select is(pg_temp.ask(1) - 'expiresAt', jsonb_build_object('codeId', pg_temp.id(1)), 'M61: a code is queued for an address of which nothing is known');
select is((select public.shelf_mail(m.id) - 'expiresAt' from private.mail_outbox m where m.kind = 'shelf_code'),
  jsonb_build_object('to', 'shelf@c.example', 'codeId', pg_temp.id(1), 'language', 'ja'), 'M61: the mail goes to that address');
select is((select public.mail_subject(m.id) ->> 'mailStatus' from private.mail_outbox m where m.kind = 'shelf_code'), 'queued', 'M61: and is to be sent');
select is(pg_temp.enter(1, 'other'), '{"status": "wrong", "left": 4}', 'M61: a wrong code is counted');
select is((select count(*) from private.shelf_account), 0::bigint, 'M61: and makes no account');
select is(pg_temp.enter(2), '{"status": "expired"}', 'M61: a code that never was is one that is over');
select is(pg_temp.enter(1) - 'expiresAt', '{"status": "signed_in", "email": "shelf@c.example"}', 'M61: the right code opens the shelf');
select is(pg_temp.enter(1, 'code', 'again'), '{"status": "expired"}', 'M61: once');
select is(pg_temp.whose('token'), 'shelf@c.example', 'M61: its session stands for the address');
select throws_ok($$ select pg_temp.whose('again') $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: no other does');
select is((select public.shelf_mail(m.id) ->> 'to' from private.mail_outbox m where m.kind = 'shelf_code'), null, 'M61: a code that was used is not mailed again');

select is((select a.language from private.shelf_account a), 'ja', 'M61: the account speaks the language of the screen that opened it');
select pg_temp.ask(3, 'SHELF@c.example', 'en');
select is(pg_temp.enter(3, 'code', 'shared', true) ->> 'email', 'shelf@c.example', 'M61: one address is one shelf, whatever its case');
select is((select count(*) from private.shelf_account), 1::bigint, 'M61: and one account');
select is((select a.language from private.shelf_account a), 'en', 'M61: and of the one that opened it last');
update private.shelf_session set expires_at = now() where token_sha256_hex = pg_temp.hash('token');
select throws_ok($$ select pg_temp.whose('token') $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: a session ends');
select is((select s.expires_at - s.created_at from private.shelf_session s where s.shared_device), interval '1 hour', 'M61: after an hour on a device of several people');
select lives_ok($$ select public.shelf_sign_out(pg_temp.actor(), pg_temp.hash('shared')), public.shelf_sign_out(pg_temp.actor(), pg_temp.hash('shared')) $$, 'M61: signing out, twice');
select throws_ok($$ select pg_temp.whose('shared') $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: ends it at once');

select pg_temp.ask(10 + n), pg_temp.enter(10 + n, 'code', 'device' || n) from generate_series(1, 11) n;
select is((select count(*) from private.shelf_session s where s.ended_at is null and s.expires_at > now()), 10::bigint, 'M61: ten devices at most have it open');

select pg_temp.ask(30, 'late@c.example');
update private.shelf_code set expires_at = now() where id = pg_temp.id(30);
select is(pg_temp.enter(30), '{"status": "expired"}', 'M61: a code is good for 15 minutes');
select is((select c.expires_at - c.created_at from private.shelf_code c where c.id = pg_temp.id(1)), interval '15 minutes', 'M61: as the mail says');
select pg_temp.ask(31, 'guessed@c.example'), pg_temp.ask(32, 'guessed@c.example'), pg_temp.ask(33, 'guessed@c.example'), pg_temp.ask(34, 'Guessed@c.example');
select pg_temp.enter(31, 'wrong') from generate_series(1, 5);
select is(pg_temp.enter(31), '{"status": "locked"}', 'M61: five wrong attempts lock a code, the right one comes too late');
select pg_temp.enter(32, 'wrong'), pg_temp.enter(33, 'wrong') from generate_series(1, 5);
select is(pg_temp.enter(34), '{"status": "locked"}', 'M61: fifteen lock the address, also by a code that nobody tried');
select throws_ok($$ select pg_temp.ask(35, 'GUESSED@c.example') $$, 'PT429', 'SHELF_LOCKED', 'M61: and no further code is mailed');
update private.shelf_code set created_at = now() - interval '25 hours' where lower(email) = 'guessed@c.example';
select lives_ok($$ select pg_temp.ask(36, 'guessed@c.example') $$, 'M61: for a day');
select is((select array_agg(c.email) from private.shelf_code c where c.id between pg_temp.id(31) and pg_temp.id(34)), '{null,null,null,null}', 'M61: an address of yesterday''s code is not kept');

select pg_temp.ask(40), pg_temp.enter(40, 'code', 'last');
select public.shelf_account_close(pg_temp.actor(), pg_temp.hash('last'));
select throws_ok($$ select pg_temp.whose('device11') $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: closing ends every session');
select is((select array_agg(a.email) from private.shelf_account a), '{null}', 'M61: and forgets the address');
select pg_temp.ask(41), pg_temp.enter(41, 'code', 'anew');
select is(pg_temp.whose('anew'), 'shelf@c.example', 'M61: the same address may begin anew');

-- A colleague of the town hall, with a second factor, sees nothing of it and can call none of it.
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select throws_ok($$ select public.shelf_code_confirm('{"kind": "contractor"}', 'c0000000-0000-4000-8000-000000000041', 'x', 'y', false) $$, '42501', null, 'M61: an access token of staff opens no shelf');
select throws_ok($$ select public.shelf_mail('c0000000-0000-4000-8000-000000000041') $$, '42501', null, 'M61: and reads no mail of one');
reset role;
select is((select count(*) from pg_class c, unnest('{anon,authenticated,service_role}'::name[]) r
    where c.oid in ('private.shelf_account'::regclass, 'private.shelf_code'::regclass, 'private.shelf_session'::regclass)
      and has_table_privilege(r, c.oid, 'select,insert,update,delete')), 0::bigint, 'M61: nobody but the functions reads or writes accounts');

select * from finish();
rollback;
