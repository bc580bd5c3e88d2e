-- A party's instruction to sign (電子署名法 2条1項). Insert-only, one per party.

create table public.consent (
  id uuid primary key default gen_random_uuid(),
  party_id uuid not null unique,
  envelope_id uuid not null,
  municipality_id uuid not null,
  consented_at timestamptz not null default now(),
  method text not null check (method in ('mail_link', 'account_totp')),
  ip text check (char_length(ip) <= 64),
  user_agent text check (char_length(user_agent) <= 512),
  operator_kind public.operator_kind not null,
  operator_name text check (char_length(operator_name) between 1 and 200),
  operator_user_id uuid,
  authority text check (char_length(authority) between 1 and 200),
  decision_number text check (char_length(decision_number) between 1 and 100),
  foreign key (party_id, envelope_id) references public.party (id, envelope_id) on delete restrict,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  constraint delegate_is_named check (operator_kind = 'principal' or operator_name is not null)
);
comment on table public.consent is
  'Who instructed the service to sign, when, by which method, from where; consented_at is the service''s clock.';
comment on column public.consent.decision_number is '決裁番号 of the decision to conclude, where the municipality numbers them.';
comment on column public.consent.authority is '専決・委任の根拠: by what authority the operating person acts for the 名義人.';

create table public.consent_document (
  consent_id uuid not null references public.consent (id) on delete restrict,
  document_id uuid not null references public.document (id) on delete restrict,
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  stamp_sha256_hex text not null check (stamp_sha256_hex ~ '^[0-9a-f]{64}$'),
  primary key (consent_id, document_id)
);
comment on table public.consent_document is
  'The exact bytes consented to: SHA-256 of the newest revision shown, and of the stamped revision.';

select private.keep('public.consent', true), private.keep('public.consent_document', true);

create policy member_reads on public.consent for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and exists (select from public.envelope e where e.id = envelope_id));
create policy member_reads on public.consent_document for select to authenticated
  using (exists (select from public.consent c where c.id = consent_id));

grant select (id, party_id, envelope_id, municipality_id, consented_at, method, ip, user_agent, operator_kind,
    operator_name, operator_user_id, authority, decision_number)
  on public.consent to authenticated, service_role;
grant select (consent_id, document_id, sha256_hex, stamp_sha256_hex)
  on public.consent_document to authenticated, service_role;
