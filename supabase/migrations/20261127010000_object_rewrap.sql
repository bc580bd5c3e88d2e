-- The key that wraps every object's identity may be replaced without touching an object.

alter table private.stored_object
  add column recipients_sha256_hex text check (recipients_sha256_hex ~ '^[0-9a-f]{64}$');
comment on column private.stored_object.recipients_sha256_hex is
  'SHA-256 of the sorted list of recipients that the identity was last wrapped anew to; null while it is as it was at the upload.';

create function public.object_rewrap_subject(p_recipients_sha256_hex text, p_limit integer)
returns jsonb language sql stable security definer set search_path = '' as $$
  with waiting as (
    select o.key, o.wrapped_identity, o.created_at from private.stored_object o
     where o.swept_at is null and o.recipients_sha256_hex is distinct from p_recipients_sha256_hex
  ), batch as (
    select * from waiting order by created_at, key limit least(greatest(p_limit, 1), 1000)
  )
  select jsonb_build_object(
    'left', (select count(*) from waiting),
    'objects', coalesce((select jsonb_agg(jsonb_build_object('key', b.key, 'wrappedIdentity', b.wrapped_identity)
      order by b.created_at, b.key) from batch b), '[]'))
$$;
comment on function public.object_rewrap_subject(text, integer) is
  'Objects whose identity is not yet wrapped to the recipients of this name, oldest first: {left, objects: [{key, wrappedIdentity}]}.';

create function public.object_rewrap(
  p_key text, p_former text, p_wrapped_identity text, p_recipients_sha256_hex text)
returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  update private.stored_object o
     set wrapped_identity = p_wrapped_identity, recipients_sha256_hex = p_recipients_sha256_hex
   where o.key = p_key and o.wrapped_identity = p_former;
  -- Another call was faster: what stands there is as good.
  if not found and not exists (
    select from private.stored_object o where o.key = p_key and o.recipients_sha256_hex = p_recipients_sha256_hex)
  then
    perform private.refuse('OBJECT_CONFLICT', 409);
  end if;
exception when check_violation then
  perform private.refuse('REQUEST_INVALID', 400);
end;
$$;
comment on function public.object_rewrap(text, text, text, text) is
  'Replaces the wrapped identity of one object where it is still the former one; idempotent. OBJECT_CONFLICT, REQUEST_INVALID.';

revoke execute on function public.object_rewrap_subject(text, integer), public.object_rewrap(text, text, text, text)
  from public, anon, authenticated;
grant execute on function public.object_rewrap_subject(text, integer), public.object_rewrap(text, text, text, text)
  to service_role;
