import { isCalendarDate } from './calendar-date.ts';
import { csvText, plainCell, readCsv, type CsvCode, type CsvRecord } from './csv.ts';
import { ENVELOPE_STATUSES, type EnvelopeStatus } from './envelope.ts';
import { ok, refuse, type Result } from './result.ts';

/**
 * The columns of the ledger 契約台帳 as CSV, in the order of writing: one row for each contract document of an
 * envelope, of whatever end (declined, withdrawn, expired and paper cases keep their 管理番号).
 */
const LEDGER_COLUMNS = [
  'managementLabel',
  'certificateId',
  'documentName',
  'counterpartyName',
  'transactionOn',
  'amountJpy',
  'status',
  'sha256Hex',
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

/** Columns without which nothing can be compared. */
const NEEDED: readonly LedgerColumn[] = ['managementLabel', 'certificateId', 'status'];

/** One row of the ledger. */
export interface LedgerRow {
  /** The line of the file on which the row begins, from 1; 0 where it comes from no file. */
  readonly line: number;
  /** 管理番号, for example `令和8年度-0000015`; empty where none was allotted. */
  readonly managementLabel: string;
  /** 締結証明書ID, 32 lower-case hexadecimal digits; null where the row names none (a case on paper). */
  readonly certificateId: string | null;
  /** 文書名. */
  readonly documentName: string;
  /** 取引先. */
  readonly counterpartyName: string;
  /** 取引年月日, `YYYY-MM-DD`; null where not given. */
  readonly transactionOn: string | null;
  /** 取引金額（税込） in yen; null for a unit-price contract. */
  readonly amountJpy: number | null;
  /** 状態. */
  readonly status: EnvelopeStatus;
  /** SHA-256 of the concluded contract as delivered, 64 lower-case digits; null where there is none yet. */
  readonly sha256Hex: string | null;
}

/** The words of a ledger in one language: headings, and the states. */
export interface LedgerWords {
  readonly columns: Readonly<Record<LedgerColumn, string>>;
  readonly statuses: Readonly<Record<EnvelopeStatus, string>>;
}

/** Why a CSV is not taken as a ledger; the context has `line` and, where one is meant, `column`. */
export type LedgerCode =
  CsvCode | 'LEDGER_COLUMN_MISSING' | 'LEDGER_COLUMN_TWICE' | 'LEDGER_CELL' | 'LEDGER_STATUS';

/** A column behind those of the ledger; whoever reads the ledger passes over it. */
export interface LedgerBeside {
  readonly heading: string;
  /** @param place - of the row, from 0. */
  readonly cell: (place: number) => string;
}

/** The ledger as CSV: UTF-8 with a byte order mark, cells that a spreadsheet would run made harmless. */
export function writeLedger(
  rows: Iterable<LedgerRow>,
  words: LedgerWords,
  beside: readonly LedgerBeside[] = [],
): string {
  function* lines(): Generator<readonly string[]> {
    yield [...LEDGER_COLUMNS.map((column) => words.columns[column]), ...beside.map(({ heading }) => heading)];
    let place = 0;
    for (const row of rows) {
      const cells = LEDGER_COLUMNS.map((column) =>
        column === 'status' ? words.statuses[row.status] : String(row[column] ?? ''),
      );
      const at = place;
      yield [...cells, ...beside.map(({ cell }) => cell(at))];
      place += 1;
    }
  }
  return csvText(lines());
}

/**
 * Reads a ledger, exactly or not at all.
 *
 * Columns may come in any order and others may stand among them; their own names (`managementLabel`…) serve as
 * headings too. Dates may be written as a spreadsheet rewrites them (`2026/1/14`), amounts with commas, hashes in
 * capitals; what cannot be read as what its column holds is refused.
 *
 * @param text - as `decodeCsv` answers it.
 * @param words - the languages whose headings and states are understood.
 * @returns the rows in order, or a code with the line. Never throws.
 */
export function readLedger(
  text: string,
  words: readonly LedgerWords[],
): Result<readonly LedgerRow[], LedgerCode> {
  const read = readCsv(text);
  if (!read.ok) return read;
  const [head, ...records] = read.value;
  const places = new Map<LedgerColumn, number>();
  for (const [index, cell] of (head?.cells ?? []).entries()) {
    const name = tidy(cell);
    const column = LEDGER_COLUMNS.find(
      (one) => one === name || words.some(({ columns }) => columns[one] === name),
    );
    if (column === undefined) continue;
    if (places.has(column)) return refuse('LEDGER_COLUMN_TWICE', { column });
    places.set(column, index);
  }
  const missing = NEEDED.find((column) => !places.has(column));
  if (missing !== undefined) return refuse('LEDGER_COLUMN_MISSING', { column: missing });
  const statuses = new Map<string, EnvelopeStatus>();
  for (const status of ENVELOPE_STATUSES)
    for (const word of [status, ...words.map((one) => one.statuses[status])]) statuses.set(word, status);
  const rows: LedgerRow[] = [];
  for (const record of records) {
    const row = readRow(record, places, statuses);
    if (!row.ok) return row;
    rows.push(row.value);
  }
  return ok(rows);
}

function readRow(
  record: CsvRecord,
  places: ReadonlyMap<LedgerColumn, number>,
  statuses: ReadonlyMap<string, EnvelopeStatus>,
): Result<LedgerRow, LedgerCode> {
  const { line } = record;
  const cell = (column: LedgerColumn): string => {
    const place = places.get(column);
    return place === undefined ? '' : tidy(plainCell(record.cells[place] ?? ''));
  };
  const wrong = (column: LedgerColumn): Result<LedgerRow, LedgerCode> =>
    refuse('LEDGER_CELL', { line, column });
  const status = statuses.get(cell('status'));
  if (status === undefined) return refuse('LEDGER_STATUS', { line, column: 'status' });
  const certificateId = hexOf(cell('certificateId'), 32);
  if (certificateId === undefined) return wrong('certificateId');
  const sha256Hex = hexOf(cell('sha256Hex'), 64);
  if (sha256Hex === undefined) return wrong('sha256Hex');
  const transactionOn = dateOf(cell('transactionOn'));
  if (transactionOn === undefined) return wrong('transactionOn');
  const amountJpy = amountOf(cell('amountJpy'));
  if (amountJpy === undefined) return wrong('amountJpy');
  return ok({
    line,
    managementLabel: cell('managementLabel'),
    certificateId,
    documentName: cell('documentName'),
    counterpartyName: cell('counterpartyName'),
    transactionOn,
    amountJpy,
    status,
    sha256Hex,
  });
}

// Full-width digits and letters, as Japanese input makes them, are the same digits and letters (Unicode NFKC).
function tidy(text: string): string {
  return text.normalize('NFKC').trim();
}

function hexOf(text: string, digits: number): string | null | undefined {
  if (text === '') return null;
  const hex = text.toLowerCase();
  return hex.length === digits && /^[0-9a-f]+$/.test(hex) ? hex : undefined;
}

function dateOf(text: string): string | null | undefined {
  if (text === '') return null;
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

function amountOf(text: string): number | null | undefined {
  if (text === '') return null;
  if (!/^(\d+|\d{1,3}(,\d{3})+)$/.test(text)) return undefined;
  const amount = Number(text.replaceAll(',', ''));
  return Number.isSafeInteger(amount) ? amount : undefined;
}
