import { startsWithAscii } from '../bytes/ascii.ts';
import { inflatesBeyond } from '../bytes/inflate.ts';
import { indexOfAscii } from '../bytes/search.ts';
import { type ByteSpan, sliceSpan } from '../bytes/span.ts';
import { FaultList, type PdfFault } from './fault.ts';
import { decodeStream } from './filters.ts';
import { parseIndirect } from './indirect-object.ts';
import { PDF_LIMITS, type PdfLimits } from './limits.ts';
import {
  type IndirectObject,
  NULL_OBJECT,
  type PdfDict,
  type PdfObject,
  type PdfStream,
  dictOf,
  integerOf,
  nameOf,
} from './object.ts';
import { ObjectStream } from './object-stream.ts';
import { readRevisions } from './revision-chain.ts';
import type { Revision } from './revision.ts';
import { type ReadBudget, sameEntry } from './section.ts';
import type { XrefEntry } from './xref.ts';

/** What a revision says of an object: the entry, and the index of the revision that made it. */
export type Located = Readonly<{ entry: XrefEntry; revision: number }>;

// Objects of a file that is kept whole once all of it is read.
const MAX_KEPT = 20_000;
// A file of 100,000 objects and ten revisions takes a fifth of it.
const MAX_LOOKUPS = 50_000_000;
const MAX_REFERENCE_HOPS = 32;
// Honest files are parsed once or twice over, stream data not counted.
const PARSE_FACTOR = 8;
const PARSE_FLOOR = 16 * 1024 * 1024;

/**
 * A PDF file with its history. Cross-references are read at once, objects when asked for; every lookup can be made
 * as of a revision (`at`, an index into `revisions`; the newest by default). Nothing throws on hostile bytes: what is
 * wrong is in `faults`, which grows as objects are read (`readAll` reads every one).
 */
export class PdfFile {
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
  readonly revisions: readonly Revision[];
  /** Version of the header, such as "1.7"; undefined where the file does not begin with one. */
  readonly headerVersion: string | undefined;
  readonly #faults = new FaultList();
  /** Lookups that are left: whoever walks the file looks objects up, so that no walk goes on for ever. */
  #work = MAX_LOOKUPS;
  readonly #budget: ReadBudget;
  readonly #byOffset = new Map<number, IndirectObject | null>();
  readonly #compressed = new Map<string, IndirectObject | null>();
  readonly #containers = new Map<number, ObjectStream | null>();
  readonly #spans = new Map<number, ByteSpan & { readonly num: number; readonly gen: number }>();
  readonly #reading = new Set<number>();
  /** Octets that may still go into filters, or come out of them. */
  #decodable: number;
  #heldNumbers: ReadonlyMap<number, ReadonlySet<number>> | undefined;

  constructor(bytes: Uint8Array, limits: PdfLimits) {
    this.bytes = bytes;
    this.limits = limits;
    this.#budget = {
      entries: limits.maxEntries,
      inflated: limits.maxInflatedTotal,
      parsed: PARSE_FACTOR * bytes.length + PARSE_FLOOR,
    };
    this.#decodable = PARSE_FACTOR * bytes.length + 2 * limits.maxInflatedTotal;
    this.headerVersion = this.#readHeader();
    this.revisions = readRevisions(bytes, limits, this.#faults, this.#budget);
  }

  /** Structural faults found so far. */
  get faults(): readonly PdfFault[] {
    return this.#faults.list;
  }

  /** Index of the newest revision; -1 where none could be read. */
  get latest(): number {
    return this.revisions.length - 1;
  }

  /** Trailer dictionary of a revision; undefined where there is none. */
  trailer(at = this.latest): PdfDict | undefined {
    return this.revisions[at]?.trailer;
  }

  /** Whether any revision's trailer names an encryption dictionary. */
  get encrypted(): boolean {
    return this.revisions.some(({ sections }) =>
      sections.some(({ trailer }) => (trailer.entries.get('Encrypt') ?? NULL_OBJECT).kind !== 'null'),
    );
  }

  /** The document catalog as of a revision; undefined where /Root is not a dictionary. */
  catalog(at = this.latest): PdfDict | undefined {
    return dictOf(this.resolve(this.trailer(at)?.entries.get('Root'), at));
  }

  /** Where an object is as of a revision; undefined where no section up to it lists it. */
  locate(num: number, at = this.latest): Located | undefined {
    for (let revision = Math.min(at, this.latest); revision >= 0; revision--) {
      if (this.#work-- <= 0) break;
      const entry = this.revisions[revision]?.entries.get(num);
      if (entry) return { entry, revision };
    }
    if (this.#work < 0) this.#faults.add('WORK_LIMIT', { offset: 0, length: this.bytes.length });
    return undefined;
  }

  /** The object of this number as of a revision; undefined where free, absent or unreadable. It is kept. */
  object(num: number, at = this.latest): IndirectObject | undefined {
    return this.#read(num, at, true);
  }

  /** Like `object`, but what is read is not kept: for passes over every object of a large file. */
  peek(num: number, at = this.latest): IndirectObject | undefined {
    return this.#read(num, at, false);
  }

  /** Place in the file of an object that an offset entry names; undefined for any other. */
  spanOf(num: number, at = this.latest): ByteSpan | undefined {
    const located = this.locate(num, at);
    if (located?.entry.kind !== 'offset') return undefined;
    const { offset, gen } = located.entry;
    if (!this.#spans.has(offset)) this.#read(num, at, false);
    const span = this.#spans.get(offset);
    return span?.num === num && span.gen === gen ? span : undefined;
  }

  /** What a value stands for as of a revision: references followed, absent or looping ones null (§7.3.10). */
  resolve(object: PdfObject | undefined, at = this.latest): PdfObject {
    let current = object;
    for (let hops = 0; current?.kind === 'ref'; hops++) {
      if (hops >= MAX_REFERENCE_HOPS) return NULL_OBJECT;
      const found: IndirectObject | undefined = this.object(current.num, at);
      if (!found || found.gen !== current.gen) return NULL_OBJECT;
      current = found.value;
    }
    return current ?? NULL_OBJECT;
  }

  /** Resolved value of a dictionary's key; null where absent. */
  get(dict: PdfDict | undefined, key: string, at = this.latest): PdfObject {
    return this.resolve(dict?.entries.get(key), at);
  }

  /** Resolved value of a key where it is a dictionary or a stream's dictionary. */
  getDict(dict: PdfDict | undefined, key: string, at = this.latest): PdfDict | undefined {
    return dictOf(this.get(dict, key, at));
  }

  /** Decoded bytes of a stream (Flate, ASCIIHex or none); undefined, with a fault, on anything else or past limits. */
  decode(stream: PdfStream, at = this.latest): Uint8Array | undefined {
    const resolve = (object: PdfObject | undefined) => this.resolve(object, at);
    const limit = Math.min(this.limits.maxInflated, this.#budget.inflated, this.#decodable);
    // What is read counts too: streams that lie in each other may all be as long as the file.
    this.#decodable = Math.max(0, this.#decodable - stream.data.length);
    if (this.#decodable === 0) {
      this.#faults.add('INFLATE_LIMIT', stream);
      return undefined;
    }
    const decoded = decodeStream(sliceSpan(this.bytes, stream.data), stream.dict, resolve, limit);
    if (decoded.ok) {
      this.#decodable = Math.max(0, this.#decodable - decoded.bytes.length);
      return decoded.bytes;
    }
    this.#faults.add(decoded.code, stream);
    return undefined;
  }

  /** Whether a stream inflates to more than `limit` bytes; what comes out is not kept. */
  exceeds(stream: PdfStream, limit: number): boolean {
    return inflatesBeyond(sliceSpan(this.bytes, stream.data), limit);
  }

  /**
   * What a revision changed: the objects whose place differs from the revision before, by number, and those in an
   * object stream that it redefines. Entries that only repeat an older section's (writers that list the whole table at
   * each save) are left out.
   */
  *changes(revision: number): Generator<readonly [number, XrefEntry]> {
    const entries = this.revisions[revision]?.entries;
    if (!entries) return;
    for (const [num, entry] of entries) {
      const before = revision > 0 ? this.locate(num, revision - 1)?.entry : undefined;
      const wasFree = before === undefined || before.kind === 'free';
      if (sameEntry(before, entry) || (wasFree && entry.kind === 'free')) continue;
      yield [num, entry];
      for (const held of wasFree ? [] : (this.#held.get(num) ?? [])) {
        const now = this.locate(held, revision)?.entry;
        const isListed = !sameEntry(this.locate(held, revision - 1)?.entry, now);
        if (now?.kind === 'compressed' && now.stream === num && !isListed) yield [held, now];
      }
    }
  }

  /** Numbers of the objects that any revision lists in an object stream, by the stream's number. */
  get #held(): ReadonlyMap<number, ReadonlySet<number>> {
    if (this.#heldNumbers) return this.#heldNumbers;
    const held = new Map<number, Set<number>>();
    for (const { entries } of this.revisions) {
      for (const [num, entry] of entries) {
        if (entry.kind !== 'compressed') continue;
        const known = held.get(entry.stream);
        if (known) known.add(num);
        else held.set(entry.stream, new Set([num]));
      }
    }
    this.#heldNumbers = held;
    return held;
  }

  /** Numbers of the objects in use as of a revision, each once. */
  numbers(at = this.latest): readonly number[] {
    const seen = new Map<number, boolean>();
    for (let revision = Math.min(at, this.latest); revision >= 0; revision--) {
      for (const [num, entry] of this.revisions[revision]?.entries ?? []) {
        if (!seen.has(num)) seen.set(num, entry.kind !== 'free');
      }
    }
    return [...seen].filter(([, inUse]) => inUse).map(([num]) => num);
  }

  /** Reads every object of every revision, so that `faults` is complete; `visit` sees each. */
  readAll(visit?: (value: PdfObject) => void): void {
    // Read once and kept, unless that would fill memory.
    const isSmall = this.revisions.reduce((sum, { entries }) => sum + entries.size, 0) <= MAX_KEPT;
    for (const revision of this.revisions) {
      for (const num of revision.entries.keys()) {
        const object = this.#read(num, revision.index, isSmall);
        if (object) visit?.(object.value);
      }
    }
  }

  #readHeader(): string | undefined {
    const at = startsWithAscii(this.bytes, '%PDF-') ? 0 : indexOfAscii(this.bytes, '%PDF-', 0, 4096);
    if (at !== 0) this.#faults.add('HEADER_MISSING', { offset: 0, length: Math.max(0, at) });
    if (at < 0) return undefined;
    const version = String.fromCharCode(...this.bytes.subarray(at + 5, at + 8));
    return /^\d\.\d$/.test(version) ? version : undefined;
  }

  #read(num: number, at: number, keep: boolean): IndirectObject | undefined {
    const located = this.locate(num, at);
    if (!located || located.entry.kind === 'free') return undefined;
    const { entry, revision } = located;
    return entry.kind === 'offset'
      ? this.#objectAt(num, entry.offset, entry.gen, revision, keep)
      : // Readers look the object stream up by number, so that a later one of that number replaces what it holds.
        this.#objectIn(num, entry.stream, entry.index, Math.min(at, this.latest), keep);
  }

  #objectAt(
    num: number,
    offset: number,
    gen: number,
    revision: number,
    keep: boolean,
  ): IndirectObject | undefined {
    const known = this.#byOffset.get(offset);
    if (known !== undefined) {
      return known !== null && known.num === num && known.gen === gen ? known : this.#misplaced(num, offset);
    }
    // A stream whose /Length leads back to itself.
    if (this.#reading.has(offset)) return undefined;
    this.#reading.add(offset);
    const context = {
      faults: this.#faults,
      maxDepth: this.limits.maxDepth,
      object: num,
      budget: this.#budget,
    };
    const parsed = parseIndirect(this.bytes, offset, context, (length) =>
      integerOf(this.resolve(length, revision)),
    );
    this.#reading.delete(offset);
    if (!parsed) {
      this.#byOffset.set(offset, null);
      return undefined;
    }
    const { value, length } = parsed;
    const object: IndirectObject = {
      num: parsed.num,
      gen: parsed.gen,
      value,
      source: this.bytes,
      offset: parsed.offset,
      length,
    };
    if (keep) this.#byOffset.set(offset, object);
    if (!this.#spans.has(offset)) {
      this.#spans.set(offset, { offset: object.offset, length, num: object.num, gen: object.gen });
    }
    return object.num === num && object.gen === gen ? object : this.#misplaced(num, offset);
  }

  #misplaced(num: number, offset: number): undefined {
    this.#faults.add('OBJECT_OFFSET', { offset, length: 1 }, { object: num });
    return undefined;
  }

  #objectIn(
    num: number,
    stream: number,
    index: number,
    revision: number,
    keep: boolean,
  ): IndirectObject | undefined {
    const located = this.locate(stream, revision);
    if (located?.entry.kind !== 'offset') {
      // §7.5.7: an object stream is never inside another one, and never absent.
      this.#faults.add('OBJECT_STREAM_MALFORMED', { offset: 0, length: 0 }, { object: num });
      return undefined;
    }
    const key = `${located.entry.offset} ${index} ${num}`;
    const known = this.#compressed.get(key);
    if (known !== undefined) return known ?? undefined;
    const holder = this.object(stream, revision);
    const container = this.#container(stream, revision);
    const value = container?.object(index, num, this.#faults, this.limits.maxDepth);
    if (!holder || !container || value === undefined) {
      const place = holder ?? { offset: located.entry.offset, length: 1 };
      this.#faults.add('OBJECT_STREAM_MALFORMED', place, { object: num });
      this.#compressed.set(key, null);
      return undefined;
    }
    const { offset, length } = holder;
    const object: IndirectObject = {
      num,
      gen: 0,
      value,
      source: container.data,
      offset,
      length,
      container: { num: stream, index },
    };
    if (keep) this.#compressed.set(key, object);
    return object;
  }

  #container(num: number, revision: number): ObjectStream | undefined {
    const holder = this.object(num, revision);
    if (holder?.value.kind !== 'stream' || holder.container) return undefined;
    const known = this.#containers.get(holder.offset);
    if (known !== undefined) return known ?? undefined;
    let container: ObjectStream | undefined;
    if (nameOf(this.get(holder.value.dict, 'Type', revision)) === 'ObjStm') {
      const data = this.decode(holder.value, revision);
      if (data) {
        this.#budget.inflated -= data.length;
        container = ObjectStream.read(holder.value.dict, data, holder);
      }
    }
    this.#containers.set(holder.offset, container ?? null);
    return container;
  }
}

/**
 * Reads a PDF's structure and history (ISO 32000-2 §7.5). Never throws: a file that cannot be read at all has no
 * revisions, and `faults` says why.
 *
 * @param bytes - the whole file; kept, never copied.
 */
export function readPdf(bytes: Uint8Array, limits: PdfLimits = PDF_LIMITS): PdfFile {
  return new PdfFile(bytes, limits);
}
