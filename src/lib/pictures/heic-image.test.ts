import { readFileSync } from 'node:fs';
import libheif from 'libheif-js/libheif-wasm/libheif.js';
import { describe, expect, it } from 'vitest';
import { decodeHeic, isHeic } from './heic-image.ts';

const library = (): ReturnType<typeof libheif> =>
  libheif({
    wasmBinary: Uint8Array.from(
      readFileSync(new URL('../../../node_modules/libheif-js/libheif-wasm/libheif.wasm', import.meta.url)),
    ).buffer,
  });
/** 320×240 as the sensor lay (red and green above, blue and white below), marked to be turned right by a quarter. */
const lying = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL('lying.heic', import.meta.url)));
const pixel = (image: { width: number; rgba: Uint8ClampedArray }, x: number, y: number): number[] => [
  ...image.rgba.subarray((y * image.width + x) * 4, (y * image.width + x) * 4 + 3),
];

describe('M15: a HEIC photo in a browser that cannot decode it', () => {
  it('is known by its brand, whatever its name', () => {
    expect(isHeic(lying())).toBe(true);
    expect(isHeic(new TextEncoder().encode('\0\0\0\u0018ftypmif1\0\0\0\0mif1heic'))).toBe(true);
  });

  it.each([
    ['AVIF', '\0\0\0\u0018ftypavif\0\0\0\0avifmif1'],
    ['a film', '\0\0\0\u0018ftypisom\0\0\0\0isommp42'],
    ['the word alone', 'heic'],
    ['nothing', ''],
  ])('is not taken for one: %s', (_, head) => {
    expect(isHeic(new TextEncoder().encode(head))).toBe(false);
  });

  it('is turned upright', async () => {
    const image = await decodeHeic(library(), lying().buffer);
    expect(image).toMatchObject({ width: 240, height: 320 });
    if (image === null) return;
    const [red = 0, , blue = 0] = pixel(image, 10, 10);
    expect(blue - red).toBeGreaterThan(150);
    const [above = 0, , other = 0] = pixel(image, 230, 10);
    expect(above - other).toBeGreaterThan(150);
  });

  it('answers nothing where it is cut off', async () => {
    expect(await decodeHeic(library(), lying().slice(0, 700).buffer)).toBeNull();
  });

  it('answers nothing where it claims more pixels than any phone takes', async () => {
    const file = lying();
    const at = Buffer.from(file).indexOf('ispe');
    const view = new DataView(file.buffer);
    view.setUint32(at + 8, 30_000);
    view.setUint32(at + 12, 30_000);
    expect(await decodeHeic(library(), file.buffer)).toBeNull();
  });
});
