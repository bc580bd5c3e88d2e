import { csvLine } from '../lib/domain/csv.ts';
import {
  compareSheet,
  type SheetComparison,
  type SheetFile,
  type SheetKeys,
} from '../lib/domain/sheet-listing.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { CLOSING_SENTENCE_JA } from '../lib/messages/closing.ts';
import { conclusionJa, type Conclusion } from '../lib/messages/conclusion.ts';
import { concludeSheet, LISTED_JA, SHEET_LISTING_JA } from '../lib/messages/sheet-conclusion.ts';
import type { Format } from './options.ts';

/** A list of an envelope's documents that the files are compared with, and what its own seal comes to. */
export type NamedSheet = SheetKeys & Readonly<{ path: string; verdict: string; own: readonly Conclusion[] }>;

type Compared = Readonly<{ sheet: NamedSheet; comparison: SheetComparison; said: string }>;

/** The comparison of lists with the files of a run, gathered file by file and written at the end. */
export class SheetReport {
  readonly #sheets: readonly NamedSheet[];
  readonly #format: Format;
  readonly #files: SheetFile[] = [];

  constructor(sheets: readonly NamedSheet[], format: Format) {
    this.#sheets = sheets;
    this.#format = format;
  }

  add(file: SheetFile | null): void {
    if (file) this.#files.push(file);
  }

  /**
   * What is left to print, and whether every list is sound and every document it names is there.
   *
   * @param width - columns of the table, in CSV.
   */
  close(width: number): Readonly<{ text: string; isComplete: boolean }> {
    const compared = this.#sheets.map((sheet) => {
      const comparison = compareSheet(sheet, this.#files);
      const said = concludeSheet(sheet.own, comparison).map(conclusionJa).join(' / ');
      return { sheet, comparison, said };
    });
    const isComplete = compared.every(
      ({ comparison: { isSound, documents } }) =>
        isSound && documents.every(({ state }) => state === 'matched'),
    );
    const write = { json: writeJson, csv: writeCsv, plain: writePlain }[this.#format];
    return { text: compared.map((one) => write(one, width)).join(''), isComplete };
  }
}

function writeJson({ sheet: { path, sheetId, verdict }, comparison }: Compared): string {
  const sheet = { file: path, sheetId, verdict, ...comparison };
  return `${JSON.stringify({ sheet, notice: CLOSING_SENTENCE_JA })}\n`;
}

// In the columns of a report: the file, its verdict, what it comes to; each document that is not there in a row below.
function writeCsv({ sheet, comparison, said }: Compared, width: number): string {
  const row = (...cells: readonly string[]): string =>
    csvLine([...cells, ...Array.from({ length: width - cells.length }, () => '')]);
  const missing = comparison.documents.filter(({ state }) => state !== 'matched');
  return [
    row(sheet.path, sheet.verdict, said),
    ...missing.map(({ name, certificateId, state }) =>
      row('', '', `${name} ${LISTED_JA[state]}`, '', '', '', certificateId),
    ),
  ].join('');
}

function writePlain({ sheet, comparison, said }: Compared): string {
  const lines = [
    sheet.path,
    `  ${SHEET_LISTING_JA.title}${CLI_JA.separator}${said}`,
    `  ${SHEET_LISTING_JA.sheetId}${CLI_JA.separator}${sheet.sheetId}`,
  ];
  for (const { name, certificateId, state, files } of comparison.documents) {
    lines.push(`  ${name}（${certificateId}）${CLI_JA.separator}${LISTED_JA[state]}`);
    lines.push(...files.map((file) => `    ${file}`));
  }
  return `${lines.join('\n')}\n`;
}
