-- What a contractor does by link. Reading the view changes nothing: mail scanners open links too.

create function private.link_party(p_token_sha256_hex text) returns public.party
language plpgsql stable security definer set search_path = '' as $$
declare
  v_link private.party_link;
  v_party public.party;
begin
  select l.* into v_link from private.party_link l where l.token_sha256_hex = p_token_sha256_hex;
  if not found then
    perform private.refuse('LINK_UNKNOWN', 404);
  end if;
  if v_link.revoked_at is not null then
    perform private.refuse('LINK_REPLACED', 410);
  end if;
  select p.* into v_party from public.party p where p.id = v_link.party_id;
  return v_party;
end;
$$;
comment on function private.link_party(text) is 'The party whose current link this is. LINK_UNKNOWN, LINK_REPLACED.';

create function private.link_envelope_lock(p_token_sha256_hex text) returns public.envelope
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.envelope_lock((private.link_party(p_token_sha256_hex)).envelope_id);
begin
  -- Asked again: a new link may have revoked this one while the lock was waited for.
  perform private.link_party(p_token_sha256_hex);
  return v_envelope;
end;
$$;
comment on function private.link_envelope_lock(text) is
  'Locks the envelope of a link that is still the current one under the lock. LINK_UNKNOWN, LINK_REPLACED.';

create function private.contractor(p_actor jsonb) returns void
language plpgsql stable set search_path = '' as $$
begin
  if p_actor ->> 'kind' is distinct from 'contractor' then
    perform private.refuse('ACTOR_INVALID', 400);
  end if;
end;
$$;
comment on function private.contractor(jsonb) is 'Accepts only a contractor as actor. ACTOR_INVALID.';

create function private.turn_required(p_envelope public.envelope, p_party public.party) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_envelope.status = 'expired' then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
  if p_envelope.status not in ('sent', 'partly_signed') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', p_envelope.status));
  end if;
  if p_party.status <> 'waiting' then
    perform private.refuse('ALREADY_CONSENTED', 409);
  end if;
  if (private.turn_party(p_envelope)).id is distinct from p_party.id then
    perform private.refuse('NOT_YOUR_TURN', 409);
  end if;
  -- 署名期限 binds the contractor; the municipality is stopped by it only where the contractor still has to follow.
  if private.deadline_passed(p_envelope) and (p_party.kind = 'contractor' or exists (
    select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor' and p.status = 'waiting'))
  then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
end;
$$;
comment on function private.turn_required(public.envelope, public.party) is
  'Asserts that a party may consent or decline now. ENVELOPE_EXPIRED, ENVELOPE_CLOSED, ALREADY_CONSENTED, NOT_YOUR_TURN.';

create function private.progress_json(p_party_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'openedDocumentIds', coalesce(to_jsonb(s.opened_document_ids), '[]'::jsonb),
    'noteRead', coalesce(s.note_read, false), 'principalConfirmed', coalesce(s.principal_confirmed, false),
    'operatorKind', s.operator_kind, 'operatorName', s.operator_name)
  from (select 1) one left join private.signing_progress s on s.party_id = p_party_id
$$;
comment on function private.progress_json(uuid) is 'A contractor''s progress, empty where nothing was begun.';

create function private.document_json(p_document public.document) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', p_document.id, 'name', p_document.name, 'ord', p_document.ord,
    'pageCount', p_document.page_count, 'certificateId', p_document.certificate_id,
    'certifiesDocumentId', p_document.certifies_document_id, 'sha256Hex', r.sha256_hex, 'length', r.length)
  from private.newest_revision(p_document.id) r
$$;
comment on function private.document_json(public.document) is 'A document as a screen shows it, with hash and length of its newest revision.';

create function public.link_view(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_turn boolean;
  v_late boolean;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  v_turn := coalesce((private.turn_party(v_envelope)).id = v_party.id and v_party.status = 'waiting', false);
  -- The sweep may not have come yet; the deadline has.
  v_late := v_turn and private.deadline_passed(v_envelope);
  return jsonb_build_object(
    'envelopeId', v_envelope.id, 'partyId', v_party.id,
    'status', case when v_late then 'expired' else v_envelope.status end,
    'partyStatus', v_party.status, 'turn', v_turn and not v_late,
    'title', v_envelope.title, 'managementLabel', v_envelope.management_label,
    'municipalityName', (select m.name from public.municipality m where m.id = v_envelope.municipality_id),
    'senderName', private.staff_name(v_envelope),
    'senderDepartment', (select d.name from public.department d where d.id = v_envelope.department_id),
    'company', v_party.company, 'principalName', v_party.principal_name, 'principalTitle', v_party.title,
    'email', v_party.email, 'deadlineAt', v_envelope.deadline_at, 'openedAt', v_party.opened_at,
    'consentedAt', v_party.consented_at, 'concludedAt', v_envelope.concluded_at,
    'downloadUntilAt', v_envelope.download_until_at, 'downloadOpen', private.download_open(v_envelope),
    'reissueRequestedAt', v_envelope.reissue_requested_at, 'closedReason', coalesce(v_envelope.closed_reason, v_party.decline_reason),
    'waitingFor', v_envelope.waiting_for,
    'signerCount', (select count(*) from public.party p where p.envelope_id = v_envelope.id),
    'documents', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null),
    'certificates', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'certificate' and v_envelope.status = 'concluded'),
    'progress', private.progress_json(v_party.id));
end;
$$;
comment on function public.link_view(text) is
  'What a link shows, without side effect; expired, withdrawn and declined are states. LINK_UNKNOWN, LINK_REPLACED.';

create function private.staff_name(p_envelope public.envelope) returns text
language sql stable security definer set search_path = '' as $$
  select m.display_name from public.membership m
   where m.user_id = p_envelope.created_by and m.municipality_id = p_envelope.municipality_id
   order by m.active desc, m.created_at limit 1
$$;
comment on function private.staff_name(public.envelope) is 'The name under which an envelope''s creator is shown.';

create function private.download_open(p_envelope public.envelope) returns boolean
language sql stable set search_path = '' as $$
  select p_envelope.status = 'concluded' and p_envelope.download_until_at is not null
     and now() < p_envelope.download_until_at + interval '1 second'
$$;
comment on function private.download_open(public.envelope) is
  'Whether the download window of a concluded envelope is open; its printed last second belongs to it.';

create function public.link_open(p_token_sha256_hex text, p_actor jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  if v_envelope.status = 'expired' or v_party.status = 'waiting' and private.deadline_passed(v_envelope) then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
  if v_envelope.status not in ('sent', 'partly_signed', 'concluding', 'concluded') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  update public.party p set opened_at = now() where p.id = v_party.id and p.opened_at is null;
  insert into private.signing_progress (party_id) values (v_party.id) on conflict (party_id) do nothing;
  perform private.log(p_actor, 'link_opened', v_envelope, v_party);
end;
$$;
comment on function public.link_open(text, jsonb) is
  '「署名をはじめる」: the first instant is kept, every time is logged. LINK_UNKNOWN, LINK_REPLACED, ENVELOPE_EXPIRED, ENVELOPE_CLOSED, ACTOR_INVALID.';

create function public.link_progress(p_token_sha256_hex text, p_actor jsonb, p_progress jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_kind text := p_progress ->> 'operatorKind';
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.turn_required(v_envelope, v_party);
  if jsonb_typeof(p_progress) is distinct from 'object'
    or coalesce(jsonb_typeof(p_progress -> 'openedDocumentIds'), 'array') <> 'array'
    or coalesce(jsonb_typeof(p_progress -> 'noteRead'), 'boolean') <> 'boolean'
    or coalesce(jsonb_typeof(p_progress -> 'principalConfirmed'), 'boolean') <> 'boolean'
  then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_kind not in ('principal', 'delegate') then
    perform private.refuse('OPERATOR_INVALID', 422);
  end if;
  update private.signing_progress s set
    -- Read stays read, on whichever device it was.
    opened_document_ids = (
      select coalesce(array_agg(d.id order by d.ord), '{}') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null
         and (d.id = any (s.opened_document_ids) or (p_progress -> 'openedDocumentIds') ? d.id::text)),
    note_read = s.note_read or coalesce((p_progress ->> 'noteRead')::boolean, false),
    principal_confirmed = coalesce((p_progress ->> 'principalConfirmed')::boolean, s.principal_confirmed),
    operator_kind = case when p_progress ? 'operatorKind' then v_kind::public.operator_kind else s.operator_kind end,
    operator_name = case when p_progress ? 'operatorName'
      then private.field_text(p_progress, 'operatorName', 'operatorName', 200) else s.operator_name end,
    updated_at = now()
  where s.party_id = v_party.id;
  perform private.log(p_actor, 'progress_saved', v_envelope, v_party, p_context => private.progress_json(v_party.id) - 'operatorName');
  return private.progress_json(v_party.id);
end;
$$;
comment on function public.link_progress(text, jsonb, jsonb) is
  'Merges progress and answers it; opened documents and the read note never go back. LINK_NOT_OPENED, REQUEST_INVALID, OPERATOR_INVALID, FIELD_INVALID, those of private.turn_required and of private.link_party.';

create function public.link_document_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid, p_purpose text)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_document public.document;
begin
  perform private.contractor(p_actor);
  if coalesce(p_purpose, '') not in ('view', 'draft', 'concluded', 'certificate') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  select d.* into v_document from public.document d
   where d.envelope_id = v_envelope.id and d.removed_at is null
     and case when p_purpose = 'certificate'
       then d.kind = 'certificate' and (d.id = p_document_id or d.certifies_document_id = p_document_id)
       else d.id = p_document_id and (d.kind = 'contract' or p_purpose = 'concluded') end;
  if not found and not (p_purpose = 'certificate' and v_envelope.status <> 'concluded') then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  if v_envelope.status = 'concluded' or p_purpose in ('concluded', 'certificate') then
    if v_envelope.status <> 'concluded' then
      perform private.refuse('NOT_CONCLUDED', 409);
    end if;
    if not private.download_open(v_envelope) then
      perform private.refuse('DOWNLOAD_CLOSED', 410);
    end if;
  else
    if v_envelope.status = 'expired' or v_party.status = 'waiting' and private.deadline_passed(v_envelope) then
      perform private.refuse('ENVELOPE_EXPIRED', 410);
    end if;
    if v_envelope.status not in ('sent', 'partly_signed', 'concluding') then
      perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
    end if;
    if v_party.opened_at is null then
      perform private.refuse('LINK_NOT_OPENED', 409);
    end if;
  end if;
  perform private.log(p_actor,
    case p_purpose when 'view' then 'document_viewed' when 'draft' then 'draft_downloaded' else 'concluded_downloaded' end::public.operation_event,
    v_envelope, v_party, v_document.id);
  return private.document_parts(v_document.id, case when p_purpose = 'draft' then 'stamp'::public.revision_kind end);
end;
$$;
comment on function public.link_document_access(text, jsonb, uuid, text) is
  'Where the octets lie, logged: view = newest revision, draft = the stamped one, concluded and certificate within the download window. DOCUMENT_NOT_FOUND, NOT_CONCLUDED, DOWNLOAD_CLOSED, ENVELOPE_EXPIRED, ENVELOPE_CLOSED, LINK_NOT_OPENED, REQUEST_INVALID, ACTOR_INVALID and those of private.link_party.';

create function public.link_decline(p_token_sha256_hex text, p_actor jsonb, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_reason text;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_envelope.status = 'declined' and v_party.declined_at is not null then
    return;
  end if;
  perform private.turn_required(v_envelope, v_party);
  v_reason := private.reason(p_reason, true);
  update public.party p set declined_at = now(), decline_reason = v_reason where p.id = v_party.id returning * into v_party;
  update public.envelope e set closed_reason = v_reason where e.id = v_envelope.id;
  v_envelope := private.envelope_apply(v_envelope.id, 'decline', 'contractor', p_actor, v_party,
    jsonb_build_object('reason', v_reason));
  perform private.mail_queue('declined_staff', v_envelope.id, null, v_envelope.created_by);
end;
$$;
comment on function public.link_decline(text, jsonb, text) is
  'Declines with a reason and tells the sender; idempotent. REASON_MISSING, REASON_TOO_LONG, ACTOR_INVALID, those of private.turn_required and of private.link_party.';

create function public.link_reissue_request(p_token_sha256_hex text, p_actor jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  if private.download_open(v_envelope) or v_envelope.reissue_requested_at is not null then
    return;
  end if;
  update public.envelope e set reissue_requested_at = now() where e.id = v_envelope.id;
  perform private.log(p_actor, 'reissue_requested', v_envelope, v_party);
  perform private.mail_queue('reissue_requested_staff', v_envelope.id, null, v_envelope.created_by);
end;
$$;
comment on function public.link_reissue_request(text, jsonb) is
  '「再発行を依頼する」: noted once while the window is closed, and the sender is told. NOT_CONCLUDED, ACTOR_INVALID and those of private.link_party.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function
  public.link_view(text), public.link_open(text, jsonb), public.link_progress(text, jsonb, jsonb),
  public.link_document_access(text, jsonb, uuid, text), public.link_decline(text, jsonb, text),
  public.link_reissue_request(text, jsonb) from public, anon, authenticated;
grant execute on function
  public.link_view(text), public.link_open(text, jsonb), public.link_progress(text, jsonb, jsonb),
  public.link_document_access(text, jsonb, uuid, text), public.link_decline(text, jsonb, text),
  public.link_reissue_request(text, jsonb) to service_role;
