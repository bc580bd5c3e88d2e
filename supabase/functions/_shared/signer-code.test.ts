import { expect, test } from 'vitest';
import { accessCode, signerCodeVerifier } from './signer-code.ts';

const KEY = new Uint8Array(32).fill(7);
const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

test('an access code is eight digits, every one as likely as another (L5)', () => {
  expect(accessCode(() => Uint8Array.of(0, 0, 0, 42))).toBe('00000042');
  // 4,200,000,000 and above would come round to the low codes once more: drawn again.
  const drawn = [Uint8Array.of(0xfa, 0x56, 0xea, 0x00), Uint8Array.of(0xfa, 0x56, 0xe9, 0xff)];
  expect(accessCode(() => drawn.shift() ?? new Uint8Array(4))).toBe('99999999');
  expect(drawn).toEqual([]);
});

test('a code verifies as it is typed on a phone, and only under its own id and key (L5)', async () => {
  const kept = await signerCodeVerifier(KEY, ID, '12345678');
  expect(kept).toMatch(/^[0-9a-f]{64}$/);
  for (const typed of ['1234-5678', '１２３４　５６７８', ' 1234 5678 ', '1234ー5678', '1234‐5678'])
    expect(await signerCodeVerifier(KEY, ID, typed), typed).toBe(kept);
  expect(await signerCodeVerifier(KEY, ID, '12345679')).not.toBe(kept);
  expect(await signerCodeVerifier(KEY, OTHER, '12345678')).not.toBe(kept);
  expect(await signerCodeVerifier(new Uint8Array(32).fill(8), ID, '12345678')).not.toBe(kept);
});
