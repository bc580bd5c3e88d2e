import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DEFAULT_POLICY } from './policy.ts';

/** Every policy that was in use, by what it says of when algorithms end. Lines are added, never changed. */
const ALGORITHM_ENDS: Readonly<Record<string, string>> = {
  'shomei-2026': 'baf3ac4032c85862d3fc41cc4eff375fc76af8012081943b10b79ed4e321aba1',
};

test('L28: a policy with other ends of algorithms has another name, so that the calendar of renewals is computed anew', () => {
  const ends = createHash('sha256').update(JSON.stringify(DEFAULT_POLICY.algorithmEnds)).digest('hex');
  expect(ends).toBe(ALGORITHM_ENDS[DEFAULT_POLICY.name]);
});
