-- Whoever applied in another language than Japanese is written to in it around the signature too.

create function public.mail_language(p_outbox_id uuid) returns text
language sql stable security definer set search_path = '' as $$
  select coalesce((
    select a.language from private.mail_outbox m
      join public.party p on p.id = m.party_id and p.kind = 'contractor'
      join public.envelope e on e.id = p.envelope_id
      join public.application a on a.case_id = e.case_id and a.status = 'accepted' and lower(a.email) = lower(p.email)
     where m.id = p_outbox_id order by a.created_at desc limit 1), 'ja')
$$;
comment on function public.mail_language(uuid) is
  'In which language a mail is written: to a contractor that of the accepted application with the address, Japanese to everybody else: ja, easy, en.';
revoke execute on function public.mail_language(uuid) from public, anon, authenticated;
grant execute on function public.mail_language(uuid) to service_role;
