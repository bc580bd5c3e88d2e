import { expect, test } from 'vitest';
import { webDigest } from '../bytes/digest.ts';
import { judgeBareToken } from './judge-bare-token.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { EMPTY_TRUST_LIST } from './trust-list.ts';

test.each([[], [0x30], [0x30, 0x80], [0x30, 0x03, 0x02, 0x01, 0x00]].map((octets) => [octets]))(
  'takes octets that are no token (%j) for a broken one',
  async (octets) => {
    const report = await judgeBareToken(
      Uint8Array.from(octets),
      new Uint8Array(32),
      webDigest,
      DEFAULT_POLICY,
      EMPTY_TRUST_LIST,
      new Date('2026-01-01T00:00:00Z'),
    );
    expect(report).toMatchObject({
      integrity: 'broken',
      indication: 'TOTAL-FAILED',
      subIndication: 'FORMAT_FAILURE',
    });
  },
);
