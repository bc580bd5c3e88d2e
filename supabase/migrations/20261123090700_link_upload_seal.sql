-- Private records of the three ways in: links, uploads, seals.

create type public.seal_step_name as enum ('prepare', 'signed_attrs', 'signature', 'token', 'increment');

create table private.party_link (
  party_id uuid not null references public.party (id) on delete restrict,
  generation integer not null check (generation >= 1),
  token_sha256_hex text unique check (token_sha256_hex ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (party_id, generation)
);
comment on table private.party_link is
  'Generations of a party''s link. The hash arrives at delivery (link_issue); a later generation revokes the earlier. expires_at ends consenting, not reading.';
create unique index party_link_current on private.party_link (party_id) where revoked_at is null;

create table private.signing_progress (
  party_id uuid primary key references public.party (id) on delete restrict,
  opened_document_ids uuid[] not null default '{}',
  note_read boolean not null default false,
  principal_confirmed boolean not null default false,
  operator_kind public.operator_kind,
  operator_name text check (char_length(operator_name) <= 200),
  updated_at timestamptz not null default now()
);
comment on table private.signing_progress is 'What a contractor has done so far: phone and PC share it.';

create table private.upload (
  id uuid primary key default gen_random_uuid(),
  envelope_id uuid not null references public.envelope (id) on delete restrict,
  name text not null check (char_length(name) between 1 and 200),
  size bigint not null check (size between 1 and 52428800),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  part_size integer not null,
  part_count integer not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  document_id uuid references public.document (id) on delete restrict
);
comment on table private.upload is 'A file on its way in; document_id is set once it became a document.';
create index upload_envelope on private.upload (envelope_id) where document_id is null;

create table private.upload_part (
  upload_id uuid not null references private.upload (id) on delete restrict,
  index integer not null check (index >= 0),
  size integer not null check (size >= 1),
  sha256_hex text not null check (sha256_hex ~ '^[0-9a-f]{64}$'),
  object_key text not null references private.stored_object (key) on delete restrict,
  created_at timestamptz not null default now(),
  primary key (upload_id, index)
);
comment on table private.upload_part is 'A received part; index counts from 0. Insert-only.';

create table private.seal_step (
  subject text not null,
  step public.seal_step_name not null,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  primary key (subject, step),
  constraint subject_form check (subject ~ '^(seal/[0-9a-f-]{36}|lta|certificate|certificate-seal|certificate-lta)/[0-9a-f-]{36}$')
);
comment on table private.seal_step is
  'Result of each step of a seal, stored before the next begins. The first writer wins and every retry reuses it.';

create table private.key_operation (
  subject text primary key,
  signed_attrs_sha256_hex text not null check (signed_attrs_sha256_hex ~ '^[0-9a-f]{64}$'),
  signature_sha256_hex text check (signature_sha256_hex ~ '^[0-9a-f]{64}$'),
  attempts integer not null default 1,
  begun_at timestamptz not null default now(),
  ended_at timestamptz
);
comment on table private.key_operation is
  'One consent, one key operation: announced before the key is used, closed with the SHA-256 of its result.';

select private.keep('private.party_link'), private.keep('private.signing_progress'), private.keep('private.upload'),
       private.keep('private.upload_part', true), private.keep('private.seal_step', true),
       private.keep('private.key_operation');

create function public.seal_step_put(p_subject text, p_step text, p_payload jsonb) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
begin
  begin
    insert into private.seal_step (subject, step, payload)
    values (p_subject, p_step::public.seal_step_name, p_payload)
    on conflict (subject, step) do nothing;
    if found then
      -- A stored result may name an object before its revision does; the sweep must not take it meanwhile.
      perform private.object_refer(k #>> '{}')
        from jsonb_path_query(p_payload, 'lax $.**.objectKey ? (@.type() == "string")') k;
    end if;
  exception when check_violation or invalid_text_representation then
    perform private.refuse('SEAL_SUBJECT_INVALID', 422);
  end;
  return (select s.payload from private.seal_step s
           where s.subject = p_subject and s.step = p_step::public.seal_step_name);
end;
$$;
comment on function public.seal_step_put(text, text, jsonb) is
  'Stores a step''s result unless there is one, and answers what is stored: the first writer wins. An objectKey in it counts as referred to. SEAL_SUBJECT_INVALID, OBJECT_UNKNOWN.';

create function public.seal_steps(p_subject text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(s.step, s.payload), '{}'::jsonb) from private.seal_step s where s.subject = p_subject
$$;
comment on function public.seal_steps(text) is 'The stored steps of a subject: {step: payload}.';

create function public.key_operation_begin(p_subject text, p_signed_attrs_sha256_hex text) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_attempts integer;
begin
  insert into private.key_operation as k (subject, signed_attrs_sha256_hex)
  values (p_subject, p_signed_attrs_sha256_hex)
  on conflict (subject) do update set attempts = k.attempts + 1
    where k.signed_attrs_sha256_hex = excluded.signed_attrs_sha256_hex
  returning k.attempts into v_attempts;
  if v_attempts is null then
    perform private.refuse('KEY_OPERATION_CONFLICT', 409);
  end if;
  return v_attempts;
end;
$$;
comment on function public.key_operation_begin(text, text) is
  'Announces the use of the key over these signed attributes; answers the attempt, 1 the first time. KEY_OPERATION_CONFLICT for other attributes.';

create function public.key_operation_end(p_subject text, p_signature_sha256_hex text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_known text;
begin
  select k.signature_sha256_hex into v_known from private.key_operation k where k.subject = p_subject for update;
  if not found then
    perform private.refuse('KEY_OPERATION_UNKNOWN', 404);
  end if;
  if v_known is distinct from p_signature_sha256_hex then
    if v_known is not null then
      perform private.refuse('KEY_OPERATION_CONFLICT', 409);
    end if;
    update private.key_operation k set signature_sha256_hex = p_signature_sha256_hex, ended_at = now()
     where k.subject = p_subject;
  end if;
end;
$$;
comment on function public.key_operation_end(text, text) is
  'Records the result of the key; another value for a known subject is refused. KEY_OPERATION_UNKNOWN, KEY_OPERATION_CONFLICT.';

revoke execute on all functions in schema private from public, anon;
revoke execute on function public.seal_step_put(text, text, jsonb), public.seal_steps(text),
  public.key_operation_begin(text, text), public.key_operation_end(text, text) from public, anon, authenticated;
grant execute on function public.seal_step_put(text, text, jsonb), public.seal_steps(text),
  public.key_operation_begin(text, text), public.key_operation_end(text, text) to service_role;
