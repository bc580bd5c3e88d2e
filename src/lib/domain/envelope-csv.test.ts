import { expect, test } from 'vitest';
import { csvText } from './csv.ts';
import { BATCH_ROWS, ENVELOPE_COLUMNS, readEnvelopeCsv } from './envelope-csv.ts';

const HEAD = Object.keys(ENVELOPE_COLUMNS);
type Row = Partial<Record<keyof typeof ENVELOPE_COLUMNS, string>>;
const GOOD: Row = {
  案件番号: 'R8-1',
  契約締結日: '2026/4/1',
  契約金額: '1,100,000円',
  契約区分: '本契約',
  署名期限: '2026-04-15',
  文書ファイル: '契約書.pdf|仕様書.pdf',
};
const octets = (rows: readonly Row[]): Uint8Array =>
  new TextEncoder().encode(
    csvText([HEAD, ...rows.map((row) => HEAD.map((name) => row[name as keyof Row] ?? ''))]),
  );
const faultsOf = (rows: readonly Row[]): unknown => {
  const read = readEnvelopeCsv(octets(rows));
  return read.ok ? read.value.faults.map(({ line, column, code }) => [line, column, code]) : read.code;
};

test('M85: a row is read as people write it', () => {
  const read = readEnvelopeCsv(octets([GOOD]));
  expect(read.ok && read.value.rows).toEqual([
    {
      line: 2,
      caseNumber: 'R8-1',
      template: null,
      title: null,
      contractOn: '2026-04-01',
      amount: 1_100_000,
      contractKind: 'final',
      deadlineOn: '2026-04-15',
      signer: null,
      files: ['契約書.pdf', '仕様書.pdf'],
      recycling: null,
      architect: null,
    },
  ]);
});

test('M85: Shift_JIS, as a spreadsheet of Windows writes it, is read', () => {
  // 案件番号,契約締結日,文書ファイル / 1,2026-04-01,a.pdf in CP932
  const head = [
    0x88, 0xc4, 0x8c, 0x8f, 0x94, 0xd4, 0x8d, 0x86, 0x2c, 0x8c, 0x5f, 0x96, 0xf1, 0x92, 0xf7, 0x8c, 0x8b,
    0x93, 0xfa, 0x2c, 0x95, 0xb6, 0x8f, 0x91, 0x83, 0x74, 0x83, 0x40, 0x83, 0x43, 0x83, 0x8b, 0x0d, 0x0a,
  ];
  const read = readEnvelopeCsv(
    new Uint8Array([...head, ...new TextEncoder().encode('1,2026-04-01,a.pdf\r\n')]),
  );
  expect(read.ok && read.value.rows.map(({ caseNumber, files }) => [caseNumber, files])).toEqual([
    ['1', ['a.pdf']],
  ]);
});

test.each<[keyof typeof ENVELOPE_COLUMNS, string, string]>([
  ['案件番号', '', 'REQUIRED'],
  ['契約締結日', '', 'REQUIRED'],
  ['契約締結日', '2026-02-30', 'NOT_A_DATE'],
  ['署名期限', '来週', 'NOT_A_DATE'],
  ['契約金額', '百万円', 'NOT_AN_AMOUNT'],
  ['契約金額', '-1', 'NOT_AN_AMOUNT'],
  ['契約区分', '口頭', 'NOT_AN_OPTION'],
  ['文書ファイル', '', 'REQUIRED'],
  ['文書ファイル', 'a.pdf|a.pdf', 'FILE_TWICE'],
  ['文書ファイル', Array.from({ length: 11 }, (_, at) => `${String(at)}.pdf`).join('|'), 'FILES_TOO_MANY'],
  ['封筒名', '長'.repeat(201), 'TOO_LONG'],
])('M85: %s of %j is refused by its line and column', (name, value, code) => {
  expect(faultsOf([{ ...GOOD, [name]: value }])).toEqual([[2, ENVELOPE_COLUMNS[name], code]]);
});

test('M85: every faulty row is said at once, and the sound ones are kept', () => {
  const read = readEnvelopeCsv(
    octets([{ ...GOOD, 契約締結日: 'x', 契約金額: 'y' }, GOOD, { ...GOOD, 案件番号: 'R8-2', 署名期限: 'z' }]),
  );
  expect(read.ok && read.value.rows.map(({ line }) => line)).toEqual([]);
  expect(read.ok && read.value.faults.map(({ line, code }) => [line, code])).toEqual([
    [2, 'NOT_A_DATE'],
    [2, 'NOT_AN_AMOUNT'],
    [3, 'CASE_TWICE'],
    [4, 'NOT_A_DATE'],
  ]);
});

test('M85: a thousand rows are read, and one more is not', () => {
  const rows = Array.from({ length: BATCH_ROWS }, (_, at) => ({ ...GOOD, 案件番号: String(at) }));
  const read = readEnvelopeCsv(octets(rows));
  expect(read.ok && read.value.rows.length).toBe(BATCH_ROWS);
  expect(faultsOf([...rows, GOOD])).toBe('CSV_ROWS');
});

test('M85: a CSV without a column that is needed says which', () => {
  const read = readEnvelopeCsv(new TextEncoder().encode('案件番号,封筒名\r\n1,x\r\n'));
  expect(read).toMatchObject({
    ok: false,
    code: 'CSV_COLUMN_MISSING',
    context: { column: 'contractOn' },
  });
});
