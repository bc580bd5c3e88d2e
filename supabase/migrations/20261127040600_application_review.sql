-- What staff do with applications: enter those that came another way, import them, decide.

create function private.application_enter(p_actor jsonb, p_case public.contract_case, p_fields jsonb) returns public.application
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_email text;
  v_received_on date;
  v_application public.application;
begin
  if p_case.paper_at is not null then
    perform private.refuse('CASE_ON_PAPER', 409);
  end if;
  v_email := private.field_required(p_fields, 'email', 254);
  if v_email !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "email"}');
  end if;
  v_received_on := private.field_date(p_fields, 'receivedOn');
  if v_received_on is null or v_received_on > private.japan_date(now()) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "receivedOn"}');
  end if;
  insert into public.application (municipality_id, case_id, source, company, principal_title, principal_name, email,
    contact_name, contact_phone, external_number, received_on, declared_at, entered_by, ip, user_agent)
  values (p_case.municipality_id, p_case.id, private.field_listed(p_fields, 'source', '{mail,external,csv}', null),
    private.field_required(p_fields, 'company', 200), private.field_text(p_fields, 'principalTitle', 'principalTitle', 200),
    private.field_required(p_fields, 'principalName', 200), v_email,
    private.field_text(p_fields, 'contactName', 'contactName', 200), private.field_text(p_fields, 'contactPhone', 'contactPhone', 50),
    private.field_text(p_fields, 'externalNumber', 'externalNumber', 100), v_received_on,
    case when private.field_flag(p_fields, 'declared', false) then v_received_on::timestamp at time zone 'Asia/Tokyo' end,
    private.staff_user(p_actor), left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512))
  returning * into v_application;
  perform private.log_municipality(p_actor, 'application_received', p_case.municipality_id, null,
    private.case_context(p_case) || jsonb_build_object('applicationId', v_application.id, 'source', v_application.source));
  return v_application;
end;
$$;
comment on function private.application_enter(jsonb, public.contract_case, jsonb) is
  'Enters an application that came by mail or from another system. CASE_ON_PAPER, FIELD_INVALID {field}.';

create function public.staff_application_enter(
  p_actor jsonb, p_case_id uuid, p_fields jsonb, p_acceptances jsonb, p_attachment_ids uuid[]
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case public.contract_case := private.staff_case(p_actor, p_case_id, '{drafter}');
  v_application public.application;
begin
  perform private.field_known(p_fields,
    '{source,receivedOn,company,principalTitle,principalName,email,contactName,contactPhone,externalNumber,declared,acceptedOn}', '');
  if exists (select from unnest(p_attachment_ids) i where not exists (
    select from public.attachment t where t.id = i and t.case_id = v_case.id and t.application_id is null
       and t.uploaded_by = private.staff_user(p_actor) and t.received_at is not null)) then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  -- What came by mail is only as good as the mail: the original is kept with it.
  if p_fields ->> 'source' = 'mail' and not exists (
    select from public.attachment t where t.id = any (p_attachment_ids) and t.kind = 'original') then
    perform private.refuse('ATTACHMENT_MISSING', 422, '{"missing": ["original"]}');
  end if;
  v_application := private.application_enter(p_actor, v_case, p_fields);
  update public.attachment t set application_id = v_application.id where t.id = any (p_attachment_ids);
  perform private.acceptances_insert(v_application, v_case, p_acceptances,
    coalesce(private.field_date(p_fields, 'acceptedOn'), v_application.received_on)::timestamp at time zone 'Asia/Tokyo', p_actor);
  return v_application.id;
end;
$$;
comment on function public.staff_application_enter(jsonb, uuid, jsonb, jsonb, uuid[]) is
  'Enters one application with its original and attachments. ATTACHMENT_NOT_FOUND, ATTACHMENT_MISSING {missing}, FIELD_UNKNOWN, REQUEST_INVALID and those of private.application_enter, private.staff_case.';

create function public.staff_application_import(p_actor jsonb, p_rows jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_row jsonb;
  v_index integer := 0;
  v_case public.contract_case;
  v_application public.application;
  v_faults jsonb := '[]';
  v_ids jsonb := '[]';
  v_detail text;
begin
  if jsonb_typeof(p_rows) is distinct from 'array' or jsonb_array_length(p_rows) not between 1 and 1000 then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  for v_row in select r from jsonb_array_elements(p_rows) with ordinality x (r, n) order by n loop
    begin
      select c.* into v_case from public.contract_case c
       where c.case_number = v_row ->> 'caseNumber' and private.has_role(v_user, c.municipality_id, c.department_id, '{drafter}')
       for update;
      if not found then
        perform private.refuse('CASE_NOT_FOUND', 404, '{"field": "caseNumber"}');
      end if;
      -- The same file imported again adds nothing.
      select a.* into v_application from public.application a
       where a.case_id = v_case.id and a.external_number is not null and a.external_number = v_row ->> 'externalNumber';
      if not found then
        v_application := private.application_enter(p_actor, v_case, v_row || '{"source": "csv"}');
        if v_row ->> 'acceptedOn' is not null then
          perform private.acceptances_insert(v_application, v_case, coalesce((
              select jsonb_agg(jsonb_build_object('law', l, 'text', v_row #>> array['acceptanceTexts', l]))
                from unnest(private.case_laws(v_case)) l), '[]'),
            private.field_date(v_row, 'acceptedOn')::timestamp at time zone 'Asia/Tokyo', p_actor);
        end if;
      end if;
      v_ids := v_ids || to_jsonb(v_application.id);
    exception when others then
      if sqlstate not like 'PT4%' then
        raise;
      end if;
      get stacked diagnostics v_detail = pg_exception_detail;
      v_faults := v_faults || jsonb_build_array(jsonb_build_object('row', v_index, 'code', sqlerrm,
        'field', case when v_detail like '{%' then v_detail::jsonb ->> 'field' end));
    end;
    v_index := v_index + 1;
  end loop;
  -- All or nothing, and every fault at once.
  if v_faults <> '[]' then
    perform private.refuse('IMPORT_FAULTY', 422, jsonb_build_object('faults', v_faults));
  end if;
  return jsonb_build_object('applicationIds', v_ids);
end;
$$;
comment on function public.staff_application_import(jsonb, jsonb) is
  'Enters up to 1,000 applications of the prefecture''s system, all or none; one already there by its external number stays. IMPORT_FAULTY {faults: [{row, code, field}]}, REQUEST_INVALID and those of private.staff_user.';

create function public.staff_application_review(p_actor jsonb, p_application_id uuid, p_decision text, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_application public.application;
  v_case public.contract_case;
  v_reason text;
  v_status text;
begin
  select a.* into v_application from public.application a where a.id = p_application_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('APPLICATION_NOT_FOUND', 404);
  end if;
  v_case := private.staff_case(p_actor, v_application.case_id, '{drafter}');
  select a.* into v_application from public.application a where a.id = p_application_id for update;
  v_status := case p_decision when 'accept' then 'accepted' when 'return' then 'returned' when 'refuse' then 'refused' end;
  if v_status is null then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_application.status = v_status then
    return;
  end if;
  if v_application.status <> 'received' then
    perform private.refuse('APPLICATION_DECIDED', 409, jsonb_build_object('status', v_application.status));
  end if;
  if v_case.paper_at is not null then
    perform private.refuse('CASE_ON_PAPER', 409);
  end if;
  if v_status = 'accepted' and exists (
    select from public.application a where a.case_id = v_case.id and a.status = 'accepted') then
    perform private.refuse('APPLICATION_ACCEPTED_ALREADY', 409);
  end if;
  v_reason := private.reason(p_reason, v_status <> 'accepted');
  update public.application a set status = v_status, review_reason = v_reason,
    reviewed_by = private.staff_user(p_actor), reviewed_at = now() where a.id = p_application_id;
  perform private.log_municipality(p_actor, ('application_' || v_status)::public.operation_event, v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_strip_nulls(jsonb_build_object('applicationId', p_application_id, 'reason', v_reason)));
  perform private.application_mail_queue(('application_' || v_status)::public.mail_kind, p_application_id, null);
end;
$$;
comment on function public.staff_application_review(jsonb, uuid, text, text) is
  'Decides on a received application: accept, return or refuse (both with a reason), and tells its address; idempotent. APPLICATION_NOT_FOUND, APPLICATION_DECIDED {status}, APPLICATION_ACCEPTED_ALREADY, CASE_ON_PAPER, REASON_MISSING, REASON_TOO_LONG, REQUEST_INVALID and those of private.staff_case.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_application_enter(jsonb, uuid, jsonb, jsonb, uuid[]),
  public.staff_application_import(jsonb, jsonb), public.staff_application_review(jsonb, uuid, text, text)
  from public, anon, authenticated;
grant execute on function public.staff_application_enter(jsonb, uuid, jsonb, jsonb, uuid[]),
  public.staff_application_import(jsonb, jsonb), public.staff_application_review(jsonb, uuid, text, text) to service_role;
