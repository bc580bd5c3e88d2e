-- テンプレート: a municipality's named defaults for envelopes. A draft takes them over and may change each of them; what
-- the template demands by name, its documents, must be there before the draft leaves the desk.

create table public.envelope_template (
  id uuid primary key default gen_random_uuid(),
  municipality_id uuid not null references public.municipality (id) on delete restrict,
  department_id uuid,
  name text not null check (char_length(name) between 1 and 40),
  title_pattern text check (char_length(title_pattern) between 1 and 200),
  contract_kind text check (contract_kind in ('final', 'provisional', 'change')),
  amount_kind public.amount_kind,
  sign_order public.sign_order not null default 'contractor_first',
  deadline_days integer check (deadline_days between 1 and 365),
  signer_id uuid references public.municipality_signer (id) on delete restrict,
  required_documents text[] not null default '{}' check (cardinality(required_documents) <= 10),
  created_by uuid not null,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  foreign key (department_id, municipality_id) references public.department (id, municipality_id) on delete restrict
);
comment on table public.envelope_template is
  'Named defaults for envelopes of one department (null = of all). Editable, each change in the operation log; a closed one is chosen no more.';
comment on column public.envelope_template.title_pattern is 'A title with {caseName}, {caseNumber}, {company}.';
comment on column public.envelope_template.deadline_days is '署名期限 so many days after the day on which the draft is made.';
comment on column public.envelope_template.required_documents is
  'Words, each of which the name of one of the envelope''s documents must hold before it is sent.';
create unique index envelope_template_name on public.envelope_template (municipality_id, name) where closed_at is null;
select private.keep('public.envelope_template');
create policy member_reads on public.envelope_template for select to authenticated
  using (municipality_id in (select private.municipality_ids())
    and (department_id is null or department_id in (select private.department_ids())));
grant select (id, municipality_id, department_id, name, title_pattern, contract_kind, amount_kind, sign_order, deadline_days,
  signer_id, required_documents, created_by, created_at, closed_at) on public.envelope_template to authenticated, service_role;

create function private.template_drafter(p_actor jsonb, p_municipality_id uuid, p_department_id uuid) returns void
language plpgsql stable security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
begin
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active) then
    perform private.refuse('MUNICIPALITY_NOT_FOUND', 404);
  end if;
  if not exists (select from public.membership m
                  where m.user_id = v_user and m.municipality_id = p_municipality_id and m.active and m.role = 'drafter'
                    and (p_department_id is null or m.department_id is null or m.department_id = p_department_id)) then
    perform private.refuse('ROLE_MISSING', 403, '{"roles": ["drafter"]}');
  end if;
end;
$$;
comment on function private.template_drafter(jsonb, uuid, uuid) is
  'The acting member drafts in a department (null: in any). MUNICIPALITY_NOT_FOUND, ROLE_MISSING and those of private.staff_user.';

create function public.staff_template_save(p_actor jsonb, p_municipality_id uuid, p_template_id uuid, p_template jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_next public.envelope_template;
  v_before public.envelope_template;
  v_field text;
begin
  perform private.field_known(p_template, '{name,departmentId,titlePattern,contractKind,amountKind,signOrder,deadlineDays,signerId,requiredDocuments,closed}', '');
  v_next.department_id := private.field_uuid(p_template, 'departmentId', 'departmentId');
  perform private.template_drafter(p_actor, p_municipality_id, v_next.department_id);
  v_next.name := private.field_text(p_template, 'name', 'name', 40);
  v_next.title_pattern := private.field_text(p_template, 'titlePattern', 'titlePattern', 200);
  v_next.contract_kind := private.field_text(p_template, 'contractKind', 'contractKind', 20);
  v_next.signer_id := private.field_uuid(p_template, 'signerId', 'signerId');
  v_field := case
    when v_next.name is null then 'name'
    when v_next.department_id is not null and not exists (
      select from public.department d where d.id = v_next.department_id and d.municipality_id = p_municipality_id) then 'departmentId'
    when regexp_replace(v_next.title_pattern, '\{(caseName|caseNumber|company)\}', '', 'g') ~ '[{}]' then 'titlePattern'
    when v_next.contract_kind not in ('final', 'provisional', 'change') then 'contractKind'
    when coalesce(p_template ->> 'amountKind', 'fixed') not in ('fixed', 'unit_price') then 'amountKind'
    when coalesce(p_template ->> 'signOrder', '') not in ('contractor_first', 'municipality_first') then 'signOrder'
    when jsonb_typeof(p_template -> 'deadlineDays') not in ('number', 'null')
      or (p_template ->> 'deadlineDays') !~ '^([1-9][0-9]{0,2})$' or (p_template ->> 'deadlineDays')::numeric > 365 then 'deadlineDays'
    when v_next.signer_id is not null and not exists (
      select from public.municipality_signer s where s.id = v_next.signer_id and s.municipality_id = p_municipality_id) then 'signerId'
    when jsonb_typeof(p_template -> 'requiredDocuments') is distinct from 'array' then 'requiredDocuments'
    when jsonb_typeof(p_template -> 'closed') is distinct from 'boolean' then 'closed'
  end;
  if v_field is null and (jsonb_array_length(p_template -> 'requiredDocuments') > 10
    or exists (select from jsonb_array_elements(p_template -> 'requiredDocuments') d where jsonb_typeof(d) <> 'string')) then
    v_field := 'requiredDocuments';
  end if;
  if v_field is not null then
    perform private.refuse('FIELD_INVALID', 422, jsonb_build_object('field', v_field));
  end if;
  v_next.required_documents := array(
    select private.field_text(jsonb_build_object('d', d.one), 'd', 'requiredDocuments', 60)
      from jsonb_array_elements_text(p_template -> 'requiredDocuments') with ordinality d (one, n) order by d.n);
  if array_position(v_next.required_documents, null) is not null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "requiredDocuments"}');
  end if;

  -- One change at a time, so that two of one name meet here and not at the index.
  perform 1 from public.municipality m where m.id = p_municipality_id for update;
  select t.* into v_before from public.envelope_template t where t.id = p_template_id;
  if found then
    if v_before.municipality_id <> p_municipality_id then
      perform private.refuse('TEMPLATE_NOT_FOUND', 404);
    end if;
    perform private.template_drafter(p_actor, p_municipality_id, v_before.department_id);
  elsif (select count(*) from public.envelope_template t where t.municipality_id = p_municipality_id and t.closed_at is null) >= 100 then
    perform private.refuse('TEMPLATES_FULL', 409, '{"limit": 100}');
  end if;
  v_next.closed_at := case when (p_template ->> 'closed')::boolean then coalesce(v_before.closed_at, now()) end;
  if v_next.closed_at is null and exists (
    select from public.envelope_template t where t.municipality_id = p_municipality_id and t.name = v_next.name
       and t.closed_at is null and t.id <> p_template_id) then
    perform private.refuse('TEMPLATE_NAME_TAKEN', 409);
  end if;
  v_next.id := p_template_id;
  v_next.municipality_id := p_municipality_id;
  v_next.amount_kind := (p_template ->> 'amountKind')::public.amount_kind;
  v_next.sign_order := (p_template ->> 'signOrder')::public.sign_order;
  v_next.deadline_days := (p_template ->> 'deadlineDays')::integer;
  v_next.created_by := coalesce(v_before.created_by, private.staff_user(p_actor));
  v_next.created_at := coalesce(v_before.created_at, now());
  if v_before.id is null then
    insert into public.envelope_template select v_next.*;
  else
    update public.envelope_template t set department_id = v_next.department_id, name = v_next.name,
      title_pattern = v_next.title_pattern, contract_kind = v_next.contract_kind, amount_kind = v_next.amount_kind,
      sign_order = v_next.sign_order, deadline_days = v_next.deadline_days, signer_id = v_next.signer_id,
      required_documents = v_next.required_documents, closed_at = v_next.closed_at
     where t.id = p_template_id;
  end if;
  if to_jsonb(v_before) is distinct from to_jsonb(v_next) then
    perform private.log_municipality(p_actor, 'template_changed', p_municipality_id, jsonb_build_object(
      'templateId', p_template_id, 'template', v_next.name,
      'before', case when v_before.id is not null then to_jsonb(v_before) - '{id,municipality_id,created_by,created_at}'::text[] end,
      'after', to_jsonb(v_next) - '{id,municipality_id,created_by,created_at}'::text[]));
  end if;
end;
$$;
comment on function public.staff_template_save(jsonb, uuid, uuid, jsonb) is
  'Makes a template under an id of the caller''s choice, or changes it: {name, departmentId, titlePattern, contractKind, amountKind, signOrder, deadlineDays, signerId, requiredDocuments, closed}; 100 open ones. FIELD_INVALID {field}, FIELD_UNKNOWN, TEMPLATE_NAME_TAKEN, TEMPLATES_FULL, TEMPLATE_NOT_FOUND and those of private.template_drafter.';

alter table public.envelope add column template_id uuid references public.envelope_template (id) on delete restrict;
comment on column public.envelope.template_id is 'The template that a draft took its defaults from, and whose documents it must hold.';
grant select (template_id) on public.envelope to authenticated, service_role;

create function public.staff_envelope_template(p_actor jsonb, p_envelope_id uuid, p_template_id uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_envelope public.envelope := private.staff_draft(p_actor, p_envelope_id);
begin
  if p_template_id is not null and p_template_id is distinct from v_envelope.template_id and not exists (
    select from public.envelope_template t
     where t.id = p_template_id and t.municipality_id = v_envelope.municipality_id and t.closed_at is null
       and (t.department_id is null or t.department_id = v_envelope.department_id)) then
    perform private.refuse('TEMPLATE_NOT_FOUND', 404);
  end if;
  update public.envelope e set template_id = p_template_id where e.id = p_envelope_id;
end;
$$;
comment on function public.staff_envelope_template(jsonb, uuid, uuid) is
  'Says which template a draft follows, or none. TEMPLATE_NOT_FOUND and those of private.staff_draft.';

create function private.template_documents_missing(p_envelope public.envelope) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(r.word order by r.n), '{}')
    from public.envelope_template t cross join unnest(t.required_documents) with ordinality r (word, n)
   where t.id = p_envelope.template_id and not exists (
     select from public.document d
      where d.envelope_id = p_envelope.id and d.kind = 'contract' and d.removed_at is null
        and strpos(lower(normalize(d.name, NFKC)), lower(normalize(r.word, NFKC))) > 0)
$$;
comment on function private.template_documents_missing(public.envelope) is
  'What an envelope''s template demands by name and no document''s name holds.';

create function private.template_guard() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_missing text[] := private.template_documents_missing(new);
begin
  if v_missing <> '{}' then
    perform private.refuse('TEMPLATE_DOCUMENTS_MISSING', 422, jsonb_build_object('missing', v_missing));
  end if;
  return new;
end;
$$;
comment on function private.template_guard() is
  'Row trigger: a draft leaves the desk with every document that its template demands. TEMPLATE_DOCUMENTS_MISSING {missing}.';
create trigger template_guard before update of status on public.envelope
  for each row when (old.status = 'draft' and new.status in ('awaiting_approval', 'sent')) execute function private.template_guard();

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.staff_template_save(jsonb, uuid, uuid, jsonb), public.staff_envelope_template(jsonb, uuid, uuid)
  from public, anon, authenticated;
grant execute on function public.staff_template_save(jsonb, uuid, uuid, jsonb), public.staff_envelope_template(jsonb, uuid, uuid)
  to service_role;
