-- How key, time-stamp authorities and trust list are, as the jobs last saw them, for administrators on their screen.

create table private.service_health (
  only_one boolean primary key default true check (only_one),
  health jsonb not null check (jsonb_typeof(health) = 'object'),
  seen_at timestamptz not null default now()
);
comment on table private.service_health is
  'What GET /jobs/health answers, as the housekeeping job last saw it. Nothing secret is in it.';
select private.keep('private.service_health');

create function public.service_health_put(p_health jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  if jsonb_typeof(p_health) is distinct from 'object' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  insert into private.service_health as h (health) values (p_health)
  on conflict (only_one) do update set health = excluded.health, seen_at = now();
end;
$$;
comment on function public.service_health_put(jsonb) is 'Keeps how the services outside are, in the place of what was known before. REQUEST_INVALID.';

create function public.service_health() returns jsonb
language sql stable security definer set search_path = '' as $$
  select h.health || jsonb_build_object('seenAt', h.seen_at) from private.service_health h
   where exists (select from public.municipality m where private.is_admin_of(m.id))
$$;
comment on function public.service_health() is
  'How key, authorities and trust list were when they were last looked at (seenAt), for an administrator (aal2) of any municipality; null for anybody else and before the first look.';

revoke execute on function public.service_health_put(jsonb) from public, anon, authenticated;
grant execute on function public.service_health_put(jsonb) to service_role;
revoke execute on function public.service_health() from public, anon;
grant execute on function public.service_health() to authenticated;
