import { fromBER } from 'asn1js';
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

// What asn1js answers for each element, as far as this door looks at it.
interface Block {
  readonly valueBeforeDecodeView: Uint8Array;
  readonly idBlock: {
    readonly tagClass: number;
    readonly tagNumber: number;
    readonly isConstructed: boolean;
    readonly blockLength: number;
  };
  readonly lenBlock: { readonly blockLength: number; readonly isIndefiniteForm: boolean };
  readonly valueBlock?: object;
}

/**
 * Decodes the first BER/DER element of the bytes: the one door to asn1js, with limits of its own (asn1js refuses more
 * than 10,000 nodes by default, which a CRL of 5,000 entries passes).
 *
 * @returns the element and where it ends, so that the caller decides what may follow it (zero padding, nothing);
 *   undefined where the bytes are not BER or pass a limit. Never throws. Octet and bit strings are not looked into.
 *
 * Source: ITU-T X.690.
 */
export function decodeAsn1(bytes: Uint8Array, limits: Asn1Limits = ASN1_LIMITS): Asn1Decoded | undefined {
  if (bytes.length === 0) return undefined;
  try {
    const { offset, result } = fromBER(plainView(bytes), {
      ...limits,
      parseEmbedded: false,
      copyInput: false,
    });
    if (offset <= 0 || result.error) return undefined;
    const node = toNode(result, bytes, 0, offset);
    return node && { node, end: offset };
  } catch (error) {
    // asn1js throws on some malformed values (dates, strings) instead of answering an error.
    if (error instanceof Error) return undefined;
    throw error;
  }
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

function toNode(block: Block, input: Uint8Array, offset: number, limit: number): Asn1Node | undefined {
  const length = block.valueBeforeDecodeView.length;
  const header = block.idBlock.blockLength + block.lenBlock.blockLength;
  const tagClass = CLASSES[block.idBlock.tagClass - 1];
  if (length < header || offset + length > limit || tagClass === undefined) return undefined;
  const indefinite = block.lenBlock.isIndefiniteForm;
  const contentEnd = offset + length - (indefinite ? 2 : 0);
  const children: Asn1Node[] = [];
  if (block.idBlock.isConstructed) {
    let at = offset + header;
    const value: unknown = block.valueBlock && Reflect.get(block.valueBlock, 'value');
    if (!Array.isArray(value)) return undefined;
    for (const child of value as Block[]) {
      const node = toNode(child, input, at, contentEnd);
      if (!node) return undefined;
      children.push(node);
      at += node.octets.length;
    }
    if (at !== contentEnd) return undefined;
  }
  return {
    tagClass,
    tag: block.idBlock.tagNumber,
    constructed: block.idBlock.isConstructed,
    indefinite,
    offset,
    octets: input.subarray(offset, offset + length),
    content: input.subarray(offset + header, contentEnd),
    children,
  };
}

function plainView(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}
