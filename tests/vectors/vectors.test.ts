import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { DEFAULT_POLICY, anchorOctets, collect, judge } from '../../src/lib/core/verify/index.ts';
import { CHECK_CODES, type CheckCode } from '../../src/lib/core/verify/report.ts';
import { VECTORS } from './catalogue.ts';
import { JUDGED_AT, make } from './workshop.ts';

test.each(VECTORS)('$name: $verdict ($source)', async ({ recipe, verdict, fails, at, policy }) => {
  const { file, trust } = await make(recipe);
  const facts = await collect(file, nodeDigest, anchorOctets(trust));
  const report = judge(facts, policy ?? DEFAULT_POLICY, trust, at ?? JUDGED_AT);
  const answered = report.findings.filter(({ status }) => status === 'failed' || status === 'indeterminate');
  expect([...new Set(answered.map(({ check }) => check))].sort()).toEqual(fails);
  expect(report.verdict).toBe(verdict);
});

// Asked of every file, and answered "not run" where there is nothing to judge: it cannot fail.
const NEVER_FAILED: readonly CheckCode[] = ['SIGNATURE_PRESENT'];

test('every check has a vector that fails it', () => {
  const failed = new Set(VECTORS.flatMap(({ fails }) => fails));
  expect(CHECK_CODES.filter((code) => !failed.has(code) && !NEVER_FAILED.includes(code))).toEqual([]);
});
