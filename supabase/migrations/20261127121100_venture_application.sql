-- Each member of a 共同企業体 applies for itself: its own company, 名義人, address, declaration and 承諾 (M13, L9).

drop index public.application_accepted_once;
create unique index application_accepted_once on public.application (case_id, coalesce(member_id, case_id)) where status = 'accepted';
-- M13: one address, one signer.
create unique index application_address_once on public.application (case_id, lower(email)) where status = 'accepted';

create function private.case_settled(p_case public.contract_case) returns boolean
language sql stable security definer set search_path = '' as $$
  select (select count(*) from public.application a where a.case_id = p_case.id and a.status = 'accepted')
    >= greatest(1, (select count(*) from public.case_member m where m.case_id = p_case.id and m.ord is not null))
$$;
comment on function private.case_settled(public.contract_case) is
  'Whether the application of a case, or of every member of its 共同企業体, is accepted.';

create function private.member_address_free(p_case public.contract_case, p_email text, p_company text) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_case.venture_name is not null and exists (
    select from public.application a
     where a.case_id = p_case.id and a.status in ('received', 'accepted') and lower(a.email) = lower(p_email)
       and translate(a.company, E' \u3000', '') <> translate(p_company, E' \u3000', '')) then
    perform private.refuse('MEMBER_ADDRESS_TAKEN', 422, '{"field": "email"}');
  end if;
end;
$$;
comment on function private.member_address_free(public.contract_case, text, text) is
  'Asserts that no other company of a 共同企業体 applied with this address. MEMBER_ADDRESS_TAKEN {field}.';

create function private.application_member() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_case public.contract_case;
begin
  select c.* into v_case from public.contract_case c where c.id = new.case_id;
  if new.status = 'received' then
    perform private.member_address_free(v_case, new.email, new.company);
  end if;
  if new.status = 'accepted' and (v_case.venture_name is null) <> (new.member_id is null)
    or new.member_id is not null and not exists (
      select from public.case_member m where m.id = new.member_id and m.case_id = new.case_id and m.ord is not null) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "memberId"}');
  end if;
  if new.status = 'accepted' and exists (
    select from public.application a where a.case_id = new.case_id and a.status = 'accepted' and a.id <> new.id
       and a.member_id is distinct from new.member_id and lower(a.email) = lower(new.email)) then
    perform private.refuse('MEMBER_ADDRESS_TAKEN', 422, '{"field": "email"}');
  end if;
  return new;
end;
$$;
comment on function private.application_member() is
  'Holds for every writer: an application of a 共同企業体 is accepted as that of one of its members, and no two members share an address. FIELD_INVALID {field: memberId}, MEMBER_ADDRESS_TAKEN {field}.';
create trigger application_member before insert or update of status, member_id on public.application
  for each row execute function private.application_member();

create or replace function public.application_form(p_code text, p_case_number text default null) returns jsonb
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
      'accepted', private.case_settled(v_case), 'venture', v_case.venture_name is not null,
      'laws', to_jsonb(private.case_laws(v_case)),
      'demands', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'required', d.required and v_case.venture_name is null)), '[]')
        from private.case_demands(v_case) d)) end);
end;
$$;
comment on function public.application_form(text, text) is
  'What the public form shows: terms by today''s rules, and, of a case, what its own rules demand; of one of a 共同企業体 nothing of any one member alone. MUNICIPALITY_NOT_FOUND, CASE_NOT_FOUND, CASE_ON_PAPER, RULES_NOT_FOUND.';

create or replace function public.application_submit(
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
  if private.case_settled(v_case) then
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
   where d.required and v_case.venture_name is null and not exists (
     select from public.attachment t where t.id = any (p_attachment_ids) and t.kind = d.id);
  if v_missing <> '{}' then
    perform private.refuse('ATTACHMENT_MISSING', 422, jsonb_build_object('missing', v_missing));
  end if;
  perform private.member_address_free(v_case, v_challenge.email, p_fields ->> 'company');
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
  'Takes an application from the form, with its 承諾 and attachments, and queues the receipt; idempotent by ticket. CASE_NOT_FOUND, CASE_ON_PAPER, APPLICATION_FORM_CLOSED, APPLICATION_ACCEPTED_ALREADY, EMAIL_NOT_CONFIRMED, DECLARATION_MISSING, ACCEPTANCE_MISSING {laws}, ATTACHMENT_NOT_FOUND, ATTACHMENT_MISSING {missing: names}, MEMBER_ADDRESS_TAKEN {field}, FIELD_INVALID, FIELD_UNKNOWN, REQUEST_INVALID, ACTOR_INVALID.';

create or replace function public.staff_application_review(p_actor jsonb, p_application_id uuid, p_decision text, p_reason text) returns void
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
    select from public.application a
     where a.case_id = v_case.id and a.status = 'accepted' and a.member_id is not distinct from v_application.member_id) then
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
  'Decides on a received application: accept, return or refuse (both with a reason), and tells its address; idempotent. APPLICATION_NOT_FOUND, APPLICATION_DECIDED {status}, APPLICATION_ACCEPTED_ALREADY, CASE_ON_PAPER, REASON_MISSING, REASON_TOO_LONG, REQUEST_INVALID and those of private.staff_case and of private.application_member.';

create function public.staff_application_accept_member(p_actor jsonb, p_application_id uuid, p_member_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.staff_user(p_actor);
  -- Who may do this, and whether it can be decided at all, is asked by the review; its refusal undoes this.
  update public.application a set member_id = p_member_id where a.id = p_application_id and a.status = 'received';
  perform public.staff_application_review(p_actor, p_application_id, 'accept', null);
end;
$$;
comment on function public.staff_application_accept_member(jsonb, uuid, uuid) is
  'Accepts a received application as that of a member of the case''s 共同企業体; idempotent. Those of staff_application_review.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_application_accept_member(jsonb, uuid, uuid) from public, anon, authenticated;
grant execute on function public.staff_application_accept_member(jsonb, uuid, uuid) to service_role;
