-- A 共同企業体 of which one member declines, or lets 署名期限 pass: those who have signed are told that nothing came of it.

insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.venture_ended_contractor' || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,company,title,deadline,downloadUntil}'::text[]
  from (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines);

create function private.venture_ended() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform private.mail_queue('venture_ended_contractor', new.id, p.id, null)
     from public.party p where p.envelope_id = new.id and p.member_id is not null and p.status <> 'waiting';
  return null;
end;
$$;
comment on function private.venture_ended() is
  'M14: members who have signed are told that their 共同企業体''s envelope ended without the others.';
create trigger venture_ended after update of status on public.envelope for each row
  when (new.status in ('declined', 'expired') and old.status is distinct from new.status)
  execute function private.venture_ended();

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
    'reissueRequestedAt', v_envelope.reissue_requested_at, 'closedReason',
      -- What one member of a 共同企業体 wrote to the sender is not the others'.
      case when v_envelope.status <> 'declined' or v_party.member_id is null or v_party.declined_at is not null
        then coalesce(v_envelope.closed_reason, v_party.decline_reason) end,
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

revoke execute on all functions in schema private from public, anon;
