import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APPLICATION_SOURCES, APPLICATION_STATUSES } from '../../src/lib/domain/application.ts';
import {
  ACCEPTANCE_LAWS,
  caseDemands,
  caseGuarantee,
  caseLaws,
  caseScope,
  CONTRACT_KINDS,
  SCOPE_REASONS,
  STATUTORY_SHEETS,
} from '../../src/lib/domain/case.ts';
import { COUNCIL_OUTCOMES } from '../../src/lib/domain/contract-standing.ts';
import { GUARANTEE_REVIEWS } from '../../src/lib/domain/guarantee.ts';
import {
  APPLICATION_CHANNELS,
  CASE_FLAGS,
  CASE_TYPES,
  GUARANTEE_KINDS,
  readRules,
  rulesFor,
  type Rules,
} from '../../src/lib/domain/rules.ts';
import { acceptanceTextJa } from '../../src/lib/messages/acceptance.ts';
import {
  startTemporaryDatabase,
  type TemporaryDatabase,
} from '../../supabase/embedded/database/temporary.ts';

let database: TemporaryDatabase;
let sql: postgres.Sql;

beforeAll(async () => {
  const root = path.resolve(import.meta.dirname, '../..');
  database = await startTemporaryDatabase({ migrated: true, root });
  sql = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
});
afterAll(async () => {
  await sql?.end({ timeout: 2 });
  await database?.stop();
});

/** The words of a check constraint on a column, or in a function. */
async function wordsOf(source: string, from: RegExp): Promise<string[]> {
  const [row] = await sql.unsafe<{ text: string }[]>(source);
  const found = from.exec(row?.text ?? '')?.[0] ?? '';
  return [...found.matchAll(/'([a-zA-Z_]+)'(?:::text)?/g)].map((match) => match[1] ?? '');
}

const check = (table: string, column: string): string => `
  select pg_get_constraintdef(c.oid) as text from pg_constraint c
   where c.conrelid = '${table}'::regclass and c.contype = 'c' and c.conname = '${table.split('.')[1]}_${column}_check'`;

test.each([
  ['public.contract_case', 'case_type', CASE_TYPES],
  ['public.contract_case', 'flags', CASE_FLAGS],
  ['public.contract_case', 'contract_kind', CONTRACT_KINDS],
  ['public.council_vote', 'outcome', COUNCIL_OUTCOMES],
  ['public.application', 'status', APPLICATION_STATUSES],
  ['public.application', 'source', APPLICATION_SOURCES],
  ['public.electronic_method_acceptance', 'law', ACCEPTANCE_LAWS],
  ['public.document', 'sheet', STATUTORY_SHEETS],
  ['public.guarantee', 'kind', GUARANTEE_KINDS],
  ['public.guarantee', 'review', GUARANTEE_REVIEWS],
] as const)('%s.%s is the same list in SQL and TypeScript', async (table, column, list) => {
  expect(await wordsOf(check(table, column), /ARRAY\[.*\]/s)).toEqual([...list]);
});

test.each([
  ['case_scope', SCOPE_REASONS, /array_remove[\s\S]*, null\)/],
  ['case_laws', ACCEPTANCE_LAWS, /array_remove[\s\S]*, null\)/],
] as const)('%s answers the words that the screens know', async (name, list, from) => {
  const words = await wordsOf(`select prosrc as text from pg_proc where proname = '${name}'`, from);
  expect(list.filter((word) => !words.includes(word))).toEqual([]);
});

test('the kinds that rules may name are the same lists in SQL', async () => {
  const [row] = await sql<
    { text: string }[]
  >`select prosrc as text from pg_proc where proname = 'rules_valid'`;
  expect(row?.text).toContain(JSON.stringify(APPLICATION_CHANNELS).replaceAll(',', ', '));
  expect(row?.text).toContain(JSON.stringify(GUARANTEE_KINDS).replaceAll(',', ', '));
  expect(row?.text).toContain(JSON.stringify(CASE_TYPES).replaceAll(',', ', '));
});

interface SeededCase {
  readonly id: string;
  readonly noticeOn: string;
  readonly caseType: (typeof CASE_TYPES)[number];
  readonly flags: (typeof CASE_FLAGS)[number][];
  readonly electronic: boolean;
  readonly electronicBidding: boolean;
  readonly department: string;
  readonly document: Rules;
  readonly laws: string[];
  readonly scope: string[];
  readonly demands: string[];
  readonly guarantee: string[];
}

test('M3, M15, M31, L9: the demo rules are whole, and screens foresee what SQL demands of a case', async () => {
  const versions = await sql<{ id: string; effectiveOn: string; version: number; document: unknown }[]>`
    select id, effective_on::text as "effectiveOn", version, document from public.municipality_rules`;
  expect(versions).toHaveLength(4);
  for (const { document } of versions) expect(readRules(document)).toMatchObject({ ok: true });
  const cases = await sql<SeededCase[]>`
    select c.id, c.notice_on::text as "noticeOn", c.case_type as "caseType", c.flags, c.electronic,
      c.electronic_bidding as "electronicBidding", d.name as department, r.document, private.case_laws(c) as laws,
      private.case_scope(c) as scope, array(select x.id from private.case_demands(c) x) as demands,
      private.case_guarantee(c) as guarantee
    from public.contract_case c join public.department d on d.id = c.department_id
    join public.municipality_rules r on r.id = c.rules_id`;
  expect(cases.length).toBeGreaterThan(3);
  for (const entry of cases) {
    expect(caseLaws(entry)).toEqual(entry.laws);
    expect(caseScope(entry, entry.department, entry.document)).toEqual(entry.scope);
    expect(caseDemands(entry, entry.document).map(({ id }) => id)).toEqual(entry.demands);
    const read = readRules(entry.document);
    expect(read.ok && caseGuarantee(entry, read.rules)).toEqual(entry.guarantee);
  }
});

test.each(['2025-03-31', '2025-04-01', '2026-03-31', '2026-04-01'])(
  'M3: %s chooses the same version on both sides',
  async (on) => {
    const city = '10000000-0000-4000-8000-000000000001';
    const versions = await sql<{ effectiveOn: string; version: number }[]>`
      select effective_on::text as "effectiveOn", version from public.municipality_rules where municipality_id = ${city}`;
    const [chosen] = await sql<{ version: number | null }[]>`
      select (private.rules_for(${city}, ${on}::date)).version as version`;
    expect(rulesFor(versions, on)?.version ?? null).toBe(chosen?.version ?? null);
  },
);

test('L9: the 承諾 of the demo data is in the words that the form shows', async () => {
  const [row] = await sql<{ text: string; name: string; municipality: string; document: Rules }[]>`
    select a.text_shown as text, c.name, m.name as municipality, r.document
      from public.electronic_method_acceptance a join public.contract_case c on c.id = a.case_id
      join public.municipality m on m.id = a.municipality_id join public.municipality_rules r on r.id = c.rules_id`;
  expect(row?.text).toBe(
    acceptanceTextJa('construction', {
      municipalityName: row?.municipality ?? '',
      caseName: row?.name ?? '',
      method: row?.document.texts.method ?? '',
      fileFormat: row?.document.texts.fileFormat ?? '',
    }),
  );
});
