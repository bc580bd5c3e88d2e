/*
 * Runs supabase/tests/*.sql (pgTAP) without containers: `node supabase/embedded/pgtap.ts [FILE …]`, against a database
 * of its own, or against `--url postgres://…` (superuser). `supabase test db` runs the same files where there are
 * containers.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { startTemporaryDatabase } from './database/temporary.ts';
import { placePostgres } from './postgres/binaries.ts';
import { installPgtap } from './sql-tests/install-pgtap.ts';
import { readTap, tapPassed, type TapResult } from './sql-tests/tap.ts';
import { StackError } from './stack-error.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The rows of a multi-statement answer, in order, first column as text. */
function firstColumns(answer: unknown): string[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((part: unknown) => {
    if (Array.isArray(part)) return firstColumns(part);
    if (part === null || typeof part !== 'object') return [];
    const [value] = Object.values(part);
    return typeof value === 'string' ? [value] : [];
  });
}

/**
 * Runs one test file as `postgres`, as `supabase test db` does. A file wraps itself in `begin … rollback`.
 *
 * @param superuserUrl - connection address; the session acts as `postgres`.
 */
export async function runSqlTest(superuserUrl: string, text: string): Promise<TapResult> {
  const sql = postgres(superuserUrl, { max: 1, onnotice: () => undefined });
  try {
    await sql
      .unsafe(`set session authorization postgres; set search_path = "$user", public, extensions`)
      .simple();
    const answer: unknown = await sql.unsafe(text).simple();
    return readTap(firstColumns(answer));
  } catch (error) {
    const failure = error as postgres.PostgresError;
    const line =
      Number(failure.position) > 0
        ? `line ${text.slice(0, Number(failure.position)).split('\n').length}: `
        : '';
    return {
      planned: null,
      passed: 0,
      failed: [`${line}${failure.message}${failure.where ? ` (${failure.where.split('\n')[0]})` : ''}`],
      lines: [],
    };
  } finally {
    await sql.end({ timeout: 2 });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--url');
  const given = at >= 0 ? args[at + 1] : undefined;
  const named = args.filter((a, i) => !a.startsWith('--') && (at < 0 || i !== at + 1));
  const folder = path.join(ROOT, 'supabase/tests');
  const files = named.length
    ? named
    : existsSync(folder)
      ? readdirSync(folder)
          .filter((f) => f.endsWith('.sql'))
          .sort()
          .map((f) => path.join(folder, f))
      : [];
  const own = given ? null : await startTemporaryDatabase({ migrated: true, root: ROOT });
  let [passed, failedFiles] = [0, 0];
  try {
    installPgtap(own?.native ?? placePostgres(ROOT).native);
    const url = given ?? own?.adminUrl ?? '';
    const admin = postgres(url, { max: 1, onnotice: () => undefined });
    await admin`create extension if not exists pgtap with schema extensions`;
    await admin.end();
    for (const file of files) {
      const result = await runSqlTest(url, readFileSync(file, 'utf8'));
      passed += result.passed;
      const good = tapPassed(result);
      if (!good) failedFiles++;
      console.log(`# ${path.relative(ROOT, path.resolve(file))}`);
      for (const line of result.lines) console.log(line);
      if (!good && !result.lines.some((l) => l.startsWith('not ok'))) {
        console.log(
          `not ok 0 - ${result.failed[0] ?? `planned ${result.planned ?? 'nothing'}, ran ${result.passed}`}`,
        );
      }
    }
  } finally {
    await own?.stop();
  }
  console.log(`# pgTAP: ${files.length} files, ${passed} tests passed, ${failedFiles} files failed`);
  return failedFiles === 0 ? 0 : 1;
}

if (import.meta.main) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      console.error(error instanceof StackError ? error.message : error);
      process.exitCode = 1;
    },
  );
}
