-- 共同企業体 (JV): a case whose contractor is several members in the order of their seals, where its rules take such
-- contracts. Without one, a case has a single contractor (M14).

alter table public.contract_case add column venture_name text check (char_length(venture_name) between 1 and 200);
comment on column public.contract_case.venture_name is '共同企業体の名称, the 取引先 of its envelopes; null = a single contractor.';
grant select (venture_name) on public.contract_case to authenticated, service_role;

create table public.case_member (
  id uuid primary key default gen_random_uuid(),
  case_id uuid not null,
  municipality_id uuid not null,
  ord integer check (ord between 1 and 10),
  company text not null check (char_length(company) between 1 and 200),
  representative boolean not null default false check (ord is not null or not representative),
  created_at timestamptz not null default now(),
  foreign key (case_id, municipality_id) references public.contract_case (id, municipality_id) on delete restrict,
  unique (case_id, ord) deferrable initially deferred,
  unique (case_id, company)
);
comment on table public.case_member is
  'A member of the 共同企業体 of a case; each applies and signs for itself.';
comment on column public.case_member.ord is 'Place in the order of sealing; null = taken out of the 共同企業体 again.';
comment on column public.case_member.representative is '代表構成員, exactly one; the others are 構成員.';
create unique index case_member_representative on public.case_member (case_id) where representative;
select private.keep('public.case_member');
create policy member_reads on public.case_member for select to authenticated
  using (exists (select from public.contract_case c where c.id = case_id));
grant select (id, case_id, municipality_id, ord, company, representative, created_at)
  on public.case_member to authenticated, service_role;

alter table public.application add column member_id uuid references public.case_member (id) on delete restrict;
comment on column public.application.member_id is 'Of a 共同企業体: the member whose application it is, named when it is accepted.';
grant select (member_id) on public.application to authenticated, service_role;

create function private.case_venture(p_case_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('name', c.venture_name, 'members', (
      select jsonb_agg(jsonb_build_object('company', m.company, 'representative', m.representative) order by m.ord)
        from public.case_member m where m.case_id = c.id and m.ord is not null))
    from public.contract_case c where c.id = p_case_id and c.venture_name is not null
$$;
comment on function private.case_venture(uuid) is
  'The 共同企業体 of a case {name, members: [{company, representative}] in the order of sealing}; null where it has a single contractor.';

create function private.venture_field(p_fields jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  v_venture jsonb := coalesce(nullif(p_fields -> 'venture', 'null'), 'null');
  v_name text;
  v_member jsonb;
  v_index integer := 0;
  v_company text;
  v_members jsonb := '[]';
begin
  if v_venture = 'null' then
    return null;
  end if;
  perform private.field_known(v_venture, '{name,members}', 'venture.');
  v_name := private.field_text(v_venture, 'name', 'venture.name', 200);
  if v_name is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "venture.name"}');
  end if;
  if jsonb_typeof(v_venture -> 'members') is distinct from 'array' or jsonb_array_length(v_venture -> 'members') not between 2 and 10 then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "venture.members"}');
  end if;
  for v_member in select m from jsonb_array_elements(v_venture -> 'members') with ordinality x (m, n) order by n loop
    perform private.field_known(v_member, '{company,representative}', 'venture.members.');
    v_company := private.field_text(v_member, 'company', 'venture.members.' || v_index, 200);
    if v_company is null then
      perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', 'venture.members.' || v_index));
    end if;
    v_members := v_members || jsonb_build_array(jsonb_build_object('company', v_company,
      'representative', private.field_flag(v_member, 'representative', false)));
    v_index := v_index + 1;
  end loop;
  if (select count(*) from jsonb_array_elements(v_members) m where m -> 'representative' = 'true') <> 1
    or (select count(distinct m ->> 'company') from jsonb_array_elements(v_members) m) < jsonb_array_length(v_members) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "venture.members"}');
  end if;
  return jsonb_build_object('name', v_name, 'members', v_members);
end;
$$;
comment on function private.venture_field(jsonb) is
  'The field venture of a case, as private.case_venture answers it, null where there is none: two to ten members, each company once, one of them 代表構成員. FIELD_INVALID {field: venture.name, venture.members, venture.members.<n>}, FIELD_UNKNOWN, REQUEST_INVALID.';

create function private.case_venture_save(p_case_id uuid, p_venture jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_now jsonb := private.case_venture(p_case_id);
  v_kept text[] := array(select m ->> 'company' from jsonb_array_elements(p_venture -> 'members') m);
begin
  if p_venture is not null and not coalesce((
    select (r.document ->> 'jointVenture')::boolean from public.contract_case c
      join public.municipality_rules r on r.id = c.rules_id where c.id = p_case_id), false) then
    perform private.refuse('VENTURE_NOT_ALLOWED', 409);
  end if;
  if v_now is not distinct from p_venture then
    return;
  end if;
  -- Who signs does not change under a draft, nor under what was accepted from a company that would go.
  if exists (select from public.envelope e where e.case_id = p_case_id and e.status in ('draft', 'awaiting_approval'))
    or exists (
      select from public.application a left join public.case_member m on m.id = a.member_id
       where a.case_id = p_case_id and a.status = 'accepted' and (m.id is null or m.company <> all (v_kept))) then
    perform private.refuse('VENTURE_IN_USE', 409);
  end if;
  update public.contract_case c set venture_name = p_venture ->> 'name' where c.id = p_case_id;
  update public.case_member m set ord = null, representative = false where m.case_id = p_case_id;
  insert into public.case_member as m (case_id, municipality_id, ord, company, representative)
  select c.id, c.municipality_id, v.n, v.m ->> 'company', (v.m ->> 'representative')::boolean
    from public.contract_case c, jsonb_array_elements(p_venture -> 'members') with ordinality v (m, n) where c.id = p_case_id
  on conflict (case_id, company) do update set ord = excluded.ord, representative = excluded.representative;
end;
$$;
comment on function private.case_venture_save(uuid, jsonb) is
  'Sets the 共同企業体 of a case, or none. VENTURE_NOT_ALLOWED where its rules take none; VENTURE_IN_USE once there is a draft, or an accepted application of a company that would go.';

create or replace function public.staff_case_save(p_actor jsonb, p_case_id uuid, p_fields jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_old public.contract_case;
  v_case public.contract_case;
  v_department public.department;
  v_rules public.municipality_rules;
  v_original uuid;
  v_venture jsonb;
begin
  perform private.field_known(p_fields,
    '{departmentId,caseNumber,name,noticeOn,caseType,flags,electronic,electronicBidding,contractKind,originalEnvelopeId,originalReference,amountJpy,venture}', '');
  if p_case_id is not null then
    v_old := private.staff_case(p_actor, p_case_id, '{drafter}');
    -- What was sent rests on the case as it was.
    if exists (select from public.envelope e where e.case_id = v_old.id and e.sent_at is not null) then
      perform private.refuse('CASE_IN_USE', 409);
    end if;
  end if;
  v_department := private.draft_department(v_user,
    coalesce(private.field_uuid(p_fields, 'departmentId', 'departmentId'), v_old.department_id));
  if p_case_id is not null and v_department.municipality_id <> v_old.municipality_id then
    perform private.refuse('DEPARTMENT_NOT_FOUND', 404);
  end if;

  v_venture := private.venture_field(p_fields);
  v_case.case_number := private.field_required(p_fields, 'caseNumber', 50);
  v_case.name := private.field_required(p_fields, 'name', 200);
  v_case.notice_on := private.field_date(p_fields, 'noticeOn');
  if v_case.notice_on is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "noticeOn"}');
  end if;
  v_case.case_type := private.field_listed(p_fields, 'caseType', '{construction,construction_service,service,goods,other}', null);
  v_case.contract_kind := private.field_listed(p_fields, 'contractKind', '{final,provisional,change}', 'final');
  v_case.electronic := private.field_flag(p_fields, 'electronic', true);
  v_case.electronic_bidding := private.field_flag(p_fields, 'electronicBidding', false);
  if coalesce(jsonb_typeof(p_fields -> 'flags'), 'array') <> 'array'
    or not coalesce(p_fields -> 'flags', '[]') <@ '["recycling", "architect", "guarantee"]' then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "flags"}');
  end if;
  select coalesce(array_agg(distinct f), '{}') into v_case.flags from jsonb_array_elements_text(coalesce(p_fields -> 'flags', '[]')) f;
  if coalesce(jsonb_typeof(p_fields -> 'amountJpy'), 'null') not in ('number', 'null')
    or (p_fields ->> 'amountJpy')::numeric not between 0 and 9999999999999
    or (p_fields ->> 'amountJpy')::numeric <> trunc((p_fields ->> 'amountJpy')::numeric) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "amountJpy"}');
  end if;
  v_case.amount_jpy := (p_fields ->> 'amountJpy')::bigint;
  if v_case.contract_kind = 'change' then
    v_original := private.field_uuid(p_fields, 'originalEnvelopeId', 'originalEnvelopeId');
    v_case.original_reference := private.field_text(p_fields, 'originalReference', 'originalReference', 200);
    -- Only what was concluded can be changed.
    if v_original is not null and not exists (
      select from public.envelope e where e.id = v_original and e.municipality_id = v_department.municipality_id
         and e.status = 'concluded' and private.has_role(v_user, e.municipality_id, e.department_id, null)) then
      perform private.refuse('ENVELOPE_NOT_FOUND', 404);
    end if;
    if v_original is null and v_case.original_reference is null then
      perform private.refuse('FIELD_INVALID', 422, '{"field": "originalReference"}');
    end if;
  end if;

  v_rules := private.rules_for(v_department.municipality_id, v_case.notice_on);
  if v_rules.id is null then
    perform private.refuse('RULES_NOT_FOUND', 404, jsonb_build_object('on', v_case.notice_on));
  end if;
  if p_case_id is null then
    insert into public.contract_case (municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, flags,
      electronic, electronic_bidding, contract_kind, original_envelope_id, original_reference, amount_jpy, created_by)
    values (v_department.municipality_id, v_department.id, v_rules.id, v_case.case_number, v_case.name, v_case.notice_on,
      v_case.case_type, v_case.flags, v_case.electronic, v_case.electronic_bidding, v_case.contract_kind, v_original,
      v_case.original_reference, v_case.amount_jpy, v_user)
    returning * into v_case;
  else
    update public.contract_case c set
      department_id = v_department.id, case_number = v_case.case_number, name = v_case.name,
      -- The version that a date chose stays while the date stays, whatever was published since.
      rules_id = case when c.notice_on = v_case.notice_on then c.rules_id else v_rules.id end,
      notice_on = v_case.notice_on, case_type = v_case.case_type, flags = v_case.flags, electronic = v_case.electronic,
      electronic_bidding = v_case.electronic_bidding, contract_kind = v_case.contract_kind,
      original_envelope_id = v_original, original_reference = v_case.original_reference, amount_jpy = v_case.amount_jpy
    where c.id = p_case_id returning * into v_case;
  end if;
  perform private.case_venture_save(v_case.id, v_venture);
  perform private.log_municipality(p_actor, 'case_saved', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_build_object('created', p_case_id is null));
  return v_case.id;
exception when unique_violation then
  perform private.refuse('CASE_NUMBER_TAKEN', 409);
end;
$$;
comment on function public.staff_case_save(jsonb, uuid, jsonb) is
  'Creates (id null) or changes a case of which nothing was sent yet. FIELD_INVALID {field}, FIELD_UNKNOWN {field}, REQUEST_INVALID, DEPARTMENT_NOT_FOUND, RULES_NOT_FOUND {on}, CASE_NUMBER_TAKEN, CASE_IN_USE, ENVELOPE_NOT_FOUND and those of private.staff_case, private.venture_field and private.case_venture_save.';

revoke execute on all functions in schema private from public, anon;
