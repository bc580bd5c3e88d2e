-- Everything of one envelope in one ZIP, for staff.

create function public.staff_archive_access(p_actor jsonb, p_envelope_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id);
begin
  perform private.log(p_actor,
    case when v_envelope.status = 'concluded' then 'concluded_downloaded' else 'draft_downloaded' end::public.operation_event,
    v_envelope, p_context => '{"archive": true}');
  return jsonb_build_object('title', v_envelope.title, 'managementLabel', v_envelope.management_label, 'documents', (
    select coalesce(jsonb_agg(private.document_parts(d.id,
        case when v_envelope.status = 'switched_to_paper' then 'base'::public.revision_kind end) order by d.ord, d.kind), '[]')
      from public.document d
     where d.envelope_id = v_envelope.id and d.removed_at is null
       and (d.kind = 'contract' or v_envelope.status = 'concluded')));
end;
$$;
comment on function public.staff_archive_access(jsonb, uuid) is
  'Where the newest revisions of all documents of an envelope lie, certificates once it is concluded; logged once. Those of private.staff_envelope.';
revoke execute on function public.staff_archive_access(jsonb, uuid) from public, anon, authenticated;
grant execute on function public.staff_archive_access(jsonb, uuid) to service_role;
