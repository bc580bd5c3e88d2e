-- Of a 共同企業体 the 納付書 is told to its 代表構成員 alone, who gives the guarantee.

create or replace function private.payment_slip_told() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  -- Whoever was not written to yet finds the 納付書 with the request itself.
  perform private.guarantee_mail(e.id, p.id, 'payment_slip_contractor')
     from public.envelope e join public.party p on p.envelope_id = e.id
    where e.id = new.envelope_id and e.status in ('sent', 'partly_signed')
      and private.gives_guarantee(p) and p.status = 'waiting' and p.notified_at is not null;
  return null;
end;
$$;
comment on function private.payment_slip_told() is
  'M32: a 納付書 that arrives after sending, the first or another one, is told to the contractor who can still pay by it.';

revoke execute on all functions in schema private from public, anon;
