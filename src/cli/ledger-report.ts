import { csvLine, decodeCsv } from '../lib/domain/csv.ts';
import { readLedger, type LedgerRow } from '../lib/domain/ledger.ts';
import { reconcile, type LedgerFile, type Reconciliation } from '../lib/domain/ledger-reconciliation.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/closing.ts';
import {
  gapText,
  LEDGER_JA,
  LEDGER_WORDS_EN,
  LEDGER_WORDS_JA,
  ledgerRefusalJa,
  needsAttention,
} from '../lib/messages/ledger.ts';
import { LEDGER_COLUMNS_JA, REPORT_COLUMNS_JA, ledgerTextJa, textRow } from '../lib/messages/report-row.ts';
import type { Format } from './options.ts';
import { readOctets } from './verified-file.ts';

/** Reads a ledger; a string is the sentence that says why it is not taken. */
export async function loadLedger(path: string): Promise<readonly LedgerRow[] | string> {
  const bytes = await readOctets(path);
  if (!bytes) return CLI_JA.cannotOpen(path);
  const text = decodeCsv(bytes);
  const rows = text.ok ? readLedger(text.value, [LEDGER_WORDS_JA, LEDGER_WORDS_EN]) : text;
  return rows.ok ? rows.value : `${path}: ${ledgerRefusalJa(rows)}`;
}

/** The comparison of a ledger with the files of a run, gathered file by file and written at the end. */
export class LedgerReport {
  readonly #rows: readonly LedgerRow[];
  readonly #format: Format;
  readonly #files: LedgerFile[] = [];
  readonly #cells: string[][] = [];

  constructor(rows: readonly LedgerRow[], format: Format) {
    this.#rows = rows;
    this.#format = format;
  }

  /** Takes a verified file. In CSV its row waits for the ledger's two columns: `text` is its cells as JSON. */
  add(text: string, file: LedgerFile | null): void {
    if (this.#format === 'csv') this.#cells.push(JSON.parse(text) as string[]);
    if (file) this.#files.push(file);
  }

  /** What is left to print, and whether every row, file and number is accounted for. */
  close(): Readonly<{ text: string; isComplete: boolean }> {
    const result = reconcile(this.#rows, this.#files);
    const isComplete =
      result.gaps.length === 0 &&
      result.filesWithoutRow.length === 0 &&
      result.rows.every(({ outcome, differs }) => !needsAttention(outcome) && differs.length === 0);
    const write = { json: writeJson, csv: writeCsv, plain: writePlain }[this.#format];
    return { text: write(result, this.#cells), isComplete };
  }
}

function writeJson({ rows, filesWithoutRow, gaps }: Reconciliation): string {
  const ledger = { rows: rows.map(({ row, ...rest }) => ({ ...row, ...rest })), filesWithoutRow, gaps };
  return `${JSON.stringify({ ledger, notice: CLOSING_SENTENCE_JA })}\n`;
}

function writeCsv({ rows, filesWithoutRow, gaps }: Reconciliation, cells: readonly string[][]): string {
  const width = REPORT_COLUMNS_JA.length + LEDGER_COLUMNS_JA.length;
  const said = new Map<string, string[]>(filesWithoutRow.map((key) => [key, ['', LEDGER_JA.withoutRow]]));
  for (const one of rows)
    for (const key of one.files) said.set(key, [one.row.managementLabel, ledgerTextJa(one)]);
  const lines = cells.map((row) => csvLine([...row, ...(said.get(row[0] ?? '') ?? ['', ''])]));
  const alone = (label: string, text: string): string =>
    csvLine([...textRow('', REPORT_COLUMNS_JA.length), label, text]);
  for (const one of rows)
    if (one.files.length === 0) lines.push(alone(one.row.managementLabel, ledgerTextJa(one)));
  for (const gap of gaps) lines.push(alone(gapText(gap), LEDGER_JA.gap));
  return [...lines, csvLine(textRow(CLOSING_SENTENCE_JA, width))].join('');
}

function writePlain({ rows, filesWithoutRow, gaps }: Reconciliation): string {
  const lines = [CLI_JA.ledgerTitle(rows.length)];
  for (const one of rows) {
    if (!needsAttention(one.outcome) && one.differs.length === 0 && one.outcome !== 'number_unused') continue;
    const name = [one.row.managementLabel, one.row.documentName].filter((part) => part !== '').join(' ');
    lines.push(`  ${name}${CLI_JA.separator}${ledgerTextJa(one)}`, ...one.files.map((file) => `    ${file}`));
  }
  for (const gap of gaps) lines.push(`  ${gapText(gap)}${CLI_JA.separator}${LEDGER_JA.gap}`);
  for (const file of filesWithoutRow) lines.push(`  ${file}${CLI_JA.separator}${LEDGER_JA.withoutRow}`);
  const found = rows.filter(({ outcome }) => !needsAttention(outcome)).length;
  lines.push(`  ${CLI_JA.ledgerSummary(found, rows.length)}`);
  return `${lines.join('\n')}\n`;
}
