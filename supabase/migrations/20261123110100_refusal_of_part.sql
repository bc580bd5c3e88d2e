-- Refused acts on a document, a party or an upload are logged like those on their envelope.

create function public.refusal_log_on(p_actor jsonb, p_kind text, p_id uuid, p_code text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_party public.party;
  v_document_id uuid;
begin
  case p_kind
    when 'envelope' then
      select e.* into v_envelope from public.envelope e where e.id = p_id;
    when 'party' then
      select p.* into v_party from public.party p where p.id = p_id;
      select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
    when 'document' then
      select d.id into v_document_id from public.document d where d.id = p_id;
      select e.* into v_envelope from public.envelope e join public.document d on d.envelope_id = e.id where d.id = p_id;
    when 'upload' then
      select u.document_id into v_document_id from private.upload u where u.id = p_id;
      select e.* into v_envelope from public.envelope e join private.upload u on u.envelope_id = e.id where u.id = p_id;
    else
      return;
  end case;
  if v_envelope.id is null or p_actor ->> 'kind' is distinct from 'staff'
    or not private.has_role((p_actor ->> 'userId')::uuid, v_envelope.municipality_id, v_envelope.department_id, null) then
    return;
  end if;
  perform private.log(p_actor, 'refused', v_envelope, v_party, p_document_id => v_document_id,
    p_context => jsonb_build_object('code', left(p_code, 100)));
end;
$$;
comment on function public.refusal_log_on(jsonb, text, uuid, text) is
  'Logs that an act of staff was refused on an envelope, party, document or upload; what is unknown, or not theirs to see, leaves no trace. Never refuses.';
revoke execute on function public.refusal_log_on(jsonb, text, uuid, text) from public, anon, authenticated;
grant execute on function public.refusal_log_on(jsonb, text, uuid, text) to service_role;
