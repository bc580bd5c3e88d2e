import { expect, test } from 'vitest';
import type { Report, TimestampReport } from '../_shared/core.ts';
import { resultOf } from './timestamp-check.ts';

const token = (genTime: string): TimestampReport => ({
  integrity: 'intact',
  genTime,
  indication: 'TOTAL-PASSED',
  subIndication: null,
  authority: null,
  policyOid: null,
  serialHex: null,
  chain: [],
  anchor: null,
});

/** Only what `resultOf` reads. */
function report(verdict: Report['verdict'], signatures: readonly object[]): Report {
  return {
    verdict,
    sha256: 'a'.repeat(64),
    judgedAt: '2026-04-01T00:00:00Z',
    signatures,
  } as unknown as Report;
}

const passed = (genTime: string) => ({
  indication: 'TOTAL-PASSED',
  subIndication: null,
  timestamp: token(genTime),
});

test('L24: counts every time-stamp of a file and names the latest', () => {
  const result = resultOf(
    report('TOTAL-PASSED', [passed('2026-01-02T00:00:00Z'), passed('2026-01-01T00:00:00Z')]),
  );
  expect(result).toMatchObject({
    verdict: 'TOTAL-PASSED',
    timestamps: 2,
    latestGenTime: '2026-01-02T00:00:00Z',
    subIndication: null,
  });
});

test.each(['NO-SIGNATURE', 'UNREADABLE', 'INDETERMINATE', 'TOTAL-PASSED'] as const)(
  'L24: a file without a time-stamp never counts as passed (%s)',
  (verdict) => {
    expect(resultOf(report(verdict, [])).verdict).toBe('INDETERMINATE');
  },
);

test('L24: a failed file says why by its first signature that is not passed', () => {
  const failed = {
    ...passed('2026-01-01T00:00:00Z'),
    indication: 'TOTAL-FAILED',
    subIndication: 'HASH_FAILURE',
  };
  const result = resultOf(report('TOTAL-FAILED', [passed('2026-01-01T00:00:00Z'), failed]));
  expect(result).toMatchObject({ verdict: 'TOTAL-FAILED', subIndication: 'HASH_FAILURE' });
});
