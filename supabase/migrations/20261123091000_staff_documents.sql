-- Uploads in parts, and the documents made of them.

create function private.staff_upload(p_actor jsonb, p_upload_id uuid) returns private.upload
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_upload private.upload;
begin
  select u.* into v_upload from private.upload u where u.id = p_upload_id;
  if not found then
    perform private.refuse('UPLOAD_NOT_FOUND', 404);
  end if;
  perform private.staff_envelope(p_actor, v_upload.envelope_id, '{drafter}');
  -- Read again under the envelope's lock.
  select u.* into v_upload from private.upload u where u.id = p_upload_id;
  return v_upload;
end;
$$;
comment on function private.staff_upload(jsonb, uuid) is
  'An upload, under the lock of its envelope. UPLOAD_NOT_FOUND and those of private.staff_envelope.';

create function public.staff_upload_begin(p_actor jsonb, p_envelope_id uuid, p_name text, p_size bigint, p_sha256_hex text)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_draft(p_actor, p_envelope_id);
  v_name text := private.field_text(jsonb_build_object('name', p_name), 'name', 'name', 200);
  v_upload private.upload;
begin
  if v_name is null then
    perform private.refuse('DOCUMENT_NAME_INVALID', 422);
  end if;
  if p_size is null or p_size <= 0 then
    perform private.refuse('UPLOAD_EMPTY', 422);
  end if;
  if p_size > 52428800 then
    perform private.refuse('UPLOAD_TOO_LARGE', 422, jsonb_build_object('limit', 52428800));
  end if;
  if coalesce(p_sha256_hex, '') !~ '^[0-9a-f]{64}$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if (select count(*) from public.document d where d.envelope_id = v_envelope.id and d.removed_at is null) >= 10 then
    perform private.refuse('DOCUMENTS_TOO_MANY', 422, '{"limit": 10}');
  end if;
  -- The same file begun before and not finished is taken up again: a reload loses nothing.
  select u.* into v_upload from private.upload u
   where u.envelope_id = v_envelope.id and u.document_id is null and u.name = v_name and u.size = p_size
     and u.sha256_hex = p_sha256_hex
   order by u.created_at limit 1;
  if not found then
    insert into private.upload (envelope_id, name, size, sha256_hex, part_size, part_count, created_by)
    values (v_envelope.id, v_name, p_size, p_sha256_hex, 4194304, ceil(p_size / 4194304.0)::integer,
      private.staff_user(p_actor))
    returning * into v_upload;
  end if;
  return jsonb_build_object('uploadId', v_upload.id, 'partSize', v_upload.part_size, 'partCount', v_upload.part_count,
    'received', (select coalesce(jsonb_agg(p.index order by p.index), '[]') from private.upload_part p where p.upload_id = v_upload.id));
end;
$$;
comment on function public.staff_upload_begin(jsonb, uuid, text, bigint, text) is
  'Announces a file, or takes up the same unfinished one: {uploadId, partSize, partCount, received}. DOCUMENT_NAME_INVALID, UPLOAD_EMPTY, UPLOAD_TOO_LARGE, DOCUMENTS_TOO_MANY, REQUEST_INVALID and those of private.staff_draft.';

create function public.staff_upload_part(
  p_actor jsonb, p_upload_id uuid, p_index integer, p_size integer, p_sha256_hex text, p_object_key text
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_upload private.upload := private.staff_upload(p_actor, p_upload_id);
  v_known private.upload_part;
  v_object private.stored_object;
begin
  if p_index is null or p_index < 0 or p_index >= v_upload.part_count then
    perform private.refuse('UPLOAD_PART_OUT_OF_RANGE', 422, jsonb_build_object('index', p_index));
  end if;
  if p_size is distinct from
    least(v_upload.part_size::bigint, v_upload.size - p_index::bigint * v_upload.part_size)::integer then
    perform private.refuse('UPLOAD_PART_MISMATCH', 409, jsonb_build_object('index', p_index));
  end if;
  select p.* into v_known from private.upload_part p where p.upload_id = p_upload_id and p.index = p_index;
  if found then
    if v_known.sha256_hex <> p_sha256_hex then
      perform private.refuse('UPLOAD_PART_MISMATCH', 409, jsonb_build_object('index', p_index));
    end if;
    return;
  end if;
  v_object := private.object_refer(p_object_key);
  if v_object.sha256_hex is distinct from p_sha256_hex or v_object.size is distinct from p_size then
    perform private.refuse('UPLOAD_PART_MISMATCH', 409, jsonb_build_object('index', p_index));
  end if;
  insert into private.upload_part (upload_id, index, size, sha256_hex, object_key)
  values (p_upload_id, p_index, p_size, p_sha256_hex, p_object_key);
end;
$$;
comment on function public.staff_upload_part(jsonb, uuid, integer, integer, text, text) is
  'Records a stored part; the same part again is no change. UPLOAD_PART_OUT_OF_RANGE, UPLOAD_PART_MISMATCH, OBJECT_UNKNOWN and those of private.staff_upload.';

create function public.staff_upload_state(p_actor jsonb, p_upload_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_upload private.upload := private.staff_upload(p_actor, p_upload_id);
begin
  return (
    select jsonb_build_object('uploadId', v_upload.id, 'envelopeId', v_upload.envelope_id, 'name', v_upload.name,
      'size', v_upload.size, 'sha256Hex', v_upload.sha256_hex, 'partSize', v_upload.part_size,
      'partCount', v_upload.part_count, 'documentId', v_upload.document_id,
      'received', coalesce(jsonb_agg(p.index order by p.index) filter (where p.index is not null), '[]'),
      'parts', coalesce(jsonb_agg(jsonb_build_object('index', p.index, 'objectKey', p.object_key,
        'wrappedIdentity', o.wrapped_identity, 'size', p.size, 'length', p.size, 'sha256Hex', p.sha256_hex) order by p.index)
        filter (where p.index is not null), '[]'))
    from (select 1) one
    left join private.upload_part p on p.upload_id = v_upload.id
    left join private.stored_object o on o.key = p.object_key);
end;
$$;
comment on function public.staff_upload_state(jsonb, uuid) is
  'An upload and its received parts, with where they lie; documentId once it became a document. UPLOAD_NOT_FOUND and those of private.staff_envelope.';

create function private.revision_insert(
  p_document public.document, p_ord integer, p_kind public.revision_kind, p_party_id uuid, p_revision jsonb
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_object private.stored_object := private.object_refer(p_revision ->> 'objectKey');
  v_id uuid;
begin
  if v_object.size is distinct from (p_revision ->> 'incrementLength')::bigint then
    perform private.refuse('OBJECT_CONFLICT', 409);
  end if;
  insert into public.document_revision (document_id, envelope_id, municipality_id, ord, kind, party_id, sha256_hex, length, increment_length)
  values (p_document.id, p_document.envelope_id, p_document.municipality_id, p_ord, p_kind, p_party_id,
    p_revision ->> 'sha256Hex', (p_revision ->> 'length')::bigint, (p_revision ->> 'incrementLength')::bigint)
  returning id into v_id;
  insert into private.revision_object (revision_id, object_key) values (v_id, v_object.key);
  if jsonb_typeof(p_revision -> 'report') = 'object' then
    insert into private.revision_report (revision_id, report) values (v_id, p_revision -> 'report');
  end if;
  return v_id;
end;
$$;
comment on function private.revision_insert(public.document, integer, public.revision_kind, uuid, jsonb) is
  'Inserts a revision with its object and report. OBJECT_UNKNOWN, OBJECT_CONFLICT.';

create function public.staff_document_add(p_actor jsonb, p_upload_id uuid, p_document jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_upload private.upload := private.staff_upload(p_actor, p_upload_id);
  v_envelope public.envelope;
  v_uploaded jsonb;
  v_base jsonb;
  v_document public.document;
begin
  if v_upload.document_id is not null then
    return v_upload.document_id;
  end if;
  v_envelope := private.staff_draft(p_actor, v_upload.envelope_id);
  if (select count(*) from private.upload_part p where p.upload_id = v_upload.id) < v_upload.part_count then
    perform private.refuse('UPLOAD_INCOMPLETE', 409);
  end if;
  select r into v_uploaded from jsonb_array_elements(p_document -> 'revisions') r where r ->> 'kind' = 'uploaded';
  select r into v_base from jsonb_array_elements(p_document -> 'revisions') r where r ->> 'kind' = 'base';
  if v_uploaded is null or v_base is null then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_uploaded ->> 'sha256Hex' is distinct from v_upload.sha256_hex
    or (v_uploaded ->> 'length')::bigint is distinct from v_upload.size
    or (not (p_document ->> 'repaired')::boolean and v_base ->> 'sha256Hex' is distinct from v_upload.sha256_hex)
  then
    perform private.refuse('UPLOAD_HASH_MISMATCH', 409);
  end if;
  if (p_document ->> 'pageCount')::integer > 2000 then
    perform private.refuse('UPLOAD_TOO_MANY_PAGES', 422, '{"limit": 2000}');
  end if;
  if (select count(*) from public.document d where d.envelope_id = v_envelope.id and d.removed_at is null) >= 10 then
    perform private.refuse('DOCUMENTS_TOO_MANY', 422, '{"limit": 10}');
  end if;
  insert into public.document (envelope_id, municipality_id, ord, name, certificate_id, page_count, repaired)
  values (v_envelope.id, v_envelope.municipality_id,
    (select coalesce(max(d.ord), 0) + 1 from public.document d where d.envelope_id = v_envelope.id and d.removed_at is null),
    coalesce(private.field_text(p_document, 'name', 'name', 200), v_upload.name), p_document ->> 'certificateId',
    (p_document ->> 'pageCount')::integer, (p_document ->> 'repaired')::boolean)
  returning * into v_document;
  perform private.revision_insert(v_document, 0, 'uploaded', null, v_uploaded);
  perform private.revision_insert(v_document, 1, 'base', null, v_base);
  update private.upload u set document_id = v_document.id where u.id = v_upload.id;
  perform private.log(p_actor, 'document_uploaded', v_envelope, p_document_id => v_document.id,
    p_context => jsonb_build_object('name', v_document.name, 'sha256Hex', v_upload.sha256_hex, 'repaired', v_document.repaired));
  return v_document.id;
end;
$$;
comment on function public.staff_document_add(jsonb, uuid, jsonb) is
  'Makes a document of a complete upload; idempotent by upload. UPLOAD_INCOMPLETE, UPLOAD_HASH_MISMATCH, UPLOAD_TOO_MANY_PAGES, DOCUMENTS_TOO_MANY, REQUEST_INVALID, OBJECT_UNKNOWN, OBJECT_CONFLICT and those of private.staff_upload, private.staff_draft.';

create function private.staff_document(p_actor jsonb, p_document_id uuid) returns public.document
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document;
begin
  select d.* into v_document from public.document d
    join public.envelope e on e.id = d.envelope_id
   where d.id = p_document_id and d.removed_at is null
     and private.has_role(private.staff_user(p_actor), e.municipality_id, e.department_id, null);
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  return v_document;
end;
$$;
comment on function private.staff_document(jsonb, uuid) is
  'A document that the staff member may see. DOCUMENT_NOT_FOUND and those of private.staff_user.';

create function public.staff_document_remove(p_actor jsonb, p_document_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document := private.staff_document(p_actor, p_document_id);
  v_envelope public.envelope := private.staff_draft(p_actor, v_document.envelope_id);
begin
  update public.document d set removed_at = now() where d.id = p_document_id and d.removed_at is null;
  if found then
    perform private.log(p_actor, 'document_removed', v_envelope, p_document_id => p_document_id,
      p_context => jsonb_build_object('name', v_document.name));
  end if;
end;
$$;
comment on function public.staff_document_remove(jsonb, uuid) is
  'Takes a document out of a draft; its row stays. DOCUMENT_NOT_FOUND and those of private.staff_draft.';

create function public.staff_document_order(p_actor jsonb, p_envelope_id uuid, p_document_ids uuid[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_draft(p_actor, p_envelope_id);
begin
  if (select array_agg(d.id order by d.id) from public.document d
       where d.envelope_id = v_envelope.id and d.removed_at is null)
    is distinct from (select array_agg(i order by i) from unnest(p_document_ids) i) then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  update public.document d set ord = o.ord
    from unnest(p_document_ids) with ordinality o (id, ord) where d.id = o.id;
end;
$$;
comment on function public.staff_document_order(jsonb, uuid, uuid[]) is
  'Orders the documents of a draft; every one is named once. DOCUMENT_NOT_FOUND and those of private.staff_draft.';

create function public.staff_document_access(p_actor jsonb, p_document_id uuid, p_purpose text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document := private.staff_document(p_actor, p_document_id);
  v_envelope public.envelope;
begin
  if coalesce(p_purpose, '') not in ('view', 'download') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_document.envelope_id;
  perform private.log(p_actor,
    case when p_purpose = 'view' then 'document_viewed'
         when v_envelope.status = 'concluded' then 'concluded_downloaded' else 'draft_downloaded' end::public.operation_event,
    v_envelope, p_document_id => p_document_id);
  -- What was sealed on the way to paper concludes nothing, and is handed to nobody.
  return private.document_parts(p_document_id, case when v_envelope.status = 'switched_to_paper' then 'base'::public.revision_kind end);
end;
$$;
comment on function public.staff_document_access(jsonb, uuid, text) is
  'Where the newest revision of a document lies (view or download), logged. DOCUMENT_NOT_FOUND, REQUEST_INVALID and those of private.staff_user.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function
  public.staff_upload_begin(jsonb, uuid, text, bigint, text),
  public.staff_upload_part(jsonb, uuid, integer, integer, text, text),
  public.staff_upload_state(jsonb, uuid), public.staff_document_add(jsonb, uuid, jsonb),
  public.staff_document_remove(jsonb, uuid), public.staff_document_order(jsonb, uuid, uuid[]),
  public.staff_document_access(jsonb, uuid, text) from public, anon, authenticated;
grant execute on function
  public.staff_upload_begin(jsonb, uuid, text, bigint, text),
  public.staff_upload_part(jsonb, uuid, integer, integer, text, text),
  public.staff_upload_state(jsonb, uuid), public.staff_document_add(jsonb, uuid, jsonb),
  public.staff_document_remove(jsonb, uuid), public.staff_document_order(jsonb, uuid, uuid[]),
  public.staff_document_access(jsonb, uuid, text) to service_role;
