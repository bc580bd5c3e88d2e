import { expect, test } from 'vitest';
import { REFUSAL_EN, REFUSAL_JA } from '../messages/refusal.ts';
import { isRefusalCode, REFUSAL_CODES, REFUSAL_STATUS } from './refusal.ts';

test('a refusal is never a success and never our fault', () => {
  for (const status of Object.values(REFUSAL_STATUS)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
});

test('every code has its text and every text its code, in both languages', () => {
  for (const catalogue of [REFUSAL_JA, REFUSAL_EN]) {
    expect(Object.keys(catalogue).sort()).toEqual([...REFUSAL_CODES].sort());
    for (const { happened, next } of Object.values(catalogue)) {
      expect(happened).not.toBe('');
      expect(next).not.toBe('');
    }
  }
});

test('締結済 and 契約成立 are said by no refusal', () => {
  expect(JSON.stringify(REFUSAL_JA)).not.toMatch(/締結済|契約成立/);
});

test.each(['toString', '__proto__', 'upload_not_pdf', '', 3, null])('%j is no code', (value) => {
  expect(isRefusalCode(value)).toBe(false);
});
