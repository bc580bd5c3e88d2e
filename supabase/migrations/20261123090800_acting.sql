-- How an act begins: who acts, which row is locked, and how the status moves.
-- [Note: lock order] The envelope's row is locked first, always; so acts on one envelope queue up and never deadlock.

create function private.staff_user(p_actor jsonb) returns uuid
language plpgsql stable set search_path = '' as $$
begin
  if p_actor ->> 'kind' is distinct from 'staff' or coalesce(p_actor ->> 'userId', '') !~ '^[0-9a-f-]{36}$' then
    perform private.refuse('ACTOR_INVALID', 400);
  end if;
  if p_actor ->> 'aal' is distinct from 'aal2' then
    perform private.refuse('SECOND_FACTOR_REQUIRED', 403);
  end if;
  return (p_actor ->> 'userId')::uuid;
end;
$$;
comment on function private.staff_user(jsonb) is
  'The staff member of verified claims, with a second factor. ACTOR_INVALID, SECOND_FACTOR_REQUIRED.';

create function private.staff_envelope(p_actor jsonb, p_envelope_id uuid, p_roles public.membership_role[] default null)
returns public.envelope language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_envelope public.envelope;
begin
  select * into v_envelope from public.envelope e where e.id = p_envelope_id for update;
  if not found or not private.has_role(v_user, v_envelope.municipality_id, v_envelope.department_id, null) then
    -- One answer for both: nobody learns that another municipality's envelope exists.
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  if p_roles is not null and not private.has_role(v_user, v_envelope.municipality_id, v_envelope.department_id, p_roles) then
    perform private.refuse('ROLE_MISSING', 403, jsonb_build_object('roles', p_roles));
  end if;
  return v_envelope;
end;
$$;
comment on function private.staff_envelope(jsonb, uuid, public.membership_role[]) is
  'Locks an envelope that the staff member may see and, where roles are given, may act on. ENVELOPE_NOT_FOUND, ROLE_MISSING and those of private.staff_user.';

create function private.staff_draft(p_actor jsonb, p_envelope_id uuid) returns public.envelope
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
begin
  if v_envelope.status <> 'draft' then
    perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
  end if;
  return v_envelope;
end;
$$;
comment on function private.staff_draft(jsonb, uuid) is
  'Locks a draft that the staff member may change. ENVELOPE_NOT_DRAFT and those of private.staff_envelope.';

create function private.envelope_lock(p_envelope_id uuid) returns public.envelope
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
begin
  select * into v_envelope from public.envelope e where e.id = p_envelope_id for update;
  if not found then
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  return v_envelope;
end;
$$;
comment on function private.envelope_lock(uuid) is 'Locks an envelope for the service. ENVELOPE_NOT_FOUND.';

create function private.envelope_apply(
  p_envelope_id uuid, p_event text, p_as text, p_actor jsonb,
  p_party public.party default null, p_context jsonb default '{}'
) returns public.envelope language plpgsql volatile security definer set search_path = '' as $$
declare
  v_from public.envelope_status;
  v_transition private.envelope_transition;
  v_envelope public.envelope;
begin
  select e.status into v_from from public.envelope e where e.id = p_envelope_id for update;
  if not found then
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  select * into v_transition from private.envelope_transition t
   where t.from_status = v_from and t.event = p_event and t.actor = p_as;
  if not found then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', p_event, 'from', v_from));
  end if;
  perform private.duties_apart(p_envelope_id, p_event, p_actor);
  update public.envelope e set status = v_transition.to_status where e.id = p_envelope_id returning * into v_envelope;
  perform private.log(p_actor, v_transition.logs, v_envelope, p_party, null, v_from, v_transition.to_status, p_context);
  return v_envelope;
end;
$$;
comment on function private.envelope_apply(uuid, text, text, jsonb, public.party, jsonb) is
  'The only way a status moves: locks the row, consults the transition table, writes the log. ENVELOPE_NOT_FOUND, EVENT_NOT_ALLOWED and those of private.duties_apart.';

create function private.turn_party(p_envelope public.envelope) returns public.party
language sql stable security definer set search_path = '' as $$
  select p.* from public.party p
   where p.envelope_id = p_envelope.id and p.status <> 'sealed' and p_envelope.status in ('sent', 'partly_signed')
   order by p.ord limit 1
$$;
comment on function private.turn_party(public.envelope) is
  'The party whose turn it is (waiting, or consented and not yet sealed); a row of nulls where nobody''s is.';

create function private.deadline_passed(p_envelope public.envelope) returns boolean
language sql stable set search_path = '' as $$
  -- The printed second 23:59:59 belongs to the day.
  select p_envelope.deadline_at is not null and now() >= p_envelope.deadline_at + interval '1 second'
$$;
comment on function private.deadline_passed(public.envelope) is 'Whether 署名期限 has passed.';

create function private.link_renew(p_envelope public.envelope, p_party_id uuid) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_generation integer;
begin
  update private.party_link l set revoked_at = now() where l.party_id = p_party_id and l.revoked_at is null;
  select coalesce(max(l.generation), 0) + 1 into v_generation from private.party_link l where l.party_id = p_party_id;
  insert into private.party_link (party_id, generation, expires_at)
  values (p_party_id, v_generation, p_envelope.deadline_at);
  update public.party p set link_expires_at = p_envelope.deadline_at, bounced_at = null, bounce_code = null where p.id = p_party_id;
  -- A request that has not left yet would carry a dead link.
  update private.mail_outbox m set status = 'cancelled'
   where m.party_id = p_party_id and m.kind in ('sign_request', 'reminder_contractor', 'deadline_extended_contractor')
     and m.status = 'queued';
  perform private.mail_queue('sign_request', p_envelope.id, p_party_id, null, v_generation);
  return v_generation;
end;
$$;
comment on function private.link_renew(public.envelope, uuid) is
  'Gives a party a new link generation, revokes the earlier one, and queues the mail that carries it.';

create function private.turn_begin(p_envelope public.envelope) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.turn_party(p_envelope);
begin
  if v_party.kind = 'contractor' and v_party.status = 'waiting' then
    perform private.link_renew(p_envelope, v_party.id);
  elsif v_party.kind = 'municipality' and v_party.status = 'waiting' then
    perform private.staff_notify('signature_requested_staff', p_envelope, 'signer');
  end if;
end;
$$;
comment on function private.turn_begin(public.envelope) is
  'Opens the next party''s turn: a contractor gets a link and a mail, the municipality''s signers a mail that leads to the console.';

create function private.newest_revision(p_document_id uuid) returns public.document_revision
language sql stable security definer set search_path = '' as $$
  select r.* from public.document_revision r
   where r.document_id = p_document_id and r.kind <> 'uploaded' order by r.ord desc limit 1
$$;
comment on function private.newest_revision(uuid) is 'The newest revision of a document that extends the base.';

create function private.document_parts(p_document_id uuid, p_kind public.revision_kind default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  with last as (
    select r.* from public.document_revision r
     where r.document_id = p_document_id
       and case when p_kind is null then r.kind <> 'uploaded' else r.kind = p_kind end
     order by r.ord desc limit 1
  )
  select jsonb_build_object(
    'documentId', d.id, 'name', d.name,
    'fileName', case when lower(d.name) like '%.pdf' then d.name else d.name || '.pdf' end,
    'kind', d.kind, 'certificateId', coalesce(d.certificate_id, c.certificate_id),
    'sha256Hex', l.sha256_hex, 'length', l.length, 'revisionKind', l.kind,
    'parts', (
      select jsonb_agg(jsonb_build_object('objectKey', o.key, 'wrappedIdentity', o.wrapped_identity,
               'length', r.increment_length) order by r.ord)
        from public.document_revision r
        join private.revision_object ro on ro.revision_id = r.id
        join private.stored_object o on o.key = ro.object_key
       where r.document_id = d.id
         and case when l.kind = 'uploaded' then r.kind = 'uploaded' else r.kind <> 'uploaded' and r.ord <= l.ord end),
    'envelopeStatus', e.status)
  from public.document d
  join public.envelope e on e.id = d.envelope_id
  left join public.document c on c.id = d.certifies_document_id
  cross join last l
  where d.id = p_document_id
$$;
comment on function private.document_parts(uuid, public.revision_kind) is
  'Where the octets of a document lie, in file order, up to its newest revision or the newest of a kind; null where there is none.';

revoke execute on all functions in schema private from public, anon;
