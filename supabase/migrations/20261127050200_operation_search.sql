-- The operation log, searched and exported: who did what, when (JST), from where.

create index operation_log_at on public.operation_log (municipality_id, at);

create function public.operation_search(
  p_person text default null, p_envelope text default null, p_from date default null, p_to date default null,
  p_events text[] default null, p_limit integer default 100, p_before bigint default null
) returns table (
  id bigint, at timestamptz, actor_kind public.actor_kind, actor_label text, event public.operation_event,
  envelope_id uuid, title text, management_label text, document_name text, from_status public.envelope_status,
  to_status public.envelope_status, ip text, user_agent text, context jsonb
) language sql stable security invoker set search_path = '' as $$
  select l.id, l.at, l.actor_kind, l.actor_label, l.event, l.envelope_id, e.title, e.management_label, d.name,
    l.from_status, l.to_status, l.ip, l.user_agent, l.context
    from public.operation_log l
    left join public.envelope e on e.id = l.envelope_id
    left join public.document d on d.id = l.document_id
   where (p_before is null or l.id < p_before)
     and (p_events is null or l.event::text = any (p_events))
     and (coalesce(p_person, '') = '' or strpos(private.fold(coalesce(l.actor_label, '')), private.fold(p_person)) > 0)
     and (coalesce(p_envelope, '') = ''
       or strpos(private.fold(coalesce(e.title, '')), private.fold(p_envelope)) > 0
       or strpos(private.fold(coalesce(e.management_label, '')), private.fold(p_envelope)) > 0)
     -- Days as a clock in Japan counts them, both included.
     and (p_from is null or l.at >= p_from::timestamp at time zone 'Asia/Tokyo')
     and (p_to is null or l.at < (p_to + 1)::timestamp at time zone 'Asia/Tokyo')
   order by l.id desc
   limit least(greatest(coalesce(p_limit, 100), 1), 1000)
$$;
comment on function public.operation_search(text, text, date, date, text[], integer, bigint) is
  'The caller''s operation log by RLS (rows of no envelope for administrators alone), newest first; every criterion optional, days in JST and both included; p_before continues. At most 1,000 at once.';

create function public.staff_exported(p_actor jsonb, p_municipality_id uuid, p_context jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  perform private.log_municipality(p_actor, 'exported', p_municipality_id, p_context);
end;
$$;
comment on function public.staff_exported(jsonb, uuid, jsonb) is
  'Logs that a list was written to a file: what, by which criteria, how many rows. MUNICIPALITY_NOT_FOUND and those of private.staff_user.';

revoke execute on function public.operation_search(text, text, date, date, text[], integer, bigint) from public, anon;
grant execute on function public.operation_search(text, text, date, date, text[], integer, bigint) to authenticated, service_role;
revoke execute on function public.staff_exported(jsonb, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.staff_exported(jsonb, uuid, jsonb) to service_role;
