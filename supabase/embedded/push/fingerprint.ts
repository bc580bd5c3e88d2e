import type postgres from 'postgres';

/** One line a database object: `kind name definition`. */
export type Fingerprint = readonly string[];

const SCHEMAS = ['public', 'private'];

/**
 * Describes what the migrations made: tables, columns, constraints, indexes, functions, triggers, policies, types,
 * grants, comments and buckets. Two databases with equal fingerprints behave alike for this project.
 */
export async function schemaFingerprint(sql: postgres.Sql): Promise<Fingerprint> {
  const rows = await sql<{ line: string }[]>`
    with n as (select oid, nspname from pg_namespace where nspname in ${sql(SCHEMAS)})
    select 'schema ' || nspname || ' ' || coalesce((select nspacl::text from pg_namespace p where p.oid = n.oid), '') as line from n
    union all
    select format('relation %s.%s %s rls=%s/%s acl=%s', nspname, relname, relkind, relrowsecurity, relforcerowsecurity, relacl)
      from pg_class c join n on n.oid = relnamespace where relkind in ('r', 'v', 'm', 'S', 'p')
    union all
    select format('column %s.%s.%s %s notnull=%s default=%s acl=%s', nspname, relname, attname, format_type(atttypid, atttypmod),
                  attnotnull, pg_get_expr(d.adbin, d.adrelid), attacl)
      from pg_attribute a join pg_class c on c.oid = attrelid join n on n.oid = relnamespace
      left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
     where attnum > 0 and not attisdropped and relkind in ('r', 'v', 'm', 'p')
    union all
    select format('constraint %s.%s %s', nspname, conname, pg_get_constraintdef(k.oid)) from pg_constraint k join n on n.oid = connamespace
    union all
    select format('index %s.%s %s', schemaname, indexname, indexdef) from pg_indexes where schemaname in ${sql(SCHEMAS)}
    union all
    select format('function %s %s acl=%s', p.oid::regprocedure, md5(pg_get_functiondef(p.oid)), proacl)
      from pg_proc p join n on n.oid = pronamespace where prokind in ('f', 'p')
    union all
    select format('trigger %s %s', c.oid::regclass, pg_get_triggerdef(t.oid)) from pg_trigger t join pg_class c on c.oid = tgrelid
      join n on n.oid = relnamespace where not tgisinternal
    union all
    select format('policy %s.%s %s %s %s %s using %s check %s', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
      from pg_policies where schemaname in ('public', 'private', 'storage')
    union all
    select format('enum %s.%s %s', nspname, typname, (select string_agg(enumlabel, ',' order by enumsortorder) from pg_enum where enumtypid = t.oid))
      from pg_type t join n on n.oid = typnamespace where typtype = 'e'
    union all
    select format('comment %s.%s %s', nspname, relname, md5(description)) from pg_description join pg_class c on c.oid = objoid and objsubid = 0
      join n on n.oid = relnamespace where classoid = 'pg_class'::regclass
    union all
    select format('bucket %s public=%s limit=%s', id, public, file_size_limit) from storage.buckets
    union all
    select format('migration %s', version) from supabase_migrations.schema_migrations
    order by 1`;
  return rows.map((r) => r.line);
}

/** What one database has and the other lacks; empty where they are equal. */
export function fingerprintDifference(
  left: Fingerprint,
  right: Fingerprint,
): { onlyLeft: string[]; onlyRight: string[] } {
  const [l, r] = [new Set(left), new Set(right)];
  return { onlyLeft: left.filter((x) => !r.has(x)), onlyRight: right.filter((x) => !l.has(x)) };
}
