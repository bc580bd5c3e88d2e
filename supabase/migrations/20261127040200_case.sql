-- The case 案件: what a contract is about before there is an envelope, under which rules, and which laws it triggers.

create table public.contract_case (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid not null,
  rules_id uuid not null,
  case_number text not null check (char_length(case_number) between 1 and 50),
  name text not null check (char_length(name) between 1 and 200),
  notice_on date not null,
  case_type text not null check (case_type in ('construction', 'construction_service', 'service', 'goods', 'other')),
  flags text[] not null default '{}' check (flags <@ array['recycling', 'architect', 'guarantee']),
  electronic boolean not null default true,
  electronic_bidding boolean not null default false,
  contract_kind text not null default 'final' check (contract_kind in ('final', 'provisional', 'change')),
  original_envelope_id uuid references public.envelope (id) on delete restrict,
  original_reference text check (char_length(original_reference) between 1 and 200),
  amount_jpy bigint check (amount_jpy between 0 and 9999999999999),
  override_reason text check (char_length(override_reason) <= 1000),
  override_by uuid,
  override_at timestamptz,
  paper_at timestamptz,
  paper_by public.actor_kind,
  paper_reason text check (char_length(paper_reason) <= 1000),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict,
  foreign key (rules_id, municipality_id) references public.municipality_rules (id, municipality_id) on delete restrict,
  unique (municipality_id, case_number),
  unique (id, municipality_id),
  -- 変更契約: what it changes is named, be it an envelope of this service or a contract on paper.
  constraint change_names_original check (contract_kind <> 'change' or num_nonnulls(original_envelope_id, original_reference) >= 1),
  constraint override_whole check (num_nulls(override_reason, override_by, override_at) in (0, 3)),
  constraint paper_whole check ((paper_at is null) = (paper_by is null))
);
comment on table public.contract_case is 'A case 案件, under the version of the rules that its 公告・通知日 chose.';
comment on column public.contract_case.electronic is '「電子契約の対象」 in its 入札公告・指名通知・見積通知.';
comment on column public.contract_case.electronic_bidding is '電子入札により執行.';
comment on column public.contract_case.flags is
  'recycling: 建設リサイクル法 9条1項の対象建設工事; architect: 建築士法 22条の3の3 の設計・工事監理受託契約; guarantee: 契約の保証を必要とする.';
create index contract_case_list on public.contract_case (municipality_id, created_at desc, id desc);
select private.keep('public.contract_case');
create policy member_reads on public.contract_case for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and department_id in (select private.department_ids()));
grant select (id, municipality_id, department_id, rules_id, case_number, name, notice_on, case_type, flags, electronic,
    electronic_bidding, contract_kind, original_envelope_id, original_reference, amount_jpy, override_reason, override_by,
    override_at, paper_at, paper_by, paper_reason, created_by, created_at)
  on public.contract_case to authenticated, service_role;

alter table public.envelope add column case_id uuid;
alter table public.envelope add foreign key (case_id, municipality_id)
  references public.contract_case (id, municipality_id) on delete restrict;
create index envelope_case on public.envelope (case_id);
grant select (case_id) on public.envelope to authenticated, service_role;

create function private.case_laws(p_case public.contract_case) returns text[]
language sql immutable set search_path = '' as $$
  select array_remove(array[
    case when p_case.case_type = 'construction' then 'construction' end,
    case when 'recycling' = any (p_case.flags) then 'recycling' end,
    case when 'architect' = any (p_case.flags) then 'architect' end], null)
$$;
comment on function private.case_laws(public.contract_case) is
  'Laws under which the contractor must accept the electronic method before sending: construction 建設業法19条3項, recycling 建設リサイクル法13条3項, architect 建築士法22条の3の3第4項.';

create function private.case_scope(p_case public.contract_case) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_remove(array[
    case when not p_case.electronic then 'notMarked' end,
    case when p_case.notice_on < (r.document #>> '{scope,electronicFrom}')::date then 'beforeStart' end,
    case when (r.document #>> '{scope,electronicBiddingOnly}')::boolean and not p_case.electronic_bidding then 'notElectronicBidding' end,
    case when jsonb_array_length(r.document #> '{scope,departments}') > 0
      and not r.document #> '{scope,departments}' ? d.name then 'department' end], null)
  from public.municipality_rules r, public.department d
  where r.id = p_case.rules_id and d.id = p_case.department_id
$$;
comment on function private.case_scope(public.contract_case) is
  'Why a case lies outside of what is contracted electronically: notMarked, beforeStart, notElectronicBidding, department; empty = inside.';

create function private.staff_case(p_actor jsonb, p_case_id uuid, p_roles public.membership_role[] default null)
returns public.contract_case language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_case public.contract_case;
begin
  select * into v_case from public.contract_case c where c.id = p_case_id for update;
  if not found or not private.has_role(v_user, v_case.municipality_id, v_case.department_id, null) then
    perform private.refuse('CASE_NOT_FOUND', 404);
  end if;
  if p_roles is not null and not private.has_role(v_user, v_case.municipality_id, v_case.department_id, p_roles) then
    perform private.refuse('ROLE_MISSING', 403, jsonb_build_object('roles', p_roles));
  end if;
  return v_case;
end;
$$;
comment on function private.staff_case(jsonb, uuid, public.membership_role[]) is
  'Locks a case that the staff member may see and, where roles are given, may act on. CASE_NOT_FOUND, ROLE_MISSING and those of private.staff_user.';

create function private.case_context(p_case public.contract_case) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('caseId', p_case.id, 'caseNumber', p_case.case_number)
$$;
comment on function private.case_context(public.contract_case) is 'How the operation log names a case.';

create function private.field_required(p_fields jsonb, p_key text, p_max integer) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_text text := private.field_text(p_fields, p_key, p_key, p_max);
begin
  if v_text is null then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
  end if;
  return v_text;
end;
$$;
comment on function private.field_required(jsonb, text, integer) is 'A text field that may not be empty. FIELD_INVALID.';

create function private.field_listed(p_fields jsonb, p_key text, p_list text[], p_default text) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_text text := coalesce(private.field_text(p_fields, p_key, p_key, 100), p_default);
begin
  if v_text is null or v_text <> all (p_list) then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
  end if;
  return v_text;
end;
$$;
comment on function private.field_listed(jsonb, text, text[], text) is 'A word of a closed list. FIELD_INVALID.';

create function private.field_flag(p_fields jsonb, p_key text, p_default boolean) returns boolean
language plpgsql stable set search_path = '' as $$
begin
  if coalesce(jsonb_typeof(p_fields -> p_key), 'null') not in ('boolean', 'null') then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', p_key));
  end if;
  return coalesce((p_fields ->> p_key)::boolean, p_default);
end;
$$;
comment on function private.field_flag(jsonb, text, boolean) is 'A boolean. FIELD_INVALID.';

create function public.staff_case_save(p_actor jsonb, p_case_id uuid, p_fields jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_old public.contract_case;
  v_case public.contract_case;
  v_department public.department;
  v_rules public.municipality_rules;
  v_original uuid;
begin
  perform private.field_known(p_fields,
    '{departmentId,caseNumber,name,noticeOn,caseType,flags,electronic,electronicBidding,contractKind,originalEnvelopeId,originalReference,amountJpy}', '');
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
  perform private.log_municipality(p_actor, 'case_saved', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_build_object('created', p_case_id is null));
  return v_case.id;
exception when unique_violation then
  perform private.refuse('CASE_NUMBER_TAKEN', 409);
end;
$$;
comment on function public.staff_case_save(jsonb, uuid, jsonb) is
  'Creates (id null) or changes a case of which nothing was sent yet. FIELD_INVALID {field}, FIELD_UNKNOWN {field}, REQUEST_INVALID, DEPARTMENT_NOT_FOUND, RULES_NOT_FOUND {on}, CASE_NUMBER_TAKEN, CASE_IN_USE, ENVELOPE_NOT_FOUND and those of private.staff_case.';

create function public.staff_case_override(p_actor jsonb, p_case_id uuid, p_reason text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_case public.contract_case := private.staff_case(p_actor, p_case_id, '{approver,admin}');
  v_scope text[] := private.case_scope(v_case);
begin
  if v_scope = '{}' or v_case.override_at is not null then
    return;
  end if;
  update public.contract_case c set override_reason = private.reason(p_reason, true),
    override_by = private.staff_user(p_actor), override_at = now() where c.id = p_case_id;
  perform private.log_municipality(p_actor, 'case_scope_overridden', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_build_object('scope', v_scope, 'reason', private.reason(p_reason, true)));
end;
$$;
comment on function public.staff_case_override(jsonb, uuid, text) is
  'Lets a case outside the scope be contracted electronically, by an approver or administrator, with a reason; logged. REASON_MISSING, REASON_TOO_LONG and those of private.staff_case.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_case_save(jsonb, uuid, jsonb), public.staff_case_override(jsonb, uuid, text)
  from public, anon, authenticated;
grant execute on function public.staff_case_save(jsonb, uuid, jsonb), public.staff_case_override(jsonb, uuid, text)
  to service_role;
