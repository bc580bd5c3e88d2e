import { Lexer, isDigit, isSpace } from './lexer.ts';
import type { PdfDict } from './object.ts';
import { type ParseContext, parseObject, report } from './parser.ts';
import type { XrefEntry } from './xref.ts';

export type XrefTable = Readonly<{
  entries: Map<number, XrefEntry>;
  trailer: PdfDict;
  offset: number;
  length: number;
}>;

/**
 * Parses a classic cross-reference table and its trailer (ISO 32000-2 §7.5.4–7.5.5) whose `xref` keyword is at `at`.
 *
 * @param maxEntries - the most entries accepted.
 * @returns undefined, with a fault, where there is none. Entries of another size than 20 bytes are a tolerated fault.
 */
export function parseXrefTable(
  bytes: Uint8Array,
  at: number,
  context: ParseContext,
  maxEntries: number,
): XrefTable | undefined {
  const lexer = new Lexer(bytes, at);
  if (!lexer.keyword('xref')) return undefined;
  const entries = new Map<number, XrefEntry>();
  for (;;) {
    lexer.skipSpace();
    if (lexer.keyword('trailer')) break;
    const first = lexer.wholeNumber();
    lexer.skipSpace();
    const count = lexer.wholeNumber();
    if (first === undefined || count === undefined) return fail(lexer, context);
    if (entries.size + count > maxEntries) {
      report(context, 'XREF_LIMIT', lexer.pos, 1);
      return undefined;
    }
    if (!readSubsection(lexer, first, count, entries, context)) return fail(lexer, context);
  }
  const trailer = parseObject(lexer, context);
  if (trailer?.kind !== 'dict') {
    report(context, 'TRAILER_MALFORMED', Math.min(lexer.pos, bytes.length), 1);
    return undefined;
  }
  return { entries, trailer, offset: at, length: lexer.pos - at };
}

function fail(lexer: Lexer, context: ParseContext): undefined {
  report(context, 'XREF_MALFORMED', Math.min(lexer.pos, lexer.end), 1);
  return undefined;
}

function readSubsection(
  lexer: Lexer,
  start: number,
  count: number,
  entries: Map<number, XrefEntry>,
  context: ParseContext,
): boolean {
  let first = start;
  let expected: number | undefined;
  for (let i = 0; i < count; i++) {
    lexer.skipBlank();
    const at = lexer.pos;
    const offset = lexer.wholeNumber();
    lexer.skipBlank();
    const gen = lexer.wholeNumber();
    lexer.skipBlank();
    const inUse = lexer.keyword('n');
    if (offset === undefined || gen === undefined || (!inUse && !lexer.keyword('f'))) return false;
    // Some readers go by fixed rows of 20 bytes.
    const isOff = expected !== undefined && at !== expected;
    expected = at + 20;
    if (isOff || lexer.pos - at !== 18 || !isSpace(lexer.peek()) || isDigit(lexer.peek(1))) {
      report(context, 'XREF_ENTRY_SIZE', at, lexer.pos - at);
    }
    if (i === 0 && first === 1 && !inUse && gen === 65535) {
      // A known writer's slip: the list begins with object 0 but its header says 1.
      report(context, 'XREF_SUBSECTION_SHIFT', at, 18);
      first = 0;
    }
    const num = first + i;
    if (entries.has(num)) {
      report(context, 'XREF_MALFORMED', at, 18, String(num));
      continue;
    }
    // An entry in use at offset 0 cannot be an object; every reader takes it as free.
    entries.set(num, inUse && offset > 0 ? { kind: 'offset', offset, gen } : { kind: 'free', gen });
  }
  return true;
}
