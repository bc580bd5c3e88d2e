-- Delivery of mails: what a mail says, the link it carries, and how its delivery ended.

create function public.mail_subject(p_outbox_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_party public.party;
  v_contractor public.party;
  v_envelope public.envelope;
begin
  select m.* into v_mail from private.mail_outbox m where m.id = p_outbox_id;
  if not found then
    perform private.refuse('OUTBOX_NOT_FOUND', 404);
  end if;
  if v_mail.invitation_id is not null then
    return private.invitation_mail(v_mail);
  end if;
  if v_mail.application_id is not null or v_mail.challenge_id is not null then
    return private.application_mail_subject(v_mail);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_mail.envelope_id;
  select p.* into v_party from public.party p where p.id = v_mail.party_id;
  select p.* into v_contractor from public.party p where p.envelope_id = v_mail.envelope_id and p.kind = 'contractor' order by p.ord limit 1;
  -- The window is counted from the mail: one that leaves after midnight promises the later day.
  if v_mail.kind in ('completed_contractor', 'completed_staff', 'reissued') then
    v_envelope.download_until_at := greatest(v_envelope.download_until_at, private.download_until(now()));
  end if;
  return jsonb_build_object(
    'outboxId', v_mail.id, 'kind', v_mail.kind, 'mailStatus', v_mail.status, 'attempts', v_mail.attempts,
    'to', case when v_mail.party_id is not null then v_party.email else private.staff_email(v_mail.user_id) end,
    'toName', case when v_mail.party_id is not null then v_party.principal_name
      else (select m.display_name from public.membership m
             where m.user_id = v_mail.user_id and m.municipality_id = v_envelope.municipality_id
             order by m.active desc, m.created_at limit 1) end,
    'partyId', v_mail.party_id, 'generation', v_mail.generation,
    'envelope', private.envelope_json(v_envelope),
    'company', v_contractor.company, 'principalTitle', v_contractor.title, 'principalName', v_contractor.principal_name,
    'reason', case when v_mail.kind = 'returned_staff' then (
        select l.context ->> 'comment' from public.operation_log l
         where l.envelope_id = v_envelope.id and l.event = 'envelope_returned' order by l.id desc limit 1)
      else coalesce(v_envelope.closed_reason, v_contractor.decline_reason) end,
    'documents', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null));
end;
$$;
comment on function public.mail_subject(uuid) is
  'What a mail is about. mailStatus other than queued = do not send (already sent, given up, or overtaken by a withdrawal or a newer link). OUTBOX_NOT_FOUND.';

create function public.link_issue(p_party_id uuid, p_generation integer, p_token_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_link private.party_link;
begin
  if coalesce(p_token_sha256_hex, '') !~ '^[0-9a-f]{64}$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  select l.* into v_link from private.party_link l
   where l.party_id = p_party_id and l.generation = p_generation for update;
  if not found or v_link.revoked_at is not null
    or coalesce(v_link.token_sha256_hex, p_token_sha256_hex) <> p_token_sha256_hex
  then
    perform private.refuse('LINK_GENERATION_STALE', 409);
  end if;
  update private.party_link l set token_sha256_hex = p_token_sha256_hex
   where l.party_id = p_party_id and l.generation = p_generation and l.token_sha256_hex is null;
end;
$$;
comment on function public.link_issue(uuid, integer, text) is
  'Gives the current generation its token''s SHA-256, right before delivery; idempotent. LINK_GENERATION_STALE, REQUEST_INVALID.';

create function public.mail_sent(p_outbox_id uuid, p_message_id text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_envelope public.envelope;
  v_party public.party;
begin
  select m.* into v_mail from private.mail_outbox m where m.id = p_outbox_id;
  if not found then
    perform private.refuse('OUTBOX_NOT_FOUND', 404);
  end if;
  if v_mail.envelope_id is not null then
    v_envelope := private.envelope_lock(v_mail.envelope_id);
  end if;
  update private.mail_outbox m set status = 'sent', sent_at = now(), message_id = left(p_message_id, 500),
    attempts = m.attempts + 1, last_code = null
   where m.id = p_outbox_id and m.status <> 'sent';
  if not found or v_mail.envelope_id is null then
    return;
  end if;
  if v_mail.party_id is not null then
    update public.party p set notified_at = coalesce(p.notified_at, now()) where p.id = v_mail.party_id returning * into v_party;
  end if;
  if v_mail.kind in ('completed_contractor', 'reissued') then
    update public.envelope e set download_until_at = greatest(e.download_until_at, private.download_until(now()))
     where e.id = v_envelope.id;
  end if;
  perform private.log('{"kind": "service"}', 'mail_sent', v_envelope, v_party, p_context => jsonb_build_object('kind', v_mail.kind));
end;
$$;
comment on function public.mail_sent(uuid, text) is 'Records a delivery; the first counts. OUTBOX_NOT_FOUND.';

create function public.mail_failed(p_outbox_id uuid, p_code text, p_permanent boolean) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_mail private.mail_outbox;
  v_envelope public.envelope;
  v_party public.party;
begin
  update private.mail_outbox m set attempts = m.attempts + 1, last_code = left(p_code, 100),
    status = case when p_permanent then 'failed' else m.status end
   where m.id = p_outbox_id and m.status = 'queued' returning * into v_mail;
  if not found then
    if not exists (select from private.mail_outbox m where m.id = p_outbox_id) then
      perform private.refuse('OUTBOX_NOT_FOUND', 404);
    end if;
    return null;
  end if;
  -- An outage of hours is one line in the timeline, not hundreds.
  if v_mail.envelope_id is not null and (p_permanent or v_mail.attempts = 1) then
    select e.* into v_envelope from public.envelope e where e.id = v_mail.envelope_id;
    select p.* into v_party from public.party p where p.id = v_mail.party_id;
    perform private.log('{"kind": "service"}', 'mail_failed', v_envelope, v_party,
      p_context => jsonb_build_object('kind', v_mail.kind, 'code', left(p_code, 100), 'permanent', p_permanent));
  end if;
  if p_permanent and p_code = 'MAIL_UNDELIVERABLE' and v_party.kind = 'contractor' then
    perform private.party_bounced(v_envelope, v_party, v_mail.id, p_code);
  end if;
  return case when p_permanent then null else least(5 * 2 ^ least(v_mail.attempts - 1, 10), 1800)::integer end;
end;
$$;
comment on function public.mail_failed(uuid, text, boolean) is
  'Records a failed attempt; answers in how many seconds to try again (5, 10, 20 … 1800), null = not again. OUTBOX_NOT_FOUND.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.mail_subject(uuid), public.link_issue(uuid, integer, text), public.mail_sent(uuid, text),
  public.mail_failed(uuid, text, boolean) from public, anon, authenticated;
grant execute on function public.mail_subject(uuid), public.link_issue(uuid, integer, text), public.mail_sent(uuid, text),
  public.mail_failed(uuid, text, boolean) to service_role;
