-- An envelope belongs to a case, and goes only where the case's accepted application says (M13, L8).

alter table public.document add column sheet text check (sheet in ('recycling', 'architect'));
alter table public.document add constraint sheet_is_contract check (sheet is null or kind = 'contract');
comment on column public.document.sheet is
  'The statutory sheet that this document is: recycling 建設リサイクル法13条の書面 (省令7条), architect 建築士法22条の3の3の書面. A document of the envelope like any other: own ID, sealed by every party.';
grant select (sheet) on public.document to authenticated, service_role;

create function private.envelope_case(p_actor jsonb, p_envelope public.envelope, p_fields jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case_id uuid := private.field_uuid(p_fields, 'caseId', 'caseId');
begin
  if not p_fields ? 'caseId' then
    return;
  end if;
  if v_case_id is not null and not exists (
    select from public.contract_case c
     where c.id = v_case_id and c.municipality_id = p_envelope.municipality_id
       and private.has_role(private.staff_user(p_actor), c.municipality_id, c.department_id, '{drafter}')) then
    perform private.refuse('CASE_NOT_FOUND', 404);
  end if;
  update public.envelope e set case_id = v_case_id where e.id = p_envelope.id;
end;
$$;
comment on function private.envelope_case(jsonb, public.envelope, jsonb) is
  'Sets the case of a draft where the fields name one. CASE_NOT_FOUND, FIELD_INVALID.';

create function private.envelope_case_guard() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.status <> 'draft' and old.case_id is distinct from new.case_id then
    perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
  end if;
  return new;
end;
$$;
comment on function private.envelope_case_guard() is 'The case of an envelope changes in a draft only. ENVELOPE_NOT_DRAFT.';
create trigger envelope_case_guard before update of case_id on public.envelope
  for each row execute function private.envelope_case_guard();

create function private.case_missing(p_envelope public.envelope) returns text[]
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
           and not exists (select from public.attachment t where t.application_id = a.id and t.kind = d.id and t.received_at is not null)))
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
  'What of the case blocks sending: caseId, case.scope, case.paper, application, application.email, application.attachments, acceptance.<law>, sheet.<sheet>.';

create or replace function private.send_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.field order by m.n), '{}') || private.case_missing(p_envelope)
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
  'What blocks sending, by the names of staff_envelope_save and of private.case_missing; deadlineOn also where it has passed.';

create function public.staff_document_sheet(p_actor jsonb, p_document_id uuid, p_sheet text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_document public.document := private.staff_document(p_actor, p_document_id);
  v_envelope public.envelope := private.staff_draft(p_actor, v_document.envelope_id);
begin
  if p_sheet is not null and p_sheet not in ('recycling', 'architect') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "sheet"}');
  end if;
  update public.document d set sheet = p_sheet where d.id = p_document_id;
end;
$$;
comment on function public.staff_document_sheet(jsonb, uuid, text) is
  'Says which statutory sheet a draft''s document is, or none. FIELD_INVALID, DOCUMENT_NOT_FOUND and those of private.staff_draft.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_document_sheet(jsonb, uuid, text) from public, anon, authenticated;
grant execute on function public.staff_document_sheet(jsonb, uuid, text) to service_role;
