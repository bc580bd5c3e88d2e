-- A wrong address is corrected as soon as it is known, also of a contractor whose turn has not come (M14, M82): a member of
-- a 共同企業体 who waits for the others, or a contractor behind the municipality. No link is out yet, so none is replaced.

create or replace function public.staff_contractor_correct(p_actor jsonb, p_party_id uuid, p_email text) returns void
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
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting' or v_envelope.status not in ('sent', 'partly_signed') then
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
  -- What would have kept the envelope from being sent to this address keeps it from being corrected to it (M13). Of a
  -- 共同企業体 each address is asked for by itself: two that are wrong are corrected one after the other.
  v_missing := array_remove(private.send_missing(v_envelope), 'application.email');
  if not exists (select from public.application a
                  where a.case_id = v_envelope.case_id and a.status = 'accepted'
                    and a.member_id is not distinct from v_party.member_id and a.email = v_email) then
    v_missing := v_missing || 'application.email'::text;
  end if;
  if v_missing <> '{}' then
    perform private.refuse('ENVELOPE_INCOMPLETE', 422, jsonb_build_object('missing', v_missing));
  end if;
  perform private.log(p_actor, 'contractor_corrected', v_envelope, v_party,
    p_context => jsonb_build_object('before', v_party.email, 'after', v_email));
  if (private.turn_party(v_envelope)).id = p_party_id then
    perform private.link_renew(v_envelope, p_party_id);
  end if;
end;
$$;
comment on function public.staff_contractor_correct(jsonb, uuid, text) is
  'Corrects the address of a contractor who has not signed, to that of its accepted application. Where it is its turn the old link dies and a new one is mailed; before its turn no link is out, and the first one goes to the new address. FIELD_INVALID {field}, EMAIL_UNCHANGED, ENVELOPE_INCOMPLETE {missing}, PARTY_NOT_FOUND, EVENT_NOT_ALLOWED, ENVELOPE_EXPIRED and those of private.staff_envelope.';
