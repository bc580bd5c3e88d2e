-- A worker that lives says so: leases can be short, and what a dead one held is taken up within seconds.

create function public.job_renew(p_id uuid, p_worker text, p_lease_s integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.job_leased(p_id, p_worker);
  update private.job j set lease_until = now() + make_interval(secs => p_lease_s) where j.id = p_id;
end;
$$;
comment on function public.job_renew(uuid, text, integer) is
  'Holds a leased job for so many seconds more. JOB_LEASE_LOST.';
revoke execute on function public.job_renew(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.job_renew(uuid, text, integer) to service_role;
