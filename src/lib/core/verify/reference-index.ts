import { nameOf, type PdfFile, type PdfObject } from '../pdf/index.ts';
import { eachReference } from './object-equality.ts';

/** Stands for the trailer as a parent. */
export const TRAILER = -1;

/**
 * Which object refers to which, as of a revision; moved on revision by revision, so that every object is read once.
 * It is what makes "is this object used anywhere else" answerable.
 */
export class ReferenceIndex {
  readonly #file: PdfFile;
  readonly #targets = new Map<number, ReadonlySet<number>>();
  #at: number;

  constructor(file: PdfFile, at: number) {
    this.#file = file;
    this.#at = at;
    for (const num of file.numbers(at)) this.#read(num);
    this.#readTrailer();
  }

  /** Objects in it. */
  get size(): number {
    return this.#targets.size;
  }

  /** Moves on to a later revision. */
  advance(at: number): void {
    for (let revision = this.#at + 1; revision <= at; revision++) {
      this.#at = revision;
      for (const [num] of this.#file.changes(revision)) this.#read(num);
    }
    this.#readTrailer();
  }

  /** Objects that refer to each of the numbers asked for. */
  parentsOf(numbers: ReadonlySet<number>): ReadonlyMap<number, ReadonlySet<number>> {
    const parents = new Map<number, Set<number>>();
    for (const [parent, targets] of this.#targets) {
      for (const target of targets) {
        if (!numbers.has(target)) continue;
        const known = parents.get(target);
        if (known) known.add(parent);
        else parents.set(target, new Set([parent]));
      }
    }
    return parents;
  }

  /** Objects that refer to each object, by its number. */
  users(): ReadonlyMap<number, readonly number[]> {
    const users = new Map<number, number[]>();
    for (const [parent, targets] of this.#targets) {
      for (const target of targets) {
        const known = users.get(target);
        if (known) known.push(parent);
        else users.set(target, [parent]);
      }
    }
    return users;
  }

  #read(num: number): void {
    const value = this.#file.object(num, this.#at)?.value;
    if (value) this.#targets.set(num, targetsOf(value));
    else this.#targets.delete(num);
  }

  #readTrailer(): void {
    const trailer = this.#file.trailer(this.#at);
    if (!trailer) return;
    const targets = new Set<number>();
    for (const key of ['Root', 'Info', 'Encrypt']) {
      const value = trailer.entries.get(key);
      if (value?.kind === 'ref') targets.add(value.num);
    }
    this.#targets.set(TRAILER, targets);
  }
}

function targetsOf(value: PdfObject): ReadonlySet<number> {
  const targets = new Set<number>();
  if (value.kind === 'stream' && isStructural(value)) {
    for (const [key, member] of value.dict.entries) {
      // What a cross-reference or object stream names is the trailer's or another one's; what else it names, it may draw with.
      if (!STRUCTURAL_KEYS.includes(key)) eachReference(member, (num) => targets.add(num));
    }
  } else eachReference(value, (num) => targets.add(num));
  return targets;
}

// ISO 32000-2 §7.5.5, §7.5.7.
const STRUCTURAL_KEYS: readonly string[] = ['Root', 'Info', 'Encrypt', 'Extends', 'ID'];

/** Whether the object only holds others or cross-references: nothing that a page shows. */
export function isStructural(value: PdfObject): boolean {
  if (value.kind !== 'stream') return false;
  const type = nameOf(value.dict.entries.get('Type'));
  return type === 'XRef' || type === 'ObjStm';
}
