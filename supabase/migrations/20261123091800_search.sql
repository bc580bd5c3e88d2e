-- Search by date range, amount range and counterparty, in any combination (電帳法施行規則 2条6項6号).

create function private.fold(p_text text) returns text language sql immutable set search_path = '' as $$
  select lower(normalize(p_text, nfkc))
$$;
comment on function private.fold(text) is 'Folds width and case, so that ＡＢＣ finds abc.';
grant execute on function private.fold(text) to authenticated, service_role;

create function public.envelope_search(
  p_status text[] default null, p_text text default null, p_counterparty text default null,
  p_from date default null, p_to date default null, p_min bigint default null, p_max bigint default null,
  p_limit integer default 50, p_after jsonb default null
) returns setof public.envelope language sql stable security invoker set search_path = '' as $$
  select e.* from public.envelope e
   where (p_status is null or e.status::text = any (p_status))
     and (coalesce(p_text, '') = ''
       or strpos(private.fold(coalesce(e.title, '')), private.fold(p_text)) > 0
       or strpos(private.fold(coalesce(e.management_label, '')), private.fold(p_text)) > 0
       or strpos(private.fold(coalesce(e.counterparty_name, '')), private.fold(p_text)) > 0)
     and (coalesce(p_counterparty, '') = ''
       or strpos(private.fold(coalesce(e.counterparty_name, '')), private.fold(p_counterparty)) > 0)
     and (p_from is null or e.transaction_on >= p_from)
     and (p_to is null or e.transaction_on <= p_to)
     and (p_min is null or e.amount_jpy >= p_min)
     and (p_max is null or e.amount_jpy <= p_max)
     and (p_after is null
       or (e.created_at, e.id) < ((p_after ->> 'createdAt')::timestamptz, (p_after ->> 'id')::uuid))
   order by e.created_at desc, e.id desc
   limit least(greatest(coalesce(p_limit, 50), 1), 200)
$$;
comment on function public.envelope_search(text[], text, text, date, date, bigint, bigint, integer, jsonb) is
  'The caller''s envelopes by RLS, newest first, every criterion optional; p_after {createdAt, id} continues. At most 200 at once.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.envelope_search(text[], text, text, date, date, bigint, bigint, integer, jsonb) from public, anon;
grant execute on function public.envelope_search(text[], text, text, date, date, bigint, bigint, integer, jsonb)
  to authenticated, service_role;
