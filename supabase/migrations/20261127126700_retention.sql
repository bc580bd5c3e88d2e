-- The 保存年限 of a contract (M56, L23): the municipality's, ten years and more, or a longer one of its own. Both only grow.
-- It says until when the law or the municipality's own rules ask for it; nothing is deleted when it ends (M57).

create table public.envelope_retention (
  envelope_id uuid primary key,
  municipality_id uuid not null,
  years smallint not null check (years between 10 and 100),
  set_by uuid not null,
  set_at timestamptz not null default now(),
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict
);
comment on table public.envelope_retention is
  'Contracts that are kept for longer than the municipality keeps others; no row = as long as those. Every change is in the operation log.';
select private.keep('public.envelope_retention');
create policy member_reads on public.envelope_retention for select to authenticated
  using (exists (select from public.envelope e where e.id = envelope_id));
grant select (envelope_id, municipality_id, years, set_by, set_at) on public.envelope_retention to authenticated, service_role;

create function private.retention_only_grows() returns trigger language plpgsql set search_path = '' as $$
begin
  -- Either table's row, read by whichever name its column has.
  if (to_jsonb(new) ->> tg_argv[0])::integer < (to_jsonb(old) ->> tg_argv[0])::integer then
    perform private.refuse('RETENTION_SHORTER', 422);
  end if;
  return new;
end;
$$;
comment on function private.retention_only_grows() is 'A 保存年限 is never shortened, by any writer. RETENTION_SHORTER.';
create trigger retention_only_grows before update of years on public.envelope_retention
  for each row execute function private.retention_only_grows('years');
create trigger retention_only_grows before update of retention_years on public.municipality_setting
  for each row execute function private.retention_only_grows('retention_years');

create function private.retention_years(p_envelope_id uuid, p_municipality_id uuid) returns integer
language sql stable security invoker set search_path = '' as $$
  select greatest(
    coalesce((select s.retention_years from public.municipality_setting s where s.municipality_id = p_municipality_id), 10),
    (select r.years from public.envelope_retention r where r.envelope_id = p_envelope_id))::integer
$$;
comment on function private.retention_years(uuid, uuid) is
  'How many years an envelope is kept: the longer one of its own and its municipality''s; by the rights of whoever calls.';

create function private.retention_ends(p_concluded_at timestamptz, p_years integer) returns date
language sql immutable set search_path = '' as $$
  select make_date(private.fiscal_year(private.japan_date(p_concluded_at)) + 1 + p_years, 3, 31)
$$;
comment on function private.retention_ends(timestamptz, integer) is
  'The last day of a 保存年限, counted from April 1 after the fiscal year of the conclusion (JST); null before the conclusion.';

create function public.envelope_retention_read(p_envelope_id uuid) returns table (years integer, municipality_years integer, ends_on date)
language sql stable security invoker set search_path = '' as $$
  select y.years, private.retention_years(null, e.municipality_id), private.retention_ends(e.concluded_at, y.years)
    from public.envelope e cross join lateral (select private.retention_years(e.id, e.municipality_id)) y (years)
   where e.id = p_envelope_id
$$;
comment on function public.envelope_retention_read(uuid) is
  'For how many years an envelope is kept, for how many its municipality keeps others, and the last day (null before the conclusion), by the caller''s RLS.';

create function public.staff_envelope_retention(p_actor jsonb, p_envelope_id uuid, p_years integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_envelope(p_actor, p_envelope_id, '{drafter,admin}');
  v_before integer := private.retention_years(p_envelope_id, v_envelope.municipality_id);
begin
  if p_years is null or p_years not between 10 and 100 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "years"}');
  end if;
  if p_years < v_before then
    perform private.refuse('RETENTION_SHORTER', 422);
  end if;
  if p_years = v_before then
    return;
  end if;
  insert into public.envelope_retention as r (envelope_id, municipality_id, years, set_by)
  values (p_envelope_id, v_envelope.municipality_id, p_years, private.staff_user(p_actor))
  on conflict (envelope_id) do update set years = excluded.years, set_by = excluded.set_by, set_at = now();
  perform private.log(p_actor, 'retention_extended', v_envelope, p_context => jsonb_build_object('before', v_before, 'after', p_years));
end;
$$;
comment on function public.staff_envelope_retention(jsonb, uuid, integer) is
  'Keeps an envelope for longer, up to 100 years; logged, idempotent. RETENTION_SHORTER, FIELD_INVALID {field} and those of private.staff_envelope.';

create function public.staff_retention_save(p_actor jsonb, p_municipality_id uuid, p_years integer) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_before integer;
begin
  perform private.staff_admin(p_actor, p_municipality_id);
  if p_years is null or p_years not between 10 and 100 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "years"}');
  end if;
  insert into public.municipality_setting (municipality_id) values (p_municipality_id) on conflict do nothing;
  select s.retention_years into v_before from public.municipality_setting s where s.municipality_id = p_municipality_id for update;
  if p_years = v_before then
    return;
  end if;
  update public.municipality_setting s set retention_years = p_years where s.municipality_id = p_municipality_id;
  perform private.log_municipality(p_actor, 'setting_changed', p_municipality_id,
    jsonb_build_object('before', jsonb_build_object('retention_years', v_before), 'after', jsonb_build_object('retention_years', p_years)));
end;
$$;
comment on function public.staff_retention_save(jsonb, uuid, integer) is
  'Lengthens the 保存年限 of a municipality''s contracts, 10 to 100 years; logged. RETENTION_SHORTER, FIELD_INVALID {field} and those of private.staff_admin.';

drop function public.ledger_search(jsonb, integer, jsonb);
create function public.ledger_search(p_query jsonb default '{}', p_limit integer default 100, p_after jsonb default null)
returns table (
  envelope_id uuid, document_id uuid, management_label text, fiscal_year integer, management_number integer, ord integer,
  certificate_id text, document_name text, counterparty_name text, transaction_on date, amount_kind public.amount_kind,
  amount_jpy bigint, status public.envelope_status, concluded_at timestamptz, sha256_hex text,
  retention_years integer, retention_ends_on date
) language sql stable security invoker set search_path = '' as $$
  select l.envelope_id, l.document_id, l.management_label, l.fiscal_year, l.management_number, l.ord, l.certificate_id,
    l.document_name, l.counterparty_name, l.transaction_on, l.amount_kind, l.amount_jpy, l.status, l.concluded_at, l.sha256_hex,
    r.years, private.retention_ends(l.concluded_at, r.years)
    from private.ledger_rows(p_query) l
    cross join lateral (select private.retention_years(l.envelope_id, l.municipality_id)) r (years)
   where p_after is null or (l.fiscal_year, l.management_number, l.ord)
     < ((p_after ->> 'fiscalYear')::integer, (p_after ->> 'number')::integer, (p_after ->> 'ord')::integer)
   order by l.fiscal_year desc, l.management_number desc, l.ord desc
   limit least(greatest(coalesce(p_limit, 100), 1), 1000)
$$;
comment on function public.ledger_search(jsonb, integer, jsonb) is
  'The caller''s ledger by RLS, newest 管理番号 first, one row for each contract document, withdrawn and other ends too; retention_ends_on is null before the conclusion; p_after {fiscalYear, number, ord} continues. At most 1,000 at once.';

revoke execute on all functions in schema private from public, anon;
grant execute on function private.retention_years(uuid, uuid), private.retention_ends(timestamptz, integer), private.japan_date(timestamptz),
  private.fiscal_year(date) to authenticated, service_role;
revoke execute on function public.envelope_retention_read(uuid), public.ledger_search(jsonb, integer, jsonb) from public, anon;
grant execute on function public.envelope_retention_read(uuid), public.ledger_search(jsonb, integer, jsonb) to authenticated, service_role;
revoke execute on function public.staff_envelope_retention(jsonb, uuid, integer), public.staff_retention_save(jsonb, uuid, integer)
  from public, anon, authenticated;
grant execute on function public.staff_envelope_retention(jsonb, uuid, integer), public.staff_retention_save(jsonb, uuid, integer) to service_role;
