import { describe, expect, test } from 'vitest';
import { asciiBytes, asciiText } from '../bytes/ascii.ts';
import { FaultList } from './fault.ts';
import { Lexer } from './lexer.ts';
import { keySpan, parseObject } from './parser.ts';

function parse(text: string, maxDepth = 64) {
  const faults = new FaultList();
  const lexer = new Lexer(asciiBytes(text));
  const object = parseObject(lexer, { faults, maxDepth });
  return { object, codes: faults.list.map(({ code }) => code), pos: lexer.pos };
}

function stringOf(text: string): string {
  const { object } = parse(text);
  return object?.kind === 'string' ? asciiText(object.bytes) : 'none';
}

describe('names and strings are read as ISO 32000-2 §7.3 says', () => {
  test('#xx in a name stands for one byte', () => {
    expect(parse('/A#42#20c ').object).toMatchObject({ kind: 'name', value: 'AB c', offset: 0, length: 9 });
  });

  test('a # without two digits stays', () => {
    expect(parse('/A#g1').object).toMatchObject({ value: 'A#g1' });
  });

  test('escapes, octal codes, line ends and balanced parentheses in a literal string', () => {
    expect(stringOf('(a\\(b\\)(c)\\101\\7\\\r\nd\re\\n)')).toBe('a(b)(c)A\x07d\ne\n');
  });

  test('a hexadecimal string ignores white space and pads an odd digit', () => {
    expect(stringOf('<4 1\n42 5>')).toBe('ABP');
  });

  test('a string that never ends is malformed', () => {
    expect(parse('(abc').codes).toEqual(['OBJECT_MALFORMED']);
    expect(parse('<41').codes).toEqual(['OBJECT_MALFORMED']);
  });
});

describe('numbers and references', () => {
  test('two numbers and R are a reference, two numbers are not', () => {
    const { object } = parse('[12 0 R 12 0 7]');
    expect(object?.kind === 'array' && object.items.map(({ kind }) => kind)).toEqual([
      'ref',
      'number',
      'number',
      'number',
    ]);
  });

  test.each([
    ['-.5', -0.5],
    ['+3.', 3],
    ['0012', 12],
  ])('%s is a number', (text, value) => {
    expect(parse(text)).toMatchObject({ object: { value }, codes: [] });
  });

  test('two signs are a tolerated fault', () => {
    expect(parse('--5')).toMatchObject({ object: { value: -5 }, codes: ['NUMBER_MALFORMED'] });
  });
});

describe('dictionaries', () => {
  test('a key that occurs twice is a fault, also when it is written with #xx', () => {
    const { object, codes } = parse('<</Contents <00> /C#6fntents <01>>>');
    expect(codes).toEqual(['DUPLICATE_KEY']);
    expect(object).toMatchObject({ kind: 'dict', duplicates: ['Contents'] });
  });

  test('every value knows its place, and a key is found again', () => {
    const text = '<</A [1 2] /Contents  <0102>>>';
    const { object } = parse(text);
    if (object?.kind !== 'dict') throw new Error('no dictionary');
    const value = object.entries.get('Contents');
    expect(value).toMatchObject({ offset: text.indexOf('<01'), length: 6 });
    expect(keySpan(asciiBytes(text), object, 'Contents')).toEqual({
      offset: text.indexOf('/Con'),
      length: 9,
    });
    expect(keySpan(asciiBytes(text), object, 'Absent')).toBeUndefined();
  });

  test('nesting past the limit is a fault, not an overflow', () => {
    expect(parse('['.repeat(100_000)).codes).toEqual(['DEPTH_LIMIT']);
  });
});
