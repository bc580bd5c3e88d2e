-- Sending: what blocks it, the 管理番号, the first party's turn; and what staff do to an envelope under way.

create function private.send_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.field order by m.n), '{}')
  from (values
    (1, 'title', p_envelope.title is null),
    -- 電帳法施行規則 2条6項6号: 取引年月日, 取引金額 and 取引先 must be searchable.
    (2, 'counterpartyName', p_envelope.counterparty_name is null),
    (3, 'transactionOn', p_envelope.transaction_on is null),
    (4, 'amountKind', p_envelope.amount_kind is null),
    (5, 'amountJpy', p_envelope.amount_kind is distinct from 'unit_price' and p_envelope.amount_jpy is null),
    (6, 'contractOn', p_envelope.contract_on is null),
    (7, 'deadlineOn', p_envelope.deadline_on is null or private.deadline_passed(p_envelope)),
    (8, 'contractor.company', (select p.company is null from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor')),
    (9, 'contractor.principalName', (select p.principal_name is null from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor')),
    (10, 'contractor.email', (select p.email is null from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor')),
    (11, 'municipality.signerId', (select p.municipality_signer_id is null from public.party p where p.envelope_id = p_envelope.id and p.kind = 'municipality')),
    (12, 'documents', not exists (select from public.document d where d.envelope_id = p_envelope.id and d.removed_at is null))
  ) m (n, field, missing)
  where m.missing
$$;
comment on function private.send_missing(public.envelope) is
  'Fields that block sending, by the names of staff_envelope_save; deadlineOn also where it has passed.';

create function private.management_allot(p_municipality_id uuid, p_fiscal_year integer) returns integer
language sql volatile security definer set search_path = '' as $$
  insert into private.management_counter as c (municipality_id, fiscal_year, last_number)
  values (p_municipality_id, p_fiscal_year, 1)
  on conflict (municipality_id, fiscal_year) do update set last_number = c.last_number + 1
  returning c.last_number
$$;
comment on function private.management_allot(uuid, integer) is
  'The next 管理番号; the counter''s row stays locked until the transaction ends, so numbers have no gaps.';

create function public.staff_envelope_check(p_actor jsonb, p_envelope_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id);
begin
  return jsonb_build_object(
    'missing', to_jsonb(private.send_missing(v_envelope)),
    'documents', (
      select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'certificateId', d.certificate_id, 'stamped',
        exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'stamp')) order by d.ord), '[]')
      from public.document d
      where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null));
end;
$$;
comment on function public.staff_envelope_check(jsonb, uuid) is
  'What blocks sending: {missing, documents: [{id, certificateId, stamped}]}. Those of private.staff_envelope.';

create function public.stamp_subject(p_actor jsonb, p_envelope_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter,approver}');
begin
  return (
    select coalesce(jsonb_agg(private.document_parts(d.id) order by d.ord), '[]')
    from public.document d
    where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null
      and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'stamp'));
end;
$$;
comment on function public.stamp_subject(jsonb, uuid) is
  'The documents that still need the stamp of their 締結証明書ID, with their parts, unlogged. Those of private.staff_envelope.';

create function public.staff_envelope_send(p_actor jsonb, p_envelope_id uuid, p_comment text default null) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id);
  v_missing text[];
  v_from public.envelope_status := v_envelope.status;
  v_year integer;
  v_number integer;
begin
  if v_envelope.sent_at is not null and v_envelope.status in ('sent', 'partly_signed', 'concluding', 'concluded') then
    return jsonb_build_object('managementLabel', v_envelope.management_label);
  end if;
  if v_from not in ('draft', 'awaiting_approval') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_from));
  end if;
  v_envelope := private.staff_envelope(p_actor, p_envelope_id,
    case v_from when 'draft' then '{drafter}' else '{approver}' end::public.membership_role[]);
  v_missing := private.send_missing(v_envelope);
  if v_missing <> '{}' then
    perform private.refuse('ENVELOPE_INCOMPLETE', 422, jsonb_build_object('missing', v_missing));
  end if;
  if exists (
    select from public.document d where d.envelope_id = v_envelope.id and d.removed_at is null
       and (private.newest_revision(d.id)).kind is distinct from 'stamp')
  then
    perform private.refuse('DOCUMENT_NOT_STAMPED', 409);
  end if;

  v_year := private.fiscal_year(private.japan_date(now()));
  v_number := private.management_allot(v_envelope.municipality_id, v_year);
  -- 令和元年度 is 2019.
  update public.envelope e set fiscal_year = v_year, management_number = v_number, sent_at = now(),
    management_label = '令和' || case v_year when 2019 then '元' else (v_year - 2018)::text end || '年度-' || lpad(v_number::text, 7, '0')
   where e.id = v_envelope.id;
  v_envelope := private.envelope_apply(v_envelope.id,
    case v_from when 'draft' then 'send' else 'approve' end, case v_from when 'draft' then 'drafter' else 'approver' end, p_actor,
    p_context => jsonb_strip_nulls(jsonb_build_object('comment', private.reason(p_comment, false))));
  perform private.turn_begin(v_envelope);
  return jsonb_build_object('managementLabel', v_envelope.management_label);
end;
$$;
comment on function public.staff_envelope_send(jsonb, uuid, text) is
  'Sends (or approves and so sends): allots the 管理番号, opens the first turn, queues its mail, in one transaction; idempotent. ENVELOPE_INCOMPLETE {missing}, DOCUMENT_NOT_STAMPED, ENVELOPE_CLOSED, REASON_TOO_LONG, those of private.duties_apart and of private.staff_envelope.';

create function public.staff_envelope_submit(p_actor jsonb, p_envelope_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_draft(p_actor, p_envelope_id);
  v_missing text[] := private.send_missing(v_envelope);
begin
  if v_missing <> '{}' then
    perform private.refuse('ENVELOPE_INCOMPLETE', 422, jsonb_build_object('missing', v_missing));
  end if;
  v_envelope := private.envelope_apply(p_envelope_id, 'submit', 'drafter', p_actor);
  perform private.staff_notify('approval_requested_staff', v_envelope, 'approver');
end;
$$;
comment on function public.staff_envelope_submit(jsonb, uuid) is
  'Puts a complete draft before an approver. ENVELOPE_INCOMPLETE {missing} and those of private.staff_draft.';

create function public.staff_envelope_return(p_actor jsonb, p_envelope_id uuid, p_comment text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{approver}');
begin
  perform private.envelope_apply(p_envelope_id, 'return', 'approver', p_actor,
    p_context => jsonb_build_object('comment', private.reason(p_comment, true)));
  perform private.mail_queue('returned_staff', v_envelope.id, null, v_envelope.created_by);
end;
$$;
comment on function public.staff_envelope_return(jsonb, uuid, text) is
  'Gives an envelope back to its drafter with a comment, who is written to. REASON_MISSING, REASON_TOO_LONG, EVENT_NOT_ALLOWED, SAME_PERSON and those of private.staff_envelope.';

create function public.staff_envelope_recall(p_actor jsonb, p_envelope_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  perform private.envelope_apply(p_envelope_id, 'recall', 'drafter', p_actor);
end;
$$;
comment on function public.staff_envelope_recall(jsonb, uuid) is
  'Takes an envelope back from the approver to be changed. EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function private.reason(p_reason text, p_required boolean) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_reason text := nullif(btrim(p_reason, E' \t\r\n\u3000'), '');
begin
  if v_reason is null and p_required then
    perform private.refuse('REASON_MISSING', 422);
  end if;
  if char_length(v_reason) > 1000 then
    perform private.refuse('REASON_TOO_LONG', 422, '{"limit": 1000}');
  end if;
  return v_reason;
end;
$$;
comment on function private.reason(text, boolean) is 'A trimmed reason. REASON_MISSING, REASON_TOO_LONG.';

create function public.staff_envelope_withdraw(p_actor jsonb, p_envelope_id uuid, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_reason text;
  v_party public.party;
begin
  if v_envelope.status = 'withdrawn' then
    return;
  end if;
  v_reason := private.reason(p_reason, v_envelope.sent_at is not null);
  -- Once a party has consented its seal is being made; a withdrawal in between would leave a seal without an envelope.
  if exists (select from public.party p where p.envelope_id = v_envelope.id and p.status = 'consented') then
    perform private.refuse('SEALING_IN_PROGRESS', 409);
  end if;
  update public.envelope e set closed_reason = v_reason, waiting_for = null where e.id = v_envelope.id;
  v_envelope := private.envelope_apply(p_envelope_id, 'withdraw', 'drafter', p_actor,
    p_context => jsonb_strip_nulls(jsonb_build_object('reason', v_reason)));
  update private.mail_outbox m set status = 'cancelled'
   where m.envelope_id = v_envelope.id and m.kind = 'sign_request' and m.status = 'queued';
  for v_party in
    select p.* from public.party p
     where p.envelope_id = v_envelope.id and p.kind = 'contractor' and p.notified_at is not null
  loop
    perform private.mail_queue('withdrawn_contractor', v_envelope.id, v_party.id, null,
      (select l.generation from private.party_link l where l.party_id = v_party.id and l.revoked_at is null));
  end loop;
end;
$$;
comment on function public.staff_envelope_withdraw(jsonb, uuid, text) is
  'Withdraws; the number stays, a contractor who was written to is told. REASON_MISSING, REASON_TOO_LONG, SEALING_IN_PROGRESS, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function public.staff_envelope_to_paper(p_actor jsonb, p_envelope_id uuid, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_reason text := private.reason(p_reason, true);
begin
  if exists (select from public.party p where p.envelope_id = v_envelope.id and p.status = 'consented') then
    perform private.refuse('SEALING_IN_PROGRESS', 409);
  end if;
  update public.envelope e set closed_reason = v_reason, waiting_for = null where e.id = v_envelope.id;
  perform private.envelope_apply(p_envelope_id, 'switch_to_paper', 'drafter', p_actor,
    p_context => jsonb_build_object('reason', v_reason));
  update private.mail_outbox m set status = 'cancelled'
   where m.envelope_id = v_envelope.id and m.kind = 'sign_request' and m.status = 'queued';
end;
$$;
comment on function public.staff_envelope_to_paper(jsonb, uuid, text) is
  'Ends the electronic way in favour of paper. REASON_MISSING, REASON_TOO_LONG, SEALING_IN_PROGRESS, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function public.staff_link_resend(p_actor jsonb, p_party_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party;
  v_envelope public.envelope;
  v_generation integer;
begin
  select p.* into v_party from public.party p where p.id = p_party_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('PARTY_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_party.envelope_id, '{drafter}');
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting' or (private.turn_party(v_envelope)).id is distinct from p_party_id then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'link_resend', 'from', v_envelope.status));
  end if;
  if private.deadline_passed(v_envelope) then
    perform private.refuse('ENVELOPE_EXPIRED', 410);
  end if;
  v_generation := private.link_renew(v_envelope, p_party_id);
  perform private.log(p_actor, 'link_resent', v_envelope, v_party, p_context => jsonb_build_object('generation', v_generation));
end;
$$;
comment on function public.staff_link_resend(jsonb, uuid) is
  'Mails a new link and revokes the earlier one. PARTY_NOT_FOUND, EVENT_NOT_ALLOWED, ENVELOPE_EXPIRED and those of private.staff_envelope.';

create function public.staff_reissue(p_actor jsonb, p_envelope_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter,signer,admin}');
  v_party public.party;
begin
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  -- A second tap before the first mail has left changes nothing.
  if exists (select from private.mail_outbox m
              where m.envelope_id = v_envelope.id and m.kind = 'reissued' and m.status = 'queued') then
    return;
  end if;
  update public.envelope e set download_until_at = private.download_until(now()), reissue_requested_at = null
   where e.id = v_envelope.id;
  for v_party in select p.* from public.party p where p.envelope_id = v_envelope.id and p.kind = 'contractor' loop
    perform private.mail_queue('reissued', v_envelope.id, v_party.id, null,
      (select l.generation from private.party_link l where l.party_id = v_party.id and l.revoked_at is null));
  end loop;
  perform private.log(p_actor, 'reissued', v_envelope);
end;
$$;
comment on function public.staff_reissue(jsonb, uuid) is
  'Opens the download window for 14 more days and mails the contractor. NOT_CONCLUDED and those of private.staff_envelope.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function
  public.staff_envelope_check(jsonb, uuid), public.stamp_subject(jsonb, uuid), public.staff_envelope_send(jsonb, uuid, text),
  public.staff_envelope_submit(jsonb, uuid), public.staff_envelope_return(jsonb, uuid, text), public.staff_envelope_recall(jsonb, uuid),
  public.staff_envelope_withdraw(jsonb, uuid, text), public.staff_envelope_to_paper(jsonb, uuid, text),
  public.staff_link_resend(jsonb, uuid), public.staff_reissue(jsonb, uuid) from public, anon, authenticated;
grant execute on function
  public.staff_envelope_check(jsonb, uuid), public.stamp_subject(jsonb, uuid), public.staff_envelope_send(jsonb, uuid, text),
  public.staff_envelope_submit(jsonb, uuid), public.staff_envelope_return(jsonb, uuid, text), public.staff_envelope_recall(jsonb, uuid),
  public.staff_envelope_withdraw(jsonb, uuid, text), public.staff_envelope_to_paper(jsonb, uuid, text),
  public.staff_link_resend(jsonb, uuid), public.staff_reissue(jsonb, uuid) to service_role;
