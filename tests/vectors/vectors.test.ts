import { expect, test } from 'vitest';
import { CHECK_CODES, type CheckCode } from '../../src/lib/core/verify/report.ts';
import { VECTORS } from './catalogue.ts';
import { judged } from './write.ts';

test.each(VECTORS)('$name: $verdict ($source)', async (vector) => {
  const { report } = await judged(vector);
  const answered = report.findings.filter(({ status }) => status === 'failed' || status === 'indeterminate');
  expect([...new Set(answered.map(({ check }) => check))].sort()).toEqual([...vector.fails].sort());
  expect(report.verdict).toBe(vector.verdict);
  if (vector.subIndication) expect(report.signatures[0]?.subIndication).toBe(vector.subIndication);
});

test('no two vectors have one name', () => {
  expect(new Set(VECTORS.map(({ name }) => name)).size).toBe(VECTORS.length);
});

// Asked of every file, and answered "not run" where there is nothing to judge: it cannot fail.
const NEVER_FAILED: readonly CheckCode[] = ['SIGNATURE_PRESENT'];

test('every check has a vector that fails it', () => {
  const failed = new Set(VECTORS.flatMap(({ fails }) => fails));
  expect(CHECK_CODES.filter((code) => !failed.has(code) && !NEVER_FAILED.includes(code))).toEqual([]);
});
