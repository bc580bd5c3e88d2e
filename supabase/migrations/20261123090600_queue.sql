-- Jobs, mails and rate limits: what the service does by itself.

create type public.job_kind as enum ('seal_party', 'conclude', 'mail', 'housekeeping', 'timestamp_check');
create type public.mail_kind as enum (
  'sign_request', 'completed_contractor', 'completed_staff', 'declined_staff', 'withdrawn_contractor',
  'reissued', 'reissue_requested_staff', 'expired_staff', 'approval_requested_staff', 'returned_staff',
  'signature_requested_staff', 'member_invited', 'reminder_contractor', 'deadline_extended_contractor',
  'mail_bounced_staff', 'download_reminder_contractor'
);

create table private.job (
  id uuid primary key default gen_random_uuid(),
  kind public.job_kind not null,
  subject text not null,
  payload jsonb not null default '{}'::jsonb,
  status text not null default 'queued' check (status in ('queued', 'leased', 'done', 'failed')),
  attempts integer not null default 0,
  run_at timestamptz not null default now(),
  leased_by text,
  lease_until timestamptz,
  last_code text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (kind, subject)
);
comment on table private.job is
  'The queue. (kind, subject) is unique for good: one consent makes one sealing job, however often it is asked for.';
create index job_ready on private.job (run_at) where status in ('queued', 'leased');

create table private.mail_outbox (
  id uuid primary key default gen_random_uuid(),
  kind public.mail_kind not null,
  envelope_id uuid references public.envelope (id) on delete restrict,
  party_id uuid references public.party (id) on delete restrict,
  user_id uuid,
  invitation_id uuid,
  generation integer,
  status text not null default 'queued' check (status in ('queued', 'sent', 'failed', 'cancelled')),
  attempts integer not null default 0,
  last_code text,
  message_id text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  constraint one_recipient check (num_nonnulls(party_id, user_id, invitation_id) = 1),
  constraint about_an_envelope check (envelope_id is not null or invitation_id is not null)
);
comment on table private.mail_outbox is
  'References only: text and link are rendered at delivery, so that no token and no address is kept here.';
create index mail_outbox_envelope on private.mail_outbox (envelope_id, created_at);

create table private.rate_limit (
  key text not null,
  window_start timestamptz not null,
  hits integer not null,
  primary key (key)
);
comment on table private.rate_limit is 'One running window per key; the only table whose rows go, a day after their window began.';

select private.keep('private.job'), private.keep('private.mail_outbox');
-- Not a record: keys may hold IP addresses, which nothing needs once their window is over. housekeeping() clears them.
alter table private.rate_limit enable row level security;
revoke all on private.rate_limit from public, anon, authenticated, service_role;
create index rate_limit_old on private.rate_limit (window_start);

create function private.job_queue(p_kind public.job_kind, p_subject text, p_payload jsonb, p_delay_s integer default 0)
returns void language sql volatile security definer set search_path = '' as $$
  insert into private.job (kind, subject, payload, run_at)
  values (p_kind, p_subject, p_payload, now() + make_interval(secs => p_delay_s))
  on conflict (kind, subject) do nothing
$$;
comment on function private.job_queue(public.job_kind, text, jsonb, integer) is 'Queues a job once per kind and subject.';

create function private.mail_queue(p_kind public.mail_kind, p_envelope_id uuid, p_party_id uuid, p_user_id uuid, p_generation integer default null)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  v_id uuid;
begin
  insert into private.mail_outbox (kind, envelope_id, party_id, user_id, generation)
  values (p_kind, p_envelope_id, p_party_id, p_user_id, p_generation) returning id into v_id;
  perform private.job_queue('mail', v_id::text, jsonb_build_object('outboxId', v_id));
  return v_id;
end;
$$;
comment on function private.mail_queue(public.mail_kind, uuid, uuid, uuid, integer) is
  'Queues a mail and its job in the caller''s transaction.';

create function public.job_claim(p_worker text, p_lease_s integer, p_limit integer)
returns setof jsonb language sql volatile security definer set search_path = '' as $$
  with ready as (
    select j.id from private.job j
     where (j.status = 'queued' and j.run_at <= now())
        or (j.status = 'leased' and j.lease_until < now())
     order by j.run_at
     limit p_limit
     for update skip locked
  ), claimed as (
    update private.job j
       set status = 'leased', leased_by = p_worker, lease_until = now() + make_interval(secs => p_lease_s),
           attempts = j.attempts + 1
      from ready where j.id = ready.id
    returning j.id, j.kind, j.payload, j.attempts, j.run_at
  )
  select jsonb_build_object('id', c.id, 'kind', c.kind, 'payload', c.payload, 'attempts', c.attempts)
    from claimed c order by c.run_at
$$;
comment on function public.job_claim(text, integer, integer) is
  'Leases due jobs to a worker, each to one (skip locked); a lease that ran out is claimable again.';

create function private.job_leased(p_id uuid, p_worker text) returns private.job
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_job private.job;
begin
  select * into v_job from private.job j where j.id = p_id for update;
  if not found or v_job.status <> 'leased' or v_job.leased_by is distinct from p_worker then
    perform private.refuse('JOB_LEASE_LOST', 409);
  end if;
  return v_job;
end;
$$;
comment on function private.job_leased(uuid, text) is 'Locks a job that this worker holds. JOB_LEASE_LOST.';

create function public.job_done(p_id uuid, p_worker text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_job private.job := private.job_leased(p_id, p_worker);
begin
  if v_job.kind = 'housekeeping' or v_job.kind = 'timestamp_check' and private.timestamp_check_open(v_job.subject) then
    -- It queues itself again: the sweep never ends, a check of many files comes back for the rest.
    update private.job j set status = 'queued', attempts = 0, run_at = now() + case v_job.kind when 'housekeeping' then interval '30 seconds' else interval '0' end,
      leased_by = null, lease_until = null, last_code = null where j.id = p_id;
  else
    update private.job j set status = 'done', finished_at = now(), leased_by = null, lease_until = null, last_code = null
     where j.id = p_id;
  end if;
end;
$$;
comment on function public.job_done(uuid, text) is 'Ends a leased job; housekeeping, and a check that is not finished, is queued anew. JOB_LEASE_LOST.';

create function public.job_retry(p_id uuid, p_worker text, p_code text, p_delay_s integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.job_leased(p_id, p_worker);
  update private.job j set status = 'queued', run_at = now() + make_interval(secs => greatest(p_delay_s, 0)),
    leased_by = null, lease_until = null, last_code = left(p_code, 100) where j.id = p_id;
end;
$$;
comment on function public.job_retry(uuid, text, text, integer) is
  'Gives a leased job back, to run after so many seconds. JOB_LEASE_LOST.';

create function public.job_failed(p_id uuid, p_worker text, p_code text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.job_leased(p_id, p_worker);
  update private.job j set status = 'failed', finished_at = now(), leased_by = null, lease_until = null,
    last_code = left(p_code, 100) where j.id = p_id;
end;
$$;
comment on function public.job_failed(uuid, text, text) is
  'Gives a leased job up; housekeeping looks at unfinished envelopes again later. JOB_LEASE_LOST.';

create function public.job_release() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_released integer;
begin
  update private.job j set status = 'queued', run_at = least(j.run_at, now()), leased_by = null, lease_until = null
   where j.status = 'leased';
  get diagnostics v_released = row_count;
  return v_released;
end;
$$;
comment on function public.job_release() is
  'Gives back every leased job: for a stack with one worker, at its start, when no worker can be alive. Answers how many.';

create function public.rate_limit_hit(p_key text, p_limit integer, p_window_s integer) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_hits integer;
begin
  insert into private.rate_limit as r (key, window_start, hits) values (left(p_key, 200), now(), 1)
  on conflict (key) do update
    set hits = case when r.window_start < now() - make_interval(secs => p_window_s) then 1 else r.hits + 1 end,
        window_start = case when r.window_start < now() - make_interval(secs => p_window_s) then now() else r.window_start end
  returning r.hits into v_hits;
  return v_hits <= p_limit;
end;
$$;
comment on function public.rate_limit_hit(text, integer, integer) is
  'Counts a hit; true while the key stays within the limit of its window of so many seconds.';

insert into private.job (kind, subject) values ('housekeeping', 'housekeeping');

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.job_claim(text, integer, integer), public.job_done(uuid, text),
  public.job_retry(uuid, text, text, integer), public.job_failed(uuid, text, text), public.job_release(),
  public.rate_limit_hit(text, integer, integer) from public, anon, authenticated;
grant execute on function public.job_claim(text, integer, integer), public.job_done(uuid, text),
  public.job_retry(uuid, text, text, integer), public.job_failed(uuid, text, text), public.job_release(),
  public.rate_limit_hit(text, integer, integer) to service_role;
