import type { ByteSpan } from '../bytes/span.ts';
import { spanEnd } from '../bytes/span.ts';
import type { PdfFile } from './file.ts';
import { isSpace } from './lexer.ts';

/** Bytes of a revision that no object, section, header or closing accounts for. */
type Gap = ByteSpan & { readonly content: 'comment' | 'other' };

/** Two things that claim the same bytes. */
type Overlap = Readonly<{ first: ByteSpan; second: ByteSpan }>;

/** What a revision's own bytes hold beside what its cross-references name. */
export type Accounting = Readonly<{ gaps: readonly Gap[]; overlaps: readonly Overlap[] }>;

/**
 * Accounts for every byte of a revision: what lies outside its objects, cross-reference sections, header and closing
 * lines, and is not white space; and what is claimed twice.
 *
 * `comment` marks gaps that hold nothing but comment lines (the binary marker after the header is one); a linearized
 * file's inner `startxref` and `%%EOF` is accounted for.
 */
export function accountFor(file: PdfFile, index: number): Accounting {
  const revision = file.revisions[index];
  if (!revision) return { gaps: [], overlaps: [] };
  const spans: ByteSpan[] = [];
  for (const section of revision.sections) {
    spans.push(section.span);
    if (section.hybrid) spans.push(section.hybrid.span);
  }
  if (revision.startxref) spans.push(revision.startxref);
  if (revision.eof) spans.push(revision.eof);
  const known = new Set(spans.map((span) => span.offset));
  for (const [num, entry] of revision.entries) {
    if (entry.kind !== 'offset') continue;
    const span = file.spanOf(num, index);
    // A cross-reference stream that lists itself is one thing, not two.
    if (span && !known.has(span.offset)) {
      known.add(span.offset);
      spans.push(span);
    }
  }
  spans.sort((a, b) => a.offset - b.offset || a.length - b.length);
  const gaps: Gap[] = [];
  const overlaps: Overlap[] = [];
  let at = revision.start;
  let previous: ByteSpan | undefined;
  for (const span of spans) {
    if (span.offset < revision.start) continue;
    if (previous && span.offset < spanEnd(previous)) overlaps.push({ first: previous, second: span });
    if (span.offset > at) addGap(file.bytes, at, span.offset, gaps);
    if (spanEnd(span) > at) {
      at = spanEnd(span);
      previous = span;
    }
  }
  if (at < revision.end) addGap(file.bytes, at, revision.end, gaps);
  return { gaps, overlaps };
}

function addGap(bytes: Uint8Array, from: number, to: number, gaps: Gap[]): void {
  let start = from;
  let end = to;
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  if (start === end) return;
  gaps.push({
    offset: start,
    length: end - start,
    content: isComments(bytes, start, end) ? 'comment' : 'other',
  });
}

// Comment lines, and the `startxref n` line that closes a linearized file's first section.
function isComments(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (isSpace(bytes[at])) continue;
    const line = at;
    while (at < to && bytes[at] !== 10 && bytes[at] !== 13) at++;
    if (bytes[line] === 0x25) continue;
    const text = String.fromCharCode(...bytes.subarray(line, Math.min(at, line + 32)));
    if (!/^(startxref|\d+)\s*$/.test(text)) return false;
  }
  return true;
}
