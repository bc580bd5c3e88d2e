-- Once a day each municipality's chain is bound to a time that is not ours: whoever has the token can show, without
-- the service, that the log up to there existed then and was not rewritten since.

create table private.operation_chain_stamp (
  municipality_id uuid not null,
  seq bigint not null,
  head_sha256_hex text not null check (head_sha256_hex ~ '^[0-9a-f]{64}$'),
  stamped_at timestamptz not null,
  token bytea not null check (octet_length(token) between 1 and 65536),
  created_at timestamptz not null default now(),
  primary key (municipality_id, seq),
  foreign key (municipality_id, seq) references private.operation_chain (municipality_id, seq) on delete restrict
);
comment on table private.operation_chain_stamp is
  'RFC 3161 tokens whose messageImprint is the SHA-256 value of link seq, the head of that moment; stamped_at is the token''s genTime. Judged before they are stored. Insert-only.';
select private.keep('private.operation_chain_stamp', true);

create function public.chain_stamp_subject(p_municipality_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('municipalityId', c.municipality_id, 'count', c.seq, 'headSha256Hex', c.sha256_hex)
    from (select * from private.operation_chain h where h.municipality_id = p_municipality_id order by h.seq desc limit 1) c
   where not exists (
     select from private.operation_chain_stamp s where s.municipality_id = c.municipality_id and s.seq = c.seq)
$$;
comment on function public.chain_stamp_subject(uuid) is
  'The head of a municipality''s chain that has no time-stamp yet: {municipalityId, count, headSha256Hex}; null where there is none.';

create function public.chain_stamp_add(
  p_municipality_id uuid, p_count bigint, p_head_sha256_hex text, p_stamped_at timestamptz, p_token_b64 text
) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  if not exists (
    select from private.operation_chain c
     where c.municipality_id = p_municipality_id and c.seq = p_count and c.sha256_hex = p_head_sha256_hex)
  then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  insert into private.operation_chain_stamp (municipality_id, seq, head_sha256_hex, stamped_at, token)
  values (p_municipality_id, p_count, p_head_sha256_hex, p_stamped_at, decode(p_token_b64, 'base64'))
  on conflict (municipality_id, seq) do nothing;
end;
$$;
comment on function public.chain_stamp_add(uuid, bigint, text, timestamptz, text) is
  'Stores the judged token over the value of one link; the first one stays. REQUEST_INVALID where the chain has no such link.';

create function public.operation_chain_stamps(p_municipality_id uuid)
returns table (links bigint, head_sha256_hex text, stamped_at timestamptz, token_b64 text)
language sql stable security definer set search_path = '' as $$
  select s.seq, s.head_sha256_hex, s.stamped_at, translate(encode(s.token, 'base64'), E'\n', '')
    from private.operation_chain_stamp s where s.municipality_id = p_municipality_id order by s.seq
$$;
comment on function public.operation_chain_stamps(uuid) is
  'The time-stamps of a municipality''s chain, oldest first: how many links each covers, their head, genTime and the token''s DER.';

create or replace function public.housekeeping() returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_expired integer := private.expire_due();
  v_requeued integer;
  v_chained integer;
begin
  -- A consent without a job, or a job given up, must not leave an envelope behind.
  insert into private.job (kind, subject, payload)
  select 'seal_party'::public.job_kind, p.id::text, jsonb_build_object('partyId', p.id) from public.party p
    join public.envelope e on e.id = p.envelope_id and e.status in ('sent', 'partly_signed')
   where p.status = 'consented'
  union all
  select 'conclude'::public.job_kind, e.id::text, jsonb_build_object('envelopeId', e.id) from public.envelope e where e.status = 'concluding'
  on conflict (kind, subject) do update set status = 'queued', run_at = now(), finished_at = null
    where private.job.status in ('failed', 'done') and private.job.finished_at < now() - interval '5 minutes';
  get diagnostics v_requeued = row_count;
  select coalesce(sum(private.operation_chain_link(m.id, 5000)), 0) into v_chained from public.municipality m;
  perform private.job_queue('chain_stamp', m.id || '/' || private.japan_date(now()), jsonb_build_object('municipalityId', m.id))
    from public.municipality m where public.chain_stamp_subject(m.id) is not null;
  perform private.remind_due(now());
  delete from private.rate_limit r where r.window_start < now() - interval '1 day';
  return jsonb_build_object('expired', v_expired, 'requeued', v_requeued, 'chained', v_chained);
end;
$$;
comment on function public.housekeeping() is
  'Expires, reminds, requeues unfinished work, links the hash chain and queues the day''s time-stamp of its head, clears old rate limits: {expired, requeued, chained}. Run by the housekeeping job, which queues itself.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.chain_stamp_subject(uuid), public.chain_stamp_add(uuid, bigint, text, timestamptz, text),
  public.operation_chain_stamps(uuid) from public, anon, authenticated;
grant execute on function public.chain_stamp_subject(uuid), public.chain_stamp_add(uuid, bigint, text, timestamptz, text),
  public.operation_chain_stamps(uuid) to service_role;
