-- 一括送信: the rows of a CSV as they were confirmed, and the envelope that each became. Every row is made by the same
-- functions as a single envelope; what is kept here is only which row has become what, so that nothing is made twice.

create table public.envelope_batch (
  id uuid primary key,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  user_id uuid not null,
  name text not null check (char_length(name) between 1 and 200),
  mode text not null check (mode in ('draft', 'submit', 'send')),
  row_count integer not null check (row_count between 1 and 1000),
  created_at timestamptz not null default now()
);
comment on table public.envelope_batch is
  'One CSV that a member confirmed. mode: its rows stay drafts, are put before the approvers, or are sent.';
create index envelope_batch_user on public.envelope_batch (user_id, created_at desc);

create table public.envelope_batch_row (
  batch_id uuid not null references public.envelope_batch (id) on delete restrict,
  ord integer not null check (ord between 1 and 1000),
  line integer not null check (line > 0),
  case_number text not null check (char_length(case_number) between 1 and 100),
  fields jsonb not null,
  template_id uuid references public.envelope_template (id) on delete restrict,
  files jsonb not null check (jsonb_typeof(files) = 'array' and jsonb_array_length(files) <= 10),
  envelope_id uuid unique references public.envelope (id) on delete restrict,
  ready_at timestamptz,
  code text check (code ~ '^[A-Z_]{3,60}$'),
  context jsonb,
  primary key (batch_id, ord)
);
comment on table public.envelope_batch_row is
  'A row as confirmed: the fields of staff_envelope_save and its files [{name, size, sha256Hex, sheet}]; the envelope it became; ready_at = all files are in; code = why it was refused last.';
select private.keep('public.envelope_batch'), private.keep('public.envelope_batch_row');
create policy own_reads on public.envelope_batch for select to authenticated
  using (user_id = private.claimed_user() and municipality_id in (select private.municipality_ids()));
create policy own_reads on public.envelope_batch_row for select to authenticated
  using (exists (select from public.envelope_batch b where b.id = batch_id));
grant select (id, municipality_id, user_id, name, mode, row_count, created_at) on public.envelope_batch to authenticated, service_role;
grant select (batch_id, ord, line, case_number, fields, template_id, files, envelope_id, ready_at, code, context)
  on public.envelope_batch_row to authenticated, service_role;

create function private.case_taken(p_envelope public.envelope) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.envelope e
                  where e.case_id = p_envelope.case_id and e.id <> p_envelope.id
                    and e.status not in ('declined', 'withdrawn', 'expired'))
$$;
comment on function private.case_taken(public.envelope) is
  'Whether the case of an envelope has another one that is under way or was concluded: a CSV that is sent again would conclude a contract twice.';

create function private.batch_draft(p_actor jsonb, p_fields jsonb, p_template_id uuid) returns public.envelope
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid := public.staff_envelope_save(p_actor, null, p_fields);
  v_envelope public.envelope;
begin
  if p_template_id is not null then
    perform public.staff_envelope_template(p_actor, v_id, p_template_id);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_id;
  if private.case_taken(v_envelope) then
    perform private.refuse('CASE_HAS_ENVELOPE', 409);
  end if;
  return v_envelope;
end;
$$;
comment on function private.batch_draft(jsonb, jsonb, uuid) is
  'Makes the draft of a row. CASE_HAS_ENVELOPE and those of staff_envelope_save and staff_envelope_template.';

create function public.staff_batch_check(p_actor jsonb, p_rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_answers jsonb := '[]';
  v_answer jsonb;
  v_row jsonb;
  v_envelope public.envelope;
  v_detail text;
begin
  perform private.staff_user(p_actor);
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 200 then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  for v_row in select r from jsonb_array_elements(p_rows) r loop
    -- The row is made as it would be, asked what it lacks, and undone: one place says what blocks sending.
    begin
      v_envelope := private.batch_draft(p_actor, v_row -> 'fields', (v_row ->> 'templateId')::uuid);
      insert into public.document (envelope_id, municipality_id, ord, kind, name, certificate_id, page_count, repaired, sheet)
      select v_envelope.id, v_envelope.municipality_id, f.n, 'contract', f.one ->> 'name',
             left(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 32), 1, false, f.one ->> 'sheet'
        from jsonb_array_elements(v_row -> 'files') with ordinality f (one, n);
      v_answer := jsonb_build_object('code', null, 'context', null, 'missing', to_jsonb(private.send_missing(v_envelope)),
        'documents', to_jsonb(private.template_documents_missing(v_envelope)));
      raise exception using errcode = 'PTUND';
    exception
      when sqlstate 'PTUND' then null;
      when others then
        if sqlstate not like 'PT4__' then
          raise;
        end if;
        get stacked diagnostics v_detail = pg_exception_detail;
        v_answer := jsonb_build_object('code', sqlerrm, 'context', case when v_detail like '{%' then v_detail::jsonb end,
          'missing', '[]'::jsonb, 'documents', '[]'::jsonb);
    end;
    v_answers := v_answers || v_answer;
  end loop;
  return v_answers;
end;
$$;
comment on function public.staff_batch_check(jsonb, jsonb) is
  'What would become of rows [{fields, templateId, files: [{name, sheet}]}], 200 at most, without making anything: for each {missing (what blocks sending), documents (what its template lacks), code, context (why not even a draft could be made)}. REQUEST_INVALID and those of private.staff_user.';

create function private.batch_lock(p_actor jsonb, p_batch_id uuid) returns public.envelope_batch
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_batch public.envelope_batch;
begin
  select b.* into v_batch from public.envelope_batch b where b.id = p_batch_id and b.user_id = v_user for update;
  if not found then
    perform private.refuse('BATCH_NOT_FOUND', 404);
  end if;
  return v_batch;
end;
$$;
comment on function private.batch_lock(jsonb, uuid) is
  'Locks the acting member''s own batch, so that its rows are made one after the other. BATCH_NOT_FOUND and those of private.staff_user.';

create function public.staff_batch_begin(p_actor jsonb, p_municipality_id uuid, p_batch_id uuid, p_batch jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_name text;
begin
  perform private.template_drafter(p_actor, p_municipality_id, null);
  perform private.field_known(p_batch, '{name,mode,rowCount}', '');
  v_name := private.field_text(p_batch, 'name', 'name', 200);
  if v_name is null or coalesce(p_batch ->> 'mode', '') not in ('draft', 'submit', 'send')
    or coalesce(p_batch ->> 'rowCount', '') !~ '^([1-9][0-9]{0,2}|1000)$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if p_batch ->> 'mode' = 'send' and coalesce((private.setting(p_municipality_id)).approval_required, false) then
    perform private.refuse('APPROVAL_REQUIRED', 409);
  end if;
  insert into public.envelope_batch (id, municipality_id, user_id, name, mode, row_count)
  values (p_batch_id, p_municipality_id, v_user, v_name, p_batch ->> 'mode', (p_batch ->> 'rowCount')::integer)
  on conflict do nothing;
  if found then
    perform private.log_municipality(p_actor, 'batch_begun', p_municipality_id, p_batch || jsonb_build_object('batchId', p_batch_id));
  else
    perform private.batch_lock(p_actor, p_batch_id);
  end if;
end;
$$;
comment on function public.staff_batch_begin(jsonb, uuid, uuid, jsonb) is
  'Begins a batch {name, mode, rowCount} under an id of the caller''s choice; idempotent. REQUEST_INVALID, APPROVAL_REQUIRED, BATCH_NOT_FOUND (somebody else''s id) and those of private.template_drafter.';

create function public.staff_batch_rows(p_actor jsonb, p_batch_id uuid, p_rows jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_batch public.envelope_batch := private.batch_lock(p_actor, p_batch_id);
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) > 200
    or exists (select from jsonb_array_elements(p_rows) r where (r ->> 'ord')::integer not between 1 and v_batch.row_count) then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  insert into public.envelope_batch_row (batch_id, ord, line, case_number, fields, template_id, files)
  select p_batch_id, (r ->> 'ord')::integer, (r ->> 'line')::integer, r ->> 'caseNumber', r -> 'fields', (r ->> 'templateId')::uuid, r -> 'files'
    from jsonb_array_elements(p_rows) r
  -- A row that was kept stays as it was confirmed.
  on conflict (batch_id, ord) do nothing;
end;
$$;
comment on function public.staff_batch_rows(jsonb, uuid, jsonb) is
  'Keeps confirmed rows [{ord, line, caseNumber, fields, templateId, files}], 200 at most a call; idempotent by ord. REQUEST_INVALID and those of private.batch_lock.';

create function private.batch_row(p_actor jsonb, p_batch_id uuid, p_ord integer) returns public.envelope_batch_row
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_batch public.envelope_batch := private.batch_lock(p_actor, p_batch_id);
  v_row public.envelope_batch_row;
begin
  if (select count(*) from public.envelope_batch_row r where r.batch_id = p_batch_id) < v_batch.row_count then
    perform private.refuse('BATCH_INCOMPLETE', 409);
  end if;
  select r.* into v_row from public.envelope_batch_row r where r.batch_id = p_batch_id and r.ord = p_ord;
  if not found then
    perform private.refuse('BATCH_NOT_FOUND', 404);
  end if;
  return v_row;
end;
$$;
comment on function private.batch_row(jsonb, uuid, integer) is
  'A row of the acting member''s own batch, under its lock, once every row is kept. BATCH_INCOMPLETE and those of private.batch_lock.';

create function private.batch_documents(p_envelope_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'sheet', d.sheet, 'sha256Hex', r.sha256_hex) order by d.ord), '[]')
    from public.document d join public.document_revision r on r.document_id = d.id and r.kind = 'uploaded'
   where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
$$;
comment on function private.batch_documents(uuid) is 'The documents of a draft with the hashes of the files as they came.';

create function public.staff_batch_row_draft(p_actor jsonb, p_batch_id uuid, p_ord integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row public.envelope_batch_row := private.batch_row(p_actor, p_batch_id, p_ord);
begin
  if v_row.envelope_id is null then
    v_row.envelope_id := (private.batch_draft(p_actor, v_row.fields, v_row.template_id)).id;
    update public.envelope_batch_row r set envelope_id = v_row.envelope_id, code = null, context = null
     where r.batch_id = p_batch_id and r.ord = p_ord;
  end if;
  return jsonb_build_object('envelopeId', v_row.envelope_id,
    'status', (select e.status from public.envelope e where e.id = v_row.envelope_id),
    'documents', private.batch_documents(v_row.envelope_id));
end;
$$;
comment on function public.staff_batch_row_draft(jsonb, uuid, integer) is
  'Makes the draft of a row, or answers the one that it became: {envelopeId, status, documents: [{id, name, sheet, sha256Hex}]}. Those of private.batch_row and private.batch_draft.';

create function public.staff_batch_row_ready(p_actor jsonb, p_batch_id uuid, p_ord integer) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row public.envelope_batch_row := private.batch_row(p_actor, p_batch_id, p_ord);
  v_status public.envelope_status;
begin
  select e.status into v_status from public.envelope e where e.id = v_row.envelope_id;
  if v_status is null then
    perform private.refuse('BATCH_INCOMPLETE', 409);
  end if;
  -- Exactly the files that were confirmed, each once: nothing else goes out unseen.
  if v_status = 'draft' and (
    select array_agg((f ->> 'sha256Hex') || coalesce(f ->> 'sheet', '') order by (f ->> 'sha256Hex') || coalesce(f ->> 'sheet', ''))
      from jsonb_array_elements(v_row.files) f)
    is distinct from (
    select array_agg((d ->> 'sha256Hex') || coalesce(d ->> 'sheet', '') order by (d ->> 'sha256Hex') || coalesce(d ->> 'sheet', ''))
      from jsonb_array_elements(private.batch_documents(v_row.envelope_id)) d) then
    perform private.refuse('BATCH_FILES_DIFFER', 409);
  end if;
  update public.envelope_batch_row r set ready_at = coalesce(r.ready_at, now()), code = null, context = null
   where r.batch_id = p_batch_id and r.ord = p_ord;
  return jsonb_build_object('envelopeId', v_row.envelope_id, 'status', v_status,
    'mode', (select b.mode from public.envelope_batch b where b.id = p_batch_id));
end;
$$;
comment on function public.staff_batch_row_ready(jsonb, uuid, integer) is
  'Says that the files of a row are in, exactly those that were confirmed: {envelopeId, status, mode}. BATCH_INCOMPLETE, BATCH_FILES_DIFFER and those of private.batch_row.';

create function public.staff_batch_row_refused(p_actor jsonb, p_batch_id uuid, p_ord integer, p_code text, p_context jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.batch_row(p_actor, p_batch_id, p_ord);
  if coalesce(p_code, '') !~ '^[A-Z_]{3,60}$' or octet_length(p_context::text) > 4000 then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  update public.envelope_batch_row r set code = p_code, context = p_context where r.batch_id = p_batch_id and r.ord = p_ord;
end;
$$;
comment on function public.staff_batch_row_refused(jsonb, uuid, integer, text, jsonb) is
  'Notes why a row was refused, for its owner''s result. REQUEST_INVALID and those of private.batch_row.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_batch_check(jsonb, jsonb), public.staff_batch_begin(jsonb, uuid, uuid, jsonb),
  public.staff_batch_rows(jsonb, uuid, jsonb), public.staff_batch_row_draft(jsonb, uuid, integer),
  public.staff_batch_row_ready(jsonb, uuid, integer), public.staff_batch_row_refused(jsonb, uuid, integer, text, jsonb)
  from public, anon, authenticated;
grant execute on function public.staff_batch_check(jsonb, jsonb), public.staff_batch_begin(jsonb, uuid, uuid, jsonb),
  public.staff_batch_rows(jsonb, uuid, jsonb), public.staff_batch_row_draft(jsonb, uuid, integer),
  public.staff_batch_row_ready(jsonb, uuid, integer), public.staff_batch_row_refused(jsonb, uuid, integer, text, jsonb)
  to service_role;
