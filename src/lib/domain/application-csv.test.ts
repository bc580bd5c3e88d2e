import { expect, test } from 'vitest';
import { readApplicationCsv } from './application-csv.ts';

const HEAD = '案件番号,受付番号,受付日,会社名,名義人,メールアドレス,申告,承諾日,備考';
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

test('M11: an export is read by its headings, dates as they are written there', () => {
  const read = readApplicationCsv(octets(`${HEAD}\r\n試験-1,A1,2026/5/1,会社,名義,a@b.example,有,,x\r\n`));
  expect(read).toMatchObject({
    ok: true,
    value: [
      {
        line: 2,
        application: {
          caseNumber: '試験-1',
          externalNumber: 'A1',
          receivedOn: '2026-05-01',
          declared: true,
          acceptedOn: null,
          principalTitle: null,
        },
      },
    ],
  });
});

test('M11: every faulty row is named at once, by line, column and code', () => {
  const rows = ['1,,2026-05-01,会社,名義,not an address,,,', ',,2026-13-01,,名義,a@b.example,,,'];
  const read = readApplicationCsv(octets([HEAD, ...rows].join('\n')));
  expect(read.faults).toEqual([
    { line: 2, field: 'email', code: 'NOT_AN_EMAIL' },
    { line: 3, field: 'caseNumber', code: 'REQUIRED' },
    { line: 3, field: 'receivedOn', code: 'NOT_A_DATE' },
    { line: 3, field: 'company', code: 'REQUIRED' },
  ]);
});

test('L5, M11: a mobile number is read as people write it, and is optional', () => {
  const head = '案件番号,受付日,会社名,名義人,メールアドレス,携帯電話番号';
  const row = (mobile: string): string => `1,2026-05-01,会社,名義,a@b.example,${mobile}`;
  const read = readApplicationCsv(octets([head, row('０９０-1234-5678'), row('')].join('\n')));
  expect(read.ok && read.value.map(({ application }) => application.mobile)).toEqual(['+819012345678', null]);
  expect(readApplicationCsv(octets([head, row('019-123-4567')].join('\n'))).faults).toEqual([
    { line: 2, field: 'mobile', code: 'NOT_A_MOBILE' },
  ]);
});

test('M11: a thousand rows are read, one more is refused; Shift_JIS is read too', () => {
  const row = '1,,2026-05-01,c,n,a@b.example,,,\n';
  expect(readApplicationCsv(octets(`${HEAD}\n${row.repeat(1000)}`)).ok).toBe(true);
  expect(readApplicationCsv(octets(`${HEAD}\n${row.repeat(1001)}`))).toMatchObject({ code: 'CSV_ROWS' });
  // 案件番号 alone, in CP932.
  const heading = Uint8Array.from([0x88, 0xc4, 0x8c, 0x8f, 0x94, 0xd4, 0x8d, 0x86, 0x0a, 0x31, 0x0a]);
  expect(readApplicationCsv(heading)).toMatchObject({
    code: 'CSV_COLUMN_MISSING',
    context: { column: 'receivedOn' },
  });
});

test('what is no CSV is refused by code', () => {
  expect(readApplicationCsv(octets('a,"b\n'))).toMatchObject({ ok: false, code: 'CSV_QUOTE' });
});
