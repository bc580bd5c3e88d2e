import type { Hono } from 'hono';
import * as v from 'valibot';
import { zipResponse } from '../_shared/archive.ts';
import {
  COUNCIL_JA,
  isCalendarDate,
  LEDGER_JA,
  LEDGER_WORDS_JA,
  LIMITS,
  standingColumns,
  writeLedger,
  type DocumentParts,
  type LedgerRow,
  type StandingFacts,
} from '../_shared/core.ts';
import { readJson, uuidParam } from '../_shared/http.ts';
import { utf8 } from '../_shared/octets.ts';
import type { Ports } from '../_shared/ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { staffActor } from '../_shared/staff-actor.ts';

const day = v.pipe(v.string(), v.check(isCalendarDate));
const yen = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LIMITS.amountJpy));
const words = v.pipe(v.string(), v.maxLength(LIMITS.nameChars));
const querySchema = v.object({
  counterparty: v.optional(words),
  text: v.optional(words),
  from: v.optional(day),
  to: v.optional(day),
  min: v.optional(yen),
  max: v.optional(yen),
});
const periodSchema = v.object({ from: day, to: day });

interface LedgerEntry {
  readonly row: Omit<LedgerRow, 'line'>;
  readonly contract: DocumentParts;
  readonly certificate: DocumentParts | null;
  /** The list of its envelope's documents, where there are several. */
  readonly sheet: DocumentParts | null;
  /** Null where its envelope has no case. */
  readonly standing: StandingFacts | null;
}

/** The ledger: everything that a search finds in one download, and the check of a period's time-stamps. */
export function addLedgerRoutes(app: Hono, ports: Ports): void {
  app.post('/envelope/municipalities/:id/ledger/archive', async (c) => {
    const actor = await staffActor(c, ports);
    const found = await ports.rpc<readonly LedgerEntry[]>('staff_ledger_access', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_query: await readJson(c, querySchema),
    });
    const listed = new Set<string>();
    const files = found.flatMap(({ row, contract, certificate, sheet }) => {
      // Once for the envelope, beside its first document.
      const isFirst = sheet !== null && !listed.has(sheet.documentId);
      if (isFirst) listed.add(sheet.documentId);
      return [contract, ...(certificate ? [certificate] : []), ...(isFirst ? [sheet] : [])].map(
        (document) => ({
          name: nameOf(row, document.fileName),
          read: () => ports.objects.read(document.parts, document),
        }),
      );
    });
    const index = writeLedger(
      found.map(({ row }) => ({ ...row, line: 0 })),
      LEDGER_WORDS_JA,
      [
        { heading: LEDGER_JA.fileColumn, cell: (place) => fileOf(found[place]) },
        ...standingColumns(
          found.map(({ standing }) => ({ standing, concluded: true })),
          COUNCIL_JA.columns,
        ),
      ],
    );
    return zipResponse(
      LEDGER_JA.archiveName,
      [{ name: LEDGER_JA.indexName, read: () => Promise.resolve(utf8(index)) }, ...files],
      ports.now(),
    );
  });

  app.post('/envelope/municipalities/:id/timestamp-checks', async (c) => {
    const actor = await staffActor(c, ports);
    const { from, to } = await readJson(c, periodSchema);
    if (from > to) throw new Refusal('PERIOD_INVALID');
    const checkId = await ports.rpc<string>('staff_timestamp_check', {
      p_actor: actor,
      p_municipality_id: uuidParam(c, 'id', 'MUNICIPALITY_NOT_FOUND'),
      p_from: from,
      p_to: to,
    });
    ports.nudge();
    return c.json({ checkId }, 201);
  });
}

/** `取引年月日_取引先_取引金額_管理番号_…`, so that a folder alone can be searched by the three keys. */
function nameOf(row: LedgerEntry['row'], fileName: string): string {
  return [
    row.transactionOn?.replaceAll('-', ''),
    row.counterpartyName,
    row.amountJpy,
    row.managementLabel,
    fileName,
  ]
    .filter((part) => part !== null && part !== undefined && part !== '')
    .join('_');
}

function fileOf(entry: LedgerEntry | undefined): string {
  return entry === undefined ? '' : nameOf(entry.row, entry.contract.fileName);
}
