-- What the contractor's shelf 「ライブラリ」 shows (M61, L17–L20): the concluded contracts in which a party of its address
-- consented, of any municipality, for as long as they are kept. 取引先 is the 発注者 there.
-- [Note: shelf span] The link of the mail closes after 14 days because whoever holds it is unknown; the shelf asks for the
-- address anew, so it stays open. What is kept by the municipality is never deleted (M57), hence it ends only with that.
create index party_address on public.party (lower(email)) where kind = 'contractor';

create function private.is_kept_attachment(p_attachment public.attachment, p_party public.party) returns boolean
language sql stable security definer set search_path = '' as $$
  select p_attachment.received_at is not null and (
    p_attachment.id = (private.payment_slip(p_party.envelope_id)).id
    or exists (select from public.guarantee g
                where g.attachment_id = p_attachment.id and g.party_id = p_party.id and g.review = 'accepted'))
$$;
comment on function private.is_kept_attachment(public.attachment, public.party) is
  'Whether a file belongs to what a party keeps of a contract: its accepted guarantee, or the 納付書.';

create function private.contract_json(p_envelope public.envelope, p_party public.party) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'envelopeId', p_envelope.id, 'title', p_envelope.title, 'managementLabel', p_envelope.management_label,
    'municipalityName', m.name, 'departmentName', d.name, 'company', p_party.company,
    'transactionOn', p_envelope.transaction_on, 'amountKind', p_envelope.amount_kind, 'amountJpy', p_envelope.amount_jpy,
    'concludedAt', p_envelope.concluded_at, 'downloadUntilAt', p_envelope.download_until_at,
    'documents', (
      select coalesce(jsonb_agg(private.document_json(c) order by c.ord), '[]') from public.document c
       where c.envelope_id = p_envelope.id and c.kind = 'contract' and c.removed_at is null),
    'certificates', (
      select coalesce(jsonb_agg(private.document_json(c) order by c.ord), '[]') from public.document c
       where c.envelope_id = p_envelope.id and c.kind = 'certificate'),
    -- What this party gave and staff accepted, and the 納付書 that it paid by.
    'attachments', (
      select coalesce(jsonb_agg(private.attachment_json(t) order by t.received_at, t.id), '[]') from public.attachment t
       where t.envelope_id = p_envelope.id and private.is_kept_attachment(t, p_party)))
  from public.municipality m, public.department d
 where m.id = p_envelope.municipality_id and d.id = p_envelope.department_id
$$;
comment on function private.contract_json(public.envelope, public.party) is
  'A concluded contract as one of its contractors keeps it: keys of search, documents, certificates (with the list of a whole envelope, whose certifiesDocumentId is null), attachments.';

create function public.link_contract(p_token_sha256_hex text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  v_party public.party := private.link_party(p_token_sha256_hex);
  v_envelope public.envelope;
begin
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  if v_envelope.status <> 'concluded' then
    perform private.refuse('NOT_CONCLUDED', 409);
  end if;
  if not private.download_open(v_envelope) then
    perform private.refuse('DOWNLOAD_CLOSED', 410);
  end if;
  return private.contract_json(v_envelope, v_party);
end;
$$;
comment on function public.link_contract(text) is
  'The concluded contract of a link, as private.contract_json, while its page is open. NOT_CONCLUDED, DOWNLOAD_CLOSED, LINK_UNKNOWN, LINK_REPLACED.';

create function private.shelf_parties(p_account private.shelf_account) returns setof public.party
language sql stable security definer set search_path = '' as $$
  select distinct on (p.envelope_id) p.* from public.party p
    join public.envelope e on e.id = p.envelope_id and e.status = 'concluded'
   where p.kind = 'contractor' and lower(p.email) = lower(p_account.email)
     and exists (select from public.consent c where c.party_id = p.id)
   order by p.envelope_id, p.ord
$$;
comment on function private.shelf_parties(private.shelf_account) is
  'As whom the address of an account concluded contracts, one party an envelope.';

create function private.shelf_amount(p_query jsonb, p_key text) returns bigint
language plpgsql stable set search_path = '' as $$
begin
  if jsonb_typeof(coalesce(p_query -> p_key, 'null')) <> 'null' and coalesce(p_query ->> p_key, '') !~ '^[0-9]{1,13}$' then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
  end if;
  return (p_query ->> p_key)::bigint;
end;
$$;
comment on function private.shelf_amount(jsonb, text) is 'An amount to search by, whole yen; null = any. FIELD_INVALID {field}.';

create function public.shelf_contracts(
  p_token_sha256_hex text, p_query jsonb default '{}', p_order text default 'date_desc', p_limit integer default 50, p_offset integer default 0
) returns jsonb language plpgsql stable security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
  v_from date := private.field_date(p_query, 'from');
  v_to date := private.field_date(p_query, 'to');
  v_min bigint := private.shelf_amount(p_query, 'min');
  v_max bigint := private.shelf_amount(p_query, 'max');
  v_counterparty text := private.fold(private.field_text(p_query, 'counterparty', 'counterparty', 200));
  v_text text := private.fold(private.field_text(p_query, 'text', 'text', 200));
  v_answer jsonb;
begin
  perform private.field_known(p_query, '{from,to,min,max,counterparty,text}', '');
  if coalesce(p_order, '') not in ('date_desc', 'date_asc', 'amount_desc', 'amount_asc') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  if v_from > v_to or v_min > v_max then
    perform private.refuse('PERIOD_INVALID', 422);
  end if;
  with hit as (
    select e.id as envelope_id, p.id as party_id, row_number() over (order by
        case when p_order = 'date_desc' then e.transaction_on end desc,
        case when p_order = 'date_asc' then e.transaction_on end,
        case when p_order = 'amount_desc' then e.amount_jpy end desc nulls last,
        case when p_order = 'amount_asc' then e.amount_jpy end nulls last,
        e.concluded_at desc, e.id) as place
      from private.shelf_parties(v_account) p
      join public.envelope e on e.id = p.envelope_id
      join public.municipality m on m.id = e.municipality_id
      join public.department d on d.id = e.department_id
     where (v_from is null or e.transaction_on >= v_from) and (v_to is null or e.transaction_on <= v_to)
       and (v_min is null or e.amount_jpy >= v_min) and (v_max is null or e.amount_jpy <= v_max)
       and (v_counterparty is null or strpos(private.fold(concat_ws(' ', m.name, d.name)), v_counterparty) > 0)
       and (v_text is null or strpos(private.fold(concat_ws(' ', e.title, e.management_label)), v_text) > 0)
  )
  select jsonb_build_object('found', (select count(*) from hit), 'contracts', coalesce((
      select jsonb_agg(private.contract_json(e, p) order by h.place)
        from (select * from hit order by place
               limit least(greatest(coalesce(p_limit, 50), 1), 200) offset greatest(coalesce(p_offset, 0), 0)) h
        join public.envelope e on e.id = h.envelope_id join public.party p on p.id = h.party_id), '[]'))
    into v_answer;
  return v_answer || jsonb_build_object('email', v_account.email,
    'expiresAt', (select s.expires_at from private.shelf_session s where s.token_sha256_hex = p_token_sha256_hex),
    -- A hint alone: signing stays with the mailed link.
    'waiting', (
      select coalesce(jsonb_agg(jsonb_build_object('municipalityName', m.name, 'title', e.title, 'deadlineAt', e.deadline_at,
               'notifiedAt', p.notified_at) order by e.deadline_at, e.id), '[]')
        from public.party p
        join public.envelope e on e.id = p.envelope_id and e.status in ('sent', 'partly_signed')
        join public.municipality m on m.id = e.municipality_id
       where p.kind = 'contractor' and p.status = 'waiting' and lower(p.email) = lower(v_account.email)
         and p.notified_at is not null and (private.turn_party(e)).id = p.id and not private.deadline_passed(e)));
end;
$$;
comment on function public.shelf_contracts(text, jsonb, text, integer, integer) is
  'The shelf of a session: {email, expiresAt, found, contracts: [private.contract_json], waiting: [{municipalityName, title, deadlineAt, notifiedAt}]}. p_query {from, to, min, max, counterparty, text}: dates are 取引年月日, amounts 取引金額, bounds included; all that are there combined. p_order date_desc, date_asc, amount_desc, amount_asc. 200 at most at once. FIELD_INVALID {field}, FIELD_UNKNOWN, PERIOD_INVALID, REQUEST_INVALID, SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_document_access(p_token_sha256_hex text, p_actor jsonb, p_document_id uuid, p_purpose text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
  v_party public.party;
  v_envelope public.envelope;
begin
  perform private.contractor(p_actor);
  if coalesce(p_purpose, '') not in ('view', 'save') then
    perform private.refuse('REQUEST_INVALID', 400);
  end if;
  select p.* into v_party from private.shelf_parties(v_account) p
    join public.document d on d.envelope_id = p.envelope_id
   where d.id = p_document_id and d.kind in ('contract', 'certificate') and d.removed_at is null;
  if not found then
    -- One answer for both: nobody learns that another's contract exists.
    perform private.refuse('DOCUMENT_NOT_FOUND', 404);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  perform private.log(p_actor, case p_purpose when 'view' then 'document_viewed' else 'concluded_downloaded' end::public.operation_event,
    v_envelope, v_party, p_document_id, p_context => '{"shelf": true}');
  return private.document_parts(p_document_id);
end;
$$;
comment on function public.shelf_document_access(text, jsonb, uuid, text) is
  'Where the octets lie of a contract or certificate on the shelf of a session, logged: view or save. DOCUMENT_NOT_FOUND, REQUEST_INVALID, ACTOR_INVALID, SHELF_SIGN_IN_REQUIRED.';

create function public.shelf_attachment_access(p_token_sha256_hex text, p_actor jsonb, p_attachment_id uuid) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_account private.shelf_account := private.shelf_account_of(p_token_sha256_hex);
  v_party public.party;
  v_envelope public.envelope;
  v_attachment public.attachment;
begin
  perform private.contractor(p_actor);
  select t.* into v_attachment from public.attachment t where t.id = p_attachment_id;
  select p.* into v_party from private.shelf_parties(v_account) p
   where p.envelope_id = v_attachment.envelope_id and private.is_kept_attachment(v_attachment, p);
  if not found then
    perform private.refuse('ATTACHMENT_NOT_FOUND', 404);
  end if;
  select e.* into v_envelope from public.envelope e where e.id = v_party.envelope_id;
  perform private.log(p_actor, 'attachment_viewed', v_envelope, v_party, p_context => jsonb_build_object(
    'attachmentId', v_attachment.id, 'kind', v_attachment.kind, 'name', v_attachment.name, 'shelf', true));
  return private.attachment_parts(v_attachment);
end;
$$;
comment on function public.shelf_attachment_access(text, jsonb, uuid) is
  'Where the octets lie of a file that belongs to a contract on the shelf of a session, logged. ATTACHMENT_NOT_FOUND, ACTOR_INVALID, SHELF_SIGN_IN_REQUIRED.';

revoke execute on function
  private.contract_json(public.envelope, public.party), private.is_kept_attachment(public.attachment, public.party),
  private.shelf_parties(private.shelf_account), private.shelf_amount(jsonb, text) from public, anon;
revoke execute on function
  public.link_contract(text), public.shelf_contracts(text, jsonb, text, integer, integer),
  public.shelf_document_access(text, jsonb, uuid, text), public.shelf_attachment_access(text, jsonb, uuid) from public, anon, authenticated;
grant execute on function
  public.link_contract(text), public.shelf_contracts(text, jsonb, text, integer, integer),
  public.shelf_document_access(text, jsonb, uuid, text), public.shelf_attachment_access(text, jsonb, uuid) to service_role;
