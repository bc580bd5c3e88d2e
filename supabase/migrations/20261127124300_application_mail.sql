-- Mails about an application: in its applicant's language, and what staff see of those that did not arrive (M16).

create or replace function private.application_mail_subject(p_mail private.mail_outbox) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'outboxId', p_mail.id, 'kind', p_mail.kind, 'mailStatus', p_mail.status, 'attempts', p_mail.attempts,
    'to', case when p_mail.user_id is not null then private.staff_email(p_mail.user_id) else coalesce(a.email, h.email) end,
    'toName', case when p_mail.user_id is not null then (
        select s.display_name from public.membership s where s.user_id = p_mail.user_id and s.municipality_id = m.id
         order by s.active desc, s.created_at limit 1) else a.principal_name end,
    'application', jsonb_build_object(
      'id', a.id, 'challengeId', h.id, 'caseId', c.id, 'caseNumber', c.case_number, 'caseName', c.name,
      'company', a.company, 'principalTitle', a.principal_title, 'principalName', a.principal_name,
      'email', coalesce(a.email, h.email), 'toStaff', p_mail.user_id is not null,
      'source', a.source, 'receiptNumber', a.receipt_number, 'version', a.version,
      'language', case when p_mail.user_id is not null then 'ja' else coalesce(a.language, h.language) end,
      'reason', a.review_reason, 'receivedAt', a.created_at, 'municipalityCode', m.code, 'municipalityName', m.name,
      'departmentName', d.name, 'codeUntilAt', h.expires_at,
      'laws', (select coalesce(jsonb_agg(e.law order by e.law), '[]') from public.electronic_method_acceptance e where e.application_id = a.id),
      'attachments', (select coalesce(jsonb_agg(t.name order by t.created_at), '[]') from public.attachment t where t.application_id = a.id),
      'draftCopy', (
        select jsonb_build_object('id', dc.id, 'documentName', dd.name, 'expiresAt', private.draft_copy_end(dc.expires_on))
          from public.draft_copy dc join public.document dd on dd.id = dc.document_id where dc.id = p_mail.draft_copy_id)))
  from (select 1) one
  left join public.application a on a.id = p_mail.application_id
  left join private.mail_challenge h on h.id = p_mail.challenge_id
  left join public.contract_case c on c.id = a.case_id
  left join public.department d on d.id = c.department_id
  left join public.municipality m on m.id = coalesce(a.municipality_id, h.municipality_id)
$$;

insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.' || k || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,caseName,caseNumber,company}'::text[]
  from unnest('{application_change_notice,application_superseded}'::text[]) k,
    (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines);

create index mail_outbox_application on private.mail_outbox (application_id, created_at) where application_id is not null;

create function private.application_bounced(p_mail private.mail_outbox, p_code text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_application public.application;
  v_case public.contract_case;
begin
  select a.* into v_application from public.application a where a.id = p_mail.application_id;
  select c.* into v_case from public.contract_case c where c.id = v_application.case_id;
  perform private.log_municipality('{"kind": "service"}', 'mail_bounced', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_build_object('applicationId', v_application.id, 'kind', p_mail.kind,
      'code', left(p_code, 100), 'outboxId', p_mail.id, 'email', v_application.email));
  perform private.application_mail_queue('application_bounced_staff', v_application.id, null, v_case.created_by);
end;
$$;
comment on function private.application_bounced(private.mail_outbox, text) is
  'A mail to an applicant did not arrive: logs it and tells whoever registered the case.';

create or replace function public.mail_failed(p_outbox_id uuid, p_code text, p_permanent boolean) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_envelope public.envelope;
  v_party public.party;
begin
  update private.mail_outbox m set attempts = m.attempts + 1, last_code = left(p_code, 100),
    status = case when p_permanent then 'failed' else m.status end
   where m.id = p_outbox_id and m.status = 'queued' returning * into v_mail;
  if not found then
    if not exists (select from private.mail_outbox m where m.id = p_outbox_id) then
      perform private.refuse('OUTBOX_NOT_FOUND', 404);
    end if;
    return null;
  end if;
  -- An outage of hours is one line in the timeline, not hundreds.
  if v_mail.envelope_id is not null and (p_permanent or v_mail.attempts = 1) then
    select e.* into v_envelope from public.envelope e where e.id = v_mail.envelope_id;
    select p.* into v_party from public.party p where p.id = v_mail.party_id;
    perform private.log('{"kind": "service"}', 'mail_failed', v_envelope, v_party,
      p_context => jsonb_build_object('kind', v_mail.kind, 'code', left(p_code, 100), 'permanent', p_permanent));
  end if;
  if p_permanent and p_code = 'MAIL_UNDELIVERABLE' and v_party.kind = 'contractor' then
    perform private.party_bounced(v_envelope, v_party, v_mail.id, p_code);
  end if;
  if p_permanent and p_code = 'MAIL_UNDELIVERABLE' and v_mail.application_id is not null and v_mail.user_id is null then
    perform private.application_bounced(v_mail, p_code);
  end if;
  return case when p_permanent then null else least(5 * 2 ^ least(v_mail.attempts - 1, 10), 1800)::integer end;
end;
$$;

create or replace function public.mail_bounced(p_outbox_id uuid, p_recipient text, p_status text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_envelope public.envelope;
  v_party public.party;
begin
  select m.* into v_mail from private.mail_outbox m where m.id = p_outbox_id;
  if not found or v_mail.status <> 'sent' or v_mail.party_id is null and v_mail.application_id is null or v_mail.user_id is not null then
    return false;
  end if;
  if v_mail.application_id is not null then
    if not exists (select from public.application a where a.id = v_mail.application_id and lower(a.email) = lower(p_recipient)) then
      return false;
    end if;
    update private.mail_outbox m set status = 'failed', last_code = left(p_status, 100)
     where m.id = p_outbox_id and m.status = 'sent' returning * into v_mail;
    if not found then
      return false;
    end if;
    perform private.application_bounced(v_mail, p_status);
    return true;
  end if;
  v_envelope := private.envelope_lock(v_mail.envelope_id);
  select p.* into v_party from public.party p where p.id = v_mail.party_id;
  -- A report about an address that was corrected meanwhile says nothing about the present one.
  if lower(v_party.email) is distinct from lower(p_recipient) then
    return false;
  end if;
  update private.mail_outbox m set status = 'failed', last_code = left(p_status, 100) where m.id = p_outbox_id and m.status = 'sent';
  if not found then
    return false;
  end if;
  perform private.party_bounced(v_envelope, v_party, p_outbox_id, p_status);
  return true;
end;
$$;

create function public.staff_application_mail_again(p_actor jsonb, p_application_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_application public.application;
  v_case public.contract_case;
begin
  select a.* into v_application from public.application a where a.id = p_application_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('APPLICATION_NOT_FOUND', 404);
  end if;
  v_case := private.staff_case(p_actor, v_application.case_id, '{drafter}');
  select a.* into v_application from public.application a where a.id = p_application_id for update;
  if v_application.status not in ('received', 'accepted', 'returned', 'refused') then
    perform private.refuse('APPLICATION_DECIDED', 409, jsonb_build_object('status', v_application.status));
  end if;
  -- A second tap before the first mail has left changes nothing.
  if exists (select from private.mail_outbox m
              where m.application_id = p_application_id and m.user_id is null and m.status = 'queued') then
    return;
  end if;
  perform private.application_mail_queue(('application_' || v_application.status)::public.mail_kind, p_application_id, null);
  perform private.log_municipality(p_actor, 'application_mailed_again', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_build_object('applicationId', p_application_id, 'kind', 'application_' || v_application.status));
end;
$$;
comment on function public.staff_application_mail_again(jsonb, uuid) is
  'Mails once more what an application''s state says: receipt, acceptance, return (with its link, good for 30 more days) or refusal. APPLICATION_NOT_FOUND, APPLICATION_DECIDED {status} and those of private.staff_case.';

create function public.staff_application_mails(p_case_id uuid) returns table (
  application_id uuid, kind public.mail_kind, status text, at timestamptz, code text
) language sql stable security definer set search_path = '' as $$
  select m.application_id, m.kind, m.status, coalesce(m.sent_at, m.created_at), case when m.status <> 'sent' then m.last_code end
    from private.mail_outbox m join public.application a on a.id = m.application_id join public.contract_case c on c.id = a.case_id
   where c.id = p_case_id and c.department_id in (select private.department_ids()) and m.user_id is null
   order by m.created_at desc, m.id
   limit 200
$$;
comment on function public.staff_application_mails(uuid) is
  'M16: the mails to a case''s applicants, newest first, with what became of each (queued, sent, failed, cancelled) and the code of one that did not arrive; of the caller''s departments.';

create function public.staff_case_desk() returns table (
  kind text, case_id uuid, application_id uuid, envelope_id uuid, department_id uuid, case_number text, name text, company text, since timestamptz
) language sql stable security definer set search_path = '' as $$
  with own as (
    select c.* from public.contract_case c where c.paper_at is null and c.department_id in (select private.department_ids())
  ), newest as (
    select distinct on (m.application_id) m.* from private.mail_outbox m
      join public.application a on a.id = m.application_id join own c on c.id = a.case_id
     where m.user_id is null and m.status <> 'cancelled'
     order by m.application_id, m.created_at desc
  ), waiting as (
    select case a.status when 'received' then 'application' else 'application_returned' end as kind,
        a.case_id, a.id as application_id, null::uuid as envelope_id, a.company, coalesce(a.reviewed_at, a.created_at) as since
      from public.application a join own c on c.id = a.case_id where a.status in ('received', 'returned')
    union all
    select 'application_bounced', a.case_id, a.id, null, a.company, coalesce(n.sent_at, n.created_at)
      from newest n join public.application a on a.id = n.application_id
     where n.status = 'failed' and a.status in ('received', 'accepted', 'returned', 'refused')
    union all
    -- What was sent to an address that no accepted application names any more.
    select 'correction', e.case_id, a.id, e.id, a.company, a.reviewed_at
      from public.envelope e join own c on c.id = e.case_id
      join public.party p on p.envelope_id = e.id and p.kind = 'contractor' and p.status = 'waiting'
      join lateral (select n.* from public.application n
                     where n.case_id = c.id and n.status = 'accepted' and n.member_id is not distinct from p.member_id
                     order by n.reviewed_at desc nulls last limit 1) a on true
     where e.status in ('sent', 'partly_signed') and not exists (
       select from public.application n where n.case_id = c.id and n.status = 'accepted' and lower(n.email) = lower(p.email))
  )
  select w.kind, w.case_id, w.application_id, w.envelope_id, c.department_id, c.case_number, c.name, w.company, w.since
    from waiting w join own c on c.id = w.case_id
   order by w.since nulls last, w.application_id
   limit 1000
$$;
comment on function public.staff_case_desk() is
  'What waits for whom among the applications of the caller''s departments, longest first: application (to be decided on, drafter), application_bounced (its newest mail did not arrive, drafter), correction (a sent envelope whose address no accepted application names any more, drafter), application_returned (contractor). At most 1,000.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_application_mail_again(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.staff_application_mail_again(jsonb, uuid) to service_role;
revoke execute on function public.staff_application_mails(uuid), public.staff_case_desk() from public, anon;
grant execute on function public.staff_application_mails(uuid), public.staff_case_desk() to authenticated, service_role;
