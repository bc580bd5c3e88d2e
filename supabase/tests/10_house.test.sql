-- Rules that hold for every table and every function, whatever is added later.
begin;
select plan(11);

select is_empty($$
  select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'private') and c.relkind = 'r' and not c.relrowsecurity
$$, 'every table has row-level security');

select is_empty($$
  select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'private') and c.relkind = 'r'
     and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'O'
            and t.tgname in ('keep_delete', 'keep_truncate')) <> 2
     and c.oid not in ('private.rate_limit'::regclass, 'private.push_subscription'::regclass)
$$, 'every table but the rate limits (IP addresses, a day at most) and where browsers are told refuses delete and truncate, to its owner too');

select is_empty($$
  select g.table_schema, g.table_name, g.grantee, g.privilege_type from information_schema.role_table_grants g
   where g.table_schema in ('public', 'private') and g.grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
$$, 'no role but the owner holds a privilege on a whole table: grants name columns');

select is_empty($$
  select g.table_schema, g.table_name, g.column_name, g.grantee, g.privilege_type from information_schema.role_column_grants g
   where g.table_schema in ('public', 'private') and g.grantee in ('anon', 'authenticated', 'service_role', 'PUBLIC')
     and not (g.table_schema = 'public' and g.privilege_type = 'SELECT' and g.grantee in ('authenticated', 'service_role'))
$$, 'clients may only read, and nothing of the private schema');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('public', 'private') and has_function_privilege('anon', p.oid, 'execute')
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
$$, 'anon may execute no function');

select set_eq($$
  select p.proname::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('public', 'private') and has_function_privilege('authenticated', p.oid, 'execute')
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
$$, array['envelope_search', 'staff_desk', 'staff_case_desk', 'redacted_copy_states', 'staff_application_mails', 'contract_standing', 'seal_within_days', 'envelope_retention_read', 'retention_years', 'retention_ends', 'japan_date', 'fiscal_year', 'operation_search', 'member_list', 'ledger_search', 'ledger_rows',
    'timestamp_check_rows', 'timestamp_check_list', 'renewal_calendar', 'renewal_summary', 'service_health', 'municipality_ids', 'department_ids', 'is_admin_of', 'claims', 'claimed_user', 'fold'],
  'a signed-in client may execute search and what policies need, no act');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('public', 'private')
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
     and not coalesce(p.proconfig, '{}') && array['search_path=""']
$$, 'every function pins an empty search_path');

select is_empty($$
  select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('public', 'private') and c.relkind = 'r' and obj_description(c.oid, 'pg_class') is null
$$, 'every table says what it is');

select is_empty($$
  select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname in ('public', 'private') and obj_description(p.oid, 'pg_proc') is null
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
$$, 'every function says what it answers and refuses');

select is_empty($$
  select c.conname, c.conrelid::regclass from pg_constraint c join pg_namespace n on n.oid = c.connamespace
   where n.nspname in ('public', 'private') and c.contype = 'f' and c.confdeltype <> 'r'
$$, 'every foreign key restricts deletes');

select is_empty($$
  select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname = 'public' and c.relkind = 'r'
     and not exists (select from pg_policy p where p.polrelid = c.oid)
$$, 'every table that clients may see has a policy');

select * from finish();
rollback;
