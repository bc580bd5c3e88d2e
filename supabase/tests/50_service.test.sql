-- What the service does by itself: numbers, deadlines, queue, mails, limits, hash chain.
begin;
select plan(53);

insert into public.municipality (id, code, name) values
  ('a0000000-0000-4000-8000-000000000001', '990001', 'A'), ('b0000000-0000-4000-8000-000000000001', '990002', 'B');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.membership (user_id, municipality_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'drafter', 'drafter');
create function pg_temp.staff() returns jsonb language sql as $$
  select '{"kind": "staff", "userId": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}'::jsonb
$$;
-- An envelope under way with a given deadline, written as the owner: no function can send into the past.
create function pg_temp.under_way(p_n integer, p_deadline date, p_order public.sign_order) returns uuid language plpgsql as $$
declare e uuid := ('a0000000-0000-4000-8000-0000000010' || lpad(p_n::text, 2, '0'))::uuid;
begin
  insert into public.envelope (id, municipality_id, department_id, status, title, counterparty_name, transaction_on, amount_kind,
    contract_on, deadline_on, sign_order, fiscal_year, management_number, management_label, created_by, sent_at)
  values (e, 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'sent', 't', 'c', '2020-01-01', 'unit_price',
    '2020-01-01', p_deadline, p_order, 2020, p_n, 'label', 'a0000000-0000-4000-8000-000000000101', now());
  insert into public.party (envelope_id, municipality_id, ord, kind, email) values
    (e, 'a0000000-0000-4000-8000-000000000001', case p_order when 'contractor_first' then 1 else 2 end, 'contractor', 'c@contractor.example'),
    (e, 'a0000000-0000-4000-8000-000000000001', case p_order when 'contractor_first' then 2 else 1 end, 'municipality', null);
  perform private.turn_begin(v) from public.envelope v where v.id = e;
  return e;
end;
$$;

-- 管理番号
select is(private.fiscal_year('2026-03-31'), 2025, 'the fiscal year ends on 31 March');
select is(private.fiscal_year('2026-04-01'), 2026, 'and begins on 1 April');
select is(private.japan_date('2026-03-31T15:00:00Z'), '2026-04-01'::date, 'by the calendar of Japan');
select is(private.management_allot('a0000000-0000-4000-8000-000000000001', 2026), 1, 'numbers begin at 1');
select is(private.management_allot('a0000000-0000-4000-8000-000000000001', 2026), 2, 'and follow one another');
select is(private.management_allot('a0000000-0000-4000-8000-000000000001', 2027), 1, 'each fiscal year anew');
select is(private.management_allot('b0000000-0000-4000-8000-000000000001', 2026), 1, 'each municipality by itself');
select throws_ok($$ insert into public.envelope (municipality_id, department_id, status, created_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'sent', gen_random_uuid()) $$, '23514', null,
  '電帳法: a sent envelope has date, amount and counterparty, for the owner too');
select throws_ok($$ insert into public.envelope (municipality_id, department_id, status, created_by) values
  ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'concluded', gen_random_uuid()) $$, 'PT409', 'CONCLUSION_INCOMPLETE',
  'no envelope begins as concluded');

-- Deadlines
select pg_temp.under_way(1, '2020-01-31', 'contractor_first');
select pg_temp.under_way(2, '2020-01-31', 'municipality_first');
select pg_temp.under_way(3, '2099-01-31', 'contractor_first');
select public.link_issue((select id from public.party where envelope_id = 'a0000000-0000-4000-8000-000000001001' and kind = 'contractor'), 1, repeat('a', 64));
select is(public.link_view(repeat('a', 64)) ->> 'status', 'expired', 'a link past its deadline says so before the sweep');
select throws_ok($$ select public.link_open(repeat('a', 64), '{"kind": "contractor"}') $$, 'PT410', 'ENVELOPE_EXPIRED', 'and begins nothing');
select throws_ok($$ select public.link_consent(repeat('a', 64), '{"kind": "contractor"}', '[]', '{"kind": "principal"}') $$, 'PT410', 'ENVELOPE_EXPIRED', 'and signs nothing');
select ok((public.housekeeping() ->> 'expired')::integer >= 1, 'the sweep expires');
select is((select status::text from public.envelope where id = 'a0000000-0000-4000-8000-000000001001'), 'expired', 'an open turn of the contractor past 署名期限');
select is((select status::text from public.envelope where id = 'a0000000-0000-4000-8000-000000001002'), 'sent', 'M36: never the municipality''s turn');
select is((select status::text from public.envelope where id = 'a0000000-0000-4000-8000-000000001003'), 'sent', 'never before the deadline');
select set_eq($$ select kind::text || '/' || status from private.mail_outbox where envelope_id = 'a0000000-0000-4000-8000-000000001001' $$,
  array['sign_request/cancelled', 'expired_staff/queued'], 'the request is not mailed any more, the sender is told');
select is((private.expire_due()), 0, 'once');

-- Queue
update private.job set status = 'done', finished_at = now() where status = 'queued';
select private.job_queue('seal_party', 'x', '{"partyId": "x"}');
select private.job_queue('seal_party', 'x', '{"partyId": "x"}');
select is((select count(*) from private.job where subject = 'x'), 1::bigint, 'a job is queued once per subject');
create temporary table c on commit drop as select public.job_claim('w1', 60, 10) j;
select is((select count(*) from c), 1::bigint, 'a worker claims what is due');
select is((select j ->> 'kind' from c), 'seal_party', 'with its kind');
select is_empty($$ select public.job_claim('w2', 60, 10) $$, 'a leased job is nobody else''s');
select throws_ok($$ select public.job_done((select (j ->> 'id')::uuid from c), 'w2') $$, 'PT409', 'JOB_LEASE_LOST', 'only the holder ends it');
update private.job set lease_until = now() - interval '1 second' where subject = 'x';
select is((select (j ->> 'attempts')::integer from public.job_claim('w2', 60, 10) j), 2, 'a lease that ran out is claimable, and counted');
select throws_ok($$ select public.job_retry((select (j ->> 'id')::uuid from c), 'w1', 'X', 5) $$, 'PT409', 'JOB_LEASE_LOST', 'the late worker is told');
select public.job_retry((select (j ->> 'id')::uuid from c), 'w2', 'TIMESTAMP_UNAVAILABLE', 60);
select is_empty($$ select public.job_claim('w1', 60, 10) $$, 'a retry waits its time');
update private.job set run_at = now() where subject = 'x';
select lives_ok($$ select public.job_claim('w1', 60, 10) $$, 'then it is due');
select is(public.job_release(), 1, 'leases of dead workers are given back');
select lives_ok($$ select public.job_claim('w1', 60, 10) $$, 'and claimed again');
select public.job_failed((select (j ->> 'id')::uuid from c), 'w1', 'X');
select is((select status from private.job where subject = 'x'), 'failed', 'a job can be given up');
update private.job set status = 'queued', run_at = now() where kind = 'housekeeping';
select public.job_done((select (j ->> 'id')::uuid from public.job_claim('w1', 60, 10) j), 'w1');
select is((select status from private.job where kind = 'housekeeping'), 'queued', 'housekeeping queues itself again');

-- Mails
create temporary table m on commit drop as select id from private.mail_outbox where envelope_id = 'a0000000-0000-4000-8000-000000001003';
select is(public.mail_failed((select id from m), 'MAIL_UNAVAILABLE', false), 5, 'M16: a mail is tried again after 5 seconds');
select is(public.mail_failed((select id from m), 'MAIL_UNAVAILABLE', false), 10, 'then later and later');
select is((select count(*) from public.operation_log where envelope_id = 'a0000000-0000-4000-8000-000000001003' and event = 'mail_failed'), 1::bigint, 'an outage is one line in the log');
select public.mail_sent((select id from m), '<1@x>');
select public.mail_sent((select id from m), '<2@x>');
select is((select message_id from private.mail_outbox where id = (select id from m)), '<1@x>', 'the first delivery counts');
select isnt((select notified_at from public.party where envelope_id = 'a0000000-0000-4000-8000-000000001003' and kind = 'contractor'), null, 'M16: the party was notified');
select throws_ok($$ select public.mail_subject(gen_random_uuid()) $$, 'PT404', 'OUTBOX_NOT_FOUND', 'an unknown mail is unknown');

-- Limits
select is((select array_agg(public.rate_limit_hit('k', 2, 60)) from generate_series(1, 3)), array[true, true, false], 'the third hit of two is refused');
update private.rate_limit set window_start = now() - interval '61 seconds' where key = 'k';
select is(public.rate_limit_hit('k', 2, 60), true, 'a new window begins');
update private.rate_limit set window_start = now() - interval '25 hours' where key = 'k';
select public.housekeeping();
select is((select count(*) from private.rate_limit where key = 'k'), 0::bigint, 'an address is not kept beyond a day');

-- Orphans
select public.object_put('o/a0000000-0000-4000-8000-000000000001', 'w', 1, repeat('1', 64));
select public.object_put('o/a0000000-0000-4000-8000-000000000002', 'w', 1, repeat('1', 64));
select throws_ok($$ select public.object_put('o/a0000000-0000-4000-8000-000000000001', 'other', 1, repeat('1', 64)) $$, 'PT409', 'OBJECT_CONFLICT', 'an object key is used once');
select is_empty($$ select key from public.object_orphans(0) where key like 'o/a0000000%' $$, 'nothing younger than an hour is an orphan');
update private.stored_object set created_at = now() - interval '2 hours' where key like 'o/a0000000-0000-4000-8000-00000000000%';
select private.object_refer('o/a0000000-0000-4000-8000-000000000002');
select results_eq($$ select key from public.object_orphans(3600) where key like 'o/a0000000%' $$, array['o/a0000000-0000-4000-8000-000000000001'], 'an orphan is handed out, a referred object is not');
select results_eq($$ select key from public.object_orphans(3600) where key like 'o/a0000000%' $$, array['o/a0000000-0000-4000-8000-000000000001'], 'and again, while nobody says that it is gone');
select public.object_removed(array['o/a0000000-0000-4000-8000-000000000001', 'o/a0000000-0000-4000-8000-000000000002']);
select is_empty($$ select key from public.object_orphans(3600) where key like 'o/a0000000%' $$, 'a removed orphan is not handed out again');
select results_eq($$ select key from private.stored_object where removed_at is not null and key like 'o/a0000000%' $$, array['o/a0000000-0000-4000-8000-000000000001'], 'what is referred to cannot be reported gone');
select throws_ok($$ select private.object_refer('o/a0000000-0000-4000-8000-000000000001') $$, 'PT404', 'OBJECT_UNKNOWN', 'and nothing refers to it any more');

-- Refusals and sign-ins
select public.refusal_log('{"kind": "contractor"}', null, repeat('a', 64), 'ENVELOPE_EXPIRED');
select is((select context ->> 'code' from public.operation_log where event = 'refused' and envelope_id = 'a0000000-0000-4000-8000-000000001001'), 'ENVELOPE_EXPIRED', 'M70: a refusal by link is logged');
select public.staff_signed_in(pg_temp.staff());
select is((select count(*) from public.operation_log where event = 'signed_in' and municipality_id = 'a0000000-0000-4000-8000-000000000001'), 1::bigint, 'a sign-in is logged');

-- Hash chain
select ok((public.housekeeping() ->> 'chained')::integer > 0, 'housekeeping links the chain');
select is((public.housekeeping() ->> 'chained')::integer, 0, 'each row once');
select results_eq($$ select links, broken_at from public.operation_chain_check('a0000000-0000-4000-8000-000000000001') $$,
  $$ select count(*), null::bigint from public.operation_log where municipality_id = 'a0000000-0000-4000-8000-000000000001' $$, 'M70: every row is linked and the chain is sound');
alter table public.operation_log disable trigger keep_update;
update public.operation_log set actor_label = 'other' where id = (select log_id from private.operation_chain where municipality_id = 'a0000000-0000-4000-8000-000000000001' and seq = 2);
select is((select broken_at from public.operation_chain_check('a0000000-0000-4000-8000-000000000001')), 2::bigint, 'a row rewritten past every guard breaks the chain at its place');

select * from finish();
rollback;
