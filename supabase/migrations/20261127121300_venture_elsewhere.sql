-- Where the members of a 共同企業体 show elsewhere: guarantee, mails, certificate, and what a link says of the others.

create function private.gives_guarantee(p_party public.party) returns boolean
language sql immutable set search_path = '' as $$
  select p_party.kind = 'contractor' and p_party.venture_role is distinct from 'member'
$$;
comment on function private.gives_guarantee(public.party) is
  'Whether it is this party that gives the 契約の保証: the contractor, of a 共同企業体 its 代表構成員 alone.';

create or replace function private.guarantee_open(p_envelope public.envelope, p_party public.party) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if not private.gives_guarantee(p_party) or private.envelope_guarantee(p_envelope) = '{}' then
    perform private.refuse('GUARANTEE_NOT_WANTED', 409);
  end if;
  -- Before the own consent at any time; after it only what staff ask to replace, until the municipality has signed.
  if p_party.status = 'waiting' then
    perform private.turn_required(p_envelope, p_party);
    if p_party.opened_at is null then
      perform private.refuse('LINK_NOT_OPENED', 409);
    end if;
    return;
  end if;
  if p_envelope.status not in ('sent', 'partly_signed') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', p_envelope.status));
  end if;
  if (private.guarantee_newest(p_envelope.id)).review is distinct from 'replace' or exists (
    select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'municipality' and p.status <> 'waiting') then
    perform private.refuse('GUARANTEE_DECIDED', 409);
  end if;
end;
$$;
comment on function private.guarantee_open(public.envelope, public.party) is
  'Asserts that a party may give or replace the guarantee now. GUARANTEE_NOT_WANTED, GUARANTEE_DECIDED, LINK_NOT_OPENED, ENVELOPE_CLOSED and those of private.turn_required.';

create or replace function public.link_guarantee(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_kinds text[];
  v_newest public.guarantee;
  v_open boolean := true;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  v_kinds := private.envelope_guarantee(v_envelope);
  v_newest := private.guarantee_newest(v_envelope.id);
  begin
    perform private.guarantee_open(v_envelope, v_party);
  exception when others then
    if sqlstate not like 'PT4%' then
      raise;
    end if;
    v_open := false;
  end;
  return jsonb_build_object(
    'paper', (
      select coalesce(r.document -> 'paper', '[]') from public.contract_case c join public.municipality_rules r on r.id = c.rules_id
       where c.id = v_envelope.case_id),
    'guarantee', case when private.gives_guarantee(v_party) and v_kinds <> '{}' then jsonb_build_object(
      'kinds', to_jsonb(v_kinds), 'open', v_open,
      'chosen', coalesce((select s.guarantee_kind from private.signing_progress s where s.party_id = v_party.id), v_newest.kind),
      'paymentSlip', private.attachment_json(private.payment_slip(v_envelope.id)),
      'given', case when v_newest.id is not null then jsonb_build_object(
        'kind', v_newest.kind, 'attachment', (select private.attachment_json(t) from public.attachment t where t.id = v_newest.attachment_id),
        'contractNumber', v_newest.contract_number, 'grounds', v_newest.grounds, 'submittedAt', v_newest.submitted_at,
        'review', v_newest.review, 'reviewReason', v_newest.review_reason) end,
      'originalsTo', (
        select r.document #>> '{guarantee,originalsTo}' from public.contract_case c join public.municipality_rules r on r.id = c.rules_id
         where c.id = v_envelope.case_id),
      'originals', private.originals_json(v_envelope.id)) end);
end;
$$;
comment on function public.link_guarantee(text) is
  'What of the case concerns the holder of a link beside the documents, without side effect: the guarantee (null where none is needed), and what stays on paper (null without a case). LINK_UNKNOWN, LINK_REPLACED.';

create or replace function private.consent_guarantee() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_party public.party;
  v_newest public.guarantee;
begin
  select e.* into v_envelope from public.envelope e where e.id = new.envelope_id;
  if private.envelope_guarantee(v_envelope) = '{}' then
    return new;
  end if;
  select p.* into v_party from public.party p where p.id = new.party_id;
  v_newest := private.guarantee_newest(new.envelope_id);
  if private.gives_guarantee(v_party) and (v_newest.id is null or v_newest.review = 'replace') then
    perform private.refuse('CHECKLIST_UNFINISHED', 409, '{"items": ["guarantee"]}');
  elsif v_party.kind = 'municipality' and v_newest.review is distinct from 'accepted' then
    perform private.refuse('GUARANTEE_NOT_ACCEPTED', 409);
  elsif private.gives_guarantee(v_party) and v_newest.review is null then
    perform private.mail_queue('guarantee_submitted_staff', v_envelope.id, null, v_envelope.created_by);
  end if;
  return new;
end;
$$;
comment on function private.consent_guarantee() is
  'Holds for every writer: where a guarantee is needed, no contractor consents without having given it, and no municipality before staff accepted it. CHECKLIST_UNFINISHED {items}, GUARANTEE_NOT_ACCEPTED.';

create or replace function public.staff_payment_slip_begin(p_actor jsonb, p_envelope_id uuid, p_attachment jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
begin
  if 'cash' <> all (private.envelope_guarantee(v_envelope)) then
    perform private.refuse('ATTACHMENT_NOT_WANTED', 422);
  end if;
  -- Once the contractor has signed, it is too late to pay by another one.
  if v_envelope.status not in ('draft', 'awaiting_approval', 'sent', 'partly_signed') or exists (
    select from public.party p where p.envelope_id = v_envelope.id and private.gives_guarantee(p) and p.status <> 'waiting') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  return private.envelope_attachment(v_envelope, null, private.staff_user(p_actor), 'payment_slip', p_attachment);
end;
$$;
comment on function public.staff_payment_slip_begin(jsonb, uuid, jsonb) is
  'Announces the 納付書 of an envelope {name, size, sha256Hex}, in the draft or until the contractor signs; the newest counts. ATTACHMENT_NOT_WANTED, ENVELOPE_CLOSED, those of private.envelope_attachment and of private.staff_envelope.';

create or replace function public.link_attachment_access(p_token_sha256_hex text, p_actor jsonb, p_attachment_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_attachment public.attachment;
begin
  perform private.contractor(p_actor);
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  select t.* into v_attachment from public.attachment t
   where t.id = p_attachment_id and t.envelope_id = v_envelope.id and t.received_at is not null
     and (t.party_id = v_party.id or private.gives_guarantee(v_party) and t.id = (private.payment_slip(v_envelope.id)).id);
  if not found then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  if v_envelope.status not in ('sent', 'partly_signed', 'concluding') and not private.download_open(v_envelope) then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.log(p_actor, 'attachment_viewed', v_envelope, v_party,
    p_context => jsonb_build_object('attachmentId', v_attachment.id, 'kind', v_attachment.kind, 'name', v_attachment.name));
  return private.attachment_parts(v_attachment);
end;
$$;
comment on function public.link_attachment_access(text, jsonb, uuid) is
  'Where the octets lie of the 納付書, or of a file that the holder of the link gave, logged. ATTACHMENT_NOT_FOUND, ENVELOPE_CLOSED, LINK_NOT_OPENED, ACTOR_INVALID and those of private.link_party.';

create or replace function public.mail_subject(p_outbox_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_party public.party;
  v_contractor public.party;
  v_envelope public.envelope;
begin
  select m.* into v_mail from private.mail_outbox m where m.id = p_outbox_id;
  if not found then
    perform private.refuse('OUTBOX_NOT_FOUND', 404);
  end if;
  if v_mail.invitation_id is not null then
    return private.invitation_mail(v_mail);
  end if;
  if v_mail.application_id is not null or v_mail.challenge_id is not null then
    return private.application_mail_subject(v_mail);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_mail.envelope_id;
  select p.* into v_party from public.party p where p.id = v_mail.party_id;
  -- Of a 共同企業体: the member that the mail goes to or, in a mail to staff, the 代表構成員.
  select p.* into v_contractor from public.party p where p.envelope_id = v_mail.envelope_id and p.kind = 'contractor'
   order by p.id = v_mail.party_id desc nulls last, p.venture_role = 'representative' desc, p.ord limit 1;
  -- The window is counted from the mail: one that leaves after midnight promises the later day.
  if v_mail.kind in ('completed_contractor', 'completed_staff', 'reissued') then
    v_envelope.download_until_at := greatest(v_envelope.download_until_at, private.download_until(now()));
  end if;
  return jsonb_build_object(
    'outboxId', v_mail.id, 'kind', v_mail.kind, 'mailStatus', v_mail.status, 'attempts', v_mail.attempts,
    'to', case when v_mail.party_id is not null then v_party.email else private.staff_email(v_mail.user_id) end,
    'toName', case when v_mail.party_id is not null then v_party.principal_name
      else (select m.display_name from public.membership m
             where m.user_id = v_mail.user_id and m.municipality_id = v_envelope.municipality_id
             order by m.active desc, m.created_at limit 1) end,
    'partyId', v_mail.party_id, 'generation', v_mail.generation,
    'envelope', private.envelope_json(v_envelope),
    'company', case when v_mail.party_id is null and v_contractor.member_id is not null then v_envelope.counterparty_name
      else v_contractor.company end, 'principalTitle', v_contractor.title, 'principalName', v_contractor.principal_name,
    'reason', case when v_mail.kind = 'returned_staff' then (
        select l.context ->> 'comment' from public.operation_log l
         where l.envelope_id = v_envelope.id and l.event = 'envelope_returned' order by l.id desc limit 1)
      when v_mail.kind = 'guarantee_returned_contractor' then (private.guarantee_newest(v_envelope.id)).review_reason
      else coalesce(v_envelope.closed_reason, v_contractor.decline_reason) end,
    'documents', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null));
end;
$$;

create or replace function private.party_json(p_party public.party) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('id', p_party.id, 'ord', p_party.ord, 'kind', p_party.kind, 'company', p_party.company,
    'title', p_party.title, 'principalName', p_party.principal_name, 'email', p_party.email, 'ventureRole', p_party.venture_role, 'status', p_party.status,
    'consentedAt', p_party.consented_at, 'sealedAt', p_party.sealed_at, 'consent', private.consent_json(p_party.id))
$$;

create or replace function private.case_to_paper(p_case_id uuid, p_actor jsonb, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case public.contract_case;
begin
  update public.contract_case c set paper_at = now(), paper_by = (p_actor ->> 'kind')::public.actor_kind, paper_reason = p_reason
   where c.id = p_case_id and c.paper_at is null returning * into v_case;
  if not found then
    return;
  end if;
  update public.application a set status = 'withdrawn' where a.case_id = p_case_id and a.status in ('received', 'returned', 'accepted');
  perform private.log_municipality(p_actor, 'acceptance_withdrawn', v_case.municipality_id,
    coalesce(v_case.venture_name, (select concat_ws(' ', a.company, a.principal_name) from public.application a
      where a.case_id = p_case_id and a.status = 'withdrawn' order by a.created_at desc limit 1)),
    private.case_context(v_case) || jsonb_strip_nulls(jsonb_build_object('reason', p_reason)));
end;
$$;
comment on function private.case_to_paper(uuid, jsonb, text) is
  'Takes a case to paper for good and withdraws its 承諾; logged once.';

drop function public.staff_draft_copy_send(jsonb, uuid, uuid, text, date);
create function public.staff_draft_copy_send(
  p_actor jsonb, p_document_id uuid, p_id uuid, p_token_sha256_hex text, p_expires_on date, p_application_id uuid default null
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document := private.staff_document(p_actor, p_document_id);
  v_envelope public.envelope := private.staff_draft(p_actor, v_document.envelope_id);
  v_application public.application;
  v_outbox_id uuid;
begin
  if p_id is null or coalesce(p_token_sha256_hex, '') !~ '^[0-9a-f]{64}$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if p_expires_on is null or p_expires_on < private.japan_date(now()) or p_expires_on > private.japan_date(now()) + 366 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "expiresOn"}');
  end if;
  -- M13: what concerns a case goes to the one address of its accepted application.
  select a.* into v_application from public.application a where a.case_id = v_envelope.case_id and a.status = 'accepted' and a.id = coalesce(p_application_id, a.id)
   order by a.created_at limit 1;
  if not found then
    perform private.refuse('APPLICATION_NOT_FOUND', 404);
  end if;
  insert into public.draft_copy (id, envelope_id, municipality_id, document_id, application_id, expires_on, created_by)
  values (p_id, v_envelope.id, v_envelope.municipality_id, p_document_id, v_application.id, p_expires_on, private.staff_user(p_actor));
  insert into private.draft_copy_link (draft_copy_id, token_sha256_hex) values (p_id, p_token_sha256_hex);
  insert into private.mail_outbox (kind, application_id, draft_copy_id) values ('draft_copy', v_application.id, p_id)
  returning id into v_outbox_id;
  perform private.job_queue('mail', v_outbox_id::text, jsonb_build_object('outboxId', v_outbox_id));
  perform private.log(p_actor, 'draft_copy_sent', v_envelope, null, p_document_id,
    p_context => jsonb_build_object('draftCopyId', p_id, 'name', v_document.name, 'expiresOn', p_expires_on));
end;
$$;
comment on function public.staff_draft_copy_send(jsonb, uuid, uuid, text, date, uuid) is
  'Sends a 契約書案 of a draft''s document to the accepted applicant of its case (of a 共同企業体: to the one that is named), good until the end of a day at most a year away. The token is derived from the id by the caller. APPLICATION_NOT_FOUND, FIELD_INVALID {field}, REQUEST_INVALID, DOCUMENT_NOT_FOUND and those of private.staff_draft.';

create function public.link_venture(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  return (
    select jsonb_build_object('name', e.counterparty_name, 'members', (
        select jsonb_agg(jsonb_build_object('company', p.company, 'role', p.venture_role, 'sealed', p.status = 'sealed',
          'own', p.id = v_party.id) order by p.ord) from public.party p where p.envelope_id = e.id and p.member_id is not null))
      from public.envelope e where e.id = v_party.envelope_id and v_party.member_id is not null);
end;
$$;
comment on function public.link_venture(text) is
  'The 共同企業体 that the holder of a link belongs to {name, members: [{company, role representative|member, sealed, own}] in the order of sealing}, without side effect; null for a single contractor. LINK_UNKNOWN, LINK_REPLACED.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_venture(text), public.staff_draft_copy_send(jsonb, uuid, uuid, text, date, uuid)
  from public, anon, authenticated;
grant execute on function public.link_venture(text), public.staff_draft_copy_send(jsonb, uuid, uuid, text, date, uuid)
  to service_role;
