import { inflateBounded } from '../bytes/inflate.ts';
import { type PdfDict, type PdfObject, dictOf, integerOf, itemsOf, nameOf } from './object.ts';

type FilterCode = 'INFLATE_LIMIT' | 'INFLATE_CORRUPT' | 'FILTER_UNSUPPORTED';
export type FilterResult =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly complete: boolean }
  | { readonly ok: false; readonly code: FilterCode };

/**
 * Undoes a stream's filters (ISO 32000-2 §7.4) as far as structure needs them: FlateDecode with predictors,
 * ASCIIHexDecode and no filter.
 *
 * @param raw - the encoded bytes.
 * @param resolve - answers what a reference stands for.
 * @param limit - the most bytes accepted after any filter.
 * @returns a code on hostile or unknown input; never throws.
 */
export function decodeStream(
  raw: Uint8Array,
  dict: PdfDict,
  resolve: (object: PdfObject | undefined) => PdfObject,
  limit: number,
): FilterResult {
  const filter = resolve(dict.entries.get('Filter'));
  const parameters = resolve(dict.entries.get('DecodeParms'));
  const names =
    filter.kind === 'null' ? [] : (itemsOf(filter) ?? [filter]).map((item) => nameOf(resolve(item)));
  const each = itemsOf(parameters) ?? [parameters];
  let bytes = raw;
  let complete = true;
  for (const [index, name] of names.entries()) {
    const parms = dictOf(resolve(each[index]));
    if (name === 'FlateDecode' || name === 'Fl') {
      const inflated = inflateBounded(bytes, limit);
      if (!inflated.ok) return inflated;
      complete &&= inflated.complete;
      const plain = undoPredictor(inflated.bytes, parms, resolve);
      if (!plain) return { ok: false, code: 'FILTER_UNSUPPORTED' };
      bytes = plain;
    } else if (name === 'ASCIIHexDecode' || name === 'AHx') {
      bytes = asciiHex(bytes);
    } else return { ok: false, code: 'FILTER_UNSUPPORTED' };
  }
  return { ok: true, bytes, complete };
}

function asciiHex(bytes: Uint8Array): Uint8Array {
  const digits: number[] = [];
  for (const code of bytes) {
    if (code === 0x3e) break;
    const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code | 0x20));
    if (digit >= 0) digits.push(digit);
  }
  const out = new Uint8Array((digits.length + 1) >> 1);
  for (let i = 0; i < digits.length; i++)
    out[i >> 1] = (out[i >> 1] ?? 0) | ((digits[i] ?? 0) << (i % 2 ? 0 : 4));
  return out;
}

// §7.4.4.4: 1 none, 2 TIFF, 10–15 PNG (each row names its own).
function undoPredictor(
  bytes: Uint8Array,
  parms: PdfDict | undefined,
  resolve: (object: PdfObject | undefined) => PdfObject,
): Uint8Array | undefined {
  const read = (key: string, otherwise: number) => integerOf(resolve(parms?.entries.get(key))) ?? otherwise;
  const predictor = read('Predictor', 1);
  if (predictor === 1) return bytes;
  const colors = read('Colors', 1);
  const bits = read('BitsPerComponent', 8);
  const columns = read('Columns', 1);
  const rowBits = colors * bits * columns;
  if (colors < 1 || bits < 1 || columns < 1 || rowBits > 2 ** 27) return undefined;
  const row = (rowBits + 7) >> 3;
  const step = Math.max(1, (colors * bits) >> 3);
  if (predictor >= 10 && predictor <= 15) return undoPng(bytes, row, step);
  return predictor === 2 && bits === 8 ? undoTiff(bytes, row, step) : undefined;
}

function undoTiff(bytes: Uint8Array, row: number, step: number): Uint8Array {
  const out = new Uint8Array(bytes);
  for (let i = 0; i < out.length; i++) {
    if (i % row >= step) out[i] = (out[i] ?? 0) + (out[i - step] ?? 0);
  }
  return out;
}

function undoPng(bytes: Uint8Array, row: number, step: number): Uint8Array | undefined {
  const rows = Math.ceil(bytes.length / (row + 1));
  const out = new Uint8Array(rows * row);
  let length = 0;
  for (let y = 0; y < rows; y++) {
    const type = bytes[y * (row + 1)];
    const from = y * (row + 1) + 1;
    const to = y * row;
    const count = Math.min(row, bytes.length - from);
    for (let x = 0; x < count; x++) {
      const left = x >= step ? (out[to + x - step] ?? 0) : 0;
      const up = y > 0 ? (out[to + x - row] ?? 0) : 0;
      const upLeft = y > 0 && x >= step ? (out[to + x - row - step] ?? 0) : 0;
      let add: number;
      if (type === 0) add = 0;
      else if (type === 1) add = left;
      else if (type === 2) add = up;
      else if (type === 3) add = (left + up) >> 1;
      else if (type === 4) add = paeth(left, up, upLeft);
      else return undefined;
      out[to + x] = (bytes[from + x] ?? 0) + add;
    }
    length += Math.max(0, count);
  }
  return out.subarray(0, length);
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const a = Math.abs(estimate - left);
  const b = Math.abs(estimate - up);
  const c = Math.abs(estimate - upLeft);
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}
