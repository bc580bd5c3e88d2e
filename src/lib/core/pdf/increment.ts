import { asciiBytes } from '../bytes/ascii.ts';
import { concatBytes } from '../bytes/concat.ts';
import { AppError } from '../bytes/app-error.ts';
import type { PdfFile } from './file.ts';
import { integerOf } from './object.ts';
import { byteString } from './serialise.ts';

type Place = Readonly<{ offset: number; gen: number }>;

/**
 * Writes one incremental update (ISO 32000-2 §7.5.6) to follow a file's bytes. The base is never copied: `finish`
 * answers what is to be appended. The cross-reference takes the form of the section before it (a table after a table
 * or a hybrid section, a stream after a stream), so that readers of either kind go on.
 */
export class Increment {
  readonly file: PdfFile;
  readonly #parts: Uint8Array[] = [];
  readonly #places = new Map<number, Place>();
  #length = 0;
  #next: number;

  /** @throws AppError INCREMENT_BASE_UNREADABLE or _ENCRYPTED where the file cannot be extended. */
  constructor(file: PdfFile) {
    const revision = file.revisions[file.latest];
    if (!revision) throw new AppError('INCREMENT_BASE_UNREADABLE');
    if (file.encrypted) throw new AppError('INCREMENT_BASE_ENCRYPTED');
    this.file = file;
    let next = 1;
    for (const { entries, trailer } of file.revisions) {
      next = Math.max(next, integerOf(trailer.entries.get('Size')) ?? 0);
      for (const num of entries.keys()) next = Math.max(next, num + 1);
    }
    this.#next = next;
    const last = file.bytes[file.bytes.length - 1];
    if (last !== 10 && last !== 13) this.#append(asciiBytes('\n'));
  }

  /** A number that no revision has used. */
  allocate(): number {
    return this.#next++;
  }

  /** Whether this update already defines the object. */
  has(num: number): boolean {
    return this.#places.has(num);
  }

  /**
   * Defines an object by the bytes between `obj` and `endobj`.
   *
   * @param gen - its generation: the one it has where it is redefined, 0 where it is new.
   * @returns offset in the file of the first byte of `body`.
   * @throws AppError INCREMENT_OBJECT_TWICE where this update already defines it.
   */
  put(num: number, body: string | Uint8Array, gen = 0): number {
    if (this.#places.has(num)) throw new AppError('INCREMENT_OBJECT_TWICE', { num });
    this.#places.set(num, { offset: this.position, gen });
    this.#append(asciiBytes(`${num} ${gen} obj\n`));
    const at = this.position;
    this.#append(typeof body === 'string' ? asciiBytes(body) : body);
    this.#append(asciiBytes('\nendobj\n'));
    return at;
  }

  /** Defines a stream object; `keys` are its dictionary's entries but /Length, as text. */
  putStream(num: number, keys: string, data: Uint8Array, gen = 0): void {
    const head = asciiBytes(`<<${keys} /Length ${data.length}>>\nstream\n`);
    this.put(num, concatBytes(head, data, asciiBytes('\nendstream')), gen);
  }

  /** Offset in the file of the next byte to be written. */
  get position(): number {
    return this.file.bytes.length + this.#length;
  }

  /** Closes the update with its cross-reference and trailer and answers the bytes to append. */
  finish(): Uint8Array<ArrayBuffer> {
    const revision = this.file.revisions[this.file.latest];
    if (!revision) throw new AppError('INCREMENT_BASE_UNREADABLE');
    if (revision.sections[0]?.form === 'stream') this.#closeWithStream(revision.xrefOffset);
    else this.#closeWithTable(revision.xrefOffset);
    return concatBytes(...this.#parts);
  }

  #append(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  #trailerKeys(prev: number): string {
    const trailer = this.file.trailer();
    let keys = `/Size ${this.#next} /Prev ${prev}`;
    for (const key of ['Root', 'Info'] as const) {
      const value = trailer?.entries.get(key);
      if (value?.kind === 'ref') keys += ` /${key} ${value.num} ${value.gen} R`;
    }
    return keys + this.#identifiers();
  }

  // §14.4: the first identifier stays for good, the second changes with each update.
  #identifiers(): string {
    const array = this.file.resolve(this.file.trailer()?.entries.get('ID'));
    if (array.kind !== 'array') return '';
    const [first, second] = array.items.map((item) => this.file.resolve(item));
    if (first?.kind !== 'string' || second?.kind !== 'string') return '';
    return ` /ID [${byteString(first.bytes)} ${byteString(fingerprint([second.bytes, ...this.#parts]))}]`;
  }

  #subsections(): readonly (readonly (readonly [number, Place])[])[] {
    const sorted = [...this.#places].sort(([a], [b]) => a - b);
    const runs: [number, Place][][] = [];
    for (const item of sorted) {
      const run = runs.at(-1);
      if (run && (run.at(-1)?.[0] ?? -2) + 1 === item[0]) run.push(item);
      else runs.push([item]);
    }
    return runs;
  }

  #closeWithTable(prev: number): void {
    const keys = this.#trailerKeys(prev);
    const at = this.position;
    let text = 'xref\n';
    for (const run of this.#subsections()) {
      text += `${run[0]?.[0] ?? 0} ${run.length}\n`;
      for (const [, { offset, gen }] of run) {
        text += `${String(offset).padStart(10, '0')} ${String(gen).padStart(5, '0')} n\r\n`;
      }
    }
    this.#append(asciiBytes(`${text}trailer\n<<${keys}>>\nstartxref\n${at}\n%%EOF\n`));
  }

  #closeWithStream(prev: number): void {
    const num = this.allocate();
    const at = this.position;
    this.#places.set(num, { offset: at, gen: 0 });
    const runs = this.#subsections();
    const rows: number[] = [];
    for (const [, { offset, gen }] of runs.flat()) {
      rows.push(1);
      for (const shift of [2 ** 24, 2 ** 16, 2 ** 8, 1]) rows.push(Math.floor(offset / shift) % 256);
      rows.push(gen >> 8, gen & 0xff);
    }
    const data = Uint8Array.from(rows);
    const index = runs.map((run) => `${run[0]?.[0] ?? 0} ${run.length}`).join(' ');
    const head = `${num} 0 obj\n<</Type /XRef /W [1 4 2] /Index [${index}] ${this.#trailerKeys(prev)} /Length ${data.length}>>\nstream\n`;
    this.#append(concatBytes(asciiBytes(head), data, asciiBytes('\nendstream\nendobj\n')));
    this.#append(asciiBytes(`startxref\n${at}\n%%EOF\n`));
  }
}

// Sixteen bytes that differ with the content (four FNV-1a sums); an identifier, not a security measure.
function fingerprint(parts: readonly Uint8Array[]): Uint8Array {
  const sums = [0x811c9dc5, 0x01000193, 0xdeadbeef, 0x9e3779b9];
  for (const part of parts) {
    for (const byte of part) {
      for (let i = 0; i < 4; i++) sums[i] = Math.imul((sums[i] ?? 0) ^ byte, 0x01000193 + 2 * i);
    }
  }
  const out = new Uint8Array(16);
  for (let i = 0; i < 16; i++) out[i] = ((sums[i >> 2] ?? 0) >>> (8 * (i & 3))) & 0xff;
  return out;
}
