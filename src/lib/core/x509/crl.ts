import {
  bitStringOctets,
  decodeWhole,
  integerValue,
  isMinimal,
  isTag,
  type Asn1Node,
} from '../bytes/asn1.ts';
import { toHex } from '../bytes/hex.ts';
import { readAlgorithm, signatureScheme, type SignatureScheme } from './algorithm.ts';
import { certificateIssuerKey } from './distribution-point.ts';
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

export type CrlEntry = Readonly<{ revokedAtMs: number; reason: number | null }>;

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

/** One certificate as a list names it: comparison key of its issuer, and its serial number (content octets, hex). */
export type CrlSubject = Readonly<{ issuerKey: string; serialHex: string }>;

type CrlAnswer = CrlEntry | 'absent' | 'malformed';

/**
 * The entries of certificates, all in one pass over the list: `absent` where one is not listed, `malformed` where an
 * entry that may be it cannot be read. Where an entry stands twice the earlier revocation counts.
 *
 * Source: RFC 5280 §5.1.2.6, §5.3.
 */
export function revocationsOf(
  list: CertificateList,
  subjects: readonly CrlSubject[],
): (subject: CrlSubject) => CrlAnswer {
  const wanted = new Set(subjects.map(keyOf));
  const serials = new Set(subjects.map(({ serialHex }) => serialHex));
  const found = new Map<string, CrlEntry | 'malformed'>();
  // §5.3.3: an entry that names no issuer is of the one before it, and the first ones of the list's own.
  let issuerKey = list.issuer.key;
  for (const entry of list.entries) {
    const [serial, date, extra] = entry.children;
    const extensions = extra ? readExtensions(extra) : [];
    if (!isTag(serial, 2) || !isMinimal(serial.content) || !extensions) return () => 'malformed';
    const named = extensionNode(extensions, EXTENSION.certificateIssuer);
    if (named !== 'absent') {
      const key = named === 'malformed' ? undefined : certificateIssuerKey(named);
      if (key === undefined) return () => 'malformed';
      issuerKey = key;
    }
    const serialHex = toHex(serial.content);
    if (!serials.has(serialHex)) continue;
    const key = keyOf({ issuerKey, serialHex });
    if (!wanted.has(key)) continue;
    const revokedAtMs = instantMs(date);
    const known = found.get(key);
    // §5.3: an entry with a critical extension that is not known cannot be understood.
    const isUnknown = extensions.some(({ oid, critical }) => critical && !ENTRY_EXTENSIONS.includes(oid));
    if (revokedAtMs === undefined || isUnknown) found.set(key, 'malformed');
    else if (known !== 'malformed' && (!known || revokedAtMs < known.revokedAtMs)) {
      const reasonNode = extensionNode(extensions, EXTENSION.reasonCode);
      const reason = typeof reasonNode === 'string' ? null : Number(integerValue(reasonNode) ?? 0n);
      found.set(key, { revokedAtMs, reason });
    }
  }
  return (subject) => found.get(keyOf(subject)) ?? 'absent';
}

const ENTRY_EXTENSIONS: readonly string[] = [EXTENSION.certificateIssuer, EXTENSION.reasonCode];

function keyOf({ issuerKey, serialHex }: CrlSubject): string {
  return `${serialHex} ${issuerKey}`;
}
