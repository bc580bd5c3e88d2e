-- 承諾の撤回 and 「紙の契約書を希望する」 (L10, M8): by either side, until the contract is concluded. The case goes to
-- paper for good; what was sealed on the way concludes nothing and is handed to nobody.

insert into private.envelope_transition (from_status, event, actor, to_status, logs) values
  ('concluding', 'switch_to_paper', 'drafter', 'switched_to_paper', 'switched_to_paper'),
  ('sent', 'switch_to_paper', 'contractor', 'switched_to_paper', 'switched_to_paper'),
  ('partly_signed', 'switch_to_paper', 'contractor', 'switched_to_paper', 'switched_to_paper'),
  ('concluding', 'switch_to_paper', 'contractor', 'switched_to_paper', 'switched_to_paper');

create function private.envelope_to_paper(
  p_envelope public.envelope, p_actor jsonb, p_as text, p_party public.party, p_reason text
) returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_party public.party;
begin
  update public.envelope e set closed_reason = p_reason, waiting_for = null where e.id = p_envelope.id;
  v_envelope := private.envelope_apply(p_envelope.id, 'switch_to_paper', p_as, p_actor, p_party,
    jsonb_strip_nulls(jsonb_build_object('reason', p_reason)));
  update private.mail_outbox m set status = 'cancelled'
   where m.envelope_id = v_envelope.id and m.kind = 'sign_request' and m.status = 'queued';
  for v_party in
    select p.* from public.party p
     where p.envelope_id = v_envelope.id and p.kind = 'contractor' and p.notified_at is not null
  loop
    perform private.mail_queue('paper_contractor', v_envelope.id, v_party.id, null);
  end loop;
  perform private.mail_queue('paper_staff', v_envelope.id, null, v_envelope.created_by);
end;
$$;
comment on function private.envelope_to_paper(public.envelope, jsonb, text, public.party, text) is
  'Ends one envelope in favour of paper and tells both sides. EVENT_NOT_ALLOWED.';

create function private.case_to_paper(p_case_id uuid, p_actor jsonb, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case public.contract_case;
begin
  update public.contract_case c set paper_at = now(), paper_by = (p_actor ->> 'kind')::public.actor_kind, paper_reason = p_reason
   where c.id = p_case_id and c.paper_at is null returning * into v_case;
  if not found then
    return;
  end if;
  update public.application a set status = 'withdrawn' where a.case_id = p_case_id and a.status in ('received', 'returned', 'accepted');
  perform private.log_municipality(p_actor, 'acceptance_withdrawn', v_case.municipality_id,
    (select concat_ws(' ', a.company, a.principal_name) from public.application a
      where a.case_id = p_case_id and a.status = 'withdrawn' order by a.created_at desc limit 1),
    private.case_context(v_case) || jsonb_strip_nulls(jsonb_build_object('reason', p_reason)));
end;
$$;
comment on function private.case_to_paper(uuid, jsonb, text) is
  'Takes a case to paper for good and withdraws its 承諾; logged once.';

create or replace function public.staff_envelope_to_paper(p_actor jsonb, p_envelope_id uuid, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_reason text := private.reason(p_reason, true);
begin
  if v_envelope.status = 'switched_to_paper' then
    return;
  end if;
  perform private.envelope_to_paper(v_envelope, p_actor, 'drafter', null, v_reason);
  perform private.case_to_paper(v_envelope.case_id, p_actor, v_reason);
end;
$$;
comment on function public.staff_envelope_to_paper(jsonb, uuid, text) is
  'Ends the electronic way in favour of paper, until it is concluded, and takes the case with it; idempotent. REASON_MISSING, REASON_TOO_LONG, EVENT_NOT_ALLOWED and those of private.staff_envelope.';

create function public.staff_case_to_paper(p_actor jsonb, p_case_id uuid, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_reason text := private.reason(p_reason, true);
  v_envelope public.envelope;
  v_live public.envelope[];
begin
  -- Envelopes are locked before their case, as by whoever comes with a link.
  for v_envelope in select e.* from public.envelope e where e.case_id = p_case_id order by e.id for update loop
    v_live := v_live || v_envelope;
  end loop;
  perform private.staff_case(p_actor, p_case_id, '{drafter}');
  if exists (select from public.envelope e where e.case_id = p_case_id and e.status = 'concluded') then
    perform private.refuse('CASE_IN_USE', 409);
  end if;
  foreach v_envelope in array coalesce(v_live, '{}') loop
    if v_envelope.status in ('sent', 'partly_signed', 'concluding') then
      perform private.envelope_to_paper(v_envelope, p_actor, 'drafter', null, v_reason);
    end if;
  end loop;
  perform private.case_to_paper(p_case_id, p_actor, v_reason);
end;
$$;
comment on function public.staff_case_to_paper(jsonb, uuid, text) is
  'Takes a case to paper with every envelope of it that is under way; idempotent. CASE_IN_USE once one is concluded, REASON_MISSING, REASON_TOO_LONG and those of private.staff_case.';

create function public.link_paper(p_token_sha256_hex text, p_actor jsonb, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_reason text := private.reason(p_reason, false);
begin
  perform private.contractor(p_actor);
  if v_envelope.status = 'switched_to_paper' then
    return;
  end if;
  if v_envelope.status not in ('sent', 'partly_signed', 'concluding') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  perform private.envelope_to_paper(v_envelope, p_actor, 'contractor', v_party, v_reason);
  perform private.case_to_paper(v_envelope.case_id, p_actor, v_reason);
end;
$$;
comment on function public.link_paper(text, jsonb, text) is
  '「紙の契約書を希望する」, 承諾の撤回: at any moment before the conclusion, the own seal or not; no reason is asked for; idempotent. ENVELOPE_CLOSED {status}, REASON_TOO_LONG, ACTOR_INVALID and those of private.link_party.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_case_to_paper(jsonb, uuid, text), public.link_paper(text, jsonb, text)
  from public, anon, authenticated;
grant execute on function public.staff_case_to_paper(jsonb, uuid, text), public.link_paper(text, jsonb, text) to service_role;
