-- 契約書案 (M9): a marked copy of a draft's document, sent to the applicant before there is anything to sign, by a link
-- and with an end of its own. It is made anew from the draft's file at each reading and stored nowhere.

create table public.draft_copy (
  id uuid primary key,
  envelope_id uuid not null,
  municipality_id uuid not null,
  document_id uuid not null,
  application_id uuid not null references public.application (id) on delete restrict,
  expires_on date not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  viewed_at timestamptz,
  revoked_at timestamptz,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  foreign key (document_id, envelope_id) references public.document (id, envelope_id) on delete restrict
);
comment on table public.draft_copy is
  'A 契約書案 that was sent to the address of an accepted application. Good until the end of expires_on in Japan, unless revoked or its document removed.';
create index draft_copy_envelope on public.draft_copy (envelope_id);
create index draft_copy_document on public.draft_copy (document_id);
create index draft_copy_application on public.draft_copy (application_id);
select private.keep('public.draft_copy');
create policy member_reads on public.draft_copy for select to authenticated
  using (exists (select from public.envelope e where e.id = envelope_id));
grant select (id, envelope_id, municipality_id, document_id, application_id, expires_on, created_by, created_at, viewed_at, revoked_at)
  on public.draft_copy to authenticated, service_role;

create table private.draft_copy_link (
  draft_copy_id uuid primary key references public.draft_copy (id) on delete restrict,
  token_sha256_hex text not null unique check (token_sha256_hex ~ '^[0-9a-f]{64}$')
);
comment on table private.draft_copy_link is 'The hash by which a 契約書案 is found; the token is derived from its id and never stored.';
select private.keep('private.draft_copy_link', true);

alter table private.mail_outbox add column draft_copy_id uuid references public.draft_copy (id) on delete restrict;

create function private.draft_copy_end(p_expires_on date) returns timestamptz
language sql immutable set search_path = '' as $$
  select (p_expires_on + 1)::timestamp at time zone 'Asia/Tokyo' - interval '1 second'
$$;
comment on function private.draft_copy_end(date) is 'The last second of a 契約書案: 23:59:59 in Japan.';

create function public.staff_draft_copy_send(
  p_actor jsonb, p_document_id uuid, p_id uuid, p_token_sha256_hex text, p_expires_on date
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
  select a.* into v_application from public.application a where a.case_id = v_envelope.case_id and a.status = 'accepted';
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
comment on function public.staff_draft_copy_send(jsonb, uuid, uuid, text, date) is
  'Sends a 契約書案 of a draft''s document to the accepted applicant of its case, good until the end of a day at most a year away. The token is derived from the id by the caller. APPLICATION_NOT_FOUND, FIELD_INVALID {field}, REQUEST_INVALID, DOCUMENT_NOT_FOUND and those of private.staff_draft.';

create function public.staff_draft_copy_revoke(p_actor jsonb, p_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_copy public.draft_copy;
  v_envelope public.envelope;
begin
  select c.* into v_copy from public.draft_copy c where c.id = p_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('DRAFT_COPY_UNKNOWN', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_copy.envelope_id, '{drafter}');
  update public.draft_copy c set revoked_at = now() where c.id = p_id and c.revoked_at is null;
  if found then
    perform private.log(p_actor, 'draft_copy_revoked', v_envelope, null, v_copy.document_id,
      p_context => jsonb_build_object('draftCopyId', p_id));
  end if;
end;
$$;
comment on function public.staff_draft_copy_revoke(jsonb, uuid) is
  'Ends a 契約書案 at once; idempotent. DRAFT_COPY_UNKNOWN and those of private.staff_envelope.';

create function private.draft_copy_of(p_token_sha256_hex text) returns public.draft_copy
language plpgsql stable security definer set search_path = '' as $$
declare
  v_copy public.draft_copy;
begin
  select c.* into v_copy from private.draft_copy_link l join public.draft_copy c on c.id = l.draft_copy_id
   where l.token_sha256_hex = p_token_sha256_hex;
  if not found then
    perform private.refuse('LINK_UNKNOWN', 404);
  end if;
  if v_copy.revoked_at is not null or now() >= private.draft_copy_end(v_copy.expires_on) + interval '1 second'
    or exists (select from public.document d where d.id = v_copy.document_id and d.removed_at is not null) then
    perform private.refuse('DRAFT_COPY_CLOSED', 410);
  end if;
  return v_copy;
end;
$$;
comment on function private.draft_copy_of(text) is 'The 契約書案 that a link opens. LINK_UNKNOWN, DRAFT_COPY_CLOSED.';

create function public.draft_copy_view(p_token_sha256_hex text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('title', coalesce(e.title, d.name), 'municipalityName', m.name, 'company', a.company,
      'deadlineAt', private.draft_copy_end(c.expires_on),
      'documents', jsonb_build_array(jsonb_build_object('id', d.id, 'name', d.name, 'pageCount', d.page_count)))
    from private.draft_copy_of(p_token_sha256_hex) c
    join public.envelope e on e.id = c.envelope_id
    join public.municipality m on m.id = c.municipality_id
    join public.application a on a.id = c.application_id
    join public.document d on d.id = c.document_id
$$;
comment on function public.draft_copy_view(text) is
  'What the link of a 契約書案 shows, without side effect. Those of private.draft_copy_of.';

create function public.draft_copy_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_copy public.draft_copy := private.draft_copy_of(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  if v_copy.document_id is distinct from p_document_id then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  update public.draft_copy c set viewed_at = now() where c.id = v_copy.id and c.viewed_at is null;
  perform private.log(p_actor, 'draft_copy_viewed', e, null, p_document_id,
      p_context => jsonb_build_object('draftCopyId', v_copy.id))
    from public.envelope e where e.id = v_copy.envelope_id;
  return private.document_parts(p_document_id, 'base');
end;
$$;
comment on function public.draft_copy_access(text, jsonb, uuid) is
  'Where the octets lie of which the 契約書案 is made, logged. DOCUMENT_NOT_FOUND, ACTOR_INVALID and those of private.draft_copy_of.';

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

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_draft_copy_send(jsonb, uuid, uuid, text, date), public.staff_draft_copy_revoke(jsonb, uuid),
  public.draft_copy_view(text), public.draft_copy_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function public.staff_draft_copy_send(jsonb, uuid, uuid, text, date), public.staff_draft_copy_revoke(jsonb, uuid),
  public.draft_copy_view(text), public.draft_copy_access(text, jsonb, uuid) to service_role;
