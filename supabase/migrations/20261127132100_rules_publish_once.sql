-- Rules that were published though the answer was lost are not published a second time: a version never goes again, and two
-- that say the same leave everybody to look for the difference.

create or replace function public.staff_rules_publish(
  p_actor jsonb, p_municipality_id uuid, p_effective_on date, p_document jsonb, p_note text
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_rules public.municipality_rules;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.active and m.municipality_id = p_municipality_id) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if not private.has_role(v_user, p_municipality_id, null, '{admin}') then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["admin"]}');
  end if;
  if p_effective_on is null or not private.rules_valid(p_document) then
    perform private.refuse('RULES_INVALID', 422);
  end if;
  -- One version at a time: the municipality's own row queues the publishers.
  perform from public.municipality m where m.id = p_municipality_id for update;
  select r.* into v_rules from public.municipality_rules r
   where r.municipality_id = p_municipality_id order by r.version desc limit 1;
  if (v_rules.effective_on, v_rules.document, v_rules.note, v_rules.published_by)
    is not distinct from (p_effective_on, p_document, private.reason(p_note, false), v_user)
  then
    return jsonb_build_object('id', v_rules.id, 'version', v_rules.version);
  end if;
  insert into public.municipality_rules (municipality_id, version, effective_on, document, note, published_by)
  values (p_municipality_id,
    (select coalesce(max(r.version), 0) + 1 from public.municipality_rules r where r.municipality_id = p_municipality_id),
    p_effective_on, p_document, private.reason(p_note, false), v_user)
  returning * into v_rules;
  perform private.log_municipality(p_actor, 'rules_published', p_municipality_id, null,
    jsonb_build_object('version', v_rules.version, 'effectiveOn', v_rules.effective_on));
  return jsonb_build_object('id', v_rules.id, 'version', v_rules.version);
end;
$$;
comment on function public.staff_rules_publish(jsonb, uuid, date, jsonb, text) is
  'Adds a version of a municipality''s rules: {id, version}; asked again for what its newest version says, answers that one. MUNICIPALITY_NOT_FOUND, ROLE_MISSING, RULES_INVALID, REASON_TOO_LONG and those of private.staff_user.';
