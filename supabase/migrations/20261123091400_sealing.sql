-- The pipeline between a consent and its seal. Every function may be called again after a crash.

create function private.staff_email(p_user_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select u.email::text from auth.users u where u.id = p_user_id
$$;
comment on function private.staff_email(uuid) is 'The address of a staff account, from the platform''s own table.';

create function private.consent_json(p_party_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'consentedAt', c.consented_at, 'method', c.method, 'ip', c.ip,
    'userAgent', c.user_agent, 'operatorKind', c.operator_kind, 'operatorName', c.operator_name, 'authority', nullif(concat_ws(' ', c.authority, c.decision_number), ''),
    'documents', (
      select jsonb_agg(jsonb_build_object('documentId', d.document_id, 'sha256Hex', d.sha256_hex,
        'stampSha256Hex', d.stamp_sha256_hex)) from public.consent_document d where d.consent_id = c.id))
  from public.consent c where c.party_id = p_party_id
$$;
comment on function private.consent_json(uuid) is 'A party''s consent, or null.';

create function private.party_json(p_party public.party) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', p_party.id, 'ord', p_party.ord, 'kind', p_party.kind, 'company', p_party.company,
    'title', p_party.title, 'principalName', p_party.principal_name, 'email', p_party.email, 'status', p_party.status,
    'consentedAt', p_party.consented_at, 'sealedAt', p_party.sealed_at, 'consent', private.consent_json(p_party.id))
$$;
comment on function private.party_json(public.party) is 'A party with its consent.';

create function private.envelope_json(p_envelope public.envelope) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', p_envelope.id, 'status', p_envelope.status, 'title', p_envelope.title,
    'counterpartyName', p_envelope.counterparty_name, 'transactionOn', p_envelope.transaction_on,
    'amountKind', p_envelope.amount_kind, 'amountJpy', p_envelope.amount_jpy, 'contractOn', p_envelope.contract_on,
    'deadlineAt', p_envelope.deadline_at, 'signOrder', p_envelope.sign_order,
    'managementLabel', p_envelope.management_label, 'sentAt', p_envelope.sent_at, 'concludedAt', p_envelope.concluded_at,
    'downloadUntilAt', p_envelope.download_until_at, 'closedReason', p_envelope.closed_reason,
    'waitingFor', p_envelope.waiting_for, 'municipalityId', p_envelope.municipality_id,
    'municipalityCode', (select m.code from public.municipality m where m.id = p_envelope.municipality_id),
    'municipalityName', (select m.name from public.municipality m where m.id = p_envelope.municipality_id),
    'departmentName', (select d.name from public.department d where d.id = p_envelope.department_id),
    'creatorName', private.staff_name(p_envelope), 'creatorEmail', private.staff_email(p_envelope.created_by),
    'signerCount', (select count(*) from public.party p where p.envelope_id = p_envelope.id))
$$;
comment on function private.envelope_json(public.envelope) is 'An envelope with the names that papers and mails print.';

create function private.pipeline_document(p_document public.document) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.document_parts(p_document.id) || jsonb_build_object(
    'ord', p_document.ord, 'pageCount', p_document.page_count, 'repaired', p_document.repaired,
    'uploadedSha256Hex', (
      select r.sha256_hex from public.document_revision r where r.document_id = p_document.id and r.kind = 'uploaded'),
    'revisions', (
      select jsonb_agg(jsonb_build_object('id', r.id, 'ord', r.ord, 'kind', r.kind, 'partyId', r.party_id,
        'sha256Hex', r.sha256_hex, 'length', r.length, 'incrementLength', r.increment_length, 'createdAt', r.created_at)
        order by r.ord)
      from public.document_revision r where r.document_id = p_document.id))
$$;
comment on function private.pipeline_document(public.document) is
  'A document with parts and revisions, as the pipeline needs it; revisions include uploaded (ord 0).';

create function public.seal_subject(p_party_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  if v_party.status = 'waiting' then
    perform private.refuse('CONSENT_MISSING', 409);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  return jsonb_build_object(
    'envelope', private.envelope_json(v_envelope), 'party', private.party_json(v_party),
    'consent', private.consent_json(p_party_id),
    'parties', (select jsonb_agg(private.party_json(p) order by p.ord) from public.party p where p.envelope_id = v_envelope.id),
    'documents', (
      select jsonb_agg(private.pipeline_document(d) || jsonb_build_object('sealed', exists (
          select from public.document_revision r where r.document_id = d.id and r.kind = 'seal' and r.party_id = p_party_id))
        order by d.ord)
      from public.document d where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null));
end;
$$;
comment on function public.seal_subject(uuid) is
  'Everything that a party''s seal needs; documents already sealed by it say so. PARTY_NOT_FOUND, CONSENT_MISSING.';

create function private.revision_allowed(
  p_envelope public.envelope, p_document public.document, p_kind public.revision_kind, p_party_id uuid,
  p_newest public.document_revision, p_report jsonb
) returns void language plpgsql stable security definer set search_path = '' as $$
begin
  if p_kind = 'stamp' then
    if p_envelope.status not in ('draft', 'awaiting_approval') then
      perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
    end if;
  elsif p_kind = 'seal' and p_document.kind = 'contract' then
    if not exists (select from public.party p where p.id = p_party_id and p.envelope_id = p_envelope.id and p.status = 'consented') then
      perform private.refuse('CONSENT_MISSING', 409);
    end if;
    -- The seal extends exactly the bytes that were consented to.
    if not exists (
      select from public.consent c join public.consent_document cd on cd.consent_id = c.id
       where c.party_id = p_party_id and cd.document_id = p_document.id and cd.sha256_hex = p_newest.sha256_hex)
    then
      perform private.refuse('DOCUMENT_CHANGED', 409);
    end if;
  elsif p_kind in ('seal', 'lta') and (p_kind = 'lta' or p_party_id is null) then
    if p_envelope.status <> 'concluding' then
      perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', p_kind, 'from', p_envelope.status));
    end if;
    -- Judged TOTAL-PASSED before it is stored: the last revision of a contract and of a certificate.
    if p_kind = 'lta' and p_report ->> 'verdict' is distinct from 'TOTAL-PASSED' then
      perform private.refuse('SEAL_NOT_PASSED', 409);
    end if;
    if p_kind = 'lta' and not exists (
      select from public.document_revision r where r.document_id = p_document.id and r.kind = 'seal') then
      perform private.refuse('SEAL_MISSING', 409);
    end if;
  else
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
end;
$$;
comment on function private.revision_allowed(public.envelope, public.document, public.revision_kind, uuid, public.document_revision, jsonb) is
  'Asserts that a revision may follow now. ENVELOPE_NOT_DRAFT, CONSENT_MISSING, DOCUMENT_CHANGED, EVENT_NOT_ALLOWED, SEAL_NOT_PASSED, SEAL_MISSING, REQUEST_INVALID.';

create function public.revision_add(p_document_id uuid, p_revision jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document;
  v_envelope public.envelope;
  v_newest public.document_revision;
  v_known public.document_revision;
  v_kind public.revision_kind;
  v_party_id uuid := (p_revision ->> 'partyId')::uuid;
begin
  select d.* into v_document from public.document d where d.id = p_document_id and d.removed_at is null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  if coalesce(p_revision ->> 'kind', '') not in ('stamp', 'seal', 'lta') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  v_kind := (p_revision ->> 'kind')::public.revision_kind;
  v_envelope := private.envelope_lock(v_document.envelope_id);
  select r.* into v_known from public.document_revision r
   where r.document_id = p_document_id and r.kind = v_kind and r.party_id is not distinct from v_party_id
   order by r.ord desc limit 1;
  if found then
    if v_known.sha256_hex is distinct from p_revision ->> 'sha256Hex' then
      perform private.refuse('REVISION_CONFLICT', 409);
    end if;
    return v_known.id;
  end if;
  v_newest := private.newest_revision(p_document_id);
  perform private.revision_allowed(v_envelope, v_document, v_kind, v_party_id, v_newest, p_revision -> 'report');
  if (p_revision ->> 'length')::bigint is distinct from v_newest.length + (p_revision ->> 'incrementLength')::bigint then
    perform private.refuse('REVISION_NOT_NEXT', 409, jsonb_build_object('after', v_newest.length));
  end if;
  return private.revision_insert(v_document, v_newest.ord + 1, v_kind, v_party_id, p_revision);
end;
$$;
comment on function public.revision_add(uuid, jsonb) is
  'Appends a stamp, seal or lta revision; idempotent by document, kind and party. DOCUMENT_NOT_FOUND, REVISION_CONFLICT, REVISION_NOT_NEXT, REQUEST_INVALID, OBJECT_UNKNOWN, OBJECT_CONFLICT and those of private.revision_allowed.';

create function public.envelope_waiting(p_envelope_id uuid, p_for text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.envelope_lock(p_envelope_id);
begin
  if p_for not in ('timestamp', 'revocation') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_envelope.waiting_for is not distinct from p_for or v_envelope.status not in ('sent', 'partly_signed', 'concluding') then
    return;
  end if;
  update public.envelope e set waiting_for = p_for where e.id = p_envelope_id returning * into v_envelope;
  if p_for is not null then
    perform private.log('{"kind": "service"}', ('waiting_for_' || p_for)::public.operation_event, v_envelope);
  end if;
end;
$$;
comment on function public.envelope_waiting(uuid, text) is
  'Says what an unfinished seal waits for (timestamp, revocation, or null = nothing any more); logged when it changes. ENVELOPE_NOT_FOUND, REQUEST_INVALID.';

create function public.party_sealed(p_party_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
  v_last boolean;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.envelope_lock(v_party.envelope_id);
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.status = 'sealed' then
    return jsonb_build_object('status', v_envelope.status);
  end if;
  if v_party.status = 'waiting' then
    perform private.refuse('CONSENT_MISSING', 409);
  end if;
  if exists (
    select from public.document d
     where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document_revision r
                        where r.document_id = d.id and r.kind = 'seal' and r.party_id = p_party_id))
  then
    perform private.refuse('SEAL_MISSING', 409);
  end if;
  update public.party p set status = 'sealed', sealed_at = now() where p.id = p_party_id returning * into v_party;
  update public.envelope e set waiting_for = null where e.id = v_envelope.id and e.waiting_for is not null;
  v_last := not exists (select from public.party p where p.envelope_id = v_envelope.id and p.status <> 'sealed');
  v_envelope := private.envelope_apply(v_envelope.id, case when v_last then 'last_party_sealed' else 'party_sealed' end,
    'service', '{"kind": "service"}', v_party);
  if v_last then
    perform private.job_queue('conclude', v_envelope.id::text, jsonb_build_object('envelopeId', v_envelope.id));
  else
    perform private.turn_begin(v_envelope);
  end if;
  return jsonb_build_object('status', v_envelope.status);
end;
$$;
comment on function public.party_sealed(uuid) is
  'Closes a party once every document bears its seal: opens the next turn, or queues the conclusion; idempotent. PARTY_NOT_FOUND, CONSENT_MISSING, SEAL_MISSING.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.seal_subject(uuid), public.revision_add(uuid, jsonb),
  public.envelope_waiting(uuid, text), public.party_sealed(uuid) from public, anon, authenticated;
grant execute on function public.seal_subject(uuid), public.revision_add(uuid, jsonb),
  public.envelope_waiting(uuid, text), public.party_sealed(uuid) to service_role;
