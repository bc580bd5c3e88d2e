-- An access code that was given though the rules do not demand one can be taken back (L5). Where they do, only another
-- one takes its place, which is also how a locked one is replaced: the five guesses stay spent.

create function public.staff_access_code_cancel(p_actor jsonb, p_party_id uuid) returns void
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
  select p.* into v_party from public.party p where p.id = p_party_id;
  if v_party.kind <> 'contractor' or v_party.status <> 'waiting'
    or v_envelope.status not in ('draft', 'awaiting_approval', 'sent', 'partly_signed')
  then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'access_code', 'from', v_envelope.status));
  end if;
  update public.signer_code c set replaced_at = now()
   where c.party_id = p_party_id and c.method = 'access_code' and c.replaced_at is null;
  if not found then
    return;
  end if;
  -- What the rules demand once no code is out.
  if private.signer_factor(v_party) = 'access_code' then
    perform private.refuse('ACCESS_CODE_DEMANDED', 409);
  end if;
  perform private.log(p_actor, 'access_code_cancelled', v_envelope, v_party);
end;
$$;
comment on function public.staff_access_code_cancel(jsonb, uuid) is
  'Takes a contractor''s access code back, locked or not, so that signing asks for what the rules of the case say; logged, idempotent. ACCESS_CODE_DEMANDED where they demand one, PARTY_NOT_FOUND, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

revoke execute on function public.staff_access_code_cancel(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.staff_access_code_cancel(jsonb, uuid) to service_role;
