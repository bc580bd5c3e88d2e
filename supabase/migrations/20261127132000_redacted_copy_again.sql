-- A copy 「一部非表示」 that could not be made says so, and whoever may ask for it has it tried again at once. Its job is one
-- for good by its certificate, so that a second asking begins nothing beside it: the same job takes its steps up.

create function private.redacted_copy_state(p_certificate_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select case
      when private.redacted_copy_of(p_certificate_id) is not null then 'made'
      when j.id is null then 'none'
      -- By itself it is tried again ever more rarely; a first failure may be over with the next attempt.
      when j.status = 'failed' or j.status = 'queued' and j.last_code is not null and j.attempts >= 3 then 'failed'
      else 'making' end
    from (select 1) one left join private.job j on j.kind = 'redact' and j.subject = p_certificate_id::text
$$;
comment on function private.redacted_copy_state(uuid) is
  'How the redacted copy of a certificate stands: none, making, failed (given up, or tried three times without success), made.';

create function private.redacted_copy_queue(p_certificate_id uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  case private.redacted_copy_state(p_certificate_id)
    when 'none' then
      perform private.job_queue('redact', p_certificate_id::text, jsonb_build_object('documentId', p_certificate_id));
    when 'failed' then
      -- A worker that has just taken it up keeps it.
      update private.job j set status = 'queued', attempts = 0, run_at = now(), last_code = null, finished_at = null
       where j.kind = 'redact' and j.subject = p_certificate_id::text and j.status in ('queued', 'failed');
      return found;
    else
      return false;
  end case;
  return true;
end;
$$;
comment on function private.redacted_copy_queue(uuid) is
  'Has the redacted copy of a certificate made, or tried again where that failed; false where it is made or being made. The envelope is locked by the caller.';

create or replace function public.staff_redacted_copy(p_actor jsonb, p_document_id uuid) returns jsonb
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
  if private.redacted_copy_queue(p_document_id) then
    perform private.log(p_actor, 'redacted_copy_requested', v_envelope, p_document_id => p_document_id);
  end if;
  return jsonb_build_object('documentId', private.redacted_copy_of(p_document_id));
end;
$$;
comment on function public.staff_redacted_copy(jsonb, uuid) is
  'Asks for the redacted copy of a certificate of conclusion, once, and again where making it failed; answers {documentId}: the copy''s, null until it is made. DOCUMENT_NOT_FOUND, NOT_CONCLUDED and those of private.staff_envelope.';

create function public.redacted_copy_states(p_envelope_id uuid) returns table (document_id uuid, state text)
language sql stable security definer set search_path = '' as $$
  select d.id, private.redacted_copy_state(d.id)
    from public.document d join public.envelope e on e.id = d.envelope_id
   where d.envelope_id = p_envelope_id and d.certifies_document_id is not null
     and e.department_id in (select private.department_ids())
$$;
comment on function public.redacted_copy_states(uuid) is
  'M52: how the redacted copy of each certificate of an envelope stands (none, making, failed, made); of the caller''s departments.';

create or replace function private.redacted_copies(p_envelope public.envelope) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('certificateId', c.id, 'documentName', d.name,
      'made', s.state = 'made', 'requested', s.state <> 'none', 'failed', s.state = 'failed') order by d.ord), '[]')
    from public.document c join public.document d on d.id = c.certifies_document_id
    cross join private.redacted_copy_state(c.id) s (state)
   where c.envelope_id = p_envelope.id and p_envelope.status = 'concluded'
$$;
comment on function private.redacted_copies(public.envelope) is
  'The certificates of an envelope, none before it is concluded, and how their copies stand: [{certificateId, documentName, made, requested, failed}].';

create or replace function private.redacted_copy_ask(p_actor jsonb, p_certificate public.document, p_party public.party, p_context jsonb default '{}') returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
begin
  -- The envelope is locked: of two who ask at the same time, the second finds the first one's job.
  if not private.redacted_copy_queue(p_certificate.id) then
    return;
  end if;
  select e.* into v_envelope from public.envelope e where e.id = p_certificate.envelope_id;
  perform private.log(p_actor, 'redacted_copy_requested', v_envelope, p_party, p_certificate.id, p_context => p_context);
end;
$$;
comment on function private.redacted_copy_ask(jsonb, public.document, public.party, jsonb) is
  'Asks for the copy 「一部非表示」 of a certificate, whose envelope is locked, once for everybody, and again where making it failed, logged.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.redacted_copy_states(uuid) from public, anon;
grant execute on function public.redacted_copy_states(uuid) to authenticated, service_role;
