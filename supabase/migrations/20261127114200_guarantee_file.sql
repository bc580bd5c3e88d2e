-- Files of a guarantee travel in parts as those of an application do, and are kept as they came: a 保証証券 that is
-- sealed or restricted is nobody's to rewrite (M31).

create or replace function private.attachment_of(p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid) returns public.attachment
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment;
  v_challenge private.mail_challenge;
begin
  select t.* into v_attachment from public.attachment t where t.id = p_attachment_id for update;
  if p_ticket_sha256_hex is not null and v_attachment.party_id is not null then
    -- The secret of a party is its link.
    if (private.link_party(p_ticket_sha256_hex)).id is distinct from v_attachment.party_id then
      perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
    end if;
  elsif p_ticket_sha256_hex is not null and p_actor ->> 'kind' = 'contractor' and exists (
    select from private.party_link l where l.token_sha256_hex = p_ticket_sha256_hex) then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  elsif p_ticket_sha256_hex is not null then
    v_challenge := private.ticket(p_ticket_sha256_hex);
    if v_attachment.challenge_id is distinct from v_challenge.id then
      perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
    end if;
  elsif v_attachment.id is null or not exists (
    select from public.contract_case c where c.id = v_attachment.case_id
       and private.has_role(private.staff_user(p_actor), c.municipality_id, c.department_id, '{drafter}'))
  then
    perform private.staff_user(p_actor);
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  return v_attachment;
end;
$$;
comment on function private.attachment_of(jsonb, text, uuid) is
  'Locks an attachment for its sender: the holder of the ticket or of the link whose hash is given, or a drafter of its case. ATTACHMENT_NOT_FOUND and those of private.ticket, private.link_party, private.staff_user.';

create or replace function public.attachment_done(p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid, p_page_count integer)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment := private.attachment_of(p_actor, p_ticket_sha256_hex, p_attachment_id);
  v_context jsonb;
begin
  if (select count(*) from private.attachment_part p where p.attachment_id = p_attachment_id) < v_attachment.part_count then
    perform private.refuse('UPLOAD_INCOMPLETE', 409);
  end if;
  update public.attachment t set received_at = now(), page_count = p_page_count
   where t.id = p_attachment_id and t.received_at is null;
  if not found then
    return;
  end if;
  v_context := jsonb_build_object('attachmentId', v_attachment.id, 'caseId', v_attachment.case_id, 'kind', v_attachment.kind,
    'name', v_attachment.name, 'sha256Hex', v_attachment.sha256_hex);
  if v_attachment.envelope_id is null then
    perform private.log_municipality(p_actor, 'attachment_received', v_attachment.municipality_id, null, v_context);
  else
    perform private.log(p_actor, 'attachment_received', e,
      (select p from public.party p where p.id = v_attachment.party_id), p_context => v_context)
      from public.envelope e where e.id = v_attachment.envelope_id;
  end if;
end;
$$;

create function private.envelope_attachment(
  p_envelope public.envelope, p_party_id uuid, p_user_id uuid, p_kind text, p_attachment jsonb
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_name text := private.field_required(p_attachment, 'name', 200);
  v_size bigint := (p_attachment ->> 'size')::bigint;
  v_sha256_hex text := p_attachment ->> 'sha256Hex';
  v_attachment public.attachment;
begin
  if coalesce(v_sha256_hex, '') !~ '^[0-9a-f]{64}$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if coalesce(v_size, 0) <= 0 then
    perform private.refuse('UPLOAD_EMPTY', 422);
  end if;
  if v_size > 20971520 then
    perform private.refuse('UPLOAD_TOO_LARGE', 422, '{"limit": 20971520}');
  end if;
  -- A 納付書 that another one has replaced since counts again only as a file of its own.
  select t.* into v_attachment from public.attachment t
   where t.envelope_id = p_envelope.id and t.kind = p_kind and t.sha256_hex = v_sha256_hex and t.size = v_size and t.name = v_name
     and t.party_id is not distinct from p_party_id
     and (p_party_id is not null or t.received_at is null or t.id = (private.payment_slip(p_envelope.id)).id)
   order by t.created_at limit 1;
  if not found then
    if (select count(*) from public.attachment t
         where t.envelope_id = p_envelope.id and t.party_id is not distinct from p_party_id) >= 20 then
      perform private.refuse('ATTACHMENTS_TOO_MANY', 422, '{"limit": 20}');
    end if;
    insert into public.attachment (municipality_id, case_id, envelope_id, party_id, uploaded_by, kind, name, size, sha256_hex, part_count)
    values (p_envelope.municipality_id, p_envelope.case_id, p_envelope.id, p_party_id, p_user_id, p_kind, v_name, v_size, v_sha256_hex,
      ceil(v_size / 4194304.0)::integer)
    returning * into v_attachment;
  end if;
  return jsonb_build_object('attachmentId', v_attachment.id, 'partSize', 4194304, 'partCount', v_attachment.part_count,
    'done', v_attachment.received_at is not null,
    'received', (select coalesce(jsonb_agg(p.index order by p.index), '[]') from private.attachment_part p where p.attachment_id = v_attachment.id));
end;
$$;
comment on function private.envelope_attachment(public.envelope, uuid, uuid, text, jsonb) is
  'Announces a file that comes with an envelope, or takes up the same one again, as public.attachment_begin does. REQUEST_INVALID, FIELD_INVALID, UPLOAD_EMPTY, UPLOAD_TOO_LARGE, ATTACHMENTS_TOO_MANY.';

create function public.link_attachment_begin(p_token_sha256_hex text, p_actor jsonb, p_attachment jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_kind text := private.field_required(p_attachment, 'kind', 40);
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  perform private.guarantee_open(v_envelope, v_party);
  if not (v_kind = 'security' and 'security' = any (private.envelope_guarantee(v_envelope))
    or v_kind = 'receipt' and 'cash' = any (private.envelope_guarantee(v_envelope))) then
    perform private.refuse('ATTACHMENT_NOT_WANTED', 422);
  end if;
  return private.envelope_attachment(v_envelope, v_party.id, null, v_kind, p_attachment);
end;
$$;
comment on function public.link_attachment_begin(text, jsonb, jsonb) is
  'Announces the contractor''s 保証証書・保証証券 (security) or 領収書 (receipt) {kind, name, size, sha256Hex}; the parts then go by attachment_part with the link''s hash. ATTACHMENT_NOT_WANTED, ACTOR_INVALID, those of private.guarantee_open, of private.envelope_attachment and of private.link_party.';

create function public.staff_payment_slip_begin(p_actor jsonb, p_envelope_id uuid, p_attachment jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
begin
  if 'cash' <> all (private.envelope_guarantee(v_envelope)) then
    perform private.refuse('ATTACHMENT_NOT_WANTED', 422);
  end if;
  -- Once the contractor has signed, it is too late to pay by another one.
  if v_envelope.status not in ('draft', 'awaiting_approval', 'sent') or exists (
    select from public.party p where p.envelope_id = v_envelope.id and p.kind = 'contractor' and p.status <> 'waiting') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  return private.envelope_attachment(v_envelope, null, private.staff_user(p_actor), 'payment_slip', p_attachment);
end;
$$;
comment on function public.staff_payment_slip_begin(jsonb, uuid, jsonb) is
  'Announces the 納付書 of an envelope {name, size, sha256Hex}, in the draft or until the contractor signs; the newest counts. ATTACHMENT_NOT_WANTED, ENVELOPE_CLOSED, those of private.envelope_attachment and of private.staff_envelope.';

create function public.link_attachment_access(p_token_sha256_hex text, p_actor jsonb, p_attachment_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_attachment public.attachment;
begin
  perform private.contractor(p_actor);
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  select t.* into v_attachment from public.attachment t
   where t.id = p_attachment_id and t.envelope_id = v_envelope.id and t.received_at is not null
     and (t.party_id = v_party.id or v_party.kind = 'contractor' and t.id = (private.payment_slip(v_envelope.id)).id);
  if not found then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  if v_envelope.status not in ('sent', 'partly_signed', 'concluding') and not private.download_open(v_envelope) then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  if v_party.opened_at is null then
    perform private.refuse('LINK_NOT_OPENED', 409);
  end if;
  perform private.log(p_actor, 'attachment_viewed', v_envelope, v_party,
    p_context => jsonb_build_object('attachmentId', v_attachment.id, 'kind', v_attachment.kind, 'name', v_attachment.name));
  return private.attachment_parts(v_attachment);
end;
$$;
comment on function public.link_attachment_access(text, jsonb, uuid) is
  'Where the octets lie of the 納付書, or of a file that the holder of the link gave, logged. ATTACHMENT_NOT_FOUND, ENVELOPE_CLOSED, LINK_NOT_OPENED, ACTOR_INVALID and those of private.link_party.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_attachment_begin(text, jsonb, jsonb), public.staff_payment_slip_begin(jsonb, uuid, jsonb),
  public.link_attachment_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function public.link_attachment_begin(text, jsonb, jsonb), public.staff_payment_slip_begin(jsonb, uuid, jsonb),
  public.link_attachment_access(text, jsonb, uuid) to service_role;
