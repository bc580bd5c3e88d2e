-- 「一部非表示」: on request, a second certificate of conclusion without IP and mail addresses, to be shown to others. It is
-- a document of its own, one for each certificate, sealed and time-stamped like it; its job adds it whole or not at all.

alter table public.document add column redacts_document_id uuid unique references public.document (id) on delete restrict;
alter table public.document add constraint copy_redacts check ((kind = 'redacted_certificate') = (redacts_document_id is not null));
alter table public.document drop constraint contract_has_id;
alter table public.document add constraint contract_has_id check (
  (certificate_id is null) = (certifies_document_id is not null or redacts_document_id is not null));
comment on column public.document.redacts_document_id is 'The certificate of conclusion that a redacted copy was made of.';
grant select (redacts_document_id) on public.document to authenticated, service_role;

create function private.redacted_copy_guard() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if not exists (
    select from public.document c join public.envelope e on e.id = c.envelope_id
     where c.id = new.redacts_document_id and c.certifies_document_id is not null and c.envelope_id = new.envelope_id and e.status = 'concluded')
  then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  return new;
end;
$$;
comment on function private.redacted_copy_guard() is
  'A redacted copy is made of a concluded envelope''s own certificate, for every writer. NOT_CONCLUDED.';
create trigger redacted_copy_guard before insert on public.document
  for each row when (new.kind = 'redacted_certificate') execute function private.redacted_copy_guard();

create function private.redacted_copy_of(p_certificate_id uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select d.id from public.document d where d.redacts_document_id = p_certificate_id
$$;
comment on function private.redacted_copy_of(uuid) is 'The redacted copy of a certificate of conclusion, or null.';

create function public.staff_redacted_copy(p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document := private.staff_document(p_actor, p_document_id);
  v_envelope public.envelope;
begin
  if v_certificate.certifies_document_id is null then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_certificate.envelope_id, '{drafter,signer,admin}');
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  -- The envelope is locked: of two who ask at the same time, the second finds the first one's job.
  if not exists (select from private.job j where j.kind = 'redact' and j.subject = p_document_id::text) then
    perform private.job_queue('redact', p_document_id::text, jsonb_build_object('documentId', p_document_id));
    perform private.log(p_actor, 'redacted_copy_requested', v_envelope, p_document_id => p_document_id);
  end if;
  return jsonb_build_object('documentId', private.redacted_copy_of(p_document_id));
end;
$$;
comment on function public.staff_redacted_copy(jsonb, uuid) is
  'Asks for the redacted copy of a certificate of conclusion, once; answers {documentId}: the copy''s, null until it is made. DOCUMENT_NOT_FOUND, NOT_CONCLUDED and those of private.staff_envelope.';

create function private.redacted_copy_parts(p_certificate_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('objectKey', o.key, 'wrappedIdentity', o.wrapped_identity, 'length', o.size)
      order by w.n), '[]')
    from (values (1, 'certificate/'), (2, 'certificate-seal/'), (3, 'certificate-lta/')) w (n, work)
    join private.seal_step s on s.subject = public.seal_current(w.work || p_certificate_id) and s.step = 'increment'
    join private.stored_object o on o.key = s.payload ->> 'objectKey'
$$;
comment on function private.redacted_copy_parts(uuid) is
  'Where the octets of a copy in the making lie, in file order: what is printed, its seal, its document time-stamp, as far as they are there. The steps are kept under the certificate''s id.';

create function public.redact_subject(p_document_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_certificate public.document;
  v_envelope public.envelope;
begin
  select d.* into v_certificate from public.document d where d.id = p_document_id and d.certifies_document_id is not null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_certificate.envelope_id;
  return jsonb_build_object(
    'envelope', private.envelope_json(v_envelope),
    'certificate', private.document_parts(v_certificate.id), 'contract', private.document_parts(v_certificate.certifies_document_id),
    'parts', private.redacted_copy_parts(p_document_id), 'copyId', private.redacted_copy_of(p_document_id));
end;
$$;
comment on function public.redact_subject(uuid) is
  'What the redacted copy of a certificate needs: {envelope, certificate, contract: document_parts of the newest revisions, parts: of the copy in the making, copyId: null until it is made}. DOCUMENT_NOT_FOUND.';

create function public.redacted_copy_add(p_document_id uuid, p_copy jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document;
  v_envelope public.envelope;
  v_copy public.document;
begin
  select d.* into v_certificate from public.document d where d.id = p_document_id and d.certifies_document_id is not null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  v_envelope := private.envelope_lock(v_certificate.envelope_id);
  select d.* into v_copy from public.document d where d.redacts_document_id = p_document_id;
  if found then
    if not exists (select from public.document_revision r
                    where r.document_id = v_copy.id and r.kind = 'seal' and r.sha256_hex = p_copy -> 'seal' ->> 'sha256Hex') then
      perform private.refuse('REVISION_CONFLICT', 409);
    end if;
    return v_copy.id;
  end if;
  if not exists (select from private.job j where j.kind = 'redact' and j.subject = p_document_id::text) then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'redact', 'from', v_envelope.status));
  end if;
  if p_copy -> 'lta' -> 'report' ->> 'verdict' is distinct from 'TOTAL-PASSED' then
    perform private.refuse('SEAL_NOT_PASSED', 409);
  end if;
  if (p_copy -> 'seal' ->> 'length')::bigint is distinct from
      (p_copy -> 'base' ->> 'length')::bigint + (p_copy -> 'seal' ->> 'incrementLength')::bigint
    or (p_copy -> 'lta' ->> 'length')::bigint is distinct from
      (p_copy -> 'seal' ->> 'length')::bigint + (p_copy -> 'lta' ->> 'incrementLength')::bigint then
    perform private.refuse('REVISION_NOT_NEXT', 409);
  end if;
  insert into public.document (envelope_id, municipality_id, ord, kind, redacts_document_id, name, page_count)
  values (v_envelope.id, v_envelope.municipality_id, v_certificate.ord, 'redacted_certificate', p_document_id,
    p_copy ->> 'name', (p_copy ->> 'pageCount')::integer)
  returning * into v_copy;
  perform private.revision_insert(v_copy, 1, 'base', null,
    jsonb_build_object('incrementLength', p_copy -> 'base' -> 'length') || (p_copy -> 'base'));
  perform private.revision_insert(v_copy, 2, 'seal', null, p_copy -> 'seal');
  perform private.revision_insert(v_copy, 3, 'lta', null, p_copy -> 'lta');
  perform private.log('{"kind": "service"}', 'redacted_copy_made', v_envelope, p_document_id => v_copy.id);
  return v_copy.id;
end;
$$;
comment on function public.redacted_copy_add(uuid, jsonb) is
  'Adds the finished redacted copy of a certificate that was asked for, whole: {name, pageCount, base: {objectKey, sha256Hex, length}, seal, lta: as revision_add takes them}; idempotent, logged. DOCUMENT_NOT_FOUND, REVISION_CONFLICT, EVENT_NOT_ALLOWED (nobody asked), NOT_CONCLUDED, SEAL_NOT_PASSED, REVISION_NOT_NEXT, OBJECT_UNKNOWN, OBJECT_CONFLICT.';

-- The municipality's own pack stays contracts and full certificates; a copy for others is fetched by itself.
create or replace function public.staff_archive_access(p_actor jsonb, p_envelope_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id);
begin
  perform private.log(p_actor,
    case when v_envelope.status = 'concluded' then 'concluded_downloaded' else 'draft_downloaded' end::public.operation_event,
    v_envelope, p_context => '{"archive": true}');
  return jsonb_build_object('title', v_envelope.title, 'managementLabel', v_envelope.management_label, 'documents', (
    select coalesce(jsonb_agg(private.document_parts(d.id,
        case when v_envelope.status = 'switched_to_paper' then 'base'::public.revision_kind end) order by d.ord, d.kind), '[]')
      from public.document d
     where d.envelope_id = v_envelope.id and d.removed_at is null and d.kind <> 'redacted_certificate'
       and (d.kind = 'contract' or v_envelope.status = 'concluded')));
end;
$$;

-- A check of time-stamps judges copies too; each is named by the ID that it shows.
create or replace function public.timestamp_check_rows(p_check_id uuid, p_after uuid default null, p_limit integer default 1000) returns table (
  document_id uuid, envelope_id uuid, management_label text, certificate_id text, document_name text, kind public.document_kind,
  judged_at timestamptz, verdict text, sub_indication text, timestamps integer, latest_gen_time timestamptz, sha256_hex text
) language sql stable security invoker set search_path = '' as $$
  select r.document_id, e.id, e.management_label, coalesce(d.certificate_id, c.certificate_id), d.name, d.kind,
    r.judged_at, r.verdict, r.sub_indication, r.timestamps, r.latest_gen_time, r.sha256_hex
    from public.timestamp_check_result r
    join public.document d on d.id = r.document_id
    join public.envelope e on e.id = d.envelope_id
    left join public.document f on f.id = d.redacts_document_id
    left join public.document c on c.id = coalesce(d.certifies_document_id, f.certifies_document_id)
   where r.check_id = p_check_id and (p_after is null or r.document_id > p_after)
   order by r.document_id limit least(greatest(coalesce(p_limit, 1000), 1), 1000)
$$;

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_redacted_copy(jsonb, uuid), public.redact_subject(uuid), public.redacted_copy_add(uuid, jsonb)
  from public, anon, authenticated;
grant execute on function public.staff_redacted_copy(jsonb, uuid), public.redact_subject(uuid), public.redacted_copy_add(uuid, jsonb)
  to service_role;
