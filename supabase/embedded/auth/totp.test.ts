import { expect, test } from 'vitest';
import { base32, fromBase32, matchTotp, totpCode, totpStep } from './totp.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const SECRET = base32(utf8('12345678901234567890'));

test.each([
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s" is the one of RFC 4648 §10, both ways', (plain, coded) => {
  expect(base32(utf8(plain))).toBe(coded);
  expect(fromBase32(coded)).toEqual(utf8(plain));
});

test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('the code at second %i is the one of RFC 6238 appendix B', (second, code) => {
  expect(totpCode(SECRET, totpStep(new Date(second * 1000)))).toBe(code);
});

test('a code is good one step early and one step late, not two', () => {
  const at = new Date(1_800_000_000_000);
  const now = totpStep(at);
  expect([-2, -1, 0, 1, 2].map((d) => matchTotp(SECRET, totpCode(SECRET, now + d), at, 0) !== null)).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('a used code, and any older one, is refused', () => {
  const at = new Date(1_800_000_000_000);
  const now = totpStep(at);
  expect(matchTotp(SECRET, totpCode(SECRET, now), at, now)).toBeNull();
  expect(matchTotp(SECRET, totpCode(SECRET, now - 1), at, now)).toBeNull();
  expect(matchTotp(SECRET, totpCode(SECRET, now + 1), at, now)).toBe(now + 1);
});

test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])('"%s" is no code', (code) => {
  expect(matchTotp(SECRET, code, new Date(0), -10)).toBeNull();
});
