import { bitStringOctets, decodeWhole, integerValue, isTag, type Asn1Node } from '../bytes/asn1.ts';
import { toHex } from '../bytes/hex.ts';
import { readAlgorithm, signatureScheme, type SignatureScheme } from './algorithm.ts';
import { EXTENSION, extensionNode, readExtensions, type Extension } from './extensions.ts';
import { readName, type Name } from './name.ts';
import { instantMs } from './time.ts';

/** A certificate list as found; look a serial up with `revocationsOf`. */
export type CertificateList = Readonly<{
  octets: Uint8Array;
  tbs: Uint8Array;
  issuer: Name;
  thisUpdateMs: number;
  nextUpdateMs?: number;
  scheme: SignatureScheme;
  signature: Uint8Array;
  extensions: readonly Extension[];
  /** The revokedCertificates element, read on lookup. */
  entries: readonly Asn1Node[];
}>;

export type CrlEntry = Readonly<{ revokedAtMs: number; reason: number | null; indirect: boolean }>;

/** Reads one CRL; undefined on anything else. Never throws. Source: RFC 5280 §5.1. */
export function readCertificateList(der: Uint8Array): CertificateList | undefined {
  const node = decodeWhole(der);
  const [tbs, algorithmNode, signatureNode, ...rest] = node?.children ?? [];
  if (!isTag(node, 16) || !isTag(tbs, 16) || rest.length > 0) return undefined;
  const fields = [...tbs.children];
  if (isTag(fields[0], 2)) fields.shift();
  const inner = readAlgorithm(fields.shift());
  const issuer = readName(fields.shift());
  const thisUpdateMs = instantMs(fields.shift());
  const nextUpdateMs = isTag(fields[0], 23) || isTag(fields[0], 24) ? instantMs(fields.shift()) : undefined;
  const list = isTag(fields[0], 16) ? fields.shift() : undefined;
  const [extended, ...others] = fields;
  const extensions = isTag(extended, 0, 'context')
    ? readExtensions(extended.children[0])
    : extended
      ? undefined
      : [];
  const algorithm = readAlgorithm(algorithmNode);
  const signature = isTag(signatureNode, 3) ? bitStringOctets(signatureNode) : undefined;
  if (
    !inner ||
    !issuer ||
    thisUpdateMs === undefined ||
    !extensions ||
    !algorithm ||
    !signature ||
    others.length
  ) {
    return undefined;
  }
  return {
    octets: node.octets,
    tbs: tbs.octets,
    issuer,
    thisUpdateMs,
    ...(nextUpdateMs !== undefined && { nextUpdateMs }),
    scheme: signatureScheme(algorithm),
    signature,
    extensions,
    entries: list?.children ?? [],
  };
}

type CrlAnswer = CrlEntry | 'absent' | 'malformed';

/**
 * The entries of serial numbers (content octets as hexadecimal), all in one pass over the list: `absent` where one is
 * not listed, `malformed` where an entry that may be it cannot be read. Where an entry stands twice the earlier
 * revocation counts.
 *
 * Source: RFC 5280 §5.1.2.6, §5.3.
 */
export function revocationsOf(
  list: CertificateList,
  serialsHex: ReadonlySet<string>,
): (serialHex: string) => CrlAnswer {
  const found = new Map<string, CrlEntry | 'malformed'>();
  let indirect = false;
  for (const entry of list.entries) {
    const [serial, date, extra] = entry.children;
    const extensions = extra ? readExtensions(extra) : [];
    if (!isTag(serial, 2) || serial.content.length === 0 || !extensions) return () => 'malformed';
    // Once an entry names its own issuer, the ones after it belong to that issuer too (§5.3.3).
    if (extensions.some((extension) => extension.oid === EXTENSION.certificateIssuer)) indirect = true;
    const serialHex = toHex(serial.content);
    if (!serialsHex.has(serialHex)) continue;
    const revokedAtMs = instantMs(date);
    const known = found.get(serialHex);
    if (revokedAtMs === undefined) found.set(serialHex, 'malformed');
    else if (known !== 'malformed' && (!known || revokedAtMs < known.revokedAtMs)) {
      const reasonNode = extensionNode(extensions, EXTENSION.reasonCode);
      const reason = typeof reasonNode === 'string' ? null : Number(integerValue(reasonNode) ?? 0n);
      found.set(serialHex, { revokedAtMs, reason, indirect });
    }
  }
  return (serialHex) => found.get(serialHex) ?? 'absent';
}
