-- The one bucket. Private, and without a policy: only the service key reads and writes it, through edge functions.
-- An object is at most one contract of 50 MB in its age envelope.
insert into storage.buckets (id, name, public, file_size_limit)
values ('contract', 'contract', false, 60 * 1024 * 1024)
on conflict (id) do nothing;
