-- Where the guarantee shows elsewhere: in what blocks sending, in its mails, in the certificate of conclusion.

create or replace function private.case_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.field order by m.n), '{}')
  from (select 1) one
  left join public.contract_case c on c.id = p_envelope.case_id
  left join public.application a on a.case_id = c.id and a.status = 'accepted'
  left join public.party p on p.envelope_id = p_envelope.id and p.kind = 'contractor'
  cross join lateral (
    select * from (values
      (1, 'caseId', c.id is null),
      -- M2, M3: outside of the scope only by a logged decision.
      (2, 'case.scope', c.id is not null and c.override_at is null and private.case_scope(c) <> '{}'),
      (3, 'case.paper', c.paper_at is not null),
      (4, 'application', c.id is not null and a.id is null),
      -- M13: no address but the accepted application's.
      (5, 'application.email', a.id is not null and p.email is distinct from a.email),
      (6, 'application.attachments', a.id is not null and exists (
        select from private.case_demands(c) d where d.required
           and not exists (select from public.attachment t where t.application_id = a.id and t.kind = d.id and t.received_at is not null))),
      -- M31: what the contractor gives as guarantee is checked before the municipality signs, so it signs last.
      (7, 'guarantee.order', private.case_guarantee(c) <> '{}' and p_envelope.sign_order = 'municipality_first')
    ) v (n, field, missing)
    union all
    -- L9: no 承諾, no sending.
    select 10, 'acceptance.' || l, true from unnest(private.case_laws(c)) l
     where a.id is not null and not exists (
       select from public.electronic_method_acceptance e where e.application_id = a.id and e.law = l)
    union all
    -- L15, L16: the statutory sheet is sealed with the contract.
    select 20, 'sheet.' || s, true from unnest(array['recycling', 'architect']) s
     where s = any (c.flags) and not exists (
       select from public.document d where d.envelope_id = p_envelope.id and d.sheet = s and d.removed_at is null)
  ) m
  where m.missing
$$;
comment on function private.case_missing(public.envelope) is
  'What of the case blocks sending: caseId, case.scope, case.paper, application, application.email, application.attachments, guarantee.order, acceptance.<law>, sheet.<sheet>.';

create or replace function public.mail_subject(p_outbox_id uuid) returns jsonb
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
      when v_mail.kind = 'guarantee_returned_contractor' then (private.guarantee_newest(v_envelope.id)).review_reason
      else coalesce(v_envelope.closed_reason, v_contractor.decline_reason) end,
    'documents', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null));
end;
$$;

create or replace function public.conclude_subject(p_envelope_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
begin
  select e.* into v_envelope from public.envelope e where e.id = p_envelope_id;
  if not found then
    perform private.refuse('ENVELOPE_NOT_FOUND', 404);
  end if;
  return jsonb_build_object(
    'envelope', private.envelope_json(v_envelope),
    'parties', (select jsonb_agg(private.party_json(p) order by p.ord) from public.party p where p.envelope_id = p_envelope_id),
    'documents', (
      select jsonb_agg(private.pipeline_document(d) || jsonb_build_object(
        'lta', exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'lta'),
        'certificate', (
          select private.certificate_json(c) from public.document c where c.certifies_document_id = d.id)) order by d.ord)
      from public.document d where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null),
    'listed', private.is_listed(p_envelope_id),
    'sheet', (
      select private.certificate_json(s) from public.document s
       where s.envelope_id = p_envelope_id and s.kind = 'certificate' and s.certifies_document_id is null),
    'attachments', (
      select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'sha256Hex', t.sha256_hex, 'length', t.size)), '[]')
        from private.guarantee_newest(p_envelope_id) g join public.attachment t on t.id = g.attachment_id
       where g.review = 'accepted'),
    'missing', to_jsonb(private.conclusion_missing(p_envelope_id)));
end;
$$;

revoke execute on all functions in schema private from public, anon;
