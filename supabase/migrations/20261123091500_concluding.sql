-- Conclusion: reachable only when every seal, document time-stamp and certificate exists.

create function private.conclusion_missing(p_envelope_id uuid) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.what order by m.what), '{}') from (
    select 'party/' || p.id as what from public.party p where p.envelope_id = p_envelope_id and p.status <> 'sealed'
    union all
    select 'consent/' || p.id from public.party p
     where p.envelope_id = p_envelope_id and not exists (select from public.consent c where c.party_id = p.id)
    union all
    select 'documents' where not exists (
      select from public.document d where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null)
    union all
    select 'seal/' || p.id || '/' || d.id from public.document d
      join public.party p on p.envelope_id = d.envelope_id
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'seal' and r.party_id = p.id)
    union all
    select 'certificate/' || d.id from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document c where c.certifies_document_id = d.id)
    union all
    select 'certificate-seal/' || d.certifies_document_id from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'certificate'
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'seal')
    union all
    select case d.kind when 'contract' then 'lta/' else 'certificate-lta/' end || coalesce(d.certifies_document_id, d.id)
      from public.document d
     where d.envelope_id = p_envelope_id and d.removed_at is null
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'lta')
  ) m
$$;
comment on function private.conclusion_missing(uuid) is
  'What keeps an envelope from being concluded: seals, document time-stamps, certificates; empty = nothing.';

create function private.conclusion_guard() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_missing text[] := private.conclusion_missing(new.id);
begin
  if v_missing <> '{}' then
    perform private.refuse('CONCLUSION_INCOMPLETE', 409, jsonb_build_object('missing', v_missing));
  end if;
  return new;
end;
$$;
comment on function private.conclusion_guard() is
  'Holds for every writer: no envelope becomes concluded while anything is missing. CONCLUSION_INCOMPLETE.';
create trigger conclusion_guard before update of status on public.envelope
  for each row when (new.status = 'concluded' and old.status <> 'concluded') execute function private.conclusion_guard();
create trigger conclusion_insert_guard before insert on public.envelope
  for each row when (new.status = 'concluded') execute function private.conclusion_guard();

create function public.conclude_subject(p_envelope_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
begin
  select e.* into v_envelope from public.envelope e where e.id = p_envelope_id;
  if not found then
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  return jsonb_build_object(
    'envelope', private.envelope_json(v_envelope),
    'parties', (select jsonb_agg(private.party_json(p) order by p.ord) from public.party p where p.envelope_id = p_envelope_id),
    'documents', (
      select jsonb_agg(private.pipeline_document(d) || jsonb_build_object(
        'lta', exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'lta'),
        'certificate', (
          select private.pipeline_document(c) || jsonb_build_object(
            'sealed', exists (select from public.document_revision r where r.document_id = c.id and r.kind = 'seal'),
            'lta', exists (select from public.document_revision r where r.document_id = c.id and r.kind = 'lta'))
          from public.document c where c.certifies_document_id = d.id)) order by d.ord)
      from public.document d where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null),
    'attachments', '[]'::jsonb,
    'missing', to_jsonb(private.conclusion_missing(p_envelope_id)));
end;
$$;
comment on function public.conclude_subject(uuid) is
  'Everything the conclusion needs: envelope, parties with consents, documents with parts, revisions and certificate, and what is still missing. ENVELOPE_NOT_FOUND.';

create function public.certificate_add(p_document_id uuid, p_certificate jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_contract public.document;
  v_certificate public.document;
  v_envelope public.envelope;
begin
  select d.* into v_contract from public.document d
   where d.id = p_document_id and d.kind = 'contract' and d.removed_at is null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  v_envelope := private.envelope_lock(v_contract.envelope_id);
  select d.* into v_certificate from public.document d where d.certifies_document_id = p_document_id;
  if found then
    if not exists (select from public.document_revision r
                    where r.document_id = v_certificate.id and r.kind = 'base' and r.sha256_hex = p_certificate ->> 'sha256Hex') then
      perform private.refuse('REVISION_CONFLICT', 409);
    end if;
    return v_certificate.id;
  end if;
  if v_envelope.status <> 'concluding' then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'certificate', 'from', v_envelope.status));
  end if;
  -- The certificate names the bytes of the finished contract.
  if not exists (select from public.document_revision r where r.document_id = p_document_id and r.kind = 'lta') then
    perform private.refuse('SEAL_MISSING', 409);
  end if;
  insert into public.document (envelope_id, municipality_id, ord, kind, certifies_document_id, name, page_count)
  values (v_envelope.id, v_envelope.municipality_id, v_contract.ord, 'certificate', p_document_id,
    p_certificate ->> 'name', (p_certificate ->> 'pageCount')::integer)
  returning * into v_certificate;
  perform private.revision_insert(v_certificate, 1, 'base', null, jsonb_build_object('incrementLength', p_certificate -> 'length') || p_certificate);
  return v_certificate.id;
end;
$$;
comment on function public.certificate_add(uuid, jsonb) is
  'Makes the certificate of conclusion of a contract ({name, pageCount, objectKey, sha256Hex, length}); idempotent. DOCUMENT_NOT_FOUND, REVISION_CONFLICT, EVENT_NOT_ALLOWED, SEAL_MISSING (no document time-stamp yet), OBJECT_UNKNOWN, OBJECT_CONFLICT.';

create function public.envelope_conclude(p_envelope_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.envelope_lock(p_envelope_id);
  v_party public.party;
begin
  if v_envelope.status <> 'concluded' then
    update public.envelope e set concluded_at = now(), waiting_for = null, download_until_at = private.download_until(now())
     where e.id = p_envelope_id;
    v_envelope := private.envelope_apply(p_envelope_id, 'conclude', 'service', '{"kind": "service"}');
    for v_party in select p.* from public.party p where p.envelope_id = p_envelope_id and p.kind = 'contractor' loop
      perform private.mail_queue('completed_contractor', p_envelope_id, v_party.id, null,
        (select l.generation from private.party_link l where l.party_id = v_party.id and l.revoked_at is null));
    end loop;
    perform private.mail_queue('completed_staff', p_envelope_id, null, v_envelope.created_by);
  end if;
  return jsonb_build_object('status', v_envelope.status, 'concludedAt', v_envelope.concluded_at,
    'downloadUntilAt', v_envelope.download_until_at);
end;
$$;
comment on function public.envelope_conclude(uuid) is
  'Concludes, opens the download window and queues the mails; idempotent. CONCLUSION_INCOMPLETE {missing}, EVENT_NOT_ALLOWED, ENVELOPE_NOT_FOUND.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.conclude_subject(uuid), public.certificate_add(uuid, jsonb), public.envelope_conclude(uuid)
  from public, anon, authenticated;
grant execute on function public.conclude_subject(uuid), public.certificate_add(uuid, jsonb), public.envelope_conclude(uuid)
  to service_role;
