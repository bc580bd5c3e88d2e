-- Applying by the public form: what the form shows, the confirmed address, and the application itself.

create function public.application_places() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'name', m.name, 'application', r.document -> 'application') order by m.code), '[]')
    from public.municipality m
    cross join lateral private.rules_for(m.id, private.japan_date(now())) r
   where r.id is not null
$$;
comment on function public.application_places() is
  'Municipalities that take applications, and how: by the rules of today, which is all that a visitor without a case can be told.';

create function public.application_form(p_code text, p_case_number text default null) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_municipality public.municipality;
  v_case public.contract_case;
  v_rules public.municipality_rules;
begin
  select m.* into v_municipality from public.municipality m where m.code = p_code;
  if not found then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if p_case_number is null then
    v_rules := private.rules_for(v_municipality.id, private.japan_date(now()));
  else
    select c.* into v_case from public.contract_case c
     where c.municipality_id = v_municipality.id and c.case_number = p_case_number;
    if not found then
      perform private.refuse('CASE_NOT_FOUND', 404);
    end if;
    if v_case.paper_at is not null then
      perform private.refuse('CASE_ON_PAPER', 409);
    end if;
    select r.* into v_rules from public.municipality_rules r where r.id = v_case.rules_id;
  end if;
  if v_rules.id is null then
    perform private.refuse('RULES_NOT_FOUND', 404);
  end if;
  return jsonb_build_object(
    'municipality', jsonb_build_object('code', v_municipality.code, 'name', v_municipality.name),
    'rulesVersion', v_rules.version, 'application', v_rules.document -> 'application', 'texts', v_rules.document -> 'texts',
    'guarantee', v_rules.document -> 'guarantee', 'paper', v_rules.document -> 'paper',
    'case', case when v_case.id is null then null else jsonb_build_object(
      'caseNumber', v_case.case_number, 'name', v_case.name, 'caseType', v_case.case_type, 'contractKind', v_case.contract_kind,
      'departmentName', (select d.name from public.department d where d.id = v_case.department_id),
      'accepted', exists (select from public.application a where a.case_id = v_case.id and a.status = 'accepted'),
      'laws', to_jsonb(private.case_laws(v_case)),
      'demands', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'required', d.required)), '[]')
        from private.case_demands(v_case) d)) end);
end;
$$;
comment on function public.application_form(text, text) is
  'What the public form shows: terms by today''s rules, and, of a case, what its own rules demand. MUNICIPALITY_NOT_FOUND, CASE_NOT_FOUND, CASE_ON_PAPER, RULES_NOT_FOUND.';

create function public.application_code_begin(
  p_actor jsonb, p_code text, p_challenge_id uuid, p_email text, p_verifier_sha256_hex text
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_municipality_id uuid := (select m.id from public.municipality m where m.code = p_code);
  v_email text := private.field_text(jsonb_build_object('email', p_email), 'email', 'email', 254);
  v_challenge private.mail_challenge;
begin
  perform private.contractor(p_actor);
  if v_municipality_id is null then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if coalesce(v_email, '') !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "email"}');
  end if;
  -- An address that nobody confirmed is nobody's record.
  update private.mail_challenge h set email = null
   where h.confirmed_at is null and h.email is not null and h.created_at < now() - interval '1 day';
  insert into private.mail_challenge (id, municipality_id, email, verifier_sha256_hex)
  values (p_challenge_id, v_municipality_id, v_email, p_verifier_sha256_hex) returning * into v_challenge;
  perform private.application_mail_queue('application_code', null, v_challenge.id);
  return jsonb_build_object('challengeId', v_challenge.id, 'expiresAt', v_challenge.expires_at);
end;
$$;
comment on function public.application_code_begin(jsonb, text, uuid, text, text) is
  'Begins to confirm an address and queues the mail with its code, good for 15 minutes: {challengeId, expiresAt}. MUNICIPALITY_NOT_FOUND, FIELD_INVALID {field}, ACTOR_INVALID.';

create function public.application_code_confirm(
  p_challenge_id uuid, p_verifier_sha256_hex text, p_ticket_sha256_hex text
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_challenge private.mail_challenge;
begin
  select h.* into v_challenge from private.mail_challenge h where h.id = p_challenge_id for update;
  -- A refusal would undo the count of attempts with everything else, so the outcome is an answer.
  if not found or v_challenge.confirmed_at is not null or now() >= v_challenge.expires_at then
    return '{"status": "expired"}';
  end if;
  if v_challenge.attempts >= 5 then
    return '{"status": "locked"}';
  end if;
  if v_challenge.verifier_sha256_hex <> p_verifier_sha256_hex then
    update private.mail_challenge h set attempts = h.attempts + 1 where h.id = p_challenge_id;
    return jsonb_build_object('status', 'wrong', 'left', 4 - v_challenge.attempts);
  end if;
  update private.mail_challenge h set confirmed_at = now(), ticket_sha256_hex = p_ticket_sha256_hex,
    ticket_expires_at = now() + interval '24 hours' where h.id = p_challenge_id returning * into v_challenge;
  return jsonb_build_object('status', 'confirmed', 'email', v_challenge.email, 'expiresAt', v_challenge.ticket_expires_at);
end;
$$;
comment on function public.application_code_confirm(uuid, text, text) is
  'Confirms an address by its code: {status: confirmed, email, expiresAt} and a ticket good for 24 hours; or {status: wrong, left}, locked after five wrong ones, expired.';

create function private.acceptance_text(p_case public.contract_case, p_text text) returns text
language sql stable security definer set search_path = '' as $$
  select replace(replace(replace(replace(p_text, '{municipalityName}', m.name), '{caseName}', p_case.name),
      '{method}', r.document #>> '{texts,method}'), '{fileFormat}', r.document #>> '{texts,fileFormat}')
    from public.municipality m, public.municipality_rules r
   where m.id = p_case.municipality_id and r.id = p_case.rules_id
$$;
comment on function private.acceptance_text(public.contract_case, text) is
  'The words of a 承諾 with the values of the case and its rules in the place of {municipalityName}, {caseName}, {method}, {fileFormat}.';

create function private.acceptances_insert(
  p_application public.application, p_case public.contract_case, p_acceptances jsonb, p_accepted_at timestamptz, p_actor jsonb
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_law text;
begin
  for v_law in
    select a ->> 'law' from jsonb_array_elements(coalesce(p_acceptances, '[]')) a
     where a ->> 'law' <> all (private.case_laws(p_case)) or coalesce(a ->> 'text', '') = ''
  loop
    perform private.refuse('REQUEST_INVALID', 400, jsonb_build_object('law', v_law));
  end loop;
  insert into public.electronic_method_acceptance (municipality_id, case_id, application_id, law, text_shown, rules_version,
    accepted_at, giver_company, giver_name, giver_email, recorded_by, ip, user_agent)
  select p_case.municipality_id, p_case.id, p_application.id, a ->> 'law', private.acceptance_text(p_case, a ->> 'text'),
    (select r.version from public.municipality_rules r where r.id = p_case.rules_id), p_accepted_at,
    p_application.company, p_application.principal_name, p_application.email, p_application.entered_by,
    p_application.ip, p_application.user_agent
  from jsonb_array_elements(coalesce(p_acceptances, '[]')) a;
end;
$$;
comment on function private.acceptances_insert(public.application, public.contract_case, jsonb, timestamptz, jsonb) is
  'Records the 承諾 given with an application, one row a law. REQUEST_INVALID {law} for one that the case does not trigger.';

create function public.application_submit(
  p_actor jsonb, p_ticket_sha256_hex text, p_fields jsonb, p_acceptances jsonb, p_attachment_ids uuid[]
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_challenge private.mail_challenge := private.ticket(p_ticket_sha256_hex);
  v_case public.contract_case;
  v_rules public.municipality_rules;
  v_application public.application;
  v_missing text[];
begin
  perform private.contractor(p_actor);
  select a.* into v_application from public.application a where a.challenge_id = v_challenge.id;
  if found then
    return jsonb_build_object('applicationId', v_application.id, 'receivedAt', v_application.created_at);
  end if;
  perform private.field_known(p_fields,
    '{caseNumber,company,principalTitle,principalName,email,contactName,contactPhone,declared,termsAgreed}', '');
  select c.* into v_case from public.contract_case c
   where c.municipality_id = v_challenge.municipality_id and c.case_number = p_fields ->> 'caseNumber' for update;
  if not found then
    perform private.refuse('CASE_NOT_FOUND', 404);
  end if;
  if v_case.paper_at is not null then
    perform private.refuse('CASE_ON_PAPER', 409);
  end if;
  select r.* into v_rules from public.municipality_rules r where r.id = v_case.rules_id;
  if not v_rules.document #> '{application,channels}' ? 'form' then
    perform private.refuse('APPLICATION_FORM_CLOSED', 409);
  end if;
  if exists (select from public.application a where a.case_id = v_case.id and a.status = 'accepted') then
    perform private.refuse('APPLICATION_ACCEPTED_ALREADY', 409);
  end if;
  if private.field_text(p_fields, 'email', 'email', 254) is distinct from v_challenge.email then
    perform private.refuse('EMAIL_NOT_CONFIRMED', 403);
  end if;
  if not private.field_flag(p_fields, 'termsAgreed', false) or not private.field_flag(p_fields, 'declared', false) then
    perform private.refuse('DECLARATION_MISSING', 422);
  end if;
  select coalesce(array_agg(l order by l), '{}') into v_missing from unnest(private.case_laws(v_case)) l
   where not exists (select from jsonb_array_elements(coalesce(p_acceptances, '[]')) a where a ->> 'law' = l);
  if v_missing <> '{}' then
    perform private.refuse('ACCEPTANCE_MISSING', 422, jsonb_build_object('laws', v_missing));
  end if;
  if exists (select from unnest(p_attachment_ids) i where not exists (
    select from public.attachment t where t.id = i and t.challenge_id = v_challenge.id and t.case_id = v_case.id
       and t.received_at is not null and t.application_id is null)) then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  select coalesce(array_agg(d.name), '{}') into v_missing from private.case_demands(v_case) d
   where d.required and not exists (
     select from public.attachment t where t.id = any (p_attachment_ids) and t.kind = d.id);
  if v_missing <> '{}' then
    perform private.refuse('ATTACHMENT_MISSING', 422, jsonb_build_object('missing', v_missing));
  end if;
  -- A corrected application takes the place of what the same address sent before.
  update public.application a set status = 'superseded'
   where a.case_id = v_case.id and a.email = v_challenge.email and a.status in ('received', 'returned');
  insert into public.application (municipality_id, case_id, source, company, principal_title, principal_name, email,
    contact_name, contact_phone, received_on, declared_at, email_confirmed_at, challenge_id, ip, user_agent)
  values (v_case.municipality_id, v_case.id, 'form', private.field_required(p_fields, 'company', 200),
    private.field_text(p_fields, 'principalTitle', 'principalTitle', 200), private.field_required(p_fields, 'principalName', 200),
    v_challenge.email, private.field_text(p_fields, 'contactName', 'contactName', 200),
    private.field_text(p_fields, 'contactPhone', 'contactPhone', 50), private.japan_date(now()), now(),
    v_challenge.confirmed_at, v_challenge.id, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512))
  returning * into v_application;
  update public.attachment t set application_id = v_application.id where t.id = any (p_attachment_ids);
  perform private.acceptances_insert(v_application, v_case, p_acceptances, now(), p_actor);
  perform private.log_municipality(p_actor, 'application_received', v_case.municipality_id,
    concat_ws(' ', v_application.company, v_application.principal_name),
    private.case_context(v_case) || jsonb_build_object('applicationId', v_application.id, 'source', 'form'));
  perform private.application_mail_queue('application_received', v_application.id, null);
  perform private.application_mail_queue('application_received_staff', v_application.id, null, v_case.created_by);
  return jsonb_build_object('applicationId', v_application.id, 'receivedAt', v_application.created_at);
end;
$$;
comment on function public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) is
  'Takes an application from the form, with its 承諾 and attachments, and queues the receipt; idempotent by ticket. CASE_NOT_FOUND, CASE_ON_PAPER, APPLICATION_FORM_CLOSED, APPLICATION_ACCEPTED_ALREADY, EMAIL_NOT_CONFIRMED, DECLARATION_MISSING, ACCEPTANCE_MISSING {laws}, ATTACHMENT_NOT_FOUND, ATTACHMENT_MISSING {missing: names}, FIELD_INVALID, FIELD_UNKNOWN, REQUEST_INVALID, ACTOR_INVALID.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.application_places(), public.application_form(text, text),
  public.application_code_begin(jsonb, text, uuid, text, text), public.application_code_confirm(uuid, text, text),
  public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) from public, anon, authenticated;
grant execute on function public.application_places(), public.application_form(text, text),
  public.application_code_begin(jsonb, text, uuid, text, text), public.application_code_confirm(uuid, text, text),
  public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) to service_role;
