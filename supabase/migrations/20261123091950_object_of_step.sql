-- A finished seal that only waits to be added to its document refers to its object: the sweep spares it.

create or replace function public.object_orphans(p_older_than_s integer)
returns table (key text, size bigint, created_at timestamptz)
language sql volatile security definer set search_path = '' as $$
  update private.stored_object o set swept_at = now()
   where o.key in (
     select c.key from private.stored_object c
      where c.referenced_at is null and c.swept_at is null
        and c.created_at < now() - make_interval(secs => greatest(p_older_than_s, 3600))
        and not exists (
          select from private.seal_step s where s.step = 'increment' and s.payload ->> 'objectKey' = c.key)
      order by c.created_at limit 200 for update skip locked)
  returning o.key, o.size, o.created_at
$$;
comment on function public.object_orphans(integer) is
  'Hands out, once, objects that nothing came to refer to (a crash between upload and record), at least so many seconds old and never younger than an hour; a stored step refers too. From then on nothing can refer to them, so their octets may go; the row stays.';
