-- The operation log and its hash chain. Nobody may update or delete, the owner neither.

create table public.operation_log (
  id bigint generated always as identity primary key,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  envelope_id uuid references public.envelope (id) on delete restrict,
  document_id uuid references public.document (id) on delete restrict,
  party_id uuid references public.party (id) on delete restrict,
  actor_kind public.actor_kind not null,
  actor_user_id uuid,
  actor_label text,
  event public.operation_event not null,
  from_status public.envelope_status,
  to_status public.envelope_status,
  ip text check (char_length(ip) <= 64),
  user_agent text check (char_length(user_agent) <= 512),
  context jsonb not null default '{}'::jsonb,
  at timestamptz not null default clock_timestamp()
);
comment on table public.operation_log is 'Who did what, when, from where. Append-only; chained by private.operation_chain.';
create index operation_log_envelope on public.operation_log (envelope_id, id);
create index operation_log_municipality on public.operation_log (municipality_id, id);

create table private.operation_chain (
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  seq bigint not null check (seq >= 1),
  log_id bigint not null unique references public.operation_log (id) on delete restrict,
  previous_sha256_hex text not null check (previous_sha256_hex ~ '^[0-9a-f]{64}$'),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  linked_at timestamptz not null default now(),
  primary key (municipality_id, seq)
);
comment on table private.operation_chain is
  'Hash chain over committed log rows: SHA-256 of the previous value''s hex, a line feed, and private.operation_text of the row. The first previous value is 64 zeros.';

create table private.operation_chain_mark (
  municipality_id uuid primary key references public.municipality (id) on delete restrict,
  settled_id bigint not null
);
comment on table private.operation_chain_mark is
  'Up to which log id nothing can appear any more, so that linking need not look further back.';

select private.keep('public.operation_log', true), private.keep('private.operation_chain', true),
       private.keep('private.operation_chain_mark');

create policy member_reads on public.operation_log for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and case when envelope_id is null then private.is_admin_of(municipality_id)
             else exists (select from public.envelope e where e.id = envelope_id) end);
grant select (id, municipality_id, envelope_id, document_id, party_id, actor_kind, actor_user_id, actor_label, event,
    from_status, to_status, ip, user_agent, context, at)
  on public.operation_log to authenticated, service_role;

create function private.operation_text(p_row public.operation_log) returns text
language sql immutable set search_path = '' as $$
  select jsonb_build_array(
    p_row.id, p_row.municipality_id, p_row.envelope_id, p_row.document_id, p_row.party_id, p_row.actor_kind,
    p_row.actor_user_id, p_row.actor_label, p_row.event, p_row.from_status, p_row.to_status, p_row.ip,
    p_row.user_agent, p_row.context, extract(epoch from p_row.at))::text
$$;
comment on function private.operation_text(public.operation_log) is
  'One log row as the text that is hashed: a JSON array of its columns in order, the instant as epoch seconds.';

create function private.operation_chain_link(p_municipality_id uuid, p_limit integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row public.operation_log;
  v_seq bigint;
  v_sha256_hex text;
  v_previous text;
  v_settled bigint;
  v_linked integer := 0;
begin
  -- One linker per municipality; writers of the log never wait for it.
  if not pg_try_advisory_xact_lock(hashtextextended('operation_chain/' || p_municipality_id::text, 0)) then
    return 0;
  end if;
  select c.seq, c.sha256_hex into v_seq, v_sha256_hex from private.operation_chain c
   where c.municipality_id = p_municipality_id order by c.seq desc limit 1;
  v_seq := coalesce(v_seq, 0);
  v_sha256_hex := coalesce(v_sha256_hex, repeat('0', 64));
  select m.settled_id into v_settled from private.operation_chain_mark m where m.municipality_id = p_municipality_id;

  for v_row in
    select l.* from public.operation_log l
     where l.municipality_id = p_municipality_id and l.id > coalesce(v_settled, 0)
       and not exists (select from private.operation_chain c where c.log_id = l.id)
     order by l.id limit p_limit
  loop
    v_seq := v_seq + 1;
    v_previous := v_sha256_hex;
    v_sha256_hex := encode(sha256(convert_to(v_previous || chr(10) || private.operation_text(v_row), 'UTF8')), 'hex');
    insert into private.operation_chain (municipality_id, seq, log_id, previous_sha256_hex, sha256_hex)
    values (p_municipality_id, v_seq, v_row.id, v_previous, v_sha256_hex);
    v_linked := v_linked + 1;
  end loop;

  if v_linked < p_limit then
    -- A row with a lower id can still commit late, but no transaction lasts a day.
    insert into private.operation_chain_mark (municipality_id, settled_id)
    select p_municipality_id, max(l.id) from public.operation_log l
     where l.municipality_id = p_municipality_id and l.at < now() - interval '1 day'
    having max(l.id) is not null
    on conflict (municipality_id) do update set settled_id = excluded.settled_id;
  end if;
  return v_linked;
end;
$$;
comment on function private.operation_chain_link(uuid, integer) is
  'Links committed, unlinked log rows of a municipality into its chain; answers how many. 0 while another linker works.';

create function public.operation_chain_check(p_municipality_id uuid)
returns table (links bigint, head_sha256_hex text, broken_at bigint)
language plpgsql stable security definer set search_path = '' as $$
declare
  v record;
  v_expected text := repeat('0', 64);
begin
  links := 0;
  for v in
    select c.seq, c.previous_sha256_hex, c.sha256_hex, private.operation_text(l) as row_text
      from private.operation_chain c join public.operation_log l on l.id = c.log_id
     where c.municipality_id = p_municipality_id order by c.seq
  loop
    links := links + 1;
    if broken_at is null and (v.seq <> links or v.previous_sha256_hex <> v_expected or v.sha256_hex
      <> encode(sha256(convert_to(v.previous_sha256_hex || chr(10) || v.row_text, 'UTF8')), 'hex'))
    then
      broken_at := v.seq;
    end if;
    v_expected := v.sha256_hex;
  end loop;
  head_sha256_hex := v_expected;
  return next;
end;
$$;
comment on function public.operation_chain_check(uuid) is
  'Recomputes a municipality''s chain: how many links, its head, and the first link that does not fit (null = sound).';

create function private.log(
  p_actor jsonb, p_event public.operation_event, p_envelope public.envelope,
  p_party public.party default null, p_document_id uuid default null,
  p_from public.envelope_status default null, p_to public.envelope_status default null, p_context jsonb default '{}'
) returns void language sql volatile security definer set search_path = '' as $$
  insert into public.operation_log (municipality_id, envelope_id, document_id, party_id, actor_kind, actor_user_id,
    actor_label, event, from_status, to_status, ip, user_agent, context)
  select p_envelope.municipality_id, p_envelope.id, p_document_id, (p_party).id,
    (p_actor ->> 'kind')::public.actor_kind,
    case when p_actor ->> 'kind' = 'staff' then (p_actor ->> 'userId')::uuid end,
    case p_actor ->> 'kind'
      when 'staff' then (
        select m.display_name from public.membership m
         where m.user_id = (p_actor ->> 'userId')::uuid and m.municipality_id = p_envelope.municipality_id
         order by m.active desc, m.created_at limit 1)
      when 'contractor' then concat_ws(' ', (p_party).company, (p_party).principal_name)
    end,
    p_event, p_from, p_to, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512), coalesce(p_context, '{}')
$$;
comment on function private.log(jsonb, public.operation_event, public.envelope, public.party, uuid, public.envelope_status, public.envelope_status, jsonb) is
  'Writes one row of the operation log for an envelope.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.operation_chain_check(uuid) from public, anon, authenticated;
grant execute on function public.operation_chain_check(uuid) to service_role;
