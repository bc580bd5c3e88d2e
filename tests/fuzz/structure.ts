import { Increment, editDict, readPages, readPdf } from '../../src/lib/core/pdf/index.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { spliced, written, type Mutant, type Sequence } from './mutation.ts';

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** Where something stands in a file: [offset, length]. */
export type Place = readonly [number, number];

function places(file: Uint8Array, pattern: RegExp): readonly Place[] {
  return [...latin1(file).matchAll(pattern)].map((match) => [match.index, match[0].length] as const);
}

function pick<T>(list: readonly T[], next: Sequence): T | undefined {
  return list.length === 0 ? undefined : list[next.below(list.length)];
}

const digits = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Copies one whole indirect object elsewhere, by its own number or by another's. */
export function duplicatedObject(file: Uint8Array, next: Sequence): Mutant | null {
  const objects = places(file, /\d+ 0 obj\b[\s\S]*?endobj\s/g);
  const one = pick(objects, next);
  const to = pick(objects, next);
  if (!one || !to) return null;
  const copy = file.slice(one[0], one[0] + one[1]);
  if (next.below(2) === 0) copy.set(digits(String(1 + next.below(9))));
  return next.below(3) === 0
    ? written('object over another', file, to[0], copy)
    : spliced('object twice', file, to[0], 0, copy);
}

/** Turns digits of a cross-reference row, of startxref, /Prev, /Size, /Length or a byte range. */
export function renumbered(file: Uint8Array, next: Sequence): Mutant | null {
  const patterns = [
    /\d{10} \d{5} [nf]/g,
    /startxref\s+\d+/g,
    /\/(?:Prev|Size|Length|XRefStm) \d+/g,
    /\d+ 0 R/g,
    /\/ByteRange \[[\d ]+/g,
  ];
  const place = pick(places(file, patterns[next.below(patterns.length)] ?? /\d+/g), next);
  if (!place) return null;
  const numbers = places(file.subarray(place[0], place[0] + place[1]), /\d/g);
  const digit = pick(numbers, next);
  if (!digit) return null;
  return written('number', file, place[0] + digit[0], digits(String(next.below(10))));
}

/** Appends what another file appended: a tail that begins after one of its %%EOF. */
export function foreignIncrement(file: Uint8Array, other: Uint8Array, next: Sequence): Mutant | null {
  const end = pick(places(other, /%%EOF\r?\n/g), next);
  if (!end || end[0] + end[1] >= other.length) return null;
  return spliced('foreign increment', file, file.length, 0, other.slice(end[0] + end[1]));
}

/**
 * Appends a well-formed update that gives a page or what it draws another meaning: nobody's permission covers that.
 * Such a mutant must never pass, though every covered octet is as it was.
 */
export function redrawn(file: Uint8Array, next: Sequence): Mutant | null {
  const increment = new Increment(readPdf(file));
  const page = pick(readPages(increment.file).pages, next);
  if (!page) return null;
  const contents = page.dict.entries.get('Contents');
  const object = contents?.kind === 'ref' ? increment.file.object(contents.num) : undefined;
  if (next.below(2) === 0 && contents?.kind === 'ref' && object) {
    increment.putStream(
      contents.num,
      '',
      digits(`BT /F1 ${String(1 + next.below(99))} Tf (1) Tj ET`),
      object.gen,
    );
  } else {
    // Its own contents again would be no other meaning.
    const own = contents?.kind === 'ref' ? contents.num : 0;
    const others = Array.from({ length: 20 }, (_, i) => i + 1).filter((num) => num !== own);
    const edits = [
      ['Rotate', String(90 * (1 + next.below(3)))],
      ['MediaBox', `[0 0 ${String(1 + next.below(500))} 9]`],
      ['Contents', `${String(others[next.below(others.length)])} 0 R`],
      ['Resources', '<<>>'],
      ['UserUnit', String(2 + next.below(9))],
    ] as const;
    const [key, value] = edits[next.below(edits.length)] ?? edits[0];
    increment.put(page.num, editDict(file, page.dict, new Map([[key, value]])), page.gen);
  }
  return { bytes: concatBytes(file, increment.finish()), kind: 'redrawn', from: file.length };
}
