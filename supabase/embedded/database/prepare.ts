import { readFileSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';
import type { StackSecrets } from '../secrets.ts';
import { applyMigrations, readMigrations } from './migrations.ts';
import { seedOnce } from './seed.ts';

const sqlFile = (name: string): string => readFileSync(path.join(import.meta.dirname, name), 'utf8');

/** Roles, `extensions` and default privileges, as the supabase/postgres image makes them. */
export async function bootstrap(admin: postgres.Sql, ownerPassword: string): Promise<void> {
  await admin.unsafe(sqlFile('bootstrap.sql')).simple();
  // No parameters in ALTER ROLE; the password is our own base64url.
  await admin.unsafe(`alter role postgres password '${ownerPassword.replaceAll("'", "''")}'`);
}

/** What real Supabase has in auth and storage beyond lite; after lite made both. */
export async function completeSystemSchemas(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(sqlFile('system.sql')).simple();
}

/**
 * Brings the database to the state that the code expects; every step may be repeated, so that a killed start is
 * finished by the next one.
 *
 * @param steps.systemSchemas - makes auth and storage (lite).
 * @throws StackError `MIGRATION_FAILED`, `MIGRATION_GONE`, `SEED_FAILED`.
 */
export async function prepareDatabase(steps: {
  admin: postgres.Sql;
  ownerUrl: string;
  secrets: StackSecrets;
  root: string;
  log: (line: string) => void;
  systemSchemas: () => Promise<void>;
}): Promise<void> {
  const { admin, secrets, root, log } = steps;
  await bootstrap(admin, secrets.databasePassword);
  await steps.systemSchemas();
  await completeSystemSchemas(admin);
  const applied = await applyMigrations(
    steps.ownerUrl,
    readMigrations(path.join(root, 'supabase/migrations')),
  );
  if (applied.length > 0) log(`Applied ${applied.length} migration${applied.length > 1 ? 's' : ''}.`);
  if (await seedOnce(admin, secrets, path.join(root, 'supabase/seed.sql'))) log('Put the demo data in.');
}
