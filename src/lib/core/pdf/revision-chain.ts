import { startsWithAscii } from '../bytes/ascii.ts';
import { indexOfAscii, lastIndexOfAscii } from '../bytes/search.ts';
import { type ByteSpan, spanEnd } from '../bytes/span.ts';
import { FaultList } from './fault.ts';
import { Lexer } from './lexer.ts';
import type { PdfLimits } from './limits.ts';
import { parseIndirect } from './indirect-object.ts';
import { dictOf, integerOf } from './object.ts';
import type { Revision } from './revision.ts';
import { type ReadBudget, readSection } from './section.ts';
import type { XrefEntry, XrefSection } from './xref.ts';

// How far behind its cross-reference a revision's closing lines are looked for.
const CLOSING_WINDOW = 65_536;
// Readers look for the last `startxref` in the last 1024 bytes. Where blanks push it further back they collect whatever
// objects lie about instead, and may show another document than the cross-references name.
const MAX_BLANK_TAIL = 512;

/** `startxref`, its number and `%%EOF`, as found. */
type Closing = Readonly<{ value: number; startxref: ByteSpan; eof: ByteSpan | undefined; end: number }>;

/**
 * Follows the chain of cross-reference sections from the last `startxref` back to the first (ISO 32000-2 §7.5.5,
 * §7.5.6) and groups them into revisions, oldest first.
 *
 * @returns an empty list, with faults, where no section can be read. A chain that breaks off or loops gives the
 *   revisions read so far, with a fault. Never throws.
 */
export function readRevisions(
  bytes: Uint8Array,
  limits: PdfLimits,
  faults: FaultList,
  budget: ReadBudget,
): readonly Revision[] {
  const keywordAt = lastIndexOfAscii(bytes, 'startxref');
  const last = keywordAt < 0 ? undefined : readClosing(bytes, keywordAt);
  if (!last) {
    faults.add('STARTXREF_MISSING', { offset: Math.max(0, bytes.length - 1), length: 1 });
    return [];
  }
  if (!last.eof) faults.add('EOF_MISSING', last.startxref);
  if (hasContent(bytes, last.end) || bytes.length - last.end > MAX_BLANK_TAIL) {
    faults.add('TRAILING_BYTES', { offset: last.end, length: bytes.length - last.end });
  }
  const sections = readSections(bytes, last.value, limits, faults, budget);
  const linearized = isLinearized(bytes, limits);
  const groups: XrefSection[][] = [];
  for (const [index, section] of sections.entries()) {
    const newer = sections[index - 1];
    const newestOfOldest = index === sections.length - 1 && newer !== undefined;
    if (newestOfOldest && linearized && newer.span.offset < section.span.offset) groups.at(-1)?.push(section);
    else groups.push([section]);
  }
  const revisions: Revision[] = [];
  let start = 0;
  for (const [index, group] of groups.reverse().entries()) {
    const isLast = index === groups.length - 1;
    const revision = closeRevision(bytes, index, group, start, isLast ? last : undefined, faults);
    if (!revision) continue;
    revisions.push(revision);
    start = revision.end;
  }
  return revisions;
}

function readSections(
  bytes: Uint8Array,
  newest: number,
  limits: PdfLimits,
  faults: FaultList,
  budget: ReadBudget,
): readonly XrefSection[] {
  const sections: XrefSection[] = [];
  const visited = new Set<number>();
  for (let at: number | undefined = newest; at !== undefined;) {
    if (visited.has(at)) {
      faults.add('XREF_LOOP', { offset: at, length: 1 });
      break;
    }
    if (visited.size >= limits.maxSections) {
      faults.add('XREF_LIMIT', { offset: at, length: 1 });
      break;
    }
    visited.add(at);
    const section: XrefSection | undefined = readSection(bytes, at, limits, faults, budget);
    if (!section) break;
    sections.push(section);
    at = section.prev;
  }
  return sections;
}

function closeRevision(
  bytes: Uint8Array,
  index: number,
  group: readonly XrefSection[],
  start: number,
  closing: Closing | undefined,
  faults: FaultList,
): Revision | undefined {
  const [newest] = group;
  if (!newest) return undefined;
  const after = Math.max(...group.map((section) => spanEnd(section.span)));
  const found = findClosing(bytes, after) ?? closing;
  const place = { offset: newest.span.offset, length: newest.span.length };
  if (!found || (closing && found.end !== closing.end)) {
    // The section that the file's last startxref names must be closed by that very startxref.
    if (closing) faults.add('STARTXREF_MISMATCH', closing.startxref);
    else faults.add('STARTXREF_MISSING', place);
  } else if (found.value !== newest.span.offset && !isBlankBetween(bytes, found.value, newest.span.offset)) {
    faults.add('STARTXREF_MISMATCH', found.startxref);
  } else if (!found.eof) faults.add('EOF_MISSING', found.startxref);
  const end = closing?.end ?? found?.end ?? after;
  if (newest.span.offset < start && start > 0) faults.add('XREF_ORDER', place);
  const entries = new Map<number, XrefEntry>();
  for (const section of [...group].reverse())
    for (const [num, entry] of section.entries) entries.set(num, entry);
  const size = integerOf(newest.trailer.entries.get('Size'));
  let highest = -1;
  for (const [num, entry] of entries) {
    highest = Math.max(highest, num);
    // What a save lists was there when it saved: a later revision must not be able to supply it.
    if (entry.kind === 'offset' && entry.offset >= end) {
      faults.add(
        'OBJECT_BEYOND_REVISION',
        { offset: Math.min(entry.offset, bytes.length), length: 1 },
        { object: num },
      );
    }
  }
  if (size === undefined || highest >= size) faults.add('XREF_SIZE', place);
  return {
    index,
    sections: group,
    xrefOffset: newest.span.offset,
    startxref: found?.startxref,
    eof: found?.eof,
    start,
    end: Math.max(end, start),
    entries,
    trailer: newest.trailer,
  };
}

function isBlankBetween(bytes: Uint8Array, from: number, to: number): boolean {
  if (from > to || to - from > 16) return false;
  const lexer = new Lexer(bytes, from, to);
  lexer.skipBlank();
  return lexer.pos === to;
}

function findClosing(bytes: Uint8Array, after: number): Closing | undefined {
  const lexer = new Lexer(bytes, after);
  lexer.skipSpace();
  const at = startsWithAscii(bytes, 'startxref', lexer.pos)
    ? lexer.pos
    : indexOfAscii(bytes, 'startxref', after, after + CLOSING_WINDOW);
  return at < 0 ? undefined : readClosing(bytes, at);
}

function readClosing(bytes: Uint8Array, at: number): Closing | undefined {
  const lexer = new Lexer(bytes, at);
  if (!lexer.keyword('startxref')) return undefined;
  lexer.skipBlank();
  const value = lexer.wholeNumber();
  if (value === undefined) return undefined;
  const startxref = { offset: at, length: lexer.pos - at };
  lexer.skipBlank();
  if (!startsWithAscii(bytes, '%%EOF', lexer.pos)) {
    return { value, startxref, eof: undefined, end: spanEnd(startxref) };
  }
  const eof = { offset: lexer.pos, length: 5 };
  lexer.pos += 5;
  if (lexer.peek() === 13) lexer.pos++;
  if (lexer.peek() === 10) lexer.pos++;
  return { value, startxref, eof, end: lexer.pos };
}

function hasContent(bytes: Uint8Array, from: number): boolean {
  const lexer = new Lexer(bytes, from);
  lexer.skipBlank();
  return lexer.pos < bytes.length;
}

// Annex F: the linearization parameter dictionary is the first object of the file, within its first 1024 bytes.
function isLinearized(bytes: Uint8Array, limits: PdfLimits): boolean {
  const lexer = new Lexer(bytes, 0, 1024);
  lexer.skipSpace();
  const object = parseIndirect(
    bytes,
    lexer.pos,
    { faults: new FaultList(), maxDepth: limits.maxDepth },
    integerOf,
  );
  return dictOf(object?.value)?.entries.has('Linearized') ?? false;
}
