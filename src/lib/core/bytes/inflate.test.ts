import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inflateBounded, inflatesBeyond } from './inflate.ts';

const TEXT = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251);
const packed = new Uint8Array(deflateSync(TEXT));
const bomb = new Uint8Array(deflateSync(new Uint8Array(50_000_000)));

describe('inflating with a bound', () => {
  test.each([
    ['within a wide bound', 100_000_000],
    ['at the very bound', 5000],
  ])('%s', (_name, limit) => {
    expect(inflateBounded(packed, limit)).toEqual({ ok: true, bytes: TEXT, complete: true });
  });

  test('one byte past the bound is refused', () => {
    expect(inflateBounded(packed, 4999)).toEqual({ ok: false, code: 'INFLATE_LIMIT' });
  });

  test('a bomb is refused, and told from what is harmless without keeping it', () => {
    expect(inflateBounded(bomb, 1_000_000)).toEqual({ ok: false, code: 'INFLATE_LIMIT' });
    expect(inflatesBeyond(bomb, 1_000_000)).toBe(true);
    expect(inflatesBeyond(bomb, 50_000_000)).toBe(false);
    expect(inflatesBeyond(packed, 5000)).toBe(false);
  });

  test('data cut off gives what came before, and says so', () => {
    const result = inflateBounded(
      new Uint8Array(deflateSync(new Uint8Array(300_000))).subarray(0, 200),
      1_000_000,
    );
    expect(result).toMatchObject({ ok: true, complete: false });
  });

  test('a wrong checksum is none of its business', () => {
    const bytes = new Uint8Array(packed);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(inflateBounded(bytes, 5000)).toMatchObject({ ok: true, complete: true });
  });

  test.each([[[]], [[0x78]], [[1, 2, 3, 4]], [[0x78, 0x9c, 0xff, 0xff]]])('%j is corrupt', (values) => {
    expect(inflateBounded(Uint8Array.from(values), 100)).toEqual({ ok: false, code: 'INFLATE_CORRUPT' });
  });
});
