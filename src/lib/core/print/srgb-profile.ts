import { asciiBytes } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';

/** Points of the tone curve: enough that no 8-bit value is off by one. */
const CURVE_POINTS = 256;

/**
 * An ICC profile of sRGB, made of the standard's own numbers: white point and primaries adapted to D50, and its
 * transfer function as a table. What a PDF/A's output intent needs, in under a kilobyte.
 *
 * Source: IEC 61966-2-1 (transfer function); ICC.1:2001-04 §6 (profile, version 2.4), §6.5 (tag types).
 */
export function srgbProfile(): Uint8Array<ArrayBuffer> {
  const curve = typed('curv', uint32(CURVE_POINTS), ...curvePoints().map(uint16));
  const tags: readonly (readonly [string, Uint8Array])[] = [
    ['desc', description('sRGB')],
    ['cprt', typed('text', asciiBytes('No copyright, use freely\0'))],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.43607, 0.22249, 0.01392)],
    ['gXYZ', xyz(0.38515, 0.71687, 0.09708)],
    ['bXYZ', xyz(0.14307, 0.06061, 0.7141)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const tableLength = 4 + 12 * tags.length;
  const data: Uint8Array[] = [];
  const places = new Map<Uint8Array, number>();
  let at = 128 + tableLength;
  for (const [, value] of tags) {
    // The three curves are one.
    if (places.has(value)) continue;
    const padded = concatBytes(value, new Uint8Array((4 - (value.length % 4)) % 4));
    places.set(value, at);
    data.push(padded);
    at += padded.length;
  }
  const table = tags.map(([name, value]) =>
    concatBytes(asciiBytes(name), uint32(places.get(value) ?? 0), uint32(value.length)),
  );
  return concatBytes(header(at), uint32(tags.length), ...table, ...data);
}

function header(length: number): Uint8Array {
  const out = new Uint8Array(128);
  const put = (offset: number, value: Uint8Array): void => out.set(value, offset);
  put(0, uint32(length));
  put(8, uint32(0x02400000));
  put(12, asciiBytes('mntrRGB XYZ '));
  // A fixed date: the same profile, octet by octet, in every document.
  for (const [index, part] of [2026, 1, 1, 0, 0, 0].entries()) put(24 + 2 * index, uint16(part));
  put(36, asciiBytes('acsp'));
  put(68, concatBytes(fixed(0.9642), fixed(1), fixed(0.8249)));
  return out;
}

function curvePoints(): number[] {
  return Array.from({ length: CURVE_POINTS }, (_, index) => {
    const value = index / (CURVE_POINTS - 1);
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return Math.round(linear * 0xffff);
  });
}

// textDescriptionType: ASCII, then an empty Unicode and an empty Macintosh part.
function description(text: string): Uint8Array {
  return typed('desc', uint32(text.length + 1), asciiBytes(`${text}\0`), new Uint8Array(8 + 2 + 1 + 67));
}

function xyz(x: number, y: number, z: number): Uint8Array {
  return typed('XYZ ', fixed(x), fixed(y), fixed(z));
}

function typed(signature: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(asciiBytes(signature), new Uint8Array(4), ...parts);
}

/** s15Fixed16Number. */
function fixed(value: number): Uint8Array {
  return uint32(Math.round(value * 65536));
}

function uint32(value: number): Uint8Array {
  return concatBytes(uint16(value >>> 16), uint16(value & 0xffff));
}

function uint16(value: number): Uint8Array {
  return new Uint8Array([value >> 8, value & 0xff]);
}
