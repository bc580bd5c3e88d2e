/*
 * Proves with the real supabase CLI that `supabase/` is an ordinary Supabase project: `db push` applies the migrations
 * to a database with nothing but what a new project has, the result equals what the embedded stack applies, and the
 * generated types are fresh. `node supabase/embedded/push-check.ts` rewrites src/lib/data/database.types.ts;
 * `--check` (CI) fails where it is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { startTemporaryDatabase } from './database/temporary.ts';
import { fingerprintDifference, schemaFingerprint, type Fingerprint } from './push/fingerprint.ts';
import { openSupabaseCli } from './push/supabase-cli.ts';
import { StackError } from './stack-error.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const TYPES = path.join(ROOT, 'src/lib/data/database.types.ts');

async function fingerprintOf(adminUrl: string): Promise<Fingerprint> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    return await schemaFingerprint(sql);
  } finally {
    await sql.end();
  }
}

/** Pushes to a fresh database; answers its fingerprint and the types of `public`. */
async function push(): Promise<{ fingerprint: Fingerprint; types: string }> {
  const database = await startTemporaryDatabase({ migrated: false, root: ROOT });
  const cli = openSupabaseCli(ROOT);
  try {
    const remote = `--remote=${database.ownerUrl}?sslmode=disable`;
    await cli.run('db', 'push', remote, '--yes');
    const types = await cli.run('gen', 'types', '--lang=typescript', '--schema', 'public', remote);
    return { fingerprint: await fingerprintOf(database.adminUrl), types: `${types.trim()}\n` };
  } finally {
    cli.close();
    await database.stop();
  }
}

async function embedded(): Promise<Fingerprint> {
  const database = await startTemporaryDatabase({ migrated: true, root: ROOT });
  try {
    return await fingerprintOf(database.adminUrl);
  } finally {
    await database.stop();
  }
}

async function main(check: boolean): Promise<number> {
  const pushed = await push();
  const { onlyLeft, onlyRight } = fingerprintDifference(pushed.fingerprint, await embedded());
  for (const line of onlyLeft) console.log(`only after db push:       ${line}`);
  for (const line of onlyRight) console.log(`only in the embedded one: ${line}`);
  const equal = onlyLeft.length + onlyRight.length === 0;
  console.log(
    equal
      ? `db push and the embedded stack agree on ${pushed.fingerprint.length} objects`
      : 'db push and the embedded stack differ',
  );

  const fresh = existsSync(TYPES) && readFileSync(TYPES, 'utf8') === pushed.types;
  if (!fresh && !check) writeFileSync(TYPES, pushed.types);
  const stale = check && !fresh;
  console.log(
    stale
      ? 'database.types.ts is stale: run "node supabase/embedded/push-check.ts"'
      : fresh
        ? 'database.types.ts is fresh'
        : 'database.types.ts was written',
  );
  return equal && !stale ? 0 : 1;
}

main(process.argv.includes('--check')).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof StackError || error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
