-- A draft is made once: whoever asks again because the answer was lost gets the same one.

create table private.draft_key (
  user_id uuid not null,
  key uuid not null,
  envelope_id uuid not null references public.envelope (id) on delete restrict,
  primary key (user_id, key)
);
comment on table private.draft_key is 'Which draft a member''s own key has made.';
create index draft_key_envelope on private.draft_key (envelope_id);
select private.keep('private.draft_key', true);

create function public.staff_envelope_draft(p_actor jsonb, p_key uuid, p_fields jsonb) returns uuid
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_user uuid := private.staff_user(p_actor);
  v_known uuid;
  v_id uuid;
begin
  -- Two calls with one key queue up here, so that the second finds what the first has made.
  perform pg_advisory_xact_lock(hashtextextended(v_user::text || p_key::text, 0));
  select k.envelope_id into v_known from private.draft_key k where k.user_id = v_user and k.key = p_key;
  v_id := public.staff_envelope_save(p_actor, v_known, p_fields);
  if v_known is null then
    insert into private.draft_key (user_id, key, envelope_id) values (v_user, p_key, v_id);
  end if;
  return v_id;
end;
$$;
comment on function public.staff_envelope_draft(jsonb, uuid, jsonb) is
  'Makes a draft under a key of the caller''s choice; with the same key again it changes that draft. Those of staff_envelope_save.';
revoke execute on function public.staff_envelope_draft(jsonb, uuid, jsonb) from public, anon, authenticated;
grant execute on function public.staff_envelope_draft(jsonb, uuid, jsonb) to service_role;
