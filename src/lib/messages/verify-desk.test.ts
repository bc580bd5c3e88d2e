import { expect, test } from 'vitest';
import { LEDGER_EN, LEDGER_JA, LEDGER_WORDS_EN, LEDGER_WORDS_JA } from './ledger.ts';
import { REPORT_COLUMNS_EN, REPORT_COLUMNS_JA } from './report-row.ts';
import { TRUST_LIST_EN, TRUST_LIST_JA } from './trust.ts';
import { VERIFY_DESK_EN, VERIFY_DESK_JA } from './verify-desk.ts';

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

test('what a sheet’s QR proves is never more than its own data', () => {
  expect(VERIFY_DESK_JA.sheet.genuine).toBe(
    '用紙の記載（ID・ハッシュ）は発行者のものです。契約書PDFの確認にはファイルが必要です。',
  );
});
