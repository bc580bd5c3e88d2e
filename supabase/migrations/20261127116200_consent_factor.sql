-- A consent says what was entered for it, and there is none without it (L5, L6): the code is checked in the very
-- transaction that consents to these hashes, so that nothing entered before, or by another, can be used again.

alter table public.consent add column factor text check (factor in ('access_code', 'mail_code', 'totp'));
comment on column public.consent.factor is
  'What was entered beside link or password: access_code and totp are second factors, mail_code is 「メール認証（再確認）」; null = nothing, or a consent of before this was kept.';
grant select (factor) on public.consent to authenticated, service_role;

create function private.consent_factor() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_method text;
begin
  select p.* into v_party from public.party p where p.id = new.party_id;
  v_method := private.signer_factor(v_party);
  new.factor := case when new.method = 'account_totp' then 'totp' when v_method <> 'none' then v_method end;
  if v_method <> 'none' and (private.current_code(new.party_id, v_method)).used_at is distinct from now() then
    perform private.refuse('FACTOR_MISSING', 403, jsonb_build_object('method', v_method));
  end if;
  return new;
end;
$$;
comment on function private.consent_factor() is
  'Writes into a consent what was entered for it, and refuses one without what the rules demand, entered in this transaction. FACTOR_MISSING {method}.';
create trigger consent_factor before insert on public.consent
  for each row execute function private.consent_factor();

create function private.factor_check(p_envelope public.envelope, p_party public.party, p_proof jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_method text := private.signer_factor(p_party);
  v_code public.signer_code := private.current_code(p_party.id, v_method);
begin
  if v_method = 'none' then
    return null;
  end if;
  if p_proof ->> 'verifierSha256Hex' is null then
    perform private.refuse('FACTOR_MISSING', 403, jsonb_build_object('method', v_method));
  end if;
  if v_code.id is null or v_code.id::text is distinct from p_proof ->> 'codeId' or now() >= v_code.expires_at then
    return jsonb_build_object('factor', 'expired', 'method', v_method);
  end if;
  if v_code.attempts >= 5 then
    return jsonb_build_object('factor', 'locked', 'method', v_method);
  end if;
  if v_code.verifier_sha256_hex <> p_proof ->> 'verifierSha256Hex' then
    update public.signer_code c set attempts = c.attempts + 1 where c.id = v_code.id returning * into v_code;
    if v_code.attempts < 5 then
      return jsonb_build_object('factor', 'wrong', 'method', v_method, 'left', 5 - v_code.attempts);
    end if;
    if v_method = 'access_code' then
      perform private.log('{"kind": "service"}', 'access_code_locked', p_envelope, p_party);
      perform private.mail_queue('access_code_locked_staff', p_envelope.id, null, p_envelope.created_by);
    end if;
    return jsonb_build_object('factor', 'locked', 'method', v_method);
  end if;
  update public.signer_code c set used_at = now() where c.id = v_code.id;
  return null;
end;
$$;
comment on function private.factor_check(public.envelope, public.party, jsonb) is
  'Checks what a contractor entered {codeId, verifierSha256Hex}: null where it is right or nothing is asked for, else {factor: wrong|locked|expired, method, left}. FACTOR_MISSING {method} where nothing was entered.';

create function public.link_consent_proven(p_token_sha256_hex text, p_actor jsonb, p_documents jsonb, p_operator jsonb, p_proof jsonb)
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_stopped jsonb;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  if v_party.status = 'waiting' then
    perform private.turn_required(v_envelope, v_party);
    -- A refusal would undo the count of attempts with everything else, so the outcome is an answer.
    v_stopped := private.factor_check(v_envelope, v_party, p_proof);
    if v_stopped is not null then
      return v_stopped;
    end if;
  end if;
  return public.link_consent(p_token_sha256_hex, p_actor, p_documents, p_operator);
end;
$$;
comment on function public.link_consent_proven(text, jsonb, jsonb, jsonb, jsonb) is
  'The contractor''s consent with what the rules demand beside the link; p_proof null where nothing is. {status}, or {factor: wrong|locked|expired, method, left} and no consent. FACTOR_MISSING {method} and those of public.link_consent.';

create or replace function private.consent_json(p_party_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', c.id, 'consentedAt', c.consented_at, 'method', c.method, 'factor', c.factor, 'ip', c.ip,
    'userAgent', c.user_agent, 'operatorKind', c.operator_kind, 'operatorName', c.operator_name, 'authority', nullif(concat_ws(' ', c.authority, c.decision_number), ''),
    'documents', (
      select jsonb_agg(jsonb_build_object('documentId', d.document_id, 'sha256Hex', d.sha256_hex,
        'stampSha256Hex', d.stamp_sha256_hex)) from public.consent_document d where d.consent_id = c.id))
  from public.consent c where c.party_id = p_party_id
$$;

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_consent_proven(text, jsonb, jsonb, jsonb, jsonb) from public, anon, authenticated;
grant execute on function public.link_consent_proven(text, jsonb, jsonb, jsonb, jsonb) to service_role;
