import {
  decodeWhole,
  integerValue,
  isTag,
  objectIdentifier,
  octetString,
  type Asn1Node,
} from '../bytes/asn1.ts';
import { readGeneralNames, readGeneralSubtrees, type GeneralName } from './general-name.ts';

/** One extension as found; `value` is the content of extnValue. */
export type Extension = Readonly<{ oid: string; critical: boolean; value: Uint8Array }>;

export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  issuingDistributionPoint: '2.5.29.28',
  deltaCrlIndicator: '2.5.29.27',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extKeyUsage: '2.5.29.37',
  inhibitAnyPolicy: '2.5.29.54',
  expiredCertsOnCrl: '2.5.29.60',
  ocspArchiveCutoff: '1.3.6.1.5.5.7.48.1.6',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
} as const;

export const KEY_PURPOSE = {
  anyExtendedKeyUsage: '2.5.29.37.0',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  ocspSigning: '1.3.6.1.5.5.7.3.9',
} as const;

/** RFC 5280 §4.2.1.3, in bit order. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

/** A SEQUENCE OF Extension; undefined where malformed or where one OID stands twice (RFC 5280 §4.2). */
export function readExtensions(node: Asn1Node | undefined): readonly Extension[] | undefined {
  if (!isTag(node, 16)) return undefined;
  const extensions: Extension[] = [];
  for (const child of node.children) {
    const oid = objectIdentifier(child.children[0]);
    const flagged = isTag(child.children[1], 1);
    const value = child.children[flagged ? 2 : 1];
    if (!isTag(child, 16) || oid === undefined || !isTag(value, 4)) return undefined;
    if (extensions.some((other) => other.oid === oid)) return undefined;
    const octets = octetString(value);
    if (!octets || child.children.length !== (flagged ? 3 : 2)) return undefined;
    const critical = flagged && (child.children[1]?.content[0] ?? 0) !== 0;
    extensions.push({ oid, critical, value: octets });
  }
  return extensions;
}

/** Decoded content of the extension with this OID: `absent`, `malformed`, or the element. */
export function extensionNode(
  extensions: readonly Extension[],
  oid: string,
): Asn1Node | 'absent' | 'malformed' {
  const extension = extensions.find((other) => other.oid === oid);
  if (!extension) return 'absent';
  return decodeWhole(extension.value) ?? 'malformed';
}

/** RFC 5280 §4.2.1.9; undefined where malformed. */
export function basicConstraints(node: Asn1Node): Readonly<{ ca: boolean; pathLength?: number }> | undefined {
  if (!isTag(node, 16)) return undefined;
  const children = [...node.children];
  let ca = false;
  if (isTag(children[0], 1)) ca = (children.shift()?.content[0] ?? 0) !== 0;
  const length = children.shift();
  if (length === undefined) return { ca };
  const value = integerValue(length);
  if (value === undefined || value < 0n || children.length > 0) return undefined;
  return { ca, pathLength: Number(value < 1_000_000n ? value : 1_000_000n) };
}

/** RFC 5280 §4.2.1.3; undefined where malformed. */
export function keyUsages(node: Asn1Node): readonly KeyUsage[] | undefined {
  if (!isTag(node, 3) || node.constructed || node.content.length === 0) return undefined;
  const bits = node.content.subarray(1);
  return KEY_USAGES.filter((_, index) => ((bits[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0);
}

/** A SEQUENCE OF OBJECT IDENTIFIER (extKeyUsage); undefined where malformed or empty. */
export function identifierList(node: Asn1Node): readonly string[] | undefined {
  if (!isTag(node, 16) || node.children.length === 0) return undefined;
  const oids = node.children.map((child) => objectIdentifier(child));
  return oids.every((oid) => oid !== undefined) ? oids : undefined;
}

/** Identifiers of certificatePolicies; undefined where malformed. RFC 5280 §4.2.1.4. */
export function certificatePolicies(node: Asn1Node): readonly string[] | undefined {
  if (!isTag(node, 16)) return undefined;
  const oids = node.children.map((child) => objectIdentifier(child.children[0]));
  return oids.every((oid) => oid !== undefined) ? oids : undefined;
}

/** Pairs of policyMappings; undefined where malformed. RFC 5280 §4.2.1.5. */
export function policyMappings(node: Asn1Node): readonly (readonly [string, string])[] | undefined {
  if (!isTag(node, 16)) return undefined;
  const pairs: (readonly [string, string])[] = [];
  for (const child of node.children) {
    const [from, to] = [objectIdentifier(child.children[0]), objectIdentifier(child.children[1])];
    if (from === undefined || to === undefined) return undefined;
    pairs.push([from, to]);
  }
  return pairs;
}

/** RFC 5280 §4.2.1.11; undefined where malformed. */
export function policyConstraints(
  node: Asn1Node,
): Readonly<{ requireExplicitPolicy?: number; inhibitPolicyMapping?: number }> | undefined {
  if (!isTag(node, 16)) return undefined;
  const out: { requireExplicitPolicy?: number; inhibitPolicyMapping?: number } = {};
  for (const child of node.children) {
    const value = smallInteger(child);
    if (child.tagClass !== 'context' || value === undefined) return undefined;
    if (child.tag === 0) out.requireExplicitPolicy = value;
    else if (child.tag === 1) out.inhibitPolicyMapping = value;
  }
  return out;
}

/** Value of an INTEGER (or an implicitly tagged one) from 0 to 2^24; undefined otherwise. */
export function smallInteger(node: Asn1Node): number | undefined {
  if (node.constructed || node.content.length === 0 || node.content.length > 3) return undefined;
  if ((node.content[0] ?? 0) & 0x80) return undefined;
  return node.content.reduce((value, byte) => value * 256 + byte, 0);
}

/** RFC 5280 §4.2.1.10; undefined where malformed. */
export function nameConstraints(
  node: Asn1Node,
): Readonly<{ permitted: readonly GeneralName[]; excluded: readonly GeneralName[] }> | undefined {
  if (!isTag(node, 16)) return undefined;
  let permitted: readonly GeneralName[] | undefined = [];
  let excluded: readonly GeneralName[] | undefined = [];
  for (const child of node.children) {
    if (isTag(child, 0, 'context')) permitted = readGeneralSubtrees(child);
    else if (isTag(child, 1, 'context')) excluded = readGeneralSubtrees(child);
    else return undefined;
  }
  return permitted && excluded ? { permitted, excluded } : undefined;
}

/** RFC 5280 §4.2.1.6; undefined where malformed. */
export function subjectAltNames(node: Asn1Node): readonly GeneralName[] | undefined {
  return isTag(node, 16) ? readGeneralNames(node) : undefined;
}
