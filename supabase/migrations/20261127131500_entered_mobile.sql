-- The mobile number with an application that staff enter or import (L5): where the rules send the signer's code by SMS it
-- is demanded as on the public form; what nothing will use is not kept.

create or replace function private.application_enter(p_actor jsonb, p_case public.contract_case, p_fields jsonb) returns public.application
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_email text;
  v_received_on date;
  v_mobile text := private.mobile_field(p_fields);
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
  if v_mobile is null and private.mobile_wanted(p_case) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "mobile"}');
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
  if private.mobile_wanted(p_case) then
    perform private.mobile_put(v_application.id, v_mobile, private.staff_user(p_actor));
    perform private.log_municipality(p_actor, 'mobile_saved', p_case.municipality_id, null,
      private.case_context(p_case) || jsonb_build_object('applicationId', v_application.id, 'after', right(v_mobile, 4)));
  end if;
  return v_application;
end;
$$;
comment on function private.application_enter(jsonb, public.contract_case, jsonb) is
  'Enters an application that came by mail or from another system, with its mobile number where the rules send the signer''s code by SMS. CASE_ON_PAPER, FIELD_INVALID {field}.';

create or replace function public.staff_application_enter(
  p_actor jsonb, p_case_id uuid, p_fields jsonb, p_acceptances jsonb, p_attachment_ids uuid[]
) returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case public.contract_case := private.staff_case(p_actor, p_case_id, '{drafter}');
  v_application public.application;
begin
  perform private.field_known(p_fields,
    '{source,receivedOn,company,principalTitle,principalName,email,contactName,contactPhone,mobile,externalNumber,declared,acceptedOn}', '');
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
