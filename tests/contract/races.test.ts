import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  startTemporaryDatabase,
  type TemporaryDatabase,
} from '../../supabase/embedded/database/temporary.ts';

let database: TemporaryDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await startTemporaryDatabase({
    migrated: true,
    root: path.resolve(import.meta.dirname, '../..'),
  });
  sql = postgres(database.ownerUrl, { max: 12, onnotice: () => undefined });
});
afterAll(async () => {
  await sql?.end({ timeout: 2 });
  await database?.stop();
});

const DRAFTER = { kind: 'staff', userId: '00000000-0000-4000-8000-000000000101', aal: 'aal2' };
const CONTRACTOR = { kind: 'contractor', ip: '198.51.100.7', userAgent: 'phone' };
const STAMP = '5'.repeat(64);

async function object(size: number, sha256Hex: string): Promise<string> {
  const key = `o/${crypto.randomUUID()}`;
  await sql`select public.object_put(${key}, 'wrapped', ${size}, ${sha256Hex})`;
  return key;
}

/** A complete draft with one stamped document. */
async function complete(n: number): Promise<{ envelopeId: string; documentId: string }> {
  const hash = n.toString(16).padStart(64, '0');
  const [accepted] = await sql<
    { id: string }[]
  >`select id from public.contract_case where case_number = '試験2026-001'`;
  const [saved] = await sql<{ id: string }[]>`
    select public.staff_envelope_save(${sql.json(DRAFTER)}, null, ${sql.json({
      title: 't',
      caseId: accepted?.id ?? null,
      counterpartyName: 'c',
      transactionOn: '2026-01-14',
      amountKind: 'unit_price',
      contractOn: '2026-01-14',
      deadlineOn: '2099-12-31',
      contractor: { company: 'c', principalName: 'n', email: 'keiyaku@contractor.example' },
      municipality: { signerId: '30000000-0000-4000-8000-000000000101' },
    })}) as id`;
  const envelopeId = saved?.id ?? '';
  const [begun] = await sql<{ id: string }[]>`
    select public.staff_upload_begin(${sql.json(DRAFTER)}, ${envelopeId}, 'x.pdf', 100, ${hash}) ->> 'uploadId' as id`;
  const uploadId = begun?.id ?? '';
  const objectKey = await object(100, hash);
  await sql`select public.staff_upload_part(${sql.json(DRAFTER)}, ${uploadId}, 0, 100, ${hash}, ${objectKey})`;
  const revision = { objectKey, sha256Hex: hash, length: 100, incrementLength: 100 };
  const [added] = await sql<{ id: string }[]>`
    select public.staff_document_add(${sql.json(DRAFTER)}, ${uploadId}, ${sql.json({
      name: 'x.pdf',
      pageCount: 1,
      repaired: false,
      certificateId: hash.slice(32),
      revisions: [
        { ...revision, kind: 'uploaded' },
        { ...revision, kind: 'base' },
      ],
    })}) as id`;
  const documentId = added?.id ?? '';
  const stamp = {
    kind: 'stamp',
    objectKey: await object(10, STAMP),
    sha256Hex: STAMP,
    length: 110,
    incrementLength: 10,
  };
  await sql`select public.revision_add(${documentId}, ${sql.json(stamp)})`;
  return { envelopeId, documentId };
}

/** A sent envelope whose contractor has nothing left but the button. */
async function readyToSign(
  n: number,
): Promise<{ envelopeId: string; token: string; consent: () => Promise<string> }> {
  const { envelopeId, documentId } = await complete(n);
  const token = n.toString(16).padStart(64, 'a');
  await sql`select public.staff_envelope_send(${sql.json(DRAFTER)}, ${envelopeId})`;
  await sql`
    select public.link_issue(p.id, 1, ${token}) from public.party p
     where p.envelope_id = ${envelopeId} and p.kind = 'contractor'`;
  await sql`select public.link_open(${token}, ${sql.json(CONTRACTOR)})`;
  await sql`
    select public.link_progress(${token}, ${sql.json(CONTRACTOR)}, ${sql.json({
      openedDocumentIds: [documentId],
      noteRead: true,
      principalConfirmed: true,
    })})`;
  const consent = async (): Promise<string> => {
    const [row] = await sql<{ status: string }[]>`
      select public.link_consent(${token}, ${sql.json(CONTRACTOR)}, ${sql.json([{ documentId, sha256Hex: STAMP }])},
        '{"kind": "principal"}') ->> 'status' as status`;
    return row?.status ?? '';
  };
  return { envelopeId, token, consent };
}

const codeOf = (error: unknown): string => (error as Error).message;

test('numbers have no gaps and no doubles under concurrency, and a rollback gives its number back', async () => {
  const [row] = await sql<{ id: string }[]>`select id from public.municipality order by code limit 1`;
  const municipality = row?.id ?? '';
  const allot = (fail: boolean): Promise<number | null> =>
    sql
      .begin(async (t): Promise<number> => {
        const [allotted] = await t<
          { n: number }[]
        >`select private.management_allot(${municipality}, 2031) as n`;
        if (fail) throw new Error('ROLLBACK');
        return allotted?.n ?? 0;
      })
      .catch(() => null);
  const numbers = await Promise.all(Array.from({ length: 40 }, (_, i) => allot(i % 4 === 3)));
  const kept = numbers.filter((n) => n !== null).sort((a, b) => a - b);
  expect(kept).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
});

test('a job goes to one worker, however many ask at once', async () => {
  await sql`
    select private.job_queue('mail', 'contract-test-' || n, jsonb_build_object('outboxId', n)) from generate_series(1, 30) n`;
  const claimed = await Promise.all(
    Array.from(
      { length: 8 },
      (_, worker) => sql`select j ->> 'id' as id from public.job_claim(${`w${worker}`}, 60, 6) j`,
    ),
  );
  const ids = claimed.flatMap((rows) => rows.map((row) => String(row['id'])));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(30);
});

test('envelopes sent at the same moment get consecutive numbers, each once', async () => {
  const drafts = [];
  for (let n = 1; n <= 8; n += 1) drafts.push(await complete(n));
  // Each is sent twice, as an impatient finger does.
  const labels = await Promise.all(
    [...drafts, ...drafts].map(async ({ envelopeId }) => {
      const [row] = await sql<{ label: string }[]>`
        select public.staff_envelope_send(${sql.json(DRAFTER)}, ${envelopeId}) ->> 'managementLabel' as label`;
      return Number(row?.label.slice(-7));
    }),
  );
  const numbers = [...new Set(labels)].sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, i) => (numbers[0] ?? 0) + i));
});

test('a double tap consents once and queues one seal', async () => {
  const { envelopeId, consent } = await readyToSign(100);
  expect(await Promise.all([consent(), consent(), consent(), consent()])).toEqual(Array(4).fill('consented'));
  const [row] = await sql<{ consents: number; jobs: number }[]>`
    select (select count(*)::int from public.consent where envelope_id = ${envelopeId}) as consents,
      (select count(*)::int from private.job j join public.party p on j.subject = p.id::text
        where p.envelope_id = ${envelopeId} and j.kind = 'seal_party') as jobs`;
  expect(row).toEqual({ consents: 1, jobs: 1 });
});

test('of a consent and a withdrawal at the same moment exactly one wins', async () => {
  for (let n = 200; n < 206; n += 1) {
    const { envelopeId, consent } = await readyToSign(n);
    const withdraw = async (): Promise<string> => {
      await sql`select public.staff_envelope_withdraw(${sql.json(DRAFTER)}, ${envelopeId}, 'x')`;
      return 'withdrawn';
    };
    const order = n % 2 === 0 ? [consent(), withdraw()] : [withdraw(), consent()];
    const answers = (await Promise.all(order.map((act) => act.catch(codeOf)))).sort();
    expect([
      ['SEALING_IN_PROGRESS', 'consented'],
      ['ENVELOPE_CLOSED', 'withdrawn'],
    ]).toContainEqual(answers);
  }
});

test('a link that is replaced while its consent waits for the lock no longer consents', async () => {
  const { envelopeId, token, consent } = await readyToSign(300);
  const acts = [
    consent,
    () => sql`select public.link_open(${token}, ${sql.json(CONTRACTOR)})`,
    () => sql`select public.link_progress(${token}, ${sql.json(CONTRACTOR)}, '{"noteRead": true}')`,
    () => sql`select public.link_decline(${token}, ${sql.json(CONTRACTOR)}, 'x')`,
  ];
  let waiting: Promise<unknown>[] = [];
  await sql.begin(async (t) => {
    const [party] = await t<{ id: string }[]>`
      select p.id from public.party p where p.envelope_id = ${envelopeId} and p.kind = 'contractor'`;
    await t`select public.staff_link_resend(${sql.json(DRAFTER)}, ${party?.id ?? ''})`;
    waiting = acts.map(async (act) => act().catch(codeOf));
    // The resend commits once all of them stand before its lock.
    for (;;) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`;
      if (row?.n === acts.length) break;
    }
  });
  expect(await Promise.all(waiting)).toEqual(acts.map(() => 'LINK_REPLACED'));
});
