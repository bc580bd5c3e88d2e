-- The mobile number that a signer's code goes to by SMS (L5). It comes with the application, like the one address that
-- an envelope may go to, and is asked for only where the rules use it. Staff see its last four digits.

create table private.sms_setting (
  only_one boolean primary key default true check (only_one),
  number_form text not null default '^\+81[789]0[0-9]{8}$',
  per_party_day integer not null default 10 check (per_party_day between 1 and 100),
  per_number_day integer not null default 10 check (per_number_day between 1 and 100)
);
comment on table private.sms_setting is
  'Changed by the operator: which numbers (E.164) a code is sent to, and how many codes a party and a number get within 24 hours.';
select private.keep('private.sms_setting');
insert into private.sms_setting default values;

create table private.application_mobile (
  id bigint generated always as identity primary key,
  application_id uuid not null references public.application (id) on delete restrict,
  number text not null check (number ~ '^\+[1-9][0-9]{7,14}$'),
  saved_at timestamptz not null default now(),
  saved_by uuid
);
comment on table private.application_mobile is
  'Mobile numbers of applications, E.164; the newest counts. saved_by null: the contractor typed it into the form. Insert-only.';
select private.keep('private.application_mobile', true);
create index application_mobile_newest on private.application_mobile (application_id, id desc);
create index application_mobile_number on private.application_mobile (number);

alter table public.application add column mobile_last4 text check (mobile_last4 ~ '^[0-9]{4}$');
comment on column public.application.mobile_last4 is 'Last four digits of the number that codes go to by SMS; null = none was given.';
grant select (mobile_last4) on public.application to authenticated, service_role;

create function private.mobile_field(p_fields jsonb) returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  v_number text := private.field_text(p_fields, 'mobile', 'mobile', 20);
begin
  if v_number !~ '^\+[1-9][0-9]{7,14}$' or v_number !~ (select s.number_form from private.sms_setting s) then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "mobile"}');
  end if;
  return v_number;
end;
$$;
comment on function private.mobile_field(jsonb) is
  'The field mobile: E.164 and of a form that the operator sends to, or null. FIELD_INVALID {field: mobile}.';

create function private.mobile_put(p_application_id uuid, p_number text, p_user uuid) returns void
language sql volatile security definer set search_path = '' as $$
  insert into private.application_mobile (application_id, number, saved_by) values (p_application_id, p_number, p_user);
  update public.application a set mobile_last4 = right(p_number, 4) where a.id = p_application_id;
$$;
comment on function private.mobile_put(uuid, text, uuid) is 'Gives an application its mobile number, in the place of an earlier one.';

create function private.mobile_wanted(p_case public.contract_case) returns boolean
language sql stable security definer set search_path = '' as $$
  select coalesce((select r.document ->> 'signerFactor' = 'sms_code' from public.municipality_rules r where r.id = p_case.rules_id), false)
$$;
comment on function private.mobile_wanted(public.contract_case) is 'Whether the rules of a case send the signer''s code by SMS.';

-- The form shows the field where it is wanted, and takes no application without it then.
alter function public.application_form(text, text) rename to application_form_plain;
alter function public.application_form_plain(text, text) set schema private;
create function public.application_form(p_code text, p_case_number text default null) returns jsonb
language sql stable security definer set search_path = '' as $$
  select f || jsonb_build_object('mobileWanted', f -> 'case' <> 'null'::jsonb and coalesce((
      select private.mobile_wanted(c) from public.contract_case c join public.municipality m on m.id = c.municipality_id
       where m.code = p_code and c.case_number = p_case_number), false))
    from private.application_form_plain(p_code, p_case_number) f
$$;
comment on function public.application_form(text, text) is
  'What the public form shows: private.application_form_plain, and mobileWanted: the case''s rules send the signer''s code by SMS. MUNICIPALITY_NOT_FOUND, CASE_NOT_FOUND, CASE_ON_PAPER, RULES_NOT_FOUND.';

alter function public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) rename to application_take;
alter function public.application_take(jsonb, text, jsonb, jsonb, uuid[]) set schema private;
create function public.application_submit(
  p_actor jsonb, p_ticket_sha256_hex text, p_fields jsonb, p_acceptances jsonb, p_attachment_ids uuid[]
) returns jsonb language plpgsql volatile security definer set search_path = '' as $$
declare
  v_number text := private.mobile_field(p_fields);
  v_answer jsonb := private.application_take(p_actor, p_ticket_sha256_hex, p_fields - 'mobile', p_acceptances, p_attachment_ids);
  v_id uuid := (v_answer ->> 'applicationId')::uuid;
begin
  -- What nothing will use is not kept; what was sent twice is kept once.
  if (select private.mobile_wanted(c) and a.mobile_last4 is null
        from public.application a join public.contract_case c on c.id = a.case_id where a.id = v_id)
  then
    if v_number is null then
      perform private.refuse('FIELD_INVALID', 422, '{"field": "mobile"}');
    end if;
    perform private.mobile_put(v_id, v_number, null);
  end if;
  return v_answer;
end;
$$;
comment on function public.application_submit(jsonb, text, jsonb, jsonb, uuid[]) is
  'Takes an application from the form by private.application_take, with the mobile number where the rules want it; idempotent by ticket. FIELD_INVALID {field: mobile} and those of private.application_take.';

create function public.staff_application_mobile(p_actor jsonb, p_application_id uuid, p_mobile text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_application public.application;
  v_case public.contract_case;
  v_number text := private.mobile_field(jsonb_build_object('mobile', p_mobile));
begin
  select a.* into v_application from public.application a where a.id = p_application_id;
  if not found then
    perform private.refuse('APPLICATION_NOT_FOUND', 404);
  end if;
  v_case := private.staff_case(p_actor, v_application.case_id, '{drafter}');
  select a.* into v_application from public.application a where a.id = p_application_id for update;
  if v_number is null then
    perform private.refuse('FIELD_INVALID', 422, '{"field": "mobile"}');
  end if;
  if v_application.status not in ('received', 'accepted') then
    perform private.refuse('APPLICATION_DECIDED', 409, jsonb_build_object('status', v_application.status));
  end if;
  if v_case.paper_at is not null then
    perform private.refuse('CASE_ON_PAPER', 409);
  end if;
  perform private.mobile_put(p_application_id, v_number, v_user);
  perform private.log_municipality(p_actor, 'mobile_saved', v_case.municipality_id, null,
    private.case_context(v_case) || jsonb_strip_nulls(jsonb_build_object(
      'applicationId', p_application_id, 'before', v_application.mobile_last4, 'after', right(v_number, 4))));
end;
$$;
comment on function public.staff_application_mobile(jsonb, uuid, text) is
  'Gives an application that came another way its mobile number, or another one: codes that went to the former are dead. Logged by last four digits. APPLICATION_NOT_FOUND, FIELD_INVALID {field: mobile}, APPLICATION_DECIDED {status}, CASE_ON_PAPER and those of private.staff_case.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function private.application_form_plain(text, text), private.application_take(jsonb, text, jsonb, jsonb, uuid[]) from service_role;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.application_form(text, text)', 'public.application_submit(jsonb, text, jsonb, jsonb, uuid[])',
    'public.staff_application_mobile(jsonb, uuid, text)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
