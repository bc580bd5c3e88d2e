-- The contractor, too, may have a copy 「一部非表示」 of a certificate of conclusion made, to show it to others, as long as
-- the download page is open.

create function private.link_certificate(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns public.document
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_certificate public.document;
begin
  perform private.contractor(p_actor);
  select d.* into v_certificate from public.document d
   where d.id = p_document_id and d.envelope_id = v_party.envelope_id and d.certifies_document_id is not null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  if not private.download_open(v_envelope) then
    perform private.refuse('DOWNLOAD_CLOSED', 410);
  end if;
  return v_certificate;
end;
$$;
comment on function private.link_certificate(text, jsonb, uuid) is
  'A certificate of the envelope of a link, which is locked, while its download page is open. DOCUMENT_NOT_FOUND, NOT_CONCLUDED, DOWNLOAD_CLOSED, ACTOR_INVALID and those of private.link_party.';

create function public.link_redacted_copies(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('certificateId', c.id, 'documentName', d.name,
        'made', private.redacted_copy_of(c.id) is not null,
        'requested', exists (select from private.job j where j.kind = 'redact' and j.subject = c.id::text)) order by d.ord), '[]')
      from public.document c join public.document d on d.id = c.certifies_document_id
      join public.envelope e on e.id = c.envelope_id
     where c.envelope_id = v_party.envelope_id and e.status = 'concluded' and private.download_open(e));
end;
$$;
comment on function public.link_redacted_copies(text) is
  'The certificates of a concluded envelope by its link, while the download page is open: [{certificateId, documentName, made, requested}]. LINK_UNKNOWN, LINK_REPLACED.';

create function public.link_redacted_copy(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document := private.link_certificate(p_token_sha256_hex, p_actor, p_document_id);
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
begin
  -- The envelope is locked: of two who ask at the same time, the second finds the first one's job.
  if exists (select from private.job j where j.kind = 'redact' and j.subject = p_document_id::text) then
    return;
  end if;
  perform private.job_queue('redact', p_document_id::text, jsonb_build_object('documentId', p_document_id));
  select e.* into v_envelope from public.envelope e where e.id = v_certificate.envelope_id;
  perform private.log(p_actor, 'redacted_copy_requested', v_envelope, v_party, p_document_id);
end;
$$;
comment on function public.link_redacted_copy(text, jsonb, uuid) is
  'Asks by a link for the copy 「一部非表示」 of a certificate, once for everybody, logged. Refuses as private.link_certificate does.';

create function public.link_redacted_copy_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document := private.link_certificate(p_token_sha256_hex, p_actor, p_document_id);
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_copy uuid := private.redacted_copy_of(p_document_id);
  v_envelope public.envelope;
begin
  if v_copy is null then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_certificate.envelope_id;
  perform private.log(p_actor, 'concluded_downloaded', v_envelope, v_party, v_copy);
  return private.document_parts(v_copy);
end;
$$;
comment on function public.link_redacted_copy_access(text, jsonb, uuid) is
  'Where the octets lie of the copy 「一部非表示」 of a certificate, by a link, logged: document_parts. Refuses as private.link_certificate does.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_redacted_copies(text), public.link_redacted_copy(text, jsonb, uuid),
  public.link_redacted_copy_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function public.link_redacted_copies(text), public.link_redacted_copy(text, jsonb, uuid),
  public.link_redacted_copy_access(text, jsonb, uuid) to service_role;
