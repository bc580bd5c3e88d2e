import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { asciiBytes } from '../bytes/ascii.ts';
import { FaultList } from './fault.ts';
import { decodeStream } from './filters.ts';
import { Lexer } from './lexer.ts';
import { NULL_OBJECT } from './object.ts';
import { parseObject } from './parser.ts';

function decode(keys: string, raw: Uint8Array, limit = 1000) {
  const dict = parseObject(new Lexer(asciiBytes(`<<${keys}>>`)), { faults: new FaultList(), maxDepth: 8 });
  if (dict?.kind !== 'dict') throw new Error('no dictionary');
  return decodeStream(raw, dict, (object) => object ?? NULL_OBJECT, limit);
}

const flate = (...bytes: number[]) => new Uint8Array(deflateSync(Uint8Array.from(bytes)));
const PNG = '/Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 3>>';

describe('filters of structural streams (ISO 32000-2 §7.4)', () => {
  test('no filter gives the bytes as they are', () => {
    expect(decode('', Uint8Array.of(1, 2))).toMatchObject({ ok: true, bytes: Uint8Array.of(1, 2) });
  });

  test.each([
    ['none', [0, 1, 2, 3, 0, 4, 5, 6], [1, 2, 3, 4, 5, 6]],
    ['sub', [1, 1, 2, 3, 1, 4, 5, 6], [1, 3, 6, 4, 9, 15]],
    ['up', [2, 1, 2, 3, 2, 4, 5, 6], [1, 2, 3, 5, 7, 9]],
    ['average', [3, 2, 2, 2, 3, 2, 2, 2], [2, 3, 3, 3, 5, 6]],
    ['Paeth', [4, 1, 2, 3, 4, 4, 5, 6], [1, 3, 6, 5, 10, 16]],
  ])('PNG predictor: %s', (_name, rows, plain) => {
    expect(decode(PNG, flate(...rows))).toMatchObject({ ok: true, bytes: Uint8Array.from(plain) });
  });

  test('TIFF predictor adds to the left', () => {
    const keys = '/Filter [/FlateDecode] /DecodeParms [<</Predictor 2 /Columns 3>>]';
    expect(decode(keys, flate(1, 1, 1, 5, 1, 1))).toMatchObject({ bytes: Uint8Array.of(1, 2, 3, 5, 6, 7) });
  });

  test('a filter that structure never needs is refused', () => {
    expect(decode('/Filter /LZWDecode', Uint8Array.of(1))).toEqual({ ok: false, code: 'FILTER_UNSUPPORTED' });
  });

  test('output past the limit is refused', () => {
    expect(decode('/Filter /FlateDecode', flate(...new Array<number>(2000).fill(0)), 1999)).toEqual({
      ok: false,
      code: 'INFLATE_LIMIT',
    });
  });

  test('/F names an external file and is no filter', () => {
    expect(decode('/F /FlateDecode', Uint8Array.of(7))).toMatchObject({ ok: true, bytes: Uint8Array.of(7) });
  });
});
