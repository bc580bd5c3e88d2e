-- Schemas, closed lists and the few helpers that every later migration leans on.
-- `public` is what clients see through PostgREST; `private` is never exposed.

create schema private;
comment on schema private is 'Not exposed by the API: secrets, queues, and the functions that decide.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

create type public.envelope_status as enum (
  'draft', 'awaiting_approval', 'sent', 'partly_signed', 'concluding', 'concluded',
  'declined', 'withdrawn', 'expired', 'switched_to_paper'
);
create type public.party_status as enum ('waiting', 'consented', 'sealed');
create type public.party_kind as enum ('contractor', 'municipality');
create type public.sign_order as enum ('contractor_first', 'municipality_first');
create type public.amount_kind as enum ('fixed', 'unit_price');
create type public.membership_role as enum ('drafter', 'approver', 'signer', 'viewer', 'admin');
create type public.document_kind as enum ('contract', 'certificate');
create type public.revision_kind as enum ('uploaded', 'base', 'stamp', 'seal', 'lta');
create type public.operator_kind as enum ('principal', 'delegate');
create type public.actor_kind as enum ('staff', 'contractor', 'service');
create type public.operation_event as enum (
  'envelope_saved', 'document_uploaded', 'document_removed', 'envelope_submitted', 'envelope_returned', 'envelope_recalled',
  'envelope_sent', 'mail_sent', 'mail_failed', 'link_resent', 'link_opened', 'document_viewed',
  'draft_downloaded', 'progress_saved', 'consented', 'declined', 'party_sealed', 'waiting_for_timestamp',
  'waiting_for_revocation', 'last_party_sealed', 'concluded', 'concluded_downloaded', 'reissue_requested',
  'reissued', 'withdrawn', 'switched_to_paper', 'expired', 'refused', 'signed_in',
  'setting_changed', 'exported', 'member_invited', 'member_joined', 'member_changed', 'member_deactivated',
  'factor_reset_requested', 'factor_reset', 'principal_changed', 'timestamps_checked', 'deadline_extended',
  'reminded', 'contractor_corrected', 'mail_bounced'
);

-- [Note: refusals] A refusal is SQLSTATE PT4xx (the API answers with that HTTP status), the code as message,
-- and, where a message needs values, a JSON object as detail.
create function private.refuse(p_code text, p_status integer, p_context jsonb default null)
returns void language plpgsql volatile set search_path = '' as $$
begin
  if p_context is null then
    raise exception using errcode = 'PT' || p_status::text, message = p_code;
  end if;
  raise exception using errcode = 'PT' || p_status::text, message = p_code, detail = p_context::text;
end;
$$;
comment on function private.refuse(text, integer, jsonb) is
  'Raises a refusal: code, HTTP status, and values for its message. Never returns.';

create function private.refuse_delete() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'PT409', message = 'DELETE_REFUSED',
    detail = jsonb_build_object('table', tg_table_schema || '.' || tg_table_name)::text;
end;
$$;
comment on function private.refuse_delete() is
  'Statement trigger of every table: nothing is deleted or truncated in the retention term, by anyone. DELETE_REFUSED.';

create function private.refuse_update() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'PT409', message = 'APPEND_ONLY',
    detail = jsonb_build_object('table', tg_table_schema || '.' || tg_table_name)::text;
end;
$$;
comment on function private.refuse_update() is
  'Statement trigger of insert-only tables: a written row never changes, whoever asks. APPEND_ONLY.';

create function private.keep(p_table regclass, p_insert_only boolean default false)
returns void language plpgsql set search_path = '' as $$
begin
  execute format('create trigger keep_delete before delete on %s for each statement execute function private.refuse_delete()', p_table);
  execute format('create trigger keep_truncate before truncate on %s for each statement execute function private.refuse_delete()', p_table);
  if p_insert_only then
    execute format('create trigger keep_update before update on %s for each statement execute function private.refuse_update()', p_table);
  end if;
  execute format('alter table %s enable row level security', p_table);
  execute format('revoke all on %s from public, anon, authenticated, service_role', p_table);
end;
$$;
comment on function private.keep(regclass, boolean) is
  'Called once for each new table: no deletes, no updates where insert-only, RLS on, and no grant to anyone but the owner.';

create function private.claims() returns jsonb language sql stable set search_path = '' as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}'::jsonb)
$$;
comment on function private.claims() is 'The verified claims of the request, or an empty object.';

create function private.claimed_user() returns uuid language sql stable set search_path = '' as $$
  select case when private.claims() ->> 'aal' = 'aal2' then nullif(private.claims() ->> 'sub', '')::uuid end
$$;
comment on function private.claimed_user() is
  'The signed-in user, only with a second factor (aal2); null otherwise, so that RLS shows nothing.';

create function private.japan_date(p_at timestamptz) returns date language sql immutable set search_path = '' as $$
  select (p_at at time zone 'Asia/Tokyo')::date
$$;
comment on function private.japan_date(timestamptz) is 'The calendar date in Japan at an instant.';

create function private.japan_day_end(p_on date) returns timestamptz language sql immutable set search_path = '' as $$
  select (p_on + time '23:59:59') at time zone 'Asia/Tokyo'
$$;
comment on function private.japan_day_end(date) is 'The instant of 23:59:59 JST of a date.';

create function private.download_until(p_at timestamptz) returns timestamptz language sql immutable set search_path = '' as $$
  select private.japan_day_end(private.japan_date(p_at) + 14)
$$;
comment on function private.download_until(timestamptz) is
  'End of the download window: the day after the mail is day 1, open to 23:59:59 JST of day 14.';

create function private.fiscal_year(p_on date) returns integer language sql immutable set search_path = '' as $$
  select extract(year from p_on)::integer - case when extract(month from p_on) < 4 then 1 else 0 end
$$;
comment on function private.fiscal_year(date) is '会計年度, April to March (地方自治法 208条1項): the year in which it begins.';

revoke execute on all functions in schema private from public, anon;
grant execute on function private.claims(), private.claimed_user() to authenticated;
