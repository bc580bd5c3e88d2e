-- The envelope 封筒, its parties, and the table that says how it moves.

create table public.envelope (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid not null,
  status public.envelope_status not null default 'draft',
  title text check (char_length(title) between 1 and 200),
  counterparty_name text check (char_length(counterparty_name) between 1 and 200),
  transaction_on date,
  amount_kind public.amount_kind,
  amount_jpy bigint check (amount_jpy between 0 and 9999999999999),
  contract_on date,
  deadline_on date,
  deadline_at timestamptz generated always as (private.japan_day_end(deadline_on)) stored,
  sign_order public.sign_order not null default 'contractor_first',
  fiscal_year integer,
  management_number integer check (management_number between 1 and 9999999),
  management_label text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  concluded_at timestamptz,
  download_until_at timestamptz,
  reissue_requested_at timestamptz,
  closed_reason text check (char_length(closed_reason) <= 1000),
  waiting_for text check (waiting_for in ('timestamp', 'revocation')),
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict,
  unique (municipality_id, fiscal_year, management_number),
  unique (id, municipality_id),
  constraint numbered_together check (num_nulls(fiscal_year, management_number, management_label) in (0, 3)),
  -- 電帳法施行規則 2条6項6号: once sent, date, amount and counterparty are there to be searched.
  constraint sent_is_complete check (
    status in ('draft', 'awaiting_approval', 'withdrawn')
    or (num_nulls(title, counterparty_name, transaction_on, amount_kind, contract_on, deadline_on, management_label, sent_at) = 0
      and (amount_kind = 'unit_price' or amount_jpy is not null)))
);
comment on table public.envelope is 'One contract on its way: status is moved by private.envelope_apply alone.';
comment on column public.envelope.transaction_on is '取引年月日 (電帳法施行規則 2条6項6号): a calendar date in JST.';
comment on column public.envelope.amount_jpy is '取引金額, whole yen with tax; null for unit_price (単価契約・金額の記載なし).';
comment on column public.envelope.deadline_at is '署名期限: 23:59:59 JST of deadline_on; binds the contractor only.';
create index envelope_list on public.envelope (municipality_id, created_at desc, id desc);
create index envelope_transaction on public.envelope (municipality_id, transaction_on);
create index envelope_amount on public.envelope (municipality_id, amount_jpy);
create index envelope_open on public.envelope (deadline_at) where status in ('sent', 'partly_signed');

create table public.party (
  id uuid primary key default gen_random_uuid(),
  envelope_id uuid not null,
  municipality_id uuid not null,
  ord integer not null check (ord between 1 and 20),
  kind public.party_kind not null,
  municipality_signer_id uuid references public.municipality_signer (id) on delete restrict,
  company text check (char_length(company) between 1 and 200),
  title text check (char_length(title) between 1 and 200),
  principal_name text check (char_length(principal_name) between 1 and 200),
  email text check (char_length(email) <= 254 and email ~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$'),
  status public.party_status not null default 'waiting',
  opened_at timestamptz,
  notified_at timestamptz,
  consented_at timestamptz,
  sealed_at timestamptz,
  declined_at timestamptz,
  decline_reason text check (char_length(decline_reason) <= 1000),
  link_expires_at timestamptz,
  bounced_at timestamptz,
  bounce_code text check (char_length(bounce_code) <= 100),
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  unique (envelope_id, ord) deferrable initially deferred,
  unique (id, envelope_id),
  constraint consented_has_instant check (status = 'waiting' or consented_at is not null),
  constraint sealed_has_instant check (status <> 'sealed' or sealed_at is not null),
  constraint declined_never_consented check (declined_at is null or status = 'waiting')
);
comment on table public.party is 'A party of an envelope in the order of signing; link secrets are in private.party_link.';
comment on column public.party.principal_name is '名義人: who is bound, not who operates the device.';

create table private.envelope_transition (
  from_status public.envelope_status not null,
  event text not null check (event in (
    'submit', 'approve', 'return', 'recall', 'send', 'party_sealed', 'last_party_sealed', 'conclude',
    'decline', 'withdraw', 'expire', 'switch_to_paper')),
  actor text not null check (actor in ('drafter', 'approver', 'contractor', 'service')),
  to_status public.envelope_status not null,
  logs public.operation_event not null,
  primary key (from_status, event, actor)
);
comment on table private.envelope_transition is
  'How an envelope moves, who may send the event, and what the operation log calls it. Equal to ENVELOPE_TRANSITIONS in src/lib/domain.';
insert into private.envelope_transition (from_status, event, actor, to_status, logs) values
  ('draft', 'submit', 'drafter', 'awaiting_approval', 'envelope_submitted'),
  ('awaiting_approval', 'return', 'approver', 'draft', 'envelope_returned'),
  ('awaiting_approval', 'recall', 'drafter', 'draft', 'envelope_recalled'),
  ('awaiting_approval', 'approve', 'approver', 'sent', 'envelope_sent'),
  ('draft', 'send', 'drafter', 'sent', 'envelope_sent'),
  ('sent', 'party_sealed', 'service', 'partly_signed', 'party_sealed'),
  ('partly_signed', 'party_sealed', 'service', 'partly_signed', 'party_sealed'),
  ('sent', 'last_party_sealed', 'service', 'concluding', 'last_party_sealed'),
  ('partly_signed', 'last_party_sealed', 'service', 'concluding', 'last_party_sealed'),
  ('concluding', 'conclude', 'service', 'concluded', 'concluded'),
  ('sent', 'decline', 'contractor', 'declined', 'declined'),
  ('partly_signed', 'decline', 'contractor', 'declined', 'declined'),
  ('draft', 'withdraw', 'drafter', 'withdrawn', 'withdrawn'),
  ('awaiting_approval', 'withdraw', 'drafter', 'withdrawn', 'withdrawn'),
  ('sent', 'withdraw', 'drafter', 'withdrawn', 'withdrawn'),
  ('partly_signed', 'withdraw', 'drafter', 'withdrawn', 'withdrawn'),
  ('sent', 'expire', 'service', 'expired', 'expired'),
  ('partly_signed', 'expire', 'service', 'expired', 'expired'),
  ('sent', 'switch_to_paper', 'drafter', 'switched_to_paper', 'switched_to_paper'),
  ('partly_signed', 'switch_to_paper', 'drafter', 'switched_to_paper', 'switched_to_paper');

create table private.management_counter (
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  fiscal_year integer not null,
  last_number integer not null check (last_number between 1 and 9999999),
  primary key (municipality_id, fiscal_year)
);
comment on table private.management_counter is
  'Last 管理番号 of a municipality and fiscal year. Its row lock lasts until the sending transaction ends, so that a rollback leaves no gap.';

select private.keep('public.envelope'), private.keep('public.party'),
       private.keep('private.envelope_transition'), private.keep('private.management_counter');

create policy member_reads on public.envelope for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and department_id in (select private.department_ids()));
create policy member_reads on public.party for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.envelope e where e.id = envelope_id));

grant select (id, municipality_id, department_id, status, title, counterparty_name, transaction_on, amount_kind,
    amount_jpy, contract_on, deadline_on, deadline_at, sign_order, fiscal_year, management_number, management_label,
    created_by, created_at, sent_at, concluded_at, download_until_at, reissue_requested_at, closed_reason, waiting_for)
  on public.envelope to authenticated, service_role;
grant select (id, envelope_id, municipality_id, ord, kind, municipality_signer_id, company, title, principal_name, email,
    status, opened_at, notified_at, consented_at, sealed_at, declined_at, decline_reason, link_expires_at, bounced_at, bounce_code)
  on public.party to authenticated, service_role;

create function private.envelope_guard() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.status is distinct from new.status and not exists (
    select from private.envelope_transition t where t.from_status = old.status and t.to_status = new.status)
  then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('from', old.status, 'to', new.status));
  end if;
  if old.status not in ('draft', 'awaiting_approval') and
    (old.title, old.counterparty_name, old.transaction_on, old.amount_kind, old.amount_jpy, old.contract_on,
     old.sign_order, old.department_id, old.municipality_id, old.management_label, old.sent_at,
     old.created_by, old.created_at)
    is distinct from
    (new.title, new.counterparty_name, new.transaction_on, new.amount_kind, new.amount_jpy, new.contract_on,
     new.sign_order, new.department_id, new.municipality_id, new.management_label, new.sent_at,
     new.created_by, new.created_at)
  then
    perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
  end if;
  -- 署名期限 may only move away, and only while somebody can still sign.
  if old.status not in ('draft', 'awaiting_approval') and old.deadline_on is distinct from new.deadline_on
    and not coalesce(old.status in ('sent', 'partly_signed') and new.deadline_on > old.deadline_on, false)
  then
    perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
  end if;
  return new;
end;
$$;
comment on function private.envelope_guard() is
  'Holds for every writer, the owner too: only transitions of the table, and nothing written in a sent envelope changes but a deadline that is extended. EVENT_NOT_ALLOWED, ENVELOPE_NOT_DRAFT.';
create trigger envelope_guard before update on public.envelope
  for each row execute function private.envelope_guard();

revoke execute on all functions in schema private from public, anon;
