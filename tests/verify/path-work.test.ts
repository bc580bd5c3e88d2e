import { expect, test } from 'vitest';
import { findPath } from '../../src/lib/core/verify/path.ts';
import { DEFAULT_POLICY, type Facts } from '../../src/lib/core/verify/index.ts';

test('certificates that all issue one another are given up on, not walked in every order', () => {
  const count = 40;
  const numbers = [...Array(count).keys()];
  const certificates = numbers.map((index) => ({ der: String(index), issuer: 'CN=Hostile' }));
  const edges = numbers.flatMap((subject) =>
    numbers.filter((issuer) => issuer !== subject).map((issuer) => ({ subject, issuer, check: 'valid' })),
  );
  const facts = { certificates, edges } as unknown as Facts;
  const path = findPath(facts, 0, [], 'signer', 0, DEFAULT_POLICY);
  expect(path.anchor).toBeNull();
  expect(path.problems.map(({ code }) => code)).toEqual(['too-many-paths']);
});
