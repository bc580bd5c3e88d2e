-- What both sides saw at sending stays as it was, for every writer.

create function private.party_guard() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_status public.envelope_status;
begin
  if (old.status, new.status) not in
    (('waiting', 'waiting'), ('waiting', 'consented'), ('consented', 'consented'), ('consented', 'sealed'), ('sealed', 'sealed'))
  then
    perform private.refuse('EVENT_NOT_ALLOWED', 409, jsonb_build_object('from', old.status, 'to', new.status));
  end if;
  if (old.envelope_id, old.ord, old.kind, old.municipality_signer_id, old.company, old.title, old.principal_name, old.email)
    is distinct from
    (new.envelope_id, new.ord, new.kind, new.municipality_signer_id, new.company, new.title, new.principal_name, new.email)
  then
    select e.status into v_status from public.envelope e where e.id = old.envelope_id;
    -- An address at which nobody can be reached may be corrected as long as nobody has signed there.
    if v_status <> 'draft' and not (v_status in ('sent', 'partly_signed') and old.kind = 'contractor' and old.status = 'waiting'
      and (old.envelope_id, old.ord, old.kind, old.municipality_signer_id, old.company, old.title, old.principal_name)
        is not distinct from
        (new.envelope_id, new.ord, new.kind, new.municipality_signer_id, new.company, new.title, new.principal_name)) then
      perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
    end if;
  end if;
  return new;
end;
$$;
comment on function private.party_guard() is
  'A party goes waiting, consented, sealed and never back; who it is changes only in a draft, but for the address of a contractor who has not signed. EVENT_NOT_ALLOWED, ENVELOPE_NOT_DRAFT.';
create trigger party_guard before update on public.party for each row execute function private.party_guard();

create function private.document_guard() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  v_status public.envelope_status;
begin
  select e.status into v_status from public.envelope e where e.id = new.envelope_id;
  if tg_op = 'INSERT' then
    if new.kind = 'contract' and v_status <> 'draft' or new.kind = 'certificate' and v_status <> 'concluding' then
      perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
    end if;
  elsif v_status <> 'draft' then
    perform private.refuse('ENVELOPE_NOT_DRAFT', 409);
  end if;
  return new;
end;
$$;
comment on function private.document_guard() is
  'Contracts enter, change and leave a draft only; certificates enter while concluding and never change. ENVELOPE_NOT_DRAFT.';
create trigger document_guard before insert or update on public.document
  for each row execute function private.document_guard();

revoke execute on all functions in schema private from public, anon;
