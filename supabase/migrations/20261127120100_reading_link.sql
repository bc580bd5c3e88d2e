-- A link for the contractor's own colleagues (M30): it shows the documents before signing, marked 「署名前」, and can do
-- nothing else. Its holder is whoever it was passed to; the contractor ends it, and the contractor's signing ends all.

create table private.reading_link (
  id uuid primary key,
  party_id uuid not null references public.party (id) on delete restrict,
  name text not null check (char_length(name) between 1 and 100),
  token_sha256_hex text not null unique check (token_sha256_hex ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table private.reading_link is
  'A read-only link that a contractor made; name = for whom, in the contractor''s words. The token is derived from the id and never stored.';
create index reading_link_party on private.reading_link (party_id);
select private.keep('private.reading_link');

create function private.reading_open(p_envelope public.envelope, p_party public.party) returns boolean
language sql stable security definer set search_path = '' as $$
  select p_envelope.status in ('sent', 'partly_signed') and p_party.status = 'waiting' and not private.deadline_passed(p_envelope)
$$;
comment on function private.reading_open(public.envelope, public.party) is
  'Whether colleagues may read: the contractor has yet to sign, and still can.';

create function public.link_readers(p_token_sha256_hex text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'createdAt', r.created_at,
      'readAt', (select max(l.at) from public.operation_log l
                  where l.party_id = r.party_id and l.event = 'reading_link_read' and l.context ->> 'reader' = r.id::text))
    order by r.created_at), '[]')
  from private.link_party(p_token_sha256_hex) p join private.reading_link r on r.party_id = p.id
  where r.ended_at is null
$$;
comment on function public.link_readers(text) is
  'The reading links of a party that were not ended: [{id, name, createdAt, readAt}]. LINK_UNKNOWN, LINK_REPLACED.';

create function public.link_reader_add(p_token_sha256_hex text, p_actor jsonb, p_id uuid, p_reader_sha256_hex text, p_name text)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_name text := private.field_text(jsonb_build_object('name', p_name), 'name', 'name', 100);
begin
  perform private.contractor(p_actor);
  if v_name is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "name"}');
  end if;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  if not private.reading_open(v_envelope, v_party) then
    perform private.refuse('READING_ENDED', 410);
  end if;
  if (select count(*) from private.reading_link r where r.party_id = v_party.id and r.ended_at is null) >= 10 then
    perform private.refuse('READING_LINKS_FULL', 409);
  end if;
  insert into private.reading_link (id, party_id, name, token_sha256_hex)
  values (p_id, v_party.id, v_name, p_reader_sha256_hex);
  perform private.log(p_actor, 'reading_link_made', v_envelope, v_party, p_context => jsonb_build_object('reader', p_id, 'name', v_name));
end;
$$;
comment on function public.link_reader_add(text, jsonb, uuid, text, text) is
  'Makes a reading link, ten at most at a time. READING_ENDED, READING_LINKS_FULL, LINK_NOT_OPENED, FIELD_INVALID, ACTOR_INVALID and those of private.link_party.';

create function public.link_reader_end(p_token_sha256_hex text, p_actor jsonb, p_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_party public.party := private.link_party(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  update private.reading_link r set ended_at = now() where r.id = p_id and r.party_id = v_party.id and r.ended_at is null;
  if found then
    perform private.log(p_actor, 'reading_link_ended', v_envelope, v_party, p_context => jsonb_build_object('reader', p_id));
  end if;
end;
$$;
comment on function public.link_reader_end(text, jsonb, uuid) is
  'Ends a reading link at once; idempotent. ACTOR_INVALID and those of private.link_party.';

create function private.reading_party(p_reader_sha256_hex text) returns public.party
language plpgsql stable security definer set search_path = '' as $$
declare
  v_link private.reading_link;
  v_party public.party;
  v_envelope public.envelope;
begin
  select r.* into v_link from private.reading_link r where r.token_sha256_hex = p_reader_sha256_hex;
  if not found then
    perform private.refuse('LINK_UNKNOWN', 404);
  end if;
  select p.* into v_party from public.party p where p.id = v_link.party_id;
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  if v_link.ended_at is not null or not private.reading_open(v_envelope, v_party) then
    perform private.refuse('READING_ENDED', 410);
  end if;
  return v_party;
end;
$$;
comment on function private.reading_party(text) is 'Whose documents a reading link shows. LINK_UNKNOWN, READING_ENDED.';

create function public.reader_view(p_reader_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.reading_party(p_reader_sha256_hex);
begin
  return (
    select jsonb_build_object('title', e.title, 'municipalityName', m.name, 'company', v_party.company, 'deadlineAt', e.deadline_at,
      'documents', (
        select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'pageCount', d.page_count) order by d.ord), '[]')
          from public.document d where d.envelope_id = e.id and d.kind = 'contract' and d.removed_at is null))
    from public.envelope e join public.municipality m on m.id = e.municipality_id where e.id = v_party.envelope_id);
end;
$$;
comment on function public.reader_view(text) is
  'What a reading link shows, without side effect and without a mail address: {title, municipalityName, company, deadlineAt, documents: [{id, name, pageCount}]}. LINK_UNKNOWN, READING_ENDED.';

create function public.reader_document_access(p_reader_sha256_hex text, p_actor jsonb, p_document_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.reading_party(p_reader_sha256_hex);
  v_envelope public.envelope;
  v_document public.document;
begin
  perform private.contractor(p_actor);
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  select d.* into v_document from public.document d
   where d.id = p_document_id and d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  perform private.log(p_actor, 'reading_link_read', v_envelope, v_party, v_document.id, p_context => (
    select jsonb_build_object('reader', r.id, 'name', r.name) from private.reading_link r where r.token_sha256_hex = p_reader_sha256_hex));
  return private.document_parts(v_document.id, 'stamp');
end;
$$;
comment on function public.reader_document_access(text, jsonb, uuid) is
  'Where the stamped, unsigned octets lie, logged with the link they were read by. DOCUMENT_NOT_FOUND, ACTOR_INVALID and those of private.reading_party.';

revoke execute on function private.reading_open(public.envelope, public.party), private.reading_party(text) from public, anon;
revoke execute on function
  public.link_readers(text), public.link_reader_add(text, jsonb, uuid, text, text), public.link_reader_end(text, jsonb, uuid),
  public.reader_view(text), public.reader_document_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function
  public.link_readers(text), public.link_reader_add(text, jsonb, uuid, text, text), public.link_reader_end(text, jsonb, uuid),
  public.reader_view(text), public.reader_document_access(text, jsonb, uuid) to service_role;
