-- 電子契約締結証明書（一覧）: what an envelope of several contracts needs to be concluded, and who gets it.
begin;
select plan(21);

insert into public.municipality (id, code, name) values ('a0000000-0000-4000-8000-000000000001', '990001', 'A');
insert into public.department (id, municipality_id, name) values ('a0000000-0000-4000-8000-000000000011', 'a0000000-0000-4000-8000-000000000001', 'A1');
insert into public.municipality_signer (id, municipality_id, title, principal_name) values ('a0000000-0000-4000-8000-000000000031', 'a0000000-0000-4000-8000-000000000001', 'T', 'P');
insert into public.membership (user_id, municipality_id, department_id, role, display_name) values
  ('a0000000-0000-4000-8000-000000000101', 'a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', 'viewer', 'viewer');

create temporary table x (k text primary key, id uuid) on commit drop;
create function pg_temp.x(p_k text) returns uuid language sql as $$ select id from x where k = p_k $$;
create function pg_temp.staff() returns jsonb language sql as $$ select '{"kind": "staff", "userId": "a0000000-0000-4000-8000-000000000101", "aal": "aal2"}'::jsonb $$;
create function pg_temp.object(p_size bigint, p_sha text) returns text language plpgsql as $$
declare v text := 'o/' || gen_random_uuid();
begin
  perform public.object_put(v, 'wrapped', p_size, p_sha);
  return v;
end;
$$;
create function pg_temp.extend(p_document uuid, p_kind text, p_sha text) returns uuid language sql as $$
  select public.revision_add(p_document, jsonb_build_object('kind', p_kind, 'partyId', null, 'sha256Hex', p_sha, 'incrementLength', 10,
    'length', (private.newest_revision(p_document)).length + 10, 'objectKey', pg_temp.object(10, p_sha), 'report', jsonb_build_object('verdict', 'TOTAL-PASSED',
      'evidenceEnd', case when p_kind = 'lta' then jsonb_build_object('stampedAt', now(), 'endsAt', now() + interval '9 years', 'by', 'certificate', 'policy', 'p1') end)))
$$;
create function pg_temp.printed(p_sha text) returns jsonb language sql as $$
  select jsonb_build_object('name', '一覧.pdf', 'pageCount', 1, 'certificateId', repeat('e', 32), 'objectKey', pg_temp.object(50, p_sha), 'sha256Hex', p_sha, 'length', 50)
$$;
-- An envelope whose parties have sealed, of so many contracts.
create function pg_temp.concluding(p_k text, p_documents integer) returns void language plpgsql as $$
declare e uuid; p uuid; c uuid; d uuid; o text; v_kind text; v_ord integer;
begin
  insert into public.envelope (municipality_id, department_id, title, counterparty_name, transaction_on, amount_kind, amount_jpy, contract_on, deadline_on,
    fiscal_year, management_number, management_label, sent_at, created_by)
  values ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000011', p_k, 'C', '2026-01-14', 'fixed', 1, '2026-01-14', '2099-12-31', 2026,
    p_documents, p_k, now(), 'a0000000-0000-4000-8000-000000000101') returning id into e;
  for n in 1 .. p_documents loop
    insert into public.document (envelope_id, municipality_id, ord, name, certificate_id, page_count)
    values (e, 'a0000000-0000-4000-8000-000000000001', n, 'x.pdf', md5(p_k || n), 1) returning id into d;
    o := pg_temp.object(10, repeat('1', 64));
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, sha256_hex, length, increment_length)
    values (d, e, 'a0000000-0000-4000-8000-000000000001', 1, 'base', repeat('1', 64), 10, 10);
    insert into private.revision_object (revision_id, object_key) select r.id, o from public.document_revision r where r.document_id = d;
    insert into x values (p_k || '/' || n, d);
  end loop;
  foreach v_kind in array array['contractor', 'municipality'] loop
    v_ord := case v_kind when 'contractor' then 1 else 2 end;
    insert into public.party (envelope_id, municipality_id, ord, kind, company, principal_name, email, municipality_signer_id)
    values (e, 'a0000000-0000-4000-8000-000000000001', v_ord, v_kind::public.party_kind, case v_ord when 1 then 'C' end, 'N',
      case v_ord when 1 then 'c@contractor.example' end, case v_ord when 2 then 'a0000000-0000-4000-8000-000000000031'::uuid end) returning id into p;
    insert into public.consent (party_id, envelope_id, municipality_id, method, operator_kind) values (p, e, 'a0000000-0000-4000-8000-000000000001',
      case v_ord when 1 then 'mail_link' else 'account_totp' end, 'principal') returning id into c;
    insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, party_id, sha256_hex, length, increment_length)
    select b.id, e, 'a0000000-0000-4000-8000-000000000001', v_ord + 1, 'seal', p, repeat('2', 64), (v_ord + 1) * 10, 10 from public.document b where b.envelope_id = e;
    update public.party set status = 'consented', consented_at = now() where id = p;
    update public.party set status = 'sealed', sealed_at = now() where id = p;
    insert into x values (p_k || '/' || v_kind, p);
  end loop;
  update public.envelope set status = 'sent' where id = e;
  update public.envelope set status = 'concluding' where id = e;
  insert into x values (p_k, e);
end;
$$;
create function pg_temp.certified(p_k text, p_documents integer) returns void language plpgsql as $$
declare k uuid;
begin
  for n in 1 .. p_documents loop
    k := public.certificate_add(pg_temp.x(p_k || '/' || n), jsonb_build_object('name', 'c', 'pageCount', 1, 'objectKey', pg_temp.object(50, repeat('4', 64)), 'sha256Hex', repeat('4', 64), 'length', 50));
    perform pg_temp.extend(k, 'seal', repeat('5', 64));
    perform pg_temp.extend(k, 'lta', repeat('6', 64));
  end loop;
end;
$$;

select pg_temp.concluding('two', 2);
select is(public.conclude_subject(pg_temp.x('two')) -> 'listed', 'true', 'M46: two contracts are listed');
select is(public.conclude_subject(pg_temp.x('two')) -> 'sheet', 'null', 'M46: and the list is not there yet');
select throws_ok($$ select public.sheet_add(pg_temp.x('two'), pg_temp.printed(repeat('7', 64))) $$, 'PT409', 'SEAL_MISSING', 'M46, L27: no list before the time-stamp of every contract');
select pg_temp.extend(pg_temp.x('two/1'), 'lta', repeat('3', 64));
select pg_temp.extend(pg_temp.x('two/2'), 'lta', repeat('3', 64));
select pg_temp.certified('two', 2);
select is(public.conclude_subject(pg_temp.x('two')) -> 'missing', to_jsonb(array['certificate/' || pg_temp.x('two')]), 'M46: with every certificate there, the list is what is missing');
select throws_ok($$ update public.envelope set status = 'concluded' where id = pg_temp.x('two') $$, 'PT409', 'CONCLUSION_INCOMPLETE', 'L1: nobody concludes without it');
insert into x select 'sheet', public.sheet_add(pg_temp.x('two'), pg_temp.printed(repeat('7', 64)));
select is(public.sheet_add(pg_temp.x('two'), pg_temp.printed(repeat('7', 64))), pg_temp.x('sheet'), 'M46: the same list again is the same document');
select throws_ok($$ select public.sheet_add(pg_temp.x('two'), pg_temp.printed(repeat('8', 64))) $$, 'PT409', 'REVISION_CONFLICT', 'M46: an envelope has one list');
select throws_ok($$ insert into public.document (envelope_id, municipality_id, ord, kind, name, certificate_id, page_count)
  values (pg_temp.x('two'), 'a0000000-0000-4000-8000-000000000001', 9, 'certificate', 'x', repeat('d', 32), 1) $$, '23505', null, 'M46: by whatever hand');
select is(public.conclude_subject(pg_temp.x('two')) -> 'missing', to_jsonb(array['certificate-lta/' || pg_temp.x('two'), 'certificate-seal/' || pg_temp.x('two')]), 'M46: it is sealed and time-stamped too');
select pg_temp.extend(pg_temp.x('sheet'), 'seal', repeat('8', 64));
select pg_temp.extend(pg_temp.x('sheet'), 'lta', repeat('9', 64));
select is(public.envelope_conclude(pg_temp.x('two')) ->> 'status', 'concluded', 'M46: then the envelope is concluded');

insert into private.party_link (party_id, generation, token_sha256_hex, expires_at) values (pg_temp.x('two/contractor'), 1, repeat('a', 64), now() + interval '1 day')
  on conflict (party_id, generation) do update set token_sha256_hex = excluded.token_sha256_hex;
select is(public.link_view(repeat('a', 64)) -> 'sheet' ->> 'certificateId', repeat('e', 32), 'M46: the contractor sees the list with its own ID');
select is(jsonb_array_length(public.link_view(repeat('a', 64)) -> 'certificates'), 2, 'M46: beside the certificate of each document');
select is(public.link_document_access(repeat('a', 64), '{"kind": "contractor"}', pg_temp.x('sheet'), 'certificate') -> 'length', '70', 'M46: and downloads it');
select is(public.staff_document_access(pg_temp.staff(), pg_temp.x('sheet'), 'download') -> 'length', '70', 'M46: staff too');
select is(jsonb_array_length(public.staff_archive_access(pg_temp.staff(), pg_temp.x('two')) -> 'documents'), 5, 'M46: the archive holds it');
select is(public.staff_ledger_access(pg_temp.staff(), 'a0000000-0000-4000-8000-000000000001', '{}') -> 0 -> 'sheet' ->> 'documentId', pg_temp.x('sheet')::text, 'M46: the ledger''s download too');
select is((select count(*) from public.renewal where document_id = pg_temp.x('sheet')), 1::bigint, 'L28: it is in the calendar of renewals');
select is(public.renewal_subject(pg_temp.x('sheet')) -> 'timestampCount', '1', 'L28: and is renewed like any file');

select pg_temp.concluding('one', 1);
select throws_ok($$ select public.sheet_add(pg_temp.x('one'), pg_temp.printed(repeat('7', 64))) $$, 'PT409', 'EVENT_NOT_ALLOWED', 'M46: a single contract has no list');
select pg_temp.extend(pg_temp.x('one/1'), 'lta', repeat('3', 64));
select pg_temp.certified('one', 1);
select is(public.envelope_conclude(pg_temp.x('one')) ->> 'status', 'concluded', 'M46: and needs none');
select is((select array_agg(has_function_privilege(r, 'public.sheet_add(uuid, jsonb)', 'execute')) from unnest(array['anon', 'authenticated', 'service_role']) r), '{f,f,t}', 'M46: only the service makes a list');

select * from finish();
rollback;
