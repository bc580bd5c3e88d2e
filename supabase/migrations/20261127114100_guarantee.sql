-- 契約の保証 (M31, M32, M34): whether a case needs one, what the contractor gives, and what staff say of it.

create or replace function private.rules_valid(p_document jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select jsonb_typeof(p_document) = 'object'
     and jsonb_typeof(p_document -> 'scope') = 'object'
     and coalesce(p_document #>> '{scope,electronicFrom}' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', false)
     and jsonb_typeof(p_document #> '{scope,electronicBiddingOnly}') = 'boolean'
     and jsonb_typeof(p_document #> '{scope,departments}') = 'array'
     and jsonb_typeof(p_document #> '{application,channels}') = 'array'
     and jsonb_array_length(p_document #> '{application,channels}') > 0
     and p_document #> '{application,channels}' <@ '["form", "mail", "external", "csv"]'
     and jsonb_typeof(p_document -> 'attachments') = 'array'
     and jsonb_typeof(p_document #> '{guarantee,kinds}') = 'array'
     and p_document #> '{guarantee,kinds}' <@ '["security", "cash", "exempt", "electronic"]'
     and coalesce(jsonb_typeof(p_document #> '{guarantee,caseTypes}') = 'array'
       and p_document #> '{guarantee,caseTypes}' <@ '["construction", "construction_service", "service", "goods", "other"]', true)
     and coalesce(jsonb_typeof(p_document -> 'paper') = 'array', true)
     and jsonb_typeof(p_document #> '{sealWithinDays}') = 'number'
     and jsonb_typeof(p_document -> 'texts') = 'object'
$$;

create function private.case_guarantee(p_case public.contract_case) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(k.value order by k.ordinality), '{}')
    from public.municipality_rules r, jsonb_array_elements_text(r.document #> '{guarantee,kinds}') with ordinality k
   where r.id = p_case.rules_id
     and ('guarantee' = any (p_case.flags) or coalesce(r.document #> '{guarantee,caseTypes}', '[]') ? p_case.case_type)
$$;
comment on function private.case_guarantee(public.contract_case) is
  'The kinds of guarantee among which the contractor of a case chooses, in the order of its rules; empty = it needs none.';

create function private.envelope_guarantee(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce((select private.case_guarantee(c) from public.contract_case c where c.id = p_envelope.case_id), '{}')
$$;
comment on function private.envelope_guarantee(public.envelope) is 'private.case_guarantee of an envelope''s case.';

-- A file may come with an envelope, too: from its party by link, or the 納付書 from staff.
alter table public.attachment add column envelope_id uuid;
alter table public.attachment add column party_id uuid;
alter table public.attachment add foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict;
alter table public.attachment add foreign key (party_id, envelope_id) references public.party (id, envelope_id) on delete restrict;
alter table public.attachment drop constraint one_sender;
alter table public.attachment add constraint one_sender check (num_nonnulls(challenge_id, uploaded_by, party_id) = 1);
alter table public.attachment add constraint one_place check (num_nonnulls(application_id, envelope_id) <= 1 and (party_id is null or envelope_id is not null));
comment on column public.attachment.kind is
  'The id of the demand in the rules, or original: the application itself as it arrived. With an envelope: security 保証証書・保証証券, receipt 領収書, payment_slip 納付書.';
create index attachment_envelope on public.attachment (envelope_id);
grant select (envelope_id, party_id) on public.attachment to authenticated, service_role;
create policy member_reads_envelope on public.attachment for select to authenticated
  using (received_at is not null and exists (select from public.envelope e where e.id = envelope_id));

create table public.guarantee (
  id uuid primary key default gen_random_uuid(),
  envelope_id uuid not null,
  municipality_id uuid not null,
  party_id uuid not null,
  version integer not null check (version >= 1),
  kind text not null check (kind in ('security', 'cash', 'exempt', 'electronic')),
  attachment_id uuid references public.attachment (id) on delete restrict,
  contract_number text check (char_length(contract_number) between 1 and 100),
  access_key text check (char_length(access_key) between 1 and 100),
  grounds text check (char_length(grounds) between 1 and 1000),
  submitted_at timestamptz not null default now(),
  ip text check (char_length(ip) <= 64),
  user_agent text check (char_length(user_agent) <= 512),
  review text check (review in ('accepted', 'replace')),
  review_reason text check (char_length(review_reason) <= 1000),
  reviewed_by uuid,
  reviewed_at timestamptz,
  foreign key (envelope_id, municipality_id) references public.envelope (id, municipality_id) on delete restrict,
  foreign key (party_id, envelope_id) references public.party (id, envelope_id) on delete restrict,
  unique (envelope_id, version),
  constraint file_by_kind check ((kind in ('security', 'cash')) = (attachment_id is not null)),
  constraint number_by_kind check ((kind = 'electronic') = (contract_number is not null) and (kind = 'electronic') = (access_key is not null)),
  constraint grounds_by_kind check ((kind = 'exempt') = (grounds is not null)),
  constraint review_whole check (num_nulls(review, reviewed_by, reviewed_at) in (0, 3)),
  constraint replaced_with_reason check (review is distinct from 'replace' or review_reason is not null)
);
comment on table public.guarantee is
  'What the contractor gave as guarantee of the contract, version by version; the newest counts. Each stays with its file; only its review is written later.';
comment on column public.guarantee.contract_number is '保証契約番号 of 電子保証, with its 認証キー (access_key).';
comment on column public.guarantee.review is 'accepted, or replace 差替え依頼 with a reason.';
create index guarantee_attachment on public.guarantee (attachment_id);
select private.keep('public.guarantee');
create policy member_reads on public.guarantee for select to authenticated
  using (exists (select from public.envelope e where e.id = envelope_id));
grant select (id, envelope_id, municipality_id, party_id, version, kind, attachment_id, contract_number, access_key, grounds,
    submitted_at, ip, user_agent, review, review_reason, reviewed_by, reviewed_at)
  on public.guarantee to authenticated, service_role;

alter table private.signing_progress add column guarantee_kind text check (guarantee_kind in ('security', 'cash', 'exempt', 'electronic'));
comment on column private.signing_progress.guarantee_kind is 'The kind being prepared: between 納付書 and 領収書 lie days.';

create function private.guarantee_newest(p_envelope_id uuid) returns public.guarantee
language sql stable security definer set search_path = '' as $$
  select g.* from public.guarantee g where g.envelope_id = p_envelope_id order by g.version desc limit 1
$$;
comment on function private.guarantee_newest(uuid) is 'The version that counts; a row of nulls where nothing was given.';

create function private.payment_slip(p_envelope_id uuid) returns public.attachment
language sql stable security definer set search_path = '' as $$
  select t.* from public.attachment t
   where t.envelope_id = p_envelope_id and t.kind = 'payment_slip' and t.received_at is not null
   order by t.received_at desc, t.id limit 1
$$;
comment on function private.payment_slip(uuid) is 'The 納付書 that counts: the newest; a row of nulls where staff attached none.';

create function private.attachment_json(p_attachment public.attachment) returns jsonb
language sql immutable set search_path = '' as $$
  select case when p_attachment.id is not null then jsonb_build_object('id', p_attachment.id, 'name', p_attachment.name,
    'size', p_attachment.size, 'pageCount', p_attachment.page_count, 'sha256Hex', p_attachment.sha256_hex) end
$$;
comment on function private.attachment_json(public.attachment) is 'An attachment as a screen shows it; null for a row of nulls.';

create function private.guarantee_open(p_envelope public.envelope, p_party public.party) returns void
language plpgsql stable security definer set search_path = '' as $$
begin
  if p_party.kind <> 'contractor' or private.envelope_guarantee(p_envelope) = '{}' then
    perform private.refuse('GUARANTEE_NOT_WANTED', 409);
  end if;
  -- Before the own consent at any time; after it only what staff ask to replace, until the municipality has signed.
  if p_party.status = 'waiting' then
    perform private.turn_required(p_envelope, p_party);
    if p_party.opened_at is null then
      perform private.refuse('LINK_NOT_OPENED', 409);
    end if;
    return;
  end if;
  if p_envelope.status not in ('sent', 'partly_signed') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', p_envelope.status));
  end if;
  if (private.guarantee_newest(p_envelope.id)).review is distinct from 'replace' or exists (
    select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'municipality' and p.status <> 'waiting') then
    perform private.refuse('GUARANTEE_DECIDED', 409);
  end if;
end;
$$;
comment on function private.guarantee_open(public.envelope, public.party) is
  'Asserts that a party may give or replace the guarantee now. GUARANTEE_NOT_WANTED, GUARANTEE_DECIDED, LINK_NOT_OPENED, ENVELOPE_CLOSED and those of private.turn_required.';

create function public.link_guarantee(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
  v_kinds text[];
  v_newest public.guarantee;
  v_open boolean := true;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  v_kinds := private.envelope_guarantee(v_envelope);
  v_newest := private.guarantee_newest(v_envelope.id);
  begin
    perform private.guarantee_open(v_envelope, v_party);
  exception when others then
    if sqlstate not like 'PT4%' then
      raise;
    end if;
    v_open := false;
  end;
  return jsonb_build_object(
    'paper', (
      select coalesce(r.document -> 'paper', '[]') from public.contract_case c join public.municipality_rules r on r.id = c.rules_id
       where c.id = v_envelope.case_id),
    'guarantee', case when v_party.kind = 'contractor' and v_kinds <> '{}' then jsonb_build_object(
      'kinds', to_jsonb(v_kinds), 'open', v_open,
      'chosen', coalesce((select s.guarantee_kind from private.signing_progress s where s.party_id = v_party.id), v_newest.kind),
      'paymentSlip', private.attachment_json(private.payment_slip(v_envelope.id)),
      'given', case when v_newest.id is not null then jsonb_build_object(
        'kind', v_newest.kind, 'attachment', (select private.attachment_json(t) from public.attachment t where t.id = v_newest.attachment_id),
        'contractNumber', v_newest.contract_number, 'grounds', v_newest.grounds, 'submittedAt', v_newest.submitted_at,
        'review', v_newest.review, 'reviewReason', v_newest.review_reason) end,
      'originalsTo', (
        select r.document #>> '{guarantee,originalsTo}' from public.contract_case c join public.municipality_rules r on r.id = c.rules_id
         where c.id = v_envelope.case_id),
      'originals', private.originals_json(v_envelope.id)) end);
end;
$$;
comment on function public.link_guarantee(text) is
  'What of the case concerns the holder of a link beside the documents, without side effect: the guarantee (null where none is needed), and what stays on paper (null without a case). LINK_UNKNOWN, LINK_REPLACED.';

create function public.link_guarantee_choose(p_token_sha256_hex text, p_actor jsonb, p_kind text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  perform private.guarantee_open(v_envelope, v_party);
  if coalesce(p_kind, '') <> all (private.envelope_guarantee(v_envelope)) then
    perform private.refuse('GUARANTEE_KIND_INVALID', 422);
  end if;
  update private.signing_progress s set guarantee_kind = p_kind, updated_at = now()
   where s.party_id = v_party.id and s.guarantee_kind is distinct from p_kind;
  if found then
    perform private.log(p_actor, 'progress_saved', v_envelope, v_party, p_context => jsonb_build_object('guaranteeKind', p_kind));
  end if;
end;
$$;
comment on function public.link_guarantee_choose(text, jsonb, text) is
  'Keeps which kind of guarantee the contractor is preparing; nothing is given by it. GUARANTEE_KIND_INVALID, ACTOR_INVALID, those of private.guarantee_open and of private.link_party.';

create function public.link_guarantee_give(p_token_sha256_hex text, p_actor jsonb, p_guarantee jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope := private.link_envelope_lock(p_token_sha256_hex);
  v_kind text;
  v_newest public.guarantee;
  v_guarantee public.guarantee;
  v_attachment public.attachment;
begin
  perform private.contractor(p_actor);
  select p.* into v_party from public.party p where p.id = v_party.id;
  perform private.field_known(p_guarantee, '{kind,attachmentId,contractNumber,accessKey,grounds}', '');
  v_kind := private.field_text(p_guarantee, 'kind', 'kind', 20);
  v_newest := private.guarantee_newest(v_envelope.id);
  if v_kind in ('security', 'cash') then
    v_guarantee.attachment_id := private.field_uuid(p_guarantee, 'attachmentId', 'attachmentId');
  elsif v_kind = 'electronic' then
    v_guarantee.contract_number := private.field_required(p_guarantee, 'contractNumber', 100);
    v_guarantee.access_key := private.field_required(p_guarantee, 'accessKey', 100);
  elsif v_kind = 'exempt' then
    v_guarantee.grounds := private.reason(p_guarantee ->> 'grounds', true);
  end if;
  -- The same once more is the same: a line that dropped before the answer came.
  if v_newest.kind = v_kind and v_newest.review is distinct from 'replace'
    and (v_newest.attachment_id, v_newest.contract_number, v_newest.access_key, v_newest.grounds)
      is not distinct from (v_guarantee.attachment_id, v_guarantee.contract_number, v_guarantee.access_key, v_guarantee.grounds) then
    return;
  end if;
  perform private.guarantee_open(v_envelope, v_party);
  if coalesce(v_kind, '') <> all (private.envelope_guarantee(v_envelope)) then
    perform private.refuse('GUARANTEE_KIND_INVALID', 422);
  end if;
  if v_kind = 'cash' and (private.payment_slip(v_envelope.id)).id is null then
    perform private.refuse('PAYMENT_SLIP_MISSING', 409);
  end if;
  if v_kind in ('security', 'cash') then
    select t.* into v_attachment from public.attachment t
     where t.id = v_guarantee.attachment_id and t.party_id = v_party.id and t.received_at is not null
       and t.kind = case v_kind when 'cash' then 'receipt' else 'security' end;
    if not found then
      perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
    end if;
  end if;
  insert into public.guarantee (envelope_id, municipality_id, party_id, version, kind, attachment_id, contract_number, access_key,
    grounds, ip, user_agent)
  values (v_envelope.id, v_envelope.municipality_id, v_party.id, coalesce(v_newest.version, 0) + 1, v_kind, v_guarantee.attachment_id,
    v_guarantee.contract_number, v_guarantee.access_key, v_guarantee.grounds, left(p_actor ->> 'ip', 64), left(p_actor ->> 'userAgent', 512))
  returning * into v_guarantee;
  update private.signing_progress s set guarantee_kind = v_kind, updated_at = now() where s.party_id = v_party.id;
  perform private.log(p_actor, 'guarantee_submitted', v_envelope, v_party, p_context => jsonb_strip_nulls(jsonb_build_object(
    'version', v_guarantee.version, 'kind', v_kind, 'name', v_attachment.name, 'sha256Hex', v_attachment.sha256_hex)));
  -- Before the consent it is still being prepared; private.consent_guarantee tells of it then.
  if v_party.status <> 'waiting' then
    perform private.mail_queue('guarantee_submitted_staff', v_envelope.id, null, v_envelope.created_by);
  end if;
end;
$$;
comment on function public.link_guarantee_give(text, jsonb, jsonb) is
  'Gives the guarantee, or another version of it: {kind, attachmentId for security and cash, contractNumber and accessKey for electronic, grounds for exempt}; idempotent. GUARANTEE_KIND_INVALID, PAYMENT_SLIP_MISSING, ATTACHMENT_NOT_FOUND, REASON_MISSING, REASON_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN, REQUEST_INVALID, ACTOR_INVALID, those of private.guarantee_open and of private.link_party.';

create function public.staff_guarantee_review(p_actor jsonb, p_guarantee_id uuid, p_decision text, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_guarantee public.guarantee;
  v_envelope public.envelope;
  v_party public.party;
  v_review text := case p_decision when 'accept' then 'accepted' when 'replace' then 'replace' end;
  v_reason text;
begin
  select g.* into v_guarantee from public.guarantee g where g.id = p_guarantee_id;
  if not found then
    perform private.staff_user(p_actor);
    perform private.refuse('GUARANTEE_NOT_FOUND', 404);
  end if;
  v_envelope := private.staff_envelope(p_actor, v_guarantee.envelope_id, '{drafter,approver,signer}');
  select g.* into v_guarantee from public.guarantee g where g.id = p_guarantee_id;
  if v_review is null then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_guarantee.review = v_review then
    return;
  end if;
  if v_envelope.status not in ('sent', 'partly_signed') then
    perform private.refuse('ENVELOPE_CLOSED', 409, jsonb_build_object('status', v_envelope.status));
  end if;
  -- The municipality's signature rests on what was accepted.
  if v_guarantee.id is distinct from (private.guarantee_newest(v_envelope.id)).id or exists (
    select from public.party p where p.envelope_id = v_envelope.id and p.kind = 'municipality' and p.status <> 'waiting') then
    perform private.refuse('GUARANTEE_DECIDED', 409);
  end if;
  v_reason := private.reason(p_reason, v_review = 'replace');
  update public.guarantee g set review = v_review, review_reason = v_reason, reviewed_by = private.staff_user(p_actor), reviewed_at = now()
   where g.id = p_guarantee_id;
  select p.* into v_party from public.party p where p.id = v_guarantee.party_id;
  perform private.log(p_actor, case v_review when 'accepted' then 'guarantee_accepted' else 'guarantee_returned' end::public.operation_event,
    v_envelope, v_party, p_context => jsonb_strip_nulls(jsonb_build_object(
      'version', v_guarantee.version, 'kind', v_guarantee.kind, 'reason', v_reason)));
  if v_review = 'replace' then
    perform private.mail_queue('guarantee_returned_contractor', v_envelope.id, v_party.id, null,
      (select l.generation from private.party_link l where l.party_id = v_party.id and l.revoked_at is null));
  end if;
end;
$$;
comment on function public.staff_guarantee_review(jsonb, uuid, text, text) is
  'Decides on the newest version of a guarantee before the municipality signs: accept, or replace (差替え依頼, with a reason and a mail to the contractor, whose link stays good); idempotent. GUARANTEE_NOT_FOUND, GUARANTEE_DECIDED, ENVELOPE_CLOSED, REASON_MISSING, REASON_TOO_LONG, REQUEST_INVALID and those of private.staff_envelope.';

create function private.consent_guarantee() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_kind public.party_kind;
  v_newest public.guarantee;
begin
  select e.* into v_envelope from public.envelope e where e.id = new.envelope_id;
  if private.envelope_guarantee(v_envelope) = '{}' then
    return new;
  end if;
  select p.kind into v_kind from public.party p where p.id = new.party_id;
  v_newest := private.guarantee_newest(new.envelope_id);
  if v_kind = 'contractor' and (v_newest.id is null or v_newest.review = 'replace') then
    perform private.refuse('CHECKLIST_UNFINISHED', 409, '{"items": ["guarantee"]}');
  elsif v_kind = 'municipality' and v_newest.review is distinct from 'accepted' then
    perform private.refuse('GUARANTEE_NOT_ACCEPTED', 409);
  elsif v_kind = 'contractor' and v_newest.review is null then
    perform private.mail_queue('guarantee_submitted_staff', v_envelope.id, null, v_envelope.created_by);
  end if;
  return new;
end;
$$;
comment on function private.consent_guarantee() is
  'Holds for every writer: where a guarantee is needed, no contractor consents without having given it, and no municipality before staff accepted it. CHECKLIST_UNFINISHED {items}, GUARANTEE_NOT_ACCEPTED.';
create trigger consent_guarantee before insert on public.consent for each row execute function private.consent_guarantee();

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.link_guarantee(text), public.link_guarantee_choose(text, jsonb, text),
  public.link_guarantee_give(text, jsonb, jsonb), public.staff_guarantee_review(jsonb, uuid, text, text) from public, anon, authenticated;
grant execute on function public.link_guarantee(text), public.link_guarantee_choose(text, jsonb, text),
  public.link_guarantee_give(text, jsonb, jsonb), public.staff_guarantee_review(jsonb, uuid, text, text) to service_role;
