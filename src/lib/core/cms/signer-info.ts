import { integerValue, isTag, octetString, type Asn1Node } from '../bytes/asn1.ts';
import { concatBytes } from '../bytes/concat.ts';
import { toHex } from '../bytes/hex.ts';
import {
  hashOf,
  readAlgorithm,
  signatureScheme,
  type AlgorithmIdentifier,
  type HashName,
  type SignatureScheme,
} from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { EXTENSION, extensionNode } from '../x509/extensions.ts';
import { readName, type Name } from '../x509/name.ts';
import { readAttributes, type Attribute } from './attribute.ts';

export type SignerIdentifier =
  | Readonly<{ kind: 'issuerAndSerial'; issuer: Name; serialHex: string }>
  | Readonly<{ kind: 'subjectKeyIdentifier'; keyIdentifier: Uint8Array }>;

/** A SignerInfo as found. */
export type SignerInfo = Readonly<{
  identifier: SignerIdentifier;
  digestAlgorithm: AlgorithmIdentifier;
  hash: HashName | null;
  signatureAlgorithm: AlgorithmIdentifier;
  scheme: SignatureScheme;
  /** null where signedAttrs are absent: the signature is then over the content itself. */
  signedAttributes: readonly Attribute[] | null;
  /** What the signature covers where signedAttrs are present: as found, the tag byte alone changed to SET OF. */
  signedOctets: Uint8Array | null;
  signature: Uint8Array;
  unsignedAttributes: readonly Attribute[];
}>;

/** Reads a SignerInfo; undefined where malformed. Source: RFC 5652 §5.3. */
export function readSignerInfo(node: Asn1Node): SignerInfo | undefined {
  if (!isTag(node, 16)) return undefined;
  const fields = [...node.children];
  if (integerValue(fields.shift()) === undefined) return undefined;
  const identifier = readIdentifier(fields.shift());
  const digestAlgorithm = readAlgorithm(fields.shift());
  const signedNode = isTag(fields[0], 0, 'context') ? fields.shift() : undefined;
  const signatureAlgorithm = readAlgorithm(fields.shift());
  const signatureNode = fields.shift();
  const unsignedNode = isTag(fields[0], 1, 'context') ? fields.shift() : undefined;
  const signature = isTag(signatureNode, 4) ? octetString(signatureNode) : undefined;
  if (!identifier || !digestAlgorithm || !signatureAlgorithm || !signature || fields.length > 0)
    return undefined;
  const signedAttributes = signedNode ? readAttributes(signedNode) : null;
  if (signedAttributes === undefined) return undefined;
  const hash = hashOf(digestAlgorithm);
  return {
    identifier,
    digestAlgorithm,
    hash: hash ?? null,
    signatureAlgorithm,
    scheme: signatureScheme(signatureAlgorithm, hash),
    signedAttributes,
    // §5.4: the IMPLICIT [0] tag is not part of what is signed; a SET OF tag takes its place.
    signedOctets: signedNode ? concatBytes(Uint8Array.of(0x31), signedNode.octets.subarray(1)) : null,
    signature,
    // Unreadable unsigned attributes prove nothing and harm nothing: they are outside the signature.
    unsignedAttributes: (unsignedNode && readAttributes(unsignedNode)) ?? [],
  };
}

/** Whether the certificate is the one that the identifier names. RFC 5652 §5.3. */
export function identifies(identifier: SignerIdentifier, certificate: Certificate): boolean {
  if (identifier.kind === 'issuerAndSerial') {
    return identifier.serialHex === certificate.serialHex && identifier.issuer.key === certificate.issuer.key;
  }
  const node = extensionNode(certificate.extensions, EXTENSION.subjectKeyIdentifier);
  return typeof node !== 'string' && toHex(node.content) === toHex(identifier.keyIdentifier);
}

function readIdentifier(node: Asn1Node | undefined): SignerIdentifier | undefined {
  if (node?.tagClass === 'context') {
    return node.tag === 0 ? { kind: 'subjectKeyIdentifier', keyIdentifier: node.content } : undefined;
  }
  const [issuerNode, serial, ...rest] = node?.children ?? [];
  const issuer = readName(issuerNode);
  if (!issuer || !isTag(serial, 2) || rest.length > 0) return undefined;
  return { kind: 'issuerAndSerial', issuer, serialHex: toHex(serial.content) };
}
