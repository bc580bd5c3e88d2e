import { expect, test } from 'vitest';
import { CHECK_CODES } from '../core/verify/report.ts';
import { CHANGE_KINDS } from '../core/verify/change.ts';
import { CHANGE_EN, CHANGE_JA } from './change.ts';
import { answerText, type CheckText } from './check-text.ts';
import { CHECK_CLAUSE } from './clause.ts';
import { CLI_EN, CLI_JA } from './cli.ts';
import { CLOSING_SENTENCE_EN, CLOSING_SENTENCE_JA } from './closing.ts';
import { REPORT_EN } from './report-en.ts';
import { REPORT_JA } from './report.ts';

test('every check has a question and an answer in both languages, and no text lacks a check', () => {
  for (const catalogue of [REPORT_JA, REPORT_EN]) {
    expect(Object.keys(catalogue).sort()).toEqual([...CHECK_CODES].sort());
    for (const text of Object.values(catalogue)) {
      expect(text.asks).not.toBe('');
      expect(text.failed).not.toBe('');
    }
  }
});

test('what cannot be computed is not called altered', () => {
  const hard = (text: string): boolean => /改ざん|altered/.test(text);
  for (const catalogue of [REPORT_JA, REPORT_EN]) {
    const texts = Object.values<CheckText>(catalogue).filter(({ failed }) => hard(failed));
    expect(texts.length).toBeGreaterThan(1);
    for (const text of texts) expect(hard(answerText(text, 'indeterminate'))).toBe(false);
  }
});

test('every check names the clause that lays it down', () => {
  expect(Object.keys(CHECK_CLAUSE).sort()).toEqual([...CHECK_CODES].sort());
  for (const clause of Object.values(CHECK_CLAUSE)) expect(clause).toMatch(/§|RFC|Annex/);
});

test('every kind of later change has a name in both languages, and no name lacks a kind', () => {
  for (const catalogue of [CHANGE_JA, CHANGE_EN]) {
    expect(Object.keys(catalogue).sort()).toEqual([...CHANGE_KINDS].sort());
  }
});

test('the command speaks both languages, and every report ends in either', () => {
  expect(Object.keys(CLI_EN).sort()).toEqual(Object.keys(CLI_JA).sort());
  expect([CLOSING_SENTENCE_JA, CLOSING_SENTENCE_EN]).not.toContain('');
});
