-- Attachments travel in parts, as documents do, and are kept as they came.

create function private.case_demands(p_case public.contract_case) returns table (id text, name text, required boolean)
language sql stable security definer set search_path = '' as $$
  select a.value ->> 'id', a.value ->> 'name', coalesce((a.value ->> 'required')::boolean, true)
    from public.municipality_rules r, jsonb_array_elements(r.document -> 'attachments') with ordinality a
   where r.id = p_case.rules_id
     and (jsonb_array_length(a.value -> 'caseTypes') = 0 or a.value -> 'caseTypes' ? p_case.case_type)
     and (a.value ->> 'flag' is null or a.value ->> 'flag' = any (p_case.flags))
   order by a.ordinality
$$;
comment on function private.case_demands(public.contract_case) is
  'The attachments that the case''s rules demand of an application, by case type and flag.';

create function private.ticket(p_ticket_sha256_hex text) returns private.mail_challenge
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_challenge private.mail_challenge;
begin
  select h.* into v_challenge from private.mail_challenge h
   where h.ticket_sha256_hex = p_ticket_sha256_hex and now() < h.ticket_expires_at for update;
  if not found then
    perform private.refuse('EMAIL_NOT_CONFIRMED', 403);
  end if;
  return v_challenge;
end;
$$;
comment on function private.ticket(text) is 'Locks the confirmed address that a ticket stands for. EMAIL_NOT_CONFIRMED.';

create function private.attachment_of(p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid) returns public.attachment
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment;
  v_challenge private.mail_challenge;
begin
  select t.* into v_attachment from public.attachment t where t.id = p_attachment_id for update;
  if p_ticket_sha256_hex is not null then
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
  'Locks an attachment for its sender: the holder of the ticket, or a drafter of its case. ATTACHMENT_NOT_FOUND and those of private.ticket, private.staff_user.';

create function public.attachment_begin(p_actor jsonb, p_ticket_sha256_hex text, p_attachment jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_name text := private.field_required(p_attachment, 'name', 200);
  v_kind text := private.field_required(p_attachment, 'kind', 40);
  v_size bigint := (p_attachment ->> 'size')::bigint;
  v_sha256_hex text := p_attachment ->> 'sha256Hex';
  v_challenge private.mail_challenge;
  v_case public.contract_case;
  v_application public.application;
  v_attachment public.attachment;
begin
  if coalesce(v_sha256_hex, '') !~ '^[0-9a-f]{64}$' or v_kind !~ '^[a-z][a-z0-9_]{0,39}$' then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if coalesce(v_size, 0) <= 0 then
    perform private.refuse('UPLOAD_EMPTY', 422);
  end if;
  if v_size > 20971520 then
    perform private.refuse('UPLOAD_TOO_LARGE', 422, '{"limit": 20971520}');
  end if;
  if p_ticket_sha256_hex is not null then
    v_challenge := private.ticket(p_ticket_sha256_hex);
    select c.* into v_case from public.contract_case c
     where c.municipality_id = v_challenge.municipality_id and c.case_number = p_attachment ->> 'caseNumber';
  else
    v_case := private.staff_case(p_actor, private.field_uuid(p_attachment, 'caseId', 'caseId'), '{drafter}');
    if p_attachment ->> 'applicationId' is not null then
      select a.* into v_application from public.application a
       where a.id = private.field_uuid(p_attachment, 'applicationId', 'applicationId') and a.case_id = v_case.id;
      if not found then
        perform private.refuse('APPLICATION_NOT_FOUND', 404);
      end if;
    end if;
  end if;
  if v_case.id is null then
    perform private.refuse('CASE_NOT_FOUND', 404);
  end if;
  if v_kind <> 'original' and not exists (select from private.case_demands(v_case) d where d.id = v_kind)
    or v_kind = 'original' and p_ticket_sha256_hex is not null then
    perform private.refuse('ATTACHMENT_NOT_WANTED', 422);
  end if;
  select t.* into v_attachment from public.attachment t
   where t.case_id = v_case.id and t.kind = v_kind and t.sha256_hex = v_sha256_hex and t.size = v_size and t.name = v_name
     and t.challenge_id is not distinct from v_challenge.id and t.application_id is not distinct from v_application.id
   order by t.created_at limit 1;
  if not found then
    if (select count(*) from public.attachment t where t.case_id = v_case.id
         and case when v_challenge.id is not null then t.challenge_id = v_challenge.id
                  else t.application_id is not distinct from v_application.id and t.uploaded_by is not null end) >= 20 then
      perform private.refuse('ATTACHMENTS_TOO_MANY', 422, '{"limit": 20}');
    end if;
    insert into public.attachment (municipality_id, case_id, application_id, challenge_id, uploaded_by, kind, name, size, sha256_hex, part_count)
    values (v_case.municipality_id, v_case.id, v_application.id, v_challenge.id,
      case when v_challenge.id is null then private.staff_user(p_actor) end, v_kind, v_name, v_size, v_sha256_hex,
      ceil(v_size / 4194304.0)::integer)
    returning * into v_attachment;
  end if;
  return jsonb_build_object('attachmentId', v_attachment.id, 'partSize', 4194304, 'partCount', v_attachment.part_count,
    'done', v_attachment.received_at is not null,
    'received', (select coalesce(jsonb_agg(p.index order by p.index), '[]') from private.attachment_part p where p.attachment_id = v_attachment.id));
end;
$$;
comment on function public.attachment_begin(jsonb, text, jsonb) is
  'Announces an attachment {name, kind, size, sha256Hex, caseNumber by ticket | caseId, applicationId by staff}, or takes up the same one again: {attachmentId, partSize, partCount, done, received}. REQUEST_INVALID, FIELD_INVALID, UPLOAD_EMPTY, UPLOAD_TOO_LARGE, CASE_NOT_FOUND, APPLICATION_NOT_FOUND, ATTACHMENT_NOT_WANTED, ATTACHMENTS_TOO_MANY and those of private.ticket, private.staff_case.';

create function public.attachment_state(p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment := private.attachment_of(p_actor, p_ticket_sha256_hex, p_attachment_id);
begin
  return private.attachment_parts(v_attachment);
end;
$$;
comment on function public.attachment_state(jsonb, text, uuid) is
  'An attachment on its way, with its parts. Those of private.attachment_of.';

create function private.attachment_parts(p_attachment public.attachment) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('attachmentId', p_attachment.id, 'name', p_attachment.name, 'kind', p_attachment.kind,
    'length', p_attachment.size, 'sha256Hex', p_attachment.sha256_hex, 'partCount', p_attachment.part_count,
    'done', p_attachment.received_at is not null,
    'fileName', case when lower(p_attachment.name) like '%.pdf' then p_attachment.name else p_attachment.name || '.pdf' end,
    'parts', coalesce((
      select jsonb_agg(jsonb_build_object('index', p.index, 'objectKey', p.object_key, 'wrappedIdentity', o.wrapped_identity,
               'length', p.size, 'sha256Hex', p.sha256_hex) order by p.index)
        from private.attachment_part p join private.stored_object o on o.key = p.object_key
       where p.attachment_id = p_attachment.id), '[]'))
$$;
comment on function private.attachment_parts(public.attachment) is 'An attachment and where its octets lie, in order.';

create function public.attachment_part(
  p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid, p_index integer, p_size integer, p_sha256_hex text, p_object_key text
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment := private.attachment_of(p_actor, p_ticket_sha256_hex, p_attachment_id);
  v_object private.stored_object;
begin
  if p_index is null or p_index < 0 or p_index >= v_attachment.part_count then
    perform private.refuse('UPLOAD_PART_OUT_OF_RANGE', 422, jsonb_build_object('index', p_index));
  end if;
  if p_size is distinct from least(4194304::bigint, v_attachment.size - p_index::bigint * 4194304)::integer then
    perform private.refuse('UPLOAD_PART_MISMATCH', 409, jsonb_build_object('index', p_index));
  end if;
  if exists (select from private.attachment_part p where p.attachment_id = p_attachment_id and p.index = p_index) then
    return;
  end if;
  v_object := private.object_refer(p_object_key);
  if v_object.sha256_hex is distinct from p_sha256_hex or v_object.size is distinct from p_size then
    perform private.refuse('UPLOAD_PART_MISMATCH', 409, jsonb_build_object('index', p_index));
  end if;
  insert into private.attachment_part (attachment_id, index, size, sha256_hex, object_key)
  values (p_attachment_id, p_index, p_size, p_sha256_hex, p_object_key);
end;
$$;
comment on function public.attachment_part(jsonb, text, uuid, integer, integer, text, text) is
  'Records a stored part of an attachment; the first counts. UPLOAD_PART_OUT_OF_RANGE, UPLOAD_PART_MISMATCH, OBJECT_UNKNOWN and those of private.attachment_of.';

create function public.attachment_done(p_actor jsonb, p_ticket_sha256_hex text, p_attachment_id uuid, p_page_count integer)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attachment public.attachment := private.attachment_of(p_actor, p_ticket_sha256_hex, p_attachment_id);
begin
  if (select count(*) from private.attachment_part p where p.attachment_id = p_attachment_id) < v_attachment.part_count then
    perform private.refuse('UPLOAD_INCOMPLETE', 409);
  end if;
  update public.attachment t set received_at = now(), page_count = p_page_count
   where t.id = p_attachment_id and t.received_at is null;
  if found then
    perform private.log_municipality(p_actor, 'attachment_received', v_attachment.municipality_id, null,
      jsonb_build_object('attachmentId', v_attachment.id, 'caseId', v_attachment.case_id, 'kind', v_attachment.kind,
        'name', v_attachment.name, 'sha256Hex', v_attachment.sha256_hex));
  end if;
end;
$$;
comment on function public.attachment_done(jsonb, text, uuid, integer) is
  'Closes an attachment whose whole was put together and read; idempotent. UPLOAD_INCOMPLETE and those of private.attachment_of.';

create function public.staff_attachment_access(p_actor jsonb, p_attachment_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_attachment public.attachment;
begin
  select t.* into v_attachment from public.attachment t join public.contract_case c on c.id = t.case_id
   where t.id = p_attachment_id and t.received_at is not null
     and private.has_role(v_user, c.municipality_id, c.department_id, null);
  if not found then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  perform private.log_municipality(p_actor, 'attachment_viewed', v_attachment.municipality_id, null,
    jsonb_build_object('attachmentId', v_attachment.id, 'caseId', v_attachment.case_id, 'name', v_attachment.name));
  return private.attachment_parts(v_attachment);
end;
$$;
comment on function public.staff_attachment_access(jsonb, uuid) is
  'Where the octets of an attachment lie, logged. ATTACHMENT_NOT_FOUND and those of private.staff_user.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.attachment_begin(jsonb, text, jsonb), public.attachment_state(jsonb, text, uuid),
  public.attachment_part(jsonb, text, uuid, integer, integer, text, text), public.attachment_done(jsonb, text, uuid, integer),
  public.staff_attachment_access(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.attachment_begin(jsonb, text, jsonb), public.attachment_state(jsonb, text, uuid),
  public.attachment_part(jsonb, text, uuid, integer, integer, text, text), public.attachment_done(jsonb, text, uuid, integer),
  public.staff_attachment_access(jsonb, uuid) to service_role;
