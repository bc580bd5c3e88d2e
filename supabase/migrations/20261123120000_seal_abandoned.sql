-- A seal that a replaced key began and cannot finish: written off once, and begun anew under a subject of its own.

create table private.seal_abandoned (
  subject text primary key,
  next_subject text not null unique,
  signed_attrs_sha256_hex text check (signed_attrs_sha256_hex ~ '^[0-9a-f]{64}$'),
  attempts integer not null,
  begun_at timestamptz,
  reason text not null,
  abandoned_at timestamptz not null default now()
);
comment on table private.seal_abandoned is
  'Seals given up before their signature value was stored, so that none can have left the service. attempts counts the announced uses of the key (0 = the key was never asked). Nothing can be added under such a subject. Insert-only.';
select private.keep('private.seal_abandoned', true);

alter table private.seal_step drop constraint subject_form;
alter table private.seal_step add constraint subject_form check (
  subject ~ '^(seal/[0-9a-f-]{36}|lta|certificate|certificate-seal|certificate-lta)/[0-9a-f-]{36}(/[1-9][0-9]?)?$');

create function private.refuse_abandoned() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
begin
  -- Whoever gives the seal up holds this lock alone: either the row is there first and is found, or it finds the seal given up.
  perform pg_advisory_xact_lock_shared(hashtextextended(new.subject, 0));
  if exists (select from private.seal_abandoned a where a.subject = new.subject) then
    perform private.refuse('SEAL_ABANDONED', 409);
  end if;
  return new;
end;
$$;
comment on function private.refuse_abandoned() is
  'Keeps a worker that still holds the replaced key from adding to a seal that was given up. SEAL_ABANDONED.';
create trigger refuse_abandoned before insert on private.seal_step
  for each row execute function private.refuse_abandoned();
create trigger refuse_abandoned before insert or update on private.key_operation
  for each row execute function private.refuse_abandoned();

create function public.seal_current(p_subject text) returns text
language sql stable security definer set search_path = '' as $$
  with recursive follow (subject, depth) as (
    select p_subject, 0
    union all
    select a.next_subject, f.depth + 1 from follow f join private.seal_abandoned a on a.subject = f.subject
  )
  select f.subject from follow f order by f.depth desc limit 1
$$;
comment on function public.seal_current(text) is
  'The subject under which a seal is being made: the one given, or the one that follows it where it was given up.';

create function private.seal_key_replaced(p_reason text)
returns table (subject text, next_subject text, attempts integer)
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_subject text;
  v_attrs text;
  v_next text;
begin
  if coalesce(btrim(p_reason), '') = '' then
    perform private.refuse('REASON_MISSING', 422);
  end if;
  for v_subject, v_attrs in
    select s.subject, s.payload ->> 'signedAttrsB64' from private.seal_step s
     where s.step = 'signed_attrs' order by s.subject
  loop
    if exists (select from private.seal_step s where s.subject = v_subject and s.step = 'signature')
      or exists (select from private.seal_abandoned a where a.subject = v_subject)
    then
      continue;
    end if;
    perform pg_advisory_xact_lock(hashtextextended(v_subject, 0));
    -- Asked again under the lock: a value stored meanwhile is the seal's value for good.
    if exists (select from private.seal_step s where s.subject = v_subject and s.step = 'signature') then
      continue;
    end if;
    v_next := case when v_subject ~ '/[1-9][0-9]?$'
      then regexp_replace(v_subject, '/[0-9]+$', '') || '/' || (substring(v_subject from '[0-9]+$')::integer + 1)
      else v_subject || '/2' end;
    return query
      insert into private.seal_abandoned as a (subject, next_subject, signed_attrs_sha256_hex, attempts, begun_at, reason)
      select v_subject, v_next, encode(extensions.digest(decode(v_attrs, 'base64'), 'sha256'), 'hex'),
        coalesce(k.attempts, 0), k.begun_at, btrim(p_reason)
        from (select 1) one left join private.key_operation k on k.subject = v_subject
      on conflict do nothing
      returning a.subject, a.next_subject, a.attempts;
  end loop;
  -- What failed for want of the key goes on at once.
  update private.job j set status = 'queued', run_at = now(), leased_by = null, lease_until = null, finished_at = null
   where j.kind in ('seal_party', 'conclude') and j.status = 'failed' and j.last_code = 'KEY_CHANGED';
  update private.job j set run_at = now()
   where j.kind in ('seal_party', 'conclude') and j.status = 'queued' and j.last_code = 'KEY_CHANGED';
end;
$$;
comment on function private.seal_key_replaced(text) is
  'For the operator, after the sealing key was replaced everywhere: gives up every seal that has signed attributes and no signature value, and lets it begin anew with the key of today. Answers what was given up. REASON_MISSING.';

revoke execute on function private.refuse_abandoned(), private.seal_key_replaced(text) from public, anon;
revoke execute on function public.seal_current(text) from public, anon, authenticated;
grant execute on function public.seal_current(text) to service_role;
