import type { EnvelopeStatus } from './envelope.ts';
import type { LedgerColumn, LedgerRow } from './ledger.ts';

/** What is known of a verified file for the comparison with a ledger. */
export interface LedgerFile {
  /** How the caller names the file. */
  readonly key: string;
  /** 締結証明書ID on its pages. */
  readonly certificateIds: readonly string[];
  /** SHA-256 of the file and of each of its signed revisions: a later time-stamp leaves the delivered bytes a prefix. */
  readonly sha256Hexes: readonly string[];
  /** What its own certificate of conclusion records, where that is sound and its bytes match; else null. */
  readonly certified: Readonly<
    Pick<LedgerRow, 'managementLabel' | 'documentName' | 'counterpartyName' | 'transactionOn' | 'amountJpy'>
  > | null;
}

/**
 * What became of a row:
 * `found` by ID and hash · `found_by_id` where the row has no hash · `content_differs`: the ID is there, the bytes are
 * others · `not_found`: concluded, and no file · `number_unused`: declined, withdrawn, expired or on paper, so no file
 * is due · `in_progress`: not concluded yet · `file_not_due`: a file is there although nothing was concluded ·
 * `row_twice`: an earlier row names the same document.
 */
export type RowOutcome =
  | 'found'
  | 'found_by_id'
  | 'content_differs'
  | 'not_found'
  | 'number_unused'
  | 'in_progress'
  | 'file_not_due'
  | 'row_twice';

/** One row of the ledger and what was found for it. */
export interface ReconciledRow {
  readonly row: LedgerRow;
  readonly outcome: RowOutcome;
  /** Keys of the files that are the row's document. */
  readonly files: readonly string[];
  /** Columns in which the certificate of conclusion says otherwise. */
  readonly differs: readonly LedgerColumn[];
}

/** Numbers of one sequence, both ends counted, of which no row tells anything: 所在不明. */
export interface NumberGap {
  /** What stands before the number, for example `令和8年度-`. */
  readonly prefix: string;
  readonly from: number;
  readonly to: number;
  /** How many digits the sequence writes. */
  readonly digits: number;
}

export interface Reconciliation {
  readonly rows: readonly ReconciledRow[];
  /** Keys of files that no row names. */
  readonly filesWithoutRow: readonly string[];
  /** Numbers between the smallest and the largest that are known; what lies before or behind cannot be known. */
  readonly gaps: readonly NumberGap[];
}

const ENDED: readonly EnvelopeStatus[] = ['declined', 'withdrawn', 'expired', 'switched_to_paper'];

/**
 * Compares a ledger with the files that were verified: rows without file, files without row, other bytes, other data,
 * and gaps in the 管理番号.
 *
 * @param rows - as `readLedger` answers them.
 * @param files - contracts only, no certificates of conclusion.
 */
export function reconcile(rows: readonly LedgerRow[], files: readonly LedgerFile[]): Reconciliation {
  const byId = grouped(files, ({ certificateIds }) => certificateIds);
  const byHash = grouped(files, ({ sha256Hexes }) => sha256Hexes);
  const seen = new Set<string>();
  const placed = new Set<string>();
  const reconciled = rows.map((row): ReconciledRow => {
    const identity = row.certificateId ?? row.sha256Hex;
    if (identity !== null && seen.has(identity)) return { row, outcome: 'row_twice', files: [], differs: [] };
    if (identity !== null) seen.add(identity);
    const named = (row.certificateId === null ? undefined : byId.get(row.certificateId)) ?? [];
    const equal = (row.sha256Hex === null ? undefined : byHash.get(row.sha256Hex)) ?? [];
    const own = [...new Set([...equal, ...named])];
    for (const { key } of own) placed.add(key);
    return {
      row,
      outcome: outcomeOf(row, named, equal),
      files: own.map(({ key }) => key),
      differs: differences(row, equal.length > 0 ? equal : named),
    };
  });
  return {
    rows: reconciled,
    filesWithoutRow: files.filter(({ key }) => !placed.has(key)).map(({ key }) => key),
    gaps: gapsOf([
      ...rows.map(({ managementLabel }) => managementLabel),
      ...files.flatMap(({ certified }) => certified?.managementLabel ?? []),
    ]),
  };
}

function outcomeOf(row: LedgerRow, named: readonly LedgerFile[], equal: readonly LedgerFile[]): RowOutcome {
  const isThere = named.length > 0 || equal.length > 0;
  if (row.status !== 'concluded') {
    if (isThere) return 'file_not_due';
    return ENDED.includes(row.status) ? 'number_unused' : 'in_progress';
  }
  if (!isThere) return 'not_found';
  // Another copy that bears the ID and has other bytes is not hidden by a good one: the file's own verdict tells of it.
  if (equal.length > 0) return 'found';
  return row.sha256Hex === null ? 'found_by_id' : 'content_differs';
}

function differences(row: LedgerRow, files: readonly LedgerFile[]): readonly LedgerColumn[] {
  const differs = new Set<LedgerColumn>();
  for (const { certified, certificateIds } of files) {
    if (
      row.certificateId !== null &&
      certificateIds.length > 0 &&
      !certificateIds.includes(row.certificateId)
    )
      differs.add('certificateId');
    if (certified === null) continue;
    const said = {
      managementLabel: row.managementLabel === '' ? null : row.managementLabel,
      documentName: row.documentName === '' ? null : row.documentName,
      counterpartyName: row.counterpartyName === '' ? null : row.counterpartyName,
      transactionOn: row.transactionOn,
      amountJpy: row.amountJpy,
    };
    for (const column of Object.keys(said) as (keyof typeof said)[])
      if (said[column] !== null && said[column] !== plain(certified[column])) differs.add(column);
  }
  return [...differs];
}

// The ledger's reader evens out widths; what it is compared with must be evened out alike.
function plain(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.normalize('NFKC').trim() : value;
}

function grouped(
  files: readonly LedgerFile[],
  keysOf: (file: LedgerFile) => readonly string[],
): ReadonlyMap<string, readonly LedgerFile[]> {
  const groups = new Map<string, LedgerFile[]>();
  for (const file of files)
    for (const key of new Set(keysOf(file))) {
      const group = groups.get(key);
      if (group) group.push(file);
      else groups.set(key, [file]);
    }
  return groups;
}

// Ranges, never single numbers: two rows that lie a million numbers apart make one entry.
function gapsOf(labels: readonly string[]): readonly NumberGap[] {
  const sequences = new Map<string, { digits: number; numbers: Set<number> }>();
  for (const label of labels) {
    const [, prefix = '', digits = ''] = /^(.*?)(\d{1,15})$/s.exec(label.normalize('NFKC').trim()) ?? [];
    if (digits === '') continue;
    const sequence = sequences.get(prefix) ?? { digits: digits.length, numbers: new Set<number>() };
    sequence.digits = Math.min(sequence.digits, digits.length);
    sequence.numbers.add(Number(digits));
    sequences.set(prefix, sequence);
  }
  const gaps: NumberGap[] = [];
  for (const [prefix, { digits, numbers }] of [...sequences].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ordered = [...numbers].sort((a, b) => a - b);
    for (const [index, number] of ordered.entries()) {
      const before = ordered[index - 1];
      if (before !== undefined && number - before > 1)
        gaps.push({ prefix, from: before + 1, to: number - 1, digits });
    }
  }
  return gaps;
}
