import type { PdfFile } from './file.ts';
import { Lexer, endsToken, isSpace } from './lexer.ts';
import { type PdfObject, itemsOf } from './object.ts';

/**
 * How many graphics states a page's content leaves open when it begins inside one `q` (ISO 32000-2 §8.4.2): the
 * number of `Q` that lead back to the page's initial state. 1 for content that is balanced.
 *
 * @param budget - decoded bytes that may still be scanned; what was scanned is taken off. Content that is larger, or
 *   whose filters are not known here, is taken to be balanced, as nearly all is.
 */
export function openGraphicsStates(
  file: PdfFile,
  contents: PdfObject | undefined,
  budget: { bytes: number },
  at = file.latest,
): number {
  const value = file.resolve(contents, at);
  const items = itemsOf(value) ?? [value];
  let depth = 1;
  for (const item of items) {
    const stream = file.resolve(item, at);
    if (stream.kind !== 'stream') continue;
    if (stream.data.length > budget.bytes) return 1;
    const data = file.decode(stream, at);
    if (!data || data.length > budget.bytes) return 1;
    budget.bytes -= data.length;
    depth = scan(data, depth);
  }
  return depth;
}

const LETTER_Q = 0x71;
const LETTER_CAPITAL_Q = 0x51;

function scan(data: Uint8Array, start: number): number {
  const lexer = new Lexer(data);
  let depth = start;
  while (lexer.pos < lexer.end) {
    const code = data[lexer.pos];
    if (code === 0x28) {
      if (!lexer.literalString()) return depth;
    } else if (code === 0x25) lexer.skipSpace();
    else if (endsToken(code)) lexer.pos++;
    else {
      const from = lexer.pos;
      while (lexer.pos < lexer.end && !endsToken(data[lexer.pos])) lexer.pos++;
      const length = lexer.pos - from;
      if (data[from - 1] === 0x2f) continue;
      if (length === 1 && code === LETTER_Q) depth++;
      else if (length === 1 && code === LETTER_CAPITAL_Q) depth = Math.max(0, depth - 1);
      else if (length === 2 && code === 0x49 && data[from + 1] === 0x44) skipInlineImage(lexer);
    }
  }
  return depth;
}

// §8.9.7: the image's bytes end at an EI that stands between white space.
function skipInlineImage(lexer: Lexer): void {
  const { bytes, end } = lexer;
  for (let at = lexer.pos + 1; at + 1 < end; at++) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49 || !isSpace(bytes[at - 1])) continue;
    if (at + 2 >= end || isSpace(bytes[at + 2])) {
      lexer.pos = at + 2;
      return;
    }
  }
}
