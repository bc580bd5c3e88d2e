import { expect, test } from 'vitest';
import { FaultList } from './fault.ts';
import { Lexer } from './lexer.ts';
import { parseObject } from './parser.ts';
import { readXrefStream } from './xref-stream.ts';

function dictionary(text: string) {
  const object = parseObject(new Lexer(new TextEncoder().encode(text)), {
    faults: new FaultList(),
    maxDepth: 8,
  });
  if (object?.kind !== 'dict') throw new Error('no dictionary');
  return object;
}

test('an entry of a type that is not defined makes the section unreadable, since readers differ on it', () => {
  const dict = dictionary('<</W [1 1 1] /Size 2>>');
  expect(readXrefStream(dict, Uint8Array.of(0, 0, 0, 1, 9, 0), 10)).toHaveProperty('size', 2);
  expect(readXrefStream(dict, Uint8Array.of(0, 0, 0, 3, 9, 0), 10)).toBe('XREF_MALFORMED');
});

test('more entries than are read are told from a section that is damaged', () => {
  const dict = dictionary('<</W [1 1 1] /Size 2>>');
  expect(readXrefStream(dict, new Uint8Array(6), 1)).toBe('XREF_LIMIT');
  expect(readXrefStream(dict, new Uint8Array(5), 10)).toBe('XREF_MALFORMED');
});
