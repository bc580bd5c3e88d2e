import { expect, test } from 'vitest';
import { PACK_WORDS } from '../messages/contract-pack.ts';
import {
  isPackable,
  PACK_LIMITS,
  packBytes,
  packFiles,
  packIndex,
  type ShelfContract,
} from './contract-pack.ts';
import { readCsv } from './csv.ts';

const id = (n: number): string => `11111111-1111-4111-8111-${String(n).padStart(12, '0')}`;
const document = (n: number, name: string, certifies: number | null = null) => ({
  id: id(n),
  name,
  pageCount: 1,
  certificateId: certifies === null && n < 10 ? String(n).repeat(32) : null,
  certifiesDocumentId: certifies === null ? null : id(certifies),
  sha256Hex: String(n % 10).repeat(64),
  length: 1000,
});

const ROAD: ShelfContract = {
  envelopeId: id(90),
  title: '舗装補修工事',
  managementLabel: '令和8年度-0000015',
  municipalityName: '盛岡市',
  departmentName: '契約検査課',
  company: '株式会社試験建設',
  transactionOn: '2026-04-01',
  amountKind: 'fixed',
  amountJpy: 12_345_600,
  concludedAt: '2026-04-02T00:00:00Z',
  downloadUntilAt: '2026-04-16T14:59:59Z',
  documents: [document(1, '工事請負契約書.pdf'), document(2, '特記仕様書.pdf')],
  certificates: [document(11, '証明書1', 1), document(12, '証明書2', 2), document(13, '一覧')],
  attachments: [{ id: id(21), name: '保証証券.pdf', pageCount: 1, sha256Hex: 'a'.repeat(64), size: 5 }],
};
const names = (...contracts: ShelfContract[]): string[] =>
  packFiles(contracts, PACK_WORDS).map(({ fileName }) => fileName);

test('M61: a contract is named by 取引年月日, 取引先 and 取引金額, what comes with it by that and what it is', () => {
  expect(names(ROAD)).toEqual([
    '20260401_盛岡市_12345600.pdf',
    '20260401_盛岡市_12345600_特記仕様書.pdf',
    '20260401_盛岡市_12345600_締結証明書.pdf',
    '20260401_盛岡市_12345600_締結証明書_特記仕様書.pdf',
    '20260401_盛岡市_12345600_締結証明書一覧.pdf',
    '20260401_盛岡市_12345600_添付_保証証券.pdf',
  ]);
});

test('M61: two contracts of one day, 発注者 and amount have names apart', () => {
  const twin = { ...ROAD, envelopeId: id(91) };
  expect(new Set(names(ROAD, twin)).size).toBe(12);
  expect(names(ROAD, twin)).toContain('20260401_盛岡市_12345600 (2).pdf');
});

test('M61: a contract without an amount says so in its place', () => {
  expect(names({ ...ROAD, amountKind: 'unit_price', amountJpy: null })[0]).toBe(
    '20260401_盛岡市_単価契約.pdf',
  );
});

test('M61: no name of a municipality or a document leads out of the folder', () => {
  const hostile = {
    ...ROAD,
    municipalityName: '../市\u202e',
    documents: [document(1, 'a.pdf'), document(2, '..\\b/c.pdf')],
  };
  for (const name of names(hostile)) expect(name).not.toMatch(/[/\\\u202e]/);
});

test('M61, L20: the 索引簿 has a row for each file, with the keys of search, in a form that spreadsheets open', () => {
  const files = packFiles([{ ...ROAD, municipalityName: '=1+1' }], PACK_WORDS);
  const text = packIndex(files, PACK_WORDS);
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const read = readCsv(text);
  if (!read.ok) throw new Error(read.code);
  expect(read.value).toHaveLength(files.length + 1);
  expect(read.value[0]?.cells.slice(0, 4)).toEqual(['連番', '取引年月日', '取引先', '取引金額']);
  expect(read.value[1]?.cells).toEqual([
    '1',
    '2026-04-01',
    "'=1+1",
    '12345600',
    '契約書',
    '工事請負契約書.pdf',
    files[0]?.fileName,
    '令和8年度-0000015',
    '1'.repeat(32),
    '1'.repeat(64),
  ]);
  // A certificate is found by the ID of the contract that it certifies.
  expect(read.value[4]?.cells[8]).toBe('2'.repeat(32));
});

test('M61: so many contracts are gathered at once, and so many octets', () => {
  expect(packBytes(packFiles([ROAD], PACK_WORDS))).toBe(5005);
  const many = Array.from({ length: PACK_LIMITS.contracts }, () => ROAD);
  expect(isPackable(many, PACK_WORDS)).toBe(true);
  expect(isPackable([...many, ROAD], PACK_WORDS)).toBe(false);
  expect(isPackable([], PACK_WORDS)).toBe(false);
  const huge = { ...ROAD, documents: [{ ...document(1, 'a.pdf'), length: PACK_LIMITS.bytes }] };
  expect(isPackable([huge], PACK_WORDS)).toBe(false);
});
