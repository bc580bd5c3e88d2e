import { csvText } from '$lib/domain/csv.ts';
import type { Reconciliation } from '$lib/domain/ledger-reconciliation.ts';
import { CLOSING_SENTENCE_JA } from '$lib/messages/closing.ts';
import { gapText, LEDGER_JA } from '$lib/messages/ledger.ts';
import { LEDGER_COLUMNS_JA, REPORT_COLUMNS_JA, ledgerTextJa, textRow } from '$lib/messages/report-row.ts';
import { cellsOf, reportOf, type VerifyEntry } from '$lib/state/verify-entry.ts';
import type { Judged } from '$lib/workers/verify-messages.ts';

/** Every result as CSV, as the command writes it: a row a file, then what the ledger misses, then what it is not. */
export function csvExport(entries: readonly VerifyEntry[], ledger: Reconciliation | null): Blob {
  const columns = ledger === null ? REPORT_COLUMNS_JA : [...REPORT_COLUMNS_JA, ...LEDGER_COLUMNS_JA];
  const said = new Map<string, readonly string[]>();
  for (const key of ledger?.filesWithoutRow ?? []) said.set(key, ['', LEDGER_JA.withoutRow]);
  for (const one of ledger?.rows ?? [])
    for (const key of one.files) said.set(key, [one.row.managementLabel, ledgerTextJa(one)]);
  const rows: (readonly string[])[] = [columns];
  for (const entry of entries) {
    const cells = cellsOf(entry);
    const own = cells.length > 0 ? cells : textRow(entry.name, REPORT_COLUMNS_JA.length);
    rows.push(ledger === null ? own : [...own, ...(said.get(String(entry.key)) ?? ['', ''])]);
  }
  const alone = textRow('', REPORT_COLUMNS_JA.length);
  for (const one of ledger?.rows ?? [])
    if (one.files.length === 0) rows.push([...alone, one.row.managementLabel, ledgerTextJa(one)]);
  for (const gap of ledger?.gaps ?? []) rows.push([...alone, gapText(gap), LEDGER_JA.gap]);
  rows.push(textRow(CLOSING_SENTENCE_JA, columns.length));
  return new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' });
}

/**
 * Every whole report as one JSON text, put together piece by piece: `{ files: [{ file, …Report, certificate?, match?,
 * sheet? }], ledger?, notice }`; `certificate` where the file is itself one. A file that could not be verified has
 * `failed` in the place of its report.
 */
export async function jsonExport(
  entries: readonly VerifyEntry[],
  ledger: Reconciliation | null,
): Promise<Blob> {
  const parts: string[] = ['{"files":['];
  for (const [index, entry] of entries.entries()) {
    const judged = await reportOf(entry);
    const { matched } = entry;
    const sheet = sheetOf(entry, judged, entries);
    const match = matched && { match: { ...matched.match, certificateFile: matched.certificateName } };
    const value =
      judged === null
        ? { file: entry.name, failed: entry.status }
        : {
            file: entry.name,
            ...judged.report,
            ...ownCertificate(judged),
            ...match,
            ...(sheet && { sheet }),
          };
    parts.push(index === 0 ? '\n' : ',\n', JSON.stringify(value));
  }
  parts.push('\n]');
  if (ledger !== null) {
    const names = new Map(entries.map(({ key, name }) => [String(key), name]));
    const nameOf = (key: string): string => names.get(key) ?? '';
    const { rows, filesWithoutRow, gaps } = ledger;
    const named = rows.map(({ row, files, ...rest }) => ({ ...row, ...rest, files: files.map(nameOf) }));
    parts.push(
      ',\n"ledger":',
      JSON.stringify({ rows: named, filesWithoutRow: filesWithoutRow.map(nameOf), gaps }),
    );
  }
  parts.push(',\n"notice":', JSON.stringify(CLOSING_SENTENCE_JA), '}\n');
  return new Blob(parts, { type: 'application/json' });
}

/** What the files say of a list of an envelope's documents, files by their names; null for any other file. */
function sheetOf(
  { listed }: VerifyEntry,
  judged: Judged | null,
  entries: readonly VerifyEntry[],
): object | null {
  if (listed === null || !judged?.sheet) return null;
  const names = new Map(entries.map(({ key, name }) => [String(key), name]));
  const documents = listed.comparison.documents.map(({ files, ...one }) => ({
    ...one,
    files: files.map((key) => names.get(key) ?? ''),
  }));
  return { sheetId: judged.sheet.sheetId, isSound: listed.comparison.isSound, documents };
}

/** As the command writes it. */
function ownCertificate({ certificate }: Judged) {
  if (certificate === null) return null;
  return { certificate: { certificateId: certificate.certificateId, redacted: certificate.redacted } };
}
