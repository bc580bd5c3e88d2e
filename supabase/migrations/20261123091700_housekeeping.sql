-- What the service does without being asked: expire, chain, and look after what a crash left.

create function private.expire_due() returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_party public.party;
  v_expired integer := 0;
begin
  for v_envelope in
    select e.* from public.envelope e
     where e.status in ('sent', 'partly_signed') and now() >= e.deadline_at + interval '1 second'
     order by e.deadline_at limit 500 for update skip locked
  loop
    v_party := private.turn_party(v_envelope);
    -- 署名期限 binds the contractor: only an open turn of theirs expires.
    continue when v_party.kind is distinct from 'contractor' or v_party.status is distinct from 'waiting';
    update private.mail_outbox m set status = 'cancelled'
     where m.envelope_id = v_envelope.id and m.kind = 'sign_request' and m.status = 'queued';
    perform private.envelope_apply(v_envelope.id, 'expire', 'service', '{"kind": "service"}', v_party);
    perform private.mail_queue('expired_staff', v_envelope.id, null, v_envelope.created_by);
    v_expired := v_expired + 1;
  end loop;
  return v_expired;
end;
$$;
comment on function private.expire_due() is 'Expires envelopes whose contractor''s turn is open past 署名期限; answers how many.';

create function public.housekeeping() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_expired integer := private.expire_due();
  v_requeued integer;
  v_chained integer;
begin
  -- A consent without a job, or a job given up, must not leave an envelope behind.
  insert into private.job (kind, subject, payload)
  select 'seal_party'::public.job_kind, p.id::text, jsonb_build_object('partyId', p.id) from public.party p where p.status = 'consented'
  union all
  select 'conclude'::public.job_kind, e.id::text, jsonb_build_object('envelopeId', e.id) from public.envelope e where e.status = 'concluding'
  on conflict (kind, subject) do update set status = 'queued', run_at = now(), finished_at = null
    where private.job.status in ('failed', 'done') and private.job.finished_at < now() - interval '5 minutes';
  get diagnostics v_requeued = row_count;
  select coalesce(sum(private.operation_chain_link(m.id, 5000)), 0) into v_chained from public.municipality m;
  delete from private.rate_limit r where r.window_start < now() - interval '1 day';
  return jsonb_build_object('expired', v_expired, 'requeued', v_requeued, 'chained', v_chained);
end;
$$;
comment on function public.housekeeping() is
  'Expires, requeues unfinished work, links the hash chain, clears old rate limits: {expired, requeued, chained}. Run by the housekeeping job, which queues itself.';

create function public.refusal_log(p_actor jsonb, p_envelope_id uuid, p_token_sha256_hex text, p_code text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
begin
  -- The refused act's own transaction is gone, and its log with it.
  if p_token_sha256_hex is not null then
    select p.* into v_party from public.party p join private.party_link l on l.party_id = p.id
     where l.token_sha256_hex = p_token_sha256_hex;
  end if;
  select e.* into v_envelope from public.envelope e where e.id = coalesce(v_party.envelope_id, p_envelope_id);
  if v_envelope.id is null or p_actor ->> 'kind' is null or (p_actor ->> 'kind' = 'staff'
    and not private.has_role((p_actor ->> 'userId')::uuid, v_envelope.municipality_id, v_envelope.department_id, null)) then
    return;
  end if;
  perform private.log(p_actor, 'refused', v_envelope, v_party, p_context => jsonb_build_object('code', left(p_code, 100)));
end;
$$;
comment on function public.refusal_log(jsonb, uuid, text, text) is
  'Logs that an act was refused, by envelope or by link; an unknown one leaves no trace. Never refuses.';

create function public.staff_signed_in(p_actor jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
begin
  insert into public.operation_log (municipality_id, actor_kind, actor_user_id, actor_label, event, ip, user_agent)
  select m.municipality_id, 'staff', v_user, min(m.display_name), 'signed_in', left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512)
    from public.membership m where m.user_id = v_user and m.active group by m.municipality_id;
end;
$$;
comment on function public.staff_signed_in(jsonb) is
  'Logs a sign-in with second factor in each of the account''s municipalities. ACTOR_INVALID, SECOND_FACTOR_REQUIRED.';

create function private.jobs_schedule() returns text
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (select from pg_available_extensions x where x.name = 'pg_cron')
    or not exists (select from pg_available_extensions x where x.name = 'pg_net') then
    return 'pg_cron or pg_net is not available: tick the jobs function with another timer';
  end if;
  create extension if not exists pg_cron;
  create extension if not exists pg_net with schema extensions;
  execute $cron$
    select cron.schedule('shomei-jobs', '10 seconds', $tick$
      select net.http_post(
        url := (select decrypted_secret from vault.decrypted_secrets where name = 'shomei_jobs_url'),
        headers := jsonb_build_object('authorization',
          'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where name = 'shomei_jobs_secret')),
        body := '{}'::jsonb, timeout_milliseconds := 5000)
    $tick$)
  $cron$;
  return 'scheduled';
end;
$$;
comment on function private.jobs_schedule() is
  'Run once by the operator on Supabase: ticks the jobs function every 10 seconds by pg_cron and pg_net. Needs the vault secrets shomei_jobs_url (…/functions/v1/jobs/tick) and shomei_jobs_secret.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.housekeeping(), public.refusal_log(jsonb, uuid, text, text), public.staff_signed_in(jsonb)
  from public, anon, authenticated;
grant execute on function public.housekeeping(), public.refusal_log(jsonb, uuid, text, text), public.staff_signed_in(jsonb)
  to service_role;
