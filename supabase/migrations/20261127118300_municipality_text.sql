-- A municipality's own words in mails, notices and answers: plain text by field, versioned; without one, the service's own.

create table private.text_field (
  field text primary key check (field ~ '^[a-z0-9_.]{1,80}$'),
  max_chars integer not null check (max_chars > 0),
  many_lines boolean not null,
  links boolean not null,
  placeholders text[] not null
);
comment on table private.text_field is
  'The fields that a municipality may fill, and what may stand in each. Equal to src/lib/domain/municipality-text.ts.';
insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.' || m.kind || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,company}'::text[]
    || case when m.kind like 'application_%' then '{caseName,caseNumber}'::text[] else '{title,deadline,downloadUntil}'::text[] end
  from unnest('{sign_request,reminder_contractor,deadline_extended_contractor,completed_contractor,reissued,download_reminder_contractor,withdrawn_contractor,paper_contractor,guarantee_returned_contractor,application_received,application_accepted,application_returned,application_refused}'::text[]) m (kind),
    (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines)
union all
select 'mail.signature', 500, true, false,
  '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail}'
union all
select 'notice.' || n.place, 500, true, true, '{municipalityName}' from unnest('{sign,apply,faq}'::text[]) n (place)
union all
select 'faq.q' || q.number, 2000, true, true, '{municipalityName,applicationName,originalsTo,contact,senderAddress}'
  from generate_series(1, 16) q (number);
select private.keep('private.text_field', true);

create table public.municipality_text (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  field text not null references private.text_field (field) on delete restrict,
  version integer not null check (version >= 1),
  body text check (body <> ''),
  saved_by uuid not null,
  saved_label text,
  saved_at timestamptz not null default now(),
  unique (municipality_id, field, version)
);
comment on table public.municipality_text is
  'Every version of a municipality''s own words. Insert-only; the newest version of a field holds, body null = the service''s own words again.';
select private.keep('public.municipality_text', true);
create policy member_reads on public.municipality_text for select to authenticated
  using (municipality_id in (select private.municipality_ids()));
grant select (id, municipality_id, field, version, body, saved_by, saved_label, saved_at)
  on public.municipality_text to authenticated, service_role;

create function private.texts_of(p_municipality_id uuid, p_like text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(t.field, t.body) filter (where t.body is not null), '{}')
    from (select distinct on (t.field) t.field, t.body from public.municipality_text t
           where t.municipality_id = p_municipality_id and t.field like p_like
           order by t.field, t.version desc) t
$$;
comment on function private.texts_of(uuid, text) is 'A municipality''s own words of today {field: text}, of the fields like a pattern.';

create function private.text_body(p_field text, p_texts jsonb) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_field private.text_field;
  v_body text;
  v_unknown text;
begin
  select f.* into v_field from private.text_field f where f.field = p_field;
  if not found then
    perform private.refuse('FIELD_UNKNOWN', 422, jsonb_build_object('field', left(p_field, 100)));
  end if;
  v_body := nullif(btrim(replace(p_texts ->> p_field, E'\r\n', E'\n'), E' \t\r\n\u3000'), '');
  -- No control characters, and none that turn the direction of writing.
  if jsonb_typeof(p_texts -> p_field) not in ('string', 'null') or char_length(v_body) > v_field.max_chars
    or v_body ~ '[\u0001-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]' or not v_field.many_lines and v_body ~ '\n' then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_field));
  end if;
  v_unknown := (regexp_match(regexp_replace(v_body, '\{(' || array_to_string(v_field.placeholders, '|') || ')\}', '', 'g'), '\{[^{}]{0,40}\}?|\}'))[1];
  if v_unknown is not null then
    perform private.refuse('TEXT_PLACEHOLDER_UNKNOWN', 422, jsonb_build_object('field', p_field, 'placeholder', v_unknown));
  end if;
  if not v_field.links and private.has_link(v_body) then
    perform private.refuse('TEXT_LINK_REFUSED', 422, jsonb_build_object('field', p_field));
  end if;
  return v_body;
end;
$$;
comment on function private.text_body(text, jsonb) is
  'One text as it may be kept, empty = null. FIELD_UNKNOWN, FIELD_INVALID, TEXT_PLACEHOLDER_UNKNOWN {placeholder}, TEXT_LINK_REFUSED, each with {field}.';

create function public.staff_text_save(p_actor jsonb, p_municipality_id uuid, p_texts jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_admin(p_actor, p_municipality_id);
  v_now jsonb;
  v_field text;
  v_body text;
  v_text public.municipality_text;
begin
  if jsonb_typeof(p_texts) is distinct from 'object' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  -- One writer at a time, so that versions count on.
  perform 1 from public.municipality m where m.id = p_municipality_id for update;
  v_now := private.texts_of(p_municipality_id, '%');
  for v_field in select k from jsonb_object_keys(p_texts) k loop
    v_body := private.text_body(v_field, p_texts);
    continue when v_body is not distinct from v_now ->> v_field;
    insert into public.municipality_text (municipality_id, field, version, body, saved_by, saved_label)
    values (p_municipality_id, v_field, (select coalesce(max(t.version), 0) + 1 from public.municipality_text t
        where t.municipality_id = p_municipality_id and t.field = v_field),
      v_body, v_user, private.member_name(v_user, p_municipality_id)) returning * into v_text;
    perform private.log_municipality(p_actor, 'text_changed', p_municipality_id, jsonb_build_object(
      'field', v_field, 'version', v_text.version, 'before', v_now ->> v_field, 'after', v_body));
  end loop;
end;
$$;
comment on function public.staff_text_save(jsonb, uuid, jsonb) is
  'Saves {field: text, null = the service''s own words} as new versions, all or none; what did not change gets none. Refusals of private.text_body and of private.staff_admin.';

create function public.mail_words(p_outbox_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
      'subject', t.texts ->> ('mail.' || m.kind || '.subject'), 'paragraph', t.texts ->> ('mail.' || m.kind || '.paragraph'),
      'signature', t.texts ->> 'mail.signature',
      'contact', case when d.id is not null then private.department_contact(d) end)
    from private.mail_outbox m
    left join public.envelope e on e.id = m.envelope_id
    left join public.application a on a.id = m.application_id
    left join public.contract_case c on c.id = a.case_id
    left join public.department d on d.id = coalesce(e.department_id, c.department_id)
    cross join lateral private.texts_of(coalesce(e.municipality_id, a.municipality_id), 'mail.%') t (texts)
   where m.id = p_outbox_id
$$;
comment on function public.mail_words(uuid) is
  'In whose words a mail speaks: the municipality''s own {subject, paragraph, signature} for its kind, null = none, and the contact of the department in charge.';

create function public.place_texts(p_code text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_municipality public.municipality;
begin
  select m.* into v_municipality from public.municipality m where m.code = p_code;
  if not found then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  return private.texts_of(v_municipality.id, 'notice.%') || private.texts_of(v_municipality.id, 'faq.%');
end;
$$;
comment on function public.place_texts(text) is
  'What a municipality''s public pages say in its own words {notice.…, faq.…}. MUNICIPALITY_NOT_FOUND.';

create or replace function public.link_contact(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  return (
    select private.department_contact(d) || jsonb_build_object('departmentId', d.id, 'municipalityCode', m.code,
        'municipalityName', m.name, 'managementLabel', e.management_label,
        'notice', private.texts_of(m.id, 'notice.sign') ->> 'notice.sign')
      from public.envelope e join public.department d on d.id = e.department_id join public.municipality m on m.id = e.municipality_id
     where e.id = v_party.envelope_id);
end;
$$;
comment on function public.link_contact(text) is
  'Whom the holder of a link may ask: department, telephone, hours, address and the 管理番号 to name; and the municipality''s notice. LINK_UNKNOWN, LINK_REPLACED.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_text_save(jsonb, uuid, jsonb), public.mail_words(uuid), public.place_texts(text) from public, anon, authenticated;
grant execute on function public.staff_text_save(jsonb, uuid, jsonb), public.mail_words(uuid), public.place_texts(text) to service_role;
