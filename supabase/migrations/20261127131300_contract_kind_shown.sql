-- 契約区分 where a contract is kept and where colleagues read it before signing, as the link says it (L14): what is a 仮契約
-- there, whether the council has decided, and what a 変更契約 changes. The words of it are found in one place.

create function private.contract_kind_json(p_envelope_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('kind', c.contract_kind,
      'vote', case when v.id is not null then
        jsonb_build_object('outcome', v.outcome, 'votedOn', v.voted_on, 'billNumber', v.bill_number) end,
      'original', case when c.contract_kind = 'change' then jsonb_build_object('managementLabel', o.management_label,
        'contractOn', coalesce(o.contract_on, private.japan_date(o.concluded_at)), 'reference', c.original_reference) end)
    from public.envelope e
    join public.contract_case c on c.id = e.case_id
    left join public.envelope o on o.id = c.original_envelope_id
    left join lateral private.council_vote_newest(e.id) v on true
   where e.id = p_envelope_id and c.contract_kind <> 'final'
$$;
comment on function private.contract_kind_json(uuid) is
  'What a contractor is told of an envelope''s 契約区分: {kind provisional|change, vote {outcome, votedOn, billNumber}|null, original {managementLabel, contractOn, reference}|null (L14)}; null for a plain contract.';

create or replace function public.link_contract_kind(p_token_sha256_hex text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.contract_kind_json((private.link_party(p_token_sha256_hex)).envelope_id)
$$;
comment on function public.link_contract_kind(text) is
  'What the holder of a link is told of 契約区分, without side effect: private.contract_kind_json. LINK_UNKNOWN, LINK_REPLACED.';

create or replace function private.contract_json(p_envelope public.envelope, p_party public.party) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'envelopeId', p_envelope.id, 'title', p_envelope.title, 'managementLabel', p_envelope.management_label,
    'municipalityName', m.name, 'departmentName', d.name, 'company', p_party.company,
    'transactionOn', p_envelope.transaction_on, 'amountKind', p_envelope.amount_kind, 'amountJpy', p_envelope.amount_jpy,
    'concludedAt', p_envelope.concluded_at, 'downloadUntilAt', p_envelope.download_until_at,
    'contractKind', private.contract_kind_json(p_envelope.id),
    'documents', (
      select coalesce(jsonb_agg(private.document_json(c) order by c.ord), '[]') from public.document c
       where c.envelope_id = p_envelope.id and c.kind = 'contract' and c.removed_at is null),
    'certificates', (
      select coalesce(jsonb_agg(private.document_json(c) order by c.ord), '[]') from public.document c
       where c.envelope_id = p_envelope.id and c.kind = 'certificate'),
    -- What this party gave and staff accepted, and the 納付書 that it paid by.
    'attachments', (
      select coalesce(jsonb_agg(private.attachment_json(t) order by t.received_at, t.id), '[]') from public.attachment t
       where t.envelope_id = p_envelope.id and private.is_kept_attachment(t, p_party)))
  from public.municipality m, public.department d
 where m.id = p_envelope.municipality_id and d.id = p_envelope.department_id
$$;
comment on function private.contract_json(public.envelope, public.party) is
  'A concluded contract as one of its contractors keeps it: keys of search, contractKind (private.contract_kind_json), documents, certificates (with the list of a whole envelope, whose certifiesDocumentId is null), attachments.';

create or replace function public.reader_view(p_reader_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.reading_party(p_reader_sha256_hex);
begin
  return (
    select jsonb_build_object('title', e.title, 'municipalityName', m.name, 'company', v_party.company, 'deadlineAt', e.deadline_at,
      'contractKind', private.contract_kind_json(e.id),
      'documents', (
        select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'pageCount', d.page_count) order by d.ord), '[]')
          from public.document d where d.envelope_id = e.id and d.kind = 'contract' and d.removed_at is null))
    from public.envelope e join public.municipality m on m.id = e.municipality_id where e.id = v_party.envelope_id);
end;
$$;
comment on function public.reader_view(text) is
  'What a reading link shows, without side effect and without a mail address: {title, municipalityName, company, deadlineAt, contractKind: private.contract_kind_json, documents: [{id, name, pageCount}]}. LINK_UNKNOWN, READING_ENDED.';

revoke execute on function private.contract_kind_json(uuid) from public, anon;
