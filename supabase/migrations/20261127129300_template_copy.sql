-- A copy follows the template of its original: otherwise withdrawing and sending anew was a way around its documents.

create or replace function public.staff_envelope_copy(p_actor jsonb, p_envelope_id uuid) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_source public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter}');
  v_contractor public.party;
  v_signer_id uuid;
  v_id uuid;
  v_from public.document;
  v_document public.document;
begin
  select p.* into v_contractor from public.party p where p.envelope_id = p_envelope_id and p.kind = 'contractor' order by p.ord limit 1;
  -- A 名義人 who is not used any more is chosen anew.
  select s.id into v_signer_id from public.party p join public.municipality_signer s on s.id = p.municipality_signer_id
   where p.envelope_id = p_envelope_id and p.kind = 'municipality' and s.active;
  v_id := public.staff_envelope_save(p_actor, null, jsonb_build_object(
    'title', v_source.title, 'departmentId', v_source.department_id, 'counterpartyName', v_source.counterparty_name,
    'transactionOn', v_source.transaction_on, 'amountKind', v_source.amount_kind, 'amountJpy', v_source.amount_jpy,
    'contractOn', v_source.contract_on, 'deadlineOn', null, 'signOrder', v_source.sign_order,
    'contractor', jsonb_build_object('company', v_contractor.company, 'title', v_contractor.title,
      'principalName', v_contractor.principal_name, 'email', v_contractor.email),
    'municipality', jsonb_build_object('signerId', v_signer_id))
    -- Of its case, where envelopes have one.
    || case when to_jsonb(v_source) ? 'case_id' then jsonb_build_object('caseId', to_jsonb(v_source) -> 'case_id') else '{}' end);
  for v_from in
    select d.* from public.document d
     where d.envelope_id = p_envelope_id and d.kind = 'contract' and d.removed_at is null order by d.ord
  loop
    -- Whatever a document holds but what is its own: another 締結証明書ID, so that no two contracts share one.
    insert into public.document
    select (jsonb_populate_record(null::public.document, to_jsonb(v_from) || jsonb_build_object(
      'id', gen_random_uuid(), 'envelope_id', v_id, 'created_at', now(),
      'certificate_id', left(encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex'), 32)))).*
    returning * into v_document;
    -- The files as they were examined at upload; the stamp of the former ID is not among them.
    perform private.revision_insert(v_document, r.ord, r.kind, null, jsonb_build_object('objectKey', o.object_key,
      'sha256Hex', r.sha256_hex, 'length', r.length, 'incrementLength', r.increment_length))
      from public.document_revision r join private.revision_object o on o.revision_id = r.id
     where r.document_id = v_from.id and r.kind in ('uploaded', 'base') order by r.ord;
  end loop;
  -- What the template demands holds for the copy as well; closed meanwhile, it still says what belongs together.
  update public.envelope e set template_id = v_source.template_id where e.id = v_id;
  perform private.log(p_actor, 'envelope_saved', e, p_context => jsonb_build_object('copiedFrom', p_envelope_id))
    from public.envelope e where e.id = v_id;
  return v_id;
end;
$$;
comment on function public.staff_envelope_copy(jsonb, uuid) is
  'Makes a draft of an envelope''s fields (without its deadline), files and template; documents get IDs of their own. Those of private.staff_envelope and of staff_envelope_save.';
