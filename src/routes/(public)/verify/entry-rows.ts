import type { VerifyWords } from '$lib/messages/verify-words.ts';
import {
  conclusionOf,
  groupOf,
  isContract,
  type EntryGroup,
  type VerifyEntry,
} from '$lib/state/verify-entry.ts';

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
export type EntrySort = keyof VerifyWords['desk']['sortBy'];

const RANK: Record<EntryGroup, number> = { bad: 0, caution: 1, pending: 2, good: 3 };

/** @param number - the entry's 管理番号, from its certificate; empty where none is known. */
export function entryRow(entry: VerifyEntry, number: string, words: VerifyWords): EntryRow {
  const { summary, matched } = entry;
  const t = words.desk;
  const listed = summary?.sheet ? [summary.sheet, ...summary.sheet.documents] : [];
  const ids = [
    ...(summary?.certificateIds ?? []),
    summary?.certificate?.certificateId ?? '',
    ...listed.map((one) => ('sheetId' in one ? one.sheetId : one.certificateId)),
  ];
  return {
    entry,
    group: groupOf(entry),
    result: resultOf(entry, words),
    number,
    time: summary?.provenAt ?? '',
    certificate:
      summary === null
        ? ''
        : summary.sheet !== null
          ? t.isSheet
          : summary.certificate !== null
            ? t.isCertificate
            : matched === null
              ? t.withoutCertificate
              : t.withCertificate,
    search: [entry.name, number, ...ids].join(' ').normalize('NFKC').toLowerCase(),
  };
}

/** The row's sentence: the first of the conclusion, or how far the file is. */
function resultOf(entry: VerifyEntry, { page, desk, conclusion }: VerifyWords): string {
  if (entry.status === 'waiting') return page.waiting;
  if (entry.status === 'judging') return page.judging;
  if (entry.status === 'failed') return desk.failed;
  if (entry.status === 'changed') return desk.changedShort;
  const [first] = conclusionOf(entry);
  return first === undefined ? '' : conclusion(first);
}

/** Whether a row is in a filter; `alone` and `orphan` are the files without counterpart. */
export function isIn(row: EntryRow, filter: EntryFilter): boolean {
  const { summary, matched } = row.entry;
  if (filter === 'all') return true;
  if (filter === 'alone') return summary !== null && isContract(summary) && matched === null;
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
