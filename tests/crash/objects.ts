import { createHash } from 'node:crypto';
import { readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';

/** What lies in the bucket, held against what the database knows. */
export interface Objects {
  /** Octets that nobody knows: no row was written before the upload. */
  readonly unknown: number;
  /** Objects that a revision, an attachment, a stored step or an unfinished upload refers to; those whose octets are gone. */
  readonly referred: number;
  readonly missing: number;
  /** Octets that nothing refers to: left by a crash, or parts of a finished upload. */
  readonly orphans: number;
  /** References to an object that the sweep has taken: what would make an orphan visible. */
  readonly visible: number;
  /** Files that were not finished when their process died. */
  readonly halves: number;
}

/** Looks at bucket and database; as the superuser, past every policy. */
export async function readObjects(adminUrl: string, dataDir: string): Promise<Objects> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    const rows = await sql<{ key: string; referred: boolean; swept: boolean }[]>`
      select o.key, o.swept_at is not null as swept,
             exists (select from private.revision_object r where r.object_key = o.key)
             or exists (select from private.upload_part p join private.upload u on u.id = p.upload_id
                         where p.object_key = o.key and u.document_id is null)
             or exists (select from private.attachment_part p where p.object_key = o.key)
             or exists (select from private.seal_step s where s.step = 'increment' and s.payload ->> 'objectKey' = o.key) as referred
        from private.stored_object o`;
    // The embedded bucket names its files by the SHA-256 of the key.
    const known = new Map(rows.map((row) => [createHash('sha256').update(row.key).digest('hex'), row]));
    const files = filesBelow(path.join(dataDir, 'storage'));
    const octets = new Set(files.filter((name) => /^[0-9a-f]{64}$/.test(name)));
    const referred = [...known].filter(([, row]) => row.referred);
    return {
      unknown: [...octets].filter((name) => !known.has(name)).length,
      referred: referred.length,
      missing: referred.filter(([name]) => !octets.has(name)).length,
      orphans: [...octets].filter((name) => known.get(name)?.referred === false).length,
      visible: referred.filter(([, row]) => row.swept).length,
      halves: files.filter((name) => name.endsWith('.new')).length,
    };
  } finally {
    await sql.end();
  }
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

/** Lets time pass for the queue: leases of a dead process run out, delays are over, and housekeeping is due. */
export async function letLeasesEnd(adminUrl: string): Promise<void> {
  await run(adminUrl, (sql) => [
    sql`update private.job set lease_until = now() - interval '1 second' where status = 'leased'`,
    sql`update private.job set run_at = now() where status = 'queued' and kind <> 'housekeeping'`,
  ]);
}

/** Lets a day and an hour pass for every stored object. */
export async function letADayPass(adminUrl: string): Promise<void> {
  await run(adminUrl, (sql) => [
    sql`update private.stored_object set created_at = created_at - interval '25 hours'`,
  ]);
}

/** Lets the time until the next housekeeping pass. */
export async function letHousekeepingBeDue(adminUrl: string): Promise<void> {
  await run(adminUrl, (sql) => [
    sql`update private.job set run_at = now() where status = 'queued' and kind = 'housekeeping'`,
  ]);
}

async function run(
  adminUrl: string,
  statements: (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>[],
): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  try {
    for (const statement of statements(sql)) await statement;
  } finally {
    await sql.end();
  }
}
