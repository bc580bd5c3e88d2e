-- The ledger 契約台帳 (電帳法施行規則 2条6項6号, 4条1項): search by range and combination, everything in one download, and
-- the check of a period's time-stamps in one go.

alter table public.municipality_setting
  add column retention_years smallint not null default 10 check (retention_years between 10 and 100);
comment on column public.municipality_setting.retention_years is
  '保存年限 in years, at least 10 (電帳法 7年, 10年 with loss carry-forward). Nothing is deleted when it ends: what has a keep_delete trigger is never deleted by anybody.';
grant select (retention_years) on public.municipality_setting to authenticated, service_role;

create function private.ledger_rows(p_query jsonb) returns table (
  envelope_id uuid, document_id uuid, municipality_id uuid, department_id uuid, management_label text, fiscal_year integer,
  management_number integer, ord integer, certificate_id text, document_name text, counterparty_name text,
  transaction_on date, amount_kind public.amount_kind, amount_jpy bigint, status public.envelope_status,
  concluded_at timestamptz, sha256_hex text
) language sql stable security invoker set search_path = '' as $$
  select e.id, d.id, e.municipality_id, e.department_id, e.management_label, e.fiscal_year, e.management_number, d.ord::integer,
    d.certificate_id, d.name, e.counterparty_name, e.transaction_on, e.amount_kind, e.amount_jpy, e.status, e.concluded_at,
    case when e.status = 'concluded' then (
      select r.sha256_hex from public.document_revision r
       where r.document_id = d.id and r.kind <> 'uploaded' order by r.ord desc limit 1) end
    from public.envelope e
    join public.document d on d.envelope_id = e.id and d.kind = 'contract' and d.removed_at is null
   where e.management_label is not null
     and (p_query ->> 'status' is null or e.status::text = p_query ->> 'status')
     and (coalesce(p_query ->> 'counterparty', '') = ''
       or strpos(private.fold(e.counterparty_name), private.fold(p_query ->> 'counterparty')) > 0)
     and (coalesce(p_query ->> 'text', '') = ''
       or strpos(private.fold(e.title), private.fold(p_query ->> 'text')) > 0
       or strpos(private.fold(e.management_label), private.fold(p_query ->> 'text')) > 0)
     and ((p_query ->> 'from') is null or e.transaction_on >= (p_query ->> 'from')::date)
     and ((p_query ->> 'to') is null or e.transaction_on <= (p_query ->> 'to')::date)
     and ((p_query ->> 'min') is null or e.amount_jpy >= (p_query ->> 'min')::bigint)
     and ((p_query ->> 'max') is null or e.amount_jpy <= (p_query ->> 'max')::bigint)
$$;
comment on function private.ledger_rows(jsonb) is
  'Numbered contracts {status, counterparty, text, from, to, min, max}, every criterion optional and all that are there combined; dates are 取引年月日, amounts 取引金額, both bounds included. Answers by the rights of whoever calls.';

create function public.ledger_search(p_query jsonb default '{}', p_limit integer default 100, p_after jsonb default null)
returns table (
  envelope_id uuid, document_id uuid, management_label text, fiscal_year integer, management_number integer, ord integer,
  certificate_id text, document_name text, counterparty_name text, transaction_on date, amount_kind public.amount_kind,
  amount_jpy bigint, status public.envelope_status, concluded_at timestamptz, sha256_hex text
) language sql stable security invoker set search_path = '' as $$
  select l.envelope_id, l.document_id, l.management_label, l.fiscal_year, l.management_number, l.ord, l.certificate_id,
    l.document_name, l.counterparty_name, l.transaction_on, l.amount_kind, l.amount_jpy, l.status, l.concluded_at, l.sha256_hex
    from private.ledger_rows(p_query) l
   where p_after is null or (l.fiscal_year, l.management_number, l.ord)
     < ((p_after ->> 'fiscalYear')::integer, (p_after ->> 'number')::integer, (p_after ->> 'ord')::integer)
   order by l.fiscal_year desc, l.management_number desc, l.ord desc
   limit least(greatest(coalesce(p_limit, 100), 1), 1000)
$$;
comment on function public.ledger_search(jsonb, integer, jsonb) is
  'The caller''s ledger by RLS, newest 管理番号 first, one row for each contract document, withdrawn and other ends too; p_after {fiscalYear, number, ord} continues. At most 1,000 at once.';

create function public.staff_ledger_access(p_actor jsonb, p_municipality_id uuid, p_query jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_ids uuid[];
  v_envelope public.envelope;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  select array_agg(distinct l.envelope_id) into v_ids
    from private.ledger_rows(p_query || '{"status": "concluded"}') l
   where l.municipality_id = p_municipality_id and private.has_role(v_user, l.municipality_id, l.department_id, null);
  if v_ids is null then
    perform private.refuse('LEDGER_EMPTY', 422);
  elsif cardinality(v_ids) > 1000 then
    perform private.refuse('LEDGER_TOO_MANY', 422, jsonb_build_object('found', cardinality(v_ids)));
  end if;
  for v_envelope in select e.* from public.envelope e where e.id = any (v_ids) loop
    perform private.log(p_actor, 'concluded_downloaded', v_envelope, p_context => '{"ledger": true}');
  end loop;
  return (
    select jsonb_agg(jsonb_build_object(
      'row', jsonb_build_object('managementLabel', l.management_label, 'certificateId', l.certificate_id,
        'documentName', l.document_name, 'counterpartyName', l.counterparty_name, 'transactionOn', l.transaction_on,
        'amountJpy', l.amount_jpy, 'status', l.status, 'sha256Hex', l.sha256_hex),
      'contract', private.document_parts(l.document_id),
      'certificate', (select private.document_parts(c.id) from public.document c where c.certifies_document_id = l.document_id))
      order by l.fiscal_year, l.management_number, l.ord)
      from private.ledger_rows(p_query || '{"status": "concluded"}') l where l.envelope_id = any (v_ids));
end;
$$;
comment on function public.staff_ledger_access(jsonb, uuid, jsonb) is
  'Every concluded contract that fits {counterparty, text, from, to, min, max}, for one download: [{row, contract: document_parts, certificate: document_parts|null}] by number; logged for each envelope. LEDGER_EMPTY, LEDGER_TOO_MANY {found} (1,000 envelopes), MUNICIPALITY_NOT_FOUND and those of private.staff_user.';

-- [Note: time-stamp checks] A check freezes its period, not its documents: what is concluded within it while the check
-- runs is judged too. Each document is judged once per check; a crash goes on where it was.
create table public.timestamp_check (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  from_on date not null,
  to_on date not null,
  requested_by uuid not null,
  requested_at timestamptz not null default now(),
  done_at timestamptz,
  check (from_on <= to_on)
);
comment on table public.timestamp_check is
  'A check of every time-stamp of the contracts whose 取引年月日 lies in a period, both days included.';
create table public.timestamp_check_result (
  check_id uuid not null references public.timestamp_check (id) on delete restrict,
  document_id uuid not null references public.document (id) on delete restrict,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  judged_at timestamptz not null,
  verdict text not null check (verdict in ('TOTAL-PASSED', 'INDETERMINATE', 'TOTAL-FAILED')),
  sub_indication text check (char_length(sub_indication) <= 100),
  timestamps integer not null check (timestamps >= 0),
  latest_gen_time timestamptz,
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  primary key (check_id, document_id)
);
comment on table public.timestamp_check_result is
  'What the verifier said of one file (EN 319 102-1 §5.1.3), with how many time-stamps it bears and the latest genTime. Insert-only.';
create index timestamp_check_result_document on public.timestamp_check_result (document_id);
select private.keep('public.timestamp_check'), private.keep('public.timestamp_check_result', true);
create policy member_reads on public.timestamp_check for select to authenticated
  using (municipality_id in (select private.municipality_ids()));
create policy member_reads on public.timestamp_check_result for select to authenticated
  using (municipality_id in (select private.municipality_ids()) and exists (select from public.document d where d.id = document_id));
grant select (id, municipality_id, from_on, to_on, requested_by, requested_at, done_at) on public.timestamp_check to authenticated, service_role;
grant select (check_id, document_id, municipality_id, judged_at, verdict, sub_indication, timestamps, latest_gen_time, sha256_hex)
  on public.timestamp_check_result to authenticated, service_role;

create function private.timestamp_check_open(p_check_id text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.timestamp_check c where c.id::text = p_check_id and c.done_at is null)
$$;
comment on function private.timestamp_check_open(text) is 'Whether a check still has documents to judge.';

create function public.staff_timestamp_check(p_actor jsonb, p_municipality_id uuid, p_from date, p_to date) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_id uuid;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if p_from is null or p_to is null or p_from > p_to then
    perform private.refuse('PERIOD_INVALID', 422);
  end if;
  -- The same check asked for again while it runs is that check.
  select c.id into v_id from public.timestamp_check c
   where c.municipality_id = p_municipality_id and c.from_on = p_from and c.to_on = p_to and c.done_at is null;
  if found then
    return v_id;
  end if;
  insert into public.timestamp_check (municipality_id, from_on, to_on, requested_by)
  values (p_municipality_id, p_from, p_to, v_user) returning id into v_id;
  perform private.job_queue('timestamp_check', v_id::text, jsonb_build_object('checkId', v_id));
  perform private.log_municipality(p_actor, 'timestamps_checked', p_municipality_id, jsonb_build_object('from', p_from, 'to', p_to));
  return v_id;
end;
$$;
comment on function public.staff_timestamp_check(jsonb, uuid, date, date) is
  'Has every time-stamp of a period judged (取引年月日, both days included); answers the check''s id. PERIOD_INVALID, MUNICIPALITY_NOT_FOUND and those of private.staff_user.';

create function public.timestamp_check_subject(p_check_id uuid, p_limit integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_check public.timestamp_check;
  v_documents jsonb;
begin
  select c.* into v_check from public.timestamp_check c where c.id = p_check_id;
  if not found then
    perform private.refuse('CHECK_NOT_FOUND', 404);
  end if;
  select jsonb_agg(private.document_parts(d.id)) into v_documents from (
    select d.id from public.envelope e
      join public.document d on d.envelope_id = e.id and d.removed_at is null
     where e.municipality_id = v_check.municipality_id and e.status = 'concluded'
       and e.transaction_on between v_check.from_on and v_check.to_on
       and not exists (select from public.timestamp_check_result r where r.check_id = v_check.id and r.document_id = d.id)
     order by e.concluded_at, d.ord limit greatest(p_limit, 1)) d;
  if v_documents is null then
    update public.timestamp_check c set done_at = now() where c.id = p_check_id and c.done_at is null;
  end if;
  return coalesce(v_documents, '[]');
end;
$$;
comment on function public.timestamp_check_subject(uuid, integer) is
  'Contracts and certificates that a check has not judged yet, as document_parts; none left ends the check. CHECK_NOT_FOUND.';

create function public.timestamp_check_add(p_check_id uuid, p_document_id uuid, p_result jsonb) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.timestamp_check_result (check_id, document_id, municipality_id, judged_at, verdict, sub_indication,
    timestamps, latest_gen_time, sha256_hex)
  select c.id, d.id, c.municipality_id, (p_result ->> 'judgedAt')::timestamptz, p_result ->> 'verdict', p_result ->> 'subIndication',
    (p_result ->> 'timestamps')::integer, (p_result ->> 'latestGenTime')::timestamptz, p_result ->> 'sha256Hex'
    from public.timestamp_check c join public.document d on d.municipality_id = c.municipality_id and d.id = p_document_id
   where c.id = p_check_id
  on conflict (check_id, document_id) do nothing
$$;
comment on function public.timestamp_check_add(uuid, uuid, jsonb) is
  'Keeps what was judged of one document {verdict, subIndication, timestamps, latestGenTime, sha256Hex, judgedAt}; the first word stays. Never refuses.';

create function public.timestamp_check_rows(p_check_id uuid, p_after uuid default null, p_limit integer default 1000) returns table (
  document_id uuid, envelope_id uuid, management_label text, certificate_id text, document_name text, kind public.document_kind,
  judged_at timestamptz, verdict text, sub_indication text, timestamps integer, latest_gen_time timestamptz, sha256_hex text
) language sql stable security invoker set search_path = '' as $$
  select r.document_id, e.id, e.management_label, coalesce(d.certificate_id, c.certificate_id), d.name, d.kind,
    r.judged_at, r.verdict, r.sub_indication, r.timestamps, r.latest_gen_time, r.sha256_hex
    from public.timestamp_check_result r
    join public.document d on d.id = r.document_id
    join public.envelope e on e.id = d.envelope_id
    left join public.document c on c.id = d.certifies_document_id
   where r.check_id = p_check_id and (p_after is null or r.document_id > p_after)
   order by r.document_id limit least(greatest(coalesce(p_limit, 1000), 1), 1000)
$$;
comment on function public.timestamp_check_rows(uuid, uuid, integer) is
  'The results of one check that the caller may see by RLS, by document; p_after continues. At most 1,000 at once.';

create function public.timestamp_check_list(p_municipality_id uuid) returns table (
  id uuid, from_on date, to_on date, requested_at timestamptz, done_at timestamptz, passed bigint, indeterminate bigint, failed bigint
) language sql stable security invoker set search_path = '' as $$
  select c.id, c.from_on, c.to_on, c.requested_at, c.done_at,
    count(*) filter (where r.verdict = 'TOTAL-PASSED'), count(*) filter (where r.verdict = 'INDETERMINATE'),
    count(*) filter (where r.verdict = 'TOTAL-FAILED')
    from public.timestamp_check c left join public.timestamp_check_result r on r.check_id = c.id
   where c.municipality_id = p_municipality_id
   group by c.id order by c.requested_at desc limit 50
$$;
comment on function public.timestamp_check_list(uuid) is 'The last 50 checks of a municipality with their counts, newest first, by RLS.';

revoke execute on all functions in schema private from public, anon;
grant execute on function private.ledger_rows(jsonb) to authenticated, service_role;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.staff_ledger_access(jsonb, uuid, jsonb)',
    'public.staff_timestamp_check(jsonb, uuid, date, date)', 'public.timestamp_check_subject(uuid, integer)',
    'public.timestamp_check_add(uuid, uuid, jsonb)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
  foreach v_function in array array['public.ledger_search(jsonb, integer, jsonb)',
    'public.timestamp_check_rows(uuid, uuid, integer)', 'public.timestamp_check_list(uuid)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon', v_function);
    execute format('grant execute on function %s to authenticated, service_role', v_function);
  end loop;
end;
$$;
