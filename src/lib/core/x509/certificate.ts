import {
  bitStringOctets,
  decodeWhole,
  integerValue,
  isMinimal,
  isTag,
  type Asn1Node,
} from '../bytes/asn1.ts';
import { equalBytes } from '../bytes/concat.ts';
import { toHex } from '../bytes/hex.ts';
import { readAlgorithm, signatureScheme, type SignatureScheme } from './algorithm.ts';
import { readExtensions, type Extension } from './extensions.ts';
import { readName, type Name } from './name.ts';
import { readPublicKey, type PublicKey } from './public-key.ts';
import { instantMs } from './time.ts';

/** An X.509 certificate as found. Octets are views into `der`; nothing is re-encoded. */
export type Certificate = Readonly<{
  der: Uint8Array;
  /** TBSCertificate: what the signature covers. */
  tbs: Uint8Array;
  version: number;
  serial: bigint;
  serialHex: string;
  issuer: Name;
  subject: Name;
  /** Milliseconds since 1970 UTC. */
  notBeforeMs: number;
  notAfterMs: number;
  publicKey: PublicKey;
  extensions: readonly Extension[];
  scheme: SignatureScheme;
  /** False where the two signature algorithm fields differ (RFC 5280 §4.1.1.2 forbids it). */
  algorithmsAgree: boolean;
  signature: Uint8Array;
}>;

/**
 * Reads one certificate.
 *
 * @param der - exactly one Certificate; trailing octets are refused.
 * @returns undefined on anything else; never throws.
 *
 * Source: RFC 5280 §4.1.
 */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  const node = decodeWhole(der);
  return node && certificateFromNode(node);
}

/** As `readCertificate`, for an element that is already decoded. */
export function certificateFromNode(node: Asn1Node): Certificate | undefined {
  const [tbs, algorithmNode, signatureNode, ...rest] = node.children;
  if (!isTag(node, 16) || !isTag(tbs, 16) || rest.length > 0) return undefined;
  const fields = [...tbs.children];
  const version = isTag(fields[0], 0, 'context') ? integerValue(fields.shift()?.children[0]) : 0n;
  const serialNode = fields.shift();
  const serial = integerValue(serialNode);
  const inner = readAlgorithm(fields.shift());
  const issuer = readName(fields.shift());
  const validity = fields.shift();
  const subject = readName(fields.shift());
  const publicKey = readPublicKey(fields.shift());
  const notBeforeMs = instantMs(validity?.children[0]);
  const notAfterMs = instantMs(validity?.children[1]);
  const algorithm = readAlgorithm(algorithmNode);
  const signature = isTag(signatureNode, 3) ? bitStringOctets(signatureNode) : undefined;
  if (
    version === undefined ||
    serial === undefined ||
    !serialNode ||
    // X.690 §8.3.2: written longer than need be, a list would name it otherwise.
    !isMinimal(serialNode.content) ||
    !inner ||
    !issuer ||
    !subject ||
    !publicKey ||
    notBeforeMs === undefined ||
    notAfterMs === undefined ||
    !algorithm ||
    !signature
  ) {
    return undefined;
  }
  let extensions: readonly Extension[] = [];
  for (const field of fields) {
    if (field.tagClass !== 'context' || field.tag < 1 || field.tag > 3) return undefined;
    if (field.tag !== 3) continue;
    const read = readExtensions(field.children[0]);
    if (!read) return undefined;
    extensions = read;
  }
  return {
    der: node.octets,
    tbs: tbs.octets,
    version: Number(version) + 1,
    serial,
    serialHex: toHex(serialNode.content),
    issuer,
    subject,
    notBeforeMs,
    notAfterMs,
    publicKey,
    extensions,
    scheme: signatureScheme(algorithm),
    algorithmsAgree: equalBytes(inner.octets, algorithm.octets),
    signature,
  };
}
