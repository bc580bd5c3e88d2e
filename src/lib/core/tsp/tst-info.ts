import { decodeWhole, integerValue, isTag, objectIdentifier, octetString } from '../bytes/asn1.ts';
import { toHex } from '../bytes/hex.ts';
import { hashOf, readAlgorithm, type HashName } from '../x509/algorithm.ts';
import { instantMs } from '../x509/time.ts';

/** A TSTInfo as found. */
export type TstInfo = Readonly<{
  policyOid: string;
  /** The imprint's digest algorithm, or null with its OID where it is not a known one. */
  imprintHash: HashName | null;
  imprintHashOid: string;
  imprint: Uint8Array;
  serialHex: string;
  /** Milliseconds since 1970 UTC. */
  genTimeMs: number;
  nonce: bigint | null;
  hasCriticalExtension: boolean;
}>;

/**
 * Reads the eContent of a time-stamp token.
 *
 * @returns undefined where it is not a TSTInfo of version 1; never throws.
 *
 * Source: RFC 3161 §2.4.2.
 */
export function readTstInfo(der: Uint8Array): TstInfo | undefined {
  const node = decodeWhole(der);
  const [version, policy, imprintNode, serial, genTime, ...rest] = node?.children ?? [];
  const policyOid = objectIdentifier(policy);
  const [algorithmNode, digest] = imprintNode?.children ?? [];
  const algorithm = readAlgorithm(algorithmNode);
  const imprint = isTag(digest, 4) ? octetString(digest) : undefined;
  const genTimeMs = isTag(genTime, 24) ? instantMs(genTime) : undefined;
  if (
    !isTag(node, 16) ||
    integerValue(version) !== 1n ||
    policyOid === undefined ||
    !algorithm ||
    !imprint ||
    !isTag(serial, 2) ||
    genTimeMs === undefined
  ) {
    return undefined;
  }
  const extensions = rest.find((field) => isTag(field, 1, 'context'));
  return {
    policyOid,
    imprintHash: hashOf(algorithm) ?? null,
    imprintHashOid: algorithm.oid,
    imprint,
    serialHex: toHex(serial.content),
    genTimeMs,
    nonce: integerValue(rest.find((field) => isTag(field, 2))) ?? null,
    hasCriticalExtension: (extensions?.children ?? []).some(
      (extension) => isTag(extension.children[1], 1) && extension.children[1].content[0] !== 0,
    ),
  };
}
