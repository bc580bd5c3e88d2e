-- The copy 「一部非表示」 of a certificate of conclusion from the library as well: a bank asks for it after the download page
-- has closed, too (M52, M61). What it shares with the link's way is written once.

create function private.redacted_copies(p_envelope public.envelope) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('certificateId', c.id, 'documentName', d.name,
      'made', private.redacted_copy_of(c.id) is not null,
      'requested', exists (select from private.job j where j.kind = 'redact' and j.subject = c.id::text)) order by d.ord), '[]')
    from public.document c join public.document d on d.id = c.certifies_document_id
   where c.envelope_id = p_envelope.id and p_envelope.status = 'concluded'
$$;
comment on function private.redacted_copies(public.envelope) is
  'The certificates of an envelope, none before it is concluded, and how their copies stand: [{certificateId, documentName, made, requested}].';

create function private.redacted_copy_ask(p_actor jsonb, p_certificate public.document, p_party public.party, p_context jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
begin
  -- The envelope is locked: of two who ask at the same time, the second finds the first one's job.
  if exists (select from private.job j where j.kind = 'redact' and j.subject = p_certificate.id::text) then
    return;
  end if;
  perform private.job_queue('redact', p_certificate.id::text, jsonb_build_object('documentId', p_certificate.id));
  select e.* into v_envelope from public.envelope e where e.id = p_certificate.envelope_id;
  perform private.log(p_actor, 'redacted_copy_requested', v_envelope, p_party, p_certificate.id, p_context => p_context);
end;
$$;
comment on function private.redacted_copy_ask(jsonb, public.document, public.party, jsonb) is
  'Asks for the copy 「一部非表示」 of a certificate, whose envelope is locked, once for everybody, logged.';

create function private.redacted_copy_access(p_actor jsonb, p_certificate public.document, p_party public.party, p_context jsonb default '{}') returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_copy uuid := private.redacted_copy_of(p_certificate.id);
  v_envelope public.envelope;
begin
  if v_copy is null then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = p_certificate.envelope_id;
  perform private.log(p_actor, 'concluded_downloaded', v_envelope, p_party, v_copy, p_context => p_context);
  return private.document_parts(v_copy);
end;
$$;
comment on function private.redacted_copy_access(jsonb, public.document, public.party, jsonb) is
  'Where the octets lie of the copy 「一部非表示」 of a certificate, logged: document_parts. DOCUMENT_NOT_FOUND until it is made.';

create or replace function public.link_redacted_copies(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  return case when private.download_open(v_envelope) then private.redacted_copies(v_envelope) else '[]' end;
end;
$$;

create or replace function public.link_redacted_copy(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.redacted_copy_ask(p_actor, private.link_certificate(p_token_sha256_hex, p_actor, p_document_id),
    private.link_party(p_token_sha256_hex));
end;
$$;

create or replace function public.link_redacted_copy_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  return private.redacted_copy_access(p_actor, private.link_certificate(p_token_sha256_hex, p_actor, p_document_id),
    private.link_party(p_token_sha256_hex));
end;
$$;

create function private.shelf_party(p_token_sha256_hex text, p_envelope_id uuid) returns public.party
language sql stable security definer set search_path = '' as $$
  select p.* from private.shelf_parties(private.shelf_account_of(p_token_sha256_hex)) p where p.envelope_id = p_envelope_id
$$;
comment on function private.shelf_party(text, uuid) is
  'As whom the address of a session concluded an envelope; null where it is not on its shelf. SHELF_SIGN_IN_REQUIRED.';

create function private.shelf_certificate(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns public.document
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document;
begin
  perform private.contractor(p_actor);
  select d.* into v_certificate from public.document d
   where d.id = p_document_id and d.certifies_document_id is not null
     and (private.shelf_party(p_token_sha256_hex, d.envelope_id)).id is not null;
  if not found then
    -- One answer for both: nobody learns that another's contract exists.
    perform private.shelf_account_of(p_token_sha256_hex);
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  perform private.envelope_lock(v_certificate.envelope_id);
  return v_certificate;
end;
$$;
comment on function private.shelf_certificate(text, jsonb, uuid) is
  'A certificate on the shelf of a session, its envelope locked. DOCUMENT_NOT_FOUND, ACTOR_INVALID, SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_redacted_copies(p_token_sha256_hex text, p_envelope_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.shelf_party(p_token_sha256_hex, p_envelope_id);
begin
  if v_party.id is null then
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  return (select private.redacted_copies(e) from public.envelope e where e.id = v_party.envelope_id);
end;
$$;
comment on function public.shelf_redacted_copies(text, uuid) is
  'The certificates of a contract on the shelf of a session, as private.redacted_copies. ENVELOPE_NOT_FOUND, SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_redacted_copy(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document := private.shelf_certificate(p_token_sha256_hex, p_actor, p_document_id);
begin
  perform private.redacted_copy_ask(p_actor, v_certificate, private.shelf_party(p_token_sha256_hex, v_certificate.envelope_id), '{"shelf": true}');
end;
$$;
comment on function public.shelf_redacted_copy(text, jsonb, uuid) is
  'Asks from the shelf for the copy 「一部非表示」 of a certificate, once for everybody, logged. Refuses as private.shelf_certificate does.';

create function public.shelf_redacted_copy_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_certificate public.document := private.shelf_certificate(p_token_sha256_hex, p_actor, p_document_id);
begin
  return private.redacted_copy_access(p_actor, v_certificate, private.shelf_party(p_token_sha256_hex, v_certificate.envelope_id), '{"shelf": true}');
end;
$$;
comment on function public.shelf_redacted_copy_access(text, jsonb, uuid) is
  'Where the octets lie of the copy 「一部非表示」 of a certificate on the shelf of a session, logged: document_parts. Refuses as private.shelf_certificate does.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.shelf_redacted_copies(text, uuid), public.shelf_redacted_copy(text, jsonb, uuid),
  public.shelf_redacted_copy_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function public.shelf_redacted_copies(text, uuid), public.shelf_redacted_copy(text, jsonb, uuid),
  public.shelf_redacted_copy_access(text, jsonb, uuid) to service_role;
