/**
 * Writing and walking DER, no more than building signatures needs.
 *
 * Octets that come from elsewhere (a certificate, a token, a response) are spliced in as they are: nothing
 * here decodes and encodes again. The verifier has its own reader and never uses this one.
 *
 * Source: ITU-T X.690 §8, §10, §11.
 */

import { compareBytes, concatBytes } from '../bytes/concat.ts';

/** One element as found: `bytes` is the whole TLV, `content` the octets after its length. */
export type DerElement = Readonly<{ tag: number; bytes: Uint8Array; content: Uint8Array }>;

/** Thrown by the readers below on anything that is not definite-length DER; callers turn it into a code. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One TLV: identifier octet, shortest definite length, the parts as content (X.690 §10.1). */
function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = [tag];
  if (length < 0x80) {
    header.push(length);
  } else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
    header.push(0x80 | octets.length, ...octets);
  }
  return concatBytes(Uint8Array.from(header), ...parts);
}

/** SEQUENCE of the parts in the order given. */
export function sequence(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(TAG.sequence, ...parts);
}

/** SET OF: the parts in ascending order of their octets (X.690 §11.6). */
export function setOf(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(TAG.set, ...[...parts].sort(compareBytes));
}

/** OBJECT IDENTIFIER from its dotted form. @throws DerError where it is not one. */
export function objectIdentifier(dotted: string): Uint8Array<ArrayBuffer> {
  const arcs = dotted.split('.').map(Number);
  const [first, second, ...rest] = arcs;
  if (
    first === undefined ||
    second === undefined ||
    arcs.some((arc) => !Number.isSafeInteger(arc) || arc < 0)
  ) {
    throw new DerError(`not an object identifier: ${dotted}`);
  }
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const group = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      group.unshift((left % 128) | 0x80);
    octets.push(...group);
  }
  return tlv(TAG.oid, Uint8Array.from(octets));
}

/** INTEGER, two's complement, shortest form (X.690 §8.3). Octets are taken as an unsigned big-endian number. */
export function integer(value: number | bigint | Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(TAG.integer, integerContent(typeof value === 'object' ? unsignedValue(value) : BigInt(value)));
}

/** ENUMERATED. */
export function enumerated(value: number): Uint8Array<ArrayBuffer> {
  return tlv(TAG.enumerated, integerContent(BigInt(value)));
}

/** BOOLEAN: true is 0xff (X.690 §11.1). */
export function boolean(value: boolean): Uint8Array<ArrayBuffer> {
  return tlv(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function nullValue(): Uint8Array<ArrayBuffer> {
  return tlv(TAG.null);
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(TAG.octetString, ...parts);
}

/** BIT STRING of whole octets. */
export function bitString(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(TAG.bitString, Uint8Array.of(0), ...parts);
}

/** BIT STRING of named bits: trailing zero bits removed (X.690 §11.2.2). */
export function namedBits(...bits: readonly number[]): Uint8Array<ArrayBuffer> {
  if (bits.length === 0) return tlv(TAG.bitString, Uint8Array.of(0));
  const highest = Math.max(...bits);
  const octets = new Uint8Array(Math.floor(highest / 8) + 1);
  for (const bit of bits) octets[Math.floor(bit / 8)]! |= 0x80 >> (bit % 8);
  return tlv(TAG.bitString, Uint8Array.of(7 - (highest % 8)), octets);
}

export function utf8String(text: string): Uint8Array<ArrayBuffer> {
  return tlv(TAG.utf8, new TextEncoder().encode(text));
}

export function printableString(text: string): Uint8Array<ArrayBuffer> {
  return tlv(TAG.printable, new TextEncoder().encode(text));
}

/** [n] EXPLICIT. */
export function explicit(n: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0xa0 | n, ...parts);
}

/** [n] IMPLICIT of a constructed type: the content parts follow. */
export function implicitConstructed(n: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0xa0 | n, ...parts);
}

/** [n] IMPLICIT of a primitive type: the content octets follow. */
export function implicitPrimitive(n: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return tlv(0x80 | n, ...parts);
}

/** The same content under another identifier octet. */
export function retag(tag: number, element: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(tag, readElement(element).content);
}

/** GeneralizedTime in UTC, whole seconds, `Z` (RFC 5280 §4.1.2.5.2, RFC 3161 §2.4.2). */
export function generalizedTime(at: Date): Uint8Array<ArrayBuffer> {
  const digits = at.toISOString().slice(0, 19).replace(/[-:T]/g, '');
  return tlv(TAG.generalizedTime, new TextEncoder().encode(`${digits}Z`));
}

/** Time: UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5). */
export function time(at: Date): Uint8Array<ArrayBuffer> {
  if (at.getUTCFullYear() >= 2050) return generalizedTime(at);
  const digits = at.toISOString().slice(2, 19).replace(/[-:T]/g, '');
  return tlv(TAG.utcTime, new TextEncoder().encode(`${digits}Z`));
}

/**
 * The first element of the octets; what follows it is not looked at.
 *
 * @throws DerError on truncation, indefinite or needlessly long lengths, and identifiers of several octets.
 */
export function readElement(octets: Uint8Array, offset = 0): DerElement {
  const tag = octets[offset];
  const first = octets[offset + 1];
  if (tag === undefined || first === undefined) throw new DerError('truncated');
  if ((tag & 0x1f) === 0x1f) throw new DerError('identifier of several octets');
  let start = offset + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0 || count > 4) throw new DerError('length form');
    length = 0;
    for (let i = 0; i < count; i += 1) {
      const octet = octets[start + i];
      if (octet === undefined) throw new DerError('truncated');
      length = length * 256 + octet;
    }
    start += count;
    if (length < 0x80 || length < 256 ** (count - 1)) throw new DerError('length not shortest');
  }
  const end = start + length;
  if (end > octets.length) throw new DerError('truncated');
  return { tag, bytes: octets.subarray(offset, end), content: octets.subarray(start, end) };
}

/** Every element of a constructed one's content. @throws DerError as `readElement`. */
export function readElements(content: Uint8Array): DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < content.length;) {
    const element = readElement(content, at);
    elements.push(element);
    at += element.bytes.length;
  }
  return elements;
}

/** The only element of the octets, children listed. @throws DerError where the tag differs or octets follow. */
export function readOnly(octets: Uint8Array, tag: number): DerElement[] {
  const element = readElement(octets);
  if (element.tag !== tag) throw new DerError(`tag 0x${element.tag.toString(16)}, not 0x${tag.toString(16)}`);
  if (element.bytes.length !== octets.length) throw new DerError('octets follow');
  return readElements(element.content);
}

/** Checks presence and tag. @throws DerError otherwise. */
export function expectTag(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) throw new DerError(`expected 0x${tag.toString(16)}`);
  return element;
}

/** Dotted form of an OBJECT IDENTIFIER element. @throws DerError otherwise. */
export function readObjectIdentifier(element: DerElement | undefined): string {
  const { content } = expectTag(element, TAG.oid);
  const arcs: number[] = [];
  let arc = 0;
  content.forEach((octet, i) => {
    arc = arc * 128 + (octet & 0x7f);
    if (!Number.isSafeInteger(arc)) throw new DerError('arc too large');
    if ((octet & 0x80) === 0) {
      arcs.push(arc);
      arc = 0;
    } else if (i === content.length - 1) {
      throw new DerError('arc cut off');
    }
  });
  const [head, ...rest] = arcs;
  if (head === undefined) throw new DerError('empty object identifier');
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest].join('.');
}

/** Value of a non-negative INTEGER element. @throws DerError otherwise. */
export function readUnsigned(element: DerElement | undefined): bigint {
  const { content } = expectTag(element, TAG.integer);
  if (content.length === 0 || content[0]! >= 0x80) throw new DerError('not a non-negative integer');
  return unsignedValue(content);
}

function unsignedValue(octets: Uint8Array): bigint {
  let value = 0n;
  for (const octet of octets) value = value * 256n + BigInt(octet);
  return value;
}

function integerContent(value: bigint): Uint8Array<ArrayBuffer> {
  if (value < 0n) throw new DerError('negative integers are not written here');
  const octets: number[] = [];
  for (let rest = value; rest > 0n; rest /= 256n) octets.unshift(Number(rest % 256n));
  if (octets.length === 0 || octets[0]! >= 0x80) octets.unshift(0);
  return Uint8Array.from(octets);
}
