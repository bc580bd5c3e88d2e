import { ok, refuse, type Result } from './result.ts';

/** Why a CSV is not read. `line` in the context is the physical line, from 1. */
export type CsvCode =
  | 'CSV_TOO_LARGE'
  | 'CSV_ENCODING'
  | 'CSV_CONTROL'
  | 'CSV_QUOTE'
  | 'CSV_LINE_END'
  | 'CSV_COLUMNS'
  | 'CSV_EMPTY';

/** What is read at most: a ledger of this many rows is that of a large city over a decade. */
export const CSV_LIMITS = { bytes: 64 * 1024 * 1024, rows: 200_000, columns: 200 } as const;

/** One record and the physical line on which it begins, from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

const BYTE_ORDER_MARK = '\uFEFF';

// What a spreadsheet takes as a formula, in half and full width, and the marks with which it can be led up to.
// Source: OWASP "CSV Injection".
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NEUTRALISED = /^'+[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * Decodes the octets of a CSV: UTF-8 with or without a byte order mark, else Shift_JIS as Windows writes it (CP932).
 *
 * @returns CSV_TOO_LARGE over `CSV_LIMITS.bytes`; CSV_ENCODING where it is neither (UTF-16, a spreadsheet's own file).
 *   Source: WHATWG Encoding, "shift_jis" (which is Windows-31J).
 */
export function decodeCsv(bytes: Uint8Array): Result<string, CsvCode> {
  if (bytes.length > CSV_LIMITS.bytes) return refuse('CSV_TOO_LARGE');
  for (const label of ['utf-8', 'shift_jis']) {
    try {
      return ok(new TextDecoder(label, { fatal: true }).decode(bytes));
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause;
    }
  }
  return refuse('CSV_ENCODING');
}

/**
 * Reads a CSV exactly or not at all. A library that repairs what it reads would let a ledger say two things; the
 * grammar is small enough to be kept here, strictly.
 *
 * Lines end with CRLF or LF; a CR alone is refused, as is any other control character, a quote inside a bare cell,
 * text behind a closing quote, an unclosed quote, and a record with another number of cells than the first. Records
 * of nothing but empty cells are left out.
 *
 * @returns the records in order; the codes of `CsvCode` with the line. Never throws. Source: RFC 4180 §2.
 */
export function readCsv(text: string): Result<readonly CsvRecord[], CsvCode> {
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const records: CsvRecord[] = [];
  let width = 0;
  let line = 1;
  let at = 0;
  while (at < source.length) {
    const first = line;
    const cells: string[] = [];
    for (;;) {
      const cell = source[at] === '"' ? quotedCell(source, at) : bareCell(source, at);
      if (!cell.ok) return refuse(cell.code, { line: line + linesIn(source.slice(at, cell.at)) });
      // Only a quoted cell may hold a line end.
      if (source[at] === '"') line += linesIn(source.slice(at, cell.end));
      cells.push(cell.value);
      at = cell.end;
      if (cells.length > CSV_LIMITS.columns) return refuse('CSV_TOO_LARGE', { line });
      if (source[at] !== ',') break;
      at++;
    }
    if (source.startsWith('\r\n', at)) at += 2;
    else if (source[at] === '\n') at++;
    else if (at < source.length) return refuse('CSV_LINE_END', { line });
    line++;
    if (cells.every((cell) => cell === '')) continue;
    if (width === 0) width = cells.length;
    if (cells.length !== width) return refuse('CSV_COLUMNS', { line: first });
    if (records.length >= CSV_LIMITS.rows) return refuse('CSV_TOO_LARGE', { line: first });
    records.push({ line: first, cells });
  }
  return records.length === 0 ? refuse('CSV_EMPTY') : ok(records);
}

/** Rows below headings that are known by their words. */
export interface CsvTable<Column extends string> {
  /** The column that each cell of a row stands in, by place; undefined where the heading is passed over. */
  readonly columns: readonly (Column | undefined)[];
  readonly rows: readonly CsvRecord[];
}

/**
 * Reads a CSV whose first record is its headings, in whatever order, in NFKC.
 *
 * @param headings - what each says; any other is passed over.
 * @param needed - columns that must be there.
 * @param limit - rows at most.
 * @returns those of `decodeCsv` and `readCsv`; CSV_COLUMN_MISSING {column}; CSV_EMPTY without a row; CSV_ROWS {limit}.
 */
export function readCsvTable<Column extends string>(
  bytes: Uint8Array,
  headings: Readonly<Record<string, Column>>,
  needed: readonly Column[],
  limit: number,
): Result<CsvTable<Column>, CsvCode | 'CSV_COLUMN_MISSING' | 'CSV_ROWS'> {
  const text = decodeCsv(bytes);
  if (!text.ok) return text;
  const records = readCsv(text.value);
  if (!records.ok) return records;
  const [head, ...rows] = records.value;
  const known: Readonly<Record<string, Column | undefined>> = headings;
  const columns = (head?.cells ?? []).map((cell) => known[cell.normalize('NFKC').trim()]);
  const missing = needed.find((column) => !columns.includes(column));
  if (missing !== undefined) return refuse('CSV_COLUMN_MISSING', { column: missing });
  if (rows.length === 0) return refuse('CSV_EMPTY');
  if (rows.length > limit) return refuse('CSV_ROWS', { limit });
  return ok({ columns, rows });
}

type Cell =
  | { readonly ok: true; readonly value: string; readonly end: number }
  | { readonly ok: false; readonly code: CsvCode; readonly at: number };

// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/;

function bareCell(source: string, start: number): Cell {
  const bare = /[^,\r\n"]*/y;
  bare.lastIndex = start;
  const end = start + (bare.exec(source)?.[0].length ?? 0);
  if (source[end] === '"') return { ok: false, code: 'CSV_QUOTE', at: end };
  return checked(source.slice(start, end), start, end);
}

function quotedCell(source: string, start: number): Cell {
  let from = start + 1;
  let value = '';
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote < 0) return { ok: false, code: 'CSV_QUOTE', at: start };
    value += source.slice(from, quote);
    if (source[quote + 1] !== '"') {
      const next = source[quote + 1];
      if (next !== undefined && !',\r\n'.includes(next)) return { ok: false, code: 'CSV_QUOTE', at: quote };
      return checked(value, start, quote + 1);
    }
    value += '"';
    from = quote + 2;
  }
}

function checked(value: string, start: number, end: number): Cell {
  return FORBIDDEN.test(value) ? { ok: false, code: 'CSV_CONTROL', at: start } : { ok: true, value, end };
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/**
 * One cell of CSV: quoted where it must be, and with an apostrophe before what a spreadsheet would take as a formula.
 *
 * Source: RFC 4180 §2; OWASP "CSV Injection".
 */
export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Takes away the apostrophe that `csvCell` set, so that what was written is read back as it was. */
export function plainCell(text: string): string {
  return NEUTRALISED.test(text) ? text.slice(1) : text;
}

/** One line of CSV, with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;
}

/** A whole CSV: UTF-8 with a byte order mark, so that spreadsheets take it as what it is. */
export function csvText(rows: Iterable<readonly string[]>): string {
  const lines = [BYTE_ORDER_MARK];
  for (const row of rows) lines.push(csvLine(row));
  return lines.join('');
}
