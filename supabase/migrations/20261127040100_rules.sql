-- What a municipality demands, as data: one JSON document a version, chosen by a case's 公告・通知日.

create function private.rules_valid(p_document jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_document) = 'object'
     and jsonb_typeof(p_document -> 'scope') = 'object'
     and coalesce(p_document #>> '{scope,electronicFrom}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', false)
     and jsonb_typeof(p_document #> '{scope,electronicBiddingOnly}') = 'boolean'
     and jsonb_typeof(p_document #> '{scope,departments}') = 'array'
     and jsonb_typeof(p_document #> '{application,channels}') = 'array'
     and jsonb_array_length(p_document #> '{application,channels}') > 0
     and p_document #> '{application,channels}' <@ '["form", "mail", "external", "csv"]'
     and jsonb_typeof(p_document -> 'attachments') = 'array'
     and jsonb_typeof(p_document #> '{guarantee,kinds}') = 'array'
     and p_document #> '{guarantee,kinds}' <@ '["security", "cash", "exempt", "electronic"]'
     and jsonb_typeof(p_document #> '{sealWithinDays}') = 'number'
     and jsonb_typeof(p_document -> 'texts') = 'object'
$$;
comment on function private.rules_valid(jsonb) is
  'Whether a rules document has what SQL decides by; src/lib/domain/rules.ts holds the whole shape.';

create table public.municipality_rules (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  version integer not null check (version >= 1),
  effective_on date not null,
  document jsonb not null check (private.rules_valid(document)),
  note text check (char_length(note) <= 1000),
  published_by uuid,
  published_at timestamptz not null default now(),
  unique (municipality_id, version),
  unique (id, municipality_id)
);
comment on table public.municipality_rules is
  'A version of a municipality''s rules. Insert-only: a case keeps the version that its 公告・通知日 chose, whatever is published later.';
comment on column public.municipality_rules.effective_on is 'For cases whose 公告・通知日 is this date or later (JST).';
create index municipality_rules_choice on public.municipality_rules (municipality_id, effective_on desc, version desc);
select private.keep('public.municipality_rules', true);
create policy member_reads on public.municipality_rules for select to authenticated
  using (municipality_id in (select private.municipality_ids()));
grant select (id, municipality_id, version, effective_on, document, note, published_by, published_at)
  on public.municipality_rules to authenticated, service_role;

create function private.rules_for(p_municipality_id uuid, p_on date) returns public.municipality_rules
language sql stable security definer set search_path = '' as $$
  select r.* from public.municipality_rules r
   where r.municipality_id = p_municipality_id and r.effective_on <= p_on
   order by r.effective_on desc, r.version desc limit 1
$$;
comment on function private.rules_for(uuid, date) is
  'The rules that hold for a 公告・通知日: the latest effective date not after it, and of that the newest version; a row of nulls where there are none.';

create function private.log_municipality(
  p_actor jsonb, p_event public.operation_event, p_municipality_id uuid, p_label text, p_context jsonb
) returns void language sql volatile security definer set search_path = '' as $$
  insert into public.operation_log (municipality_id, actor_kind, actor_user_id, actor_label, event, ip, user_agent, context)
  select p_municipality_id, (p_actor ->> 'kind')::public.actor_kind,
    case when p_actor ->> 'kind' = 'staff' then (p_actor ->> 'userId')::uuid end,
    case p_actor ->> 'kind'
      when 'staff' then (
        select m.display_name from public.membership m
         where m.user_id = (p_actor ->> 'userId')::uuid and m.municipality_id = p_municipality_id
         order by m.active desc, m.created_at limit 1)
      when 'contractor' then p_label
    end,
    p_event, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512), coalesce(p_context, '{}')
$$;
comment on function private.log_municipality(jsonb, public.operation_event, uuid, text, jsonb) is
  'Writes one row of the operation log that belongs to no envelope; p_label names a contractor.';

create function public.staff_rules_publish(
  p_actor jsonb, p_municipality_id uuid, p_effective_on date, p_document jsonb, p_note text
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_rules public.municipality_rules;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.active and m.municipality_id = p_municipality_id) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if not private.has_role(v_user, p_municipality_id, null, '{admin}') then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["admin"]}');
  end if;
  if p_effective_on is null or not private.rules_valid(p_document) then
    perform private.refuse('RULES_INVALID', 422);
  end if;
  -- One version at a time: the municipality's own row queues the publishers.
  perform from public.municipality m where m.id = p_municipality_id for update;
  insert into public.municipality_rules (municipality_id, version, effective_on, document, note, published_by)
  values (p_municipality_id,
    (select coalesce(max(r.version), 0) + 1 from public.municipality_rules r where r.municipality_id = p_municipality_id),
    p_effective_on, p_document, private.reason(p_note, false), v_user)
  returning * into v_rules;
  perform private.log_municipality(p_actor, 'rules_published', p_municipality_id, null,
    jsonb_build_object('version', v_rules.version, 'effectiveOn', v_rules.effective_on));
  return jsonb_build_object('id', v_rules.id, 'version', v_rules.version);
end;
$$;
comment on function public.staff_rules_publish(jsonb, uuid, date, jsonb, text) is
  'Adds a version of a municipality''s rules: {id, version}. MUNICIPALITY_NOT_FOUND, ROLE_MISSING, RULES_INVALID, REASON_TOO_LONG and those of private.staff_user.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_rules_publish(jsonb, uuid, date, jsonb, text) from public, anon, authenticated;
grant execute on function public.staff_rules_publish(jsonb, uuid, date, jsonb, text) to service_role;
