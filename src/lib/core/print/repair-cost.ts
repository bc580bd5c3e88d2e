import { PDFArray, PDFDict, PDFName, PDFRef, type PDFDocument } from 'pdf-lib';
import { inflateBounded } from '../bytes/inflate.ts';
import { indexOfAscii } from '../bytes/search.ts';

/** What one stream, and all together, may inflate to before a damaged file is not worth repairing. */
const MAX_STREAM_BYTES = 64 * 1024 * 1024;
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;
/** Streams looked at beyond their `endstream`, because their data goes on there or is damaged. */
const MAX_UNENDED = 4;
const MAX_TREE_NODES = 20_000;

/**
 * Asks whether the deflated streams of a damaged file swell beyond reason. The parser that repairs inflates object
 * streams wherever it finds them, without a bound, also those that no cross-reference leads to; so every place where
 * a stream could begin is tried, whatever stands around it.
 *
 * @param bytes - the whole file.
 * @returns true past 64 MB for one stream or 256 MB for all, and where too many streams have no end to tell; does not
 *   throw.
 *
 * Source: ISO 32000-2 §7.3.8 (stream objects), §7.5.7 (object streams).
 */
export function swells(bytes: Uint8Array): boolean {
  let left = MAX_TOTAL_BYTES;
  let unended = 0;
  let end = 0;
  for (let at = indexOfAscii(bytes, 'stream'); at >= 0; at = indexOfAscii(bytes, 'stream', at + 6)) {
    let from = at + 6;
    while (bytes[from] === 0x0d || bytes[from] === 0x0a || bytes[from] === 0x20) from += 1;
    if (end < from) end = indexOfAscii(bytes, 'endstream', from);
    if (end < 0) end = bytes.length;
    const limit = Math.min(left, MAX_STREAM_BYTES);
    let inflated = inflateBounded(bytes.subarray(from, end), limit);
    // The parser believes /Length first: data may hold the word `endstream` and go on behind it.
    if (inflated.ok && !inflated.complete) {
      unended += 1;
      if (unended > MAX_UNENDED) return true;
      inflated = inflateBounded(bytes.subarray(from), limit);
    }
    if (inflated.ok) left -= inflated.bytes.length;
    else if (inflated.code === 'INFLATE_LIMIT') return true;
  }
  return false;
}

/**
 * Asks whether a page tree is a tree: every node named once, and not too many of them. One that names a node twice
 * multiplies at every level, so that a kilobyte holds more pages than can ever be counted.
 *
 * Source: ISO 32000-2 §7.7.3.
 */
export function isPageTree(document: PDFDocument): boolean {
  const seen = new Set<PDFRef>();
  const waiting = [document.catalog.get(PDFName.of('Pages'))];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node instanceof PDFRef) {
      if (seen.has(node) || seen.size >= MAX_TREE_NODES) return false;
      seen.add(node);
    }
    const dict = document.context.lookup(node);
    const kids = dict instanceof PDFDict ? dict.lookup(PDFName.of('Kids')) : undefined;
    if (kids instanceof PDFArray) waiting.push(...kids.asArray());
  }
  return true;
}
