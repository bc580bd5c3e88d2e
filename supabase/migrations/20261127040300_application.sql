-- The application 電子契約利用申請／申出書: how it comes in, what it brings with it, and how staff decide on it.

create table private.mail_challenge (
  id uuid primary key,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  email text,
  verifier_sha256_hex text not null check (verifier_sha256_hex ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null default now() + interval '15 minutes',
  attempts integer not null default 0,
  confirmed_at timestamptz,
  ticket_sha256_hex text unique check (ticket_sha256_hex ~ '^[0-9a-f]{64}$'),
  ticket_expires_at timestamptz,
  created_at timestamptz not null default now(),
  constraint confirmed_whole check (num_nulls(confirmed_at, ticket_sha256_hex, ticket_expires_at) in (0, 3)),
  constraint confirmed_has_address check (confirmed_at is null or email is not null)
);
comment on table private.mail_challenge is
  'An address being confirmed by a mailed code. The code is derived at delivery, as link tokens are; here lies a hash of it under the link key. An address that nobody confirmed is blanked after a day.';
select private.keep('private.mail_challenge');

create table public.application (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null,
  case_id uuid not null,
  source text not null check (source in ('form', 'mail', 'external', 'csv')),
  status text not null default 'received'
    check (status in ('received', 'accepted', 'returned', 'refused', 'superseded', 'withdrawn')),
  company text not null check (char_length(company) between 1 and 200),
  principal_title text check (char_length(principal_title) between 1 and 200),
  principal_name text not null check (char_length(principal_name) between 1 and 200),
  email text not null check (char_length(email) <= 254 and email ~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$'),
  contact_name text check (char_length(contact_name) between 1 and 200),
  contact_phone text check (char_length(contact_phone) between 1 and 50),
  external_number text check (char_length(external_number) between 1 and 100),
  received_on date not null,
  declared_at timestamptz,
  email_confirmed_at timestamptz,
  challenge_id uuid unique references private.mail_challenge (id) on delete restrict,
  entered_by uuid,
  reviewed_by uuid,
  reviewed_at timestamptz,
  review_reason text check (char_length(review_reason) <= 1000),
  ip text check (char_length(ip) <= 64),
  user_agent text check (char_length(user_agent) <= 512),
  created_at timestamptz not null default now(),
  foreign key (case_id, municipality_id) references public.contract_case (id, municipality_id) on delete restrict,
  constraint own_form_is_confirmed check (source <> 'form' or num_nulls(declared_at, email_confirmed_at, challenge_id) = 0),
  constraint entered_by_staff check (source = 'form' or entered_by is not null)
);
comment on table public.application is
  'An application for electronic contracting of one case, with the one address that an envelope may go to. Staff or the form enter it; only its decision changes it.';
comment on column public.application.principal_name is '名義人.';
comment on column public.application.declared_at is '「契約を締結する権限を有し、又は社内規定等により委任されています」.';
create unique index application_accepted_once on public.application (case_id) where status = 'accepted';
create index application_case on public.application (case_id, created_at desc);

create table public.attachment (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null,
  case_id uuid not null,
  application_id uuid references public.application (id) on delete restrict,
  challenge_id uuid references private.mail_challenge (id) on delete restrict,
  uploaded_by uuid,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]{0,39}$'),
  name text not null check (char_length(name) between 1 and 200),
  size bigint not null check (size between 1 and 20971520),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  part_count integer not null,
  page_count integer check (page_count between 1 and 2000),
  received_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (case_id, municipality_id) references public.contract_case (id, municipality_id) on delete restrict,
  constraint one_sender check (num_nonnulls(challenge_id, uploaded_by) = 1)
);
comment on table public.attachment is
  'A file that came with an application: kept as it came, never rewritten. received_at once every part is there and the whole was read.';
comment on column public.attachment.kind is 'The id of the demand in the rules, or original: the application itself as it arrived.';
create index attachment_application on public.attachment (application_id);

create table private.attachment_part (
  attachment_id uuid not null references public.attachment (id) on delete restrict,
  index integer not null check (index >= 0),
  size integer not null check (size >= 1),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  object_key text not null references private.stored_object (key) on delete restrict,
  primary key (attachment_id, index)
);
comment on table private.attachment_part is 'A part of an attachment, at most 4 MB, an object of its own; in order they are the file.';

create table public.electronic_method_acceptance (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null,
  case_id uuid not null,
  application_id uuid not null references public.application (id) on delete restrict,
  law text not null check (law in ('construction', 'recycling', 'architect')),
  text_shown text not null check (char_length(text_shown) between 1 and 4000),
  rules_version integer not null,
  accepted_at timestamptz not null,
  giver_company text not null,
  giver_name text not null,
  giver_email text not null,
  recorded_by uuid,
  ip text,
  user_agent text,
  created_at timestamptz not null default now(),
  foreign key (case_id, municipality_id) references public.contract_case (id, municipality_id) on delete restrict,
  unique (application_id, law)
);
comment on table public.electronic_method_acceptance is
  '承諾 of the electronic method, one row a law (建設業法施行令 5条の5, 建設リサイクル法 13条3項, 建築士法 22条の3の3第4項): the words shown (method and file format), their version, when and by whom. Insert-only.';
comment on column public.electronic_method_acceptance.recorded_by is 'The member of staff who entered it from the original; null where the contractor gave it in the form.';

select private.keep('public.application'), private.keep('public.attachment'), private.keep('private.attachment_part', true),
       private.keep('public.electronic_method_acceptance', true);
create policy member_reads on public.application for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.contract_case c where c.id = case_id));
create policy member_reads on public.attachment for select to authenticated
  using (received_at is not null and application_id is not null
    and exists (select from public.application a where a.id = application_id));
create policy member_reads on public.electronic_method_acceptance for select to authenticated
  using (exists (select from public.application a where a.id = application_id));
grant select (id, municipality_id, case_id, source, status, company, principal_title, principal_name, email, contact_name,
    contact_phone, external_number, received_on, declared_at, email_confirmed_at, challenge_id, entered_by, reviewed_by, reviewed_at,
    review_reason, ip, user_agent, created_at)
  on public.application to authenticated, service_role;
grant select (id, municipality_id, case_id, application_id, challenge_id, uploaded_by, kind, name, size, sha256_hex,
    part_count, page_count, received_at, created_at)
  on public.attachment to authenticated, service_role;
grant select (id, municipality_id, case_id, application_id, law, text_shown, rules_version, accepted_at, giver_company,
    giver_name, giver_email, recorded_by, ip, user_agent, created_at)
  on public.electronic_method_acceptance to authenticated, service_role;

alter table private.mail_outbox add column application_id uuid references public.application (id) on delete restrict;
alter table private.mail_outbox add column challenge_id uuid references private.mail_challenge (id) on delete restrict;
alter table private.mail_outbox drop constraint one_recipient;
alter table private.mail_outbox drop constraint about_an_envelope;
alter table private.mail_outbox add constraint one_subject check (
  num_nonnulls(envelope_id, application_id, challenge_id) + (envelope_id is null and invitation_id is not null)::integer = 1);
-- Without a party or a member of staff, a mail about an application goes to the address that the application names.
alter table private.mail_outbox add constraint one_recipient check (
  case when application_id is null and challenge_id is null then num_nonnulls(party_id, user_id, invitation_id) = 1
       else num_nonnulls(party_id, invitation_id) = 0 end);

create function private.application_mail_queue(
  p_kind public.mail_kind, p_application_id uuid, p_challenge_id uuid, p_user_id uuid default null
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into private.mail_outbox (kind, application_id, challenge_id, user_id)
  values (p_kind, p_application_id, p_challenge_id, p_user_id) returning id into v_id;
  perform private.job_queue('mail', v_id::text, jsonb_build_object('outboxId', v_id));
end;
$$;
comment on function private.application_mail_queue(public.mail_kind, uuid, uuid, uuid) is
  'Queues a mail about an application (to its address, or to a member of staff) or an address being confirmed.';

create function private.application_mail_subject(p_mail private.mail_outbox) returns jsonb
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
      'attachments', (select coalesce(jsonb_agg(t.name order by t.created_at), '[]') from public.attachment t where t.application_id = a.id)))
  from (select 1) one
  left join public.application a on a.id = p_mail.application_id
  left join private.mail_challenge h on h.id = p_mail.challenge_id
  left join public.contract_case c on c.id = a.case_id
  left join public.department d on d.id = c.department_id
  left join public.municipality m on m.id = coalesce(a.municipality_id, h.municipality_id)
$$;
comment on function private.application_mail_subject(private.mail_outbox) is
  'What a mail about an application says; the answer of public.mail_subject for mails without an envelope.';

revoke execute on all functions in schema private from public, anon;
