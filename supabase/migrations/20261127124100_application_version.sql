-- An application that is corrected keeps its receipt number and counts its versions; one that was returned is taken up
-- again by the link of its mail, on whatever device; and each applicant is answered in the language of the form.

alter table public.application
  add column receipt_number text check (receipt_number ~ '^[0-9A-F]{8}$'),
  add column version integer not null default 1 check (version >= 1),
  add column superseded_by uuid references public.application (id) on delete restrict,
  add column review_fields text[] not null default '{}' check (cardinality(review_fields) <= 30),
  add column language text not null default 'ja' check (language in ('ja', 'easy', 'en'));
update public.application a set receipt_number = upper(left(a.id::text, 8));
alter table public.application alter column receipt_number set not null;
comment on column public.application.receipt_number is '受付番号: of its first version, kept by every later one.';
comment on column public.application.superseded_by is 'What took its place: a corrected version, or the accepted application of another address (担当者変更).';
comment on column public.application.review_fields is 'What a returned application is to correct: names of the form''s fields, attachment:<kind>.';
comment on column public.application.language is 'What its applicant read the form in, and is written to in.';
create unique index application_version_once on public.application (case_id, receipt_number, version);
create index application_receipt on public.application (receipt_number);
grant select (receipt_number, version, superseded_by, review_fields, language) on public.application to authenticated, service_role;

create function private.application_receipt() returns trigger language plpgsql set search_path = '' as $$
begin
  new.receipt_number := coalesce(new.receipt_number, upper(left(new.id::text, 8)));
  return new;
end;
$$;
comment on function private.application_receipt() is 'Row trigger: a first version is numbered by its own id.';
create trigger application_receipt before insert on public.application
  for each row execute function private.application_receipt();

alter table private.mail_challenge
  add column language text not null default 'ja' check (language in ('ja', 'easy', 'en')),
  add column resumes_id uuid references public.application (id) on delete restrict;
comment on column private.mail_challenge.resumes_id is 'The returned application that whoever confirms this address corrects; its link was shown.';

create table private.application_link (
  application_id uuid primary key references public.application (id) on delete restrict,
  token_sha256_hex text not null unique check (token_sha256_hex ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
comment on table private.application_link is
  'The link of a mail that returns an application: shows what was given and lets it be corrected, for 30 days, until it is. It submits nothing: that takes a newly confirmed address. The token is derived at delivery; here lies its hash.';
select private.keep('private.application_link');

create function public.application_link_issue(p_application_id uuid, p_token_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select from public.application a where a.id = p_application_id and a.status = 'returned') then
    perform private.refuse('LINK_GENERATION_STALE', 409);
  end if;
  insert into private.application_link (application_id, token_sha256_hex, expires_at)
  values (p_application_id, p_token_sha256_hex, now() + interval '30 days')
  on conflict (application_id) do update set expires_at = excluded.expires_at;
end;
$$;
comment on function public.application_link_issue(uuid, text) is
  'Makes the link of a returned application good for 30 days from its mail. LINK_GENERATION_STALE where it is not returned any more: that mail has been overtaken.';

create function private.returned_application(p_token_sha256_hex text) returns public.application
language plpgsql stable security definer set search_path = '' as $$
declare
  v_link private.application_link;
  v_application public.application;
begin
  select l.* into v_link from private.application_link l where l.token_sha256_hex = p_token_sha256_hex;
  if not found then
    perform private.refuse('APPLICATION_LINK_UNKNOWN', 404);
  end if;
  select a.* into v_application from public.application a where a.id = v_link.application_id;
  if v_application.status <> 'returned' or now() >= v_link.expires_at then
    perform private.refuse('APPLICATION_LINK_CLOSED', 410);
  end if;
  return v_application;
end;
$$;
comment on function private.returned_application(text) is
  'The returned application that a link stands for. APPLICATION_LINK_UNKNOWN; APPLICATION_LINK_CLOSED once 30 days are over or it was corrected.';

create function public.application_returned(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_application public.application := private.returned_application(p_token_sha256_hex);
begin
  return (
    select jsonb_build_object('municipalityCode', m.code, 'receiptNumber', v_application.receipt_number,
        'version', v_application.version, 'reason', v_application.review_reason, 'reviewFields', v_application.review_fields,
        'fields', jsonb_build_object('caseNumber', c.case_number, 'company', v_application.company,
          'principalTitle', v_application.principal_title, 'principalName', v_application.principal_name,
          'email', v_application.email, 'contactName', v_application.contact_name, 'contactPhone', v_application.contact_phone),
        'attachments', (
          select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'name', t.name, 'pageCount', t.page_count)
              order by t.created_at), '[]')
            from public.attachment t join private.case_demands(c) d on d.id = t.kind
           where t.application_id = v_application.id and t.received_at is not null))
      from public.contract_case c join public.municipality m on m.id = c.municipality_id where c.id = v_application.case_id);
end;
$$;
comment on function public.application_returned(text) is
  'What was given in a returned application and what of it is to be corrected, for whoever holds the link of its mail; of attachments the names alone. Those of private.returned_application.';

create function public.application_resume(p_actor jsonb, p_ticket_sha256_hex text, p_token_sha256_hex text, p_keep uuid[])
returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_challenge private.mail_challenge := private.ticket(p_ticket_sha256_hex);
  v_application public.application := private.returned_application(p_token_sha256_hex);
  v_old public.attachment;
  v_new_id uuid;
  v_ids jsonb := '[]';
begin
  perform private.contractor(p_actor);
  if v_application.municipality_id <> v_challenge.municipality_id then
    perform private.refuse('APPLICATION_LINK_UNKNOWN', 404);
  end if;
  if cardinality(p_keep) > 20 then
    perform private.refuse('ATTACHMENTS_TOO_MANY', 422, '{"limit": 20}');
  end if;
  update private.mail_challenge h set resumes_id = v_application.id where h.id = v_challenge.id;
  for v_old in
    select t.* from public.attachment t where t.id = any (p_keep) and t.application_id = v_application.id and t.received_at is not null
     order by t.created_at
  loop
    select t.id into v_new_id from public.attachment t
     where t.challenge_id = v_challenge.id and t.case_id = v_old.case_id and t.received_at is not null
       and (t.kind, t.name, t.size, t.sha256_hex) = (v_old.kind, v_old.name, v_old.size, v_old.sha256_hex) limit 1;
    if not found then
      -- The same octets, referred to once more: what came with the returned version stays with it.
      insert into public.attachment (municipality_id, case_id, challenge_id, kind, name, size, sha256_hex, part_count, page_count, received_at)
      values (v_old.municipality_id, v_old.case_id, v_challenge.id, v_old.kind, v_old.name, v_old.size, v_old.sha256_hex,
        v_old.part_count, v_old.page_count, now()) returning id into v_new_id;
      insert into private.attachment_part (attachment_id, index, size, sha256_hex, object_key)
      select v_new_id, p.index, p.size, p.sha256_hex, p.object_key from private.attachment_part p where p.attachment_id = v_old.id;
    end if;
    v_ids := v_ids || to_jsonb(v_new_id);
  end loop;
  return jsonb_build_object('attachmentIds', v_ids);
end;
$$;
comment on function public.application_resume(jsonb, text, text, uuid[]) is
  'Before a returned application is submitted anew: says that the ticket''s application corrects it, and takes its attachments along that are kept, {attachmentIds} of the new version; idempotent. ATTACHMENTS_TOO_MANY, ACTOR_INVALID and those of private.ticket, private.returned_application.';

drop function public.application_code_begin(jsonb, text, uuid, text, text);
create function public.application_code_begin(
  p_actor jsonb, p_code text, p_challenge_id uuid, p_email text, p_verifier_sha256_hex text, p_language text default 'ja'
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_municipality_id uuid := (select m.id from public.municipality m where m.code = p_code);
  v_email text := private.field_text(jsonb_build_object('email', p_email), 'email', 'email', 254);
  v_challenge private.mail_challenge;
begin
  perform private.contractor(p_actor);
  if v_municipality_id is null then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if coalesce(v_email, '') !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "email"}');
  end if;
  if p_language is null or p_language not in ('ja', 'easy', 'en') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  -- An address that nobody confirmed is nobody's record.
  update private.mail_challenge h set email = null
   where h.confirmed_at is null and h.email is not null and h.created_at < now() - interval '1 day';
  insert into private.mail_challenge (id, municipality_id, email, verifier_sha256_hex, language)
  values (p_challenge_id, v_municipality_id, v_email, p_verifier_sha256_hex, p_language) returning * into v_challenge;
  perform private.application_mail_queue('application_code', null, v_challenge.id);
  return jsonb_build_object('challengeId', v_challenge.id, 'expiresAt', v_challenge.expires_at);
end;
$$;
comment on function public.application_code_begin(jsonb, text, uuid, text, text, text) is
  'Begins to confirm an address and queues the mail with its code, good for 15 minutes: {challengeId, expiresAt}. The language is that of the form, and of every mail to the applicant. MUNICIPALITY_NOT_FOUND, FIELD_INVALID {field}, REQUEST_INVALID, ACTOR_INVALID.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.application_link_issue(uuid, text)', 'public.application_returned(text)',
    'public.application_resume(jsonb, text, text, uuid[])',
    'public.application_code_begin(jsonb, text, uuid, text, text, text)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
