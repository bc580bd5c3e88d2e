-- What the contractor waits for about the guarantee is told by mail: the 納付書 that came after sending (M32), and that
-- what was given is accepted (M31). 差替え依頼 has its mail already.

insert into private.text_field (field, max_chars, many_lines, links, placeholders)
select 'mail.' || m.kind || p.part, p.max_chars, p.many_lines, false,
    '{municipalityName,departmentName,contactName,contactPhone,contactHours,contactEmail,company,title,deadline,downloadUntil}'::text[]
  from unnest('{payment_slip_contractor,guarantee_accepted_contractor}'::text[]) m (kind),
    (values ('.subject', 40, false), ('.paragraph', 1000, true)) p (part, max_chars, many_lines);

create function private.guarantee_mail(p_envelope_id uuid, p_party_id uuid, p_kind public.mail_kind) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  -- One mail brings the newest of what is to be told; a second one before the first has left would say the same.
  if not exists (select from private.mail_outbox m where m.party_id = p_party_id and m.kind = p_kind and m.status = 'queued') then
    perform private.mail_queue(p_kind, p_envelope_id, p_party_id, null, private.current_generation(p_party_id));
  end if;
end;
$$;
comment on function private.guarantee_mail(uuid, uuid, public.mail_kind) is
  'Queues one mail about the guarantee to a contractor, with the link that is out.';

create function private.payment_slip_told() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- Whoever was not written to yet finds the 納付書 with the request itself.
  perform private.guarantee_mail(e.id, p.id, 'payment_slip_contractor')
     from public.envelope e join public.party p on p.envelope_id = e.id
    where e.id = new.envelope_id and e.status in ('sent', 'partly_signed')
      and p.kind = 'contractor' and p.status = 'waiting' and p.notified_at is not null;
  return null;
end;
$$;
comment on function private.payment_slip_told() is
  'M32: a 納付書 that arrives after sending, the first or another one, is told to the contractors who can still pay by it.';
create trigger payment_slip_told after update of received_at on public.attachment for each row
  when (new.kind = 'payment_slip' and old.received_at is null and new.received_at is not null)
  execute function private.payment_slip_told();

create function private.guarantee_accepted_told() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform private.guarantee_mail(new.envelope_id, new.party_id, 'guarantee_accepted_contractor');
  return null;
end;
$$;
comment on function private.guarantee_accepted_told() is 'M31: that the guarantee is accepted is told to who gave it.';
create trigger guarantee_accepted_told after update of review on public.guarantee for each row
  when (new.review = 'accepted' and old.review is distinct from 'accepted')
  execute function private.guarantee_accepted_told();

revoke execute on all functions in schema private from public, anon;
