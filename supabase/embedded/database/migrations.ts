import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { StackError } from '../stack-error.ts';

/** One file of supabase/migrations. */
export type Migration = Readonly<{ version: string; name: string; file: string; text: string }>;

/**
 * Reads the migrations in order.
 *
 * @param folder - supabase/migrations; other file names are left alone, as the supabase CLI does.
 */
export function readMigrations(folder: string): readonly Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, version, name] = /^(\d{14})_(.*)\.sql$/.exec(file) ?? [];
      return version && name !== undefined
        ? [{ version, name, file, text: readFileSync(path.join(folder, file), 'utf8') }]
        : [];
    });
}

/** `line 12` of a Postgres error's character position; empty where it has none. */
function lineOf(text: string, error: postgres.PostgresError): string {
  const at = Number(error.position);
  return at > 0 ? `, line ${text.slice(0, at).split('\n').length}` : '';
}

/**
 * Applies what is missing, each migration with its history row in one transaction.
 *
 * @param ownerUrl - connection address of the non-superuser `postgres`.
 * @returns file names applied now.
 * @throws StackError `MIGRATION_FAILED` naming the file, `MIGRATION_GONE` where the database knows a newer history.
 */
export async function applyMigrations(
  ownerUrl: string,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  const applied: string[] = [];
  try {
    const known = new Set(
      (await sql<{ version: string }[]>`select version from supabase_migrations.schema_migrations`).map(
        (r) => r.version,
      ),
    );
    const gone = [...known].find((version) => !migrations.some((m) => m.version === version));
    if (gone) {
      throw new StackError(
        'MIGRATION_GONE',
        `The database was made by other migrations (${gone} is not here). Begin anew with --fresh, or choose another folder with --data.`,
      );
    }
    for (const migration of migrations) {
      if (known.has(migration.version)) continue;
      try {
        await sql.begin(async (tx) => {
          await tx.unsafe(migration.text).simple();
          await tx`reset all`;
          await tx`insert into supabase_migrations.schema_migrations (version, statements, name)
                   values (${migration.version}, ${[migration.text]}, ${migration.name})`;
        });
      } catch (cause) {
        const error = cause as postgres.PostgresError;
        throw new StackError(
          'MIGRATION_FAILED',
          `Migration ${migration.file}${lineOf(migration.text, error)} failed: ${error.message}`,
          { cause },
        );
      }
      applied.push(migration.file);
    }
    return applied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
