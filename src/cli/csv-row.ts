import { isFullyMatched, type CertificateMatch } from '../lib/core/certificate/index.ts';
import type { Report } from '../lib/core/verify/index.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { conclude, conclusionJa } from '../lib/messages/conclusion.ts';

/** The first line: byte order mark, so that spreadsheets take it as UTF-8, and the column names. */
export function csvHead(): string {
  return `\uFEFF${row(CLI_JA.csvColumns)}`;
}

/** One line for one file, in the order of `csvHead`. */
export function csvRow(
  path: string,
  report: Report,
  match: CertificateMatch | null,
  isCertificate: boolean,
): string {
  const sealed = report.signatures.filter(({ kind }) => kind === 'signature');
  const unanswered = report.findings.filter(
    ({ status }) => status === 'failed' || status === 'indeterminate',
  );
  return row([
    path,
    report.verdict,
    conclude(report, match, isCertificate)
      .map((conclusion) => conclusionJa(conclusion))
      .join(' / '),
    String(sealed.length),
    String(report.signatures.length - sealed.length),
    sealed.at(0)?.provenAt.at ?? '',
    report.certificateIds.join(' '),
    match ? String(isFullyMatched(match)) : '',
    [...new Set(unanswered.map(({ check }) => check))].join(' '),
    report.testOnly ? CLI_JA.csvTestOnly : '',
    String(report.length),
    report.sha256,
    report.judgedAt,
  ]);
}

function row(cells: readonly string[]): string {
  return cells.map((cell) => csvCell(cell)).join(',');
}

/**
 * One cell of CSV: quoted where it must be, and with an apostrophe before what a spreadsheet would take as a formula.
 *
 * Source: RFC 4180 §2; OWASP "CSV Injection".
 */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
