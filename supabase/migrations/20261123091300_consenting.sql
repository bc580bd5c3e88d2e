-- Consent: by link or by account, once, naming the exact bytes.

create function private.consent_add(
  p_envelope public.envelope, p_party public.party, p_actor jsonb, p_documents jsonb, p_method text,
  p_operator_kind public.operator_kind, p_operator_name text, p_operator_user_id uuid, p_authority text, p_decision_number text default null
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_consent_id uuid;
  v_party public.party;
begin
  if jsonb_typeof(p_documents) is distinct from 'array' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  -- What was shown must be what is newest, every document once, and nothing else.
  if (select jsonb_agg(jsonb_build_array(d.id::text, (private.newest_revision(d.id)).sha256_hex) order by d.id::text)
        from public.document d
       where d.envelope_id = p_envelope.id and d.kind = 'contract' and d.removed_at is null)
    is distinct from
     (select jsonb_agg(jsonb_build_array(x ->> 'documentId', x ->> 'sha256Hex') order by x ->> 'documentId')
        from jsonb_array_elements(p_documents) x)
  then
    perform private.refuse('DOCUMENT_CHANGED', 409);
  end if;
  insert into public.consent (party_id, envelope_id, municipality_id, method, ip, user_agent,
    operator_kind, operator_name, operator_user_id, authority, decision_number)
  values (p_party.id, p_envelope.id, p_envelope.municipality_id, p_method, left(p_actor ->> 'ip', 64),
    left(p_actor ->> 'userAgent', 512), p_operator_kind, p_operator_name, p_operator_user_id, p_authority, p_decision_number)
  returning id into v_consent_id;
  insert into public.consent_document (consent_id, document_id, sha256_hex, stamp_sha256_hex)
  select v_consent_id, d.id, (private.newest_revision(d.id)).sha256_hex, s.sha256_hex
    from public.document d
    join public.document_revision s on s.document_id = d.id and s.kind = 'stamp'
   where d.envelope_id = p_envelope.id and d.kind = 'contract' and d.removed_at is null;
  update public.party p set status = 'consented', consented_at = now() where p.id = p_party.id returning * into v_party;
  perform private.log(p_actor, 'consented', p_envelope, v_party, p_context => jsonb_strip_nulls(jsonb_build_object(
    'method', p_method, 'operatorKind', p_operator_kind, 'operatorName', p_operator_name, 'authority', p_authority,
    'decisionNumber', p_decision_number,
    'documents', p_documents)));
  perform private.job_queue('seal_party', p_party.id::text, jsonb_build_object('partyId', p_party.id));
  return jsonb_build_object('status', v_party.status);
end;
$$;
comment on function private.consent_add(public.envelope, public.party, jsonb, jsonb, text, public.operator_kind, text, uuid, text, text) is
  'Writes the consent under the envelope''s lock and queues its seal. DOCUMENT_CHANGED, REQUEST_INVALID.';

create function public.link_consent(p_token_sha256_hex text, p_actor jsonb, p_documents jsonb, p_operator jsonb)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_progress private.signing_progress;
  v_unfinished text[];
  v_kind text := p_operator ->> 'kind';
  v_name text;
begin
  perform private.contractor(p_actor);
  -- Read again under the lock: of two taps the second finds the first one's consent.
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.status <> 'waiting' then
    return jsonb_build_object('status', v_party.status);
  end if;
  perform private.turn_required(v_envelope, v_party);
  v_name := private.field_text(p_operator, 'name', 'operatorName', 200);
  if coalesce(v_kind, '') not in ('principal', 'delegate') or v_kind = 'delegate' and v_name is null then
    perform private.refuse('OPERATOR_INVALID', 422);
  end if;
  select s.* into v_progress from private.signing_progress s where s.party_id = v_party.id;
  select array_agg(c.item order by c.n) into v_unfinished from (values
    (1, 'documents', exists (
      select from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null
         and d.id <> all (coalesce(v_progress.opened_document_ids, '{}')))),
    (2, 'note', not coalesce(v_progress.note_read, false)),
    (3, 'principal', not coalesce(v_progress.principal_confirmed, false))
  ) c (n, item, unfinished) where c.unfinished;
  if v_unfinished is not null then
    perform private.refuse('CHECKLIST_UNFINISHED', 409, jsonb_build_object('items', v_unfinished));
  end if;
  return private.consent_add(v_envelope, v_party, p_actor, p_documents, 'mail_link',
    v_kind::public.operator_kind, case v_kind when 'delegate' then v_name end, null, null);
end;
$$;
comment on function public.link_consent(text, jsonb, jsonb, jsonb) is
  'The contractor''s consent; idempotent: {status}. CHECKLIST_UNFINISHED {items}, OPERATOR_INVALID, DOCUMENT_CHANGED, REQUEST_INVALID, ACTOR_INVALID, those of private.turn_required and of private.link_party.';

create function public.staff_consent(p_actor jsonb, p_party_id uuid, p_documents jsonb, p_operator jsonb)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_party public.party;
  v_envelope public.envelope;
  v_totp_at timestamptz;
  v_authority text;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_party.envelope_id, '{signer}');
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.kind <> 'municipality' then
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  if v_party.status <> 'waiting' then
    return jsonb_build_object('status', v_party.status);
  end if;
  perform private.turn_required(v_envelope, v_party);
  begin
    v_totp_at := (p_actor ->> 'totpAt')::timestamptz;
  exception when datetime_field_overflow or invalid_datetime_format then
    perform private.refuse('ACTOR_INVALID', 400);
  end;
  if v_totp_at is null or v_totp_at < now() - interval '5 minutes' or v_totp_at > now() + interval '1 minute' then
    perform private.refuse('SECOND_FACTOR_STALE', 403);
  end if;
  v_authority := private.field_text(p_operator, 'authority', 'authority', 200);
  if v_authority is null then
    perform private.refuse('OPERATOR_INVALID', 422);
  end if;
  perform private.signer_apart(v_envelope, v_user);
  return private.consent_add(v_envelope, v_party, p_actor, p_documents, 'account_totp', 'delegate',
    (select m.display_name from public.membership m
      where m.user_id = v_user and m.municipality_id = v_envelope.municipality_id and m.active
      order by m.role = 'signer' desc, m.created_at limit 1),
    v_user, v_authority, private.field_text(p_operator, 'decisionNumber', 'decisionNumber', 100));
end;
$$;
comment on function public.staff_consent(jsonb, uuid, jsonb, jsonb) is
  'The municipality''s consent by a signer with a second-factor code at most five minutes old; idempotent: {status}. SECOND_FACTOR_STALE, OPERATOR_INVALID (no authority), SAME_PERSON, DOCUMENT_CHANGED, PARTY_NOT_FOUND, those of private.turn_required and of private.staff_envelope.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_consent(text, jsonb, jsonb, jsonb), public.staff_consent(jsonb, uuid, jsonb, jsonb)
  from public, anon, authenticated;
grant execute on function public.link_consent(text, jsonb, jsonb, jsonb), public.staff_consent(jsonb, uuid, jsonb, jsonb)
  to service_role;
