import { indexOfAscii } from '../bytes/search.ts';
import { Lexer, isSpace } from './lexer.ts';
import type { PdfDict, PdfObject, PdfStream } from './object.ts';
import { type ParseContext, parseObject, report } from './parser.ts';

/** What stands at an object's offset: its header's numbers, its value, and the place from `n g obj` to `endobj`. */
export type ParsedIndirect = Readonly<{
  num: number;
  gen: number;
  value: PdfObject;
  offset: number;
  length: number;
}>;

/**
 * Parses `n g obj … endobj` (ISO 32000-2 §7.3.10) at an offset of the file.
 *
 * @param lengthOf - answers a stream's /Length value where it is a reference.
 * @returns undefined, with a fault, where no object begins there. A stream whose Length is wrong is a STREAM_LENGTH
 *   fault and reaches to the next `endstream`. Never throws.
 */
export function parseIndirect(
  bytes: Uint8Array,
  at: number,
  context: ParseContext,
  lengthOf: (length: PdfObject | undefined) => number | undefined,
): ParsedIndirect | undefined {
  if (context.budget && context.budget.parsed <= 0) {
    report(context, 'PARSE_LIMIT', at, 1);
    return undefined;
  }
  const lexer = new Lexer(bytes, at);
  const object = parseAt(lexer, at, context, lengthOf);
  if (context.budget) context.budget.parsed -= lexer.cost(at);
  return object;
}

function parseAt(
  lexer: Lexer,
  at: number,
  context: ParseContext,
  lengthOf: (length: PdfObject | undefined) => number | undefined,
): ParsedIndirect | undefined {
  lexer.skipBlank();
  const offset = lexer.pos;
  const num = lexer.wholeNumber();
  lexer.skipSpace();
  const gen = lexer.wholeNumber();
  lexer.skipSpace();
  if (num === undefined || gen === undefined || !lexer.keyword('obj')) {
    report(context, 'OBJECT_OFFSET', at, 1);
    return undefined;
  }
  if (offset !== at) report(context, 'OBJECT_OFFSET_INEXACT', at, offset - at);
  lexer.skipSpace();
  if (lexer.keyword('endobj')) {
    // An empty object is null (seen in the wild, and what every reader makes of it).
    const value: PdfObject = { kind: 'null', offset: lexer.pos - 6, length: 0 };
    return { num, gen, value, offset, length: lexer.pos - offset };
  }
  const parsed = parseObject(lexer, context);
  if (!parsed) return undefined;
  let value: PdfObject = parsed;
  let end = lexer.pos;
  lexer.skipSpace();
  if (parsed.kind === 'dict' && lexer.peek() === 0x73 && lexer.keyword('stream')) {
    value = parseStream(lexer, parsed, context, lengthOf);
    end = lexer.pos;
    lexer.skipSpace();
  }
  if (lexer.keyword('endobj')) end = lexer.pos;
  else report(context, 'ENDOBJ_MISSING', end, 1);
  return { num, gen, value, offset, length: end - offset };
}

function parseStream(
  lexer: Lexer,
  dict: PdfDict,
  context: ParseContext,
  lengthOf: (length: PdfObject | undefined) => number | undefined,
): PdfStream {
  const { bytes } = lexer;
  const keywordAt = lexer.pos - 6;
  // §7.3.8.1: CRLF or LF, never CR alone.
  if (lexer.peek() === 13 && lexer.peek(1) === 10) lexer.pos += 2;
  else if (lexer.peek() === 10) lexer.pos += 1;
  else {
    report(context, 'STREAM_KEYWORD', keywordAt, 6);
    if (lexer.peek() === 13) lexer.pos += 1;
  }
  const start = lexer.pos;
  const declared = lengthOf(dict.entries.get('Length'));
  if (declared !== undefined && declared >= 0 && start + declared <= lexer.end) {
    const after = new Lexer(bytes, start + declared, lexer.end);
    let blank = 0;
    while (blank < 8 && isSpace(after.peek())) {
      after.pos++;
      blank++;
    }
    // Whatever follows endstream, the data is what Length says (some writers glue endobj to it).
    if (after.keyword('endstream') || gluedEnd(after)) {
      if (blank > 2) report(context, 'STREAM_KEYWORD', after.pos, 1);
      lexer.spare(declared);
      lexer.pos = after.pos;
      return stream(dict, start, declared, after.pos);
    }
  }
  report(context, 'STREAM_LENGTH', start, 1);
  const found = indexOfAscii(bytes, 'endstream', start, lexer.end);
  const stop = found < 0 ? lexer.end : found;
  let dataEnd = stop;
  if (dataEnd > start && bytes[dataEnd - 1] === 10) dataEnd--;
  if (dataEnd > start && bytes[dataEnd - 1] === 13) dataEnd--;
  lexer.pos = found < 0 ? lexer.end : found + 9;
  return stream(dict, start, dataEnd - start, lexer.pos);
}

function gluedEnd(lexer: Lexer): boolean {
  const word = 'endstreamendobj';
  for (let i = 0; i < word.length; i++) if (lexer.peek(i) !== word.charCodeAt(i)) return false;
  lexer.pos += 9;
  return true;
}

function stream(dict: PdfDict, start: number, length: number, end: number): PdfStream {
  return {
    kind: 'stream',
    dict,
    data: { offset: start, length },
    offset: dict.offset,
    length: end - dict.offset,
  };
}
