-- 電子契約締結証明書（一覧）: an envelope of two or more contracts has, beside the certificate of each, one of its own that
-- lists them all. It is a certificate that certifies no single document and has an ID of its own.

alter table public.document drop constraint certificate_certifies;
alter table public.document add constraint certificate_certifies check (kind = 'certificate' or certifies_document_id is null);
alter table public.document drop constraint contract_has_id;
alter table public.document add constraint contract_has_id check ((certificate_id is null) = (certifies_document_id is not null));
comment on table public.document is
  'A contract, the certificate of conclusion of one, or the certificate that lists all contracts of an envelope. A removed draft document keeps its row (removed_at).';
comment on column public.document.certificate_id is
  '締結証明書ID of a contract, printed on every page; 一覧ID of a certificate that certifies no single document: 32 random hex digits.';
create unique index document_sheet_once on public.document (envelope_id)
  where kind = 'certificate' and certifies_document_id is null;

create function private.is_listed(p_envelope_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(*) > 1 from public.document d
   where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
$$;
comment on function private.is_listed(uuid) is 'Whether an envelope has so many contracts that a list of them belongs to its conclusion: two or more.';

create or replace function private.conclusion_missing(p_envelope_id uuid) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.what order by m.what), '{}') from (
    select 'party/' || p.id as what from public.party p where p.envelope_id = p_envelope_id and p.status <> 'sealed'
    union all
    select 'consent/' || p.id from public.party p
     where p.envelope_id = p_envelope_id and not exists (select from public.consent c where c.party_id = p.id)
    union all
    select 'documents' where not exists (
      select from public.document d where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null)
    union all
    select 'seal/' || p.id || '/' || d.id from public.document d
      join public.party p on p.envelope_id = d.envelope_id
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'seal' and r.party_id = p.id)
    union all
    select 'certificate/' || d.id from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document c where c.certifies_document_id = d.id)
    union all
    select 'certificate/' || p_envelope_id
     where private.is_listed(p_envelope_id)
       and not exists (select from public.document s
                        where s.envelope_id = p_envelope_id and s.kind = 'certificate' and s.certifies_document_id is null)
    union all
    select 'certificate-seal/' || coalesce(d.certifies_document_id, d.envelope_id) from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'certificate'
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'seal')
    union all
    select case d.kind when 'contract' then 'lta/' || d.id
        else 'certificate-lta/' || coalesce(d.certifies_document_id, d.envelope_id) end
      from public.document d
     where d.envelope_id = p_envelope_id and d.removed_at is null
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'lta')
  ) m
$$;
comment on function private.conclusion_missing(uuid) is
  'What keeps an envelope from being concluded: seals, document time-stamps, certificates (of a document or, by the envelope''s id, of the whole envelope); empty = nothing.';

create function private.certificate_json(p_certificate public.document) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.pipeline_document(p_certificate) || jsonb_build_object(
    'sealed', exists (select from public.document_revision r where r.document_id = p_certificate.id and r.kind = 'seal'),
    'lta', exists (select from public.document_revision r where r.document_id = p_certificate.id and r.kind = 'lta'))
$$;
comment on function private.certificate_json(public.document) is 'A certificate as the conclusion needs it, and how far it is.';

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
    'attachments', '[]'::jsonb,
    'missing', to_jsonb(private.conclusion_missing(p_envelope_id)));
end;
$$;
comment on function public.conclude_subject(uuid) is
  'Everything the conclusion needs: envelope, parties with consents, documents with parts, revisions and certificate, whether a list of the documents is due and that list, and what is still missing. ENVELOPE_NOT_FOUND.';

create function public.sheet_add(p_envelope_id uuid, p_sheet jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.envelope_lock(p_envelope_id);
  v_sheet public.document;
begin
  select d.* into v_sheet from public.document d
   where d.envelope_id = p_envelope_id and d.kind = 'certificate' and d.certifies_document_id is null;
  if found then
    if not exists (select from public.document_revision r
                    where r.document_id = v_sheet.id and r.kind = 'base' and r.sha256_hex = p_sheet ->> 'sha256Hex') then
      perform private.refuse('REVISION_CONFLICT', 409);
    end if;
    return v_sheet.id;
  end if;
  if v_envelope.status <> 'concluding' or not private.is_listed(p_envelope_id) then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('event', 'sheet', 'from', v_envelope.status));
  end if;
  -- The list names the bytes of every finished contract.
  if exists (
    select from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null
       and not exists (select from public.document_revision r where r.document_id = d.id and r.kind = 'lta')) then
    perform private.refuse('SEAL_MISSING', 409);
  end if;
  insert into public.document (envelope_id, municipality_id, ord, kind, certificate_id, name, page_count)
  select v_envelope.id, v_envelope.municipality_id, max(d.ord) + 1, 'certificate', p_sheet ->> 'certificateId',
    p_sheet ->> 'name', (p_sheet ->> 'pageCount')::integer
    from public.document d where d.envelope_id = p_envelope_id
  returning * into v_sheet;
  perform private.revision_insert(v_sheet, 1, 'base', null, jsonb_build_object('incrementLength', p_sheet -> 'length') || p_sheet);
  return v_sheet.id;
end;
$$;
comment on function public.sheet_add(uuid, jsonb) is
  'Makes the certificate that lists the contracts of an envelope ({certificateId, name, pageCount, objectKey, sha256Hex, length}); idempotent. ENVELOPE_NOT_FOUND, REVISION_CONFLICT, EVENT_NOT_ALLOWED (not concluding, or a single contract), SEAL_MISSING (a contract without its document time-stamp), OBJECT_UNKNOWN, OBJECT_CONFLICT.';

create or replace function public.link_view(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_turn boolean;
  v_late boolean;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  v_turn := coalesce((private.turn_party(v_envelope)).id = v_party.id and v_party.status = 'waiting', false);
  -- The sweep may not have come yet; the deadline has.
  v_late := v_turn and private.deadline_passed(v_envelope);
  return jsonb_build_object(
    'envelopeId', v_envelope.id, 'partyId', v_party.id,
    'status', case when v_late then 'expired' else v_envelope.status end,
    'partyStatus', v_party.status, 'turn', v_turn and not v_late,
    'title', v_envelope.title, 'managementLabel', v_envelope.management_label,
    'municipalityName', (select m.name from public.municipality m where m.id = v_envelope.municipality_id),
    'senderName', private.staff_name(v_envelope),
    'senderDepartment', (select d.name from public.department d where d.id = v_envelope.department_id),
    'company', v_party.company, 'principalName', v_party.principal_name, 'principalTitle', v_party.title,
    'email', v_party.email, 'deadlineAt', v_envelope.deadline_at, 'openedAt', v_party.opened_at,
    'consentedAt', v_party.consented_at, 'concludedAt', v_envelope.concluded_at,
    'downloadUntilAt', v_envelope.download_until_at, 'downloadOpen', private.download_open(v_envelope),
    'reissueRequestedAt', v_envelope.reissue_requested_at, 'closedReason', coalesce(v_envelope.closed_reason, v_party.decline_reason),
    'waitingFor', v_envelope.waiting_for,
    'signerCount', (select count(*) from public.party p where p.envelope_id = v_envelope.id),
    'documents', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'contract' and d.removed_at is null),
    'certificates', (
      select coalesce(jsonb_agg(private.document_json(d) order by d.ord), '[]') from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'certificate' and d.certifies_document_id is not null
         and v_envelope.status = 'concluded'),
    'sheet', (
      select private.document_json(d) from public.document d
       where d.envelope_id = v_envelope.id and d.kind = 'certificate' and d.certifies_document_id is null
         and v_envelope.status = 'concluded'),
    'progress', private.progress_json(v_party.id));
end;
$$;
comment on function public.link_view(text) is
  'What a link shows, without side effect; expired, withdrawn and declined are states. LINK_UNKNOWN, LINK_REPLACED.';

create or replace function public.staff_ledger_access(p_actor jsonb, p_municipality_id uuid, p_query jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_ids uuid[];
  v_envelope public.envelope;
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  select array_agg(distinct l.envelope_id) into v_ids
    from private.ledger_rows(p_query || '{"status": "concluded"}') l
   where l.municipality_id = p_municipality_id and private.has_role(v_user, l.municipality_id, l.department_id, null);
  if v_ids is null then
    perform private.refuse('LEDGER_EMPTY', 422);
  elsif cardinality(v_ids) > 1000 then
    perform private.refuse('LEDGER_TOO_MANY', 422, jsonb_build_object('found', cardinality(v_ids)));
  end if;
  for v_envelope in select e.* from public.envelope e where e.id = any (v_ids) loop
    perform private.log(p_actor, 'concluded_downloaded', v_envelope, p_context => '{"ledger": true}');
  end loop;
  return (
    select jsonb_agg(jsonb_build_object(
      'row', jsonb_build_object('managementLabel', l.management_label, 'certificateId', l.certificate_id,
        'documentName', l.document_name, 'counterpartyName', l.counterparty_name, 'transactionOn', l.transaction_on,
        'amountJpy', l.amount_jpy, 'status', l.status, 'sha256Hex', l.sha256_hex),
      'contract', private.document_parts(l.document_id),
      'certificate', (select private.document_parts(c.id) from public.document c where c.certifies_document_id = l.document_id),
      'sheet', (select private.document_parts(s.id) from public.document s
                 where s.envelope_id = l.envelope_id and s.kind = 'certificate' and s.certifies_document_id is null))
      order by l.fiscal_year, l.management_number, l.ord)
      from private.ledger_rows(p_query || '{"status": "concluded"}') l where l.envelope_id = any (v_ids));
end;
$$;
comment on function public.staff_ledger_access(jsonb, uuid, jsonb) is
  'Every concluded contract that fits {counterparty, text, from, to, min, max}, for one download: [{row, contract: document_parts, certificate: document_parts|null, sheet: document_parts|null (its envelope''s list of documents)}] by number; logged for each envelope. LEDGER_EMPTY, LEDGER_TOO_MANY {found} (1,000 envelopes), MUNICIPALITY_NOT_FOUND and those of private.staff_user.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.sheet_add(uuid, jsonb) from public, anon, authenticated;
grant execute on function public.sheet_add(uuid, jsonb) to service_role;
