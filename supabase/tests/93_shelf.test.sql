-- The contractor's shelf: which contracts it shows to whom, how they are searched, and what is logged (M61, L17–L20).
begin;
select plan(64);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'あ市'), ('b0000000-0000-4000-8000-000000000001', '990002', 'い町');
insert into public.department (id, municipality_id, name) values
  ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', '財政課'),
  ('b0000000-0000-4000-8000-000000000011', 'b0000000-0000-4000-8000-000000000001', '総務課');
create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.actor() returns jsonb language sql as $$ select '{"kind": "contractor", "ip": "192.0.2.9", "userAgent": "phone"}'::jsonb $$;
create function pg_temp.hash(p_text text) returns text language sql as $$ select encode(sha256(p_text::bytea), 'hex') $$;
-- A document of an envelope, sealed and time-stamped.
create function pg_temp.paper(p_k text, p_envelope uuid, p_municipality uuid, p_party uuid, p_of uuid default null) returns void language plpgsql as $$
declare d uuid; r uuid; k text; o text; n integer := 0;
begin
  insert into public.document (envelope_id, municipality_id, ord, kind, certifies_document_id, name, page_count, certificate_id)
  values (p_envelope, p_municipality, case when p_of is null then 1 else 2 end, case when p_of is null then 'contract' else 'certificate' end::public.document_kind, p_of,
    p_k || '.pdf', 1, case when p_of is null then left(pg_temp.hash(p_k), 32) end) returning id into d;
  foreach k in array '{base,seal,lta}'::text[] loop
    n := n + 1;
    o := 'o/' || gen_random_uuid();
    perform public.object_put(o, 'wrapped', 100, pg_temp.hash(p_k || k));
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, party_id, sha256_hex, length, increment_length)
    values (d, p_envelope, p_municipality, n, k::public.revision_kind, case when k = 'seal' and p_of is null then p_party end, pg_temp.hash(p_k || k), 100 * n, 100) returning id into r;
    insert into private.revision_object (revision_id, object_key) values (r, o);
  end loop;
  insert into x values (p_k, d);
end;
$$;
-- Brought to its end by the owner's hand, status by status as the guard allows; where p_consents, its contractor consented.
create function pg_temp.contract(p_k text, p_side text, p_email text, p_on date, p_jpy bigint, p_n integer, p_end text[] default '{sent,concluding,concluded}', p_consents boolean default true) returns void language plpgsql as $$
declare
  e uuid; p uuid; s text; m uuid := (p_side || '0000000-0000-4000-8000-000000000001')::uuid;
begin
  insert into public.envelope (municipality_id, department_id, title, counterparty_name, transaction_on, amount_kind, amount_jpy, contract_on, deadline_on,
    fiscal_year, management_number, management_label, created_by, sent_at)
  values (m, (p_side || '0000000-0000-4000-8000-000000000011')::uuid, p_k, 'C', p_on,
    case when p_jpy is null then 'unit_price' else 'fixed' end::public.amount_kind, p_jpy, p_on, '2099-12-31', 2026, p_n, '令和8年度-' || lpad(p_n::text, 7, '0'),
    gen_random_uuid(), now()) returning id into e;
  insert into public.party (envelope_id, municipality_id, ord, kind, company, principal_name, email, status, opened_at, notified_at, consented_at, sealed_at)
  values (e, m, 1, 'contractor', 'C', 'N', p_email, case when p_consents then 'sealed' else 'waiting' end::public.party_status, now(), now(),
    case when p_consents then now() end, case when p_consents then now() end) returning id into p;
  insert into x values (p_k, e), (p_k || '/p', p);
  perform pg_temp.paper(p_k || '/d', e, m, p);
  foreach s in array p_end loop
    update public.envelope set status = s::public.envelope_status, concluded_at = case when s = 'concluded' then now() end,
      download_until_at = case when s = 'concluded' then private.download_until(now()) end where id = e;
    if s = 'concluding' and p_consents then
      insert into public.consent (party_id, envelope_id, municipality_id, method, operator_kind) values (p, e, m, 'mail_link', 'principal');
      perform pg_temp.paper(p_k || '/c', e, m, p, pg_temp.x(p_k || '/d'));
    end if;
  end loop;
end;
$$;
create function pg_temp.sign_in(p_email text, p_token text) returns void language sql as $$
  select public.shelf_code_begin(pg_temp.actor(), ('c0000000-0000-4000-8000-' || left(pg_temp.hash(p_token), 12))::uuid, p_email, pg_temp.hash('code'), 'ja');
  select public.shelf_code_confirm(pg_temp.actor(), ('c0000000-0000-4000-8000-' || left(pg_temp.hash(p_token), 12))::uuid, pg_temp.hash('code'), pg_temp.hash(p_token), false)
$$;
create function pg_temp.titles(p_query jsonb default '{}', p_order text default 'date_desc', p_token text default 'own', p_limit integer default 50, p_offset integer default 0) returns text language sql as $$
  select string_agg(c.v ->> 'title', ' ' order by c.n) from jsonb_array_elements(public.shelf_contracts(pg_temp.hash(p_token), p_query, p_order, p_limit, p_offset) -> 'contracts') with ordinality c (v, n)
$$;
create function pg_temp.get(p_k text, p_purpose text default 'save', p_token text default 'own') returns jsonb language sql as $$
  select public.shelf_document_access(pg_temp.hash(p_token), pg_temp.actor(), pg_temp.x(p_k), p_purpose)
$$;

select pg_temp.contract('road', 'a', 'own@c.example', '2026-04-01', 1000000, 1), pg_temp.contract('bridge', 'a', 'Own@C.example', '2026-05-01', 5000000, 2),
  pg_temp.contract('paint', 'b', 'own@c.example', '2026-06-01', null, 3), pg_temp.contract('other', 'a', 'other@c.example', '2026-04-01', 1000000, 4),
  pg_temp.contract('pending', 'a', 'own@c.example', '2026-06-01', 1, 5, '{sent,concluding}'),
  pg_temp.contract('asked', 'b', 'own@c.example', '2026-06-01', 1, 6, '{sent}', false),
  pg_temp.contract('declined', 'b', 'own@c.example', '2026-06-01', 1, 7, '{sent,declined}', false);
select pg_temp.sign_in('own@c.example', 'own'), pg_temp.sign_in('other@c.example', 'other'), pg_temp.sign_in('nobody@c.example', 'nobody');

-- Whose contracts
select is(pg_temp.titles(), 'paint bridge road', 'M61: the shelf shows what its address concluded, with any municipality, whatever the case of the address');
select is(pg_temp.titles(p_token => 'other'), 'other', 'M61: another address sees its own alone');
select is(pg_temp.titles(p_token => 'nobody'), null, 'M61: an address without contracts sees none');
select is(public.shelf_contracts(pg_temp.hash('nobody')) - 'expiresAt', '{"email": "nobody@c.example", "found": 0, "waiting": [], "contracts": []}', 'M61: and is told no more than that');
select throws_ok($$ select pg_temp.titles(p_token => 'guessed') $$, 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'M61: nothing without a session');
select is(public.shelf_contracts(pg_temp.hash('own')) #>> '{waiting,0,title}', 'asked', 'M61: what waits for a signature is named');
select is(jsonb_array_length(public.shelf_contracts(pg_temp.hash('own')) -> 'waiting'), 1, 'M61: that alone, not what ended or waits for others');
select ok(public.shelf_contracts(pg_temp.hash('own')) #> '{waiting,0}' ?& '{municipalityName,title,deadlineAt,notifiedAt}' and not public.shelf_contracts(pg_temp.hash('own'))::text ~ 'token',
  'M61: without anything to sign with');
select is(public.shelf_contracts(pg_temp.hash('own')) #>> '{contracts,0,municipalityName}', 'い町', 'M61, L17: 取引先 is the 発注者');
select is(public.shelf_contracts(pg_temp.hash('own')) #> '{contracts,2}' ->> 'transactionOn', '2026-04-01', 'L17: with 取引年月日');
select is((public.shelf_contracts(pg_temp.hash('own')) #> '{contracts,2}' ->> 'amountJpy')::bigint, 1000000::bigint, 'L17: and 取引金額');
select is(public.shelf_contracts(pg_temp.hash('own')) #>> '{contracts,2,certificates,0,certifiesDocumentId}', pg_temp.x('road/d')::text, 'M61: each document comes with its certificate');
update public.envelope set download_until_at = now() - interval '1 year' where id = pg_temp.x('road');
select is(pg_temp.titles('{"text": "road"}'), 'road', 'M61: also after the 14 days of the mailed link');

-- Search
select is(pg_temp.titles(q, o), found, 'M61, L18, L19: ' || q::text || ' ' || o) from (values
  ('{"from": "2026-05-01"}'::jsonb, 'date_desc', 'paint bridge'), ('{"to": "2026-05-01"}', 'date_asc', 'road bridge'),
  ('{"from": "2026-04-02", "to": "2026-05-31"}', 'date_desc', 'bridge'), ('{"min": 1000000, "max": 1000000}', 'date_desc', 'road'),
  ('{"min": 1}', 'amount_desc', 'bridge road'), ('{}', 'amount_asc', 'road bridge paint'), ('{}', 'amount_desc', 'bridge road paint'),
  ('{"counterparty": "い町"}', 'date_desc', 'paint'), ('{"counterparty": "財政"}', 'date_desc', 'bridge road'), ('{"text": "ＢＲＩＤＧＥ"}', 'date_desc', 'bridge'),
  ('{"text": "令和8年度-0000001"}', 'date_desc', 'road'), ('{"counterparty": "あ市", "max": 2000000}', 'date_desc', 'road'),
  ('{"from": "2026-04-15", "min": 2000000, "counterparty": "あ市"}', 'date_desc', 'bridge'), ('{"text": "%"}', 'date_desc', null)) t (q, o, found);
select is(pg_temp.titles(p_limit => 1, p_offset => 1), 'bridge', 'M61: page by page');
select is((public.shelf_contracts(pg_temp.hash('own'), p_limit => 1) ->> 'found')::int, 3, 'M61: with the number of all hits');
select throws_ok(format($$ select pg_temp.titles(%L, %L) $$, q, o), s, c, 'M61: refused: ' || q || ' ' || o) from (values
  ('{"from": "yesterday"}', 'date_desc', 'PT422', 'FIELD_INVALID'), ('{"from": "2026-02-30"}', 'date_desc', 'PT422', 'FIELD_INVALID'),
  ('{"min": "1e9"}', 'date_desc', 'PT422', 'FIELD_INVALID'), ('{"from": "2026-05-01", "to": "2026-04-01"}', 'date_desc', 'PT422', 'PERIOD_INVALID'),
  ('{"min": 2, "max": 1}', 'date_desc', 'PT422', 'PERIOD_INVALID'), ('{"email": "other@c.example"}', 'date_desc', 'PT422', 'FIELD_UNKNOWN'),
  ('{}', 'title; drop', 'PT400', 'REQUEST_INVALID')) t (q, o, s, c);

-- Octets
select is((pg_temp.get('road/d') ->> 'length')::int, 300, 'M61: a contract is handed out');
select is(pg_temp.get('road/c', 'view') ->> 'kind', 'certificate', 'M61: and its certificate');
select results_eq($$ select l.event::text, l.ip, l.user_agent, l.party_id, l.context from public.operation_log l where l.document_id in (pg_temp.x('road/d'), pg_temp.x('road/c')) order by l.id $$,
  $$ values ('concluded_downloaded', '192.0.2.9', 'phone', pg_temp.x('road/p'), '{"shelf": true}'::jsonb), ('document_viewed', '192.0.2.9', 'phone', pg_temp.x('road/p'), '{"shelf": true}') $$,
  'M61, M70: each view and each download is logged with IP address and user agent');
select throws_ok($$ select pg_temp.get('other/d') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M61: another''s contract is none');
select throws_ok($$ select pg_temp.get('pending/d') $$, 'PT404', 'DOCUMENT_NOT_FOUND', 'M61: nor one that is not concluded');
select throws_ok($$ select pg_temp.get('road/d', 'draft') $$, 'PT400', 'REQUEST_INVALID', 'M61: a purpose that is none');
select throws_ok($$ select public.shelf_attachment_access(pg_temp.hash('own'), pg_temp.actor(), gen_random_uuid()) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M61: an attachment that is not on the shelf');
select is(private.remind_due((private.japan_date((select e.download_until_at from public.envelope e where e.id = pg_temp.x('bridge'))) - 3)::timestamp at time zone 'Asia/Tokyo' + interval '10 hours') > 0, true, 'M42: whoever fetched nothing is reminded three days before the page closes');

-- What came with the contract
insert into public.municipality_rules (id, municipality_id, version, effective_on, document) values
  ('a0000000-0000-4000-8000-000000000041', 'a0000000-0000-4000-8000-000000000001', 1, '2026-01-01', '{"scope": {"electronicFrom": "2026-01-01", "electronicBiddingOnly": false, "departments": []}, "application": {"channels": ["mail"]}, "attachments": [], "guarantee": {"kinds": ["security"]}, "sealWithinDays": 14, "texts": {}}');
insert into public.contract_case (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, created_by) values
  ('a0000000-0000-4000-8000-000000000051', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000041', '1', 'case', '2026-01-05', 'goods', gen_random_uuid());
insert into x select k, gen_random_uuid() from unnest('{first,second,slip}'::text[]) k;
insert into public.attachment (id, municipality_id, case_id, envelope_id, party_id, uploaded_by, kind, name, size, sha256_hex, part_count, received_at)
select pg_temp.x(k), 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000051', pg_temp.x('road'), case when k <> 'slip' then pg_temp.x('road/p') end,
  case when k = 'slip' then gen_random_uuid() end, case when k = 'slip' then 'payment_slip' else 'security' end, k || '.pdf', 10, repeat('1', 64), 1, now()
  from unnest('{first,second,slip}'::text[]) k;
insert into public.guarantee (envelope_id, municipality_id, party_id, version, kind, attachment_id, review, review_reason, reviewed_by, reviewed_at) values
  (pg_temp.x('road'), 'a0000000-0000-4000-8000-000000000001', pg_temp.x('road/p'), 1, 'security', pg_temp.x('first'), 'replace', 'unreadable', gen_random_uuid(), now()),
  (pg_temp.x('road'), 'a0000000-0000-4000-8000-000000000001', pg_temp.x('road/p'), 2, 'security', pg_temp.x('second'), 'accepted', null, gen_random_uuid(), now());
select set_eq($$ select t ->> 'name' from jsonb_array_elements(public.shelf_contracts(pg_temp.hash('own'), '{"text": "road"}') #> '{contracts,0,attachments}') t $$,
  $$ values ('second.pdf'), ('slip.pdf') $$, 'M61: the accepted guarantee and the 納付書 belong to the contract, what was to be replaced does not');
select is(public.shelf_attachment_access(pg_temp.hash('own'), pg_temp.actor(), pg_temp.x('second')) ->> 'fileName', 'second.pdf', 'M61: and are handed out');
select is((select l.context ->> 'shelf' from public.operation_log l where l.event = 'attachment_viewed'), 'true', 'M70: logged');
select throws_ok($$ select public.shelf_attachment_access(pg_temp.hash('own'), pg_temp.actor(), pg_temp.x('first')) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M61: the replaced one is not');
select throws_ok($$ select public.shelf_attachment_access(pg_temp.hash('other'), pg_temp.actor(), pg_temp.x('second')) $$, 'PT404', 'ATTACHMENT_NOT_FOUND', 'M61: nor to another address');

-- 「一部非表示」
create function pg_temp.copies(p_k text, p_token text default 'own') returns jsonb language sql as $$ select public.shelf_redacted_copies(pg_temp.hash(p_token), pg_temp.x(p_k)) $$;
create function pg_temp.ask(p_k text, p_token text default 'own') returns void language sql as $$ select public.shelf_redacted_copy(pg_temp.hash(p_token), pg_temp.actor(), pg_temp.x(p_k)) $$;
create function pg_temp.copy(p_k text, p_token text default 'own') returns jsonb language sql as $$ select public.shelf_redacted_copy_access(pg_temp.hash(p_token), pg_temp.actor(), pg_temp.x(p_k)) $$;
select is(pg_temp.copies('road'), jsonb_build_array(jsonb_build_object('certificateId', pg_temp.x('road/c'), 'documentName', 'road/d.pdf', 'made', false, 'requested', false, 'failed', false)),
  'M52, M61: the shelf knows for which certificates a copy can be made, also after the 14 days');
select throws_ok(format($$ select pg_temp.%s(%L, %L) $$, t.f, t.k, t.token), t.state, t.code, 'M52, M61: ' || t.why) from (values
  ('copies', 'road', 'other', 'PT404', 'ENVELOPE_NOT_FOUND', 'another''s contract is none'), ('ask', 'road/c', 'other', 'PT404', 'DOCUMENT_NOT_FOUND', 'nobody asks for another''s copy'),
  ('copy', 'road/c', 'other', 'PT404', 'DOCUMENT_NOT_FOUND', 'or fetches it'), ('ask', 'road/d', 'own', 'PT404', 'DOCUMENT_NOT_FOUND', 'of a certificate alone'),
  ('ask', 'pending/c', 'own', 'PT404', 'DOCUMENT_NOT_FOUND', 'of what is concluded'), ('copy', 'road/c', 'own', 'PT404', 'DOCUMENT_NOT_FOUND', 'until it is made there is none'),
  ('ask', 'road/c', 'guessed', 'PT401', 'SHELF_SIGN_IN_REQUIRED', 'nothing without a session')) t (f, k, token, state, code, why);
select pg_temp.ask('road/c'), pg_temp.ask('road/c');
select is((select count(*) from private.job where kind = 'redact'), 1::bigint, 'M52: two taps are one job');
select results_eq($$ select l.party_id, l.document_id, l.context from public.operation_log l where l.event = 'redacted_copy_requested' $$,
  $$ values (pg_temp.x('road/p'), pg_temp.x('road/c'), '{"shelf": true}'::jsonb) $$, 'M70: the log says once who asked, and where');
select is(pg_temp.copies('road') #> '{0,requested}', 'true', 'M52: and the shelf that it is being made');

-- By the mailed link, while its page is open
insert into private.party_link (party_id, generation, token_sha256_hex, expires_at)
select pg_temp.x(k || '/p'), 1, pg_temp.hash('link' || k), now() + interval '1 day' from unnest('{bridge,road,pending}'::text[]) k;
select is(public.link_contract(pg_temp.hash('linkbridge')) ->> 'title', 'bridge', 'M61: the mailed link tells what its contract is kept under');
select throws_ok($$ select public.link_contract(pg_temp.hash('linkroad')) $$, 'PT410', 'DOWNLOAD_CLOSED', 'M42: until the end of its 14 days');
select throws_ok($$ select public.link_contract(pg_temp.hash('linkpending')) $$, 'PT409', 'NOT_CONCLUDED', 'M39: and not before the conclusion');

-- Staff
select set_config('request.jwt.claims', '{"sub": "a0000000-0000-4000-8000-000000000101", "aal": "aal2", "role": "authenticated"}', true);
set local role authenticated;
select throws_ok($$ select public.shelf_contracts(encode(sha256('own'), 'hex')) $$, '42501', null, 'M61: an access token of staff reads no shelf, not even with a session''s hash');
reset role;

select * from finish();
rollback;
