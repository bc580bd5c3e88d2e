import { conclusionJa } from '$lib/messages/conclusion.ts';
import { VERIFY_DESK_JA } from '$lib/messages/verify-desk.ts';
import { VERIFY_JA } from '$lib/messages/verify.ts';
import { conclusionOf, groupOf, type EntryGroup, type VerifyEntry } from '$lib/state/verify-entry.ts';

/** One row of the list: what is shown, sorted and searched of a file. */
export interface EntryRow {
  readonly entry: VerifyEntry;
  readonly group: EntryGroup;
  readonly result: string;
  readonly number: string;
  readonly time: string;
  readonly certificate: string;
  readonly search: string;
}

export type EntryFilter = 'all' | EntryGroup | 'alone' | 'orphan';
export type EntrySort = keyof typeof VERIFY_DESK_JA.sortBy;

const t = VERIFY_DESK_JA;
const RANK: Record<EntryGroup, number> = { bad: 0, caution: 1, pending: 2, good: 3 };

/** @param numberOf - the 管理番号 of an entry, from its certificate; empty where none is known. */
export function entryRow(entry: VerifyEntry, numberOf: (entry: VerifyEntry) => string): EntryRow {
  const { summary, matched } = entry;
  const number = numberOf(entry);
  const ids = [...(summary?.certificateIds ?? []), summary?.certificate?.certificateId ?? ''];
  return {
    entry,
    group: groupOf(entry),
    result: resultOf(entry),
    number,
    time: summary?.provenAt ?? '',
    certificate:
      summary === null
        ? ''
        : summary.certificate !== null
          ? t.isCertificate
          : matched === null
            ? t.withoutCertificate
            : t.withCertificate,
    search: [entry.name, number, ...ids].join(' ').normalize('NFKC').toLowerCase(),
  };
}

/** The row's sentence: the first of the conclusion, or how far the file is. */
function resultOf(entry: VerifyEntry): string {
  if (entry.status === 'waiting') return VERIFY_JA.waiting;
  if (entry.status === 'judging') return VERIFY_JA.judging;
  if (entry.status === 'failed') return t.failed;
  if (entry.status === 'changed') return t.changedShort;
  const [first] = conclusionOf(entry);
  return first === undefined ? '' : conclusionJa(first);
}

/** Whether a row is in a filter; `alone` and `orphan` are the files without counterpart. */
export function isIn(row: EntryRow, filter: EntryFilter): boolean {
  const { summary, matched } = row.entry;
  if (filter === 'all') return true;
  if (filter === 'alone') return summary !== null && summary.certificate === null && matched === null;
  if (filter === 'orphan') return summary?.certificate != null;
  return row.group === filter;
}

/** Rows in the wanted order; equal ones stay in the order in which they were chosen. */
export function sortedRows(rows: readonly EntryRow[], by: EntrySort): readonly EntryRow[] {
  const compare: Record<Exclude<EntrySort, 'given'>, (a: EntryRow, b: EntryRow) => number> = {
    name: (a, b) => NAMES.compare(a.entry.name, b.entry.name),
    result: (a, b) => RANK[a.group] - RANK[b.group],
    time: (a, b) => (a.time === b.time ? 0 : a.time < b.time ? 1 : -1),
    number: (a, b) => NAMES.compare(a.number, b.number),
  };
  return by === 'given' ? rows : [...rows].sort(compare[by]);
}

const NAMES = new Intl.Collator('ja', { numeric: true });
