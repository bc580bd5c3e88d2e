import { readElements, retag, type DerElement } from '../../src/lib/core/sign/der.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { Increment, dictOf, itemsOf, readPdf } from '../../src/lib/core/pdf/index.ts';
import { written, type Mutant, type Sequence } from './mutation.ts';
import type { Place } from './structure.ts';

/** Changes one element of some DER with every length made right again: a part left out, twice, moved, or other octets. */
export function derMutant(der: Uint8Array, next: Sequence): Uint8Array {
  const [root] = elements(der);
  return root ? changed(root, next, 0) : der;
}

function elements(content: Uint8Array): readonly DerElement[] {
  try {
    return readElements(content);
  } catch {
    return [];
  }
}

// Goes down at random, and changes what it ends in.
function changed({ tag, bytes, content }: DerElement, next: Sequence, depth: number): Uint8Array {
  const children = (tag & 0x20) === 0 ? [] : elements(content);
  if (children.length === 0) {
    const octets = new Uint8Array(bytes);
    const at = octets.length - 1 - next.below(Math.max(1, content.length));
    octets[at] = next.below(4) === 0 ? next.below(256) : (octets[at] ?? 0) ^ (1 << next.below(8));
    return octets;
  }
  const at = next.below(children.length);
  const parts = children.map((child) => child.bytes);
  const child = children[at];
  if (!child) return bytes;
  if (depth < 12 && next.below(6) > 0) parts[at] = changed(child, next, depth + 1);
  else if (next.below(4) === 0) parts.splice(at, 1);
  else if (next.below(3) === 0) parts.splice(at, 0, child.bytes);
  else if (next.below(2) === 0) parts.reverse();
  else parts[at] = retag(child.tag ^ 0x20, child.bytes);
  return concatBytes(Uint8Array.of(tag), lengthOf(parts), ...parts);
}

function lengthOf(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, { length: one }) => sum + one, 0);
  if (length < 0x80) return Uint8Array.of(length);
  return length < 0x100
    ? Uint8Array.of(0x81, length)
    : length < 0x10000
      ? Uint8Array.of(0x82, length >> 8, length & 0xff)
      : Uint8Array.of(0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);
}

/** Puts a changed CMS into a signature's place, padding kept. */
export function cmsMutant(file: Uint8Array, [start, length]: Place, next: Sequence): Mutant | null {
  const hex = Buffer.from(file.subarray(start + 1, start + length - 1)).toString('latin1');
  const [cms] = elements(new Uint8Array(Buffer.from(hex, 'hex')).subarray(0, sizeOf(hex)));
  if (!cms) return null;
  const text = Buffer.from(derMutant(cms.bytes, next)).toString('hex');
  if (text.length > hex.length) return null;
  return written('CMS', file, start + 1, Buffer.from(text.padEnd(hex.length, '0'), 'latin1'));
}

// The outermost element's own length (here always in the two octets' form, or short).
function sizeOf(hex: string): number {
  const first = Number.parseInt(hex.slice(2, 4), 16);
  if (first < 0x80) return 2 + first;
  const count = first & 0x7f;
  return 2 + count + Number.parseInt(hex.slice(4, 4 + 2 * count), 16);
}

/** Appends a security store of which one certificate, answer or list is changed. */
export function storeMutant(file: Uint8Array, next: Sequence): Mutant | null {
  const increment = new Increment(readPdf(file));
  const store = increment.file.getDict(increment.file.catalog(), 'DSS');
  const lists = ['Certs', 'OCSPs', 'CRLs'].flatMap((key) => itemsOf(increment.file.get(store, key)) ?? []);
  const one = lists[next.below(Math.max(1, lists.length))];
  const stream = one && increment.file.resolve(one);
  if (one?.kind !== 'ref' || stream?.kind !== 'stream' || !dictOf(stream)) return null;
  const octets = increment.file.decode(stream);
  if (!octets) return null;
  increment.putStream(one.num, '', derMutant(octets, next));
  return { bytes: concatBytes(file, increment.finish()), kind: 'store', from: file.length };
}
