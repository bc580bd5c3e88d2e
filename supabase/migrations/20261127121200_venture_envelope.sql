-- The envelope of a 共同企業体: a contractor party for each member, in its order, as the accepted applications say.

alter table public.party add column member_id uuid references public.case_member (id) on delete restrict;
alter table public.party add column venture_role text check (venture_role in ('representative', 'member'));
alter table public.party add constraint member_has_role check ((member_id is null) = (venture_role is null));
alter table public.party add constraint member_is_contractor check (member_id is null or kind = 'contractor');
comment on column public.party.member_id is 'The member of the 共同企業体 that this party is; null for the municipality and a single contractor.';
comment on column public.party.venture_role is '代表構成員 or 構成員, as it was at sending.';
grant select (member_id, venture_role) on public.party to authenticated, service_role;
-- M14: one contractor, or the members of a 共同企業体, each once.
create unique index party_contractor_once on public.party (envelope_id, coalesce(member_id, envelope_id)) where kind = 'contractor';

create function private.party_member() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and (old.member_id, old.venture_role) is not distinct from (new.member_id, new.venture_role) then
    return new;
  end if;
  if new.member_id is not null and not exists (
    select from public.envelope e join public.case_member m on m.case_id = e.case_id
     where e.id = new.envelope_id and e.status = 'draft' and m.id = new.member_id and m.ord is not null)
    or new.member_id is null and tg_op = 'UPDATE' then
    perform private.refuse('VENTURE_DRAFT', 409);
  end if;
  return new;
end;
$$;
comment on function private.party_member() is
  'A party becomes a member of the 共同企業体 of its draft''s own case, and stays one. VENTURE_DRAFT.';
create trigger party_member before insert or update of member_id, venture_role on public.party
  for each row execute function private.party_member();

create function private.envelope_venture() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- Parties are never deleted, so a draft with those of several members stays with its case.
  if old.case_id is distinct from new.case_id and exists (
    select from public.party p where p.envelope_id = new.id and p.member_id is not null) then
    perform private.refuse('VENTURE_DRAFT', 409);
  end if;
  return new;
end;
$$;
comment on function private.envelope_venture() is 'The draft of a 共同企業体 stays with its case. VENTURE_DRAFT.';
create trigger envelope_venture before update of case_id on public.envelope
  for each row execute function private.envelope_venture();

create function private.venture_parties(p_envelope_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope;
  v_case public.contract_case;
  v_first uuid;
begin
  select e.* into v_envelope from public.envelope e where e.id = p_envelope_id and e.status = 'draft';
  select c.* into v_case from public.contract_case c where c.id = v_envelope.case_id;
  if v_case.venture_name is null then
    return;
  end if;
  -- The one contractor that every draft begins with becomes the first member; a code that it was given is not that one's.
  select m.id into v_first from public.case_member m where m.case_id = v_case.id and m.ord = 1;
  update public.signer_code s set replaced_at = now()
    from public.party p where p.id = s.party_id and p.envelope_id = p_envelope_id and p.kind = 'contractor'
     and p.member_id is null and s.replaced_at is null;
  update public.party p set member_id = v_first, venture_role = 'member'
   where p.envelope_id = p_envelope_id and p.kind = 'contractor' and p.member_id is null;
  insert into public.party (envelope_id, municipality_id, ord, kind, member_id, venture_role)
  select p_envelope_id, v_case.municipality_id, m.ord, 'contractor', m.id, 'member' from public.case_member m
   where m.case_id = v_case.id and m.ord is not null and not exists (
     select from public.party p where p.envelope_id = p_envelope_id and p.member_id = m.id);
  update public.party p set
    ord = m.ord + case v_envelope.sign_order when 'municipality_first' then 1 else 0 end,
    venture_role = case when m.representative then 'representative' else 'member' end,
    company = coalesce(a.company, m.company), title = a.principal_title, principal_name = a.principal_name, email = a.email
  from public.case_member m left join public.application a on a.member_id = m.id and a.status = 'accepted'
  where p.envelope_id = p_envelope_id and p.member_id = m.id;
  update public.party p set ord = case v_envelope.sign_order when 'municipality_first' then 1
      else 1 + (select count(*) from public.case_member m where m.case_id = v_case.id and m.ord is not null) end
   where p.envelope_id = p_envelope_id and p.kind = 'municipality';
  update public.envelope e set counterparty_name = v_case.venture_name where e.id = p_envelope_id;
end;
$$;
comment on function private.venture_parties(uuid) is
  'Makes the contractors of a draft what the 共同企業体 of its case and its accepted applications say, and its 取引先 the name of that 共同企業体; does nothing for a single contractor.';

create function private.application_parties() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.member_id is not null then
    perform private.venture_parties(e.id) from public.envelope e where e.case_id = new.case_id and e.status = 'draft';
  end if;
  return null;
end;
$$;
comment on function private.application_parties() is 'What is decided on a member''s application shows in the drafts of its case.';
create trigger application_parties after update of status on public.application
  for each row execute function private.application_parties();

create or replace function public.staff_envelope_save(p_actor jsonb, p_envelope_id uuid, p_fields jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_contractor jsonb := coalesce(nullif(p_fields -> 'contractor', 'null'), '{}');
  v_own jsonb := coalesce(nullif(p_fields -> 'municipality', 'null'), '{}');
  v_department public.department;
  v_signer public.municipality_signer;
  v_signer_id uuid;
  v_envelope public.envelope;
  v_amount numeric;
  v_email text;
  v_order public.sign_order;
begin
  perform private.field_known(p_fields, '{title,departmentId,caseId,counterpartyName,transactionOn,amountKind,amountJpy,contractOn,deadlineOn,signOrder,contractor,municipality}', '');
  perform private.field_known(v_contractor, '{company,title,principalName,email}', 'contractor.');
  perform private.field_known(v_own, '{signerId}', 'municipality.');

  if p_envelope_id is not null then
    v_envelope := private.staff_draft(p_actor, p_envelope_id);
  end if;
  v_department := private.draft_department(v_user,
    coalesce(private.field_uuid(p_fields, 'departmentId', 'departmentId'), v_envelope.department_id));
  if p_envelope_id is not null and v_department.municipality_id <> v_envelope.municipality_id then
    perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
  end if;

  v_signer_id := private.field_uuid(v_own, 'signerId', 'municipality.signerId');
  if v_signer_id is not null then
    select s.* into v_signer from public.municipality_signer s
     where s.id = v_signer_id and s.active and s.municipality_id = v_department.municipality_id
       and (s.department_id is null or s.department_id = v_department.id);
    if not found then
      perform private.refuse('SIGNER_NOT_FOUND', 404);
    end if;
  end if;

  if coalesce(p_fields ->> 'amountKind', 'fixed') not in ('fixed', 'unit_price') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountKind"}');
  end if;
  if coalesce(p_fields ->> 'signOrder', 'contractor_first') not in ('contractor_first', 'municipality_first') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "signOrder"}');
  end if;
  v_order := coalesce(p_fields ->> 'signOrder', 'contractor_first')::public.sign_order;
  if jsonb_typeof(p_fields -> 'amountJpy') not in ('number', 'null') then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountJpy"}');
  end if;
  v_amount := (p_fields ->> 'amountJpy')::numeric;
  if v_amount <> trunc(v_amount) or v_amount not between 0 and 9999999999999 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountJpy"}');
  end if;
  if p_fields ->> 'amountKind' = 'unit_price' then
    v_amount := null;
  end if;
  v_email := private.field_text(v_contractor, 'email', 'contractor.email', 254);
  if v_email !~ '^[^@[:space:]<>(),;:"\[\]\\]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "contractor.email"}');
  end if;

  if p_envelope_id is null then
    insert into public.envelope (municipality_id, department_id, created_by)
    values (v_department.municipality_id, v_department.id, v_user) returning * into v_envelope;
    insert into public.party (envelope_id, municipality_id, ord, kind)
    values (v_envelope.id, v_envelope.municipality_id, 1, 'contractor'),
           (v_envelope.id, v_envelope.municipality_id, 2, 'municipality');
  end if;

  update public.envelope e set
    department_id = v_department.id,
    title = private.field_text(p_fields, 'title', 'title', 200),
    counterparty_name = private.field_text(p_fields, 'counterpartyName', 'counterpartyName', 200),
    transaction_on = private.field_date(p_fields, 'transactionOn'),
    amount_kind = (p_fields ->> 'amountKind')::public.amount_kind,
    amount_jpy = v_amount,
    contract_on = private.field_date(p_fields, 'contractOn'),
    deadline_on = private.field_date(p_fields, 'deadlineOn'),
    sign_order = v_order
  where e.id = v_envelope.id returning * into v_envelope;
  perform private.envelope_case(p_actor, v_envelope, p_fields);

  update public.party p set
    ord = case v_order when 'contractor_first' then 1 else 2 end,
    company = private.field_text(v_contractor, 'company', 'contractor.company', 200),
    title = private.field_text(v_contractor, 'title', 'contractor.title', 200),
    principal_name = private.field_text(v_contractor, 'principalName', 'contractor.principalName', 200),
    email = v_email
  where p.envelope_id = v_envelope.id and p.kind = 'contractor' and p.member_id is null;
  -- The signer's words are copied: a later change of office must not rewrite a contract.
  update public.party p set
    ord = case v_order when 'contractor_first' then 2 else 1 end,
    company = m.name, municipality_signer_id = v_signer_id, title = v_signer.title, principal_name = v_signer.principal_name
  from public.municipality m
  where p.envelope_id = v_envelope.id and p.kind = 'municipality' and m.id = v_envelope.municipality_id;

  perform private.venture_parties(v_envelope.id);

  perform private.log(p_actor, 'envelope_saved', v_envelope, p_context => jsonb_build_object('created', p_envelope_id is null));
  return v_envelope.id;
end;
$$;
comment on function public.staff_envelope_save(jsonb, uuid, jsonb) is
  'Creates (id null) or replaces the fields of a draft; where its case is one of a 共同企業体, that says who the contractors are and what the 取引先 is called. FIELD_INVALID {field}, FIELD_UNKNOWN {field}, REQUEST_INVALID, DEPARTMENT_NOT_FOUND, SIGNER_NOT_FOUND, CASE_NOT_FOUND, ENVELOPE_NOT_FOUND, ENVELOPE_NOT_DRAFT, VENTURE_DRAFT, ROLE_MISSING, SECOND_FACTOR_REQUIRED, ACTOR_INVALID.';

create or replace function private.content_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.field order by m.n), '{}') || private.case_missing(p_envelope)
  from (values
    (1, 'title', p_envelope.title is null),
    -- 電帳法施行規則 2条6項6号: 取引年月日, 取引金額 and 取引先 must be searchable.
    (2, 'counterpartyName', p_envelope.counterparty_name is null),
    (3, 'transactionOn', p_envelope.transaction_on is null),
    (4, 'amountKind', p_envelope.amount_kind is null),
    (5, 'amountJpy', p_envelope.amount_kind is distinct from 'unit_price' and p_envelope.amount_jpy is null),
    (6, 'contractOn', p_envelope.contract_on is null),
    (7, 'deadlineOn', p_envelope.deadline_on is null or private.deadline_passed(p_envelope)),
    -- Of a 共同企業体 they are what its applications say, see private.case_missing.
    (8, 'contractor.company', exists (select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor' and p.member_id is null and p.company is null)),
    (9, 'contractor.principalName', exists (select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor' and p.member_id is null and p.principal_name is null)),
    (10, 'contractor.email', exists (select from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor' and p.member_id is null and p.email is null)),
    (11, 'municipality.signerId', (select p.municipality_signer_id is null from public.party p where p.envelope_id = p_envelope.id and p.kind = 'municipality')),
    (12, 'documents', not exists (select from public.document d where d.envelope_id = p_envelope.id and d.removed_at is null))
  ) m (n, field, missing)
  where m.missing
$$;

create or replace function private.case_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(m.field order by m.n), '{}')
  from (select 1) one
  left join public.contract_case c on c.id = p_envelope.case_id
  cross join lateral (
    select * from (values
      (1, 'caseId', c.id is null),
      -- M2, M3: outside of the scope only by a logged decision.
      (2, 'case.scope', c.id is not null and c.override_at is null and private.case_scope(c) <> '{}'),
      (3, 'case.paper', c.paper_at is not null),
      (4, 'application', c.id is not null and not private.case_settled(c)),
      -- M13: no address but the accepted application's, and nobody beside or between those who applied.
      (5, 'application.email', private.case_settled(c) and (
        exists (select from public.party p left join public.application a
                    on a.case_id = c.id and a.status = 'accepted' and a.member_id is not distinct from p.member_id
                 where p.envelope_id = p_envelope.id and p.kind = 'contractor' and p.email is distinct from a.email)
        or (select array_agg(p.member_id order by p.ord) from public.party p where p.envelope_id = p_envelope.id and p.kind = 'contractor')
          is distinct from
           coalesce((select array_agg(m.id order by m.ord) from public.case_member m where m.case_id = c.id and m.ord is not null), '{null}'))),
      -- What the rules demand of a 共同企業体 comes with the application of its 代表構成員.
      (6, 'application.attachments', exists (
        select from public.application a left join public.case_member m on m.id = a.member_id, private.case_demands(c) d
         where a.case_id = c.id and a.status = 'accepted' and m.representative is not false and d.required
           and not exists (select from public.attachment t where t.application_id = a.id and t.kind = d.id and t.received_at is not null))),
      -- M31: what the contractor gives as guarantee is checked before the municipality signs, so it signs last.
      (7, 'guarantee.order', private.case_guarantee(c) <> '{}' and p_envelope.sign_order = 'municipality_first')
    ) v (n, field, missing)
    union all
    -- L9: no 承諾 of every contractor, no sending.
    select 10, 'acceptance.' || l, true from unnest(private.case_laws(c)) l
     where exists (
       select from public.application a where a.case_id = c.id and a.status = 'accepted' and not exists (
         select from public.electronic_method_acceptance e where e.application_id = a.id and e.law = l))
    union all
    -- L15, L16: the statutory sheet is sealed with the contract.
    select 20, 'sheet.' || s, true from unnest(array['recycling', 'architect']) s
     where s = any (c.flags) and not exists (
       select from public.document d where d.envelope_id = p_envelope.id and d.sheet = s and d.removed_at is null)
  ) m
  where m.missing
$$;
comment on function private.case_missing(public.envelope) is
  'What of the case blocks sending: caseId, case.scope, case.paper, application, application.email, application.attachments, guarantee.order, acceptance.<law>, sheet.<sheet>.';

revoke execute on all functions in schema private from public, anon;
