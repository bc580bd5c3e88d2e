import { FaultList } from './fault.ts';
import { Lexer, isDigit } from './lexer.ts';
import { NULL_OBJECT, type PdfDict, type PdfObject } from './object.ts';

/** What a parse needs beside the bytes: where faults go, how deep nesting may be, and whose object this is. */
export type ParseContext = Readonly<{
  faults: FaultList;
  maxDepth: number;
  object?: number;
  /** Bytes that may still be parsed in this file; objects that overlap could cost the square of its size. */
  budget?: { parsed: number };
  /** Place in the file that faults name instead of their own, for objects inside an object stream. */
  place?: { readonly offset: number; readonly length: number };
}>;

/** Reports a fault at a place of the file, on behalf of the object being parsed. */
export function report(
  context: ParseContext,
  code: Parameters<FaultList['add']>[0],
  offset: number,
  length: number,
  detail?: string,
): void {
  context.faults.add(code, context.place ?? { offset, length }, {
    ...(context.object === undefined ? {} : { object: context.object }),
    ...(detail === undefined ? {} : { detail }),
  });
}

/**
 * Parses one direct object (ISO 32000-2 §7.3) at the lexer's place, white space before it skipped.
 *
 * @returns the object; undefined, with a fault, where the bytes are none. Duplicate keys are a fault and listed in
 *   the dictionary. Never throws.
 */
export function parseObject(lexer: Lexer, context: ParseContext, depth = 0): PdfObject | undefined {
  lexer.skipSpace();
  const offset = lexer.pos;
  const code = lexer.peek();
  if (code === undefined) return malformed(lexer, context, offset);
  if (depth > context.maxDepth) {
    report(context, 'DEPTH_LIMIT', offset, 1);
    return undefined;
  }
  switch (code) {
    case 0x2f: {
      const value = lexer.name();
      return { kind: 'name', value, offset, length: lexer.pos - offset };
    }
    case 0x28: {
      const bytes = lexer.literalString();
      if (!bytes) return malformed(lexer, context, offset);
      return { kind: 'string', bytes, hex: false, offset, length: lexer.pos - offset };
    }
    case 0x3c: {
      if (lexer.peek(1) === 0x3c) return parseDict(lexer, context, depth);
      const bytes = lexer.hexString();
      if (!bytes) return malformed(lexer, context, offset);
      return { kind: 'string', bytes, hex: true, offset, length: lexer.pos - offset };
    }
    case 0x5b:
      return parseArray(lexer, context, depth);
    case 0x74:
      if (lexer.keyword('true')) return { kind: 'boolean', value: true, offset, length: 4 };
      break;
    case 0x66:
      if (lexer.keyword('false')) return { kind: 'boolean', value: false, offset, length: 5 };
      break;
    case 0x6e:
      if (lexer.keyword('null')) return { kind: 'null', offset, length: 4 };
      break;
    default: {
      if (isDigit(code)) {
        const ref = parseRef(lexer, offset);
        if (ref) return ref;
      }
      const number = lexer.number();
      if (!number) break;
      if (!number.wellFormed) report(context, 'NUMBER_MALFORMED', offset, lexer.pos - offset);
      return {
        kind: 'number',
        value: number.value,
        integer: number.integer,
        offset,
        length: lexer.pos - offset,
      };
    }
  }
  return malformed(lexer, context, offset);
}

function malformed(lexer: Lexer, context: ParseContext, offset: number): undefined {
  report(context, 'OBJECT_MALFORMED', Math.min(offset, lexer.end), 1);
  return undefined;
}

function parseRef(lexer: Lexer, offset: number): PdfObject | undefined {
  const num = lexer.wholeNumber();
  if (num !== undefined) {
    lexer.skipSpace();
    const gen = isDigit(lexer.peek()) ? lexer.wholeNumber() : undefined;
    if (gen !== undefined) {
      lexer.skipSpace();
      if (lexer.peek() === 0x52 && lexer.keyword('R')) {
        return { kind: 'ref', num, gen, offset, length: lexer.pos - offset };
      }
    }
  }
  lexer.pos = offset;
  return undefined;
}

function parseArray(lexer: Lexer, context: ParseContext, depth: number): PdfObject | undefined {
  const offset = lexer.pos++;
  const items: PdfObject[] = [];
  for (;;) {
    lexer.skipSpace();
    if (lexer.peek() === 0x5d) break;
    const item = parseObject(lexer, context, depth + 1);
    if (!item) return undefined;
    items.push(item);
  }
  lexer.pos++;
  return { kind: 'array', items, offset, length: lexer.pos - offset };
}

const NO_DUPLICATES: readonly string[] = [];

function parseDict(lexer: Lexer, context: ParseContext, depth: number): PdfDict | undefined {
  const offset = lexer.pos;
  lexer.pos += 2;
  const entries = new Map<string, PdfObject>();
  let duplicates = NO_DUPLICATES;
  for (;;) {
    lexer.skipSpace();
    const code = lexer.peek();
    if (code === 0x3e && lexer.peek(1) === 0x3e) break;
    if (code !== 0x2f) return malformed(lexer, context, lexer.pos);
    const keyAt = lexer.pos;
    const key = lexer.name();
    lexer.skipSpace();
    // "/Key >>": a key without a value is null to every reader.
    const value =
      lexer.peek() === 0x3e && lexer.peek(1) === 0x3e ? NULL_OBJECT : parseObject(lexer, context, depth + 1);
    if (!value) return undefined;
    if (entries.has(key)) {
      duplicates = [...duplicates, key];
      report(context, 'DUPLICATE_KEY', keyAt, lexer.pos - keyAt, key);
    } else entries.set(key, value);
  }
  lexer.pos += 2;
  return { kind: 'dict', entries, duplicates, offset, length: lexer.pos - offset };
}

/**
 * Place of a key (its slash and letters) of a dictionary that lies in `bytes`; undefined where it is not there.
 * Keys' places are rarely asked for, so they are found again instead of being kept.
 */
export function keySpan(
  bytes: Uint8Array,
  dict: PdfDict,
  key: string,
): { offset: number; length: number } | undefined {
  const lexer = new Lexer(bytes, dict.offset + 2, dict.offset + dict.length);
  for (;;) {
    lexer.skipSpace();
    if (lexer.peek() !== 0x2f) return undefined;
    const offset = lexer.pos;
    const name = lexer.name();
    if (name === key) return { offset, length: lexer.pos - offset };
    if (!parseObject(lexer, { faults: new FaultList(), maxDepth: 256 })) return undefined;
  }
}
