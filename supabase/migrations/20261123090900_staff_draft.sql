-- Staff make a draft: fields of the envelope and its two parties.

create function private.field_text(p_fields jsonb, p_key text, p_field text, p_max integer) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_text text;
begin
  if jsonb_typeof(p_fields -> p_key) not in ('string', 'null') then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_field));
  end if;
  -- U+3000 is what a Japanese keyboard's space bar gives.
  v_text := nullif(btrim(p_fields ->> p_key, E' \t\r\n\u3000'), '');
  if v_text ~ '[\u0001-\u001f\u007f-\u009f]' or char_length(v_text) > p_max then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_field));
  end if;
  return v_text;
end;
$$;
comment on function private.field_text(jsonb, text, text, integer) is
  'A text field: trimmed, empty = null, no control characters, at most so many characters. FIELD_INVALID.';

create function private.field_date(p_fields jsonb, p_key text) returns date
language plpgsql stable set search_path = '' as $$
declare
  v_text text := private.field_text(p_fields, p_key, p_key, 10);
begin
  if v_text is not null and v_text !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
  end if;
  return v_text::date;
exception when datetime_field_overflow or invalid_datetime_format then
  perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
end;
$$;
comment on function private.field_date(jsonb, text) is 'A calendar date YYYY-MM-DD or null. FIELD_INVALID.';

create function private.field_uuid(p_fields jsonb, p_key text, p_field text) returns uuid
language plpgsql stable set search_path = '' as $$
declare
  v_text text := private.field_text(p_fields, p_key, p_field, 36);
begin
  return v_text::uuid;
exception when invalid_text_representation then
  perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_field));
end;
$$;
comment on function private.field_uuid(jsonb, text, text) is 'A UUID or null. FIELD_INVALID.';

create function private.field_known(p_fields jsonb, p_keys text[], p_prefix text) returns void
language plpgsql stable set search_path = '' as $$
declare
  v_key text;
begin
  if jsonb_typeof(p_fields) is distinct from 'object' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  for v_key in select k from jsonb_object_keys(p_fields) k loop
    if v_key <> all (p_keys) then
      perform private.refuse('FIELD_UNKNOWN', 422, jsonb_build_object('field', left(p_prefix || v_key, 100)));
    end if;
  end loop;
end;
$$;
comment on function private.field_known(jsonb, text[], text) is 'Refuses keys that are not fields. REQUEST_INVALID, FIELD_UNKNOWN.';

create function private.draft_department(p_user_id uuid, p_department_id uuid) returns public.department
language plpgsql stable security definer set search_path = '' as $$
declare
  v_department public.department;
begin
  select d.* into v_department from public.department d
   where (p_department_id is null or d.id = p_department_id)
     and private.has_role(p_user_id, d.municipality_id, d.id, '{drafter}')
   order by exists (
     select from public.membership m where m.user_id = p_user_id and m.active and m.department_id = d.id) desc, d.name
   limit 1;
  if found then
    return v_department;
  end if;
  if exists (select from public.department d
              where (p_department_id is null or d.id = p_department_id)
                and private.has_role(p_user_id, d.municipality_id, d.id, null)) then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["drafter"]}');
  end if;
  perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
end;
$$;
comment on function private.draft_department(uuid, uuid) is
  'The department a draft is made in: the one named, else the drafter''s own. DEPARTMENT_NOT_FOUND, ROLE_MISSING.';

create function public.staff_envelope_save(p_actor jsonb, p_envelope_id uuid, p_fields jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_contractor jsonb := coalesce(nullif(p_fields -> 'contractor', 'null'), '{}');
  v_own jsonb := coalesce(nullif(p_fields -> 'municipality', 'null'), '{}');
  v_department public.department;
  v_signer public.municipality_signer;
  v_signer_id uuid;
  v_envelope public.envelope;
  v_amount numeric;
  v_email text;
  v_order public.sign_order;
begin
  perform private.field_known(p_fields, '{title,departmentId,caseId,counterpartyName,transactionOn,amountKind,amountJpy,contractOn,deadlineOn,signOrder,contractor,municipality}', '');
  perform private.field_known(v_contractor, '{company,title,principalName,email}', 'contractor.');
  perform private.field_known(v_own, '{signerId}', 'municipality.');

  if p_envelope_id is not null then
    v_envelope := private.staff_draft(p_actor, p_envelope_id);
  end if;
  v_department := private.draft_department(v_user,
    coalesce(private.field_uuid(p_fields, 'departmentId', 'departmentId'), v_envelope.department_id));
  if p_envelope_id is not null and v_department.municipality_id <> v_envelope.municipality_id then
    perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
  end if;

  v_signer_id := private.field_uuid(v_own, 'signerId', 'municipality.signerId');
  if v_signer_id is not null then
    select s.* into v_signer from public.municipality_signer s
     where s.id = v_signer_id and s.active and s.municipality_id = v_department.municipality_id
       and (s.department_id is null or s.department_id = v_department.id);
    if not found then
      perform private.refuse('SIGNER_NOT_FOUND', 404);
    end if;
  end if;

  if coalesce(p_fields ->> 'amountKind', 'fixed') not in ('fixed', 'unit_price') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountKind"}');
  end if;
  if coalesce(p_fields ->> 'signOrder', 'contractor_first') not in ('contractor_first', 'municipality_first') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "signOrder"}');
  end if;
  v_order := coalesce(p_fields ->> 'signOrder', 'contractor_first')::public.sign_order;
  if jsonb_typeof(p_fields -> 'amountJpy') not in ('number', 'null') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountJpy"}');
  end if;
  v_amount := (p_fields ->> 'amountJpy')::numeric;
  if v_amount <> trunc(v_amount) or v_amount not between 0 and 9999999999999 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountJpy"}');
  end if;
  if p_fields ->> 'amountKind' = 'unit_price' then
    v_amount := null;
  end if;
  v_email := private.field_text(v_contractor, 'email', 'contractor.email', 254);
  if v_email !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "contractor.email"}');
  end if;

  if p_envelope_id is null then
    insert into public.envelope (municipality_id, department_id, created_by)
    values (v_department.municipality_id, v_department.id, v_user) returning * into v_envelope;
    insert into public.party (envelope_id, municipality_id, ord, kind)
    values (v_envelope.id, v_envelope.municipality_id, 1, 'contractor'),
           (v_envelope.id, v_envelope.municipality_id, 2, 'municipality');
  end if;

  update public.envelope e set
    department_id = v_department.id,
    title = private.field_text(p_fields, 'title', 'title', 200),
    counterparty_name = private.field_text(p_fields, 'counterpartyName', 'counterpartyName', 200),
    transaction_on = private.field_date(p_fields, 'transactionOn'),
    amount_kind = (p_fields ->> 'amountKind')::public.amount_kind,
    amount_jpy = v_amount,
    contract_on = private.field_date(p_fields, 'contractOn'),
    deadline_on = private.field_date(p_fields, 'deadlineOn'),
    sign_order = v_order
  where e.id = v_envelope.id returning * into v_envelope;
  perform private.envelope_case(p_actor, v_envelope, p_fields);

  update public.party p set
    ord = case v_order when 'contractor_first' then 1 else 2 end,
    company = private.field_text(v_contractor, 'company', 'contractor.company', 200),
    title = private.field_text(v_contractor, 'title', 'contractor.title', 200),
    principal_name = private.field_text(v_contractor, 'principalName', 'contractor.principalName', 200),
    email = v_email
  where p.envelope_id = v_envelope.id and p.kind = 'contractor';
  -- The signer's words are copied: a later change of office must not rewrite a contract.
  update public.party p set
    ord = case v_order when 'contractor_first' then 2 else 1 end,
    company = m.name, municipality_signer_id = v_signer_id, title = v_signer.title, principal_name = v_signer.principal_name
  from public.municipality m
  where p.envelope_id = v_envelope.id and p.kind = 'municipality' and m.id = v_envelope.municipality_id;

  perform private.log(p_actor, 'envelope_saved', v_envelope, p_context => jsonb_build_object('created', p_envelope_id is null));
  return v_envelope.id;
end;
$$;
comment on function public.staff_envelope_save(jsonb, uuid, jsonb) is
  'Creates (id null) or replaces the fields of a draft. FIELD_INVALID {field}, FIELD_UNKNOWN {field}, REQUEST_INVALID, DEPARTMENT_NOT_FOUND, SIGNER_NOT_FOUND, CASE_NOT_FOUND, ENVELOPE_NOT_FOUND, ENVELOPE_NOT_DRAFT, ROLE_MISSING, SECOND_FACTOR_REQUIRED, ACTOR_INVALID.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_envelope_save(jsonb, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.staff_envelope_save(jsonb, uuid, jsonb) to service_role;
