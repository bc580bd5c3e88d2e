/** A sequence of whole numbers from a seed (SplitMix32): the same mutants at each run. */
export class Sequence {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A number from 0 up to, not including, `bound`. */
  below(bound: number): number {
    this.#state = (this.#state + 0x9e37_79b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0_aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a_2d97);
    return ((z ^ (z >>> 15)) >>> 0) % bound;
  }
}

/** A mutant, and from which octet of the original on it may differ. */
export type Mutant = Readonly<{ bytes: Uint8Array; kind: string; from: number }>;

// What parsers decide by: a mutant that puts one for another goes deeper than noise.
const TOKENS = [
  '/Type', '/Sig', '/Contents', '/ByteRange', '/Annots', '/Kids', '/Parent', '/Prev', '/Root', '/Size',
  '/Length', '/Filter', '/FlateDecode', '/ObjStm', '/XRef', '/DSS', '/AcroForm', '/Fields', ' obj', 'endobj',
  'stream', 'endstream', 'xref', 'trailer', 'startxref', '%%EOF', '<<', '>>', '[', ']', '(', ')', ' 0 R',
  '-1', '4294967296', '99999999999999999999', '%PDF-1.7',
]; // prettier-ignore

/** Makes one mutant of a file: an octet, a bit, a cut, a copy, a token, a number, a truncation, or something behind. */
export function mutant(file: Uint8Array, next: Sequence): Mutant {
  const at = next.below(file.length);
  const size = Math.min(1 + next.below(next.below(4) === 0 ? 4096 : 48), file.length - at);
  const text = new TextEncoder().encode(TOKENS[next.below(TOKENS.length)] ?? '');
  const other = next.below(file.length - size);
  switch (next.below(9)) {
    case 0:
      return written('octet', file, at, Uint8Array.of(next.below(256)));
    case 1:
      return written('bit', file, at, Uint8Array.of((file[at] ?? 0) ^ (1 << next.below(8))));
    case 2:
      return spliced('cut', file, at, size, new Uint8Array());
    case 3:
      return spliced('copy', file, at, 0, file.slice(other, other + size));
    case 4:
      return written('moved', file, at, file.slice(other, other + size));
    case 5:
      return written('token', file, at, text);
    case 6:
      return spliced('inserted token', file, at, 0, text);
    case 7:
      return spliced('truncation', file, at, file.length - at, new Uint8Array());
    default:
      return spliced('behind', file, file.length, 0, file.slice(other, other + size));
  }
}

/** Turns one hexadecimal digit of a signature value, which no byte range covers: this is where CMS readers are met. */
export function contentsMutant(file: Uint8Array, gap: readonly [number, number], next: Sequence): Mutant {
  const [start, length] = gap;
  const digits = Uint8Array.from({ length: 1 + next.below(4) }, () => {
    const digit = next.below(16);
    return digit < 10 ? 0x30 + digit : 0x57 + digit;
  });
  const at = start + 1 + next.below(Math.max(1, length - 6));
  return written('contents', file, at, digits);
}

/** Writes octets over those that stand there. */
export function written(kind: string, file: Uint8Array, at: number, put: Uint8Array): Mutant {
  const bytes = new Uint8Array(file);
  bytes.set(put.subarray(0, file.length - at), at);
  return { bytes, kind, from: at };
}

/** Takes octets out and puts others in. */
export function spliced(kind: string, file: Uint8Array, at: number, remove: number, put: Uint8Array): Mutant {
  const bytes = new Uint8Array(file.length - remove + put.length);
  bytes.set(file.subarray(0, at));
  bytes.set(put, at);
  bytes.set(file.subarray(at + remove), at + put.length);
  return { bytes, kind, from: at };
}
