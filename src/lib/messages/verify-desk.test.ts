import { expect, test } from 'vitest';
import { LEDGER_EN, LEDGER_JA, LEDGER_WORDS_EN, LEDGER_WORDS_JA } from './ledger.ts';
import { REPORT_COLUMNS_EN, REPORT_COLUMNS_JA } from './report-row.ts';
import { TRUST_LIST_EN, TRUST_LIST_JA } from './trust.ts';
import { VERIFY_WORDS_EN } from './verify-words-en.ts';
import { VERIFY_WORDS_JA, type VerifyWords } from './verify-words.ts';
import { VERIFY_DESK_EN } from './verify-desk-en.ts';
import { VERIFY_DESK_JA } from './verify-desk.ts';

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** Every text of a catalogue by its path; functions are asked with numbers. */
function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const list = path.endsWith('differs') && path.startsWith('ledger');
    return [[path, String((value as (...args: unknown[]) => unknown)(list ? [] : 1, 2, 3))]];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, `${path}.${key}`));
}

test.each([
  ['desk', VERIFY_DESK_JA, VERIFY_DESK_EN],
  ['ledger', LEDGER_JA, LEDGER_EN],
  ['ledger words', LEDGER_WORDS_JA, LEDGER_WORDS_EN],
  ['trust', TRUST_LIST_JA, TRUST_LIST_EN],
  ['columns', REPORT_COLUMNS_JA, REPORT_COLUMNS_EN],
])('the verify page says everything of its %s in both languages', (name, ja, en) => {
  const [japanese, english] = [textsOf(ja, name), textsOf(en, name)];
  expect(english.map(([path]) => path)).toEqual(japanese.map(([path]) => path));
  expect(english.filter(([, text]) => JAPANESE.test(text))).toEqual([]);
  expect([...japanese, ...english].filter(([, text]) => text === '')).toEqual([]);
});

test('the page, its reports and its prints say everything in both languages', () => {
  expect(Object.keys(VERIFY_WORDS_EN).sort()).toEqual(Object.keys(VERIFY_WORDS_JA).sort());
  // Catalogues by code, and the page's own; sentences that are put together are asked below.
  const catalogues = (words: VerifyWords): [string, string][] =>
    Object.entries(words).flatMap(([name, value]) =>
      typeof value === 'function' || name === 'ledger' ? [] : textsOf(value, name),
    );
  const [japanese, english] = [catalogues(VERIFY_WORDS_JA), catalogues(VERIFY_WORDS_EN)];
  expect(english.map(([path]) => path).sort()).toEqual(japanese.map(([path]) => path).sort());
  expect(english.filter(([, text]) => JAPANESE.test(text))).toEqual([]);
});

test('sentences that are put together are English where English is read', () => {
  const { conclusion, ledgerRefusal, trustNotes } = VERIFY_WORDS_EN;
  const trust = { name: '', issuedAt: '', signature: 'unsigned', added: 0, replaced: false } as const;
  expect([
    conclusion({ code: 'VALID_ALONE', tone: 'good', count: 2 }),
    conclusion({ code: 'CHANGED', tone: 'bad', count: 1 }),
    ledgerRefusal({ code: 'LEDGER_CELL', context: { line: 3, column: 'amountJpy' } }),
    ...trustNotes(trust),
    ...trustNotes({ ...trust, name: 'L', added: 1, replaced: true }),
  ]).toSatisfy((texts: readonly string[]) => texts.every((text) => !JAPANESE.test(text)));
  expect(ledgerRefusal({ code: 'LEDGER_CELL', context: { line: 3, column: 'amountJpy' } })).toBe(
    'A value of the ledger cannot be read. (line 3, Amount (JPY)) The ledger was not loaded.',
  );
});

test('what a sheet’s QR proves is never more than its own data', () => {
  expect(VERIFY_DESK_JA.sheet.genuine).toBe(
    '用紙の記載（ID・ハッシュ）は発行者のものです。契約書PDFの確認にはファイルが必要です。',
  );
});
