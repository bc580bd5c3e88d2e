import { csvText } from '../domain/csv.ts';
import type { DocumentKind } from '../domain/envelope.ts';
import { LEDGER_SCREEN_JA } from '../messages/ledger-screen.ts';
import { instantText } from './envelope-words.ts';

const t = LEDGER_SCREEN_JA;
const VERDICTS = { 'TOTAL-PASSED': t.passed, INDETERMINATE: t.indeterminate, 'TOTAL-FAILED': t.failed };

interface Row {
  readonly management_label: string;
  readonly certificate_id: string;
  readonly document_name: string;
  readonly kind: DocumentKind;
  readonly judged_at: string;
  readonly verdict: keyof typeof VERDICTS;
  readonly sub_indication: string | null;
  readonly timestamps: number;
  readonly latest_gen_time: string | null;
  readonly sha256_hex: string;
}

/** The results of a check as CSV: what is not passed stands first, and the last line says what it does not prove. */
export function checkCsv(rows: readonly Row[]): string {
  const order: readonly string[] = ['TOTAL-FAILED', 'INDETERMINATE', 'TOTAL-PASSED'];
  const sorted = [...rows].sort(
    (a, b) =>
      order.indexOf(a.verdict) - order.indexOf(b.verdict) ||
      a.management_label.localeCompare(b.management_label, 'ja'),
  );
  const columns = Object.values(t.resultColumns);
  return csvText([
    columns,
    ...sorted.map((row) => [
      row.management_label,
      row.certificate_id,
      row.document_name,
      t[row.kind],
      VERDICTS[row.verdict],
      row.sub_indication ?? '',
      String(row.timestamps),
      instantText(row.latest_gen_time, true),
      instantText(row.judged_at, true),
      row.sha256_hex,
    ]),
    [t.closing, ...columns.slice(1).map(() => '')],
  ]);
}
