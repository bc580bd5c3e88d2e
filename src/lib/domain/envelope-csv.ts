import { isCalendarDate } from './calendar-date.ts';
import type { ContractKind } from './case.ts';
import { plainCell, readCsvTable, type CsvCode } from './csv.ts';
import { LIMITS } from './limits.ts';
import { ok, type Result } from './result.ts';

/** Rows of one batch, at most (SQL repeats it). */
export const BATCH_ROWS = 1000;

/** What becomes of a batch's rows. Equal to the check of SQL `envelope_batch.mode`. */
export const BATCH_MODES = ['draft', 'submit', 'send'] as const;
export type BatchMode = (typeof BATCH_MODES)[number];

/** Columns of a CSV of envelopes, in the order of the sample; every other column is passed over. */
export const ENVELOPE_COLUMNS = {
  案件番号: 'caseNumber',
  テンプレート: 'template',
  封筒名: 'title',
  契約締結日: 'contractOn',
  契約金額: 'amount',
  契約区分: 'contractKind',
  署名期限: 'deadlineOn',
  名義人: 'signer',
  文書ファイル: 'files',
  建設リサイクル法の書面: 'recycling',
  建築士法の書面: 'architect',
} as const;
export type EnvelopeColumn = (typeof ENVELOPE_COLUMNS)[keyof typeof ENVELOPE_COLUMNS];
const NEEDED: readonly EnvelopeColumn[] = ['caseNumber', 'contractOn', 'files'];

const KINDS: Readonly<Record<string, ContractKind>> = {
  本契約: 'final',
  仮契約: 'provisional',
  変更契約: 'change',
};
const UNIT_PRICE = /^(単価契約|単価|金額の記載なし)$/;

/** What is wrong with one row, by column. */
export type BatchFaultCode =
  | 'REQUIRED'
  | 'TOO_LONG'
  | 'NOT_A_DATE'
  | 'NOT_AN_AMOUNT'
  | 'NOT_AN_OPTION'
  | 'CASE_UNKNOWN'
  | 'CASE_TWICE'
  | 'CASE_HAS_NO_APPLICATION'
  | 'TEMPLATE_UNKNOWN'
  | 'KIND_DIFFERS'
  | 'SIGNER_UNKNOWN'
  | 'FILE_UNKNOWN'
  | 'FILE_AMBIGUOUS'
  | 'FILE_TWICE'
  | 'FILE_TOO_LARGE'
  | 'FILE_EMPTY'
  | 'FILES_TOO_MANY';

/** A fault with the physical line, and what it is about where a name helps (a file, a template). */
export interface BatchFault {
  readonly line: number;
  readonly column: EnvelopeColumn;
  readonly code: BatchFaultCode;
  readonly about?: string;
}

/** One row as it was written: texts in NFKC where they name something; null where a cell is empty. */
export interface EnvelopeCsvRow {
  readonly line: number;
  readonly caseNumber: string;
  readonly template: string | null;
  readonly title: string | null;
  readonly contractOn: string;
  /** Whole yen; `unit_price` where the row says so. */
  readonly amount: number | 'unit_price' | null;
  readonly contractKind: ContractKind | null;
  readonly deadlineOn: string | null;
  readonly signer: string | null;
  readonly files: readonly string[];
  readonly recycling: string | null;
  readonly architect: string | null;
}

/** The rows that can be read, and every fault of those that cannot. */
export interface EnvelopeCsv {
  readonly rows: readonly EnvelopeCsvRow[];
  readonly faults: readonly BatchFault[];
}

// 2026/5/1 and 2026-05-01 are the same date.
function dateOf(text: string): string {
  const match = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$/.exec(text.normalize('NFKC'));
  if (match === null) return text;
  return [match[1] ?? '', (match[2] ?? '').padStart(2, '0'), (match[3] ?? '').padStart(2, '0')].join('-');
}

/**
 * Reads a CSV of envelopes: UTF-8 (with or without a byte order mark) or Shift_JIS, headings in the first record.
 *
 * @returns a code where the file as a whole cannot be read; else the rows, and all faults of the faulty ones at once.
 *   Whether what a row names exists is not asked here. Hostile octets do not throw.
 */
export function readEnvelopeCsv(
  bytes: Uint8Array,
): Result<EnvelopeCsv, CsvCode | 'CSV_COLUMN_MISSING' | 'CSV_ROWS'> {
  const table = readCsvTable(bytes, ENVELOPE_COLUMNS, NEEDED, BATCH_ROWS);
  if (!table.ok) return table;
  const { columns, rows: body } = table.value;

  const faults: BatchFault[] = [];
  const rows: EnvelopeCsvRow[] = [];
  const firstLine = new Map<string, number>();
  for (const { line, cells } of body) {
    const before = faults.length;
    const fault = (column: EnvelopeColumn, code: BatchFaultCode, about?: string): void => {
      faults.push({ line, column, code, ...(about === undefined ? {} : { about }) });
    };
    const cell = (column: EnvelopeColumn, max: number = LIMITS.titleChars): string | null => {
      const at = columns.indexOf(column);
      const value = at < 0 ? '' : plainCell(cells[at] ?? '').trim();
      if ([...value].length > max) fault(column, 'TOO_LONG');
      return value === '' ? null : value;
    };
    const date = (column: EnvelopeColumn): string | null => {
      const value = cell(column);
      if (value === null) return null;
      const read = dateOf(value);
      if (!isCalendarDate(read)) fault(column, 'NOT_A_DATE');
      return read;
    };

    const caseNumber = cell('caseNumber', 100)?.normalize('NFKC') ?? '';
    if (caseNumber === '') fault('caseNumber', 'REQUIRED');
    // Two envelopes of one case in one file are a slip far more often than a wish.
    const earlier = firstLine.get(caseNumber);
    if (earlier === undefined) firstLine.set(caseNumber, line);
    else if (caseNumber !== '') fault('caseNumber', 'CASE_TWICE', String(earlier));

    const contractOn = date('contractOn');
    if (contractOn === null) fault('contractOn', 'REQUIRED');
    const kindText =
      cell('contractKind')
        ?.normalize('NFKC')
        .replace(/\(.*\)$/, '') ?? null;
    const contractKind = kindText === null ? null : (KINDS[kindText] ?? null);
    if (kindText !== null && contractKind === null) fault('contractKind', 'NOT_AN_OPTION');
    const amountText =
      cell('amount')
        ?.normalize('NFKC')
        .replace(/[,円¥\\]/g, '') ?? null;
    let amount: EnvelopeCsvRow['amount'] = null;
    if (amountText !== null && UNIT_PRICE.test(amountText)) amount = 'unit_price';
    else if (amountText !== null && /^\d{1,13}$/.test(amountText)) amount = Number(amountText);
    else if (amountText !== null) fault('amount', 'NOT_AN_AMOUNT');

    // No file system lets a name hold these, so that they can part names.
    const files = (cell('files', 3000) ?? '')
      .split(/[|｜\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const named = {
      recycling: cell('recycling', LIMITS.documentNameChars),
      architect: cell('architect', LIMITS.documentNameChars),
    };
    const all = [...files, named.recycling, named.architect].filter((name) => name !== null);
    if (files.length === 0) fault('files', 'REQUIRED');
    if (all.length > LIMITS.documents) fault('files', 'FILES_TOO_MANY');
    if (files.some((name) => [...name].length > LIMITS.documentNameChars)) fault('files', 'TOO_LONG');
    const twice = all.find((name, at) => all.indexOf(name) !== at);
    if (twice !== undefined) fault('files', 'FILE_TWICE', twice);

    const row: EnvelopeCsvRow = {
      line,
      caseNumber,
      template: cell('template'),
      title: cell('title'),
      contractOn: contractOn ?? '',
      amount,
      contractKind,
      deadlineOn: date('deadlineOn'),
      signer: cell('signer'),
      files,
      ...named,
    };
    if (faults.length === before) rows.push(row);
  }
  return ok({ rows, faults });
}

/** How many rows a CSV holds, faulty ones too. */
export function countRows({ rows, faults }: EnvelopeCsv): number {
  return new Set([...rows, ...faults].map(({ line }) => line)).size;
}
