-- Documents and their revisions. SQL stores hashes, sizes and reports; the octets lie encrypted in storage.

create table private.stored_object (
  key text primary key check (key ~ '^o/[0-9a-f-]{36}$'),
  wrapped_identity text not null check (char_length(wrapped_identity) between 1 and 4000),
  size bigint not null check (size >= 0),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null default now(),
  referenced_at timestamptz,
  swept_at timestamptz,
  constraint swept_is_orphan check (swept_at is null or referenced_at is null)
);
comment on table private.stored_object is
  'One age-encrypted object: the wrapped data key, and size and SHA-256 of the plain octets. The row comes before the upload.';
create index stored_object_orphan on private.stored_object (created_at) where referenced_at is null and swept_at is null;

create table public.document (
  id uuid primary key default gen_random_uuid(),
  envelope_id uuid not null,
  municipality_id uuid not null,
  ord integer not null check (ord >= 1),
  kind public.document_kind not null default 'contract',
  certifies_document_id uuid unique references public.document (id) on delete restrict,
  name text not null check (char_length(name) between 1 and 200),
  certificate_id text unique check (certificate_id ~ '^[0-9a-f]{32}$'),
  page_count integer not null check (page_count between 1 and 2000),
  repaired boolean not null default false,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  unique (id, envelope_id),
  constraint certificate_certifies check ((kind = 'certificate') = (certifies_document_id is not null)),
  constraint contract_has_id check ((kind = 'contract') = (certificate_id is not null))
);
comment on table public.document is
  'A contract, or the certificate of conclusion of one. A removed draft document keeps its row (removed_at).';
comment on column public.document.certificate_id is '締結証明書ID printed on every page: 32 random hex digits, of a contract.';
create index document_envelope on public.document (envelope_id, ord);

create table public.document_revision (
  id uuid primary key default gen_random_uuid(),
  document_id uuid not null,
  envelope_id uuid not null,
  municipality_id uuid not null,
  ord integer not null check (ord >= 0),
  kind public.revision_kind not null,
  party_id uuid,
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  length bigint not null check (length > 0),
  increment_length bigint not null check (increment_length > 0 and increment_length <= length),
  created_at timestamptz not null default now(),
  foreign key (document_id, envelope_id) references public.document (id, envelope_id) on delete restrict,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  foreign key (party_id, envelope_id) references public.party (id, envelope_id) on delete restrict,
  unique (document_id, ord)
);
-- Time-stamps are renewed, so lta may come again; every other revision exists once.
create unique index document_revision_once on public.document_revision (document_id, kind, party_id)
  nulls not distinct where kind <> 'lta';
comment on table public.document_revision is
  'One revision: sha256_hex and length are of the whole file up to it, increment_length of what it appended. uploaded (ord 0) stands apart. Insert-only.';

create table private.revision_object (
  revision_id uuid primary key references public.document_revision (id) on delete restrict,
  object_key text not null references private.stored_object (key) on delete restrict
);
comment on table private.revision_object is
  'Where a revision''s own octets lie; uploaded and base share one object unless the file was repaired.';

create table private.revision_report (
  revision_id uuid primary key references public.document_revision (id) on delete restrict,
  report jsonb not null
);
comment on table private.revision_report is 'The report under which core judged a revision before it was stored.';

select private.keep('private.stored_object'), private.keep('public.document'),
       private.keep('public.document_revision', true), private.keep('private.revision_object', true),
       private.keep('private.revision_report', true);

create policy member_reads on public.document for select to authenticated
  using (removed_at is null
    and municipality_id in (select private.municipality_ids())
    and exists (select from public.envelope e where e.id = envelope_id));
create policy member_reads on public.document_revision for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.document d where d.id = document_id));

grant select (id, envelope_id, municipality_id, ord, kind, certifies_document_id, name, certificate_id, page_count,
    repaired, created_at, removed_at)
  on public.document to authenticated, service_role;
grant select (id, document_id, envelope_id, municipality_id, ord, kind, party_id, sha256_hex, length,
    increment_length, created_at)
  on public.document_revision to authenticated, service_role;

create function public.object_put(p_key text, p_wrapped_identity text, p_size bigint, p_sha256_hex text)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into private.stored_object (key, wrapped_identity, size, sha256_hex)
  values (p_key, p_wrapped_identity, p_size, p_sha256_hex)
  on conflict (key) do nothing;
  if not found and not exists (
    select from private.stored_object o
     where o.key = p_key and o.wrapped_identity = p_wrapped_identity and o.sha256_hex = p_sha256_hex)
  then
    perform private.refuse('OBJECT_CONFLICT', 409);
  end if;
exception when check_violation then
  perform private.refuse('REQUEST_INVALID', 400);
end;
$$;
comment on function public.object_put(text, text, bigint, text) is
  'Announces an object before its upload; idempotent. OBJECT_CONFLICT, REQUEST_INVALID.';

create function public.object_orphans(p_older_than_s integer)
returns table (key text, size bigint, created_at timestamptz)
language sql volatile security definer set search_path = '' as $$
  update private.stored_object o set swept_at = now()
   where o.key in (
     select c.key from private.stored_object c
      where c.referenced_at is null and c.swept_at is null
        and c.created_at < now() - make_interval(secs => greatest(p_older_than_s, 3600))
      order by c.created_at limit 200 for update skip locked)
  returning o.key, o.size, o.created_at
$$;
comment on function public.object_orphans(integer) is
  'Hands out, once, objects that nothing came to refer to (a crash between upload and record), at least so many seconds old and never younger than an hour. From then on nothing can refer to them, so their octets may go; the row stays.';

create function private.object_refer(p_key text) returns private.stored_object
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_object private.stored_object;
begin
  update private.stored_object o set referenced_at = coalesce(o.referenced_at, now())
   where o.key = p_key and o.swept_at is null returning * into v_object;
  if not found then
    perform private.refuse('OBJECT_UNKNOWN', 404);
  end if;
  return v_object;
end;
$$;
comment on function private.object_refer(text) is 'Marks an announced object as referred to and answers it. OBJECT_UNKNOWN.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.object_put(text, text, bigint, text), public.object_orphans(integer)
  from public, anon, authenticated;
grant execute on function public.object_put(text, text, bigint, text), public.object_orphans(integer) to service_role;
