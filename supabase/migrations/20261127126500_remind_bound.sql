-- Reminders in bounded runs: a morning on which thousands are due must not hold housekeeping, nor pour them out at once.
-- What a run leaves is found by the next one, half a minute later. A copy 「一部非表示」 is made to be shown, not kept:
-- whoever has fetched nothing else is reminded of the contract (M42).

drop function private.remind_due(timestamptz);
create function private.remind_due(p_now timestamptz, p_limit integer default 100) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_today date := private.japan_date(p_now);
  v_due record;
  v_reminded integer := 0;
begin
  -- Nobody is woken: reminders leave after nine in the morning.
  if extract(hour from p_now at time zone 'Asia/Tokyo') < 9 then
    return 0;
  end if;
  for v_due in
    select d.* from (
      -- M81: whose 署名期限 is so many days away.
      select 1 as turn, e as envelope, p as party, 'contractor' as kind, e.deadline_on as by_day
        from public.envelope e
        left join public.municipality_setting s on s.municipality_id = e.municipality_id
        cross join lateral private.turn_party(e) p
       where e.status in ('sent', 'partly_signed') and e.deadline_on between v_today and v_today + 60
         and (e.deadline_on - v_today) = any (coalesce(s.reminder_days, '{3,1}'))
         and p.kind = 'contractor' and p.status = 'waiting' and p.bounced_at is null
         and private.japan_date(p.notified_at) < v_today
      union all
      -- The municipality's own turn has no deadline: every so many days.
      select 2, e, p, 'staff', e.deadline_on
        from public.envelope e
        left join public.municipality_setting s on s.municipality_id = e.municipality_id
        cross join lateral private.turn_party(e) p
        cross join lateral (select v_today - private.japan_date(coalesce(
          (select max(b.sealed_at) from public.party b where b.envelope_id = e.id), e.sent_at)) as days) w
       where e.status in ('sent', 'partly_signed') and p.kind = 'municipality' and p.status = 'waiting'
         and w.days > 0 and w.days % nullif(coalesce(s.staff_reminder_days, 3), 0) = 0
      union all
      -- M42: three days before the download page closes, whoever has not fetched the documents is told.
      select 3, e, p, 'download', private.japan_date(e.download_until_at)
        from public.envelope e join public.party p on p.envelope_id = e.id
       where e.status = 'concluded' and e.download_until_at between p_now and p_now + interval '4 days'
         and private.japan_date(e.download_until_at) - v_today = 3
         and p.kind = 'contractor' and p.bounced_at is null
         and not exists (select from public.operation_log l where l.envelope_id = e.id and l.party_id = p.id
                           and l.actor_kind = 'contractor' and l.event = 'concluded_downloaded'
                           and not exists (select from public.document d where d.id = l.document_id and d.kind = 'redacted_certificate'))
    ) d
     where not exists (select from private.reminder r where r.party_id = (d.party).id and r.kind = d.kind and r.on_day = v_today)
     order by d.turn, d.by_day, (d.party).id
     limit p_limit
  loop
    v_reminded := v_reminded + private.remind(v_due.envelope, v_due.party, v_due.kind, v_today)::integer;
  end loop;
  return v_reminded;
end;
$$;
comment on function private.remind_due(timestamptz, integer) is
  'Reminds, by the municipality''s setting: contractors before 署名期限, signers of the municipality while it is their turn, and contractors who have not downloaded three days before the page closes; at most p_limit of them, the rest by the next run. Answers how many; run by housekeeping.';

-- A copy 「一部非表示」 is sealed as a certificate is: its job waits for the replaced key, too.
create or replace function private.seal_key_replaced(p_reason text)
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
   where j.kind in ('seal_party', 'conclude', 'redact') and j.status = 'failed' and j.last_code = 'KEY_CHANGED';
  update private.job j set run_at = now()
   where j.kind in ('seal_party', 'conclude', 'redact') and j.status = 'queued' and j.last_code = 'KEY_CHANGED';
end;
$$;
comment on function private.seal_key_replaced(text) is
  'For the operator, after the sealing key was replaced everywhere: gives up every seal that has signed attributes and no signature value, and lets it begin anew with the key of today. Answers what was given up. REASON_MISSING.';

revoke execute on all functions in schema private from public, anon;
