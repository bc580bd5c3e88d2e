-- Push notices (Web Push: RFC 8030, 8291, 8292). A notice accompanies a mail that is queued anyway; it never takes its place.
-- What it says is a topic without names, numbers or links that open anything by themselves.

create table private.push_subscription (
  id uuid primary key default gen_random_uuid(),
  endpoint text not null check (char_length(endpoint) between 10 and 1000),
  p256dh text not null check (p256dh ~ '^[A-Za-z0-9_-]{87}$'),
  auth text not null check (auth ~ '^[A-Za-z0-9_-]{22}$'),
  language text not null check (language in ('ja', 'easy', 'en')),
  party_id uuid,
  generation integer,
  account_id uuid references private.shelf_account (id) on delete restrict,
  application_id uuid references public.application (id) on delete restrict,
  user_id uuid,
  created_at timestamptz not null default now(),
  foreign key (party_id, generation) references private.party_link (party_id, generation) on delete restrict,
  constraint one_holder check (num_nonnulls(party_id, account_id, application_id, user_id) = 1 and (party_id is null) = (generation is null)),
  unique nulls not distinct (endpoint, party_id, generation, account_id, application_id, user_id)
);
comment on table private.push_subscription is
  'Where a browser is told that there is news, and for whom: the holder of a link of one generation, a shelf''s account, an application''s sender, or a member of staff. Not a record: a row goes when it is switched off, when the push service says that it is gone, or after 400 days.';
create index push_subscription_party on private.push_subscription (party_id);
create index push_subscription_account on private.push_subscription (account_id);
create index push_subscription_application on private.push_subscription (application_id);
create index push_subscription_user on private.push_subscription (user_id);
create index push_subscription_old on private.push_subscription (created_at);
alter table private.push_subscription enable row level security;
revoke all on private.push_subscription from public, anon, authenticated, service_role;

create function private.push_holder(p_actor jsonb, p_holder text, p_sha256_hex text) returns private.push_subscription
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_row private.push_subscription;
  v_user uuid;
begin
  if p_holder is distinct from 'staff' then
    perform private.contractor(p_actor);
  end if;
  case p_holder
    when 'staff' then
      v_user := private.staff_user(p_actor);
      -- Whoever was deactivated has nothing to be told.
      if not exists (select from public.membership m where m.user_id = v_user and m.active) then
        perform private.refuse('ROLE_MISSING', 403);
      end if;
      v_row.user_id := v_user;
    when 'link' then
      v_row.party_id := (private.link_party(p_sha256_hex)).id;
      v_row.generation := (select l.generation from private.party_link l where l.token_sha256_hex = p_sha256_hex);
    when 'shelf' then
      v_row.account_id := (private.shelf_account_of(p_sha256_hex)).id;
    when 'ticket' then
      v_row.application_id := (select a.id from public.application a where a.challenge_id = (private.ticket(p_sha256_hex)).id);
      if v_row.application_id is null then
        perform private.refuse('APPLICATION_NOT_FOUND', 404);
      end if;
    else
      perform private.refuse('REQUEST_INVALID', 400);
  end case;
  return v_row;
end;
$$;
comment on function private.push_holder(jsonb, text, text) is
  'For whom a browser is to be told: a row with the holder''s columns alone, by what was proven (link, shelf, ticket: by the hash of its token; staff: by the actor). REQUEST_INVALID, APPLICATION_NOT_FOUND, ROLE_MISSING and those of private.link_party, shelf_account_of, ticket, staff_user.';

create function private.push_same_holder(a private.push_subscription, b private.push_subscription) returns boolean
language sql immutable set search_path = '' as $$
  select (a.party_id, a.generation, a.account_id, a.application_id, a.user_id)
    is not distinct from (b.party_id, b.generation, b.account_id, b.application_id, b.user_id)
$$;
comment on function private.push_same_holder(private.push_subscription, private.push_subscription) is 'Whether two rows tell the same one.';

create function public.push_on(p_actor jsonb, p_holder text, p_sha256_hex text, p_endpoint text) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_holder private.push_subscription := private.push_holder(p_actor, p_holder, p_sha256_hex);
begin
  return exists (select from private.push_subscription s where s.endpoint = p_endpoint and private.push_same_holder(s, v_holder));
end;
$$;
comment on function public.push_on(jsonb, text, text, text) is
  'Whether this browser is told of what concerns the holder. Those of private.push_holder.';

create function public.push_subscribe(p_actor jsonb, p_holder text, p_sha256_hex text, p_subscription jsonb) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_holder private.push_subscription := private.push_holder(p_actor, p_holder, p_sha256_hex);
begin
  delete from private.push_subscription s where s.created_at < now() - interval '400 days';
  insert into private.push_subscription as s (endpoint, p256dh, auth, language, party_id, generation, account_id, application_id, user_id)
  values (p_subscription ->> 'endpoint', p_subscription ->> 'p256dh', p_subscription ->> 'auth', p_subscription ->> 'language',
    v_holder.party_id, v_holder.generation, v_holder.account_id, v_holder.application_id, v_holder.user_id)
  on conflict (endpoint, party_id, generation, account_id, application_id, user_id)
    do update set p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language, created_at = now();
  -- Ten browsers at most: whoever holds a link cannot have a notice sent to a hundred addresses.
  delete from private.push_subscription s where s.id in (
    select o.id from private.push_subscription o where private.push_same_holder(o, v_holder) order by o.created_at desc, o.id offset 10);
exception when check_violation or not_null_violation then
  perform private.refuse('REQUEST_INVALID', 400);
end;
$$;
comment on function public.push_subscribe(jsonb, text, text, jsonb) is
  'Has a browser {endpoint, p256dh, auth, language} told of what concerns the holder; again changes its keys and language. The eleventh takes the oldest one''s place. REQUEST_INVALID and those of private.push_holder.';

create function public.push_unsubscribe(p_actor jsonb, p_holder text, p_sha256_hex text, p_endpoint text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  v_holder private.push_subscription := private.push_holder(p_actor, p_holder, p_sha256_hex);
begin
  delete from private.push_subscription s where s.endpoint = p_endpoint and private.push_same_holder(s, v_holder);
end;
$$;
comment on function public.push_unsubscribe(jsonb, text, text, text) is
  'Tells this browser no more of what concerns the holder; idempotent. Those of private.push_holder.';

create function private.push_listeners(p_mail private.mail_outbox) returns setof private.push_subscription
language sql stable security definer set search_path = '' as $$
  with addressed as (
    select p.email from public.party p where p.id = p_mail.party_id
    union all select a.email from public.application a where a.id = p_mail.application_id and p_mail.user_id is null
  ), listening as (
    -- A link that was replaced tells nobody: its mail may have gone to a wrong address.
    select 1 as rank, s.* from private.push_subscription s
      join private.party_link l on l.party_id = s.party_id and l.generation = s.generation and l.revoked_at is null
     where s.party_id = p_mail.party_id
    union all
    select 2, s.* from private.push_subscription s
     where s.user_id = p_mail.user_id and exists (select from public.membership m where m.user_id = s.user_id and m.active)
    union all
    select 3, s.* from private.push_subscription s
      join private.shelf_account a on a.id = s.account_id and a.closed_at is null
      join addressed d on lower(d.email) = lower(a.email)
    union all
    select 4, s.* from private.push_subscription s where s.application_id = p_mail.application_id and p_mail.user_id is null
    union all
    -- Whoever applied is told of the envelope that goes to the application's address.
    select 5, s.* from private.push_subscription s
      join public.application a on a.id = s.application_id and a.status = 'accepted'
      join public.envelope e on e.case_id = a.case_id
      join public.party p on p.envelope_id = e.id and lower(p.email) = lower(a.email)
     where p.id = p_mail.party_id
  ), once as (
    select distinct on (l.endpoint) l.id from listening l order by l.endpoint, l.rank, l.id
  )
  select s.* from private.push_subscription s join once using (id)
$$;
comment on function private.push_listeners(private.mail_outbox) is
  'The browsers that are told of a mail, each once: those of its link, its member of staff, its address'' shelf, its application.';

create function private.push_queue() returns trigger language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.job_queue('push', format('%s:%s', new.id, s.id), jsonb_build_object('outboxId', new.id, 'subscriptionId', s.id))
    from private.push_listeners(new) s;
  return null;
end;
$$;
comment on function private.push_queue() is 'Beside each mail: a job for every browser that is to be told of it.';
create trigger push_queue after insert on private.mail_outbox for each row execute function private.push_queue();

create function public.push_notice(p_outbox_id uuid, p_subscription_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth, 'language', s.language, 'kind', m.kind,
    'linkSha256Hex', (select l.token_sha256_hex from private.party_link l where l.party_id = s.party_id and l.generation = s.generation),
    'shelf', s.account_id is not null, 'staff', s.user_id is not null, 'envelopeId', m.envelope_id,
    'caseId', (select a.case_id from public.application a where a.id = m.application_id))
    from private.mail_outbox m cross join lateral private.push_listeners(m) s
   where m.id = p_outbox_id and s.id = p_subscription_id and m.status <> 'cancelled'
     -- Yesterday's news wakes nobody; the mail is there.
     and m.created_at > now() - interval '1 day'
$$;
comment on function public.push_notice(uuid, uuid) is
  'What one browser is told beside a mail: {endpoint, p256dh, auth, language, kind, linkSha256Hex, shelf, staff, envelopeId, caseId}; null where it is not to be told (any more).';

create function public.push_gone(p_endpoint text) returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.push_subscription s where s.endpoint = p_endpoint
$$;
comment on function public.push_gone(text) is 'Forgets a browser that the push service does not know any more; idempotent.';

revoke execute on all functions in schema private from public, anon;
do $$
declare
  v_function regprocedure;
begin
  foreach v_function in array array['public.push_on(jsonb, text, text, text)', 'public.push_subscribe(jsonb, text, text, jsonb)',
    'public.push_unsubscribe(jsonb, text, text, text)', 'public.push_notice(uuid, uuid)', 'public.push_gone(text)']::regprocedure[] loop
    execute format('revoke execute on function %s from public, anon, authenticated', v_function);
    execute format('grant execute on function %s to service_role', v_function);
  end loop;
end;
$$;
