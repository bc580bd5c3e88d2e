-- Once an upload has become a document, its parts are no longer needed: the document's own object holds the file.

create function private.upload_finished() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  update private.stored_object o set referenced_at = null
    from private.upload_part p
   where p.upload_id = new.id and o.key = p.object_key
     and not exists (select from private.revision_object r where r.object_key = o.key);
  return null;
end;
$$;
comment on function private.upload_finished() is
  'Parts of a finished upload are orphans from now on; the sweep takes their octets, the rows stay.';
create trigger upload_finished after update of document_id on private.upload
  for each row when (old.document_id is null and new.document_id is not null)
  execute function private.upload_finished();

-- Uploads that were finished before this migration.
update private.stored_object o set referenced_at = null
  from private.upload_part p join private.upload u on u.id = p.upload_id
 where o.key = p.object_key and u.document_id is not null and o.swept_at is null
   and not exists (select from private.revision_object r where r.object_key = o.key);

create or replace function public.staff_upload_state(p_actor jsonb, p_upload_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_upload private.upload := private.staff_upload(p_actor, p_upload_id);
begin
  return (
    select jsonb_build_object('uploadId', v_upload.id, 'envelopeId', v_upload.envelope_id, 'name', v_upload.name,
      'size', v_upload.size, 'sha256Hex', v_upload.sha256_hex, 'partSize', v_upload.part_size,
      'partCount', v_upload.part_count, 'documentId', v_upload.document_id,
      'document', (select jsonb_build_object('documentId', d.id, 'pageCount', d.page_count, 'repaired', d.repaired)
        from public.document d where d.id = v_upload.document_id),
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
  'An upload and its received parts, with where they lie; documentId and document {documentId, pageCount, repaired} once it became one, and then the parts may be swept. UPLOAD_NOT_FOUND and those of private.staff_envelope.';

revoke execute on all functions in schema private from public, anon;
