-- Another application of a case whose application was accepted (担当者変更, a wrong address): filed like any other, and
-- once accepted in the place of the earlier one. Each application brings its own 承諾; none is carried over, since a
-- new giver has accepted nothing yet.

create or replace function public.application_submit(
  p_actor jsonb, p_ticket_sha256_hex text, p_fields jsonb, p_acceptances jsonb, p_attachment_ids uuid[]
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_challenge private.mail_challenge := private.ticket(p_ticket_sha256_hex);
  v_case public.contract_case;
  v_rules public.municipality_rules;
  v_before public.application;
  v_application public.application;
  v_accepted public.application;
  v_missing text[];
begin
  perform private.contractor(p_actor);
  select a.* into v_application from public.application a where a.challenge_id = v_challenge.id;
  if found then
    return private.submitted(v_application);
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
  -- A corrected application is the next version of the one whose link was shown, or of what the same address sent before.
  select a.* into v_before from public.application a
   where a.case_id = v_case.id and a.status in ('received', 'returned')
     and (a.id = v_challenge.resumes_id or a.email = v_challenge.email)
   order by a.id = v_challenge.resumes_id desc nulls last, a.created_at desc limit 1 for update;
  insert into public.application (municipality_id, case_id, source, company, principal_title, principal_name, email,
    contact_name, contact_phone, received_on, declared_at, email_confirmed_at, challenge_id, ip, user_agent,
    receipt_number, version, language)
  values (v_case.municipality_id, v_case.id, 'form', private.field_required(p_fields, 'company', 200),
    private.field_text(p_fields, 'principalTitle', 'principalTitle', 200), private.field_required(p_fields, 'principalName', 200),
    v_challenge.email, private.field_text(p_fields, 'contactName', 'contactName', 200),
    private.field_text(p_fields, 'contactPhone', 'contactPhone', 50), private.japan_date(now()), now(),
    v_challenge.confirmed_at, v_challenge.id, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512),
    v_before.receipt_number,
    coalesce((select max(a.version) from public.application a
               where a.case_id = v_case.id and a.receipt_number = v_before.receipt_number), 0) + 1,
    v_challenge.language)
  returning * into v_application;
  update public.application a set status = 'superseded', superseded_by = v_application.id
   where a.case_id = v_case.id and a.id <> v_application.id and a.status in ('received', 'returned')
     and (a.id = v_before.id or a.email = v_challenge.email);
  update public.attachment t set application_id = v_application.id where t.id = any (p_attachment_ids);
  perform private.acceptances_insert(v_application, v_case, p_acceptances, now(), p_actor);
  perform private.log_municipality(p_actor, 'application_received', v_case.municipality_id,
    concat_ws(' ', v_application.company, v_application.principal_name),
    private.case_context(v_case) || jsonb_build_object('applicationId', v_application.id, 'source', 'form',
      'receiptNumber', v_application.receipt_number, 'version', v_application.version));
  perform private.application_mail_queue('application_received', v_application.id, null);
  perform private.application_mail_queue('application_received_staff', v_application.id, null, v_case.created_by);
  -- Whoever may sign now learns that somebody else asks to: an application that nobody there knows of is noticed.
  for v_accepted in
    select a.* from public.application a
     where a.case_id = v_case.id and a.status = 'accepted' and a.email <> v_application.email
       -- Of a 共同企業体, its own company alone: the others apply for themselves.
       and (v_case.venture_name is null
         or translate(a.company, E' \u3000', '') = translate(v_application.company, E' \u3000', ''))
  loop
    perform private.application_mail_queue('application_change_notice', v_accepted.id, null);
  end loop;
  return private.submitted(v_application);
end;
$$;
comment on function public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) is
  'Takes an application from the form, with its 承諾 and attachments, and queues the receipt; idempotent by ticket: {applicationId, receiptNumber, version, receivedAt}. What the same address sent before, or the returned one that the ticket corrects, is superseded and hands its receipt number on; an accepted one stays until staff accept this in its place. CASE_NOT_FOUND, CASE_ON_PAPER, APPLICATION_FORM_CLOSED, EMAIL_NOT_CONFIRMED, DECLARATION_MISSING, ACCEPTANCE_MISSING {laws}, ATTACHMENT_NOT_FOUND, ATTACHMENT_MISSING {missing: names}, MEMBER_ADDRESS_TAKEN {field}, FIELD_INVALID, FIELD_UNKNOWN, REQUEST_INVALID, ACTOR_INVALID.';

create function private.submitted(p_application public.application) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('applicationId', p_application.id, 'receiptNumber', p_application.receipt_number,
    'version', p_application.version, 'receivedAt', p_application.created_at)
$$;
comment on function private.submitted(public.application) is 'What an applicant is told of an application that was taken.';

create function private.application_supersede(p_actor jsonb, p_old public.application, p_new public.application, p_case public.contract_case)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_party public.party;
  v_copy public.draft_copy;
begin
  update public.application a set status = 'superseded', superseded_by = p_new.id where a.id = p_old.id;
  perform private.log_municipality(p_actor, 'application_superseded', p_case.municipality_id, null,
    private.case_context(p_case) || jsonb_build_object('applicationId', p_old.id, 'supersededBy', p_new.id,
      'before', p_old.email, 'after', p_new.email));
  if p_old.email <> p_new.email then
    perform private.application_mail_queue('application_superseded', p_old.id, null);
  end if;
  -- Drafts follow, as far as they said what the earlier application said; what was sent is corrected by hand.
  for v_party in
    select p.* from public.party p join public.envelope e on e.id = p.envelope_id
     where e.case_id = p_case.id and e.status = 'draft' and p.kind = 'contractor' and p.email = p_old.email order by e.id
  loop
    update public.party p set email = p_new.email,
        company = case when p.company = p_old.company then p_new.company else p.company end,
        title = case when p.title is not distinct from p_old.principal_title then p_new.principal_title else p.title end,
        principal_name = case when p.principal_name = p_old.principal_name then p_new.principal_name else p.principal_name end
     where p.id = v_party.id;
    select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
    perform private.log(p_actor, 'envelope_saved', v_envelope, v_party,
      p_context => jsonb_build_object('applicationId', p_new.id, 'before', p_old.email, 'after', p_new.email));
  end loop;
  for v_copy in
    select d.* from public.draft_copy d where d.application_id = p_old.id and d.revoked_at is null and p_old.email <> p_new.email
  loop
    update public.draft_copy d set revoked_at = now() where d.id = v_copy.id;
    select e.* into v_envelope from public.envelope e where e.id = v_copy.envelope_id;
    perform private.log(p_actor, 'draft_copy_revoked', v_envelope, null, v_copy.document_id,
      p_context => jsonb_build_object('draftCopyId', v_copy.id));
  end loop;
end;
$$;
comment on function private.application_supersede(jsonb, public.application, public.application, public.contract_case) is
  'Puts one application in the place of the accepted one, which stays, logged: its address is told, drafts follow the new one, 契約書案 that went to the earlier address end.';

drop function public.staff_application_review(jsonb, uuid, text, text);
create function public.staff_application_review(
  p_actor jsonb, p_application_id uuid, p_decision text, p_reason text, p_supersedes_id uuid default null, p_fields text[] default '{}'
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_application public.application;
  v_accepted public.application;
  v_case public.contract_case;
  v_reason text;
  v_status text;
begin
  select a.* into v_application from public.application a where a.id = p_application_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('APPLICATION_NOT_FOUND', 404);
  end if;
  -- Envelopes are locked before their case, as by whoever comes with a link.
  perform from public.envelope e where e.case_id = v_application.case_id and p_supersedes_id is not null order by e.id for update;
  v_case := private.staff_case(p_actor, v_application.case_id, '{drafter}');
  select a.* into v_application from public.application a where a.id = p_application_id for update;
  v_status := case p_decision when 'accept' then 'accepted' when 'return' then 'returned' when 'refuse' then 'refused' end;
  if v_status is null or cardinality(coalesce(p_fields, '{}')) > 30 or exists (
    select from unnest(p_fields) f where f is null or f !~ '^[a-zA-Z]{1,40}(:[a-z][a-z0-9_]{0,39})?$')
  then
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
  v_reason := private.reason(p_reason, v_status <> 'accepted');
  if v_status = 'accepted' then
    select a.* into v_accepted from public.application a
     where a.case_id = v_case.id and a.status = 'accepted' and a.member_id is not distinct from v_application.member_id for update;
    if found then
      -- In the place of that very one: whoever decides has seen it.
      if v_accepted.id is distinct from p_supersedes_id then
        perform private.refuse('APPLICATION_ACCEPTED_ALREADY', 409);
      end if;
      perform private.application_supersede(p_actor, v_accepted, v_application, v_case);
    end if;
  end if;
  update public.application a set status = v_status, review_reason = v_reason,
    review_fields = case when v_status = 'returned' then coalesce(p_fields, '{}') else '{}' end,
    reviewed_by = private.staff_user(p_actor), reviewed_at = now() where a.id = p_application_id;
  perform private.log_municipality(p_actor, ('application_' || v_status)::public.operation_event, v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_strip_nulls(jsonb_build_object('applicationId', p_application_id, 'reason', v_reason)));
  perform private.application_mail_queue(('application_' || v_status)::public.mail_kind, p_application_id, null);
end;
$$;
comment on function public.staff_application_review(jsonb, uuid, text, text, uuid, text[]) is
  'Decides on a received application: accept, return (with what is to be corrected) or refuse (both with a reason), and tells its address; idempotent. Where another is accepted already, accepting needs that one''s id as p_supersedes_id and puts this in its place. APPLICATION_NOT_FOUND, APPLICATION_DECIDED {status}, APPLICATION_ACCEPTED_ALREADY, CASE_ON_PAPER, REASON_MISSING, REASON_TOO_LONG, REQUEST_INVALID and those of private.staff_case and of private.application_member.';

drop function public.staff_application_accept_member(jsonb, uuid, uuid);
create function public.staff_application_accept_member(
  p_actor jsonb, p_application_id uuid, p_member_id uuid, p_supersedes_id uuid default null
) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.staff_user(p_actor);
  -- Who may do this, and whether it can be decided at all, is asked by the review; its refusal undoes this.
  update public.application a set member_id = p_member_id where a.id = p_application_id and a.status = 'received';
  perform public.staff_application_review(p_actor, p_application_id, 'accept', null, p_supersedes_id);
end;
$$;
comment on function public.staff_application_accept_member(jsonb, uuid, uuid, uuid) is
  'Accepts a received application as that of a member of the case''s 共同企業体, where that member has one already in its place; idempotent. Those of staff_application_review.';

create function private.consent_address() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    select from public.party p join public.envelope e on e.id = p.envelope_id
     where p.id = new.party_id and p.kind = 'contractor' and e.case_id is not null
       and not exists (select from public.application a
                        where a.case_id = e.case_id and a.status = 'accepted' and lower(a.email) = lower(p.email)))
  then
    perform private.refuse('SIGNER_ADDRESS_REPLACED', 409);
  end if;
  return new;
end;
$$;
comment on function private.consent_address() is
  'Holds for every writer (M13): no contractor consents by a link that went to an address which no accepted application names any more. SIGNER_ADDRESS_REPLACED.';
create trigger consent_address before insert on public.consent for each row execute function private.consent_address();

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_application_review(jsonb, uuid, text, text, uuid, text[]),
  public.staff_application_accept_member(jsonb, uuid, uuid, uuid) from public, anon, authenticated;
grant execute on function public.staff_application_review(jsonb, uuid, text, text, uuid, text[]),
  public.staff_application_accept_member(jsonb, uuid, uuid, uuid) to service_role;
