import * as v from 'valibot';
import { enteredApplicationSchema, refusalsOf, type EnteredApplication } from './application.ts';
import { plainCell, readCsvTable, type CsvCode } from './csv.ts';
import { ok, refuse, type Result } from './result.ts';

/** Applications read at once, at most (SQL repeats it). */
const ROWS = 1000;

/** Columns of an export of another application system, by their heading; every other column is passed over. */
export const APPLICATION_COLUMNS = {
  案件番号: 'caseNumber',
  受付番号: 'externalNumber',
  受付日: 'receivedOn',
  会社名: 'company',
  役職: 'principalTitle',
  名義人: 'principalName',
  メールアドレス: 'email',
  担当者: 'contactName',
  電話番号: 'contactPhone',
  携帯電話番号: 'mobile',
  申告: 'declared',
  承諾日: 'acceptedOn',
} as const;
type Column = (typeof APPLICATION_COLUMNS)[keyof typeof APPLICATION_COLUMNS];
const NEEDED: readonly Column[] = ['caseNumber', 'receivedOn', 'company', 'principalName', 'email'];

/** One application as SQL `staff_application_import` takes it. */
export type ImportedApplication = Omit<EnteredApplication, 'source'> & { readonly caseNumber: string };

/** What is wrong with one row: the physical line, and the column and why. */
export interface RowFault {
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

/** Rows with the line on which each begins, or every faulty one at once. */
export type ReadApplications = Result<
  readonly { readonly line: number; readonly application: ImportedApplication }[],
  CsvCode | 'CSV_COLUMN_MISSING' | 'CSV_ROWS'
> & { readonly faults?: readonly RowFault[] };

// 2026/5/1 and 2026-05-01 are the same date.
function dateOf(text: string): string {
  const match = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text);
  if (match === null) return text;
  return [match[1] ?? '', (match[2] ?? '').padStart(2, '0'), (match[3] ?? '').padStart(2, '0')].join('-');
}

/**
 * Reads a CSV of applications: UTF-8 or Shift_JIS, headings in the first record.
 *
 * @returns the rows; or a code where the file as a whole cannot be read; or, with `faults`, every row that cannot.
 *   Hostile octets do not throw.
 */
export function readApplicationCsv(bytes: Uint8Array): ReadApplications {
  const table = readCsvTable(bytes, APPLICATION_COLUMNS, NEEDED, ROWS);
  if (!table.ok) return table;
  const { columns, rows } = table.value;

  const faults: RowFault[] = [];
  const read = rows.flatMap(({ line, cells }) => {
    const cell = (column: Column): string | null => {
      const value = plainCell(cells[columns.indexOf(column)] ?? '').trim();
      return value === '' || !columns.includes(column) ? null : value;
    };
    const caseNumber = cell('caseNumber');
    if (caseNumber === null) faults.push({ line, field: 'caseNumber', code: 'REQUIRED' });
    const acceptedOn = cell('acceptedOn');
    const parsed = v.safeParse(enteredApplicationSchema, {
      source: 'external',
      receivedOn: dateOf(cell('receivedOn') ?? ''),
      company: cell('company') ?? '',
      principalTitle: cell('principalTitle'),
      principalName: cell('principalName') ?? '',
      email: cell('email') ?? '',
      contactName: cell('contactName'),
      contactPhone: cell('contactPhone'),
      mobile: cell('mobile'),
      externalNumber: cell('externalNumber'),
      declared: /^(有|あり|はい|○|1|true)$/i.test(cell('declared') ?? ''),
      acceptedOn: acceptedOn === null ? null : dateOf(acceptedOn),
    });
    if (!parsed.success) {
      for (const [field, code] of Object.entries(refusalsOf(parsed.issues)))
        faults.push({ line, field, code });
      return [];
    }
    const { source: _source, ...application } = parsed.output;
    return [{ line, application: { ...application, caseNumber: (caseNumber ?? '').normalize('NFKC') } }];
  });
  return faults.length > 0 ? { ...refuse('CSV_ROWS'), faults } : ok(read);
}
