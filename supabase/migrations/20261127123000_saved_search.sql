-- Searches of a list that a member of staff keeps under a name: on the server, so that desk and tablet agree.

create table public.saved_search (
  user_id uuid not null,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  list text not null check (list in ('envelopes', 'ledger')),
  searches jsonb not null default '[]' check (jsonb_typeof(searches) = 'array'),
  start_id uuid,
  primary key (user_id, municipality_id, list)
);
comment on table public.saved_search is
  'What one member keeps of one list: [{id, name, query (parameters of the address)}] in the order of saving, and the one that the list begins with. Nobody else sees it.';
select private.keep('public.saved_search');
create policy own_reads on public.saved_search for select to authenticated
  using (user_id = private.claimed_user() and municipality_id in (select private.municipality_ids()));
grant select (user_id, municipality_id, list, searches, start_id) on public.saved_search to authenticated, service_role;

create function private.saved_search_lock(p_actor jsonb, p_municipality_id uuid, p_list text) returns public.saved_search
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_saved public.saved_search;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if p_list is null or p_list not in ('envelopes', 'ledger') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  insert into public.saved_search (user_id, municipality_id, list) values (v_user, p_municipality_id, p_list)
    on conflict do nothing;
  select s.* into v_saved from public.saved_search s
   where s.user_id = v_user and s.municipality_id = p_municipality_id and s.list = p_list for update;
  return v_saved;
end;
$$;
comment on function private.saved_search_lock(jsonb, uuid, text) is
  'Locks what the acting member keeps of a list. MUNICIPALITY_NOT_FOUND, REQUEST_INVALID and those of private.staff_user.';

create function public.staff_search_save(p_actor jsonb, p_municipality_id uuid, p_list text, p_id uuid, p_search jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_saved public.saved_search := private.saved_search_lock(p_actor, p_municipality_id, p_list);
  v_name text;
  v_query text;
  v_next jsonb;
begin
  perform private.field_known(p_search, '{name,query,start}', '');
  v_name := private.field_text(p_search, 'name', 'name', 40);
  -- What an address can hold, and nothing that a screen could take for more.
  v_query := coalesce(private.field_text(p_search, 'query', 'query', 2000), '');
  if v_name is null or v_query !~ '^[A-Za-z0-9=&%+._*-]*$' or jsonb_typeof(p_search -> 'start') is distinct from 'boolean' then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', case when v_name is null then 'name' else 'query' end));
  end if;
  if exists (select from jsonb_array_elements(v_saved.searches) s where s ->> 'name' = v_name and s ->> 'id' <> p_id::text) then
    perform private.refuse('SEARCH_NAME_TAKEN', 409);
  end if;
  v_next := jsonb_build_object('id', p_id, 'name', v_name, 'query', v_query);
  if exists (select from jsonb_array_elements(v_saved.searches) s where s ->> 'id' = p_id::text) then
    v_next := (select jsonb_agg(case when s.one ->> 'id' = p_id::text then v_next else s.one end order by s.n)
                 from jsonb_array_elements(v_saved.searches) with ordinality s (one, n));
  elsif jsonb_array_length(v_saved.searches) >= 30 then
    perform private.refuse('SEARCHES_FULL', 409, '{"limit": 30}');
  else
    v_next := v_saved.searches || v_next;
  end if;
  update public.saved_search s
     set searches = v_next,
         start_id = case when (p_search ->> 'start')::boolean then p_id when s.start_id = p_id then null else s.start_id end
   where s.user_id = v_saved.user_id and s.municipality_id = v_saved.municipality_id and s.list = v_saved.list;
end;
$$;
comment on function public.staff_search_save(jsonb, uuid, text, uuid, jsonb) is
  'Keeps a search {name, query, start} under an id of the caller''s choice, or changes it; 30 a list. FIELD_INVALID {field}, FIELD_UNKNOWN, SEARCH_NAME_TAKEN, SEARCHES_FULL and those of private.saved_search_lock.';

create function public.staff_search_remove(p_actor jsonb, p_municipality_id uuid, p_list text, p_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_saved public.saved_search := private.saved_search_lock(p_actor, p_municipality_id, p_list);
begin
  update public.saved_search s
     set searches = (select coalesce(jsonb_agg(o.one order by o.n), '[]')
                       from jsonb_array_elements(v_saved.searches) with ordinality o (one, n) where o.one ->> 'id' <> p_id::text),
         start_id = nullif(s.start_id, p_id)
   where s.user_id = v_saved.user_id and s.municipality_id = v_saved.municipality_id and s.list = v_saved.list;
end;
$$;
comment on function public.staff_search_remove(jsonb, uuid, text, uuid) is
  'Forgets a search; idempotent. Those of private.saved_search_lock.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_search_save(jsonb, uuid, text, uuid, jsonb), public.staff_search_remove(jsonb, uuid, text, uuid)
  from public, anon, authenticated;
grant execute on function public.staff_search_save(jsonb, uuid, text, uuid, jsonb), public.staff_search_remove(jsonb, uuid, text, uuid)
  to service_role;
