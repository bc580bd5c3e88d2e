-- Inquiries by the public form: to the 課 in charge, by mail and on its list, with a receipt to the writer.

create table public.inquiry (
  id uuid primary key,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid not null,
  management_label text check (char_length(management_label) between 1 and 60),
  company text check (char_length(company) between 1 and 100),
  writer_name text not null check (char_length(writer_name) between 1 and 100),
  email text not null check (char_length(email) <= 254),
  phone text check (char_length(phone) between 1 and 50),
  body text not null check (char_length(body) between 1 and 4000),
  language text not null check (language in ('ja', 'easy', 'en')),
  received_at timestamptz not null default now(),
  answered_at timestamptz,
  answered_by uuid,
  answered_label text,
  answer_note text check (char_length(answer_note) <= 1000),
  ip text,
  user_agent text,
  constraint answered_by_somebody check (num_nulls(answered_at, answered_by) in (0, 2)),
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict
);
comment on table public.inquiry is
  'A question to a department by the public form. The writer''s address is as typed: the receipt mail is what shows whether it is theirs. id is the writer''s device''s, so that sending twice is once.';
comment on column public.inquiry.management_label is 'The 管理番号 that the writer named; nothing says that it is theirs.';
create index inquiry_list on public.inquiry (department_id, received_at desc);
create index inquiry_open on public.inquiry (municipality_id) where answered_at is null;
select private.keep('public.inquiry');
create policy member_reads on public.inquiry for select to authenticated
  using (department_id in (select private.department_ids()));
grant select (id, municipality_id, department_id, management_label, company, writer_name, email, phone, body, language,
    received_at, answered_at, answered_by, answered_label, answer_note, ip, user_agent)
  on public.inquiry to authenticated, service_role;

insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.inquiry_received' || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,company}'::text[]
  from (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines);

alter table private.mail_outbox add column inquiry_id uuid references public.inquiry (id) on delete restrict;
alter table private.mail_outbox drop constraint one_subject;
alter table private.mail_outbox drop constraint one_recipient;
alter table private.mail_outbox add constraint one_subject check (
  num_nonnulls(envelope_id, application_id, challenge_id, inquiry_id) + (envelope_id is null and invitation_id is not null)::integer = 1);
-- Without a party or a member of staff, a mail about an application or an inquiry goes to the address that it names.
alter table private.mail_outbox add constraint one_recipient check (
  case when num_nonnulls(application_id, challenge_id, inquiry_id) = 0 then num_nonnulls(party_id, user_id, invitation_id) = 1
       else num_nonnulls(party_id, invitation_id) = 0 end);

create function private.inquiry_mail_queue(p_kind public.mail_kind, p_inquiry_id uuid, p_user_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into private.mail_outbox (kind, inquiry_id, user_id) values (p_kind, p_inquiry_id, p_user_id) returning id into v_id;
  perform private.job_queue('mail', v_id::text, jsonb_build_object('outboxId', v_id));
end;
$$;
comment on function private.inquiry_mail_queue(public.mail_kind, uuid, uuid) is
  'Queues a mail about an inquiry: to its writer, to a member of staff, or (inquiry_received_staff, p_user_id null) to the department''s address.';

create function public.inquiry_places() returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('code', m.code, 'name', m.name) order by m.code), '[]')
    from public.municipality m
   where exists (select from public.department d where d.municipality_id = m.id and d.closed_at is null)
$$;
comment on function public.inquiry_places() is 'Municipalities that can be asked: [{code, name}].';

create function public.inquiry_form(p_code text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_municipality public.municipality;
begin
  select m.* into v_municipality from public.municipality m where m.code = p_code;
  if not found then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  return jsonb_build_object('code', v_municipality.code, 'name', v_municipality.name, 'departments', (
    select coalesce(jsonb_agg(private.department_contact(d) || jsonb_build_object('id', d.id) order by d.name), '[]')
      from public.department d where d.municipality_id = v_municipality.id and d.closed_at is null));
end;
$$;
comment on function public.inquiry_form(text) is
  'Whom of a municipality one may ask: {code, name, departments: [{id, departmentName, contactName, contactPhone, contactHours, contactEmail}]}. MUNICIPALITY_NOT_FOUND.';

create function public.inquiry_submit(p_actor jsonb, p_code text, p_inquiry_id uuid, p_fields jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_inquiry public.inquiry;
  v_department public.department;
  v_field text;
begin
  perform private.contractor(p_actor);
  perform private.field_known(p_fields, '{departmentId,managementLabel,company,name,email,phone,body,language}', '');
  select i.* into v_inquiry from public.inquiry i where i.id = p_inquiry_id;
  if found then
    return jsonb_build_object('inquiryId', v_inquiry.id, 'receivedAt', v_inquiry.received_at);
  end if;
  select d.* into v_department from public.department d join public.municipality m on m.id = d.municipality_id
   where m.code = p_code and d.id = private.field_uuid(p_fields, 'departmentId', 'departmentId') and d.closed_at is null;
  if not found then
    perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
  end if;
  v_inquiry.management_label := private.field_text(p_fields, 'managementLabel', 'managementLabel', 60);
  v_inquiry.company := private.field_text(p_fields, 'company', 'company', 100);
  v_inquiry.writer_name := private.field_text(p_fields, 'name', 'name', 100);
  v_inquiry.email := private.field_text(p_fields, 'email', 'email', 254);
  v_inquiry.phone := normalize(private.field_text(p_fields, 'phone', 'phone', 50), NFKC);
  v_inquiry.body := nullif(btrim(replace(p_fields ->> 'body', E'\r\n', E'\n'), E' \t\r\n\u3000'), '');
  v_field := case
    when v_inquiry.writer_name is null then 'name'
    when coalesce(v_inquiry.email, '') !~ '^[^@\s<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then 'email'
    when v_inquiry.phone !~ '^[0-9+() -]{6,50}$' then 'phone'
    when jsonb_typeof(p_fields -> 'body') is distinct from 'string' or v_inquiry.body is null or char_length(v_inquiry.body) > 4000
      or v_inquiry.body ~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f]' then 'body'
    when coalesce(p_fields ->> 'language', '') not in ('ja', 'easy', 'en') then 'language'
  end;
  if v_field is not null then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', v_field));
  end if;
  -- Whoever reads a signing link can sign with it: it is nobody's to pass on, also not to the town hall.
  if normalize(concat_ws(' ', v_inquiry.body, v_inquiry.management_label, v_inquiry.company, v_inquiry.writer_name), NFKC) ~ '/s#\S{20}' then
    perform private.refuse('SIGNING_LINK_IN_TEXT', 422, '{"field": "body"}');
  end if;
  insert into public.inquiry (id, municipality_id, department_id, management_label, company, writer_name, email, phone, body,
    language, ip, user_agent)
  values (p_inquiry_id, v_department.municipality_id, v_department.id, v_inquiry.management_label, v_inquiry.company,
    v_inquiry.writer_name, v_inquiry.email, v_inquiry.phone, v_inquiry.body, p_fields ->> 'language',
    left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512))
  returning * into v_inquiry;
  perform private.inquiry_mail_queue('inquiry_received', v_inquiry.id, null);
  if v_department.contact_email is not null then
    perform private.inquiry_mail_queue('inquiry_received_staff', v_inquiry.id, null);
  else
    -- A department without an address of its own is reached by those who draft for it.
    perform private.inquiry_mail_queue('inquiry_received_staff', v_inquiry.id, u.user_id)
      from (select distinct m.user_id from public.membership m
             where m.municipality_id = v_department.municipality_id and m.active and m.role = 'drafter'
               and (m.department_id is null or m.department_id = v_department.id)) u;
  end if;
  perform private.log_municipality(p_actor, 'inquiry_received', v_inquiry.municipality_id, v_inquiry.writer_name,
    jsonb_build_object('inquiryId', v_inquiry.id, 'department', v_department.name, 'managementLabel', v_inquiry.management_label));
  return jsonb_build_object('inquiryId', v_inquiry.id, 'receivedAt', v_inquiry.received_at);
end;
$$;
comment on function public.inquiry_submit(jsonb, text, uuid, jsonb) is
  'Takes an inquiry {departmentId, managementLabel, company, name, email, phone, body, language}: {inquiryId, receivedAt}; idempotent by its id. DEPARTMENT_NOT_FOUND, FIELD_INVALID {field}, SIGNING_LINK_IN_TEXT {field}, ACTOR_INVALID.';

create function public.staff_inquiry_answer(p_actor jsonb, p_inquiry_id uuid, p_note text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_inquiry public.inquiry;
begin
  select i.* into v_inquiry from public.inquiry i where i.id = p_inquiry_id for update;
  if not found or not private.has_role(v_user, v_inquiry.municipality_id, v_inquiry.department_id, null) then
    perform private.refuse('INQUIRY_NOT_FOUND', 404);
  end if;
  if not private.has_role(v_user, v_inquiry.municipality_id, v_inquiry.department_id, '{drafter,approver,signer,admin}') then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["drafter", "approver", "signer", "admin"]}');
  end if;
  if v_inquiry.answered_at is not null then
    perform private.refuse('INQUIRY_ANSWERED', 409);
  end if;
  update public.inquiry i set answered_at = now(), answered_by = v_user,
    answered_label = private.member_name(v_user, i.municipality_id), answer_note = private.reason(p_note, false)
   where i.id = p_inquiry_id returning * into v_inquiry;
  perform private.log_municipality(p_actor, 'inquiry_answered', v_inquiry.municipality_id,
    jsonb_build_object('inquiryId', v_inquiry.id, 'managementLabel', v_inquiry.management_label, 'note', v_inquiry.answer_note));
end;
$$;
comment on function public.staff_inquiry_answer(jsonb, uuid, text) is
  'Marks an inquiry of the own department as answered, by whom and how. INQUIRY_NOT_FOUND, INQUIRY_ANSWERED, ROLE_MISSING, REASON_TOO_LONG and those of private.staff_user.';

create function public.inquiry_mail(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', i.id, 'municipalityName', m.name, 'departmentName', d.name,
      'to', case when o.kind = 'inquiry_received' then i.email else coalesce(private.staff_email(o.user_id), d.contact_email) end,
      'managementLabel', i.management_label, 'company', i.company, 'writerName', i.writer_name, 'email', i.email,
      'phone', i.phone, 'body', i.body, 'language', i.language, 'receivedAt', i.received_at)
    from private.mail_outbox o
    join public.inquiry i on i.id = o.inquiry_id
    join public.municipality m on m.id = i.municipality_id
    join public.department d on d.id = i.department_id
   where o.id = p_outbox_id
$$;
comment on function public.inquiry_mail(uuid) is
  'What a mail about an inquiry says and where it goes; public.mail_subject tells whether it is still to be sent.';

create or replace function public.mail_words(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
      'subject', t.texts ->> ('mail.' || m.kind || '.subject'), 'paragraph', t.texts ->> ('mail.' || m.kind || '.paragraph'),
      'signature', t.texts ->> 'mail.signature',
      'contact', case when d.id is not null then private.department_contact(d) end)
    from private.mail_outbox m
    left join public.envelope e on e.id = m.envelope_id
    left join public.application a on a.id = m.application_id
    left join public.contract_case c on c.id = a.case_id
    left join public.inquiry i on i.id = m.inquiry_id
    left join public.department d on d.id = coalesce(e.department_id, c.department_id, i.department_id)
    cross join lateral private.texts_of(coalesce(e.municipality_id, a.municipality_id, i.municipality_id), 'mail.%') t (texts)
   where m.id = p_outbox_id
$$;

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.inquiry_places(), public.inquiry_form(text), public.inquiry_submit(jsonb, text, uuid, jsonb),
  public.staff_inquiry_answer(jsonb, uuid, text), public.inquiry_mail(uuid) from public, anon, authenticated;
grant execute on function public.inquiry_places(), public.inquiry_form(text), public.inquiry_submit(jsonb, text, uuid, jsonb),
  public.staff_inquiry_answer(jsonb, uuid, text), public.inquiry_mail(uuid) to service_role;
