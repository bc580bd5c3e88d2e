import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { downloadUntil } from '../../src/lib/domain/download-window.ts';
import { ENVELOPE_FIELDS } from '../../src/lib/domain/envelope-fields.ts';
import {
  AMOUNT_KINDS,
  DOCUMENT_KINDS,
  ENVELOPE_EVENTS,
  ENVELOPE_STATUSES,
  ENVELOPE_TRANSITIONS,
  MEMBERSHIP_ROLES,
  PARTY_KINDS,
  PARTY_STATUSES,
  REVISION_KINDS,
  SIGN_ORDERS,
} from '../../src/lib/domain/envelope.ts';
import { fiscalYear } from '../../src/lib/domain/fiscal-year.ts';
import { LIMITS, partCount } from '../../src/lib/domain/limits.ts';
import {
  ACTOR_KINDS,
  JOB_KINDS,
  MAIL_KINDS,
  OPERATION_EVENTS,
  SEAL_STEPS,
} from '../../src/lib/domain/operation.ts';
import { TEXT_RULES } from '../../src/lib/domain/municipality-text.ts';
import { REFUSAL_STATUS } from '../../src/lib/domain/refusal.ts';
import { OPERATOR_KINDS, signingViewSchema } from '../../src/lib/domain/signing-view.ts';
import * as v from 'valibot';
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

test.each([
  ['envelope_status', ENVELOPE_STATUSES],
  ['party_status', PARTY_STATUSES],
  ['party_kind', PARTY_KINDS],
  ['sign_order', SIGN_ORDERS],
  ['amount_kind', AMOUNT_KINDS],
  ['membership_role', MEMBERSHIP_ROLES],
  ['document_kind', DOCUMENT_KINDS],
  ['revision_kind', REVISION_KINDS],
  ['operator_kind', OPERATOR_KINDS],
  ['actor_kind', ACTOR_KINDS],
  ['operation_event', OPERATION_EVENTS],
  ['job_kind', JOB_KINDS],
  ['mail_kind', MAIL_KINDS],
  ['seal_step_name', SEAL_STEPS],
] as const)('%s is the same list in SQL and TypeScript', async (type, list) => {
  const rows = await sql`
    select e.enumlabel as label from pg_enum e join pg_type t on t.oid = e.enumtypid
      join pg_namespace n on n.oid = t.typnamespace
     where n.nspname = 'public' and t.typname = ${type} order by e.enumsortorder`;
  expect(rows.map((row) => String(row['label']))).toEqual([...list]);
});

test('every list of SQL has its twin in TypeScript', async () => {
  const rows = await sql`
    select t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where n.nspname in ('public', 'private') and t.typtype = 'e'`;
  expect(rows).toHaveLength(14);
});

test('the transition table is the same, row for row', async () => {
  const rows = await sql`
    select from_status as from, event, actor, to_status as to from private.envelope_transition`;
  const line = (row: { from: string; event: string; actor: string; to: string }): string =>
    [row.from, row.event, row.actor, row.to].join(' ');
  const inSql = (rows as unknown as Parameters<typeof line>[0][]).map(line);
  expect(inSql.sort()).toEqual(ENVELOPE_TRANSITIONS.map(line).sort());
  expect(new Set(ENVELOPE_TRANSITIONS.map((row) => row.event))).toEqual(new Set(ENVELOPE_EVENTS));
});

test('M87: the fields of own words, and what may stand in each, are the same', async () => {
  const rows = await sql`
    select field, max_chars as "maxChars", many_lines as "manyLines", links, placeholders from private.text_field`;
  const shape = (entries: readonly (readonly [string, object])[]): unknown =>
    Object.fromEntries(
      entries.map(([field, rule]) => [
        field,
        { ...rule, placeholders: [...(rule as { placeholders: string[] }).placeholders].sort() },
      ]),
    );
  expect(shape(rows.map(({ field, ...rule }) => [String(field), rule]))).toEqual(
    shape(Object.entries(TEXT_RULES)),
  );
});

test('every refusal that SQL raises is in the closed list, under the same HTTP status', async () => {
  const rows = await sql`
    select p.prosrc as source from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('public', 'private')`;
  const raised = rows.flatMap((row) => [
    ...[...String(row['source']).matchAll(/refuse\('([A-Z_]+)', (\d{3})/g)].map((m) => [m[1], Number(m[2])]),
    ...[...String(row['source']).matchAll(/errcode = 'PT(\d{3})', message = '([A-Z_]+)'/g)].map((m) => [
      m[2],
      Number(m[1]),
    ]),
  ]);
  expect(raised.length).toBeGreaterThan(80);
  const wrong = raised.filter(
    ([code, status]) => (REFUSAL_STATUS as Record<string, number>)[String(code)] !== status,
  );
  expect(wrong).toEqual([]);
});

test('what blocks sending is named by the fields of the form', async () => {
  const rows = await sql`select private.send_missing(null::public.envelope) as missing`;
  const [row] = await sql`
    select string_agg(p.prosrc, ' ') as source from pg_proc p
     where p.proname in ('content_missing', 'factor_missing')`;
  const named = [...String(row?.['source']).matchAll(/(?:\(\d+, |array_agg\()'([A-Za-z.]+)'/g)].map(
    (m) => m[1],
  );
  expect(rows).toHaveLength(1);
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((field) => !ENVELOPE_FIELDS.some((name) => name === field))).toEqual([]);
});

test.each(['2026-01-14T14:59:59Z', '2026-01-14T15:00:00Z', '2026-02-28T23:00:00Z', '2027-12-31T15:00:00Z'])(
  'the download window of %s ends at the same second',
  async (at) => {
    const [row] = await sql<{ until: Date }[]>`select private.download_until(${at}::timestamptz) as until`;
    expect(row?.until.toISOString()).toBe(downloadUntil(new Date(at)).toISOString());
  },
);

test.each(['2026-03-31', '2026-04-01', '2019-05-01', '2027-01-01'])(
  '%s is of the same fiscal year',
  async (on) => {
    const [row] = await sql<{ year: number }[]>`select private.fiscal_year(${on}::date) as year`;
    expect(row?.year).toBe(fiscalYear(on));
  },
);

/** A drafter of the demo data. */
const DRAFTER = { kind: 'staff', userId: '00000000-0000-4000-8000-000000000101', aal: 'aal2' };

test('the limits of an upload are the same', async () => {
  const begin = async (envelopeId: string, size: number): Promise<unknown> => {
    const [row] = await sql`
      select public.staff_upload_begin(${sql.json(DRAFTER)}, ${envelopeId}, 'x.pdf', ${size}, ${'0'.repeat(64)}) as begun`;
    return row?.['begun'];
  };
  const [saved] = await sql<{ id: string }[]>`
    select public.staff_envelope_save(${sql.json(DRAFTER)}, null, '{}') as id`;
  const id = saved?.id ?? '';
  expect(await begin(id, LIMITS.pdfBytes)).toMatchObject({
    partSize: LIMITS.partBytes,
    partCount: partCount(LIMITS.pdfBytes),
  });
  await expect(begin(id, LIMITS.pdfBytes + 1)).rejects.toMatchObject({
    message: 'UPLOAD_TOO_LARGE',
    code: 'PT422',
  });
});

test('a link’s view is the shape that the screen reads', async () => {
  const rolledBack = new Error('ROLLBACK');
  const view = sql.begin(async (t) => {
    const [saved] = await t<{ id: string }[]>`
      select public.staff_envelope_save(${t.json(DRAFTER)}, null, ${t.json({ title: 't', deadlineOn: '2099-12-31' })}) as id`;
    const id = saved?.id ?? '';
    await t`
      update public.envelope set status = 'sent', counterparty_name = 'c', transaction_on = '2026-01-14',
        amount_kind = 'unit_price', contract_on = '2026-01-14', fiscal_year = 2020, management_number = 1,
        management_label = 'x', sent_at = now() where id = ${id}`;
    await t`select private.turn_begin(e) from public.envelope e where e.id = ${id}`;
    await t`
      select public.link_issue(p.id, 1, ${'a'.repeat(64)}) from public.party p
       where p.envelope_id = ${id} and p.kind = 'contractor'`;
    const [row] = await t`
      select public.link_view(${'a'.repeat(64)}) || public.link_guarantee(${'a'.repeat(64)}) || jsonb_build_object('factor', public.link_factor(${'a'.repeat(64)}), 'venture', public.link_venture(${'a'.repeat(64)}), 'contractKind', public.link_contract_kind(${'a'.repeat(64)})) as view`;
    const parsed = v.safeParse(signingViewSchema, row?.['view']);
    expect(parsed.issues).toBeUndefined();
    expect(parsed.output).toMatchObject({ turn: true, signerCount: 2, status: 'sent' });
    throw rolledBack;
  });
  await expect(view).rejects.toBe(rolledBack);
});
