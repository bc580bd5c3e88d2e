import { concatBytes } from './concat.ts';

export type TagClass = 'universal' | 'application' | 'context' | 'private';

/**
 * One BER element with its octets as found: nothing here is ever re-encoded.
 *
 * `octets` is the whole tag-length-value, `content` its value part (without the end-of-contents octets where the
 * length is indefinite); both are views into the input. `offset` counts from the first byte of the decoded buffer.
 */
export type Asn1Node = Readonly<{
  tagClass: TagClass;
  tag: number;
  constructed: boolean;
  indefinite: boolean;
  offset: number;
  octets: Uint8Array;
  content: Uint8Array;
  children: readonly Asn1Node[];
}>;

export type Asn1Limits = Readonly<{ maxNodes: number; maxContentLength: number; maxDepth: number }>;

/** Wide enough for a CRL of 100,000 entries; bounded, since input is hostile. */
const ASN1_LIMITS: Asn1Limits = {
  maxNodes: 1_000_000,
  maxContentLength: 64 * 1024 * 1024,
  maxDepth: 64,
};

/** A decoded element and the offset of the byte just after it. */
export type Asn1Decoded = Readonly<{ node: Asn1Node; end: number }>;

const CLASSES: readonly TagClass[] = ['universal', 'application', 'context', 'private'];

// X.690 §8.2–8.4, 8.8, 8.19 (always primitive) and §8.9–8.12 (always constructed), by universal tag.
const PRIMITIVE: readonly number[] = [1, 2, 5, 6, 9, 10, 13];
const CONSTRUCTED: readonly number[] = [8, 11, 16, 17];

/**
 * Decodes the first BER/DER element of the bytes, in time proportional to their length.
 *
 * @returns the element and where it ends, so that the caller decides what may follow it (zero padding, nothing);
 *   undefined where the bytes are not BER or pass a limit. Never throws. Octet and bit strings are not looked into,
 *   and the content of a primitive element is for its reader to judge.
 *
 * Source: ITU-T X.690 §8.1.
 */
export function decodeAsn1(bytes: Uint8Array, limits: Asn1Limits = ASN1_LIMITS): Asn1Decoded | undefined {
  const node = new Decoder(bytes, limits).element(0, bytes.length, 0);
  return node && { node, end: node.end };
}

/** Decodes bytes that must be exactly one element; undefined where anything follows it. */
export function decodeWhole(bytes: Uint8Array, limits: Asn1Limits = ASN1_LIMITS): Asn1Node | undefined {
  const decoded = decodeAsn1(bytes, limits);
  return decoded?.end === bytes.length ? decoded.node : undefined;
}

/** Whether the element has this tag; `tagClass` defaults to universal. */
export function isTag(
  node: Asn1Node | undefined,
  tag: number,
  tagClass: TagClass = 'universal',
): node is Asn1Node {
  return node !== undefined && node.tag === tag && node.tagClass === tagClass;
}

/**
 * Value octets of an OCTET STRING (or an implicit one), the pieces of a constructed one joined;
 * undefined where a constructed one holds anything but octet strings.
 */
export function octetString(node: Asn1Node): Uint8Array | undefined {
  if (!node.constructed) return node.content;
  const pieces: Uint8Array[] = [];
  for (const child of node.children) {
    if (!isTag(child, 4)) return undefined;
    const piece = octetString(child);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return concatBytes(...pieces);
}

/** Octets of a primitive BIT STRING with no unused bits; undefined otherwise. */
export function bitStringOctets(node: Asn1Node): Uint8Array | undefined {
  return !node.constructed && node.content[0] === 0 ? node.content.subarray(1) : undefined;
}

/** Dotted form of an OBJECT IDENTIFIER's content octets; undefined where they are not one. */
export function objectIdentifier(node: Asn1Node | undefined): string | undefined {
  if (!isTag(node, 6) || node.content.length === 0) return undefined;
  const arcs: bigint[] = [];
  let value = 0n;
  let pending = false;
  for (const byte of node.content) {
    if (!pending && byte === 0x80) return undefined;
    value = (value << 7n) | BigInt(byte & 0x7f);
    pending = (byte & 0x80) !== 0;
    if (!pending) {
      arcs.push(value);
      value = 0n;
    }
  }
  const [head, ...rest] = arcs;
  if (pending || head === undefined) return undefined;
  const first = head < 40n ? 0n : head < 80n ? 1n : 2n;
  return [first, head - first * 40n, ...rest].join('.');
}

/** Value of an INTEGER or ENUMERATED (two's complement); undefined where it is neither or is empty. */
export function integerValue(node: Asn1Node | undefined): bigint | undefined {
  if (!node || node.tagClass !== 'universal' || (node.tag !== 2 && node.tag !== 10)) return undefined;
  if (node.content.length === 0) return undefined;
  let value = (node.content[0] ?? 0) & 0x80 ? -1n : 0n;
  for (const byte of node.content) value = (value << 8n) | BigInt(byte);
  return value;
}

/** Whether an INTEGER's content octets are as few as can be. X.690 §8.3.2. */
export function isMinimal(content: Uint8Array): boolean {
  const [first, second = 0] = content;
  if (first === undefined) return false;
  if (content.length === 1) return true;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

/** An element as a window into the input: its views are made when asked for, since most never are. */
class Element implements Asn1Node {
  readonly tagClass: TagClass;
  readonly tag: number;
  readonly constructed: boolean;
  readonly indefinite: boolean;
  readonly offset: number;
  readonly end: number;
  readonly children: readonly Element[];
  readonly #input: Uint8Array;
  readonly #from: number;
  readonly #to: number;

  constructor(
    input: Uint8Array,
    head: Head,
    place: Readonly<{ offset: number; to: number; end: number }>,
    children: readonly Element[],
  ) {
    this.#input = input;
    this.tagClass = head.tagClass;
    this.tag = head.tag;
    this.constructed = head.constructed;
    this.indefinite = head.length === undefined;
    this.offset = place.offset;
    this.#from = head.from;
    this.#to = place.to;
    this.end = place.end;
    this.children = children;
  }

  get octets(): Uint8Array {
    return this.#input.subarray(this.offset, this.end);
  }

  get content(): Uint8Array {
    return this.#input.subarray(this.#from, this.#to);
  }
}

/** Identifier and length octets; `from` is where the content begins, `length` undefined where it is indefinite. */
type Head = Readonly<{
  tagClass: TagClass;
  tag: number;
  constructed: boolean;
  from: number;
  length: number | undefined;
}>;

class Decoder {
  readonly #bytes: Uint8Array;
  readonly #limits: Asn1Limits;
  #nodes = 0;

  constructor(bytes: Uint8Array, limits: Asn1Limits) {
    this.#bytes = bytes;
    this.#limits = limits;
  }

  element(offset: number, limit: number, depth: number): Element | undefined {
    if (depth >= this.#limits.maxDepth || this.#nodes++ >= this.#limits.maxNodes) return undefined;
    const head = this.#head(offset, limit);
    if (!head) return undefined;
    const { from, length } = head;
    if (length !== undefined && (length > limit - from || length > this.#limits.maxContentLength))
      return undefined;
    const to = length === undefined ? limit : from + length;
    if (!head.constructed) return new Element(this.#bytes, head, { offset, to, end: to }, NO_CHILDREN);
    const children: Element[] = [];
    let at = from;
    while (at < to) {
      if (length === undefined && this.#bytes[at] === 0 && this.#bytes[at + 1] === 0 && at + 2 <= to) {
        return new Element(this.#bytes, head, { offset, to: at, end: at + 2 }, children);
      }
      const child = this.element(at, to, depth + 1);
      if (!child) return undefined;
      children.push(child);
      at = child.end;
    }
    if (length === undefined) return undefined;
    return new Element(this.#bytes, head, { offset, to, end: to }, children);
  }

  // §8.1.2, §8.1.3
  #head(offset: number, limit: number): Head | undefined {
    const bytes = this.#bytes;
    let at = offset;
    if (at + 2 > limit) return undefined;
    const first = bytes[at++] ?? 0;
    let tag = first & 0x1f;
    if (tag === 0x1f) {
      tag = 0;
      for (let more = true; more;) {
        const byte = bytes[at++];
        if (byte === undefined || at > limit || tag > 0xffffff) return undefined;
        tag = tag * 128 + (byte & 0x7f);
        more = (byte & 0x80) !== 0;
      }
    }
    const constructed = (first & 0x20) !== 0;
    const tagClass = CLASSES[first >> 6] ?? 'universal';
    // An end-of-contents stands only where one is awaited (§8.1.5).
    if (tagClass === 'universal' && (tag === 0 || (constructed ? PRIMITIVE : CONSTRUCTED).includes(tag)))
      return undefined;
    const lead = bytes[at++];
    if (lead === undefined || at > limit) return undefined;
    if (lead < 0x80) return { tagClass, tag, constructed, from: at, length: lead };
    if (lead === 0x80)
      return constructed ? { tagClass, tag, constructed, from: at, length: undefined } : undefined;
    const count = lead & 0x7f;
    if (at + count > limit) return undefined;
    let length = 0;
    for (let i = 0; i < count; i++) {
      length = length * 256 + (bytes[at++] ?? 0);
      if (length > 0xffff_ffff) return undefined;
    }
    return { tagClass, tag, constructed, from: at, length };
  }
}

const NO_CHILDREN: readonly Element[] = [];
