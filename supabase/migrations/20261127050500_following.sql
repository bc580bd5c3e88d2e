-- Following an envelope that was sent: reminders, a later deadline, a corrected address, mails that come back.

alter table public.municipality_setting
  add column reminder_days smallint[] not null default '{3,1}'
    check (cardinality(reminder_days) <= 10 and 0 <= all (reminder_days) and 60 >= all (reminder_days)),
  add column staff_reminder_days smallint not null default 3 check (staff_reminder_days between 0 and 60);
comment on column public.municipality_setting.reminder_days is
  'M81: on which days before 署名期限 a contractor who has not signed is reminded; 0 = on the last day itself; empty = never.';
comment on column public.municipality_setting.staff_reminder_days is
  'Every how many days the municipality''s signers are reminded of their turn, which has no deadline; 0 = never.';
grant select (reminder_days, staff_reminder_days) on public.municipality_setting to authenticated, service_role;

create table private.reminder (
  party_id uuid not null references public.party (id) on delete restrict,
  kind text not null check (kind in ('contractor', 'staff', 'download')),
  on_day date not null,
  primary key (party_id, kind, on_day)
);
comment on table private.reminder is 'Reminders that were queued, one a day (JST) and kind: a sweep that runs again sends none twice. Insert-only.';
select private.keep('private.reminder', true);
create index envelope_under_way on public.envelope (deadline_on) where status in ('sent', 'partly_signed');
create index envelope_download_open on public.envelope (download_until_at) where status = 'concluded';

create function private.current_generation(p_party_id uuid) returns integer
language sql stable security definer set search_path = '' as $$
  select l.generation from private.party_link l where l.party_id = p_party_id and l.revoked_at is null
$$;
comment on function private.current_generation(uuid) is 'The generation of the link that a party holds; null where there is none.';

create function private.remind(p_envelope public.envelope, p_party public.party, p_kind text, p_on date) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  insert into private.reminder (party_id, kind, on_day) values (p_party.id, p_kind, p_on) on conflict do nothing;
  if not found then
    return false;
  end if;
  if p_kind = 'staff' then
    perform private.staff_notify('signature_requested_staff', p_envelope, 'signer');
  else
    perform private.mail_queue(
      case p_kind when 'contractor' then 'reminder_contractor' else 'download_reminder_contractor' end::public.mail_kind,
      p_envelope.id, p_party.id, null, private.current_generation(p_party.id));
  end if;
  perform private.log('{"kind": "service"}', 'reminded', p_envelope, p_party, p_context => jsonb_build_object('kind', p_kind));
  return true;
end;
$$;
comment on function private.remind(public.envelope, public.party, text, date) is 'Queues one reminder, once a day and kind; true where it was queued now.';

create function private.remind_due(p_now timestamptz) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_today date := private.japan_date(p_now);
  v_envelope public.envelope;
  v_party public.party;
  v_setting public.municipality_setting;
  v_days integer;
  v_reminded integer := 0;
begin
  -- Nobody is woken: reminders leave after nine in the morning.
  if extract(hour from p_now at time zone 'Asia/Tokyo') < 9 then
    return 0;
  end if;
  for v_envelope in select e.* from public.envelope e where e.status in ('sent', 'partly_signed') order by e.deadline_on, e.id loop
    v_party := private.turn_party(v_envelope);
    continue when v_party.status is distinct from 'waiting';
    v_setting := private.setting(v_envelope.municipality_id);
    if v_party.kind = 'contractor' then
      continue when v_party.bounced_at is not null or v_party.notified_at is null
        or private.japan_date(v_party.notified_at) >= v_today or v_envelope.deadline_on < v_today
        or (v_envelope.deadline_on - v_today) <> all (coalesce(v_setting.reminder_days, '{3,1}'));
      v_reminded := v_reminded + private.remind(v_envelope, v_party, 'contractor', v_today)::integer;
    else
      v_days := v_today - private.japan_date(coalesce(
        (select max(b.sealed_at) from public.party b where b.envelope_id = v_envelope.id), v_envelope.sent_at));
      continue when v_days <= 0 or coalesce(v_setting.staff_reminder_days, 3) = 0
        or v_days % coalesce(v_setting.staff_reminder_days, 3) <> 0;
      v_reminded := v_reminded + private.remind(v_envelope, v_party, 'staff', v_today)::integer;
    end if;
  end loop;
  -- M42: three days before the download page closes, whoever has not fetched the documents is told.
  for v_envelope in
    select e.* from public.envelope e
     where e.status = 'concluded' and e.download_until_at between p_now and p_now + interval '4 days'
       and private.japan_date(e.download_until_at) - v_today = 3
  loop
    for v_party in
      select p.* from public.party p
       where p.envelope_id = v_envelope.id and p.kind = 'contractor' and p.bounced_at is null
         and not exists (select from public.operation_log l where l.envelope_id = v_envelope.id and l.party_id = p.id
                           and l.actor_kind = 'contractor' and l.event = 'concluded_downloaded')
    loop
      v_reminded := v_reminded + private.remind(v_envelope, v_party, 'download', v_today)::integer;
    end loop;
  end loop;
  return v_reminded;
end;
$$;
comment on function private.remind_due(timestamptz) is
  'Reminds, by the municipality''s setting: contractors before 署名期限, signers of the municipality while it is their turn, and contractors who have not downloaded three days before the page closes. Answers how many; run by housekeeping.';

create function public.staff_remind(p_actor jsonb, p_party_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_party.envelope_id, '{drafter}');
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting' or (private.turn_party(v_envelope)).id is distinct from p_party_id then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'remind', 'from', v_envelope.status));
  end if;
  if private.deadline_passed(v_envelope) then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
  -- A second tap before the first mail has left changes nothing.
  if exists (select from private.mail_outbox m where m.party_id = p_party_id and m.kind = 'reminder_contractor' and m.status = 'queued') then
    return;
  end if;
  perform private.mail_queue('reminder_contractor', v_envelope.id, p_party_id, null, private.current_generation(p_party_id));
  perform private.log(p_actor, 'reminded', v_envelope, v_party, p_context => '{"kind": "contractor"}');
end;
$$;
comment on function public.staff_remind(jsonb, uuid) is
  'Mails the contractor again with the same link, which stays good. PARTY_NOT_FOUND, EVENT_NOT_ALLOWED, ENVELOPE_EXPIRED and those of private.staff_envelope.';

create function public.staff_deadline_extend(p_actor jsonb, p_envelope_id uuid, p_deadline_on date) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_before date := v_envelope.deadline_on;
  v_party public.party;
begin
  if v_envelope.status not in ('sent', 'partly_signed') then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'extend', 'from', v_envelope.status));
  end if;
  if p_deadline_on is null or p_deadline_on <= v_before or p_deadline_on < private.japan_date(now()) then
    perform private.refuse('DEADLINE_NOT_LATER', 422);
  end if;
  update public.envelope e set deadline_on = p_deadline_on where e.id = p_envelope_id returning * into v_envelope;
  v_party := private.turn_party(v_envelope);
  update private.party_link l set expires_at = v_envelope.deadline_at
    from public.party p where p.id = l.party_id and p.envelope_id = p_envelope_id and l.revoked_at is null;
  update public.party p set link_expires_at = v_envelope.deadline_at
   where p.envelope_id = p_envelope_id and p.link_expires_at is not null;
  if v_party.kind = 'contractor' and v_party.status = 'waiting' then
    perform private.mail_queue('deadline_extended_contractor', p_envelope_id, v_party.id, null, private.current_generation(v_party.id));
  end if;
  perform private.log(p_actor, 'deadline_extended', v_envelope,
    p_context => jsonb_build_object('before', v_before, 'after', p_deadline_on));
end;
$$;
comment on function public.staff_deadline_extend(jsonb, uuid, date) is
  'Moves 署名期限 to a later day; the link that is out stays good until then, and the contractor whose turn it is is told. DEADLINE_NOT_LATER, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function public.staff_contractor_correct(p_actor jsonb, p_party_id uuid, p_email text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
  v_email text := nullif(btrim(p_email, E' \t\r\n\u3000'), '');
  v_missing text[];
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_party.envelope_id, '{drafter}');
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting' or (private.turn_party(v_envelope)).id is distinct from p_party_id then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'correct', 'from', v_envelope.status));
  end if;
  if private.deadline_passed(v_envelope) then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
  if v_email is null or char_length(v_email) > 254 or v_email !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "contractor.email"}');
  end if;
  if v_email = v_party.email then
    perform private.refuse('EMAIL_UNCHANGED', 422);
  end if;
  update public.party p set email = v_email where p.id = p_party_id;
  -- What would have kept the envelope from being sent to this address keeps it from being corrected to it (M13).
  v_missing := private.send_missing(v_envelope);
  if v_missing <> '{}' then
    perform private.refuse('ENVELOPE_INCOMPLETE', 422, jsonb_build_object('missing', v_missing));
  end if;
  perform private.log(p_actor, 'contractor_corrected', v_envelope, v_party,
    p_context => jsonb_build_object('before', v_party.email, 'after', v_email));
  perform private.link_renew(v_envelope, p_party_id);
end;
$$;
comment on function public.staff_contractor_correct(jsonb, uuid, text) is
  'Corrects the address of a contractor who has not signed: the old link dies, a new one is mailed. FIELD_INVALID {field}, EMAIL_UNCHANGED, ENVELOPE_INCOMPLETE {missing}, PARTY_NOT_FOUND, EVENT_NOT_ALLOWED, ENVELOPE_EXPIRED and those of private.staff_envelope.';

create function private.party_bounced(p_envelope public.envelope, p_party public.party, p_outbox_id uuid, p_code text) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.party p set bounced_at = now(), bounce_code = left(p_code, 100) where p.id = p_party.id;
  perform private.log('{"kind": "service"}', 'mail_bounced', p_envelope, p_party,
    p_context => jsonb_build_object('code', left(p_code, 100), 'outboxId', p_outbox_id, 'email', p_party.email));
  perform private.mail_queue('mail_bounced_staff', p_envelope.id, null, p_envelope.created_by);
end;
$$;
comment on function private.party_bounced(public.envelope, public.party, uuid, text) is
  'The contractor cannot be reached: says so in the envelope, and to whoever made it.';

create function public.mail_bounced(p_outbox_id uuid, p_recipient text, p_status text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_envelope public.envelope;
  v_party public.party;
begin
  select m.* into v_mail from private.mail_outbox m where m.id = p_outbox_id;
  if not found or v_mail.status <> 'sent' or v_mail.party_id is null then
    return false;
  end if;
  v_envelope := private.envelope_lock(v_mail.envelope_id);
  select p.* into v_party from public.party p where p.id = v_mail.party_id;
  -- A report about an address that was corrected meanwhile says nothing about the present one.
  if lower(v_party.email) is distinct from lower(p_recipient) then
    return false;
  end if;
  update private.mail_outbox m set status = 'failed', last_code = left(p_status, 100) where m.id = p_outbox_id and m.status = 'sent';
  if not found then
    return false;
  end if;
  perform private.party_bounced(v_envelope, v_party, p_outbox_id, p_status);
  return true;
end;
$$;
comment on function public.mail_bounced(uuid, text, text) is
  'A delivery status notification (RFC 3464) said that a mail failed for good at its recipient; false where it says nothing about a mail of ours. Idempotent, never refuses.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.staff_remind(jsonb, uuid)', 'public.staff_deadline_extend(jsonb, uuid, date)',
    'public.staff_contractor_correct(jsonb, uuid, text)', 'public.mail_bounced(uuid, text, text)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
