-- L28: every concluded file is stamped anew before its outermost time-stamp ends. SQL keeps the calendar and decides what
-- is due; a job stamps, one document at a time, and nothing is stored that the verifier does not pass.

create table public.renewal (
  document_id uuid primary key references public.document (id) on delete restrict,
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  stamped_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > stamped_at),
  ends_by text not null check (ends_by in ('certificate', 'algorithm')),
  policy text not null,
  renewals integer not null default 0 check (renewals >= 0),
  updated_at timestamptz not null default now()
);
comment on table public.renewal is
  'The calendar: until when the outermost time-stamp of a concluded file is believed, what ends it (a certificate of its chain, or an algorithm by the named policy), and how often it was renewed. Written with each document time-stamp.';
create index renewal_ends on public.renewal (ends_at);
select private.keep('public.renewal');
create policy member_reads on public.renewal for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.document d where d.id = document_id));
grant select (document_id, municipality_id, stamped_at, ends_at, ends_by, policy, renewals, updated_at)
  on public.renewal to authenticated, service_role;

create table private.renewal_setting (
  only_one boolean primary key default true check (only_one),
  lead_days integer not null default 365 check (lead_days between 30 and 3650),
  batch_size integer not null default 20 check (batch_size between 1 and 500),
  paused boolean not null default false
);
comment on table private.renewal_setting is
  'How the service renews, changed by its operator: how many days before the end, how many documents are under way at a time, and whether it rests.';
select private.keep('private.renewal_setting');
insert into private.renewal_setting default values;

alter table private.seal_step drop constraint subject_form;
alter table private.seal_step add constraint subject_form check (
  subject ~ '^(seal/[0-9a-f-]{36}|lta|certificate|certificate-seal|certificate-lta)/[0-9a-f-]{36}(/[1-9][0-9]?)?$'
  or subject ~ '^renewal/[0-9a-f-]{36}/[1-9][0-9]{0,2}$');

create function private.evidence_end_put(p_document public.document, p_end jsonb, p_renewals integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into public.renewal as r (document_id, municipality_id, stamped_at, ends_at, ends_by, policy, renewals)
  values (p_document.id, p_document.municipality_id, (p_end ->> 'stampedAt')::timestamptz, (p_end ->> 'endsAt')::timestamptz,
    p_end ->> 'by', p_end ->> 'policy', p_renewals)
  on conflict (document_id) do update set stamped_at = excluded.stamped_at, ends_at = excluded.ends_at,
    ends_by = excluded.ends_by, policy = excluded.policy, renewals = excluded.renewals, updated_at = now();
exception when check_violation or not_null_violation or invalid_datetime_format or datetime_field_overflow then
  perform private.refuse('REQUEST_INVALID', 400);
end;
$$;
comment on function private.evidence_end_put(public.document, jsonb, integer) is
  'Writes a file''s line of the calendar: {stampedAt, endsAt, by, policy}. REQUEST_INVALID.';

create function private.time_stamps(p_document_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select count(*)::integer from public.document_revision r where r.document_id = p_document_id and r.kind = 'lta'
$$;
comment on function private.time_stamps(uuid) is 'How many document time-stamps a file has: 1 after the conclusion, one more for each renewal.';

create function private.renewal_note() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document;
begin
  if jsonb_typeof(new.report -> 'evidenceEnd') = 'object' then
    select d.* into v_document from public.document d
      join public.document_revision r on r.document_id = d.id where r.id = new.revision_id and r.kind = 'lta';
    if found then
      perform private.evidence_end_put(v_document, new.report -> 'evidenceEnd', private.time_stamps(v_document.id) - 1);
    end if;
  end if;
  return new;
end;
$$;
comment on function private.renewal_note() is
  'Puts a stored document time-stamp into the calendar, in the transaction that stores it, by what its report says.';
create trigger renewal_note after insert on private.revision_report for each row execute function private.renewal_note();

create function public.renewal_subject(p_document_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_document public.document;
  v_end public.renewal;
begin
  select d.* into v_document from public.document d
    join public.envelope e on e.id = d.envelope_id and e.status = 'concluded'
   where d.id = p_document_id and d.removed_at is null;
  if not found or private.time_stamps(p_document_id) = 0 then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  select r.* into v_end from public.renewal r where r.document_id = p_document_id;
  return private.pipeline_document(v_document) || jsonb_build_object(
    'timestampCount', private.time_stamps(p_document_id),
    'endsAt', v_end.ends_at, 'policy', v_end.policy,
    'due', v_end.ends_at is not null and v_end.ends_at < now() + make_interval(days => (select s.lead_days from private.renewal_setting s)));
end;
$$;
comment on function public.renewal_subject(uuid) is
  'What the renewal of a concluded file needs: its parts, how many document time-stamps it has, its line of the calendar (endsAt and policy null where it has none) and whether it is due. DOCUMENT_NOT_FOUND.';

create function public.renewal_end_put(p_document_id uuid, p_sha256_hex text, p_end jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document;
begin
  select d.* into v_document from public.document d where d.id = p_document_id for update;
  if not found or (private.newest_revision(p_document_id)).sha256_hex is distinct from p_sha256_hex then
    perform private.refuse('REVISION_CONFLICT', 409);
  end if;
  perform private.evidence_end_put(v_document, p_end, private.time_stamps(p_document_id) - 1);
end;
$$;
comment on function public.renewal_end_put(uuid, text, jsonb) is
  'Writes the calendar''s line of a file anew, for exactly these octets. REVISION_CONFLICT where the file has moved on, REQUEST_INVALID.';

create function public.renewal_add(p_document_id uuid, p_number integer, p_revision jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document;
  v_envelope public.envelope;
  v_newest public.document_revision;
  v_known public.document_revision;
  v_ends_at timestamptz;
  v_id uuid;
begin
  select d.* into v_document from public.document d where d.id = p_document_id and d.removed_at is null;
  if not found then
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  v_envelope := private.envelope_lock(v_document.envelope_id);
  if v_envelope.status <> 'concluded' then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'renew', 'from', v_envelope.status));
  end if;
  select r.* into v_known from public.document_revision r
   where r.document_id = p_document_id and r.kind = 'lta' order by r.ord offset p_number - 1 limit 1;
  if found then
    if v_known.sha256_hex is distinct from p_revision ->> 'sha256Hex' then
      perform private.refuse('REVISION_CONFLICT', 409);
    end if;
    return v_known.id;
  end if;
  v_newest := private.newest_revision(p_document_id);
  if p_number is distinct from private.time_stamps(p_document_id) + 1
    or (p_revision ->> 'length')::bigint is distinct from v_newest.length + (p_revision ->> 'incrementLength')::bigint then
    perform private.refuse('REVISION_NOT_NEXT', 409, jsonb_build_object('after', v_newest.length));
  end if;
  if p_revision -> 'report' ->> 'verdict' is distinct from 'TOTAL-PASSED' then
    perform private.refuse('SEAL_NOT_PASSED', 409);
  end if;
  select r.ends_at into v_ends_at from public.renewal r where r.document_id = p_document_id;
  v_id := private.revision_insert(v_document, v_newest.ord + 1, 'lta', null, p_revision);
  -- A time-stamp that is believed no longer than the one before is none.
  if not exists (select from public.renewal r where r.document_id = p_document_id and r.renewals = p_number - 1
      and (v_ends_at is null or r.ends_at > v_ends_at)) then
    perform private.refuse('REVISION_CONFLICT', 409);
  end if;
  perform private.log('{"kind": "service"}', 'renewed', v_envelope, p_document_id => p_document_id,
    p_context => jsonb_build_object('renewals', p_number - 1, 'endsAt', p_revision -> 'report' -> 'evidenceEnd' ->> 'endsAt'));
  return v_id;
end;
$$;
comment on function public.renewal_add(uuid, integer, jsonb) is
  'Appends the p_number-th document time-stamp of a concluded file; idempotent by document and number, logged. Refuses what was not judged TOTAL-PASSED (SEAL_NOT_PASSED) and what is believed no longer than the one before (REVISION_CONFLICT). DOCUMENT_NOT_FOUND, EVENT_NOT_ALLOWED, REVISION_NOT_NEXT, OBJECT_UNKNOWN, OBJECT_CONFLICT.';

create function private.renewal_wanted(p_policy text, p_at timestamptz)
returns table (document_id uuid, subject text, ends_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select d.id,
    -- What was looked at once under a policy need not be again; what is due is another job.
    d.id || '/' || private.time_stamps(d.id) || case when r.policy is distinct from p_policy then '/' || p_policy else '' end,
    r.ends_at
    from public.document d
    join public.envelope e on e.id = d.envelope_id and e.status = 'concluded'
    left join public.renewal r on r.document_id = d.id
    cross join private.renewal_setting s
   where d.removed_at is null
     and (r.policy is distinct from p_policy or r.ends_at < p_at + make_interval(days => s.lead_days))
     and exists (select from public.document_revision v where v.document_id = d.id and v.kind = 'lta')
$$;
comment on function private.renewal_wanted(text, timestamptz) is
  'Files that a run at an instant would take: their end is near, or was not computed by this policy yet.';

create function public.renewal_queue(p_policy text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_setting private.renewal_setting;
  v_queued integer;
begin
  select s.* into v_setting from private.renewal_setting s;
  if v_setting.paused then
    return 0;
  end if;
  insert into private.job (kind, subject, payload)
  select 'renew'::public.job_kind, w.subject, jsonb_build_object('documentId', w.document_id)
    from private.renewal_wanted(p_policy, now()) w
   where not exists (select from private.job j where j.kind = 'renew' and j.subject = w.subject)
   order by w.ends_at nulls first
   limit greatest(0, v_setting.batch_size - (
     select count(*)::integer from private.job j where j.kind = 'renew' and j.status in ('queued', 'leased')))
  on conflict (kind, subject) do nothing;
  get diagnostics v_queued = row_count;
  return v_queued;
end;
$$;
comment on function public.renewal_queue(text) is
  'Queues one job for each file that is due or not in the calendar of this policy, soonest first, never more at a time than the batch; answers how many were queued.';

create function public.renewal_calendar(p_on date default null, p_limit integer default 200)
returns table (
  document_id uuid, envelope_id uuid, kind public.document_kind, name text, management_label text, title text,
  stamped_at timestamptz, ends_at timestamptz, ends_by text, renewals integer,
  state text, attempts integer, code text, tried_at timestamptz
) language sql stable security definer set search_path = '' as $$
  select d.id, e.id, d.kind, d.name, e.management_label, e.title, r.stamped_at, r.ends_at, r.ends_by, r.renewals,
    case
      when j.last_code is not null then 'failing'
      when j.status in ('queued', 'leased') then 'under_way'
      when r.document_id is null then 'unknown'
      when r.ends_at < coalesce(private.japan_day_end(p_on), now()) + make_interval(days => s.lead_days) then 'due'
      else 'resting'
    end,
    coalesce(j.attempts, 0), j.last_code, case when j.last_code is not null then j.run_at end
    from public.document d
    join public.envelope e on e.id = d.envelope_id and e.status = 'concluded'
    cross join private.renewal_setting s
    left join public.renewal r on r.document_id = d.id
    left join lateral (
      select q.* from private.job q
       where q.kind = 'renew' and q.status in ('queued', 'leased', 'failed') and q.payload ->> 'documentId' = d.id::text
       order by q.created_at desc limit 1) j on true
   where d.removed_at is null
     and private.has_role(private.claimed_user(), e.municipality_id, e.department_id, null)
   order by (j.last_code is not null) desc, r.ends_at nulls first, e.management_label, d.ord, d.kind
   limit least(greatest(p_limit, 1), 1000)
$$;
comment on function public.renewal_calendar(date, integer) is
  'The signed-in member''s concluded files, those that fail first, then by the end of their evidence: state unknown, resting, due (a run at the end of p_on, today where null, would take it), under_way, failing (with the code and attempts of the last try). Changes nothing.';

create function public.renewal_summary() returns jsonb
language sql stable security definer set search_path = '' as $$
  with mine as (
    select r.ends_at, r.renewals from public.document d
      join public.envelope e on e.id = d.envelope_id and e.status = 'concluded'
      left join public.renewal r on r.document_id = d.id
     where d.removed_at is null
       and private.has_role(private.claimed_user(), e.municipality_id, e.department_id, null)
  )
  select jsonb_build_object('leadDays', s.lead_days, 'batchSize', s.batch_size, 'paused', s.paused,
    'files', (select count(*) from mine), 'listed', (select count(m.ends_at) from mine m),
    'renewed', (select count(*) from mine m where m.renewals > 0),
    'due', (select count(*) from mine m where m.ends_at < now() + make_interval(days => s.lead_days)),
    'late', (select count(*) from mine m where m.ends_at < now()),
    'years', (select coalesce(jsonb_agg(jsonb_build_object('year', y.year, 'files', y.files) order by y.year), '[]')
      from (select extract(year from private.japan_date(m.ends_at))::integer as year, count(*) as files
              from mine m where m.ends_at is not null group by 1) y))
    from private.renewal_setting s
$$;
comment on function public.renewal_summary() is
  'The signed-in member''s concluded files by the year in which their evidence ends: {leadDays, batchSize, paused, files, listed (in the calendar), renewed, due, late (ended already), years: [{year, files}]}.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.renewal_subject(uuid), public.renewal_end_put(uuid, text, jsonb),
  public.renewal_add(uuid, integer, jsonb), public.renewal_queue(text) from public, anon, authenticated;
grant execute on function public.renewal_subject(uuid), public.renewal_end_put(uuid, text, jsonb),
  public.renewal_add(uuid, integer, jsonb), public.renewal_queue(text) to service_role;
revoke execute on function public.renewal_calendar(date, integer), public.renewal_summary() from public, anon;
grant execute on function public.renewal_calendar(date, integer), public.renewal_summary() to authenticated;
