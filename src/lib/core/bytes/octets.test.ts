import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText, startsWithAscii } from './ascii.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { compareBytes, concatBytes, equalBytes } from './concat.ts';
import { webDigest } from './digest.ts';
import { fromHex, toHex } from './hex.ts';
import { indexOfAscii, lastIndexOfAscii } from './search.ts';

const all = Uint8Array.from({ length: 256 }, (_, i) => i);

describe('octets in text', () => {
  test('every byte survives hex, Base64 and Latin-1', () => {
    expect(fromHex(toHex(all))).toEqual(all);
    expect(asciiBytes(asciiText(all))).toEqual(all);
    for (const length of [0, 1, 2, 3, 255]) {
      const part = all.subarray(0, length);
      expect(toBase64(part)).toBe(Buffer.from(part).toString('base64'));
      expect(fromBase64(toBase64(part))).toEqual(new Uint8Array(part));
    }
  });

  test.each(['A', 'A===', 'AA=A', '====', 'AAA*', 'あああ='])('%s is not Base64', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });

  test.each(['0', '0g', ' 00'])('%s is not hexadecimal', (text) => {
    expect(fromHex(text)).toBeUndefined();
  });

  test('a character that does not fit a byte is our own fault', () => {
    expect(() => asciiBytes('あ')).toThrow(RangeError);
  });
});

describe('octets compared and searched', () => {
  test('order is by octet, the shorter first', () => {
    expect(compareBytes(Uint8Array.of(1, 255), Uint8Array.of(2))).toBeLessThan(0);
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0);
    expect(equalBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBe(false);
  });

  test('a text is found from the front and from the back, within bounds', () => {
    const bytes = asciiBytes('xxref xref xr');
    expect(indexOfAscii(bytes, 'xref')).toBe(1);
    expect(indexOfAscii(bytes, 'xref', 2)).toBe(6);
    expect(indexOfAscii(bytes, 'xref', 2, 9)).toBe(-1);
    expect(lastIndexOfAscii(bytes, 'xref')).toBe(6);
    expect(lastIndexOfAscii(bytes, 'xref', 5)).toBe(1);
    expect(startsWithAscii(bytes, 'xrefs', 12)).toBe(false);
  });
});

test('the digest port over WebCrypto hashes parts, views and several messages', async () => {
  const messages = [[all], [all.subarray(0, 10), all.subarray(20)], []];
  const expected = messages.map((parts) =>
    createHash('sha256')
      .update(concatBytes(...parts))
      .digest('hex'),
  );
  expect((await webDigest('SHA-256', messages)).map(toHex)).toEqual(expected);
});
