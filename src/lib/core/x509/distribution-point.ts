import { isTag, type Asn1Node } from '../bytes/asn1.ts';
import { readGeneralNames, type GeneralName } from './general-name.ts';
import { rdnKey, readName, type Name } from './name.ts';

/** Every reason for which a certificate may be revoked (RFC 5280 §4.2.1.13 ReasonFlags, bits 1 to 8), as a mask. */
export const ALL_REASONS = 0x1fe;

/** One DistributionPoint of a certificate. RFC 5280 §4.2.1.13. */
export type DistributionPoint = Readonly<{
  /** Comparison keys of its names; null where it has none. */
  names: readonly string[] | null;
  reasons: number;
  /** Comparison keys of the names of who issues its list; null where that is the certificate's own issuer. */
  crlIssuers: readonly string[] | null;
}>;

/** What part of the revocations a list covers. RFC 5280 §5.2.5. */
export type IssuingDistributionPoint = Readonly<{
  names: readonly string[] | null;
  users: boolean;
  authorities: boolean;
  attributes: boolean;
  reasons: number;
  indirect: boolean;
}>;

/** Comparison key of a directory name among a distribution point's names. */
export function directoryKey(name: Name): string {
  return generalNameKey({ type: 'directory', rdnKeys: name.rdnKeys });
}

function generalNameKey(name: GeneralName): string {
  return `${name.type} ${name.type === 'directory' ? name.rdnKeys.join('\u0000') : name.value}`;
}

/** Reads cRLDistributionPoints; undefined where malformed. `issuer`: who issued the certificate. */
export function distributionPoints(node: Asn1Node, issuer: Name): readonly DistributionPoint[] | undefined {
  if (!isTag(node, 16)) return undefined;
  const points = node.children.map((child) => readPoint(child, issuer));
  return points.every((point) => point !== undefined) ? points : undefined;
}

function readPoint(node: Asn1Node, issuer: Name): DistributionPoint | undefined {
  const [named, reasoned, issued] = [0, 1, 2].map((tag) => field(node, tag));
  const issuers = issued ? readGeneralNames(issued) : null;
  // §4.2.1.13: cRLIssuer is a directory name.
  const directories = issuers?.filter(({ type }) => type === 'directory');
  const [only] = directories ?? [];
  // A relative name hangs on the one who issues the list.
  const base = only?.type === 'directory' ? only.rdnKeys : issuer.rdnKeys;
  const names = named ? readPointName(named, base) : null;
  const reasons = reasoned ? readReasons(reasoned) : ALL_REASONS;
  if (!isTag(node, 16) || names === undefined || reasons === undefined || issuers === undefined)
    return undefined;
  return { names, reasons, crlIssuers: directories ? directories.map(generalNameKey) : null };
}

/** Reads issuingDistributionPoint; undefined where malformed. `issuer`: who issued the list. */
export function issuingDistributionPoint(node: Asn1Node, issuer: Name): IssuingDistributionPoint | undefined {
  if (!isTag(node, 16) || node.children.some(({ tagClass, tag }) => tagClass !== 'context' || tag > 5))
    return undefined;
  const named = field(node, 0);
  const reasoned = field(node, 3);
  const isSet = (tag: number): boolean => (field(node, tag)?.content[0] ?? 0) !== 0;
  const names = named ? readPointName(named, issuer.rdnKeys) : null;
  const reasons = reasoned ? readReasons(reasoned) : ALL_REASONS;
  if (names === undefined || reasons === undefined) return undefined;
  return {
    names,
    users: isSet(1),
    authorities: isSet(2),
    reasons,
    indirect: isSet(4),
    attributes: isSet(5),
  };
}

function field(node: Asn1Node, tag: number): Asn1Node | undefined {
  return node.children.find((child) => isTag(child, tag, 'context'));
}

// DistributionPointName is a CHOICE, so its own tag stands inside.
function readPointName(node: Asn1Node, base: readonly string[]): readonly string[] | undefined {
  const [choice, ...rest] = node.children;
  if (!choice || rest.length > 0 || choice.tagClass !== 'context') return undefined;
  if (choice.tag === 0) return readGeneralNames(choice)?.map(generalNameKey);
  const last = choice.tag === 1 ? rdnKey(choice) : undefined;
  return last === undefined ? undefined : [generalNameKey({ type: 'directory', rdnKeys: [...base, last] })];
}

function readReasons(node: Asn1Node): number | undefined {
  if (node.constructed || node.content.length < 2) return undefined;
  const [, first = 0, second = 0] = node.content;
  let mask = 0;
  for (let bit = 1; bit <= 8; bit++) {
    const octet = bit < 8 ? first : second;
    if ((octet & (0x80 >> (bit & 7))) !== 0) mask |= 1 << bit;
  }
  return mask;
}

/** Directory name among GeneralNames (certificateIssuer, §5.3.3) as a comparison key; undefined where there is none. */
export function certificateIssuerKey(node: Asn1Node): string | undefined {
  for (const child of node.children) {
    const name = isTag(child, 4, 'context') ? readName(child.children[0]) : undefined;
    if (name) return name.key;
  }
  return undefined;
}
