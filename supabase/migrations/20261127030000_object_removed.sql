-- A sweep that dies between taking its orphans and removing their octets must not leave the octets for good: an object
-- is handed out again until its removal is reported.

alter table private.stored_object add column removed_at timestamptz,
  add constraint removed_was_swept check (removed_at is null or swept_at is not null);
drop index private.stored_object_orphan;
create index stored_object_orphan on private.stored_object (created_at) where referenced_at is null and removed_at is null;

create or replace function public.object_orphans(p_older_than_s integer)
returns table (key text, size bigint, created_at timestamptz)
language sql volatile security definer set search_path = '' as $$
  update private.stored_object o set swept_at = coalesce(o.swept_at, now())
   where o.key in (
     select c.key from private.stored_object c
      where c.referenced_at is null and c.removed_at is null
        and c.created_at < now() - make_interval(secs => greatest(p_older_than_s, 3600))
        and not exists (
          select from private.seal_step s where s.step = 'increment' and s.payload ->> 'objectKey' = c.key)
      order by c.created_at limit 200 for update skip locked)
  returning o.key, o.size, o.created_at
$$;
comment on function public.object_orphans(integer) is
  'Hands out objects that nothing came to refer to (a crash between upload and record), at least so many seconds old and never younger than an hour, until object_removed reports them gone; a stored step refers too. From then on nothing can refer to them, so their octets may go; the row stays.';

create function public.object_removed(p_keys text[]) returns void
language sql volatile security definer set search_path = '' as $$
  update private.stored_object o set removed_at = now()
   where o.key = any (p_keys) and o.swept_at is not null and o.removed_at is null
$$;
comment on function public.object_removed(text[]) is
  'The octets of these orphans are gone. Idempotent; says nothing of objects that were not handed out.';
revoke execute on function public.object_removed(text[]) from public, anon, authenticated;
grant execute on function public.object_removed(text[]) to service_role;
