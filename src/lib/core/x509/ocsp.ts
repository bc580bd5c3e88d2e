import {
  bitStringOctets,
  decodeWhole,
  integerValue,
  isTag,
  objectIdentifier,
  octetString,
  type Asn1Node,
} from '../bytes/asn1.ts';
import { toHex } from '../bytes/hex.ts';
import { hashOf, readAlgorithm, signatureScheme, type HashName, type SignatureScheme } from './algorithm.ts';
import { certificateFromNode, type Certificate } from './certificate.ts';
import { EXTENSION, extensionNode, readExtensions, type Extension } from './extensions.ts';
import { readName, type Name } from './name.ts';
import { instantMs } from './time.ts';

/** A BasicOCSPResponse as found. */
export type OcspResponse = Readonly<{
  octets: Uint8Array;
  tbs: Uint8Array;
  /** byName, or the SHA-1 of the responder's key. */
  responder: Readonly<{ name: Name }> | Readonly<{ keyHash: Uint8Array }>;
  producedAtMs: number;
  singles: readonly SingleResponse[];
  scheme: SignatureScheme;
  signature: Uint8Array;
  certificates: readonly Certificate[];
  extensions: readonly Extension[];
}>;

type SingleResponse = Readonly<{
  hash: HashName | null;
  issuerNameHash: Uint8Array;
  issuerKeyHash: Uint8Array;
  serialHex: string;
  status: 'good' | 'revoked' | 'unknown';
  revokedAtMs?: number;
  reason?: number;
  thisUpdateMs: number;
  nextUpdateMs?: number;
  /** Expired certificates are still told from this instant on (RFC 6960 §4.4.4). */
  archiveCutoffMs?: number;
  hasCriticalExtension: boolean;
}>;

const BASIC = '1.3.6.1.5.5.7.48.1.1';

/**
 * Reads an OCSPResponse (as DSS holds it) or a bare BasicOCSPResponse (as some signed attributes hold it).
 *
 * @returns undefined on anything else, and on a response whose status is not `successful`. Never throws.
 *
 * Source: RFC 6960 §4.2.1.
 */
export function readOcspResponse(der: Uint8Array): OcspResponse | undefined {
  const node = decodeWhole(der);
  if (!isTag(node, 16)) return undefined;
  const [first, bytes] = node.children;
  if (!isTag(first, 10)) return basic(node);
  if (integerValue(first) !== 0n || !isTag(bytes, 0, 'context')) return undefined;
  const [type, value] = bytes.children[0]?.children ?? [];
  const octets = isTag(value, 4) ? octetString(value) : undefined;
  if (objectIdentifier(type) !== BASIC || !octets) return undefined;
  const inner = decodeWhole(octets);
  return inner && basic(inner);
}

function basic(node: Asn1Node): OcspResponse | undefined {
  const [tbs, algorithmNode, signatureNode, certificatesNode] = node.children;
  if (!isTag(node, 16) || !isTag(tbs, 16)) return undefined;
  const fields = [...tbs.children];
  if (isTag(fields[0], 0, 'context')) fields.shift();
  const responder = readResponder(fields.shift());
  const producedAtMs = instantMs(fields.shift());
  const list = fields.shift();
  const extended = fields.shift();
  const extensions = extended ? readExtensions(extended.children[0]) : [];
  const algorithm = readAlgorithm(algorithmNode);
  const signature = isTag(signatureNode, 3) ? bitStringOctets(signatureNode) : undefined;
  if (
    !responder ||
    producedAtMs === undefined ||
    !isTag(list, 16) ||
    !extensions ||
    !algorithm ||
    !signature
  ) {
    return undefined;
  }
  const singles = list.children.map((child) => readSingle(child));
  if (!singles.every((single) => single !== undefined)) return undefined;
  const certificates = (certificatesNode?.children[0]?.children ?? [])
    .map((child) => certificateFromNode(child))
    .filter((certificate) => certificate !== undefined);
  return {
    octets: node.octets,
    tbs: tbs.octets,
    responder,
    producedAtMs,
    singles,
    scheme: signatureScheme(algorithm),
    signature,
    certificates,
    extensions,
  };
}

function readResponder(node: Asn1Node | undefined): OcspResponse['responder'] | undefined {
  if (node?.tagClass !== 'context') return undefined;
  const [inner] = node.children;
  if (node.tag === 1) {
    const name = readName(inner);
    return name && { name };
  }
  return node.tag === 2 && isTag(inner, 4) ? { keyHash: inner.content } : undefined;
}

function readSingle(node: Asn1Node): SingleResponse | undefined {
  const [id, status, thisUpdate, ...rest] = node.children;
  const [algorithmNode, nameHash, keyHash, serial] = id?.children ?? [];
  const algorithm = readAlgorithm(algorithmNode);
  const thisUpdateMs = instantMs(thisUpdate);
  if (
    !algorithm ||
    !isTag(nameHash, 4) ||
    !isTag(keyHash, 4) ||
    !isTag(serial, 2) ||
    thisUpdateMs === undefined
  ) {
    return undefined;
  }
  const next = rest.find((field) => isTag(field, 0, 'context'));
  const extended = rest.find((field) => isTag(field, 1, 'context'));
  const extensions = extended ? readExtensions(extended.children[0]) : [];
  const nextUpdateMs = instantMs(next?.children[0]);
  const state = readStatus(status);
  const cutoff = extensions && extensionNode(extensions, EXTENSION.ocspArchiveCutoff);
  const archiveCutoffMs = typeof cutoff === 'object' ? instantMs(cutoff) : undefined;
  if (!extensions || !state || (next && nextUpdateMs === undefined)) return undefined;
  return {
    hash: hashOf(algorithm) ?? null,
    issuerNameHash: nameHash.content,
    issuerKeyHash: keyHash.content,
    serialHex: toHex(serial.content),
    ...state,
    thisUpdateMs,
    ...(nextUpdateMs !== undefined && { nextUpdateMs }),
    ...(archiveCutoffMs !== undefined && { archiveCutoffMs }),
    hasCriticalExtension: extensions.some((extension) => extension.critical),
  };
}

function readStatus(
  node: Asn1Node | undefined,
): Readonly<{ status: SingleResponse['status']; revokedAtMs?: number; reason?: number }> | undefined {
  if (node?.tagClass !== 'context') return undefined;
  if (node.tag === 0) return { status: 'good' };
  if (node.tag === 2) return { status: 'unknown' };
  if (node.tag !== 1) return undefined;
  const revokedAtMs = instantMs(node.children[0]);
  if (revokedAtMs === undefined) return undefined;
  const reason = integerValue(node.children[1]?.children[0]);
  return { status: 'revoked', revokedAtMs, ...(reason !== undefined && { reason: Number(reason) }) };
}
