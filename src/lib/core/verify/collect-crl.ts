import { toHex } from '../bytes/hex.ts';
import type { Certificate } from '../x509/certificate.ts';
import { revocationsOf, type CertificateList } from '../x509/crl.ts';
import {
  ALL_REASONS,
  directoryKey,
  distributionPoints,
  issuingDistributionPoint,
  type DistributionPoint,
  type IssuingDistributionPoint,
} from '../x509/distribution-point.ts';
import { integerValue } from '../bytes/asn1.ts';
import { EXTENSION, basicConstraints, extensionNode, type Extension } from '../x509/extensions.ts';
import { instantMs } from '../x509/time.ts';
import { verifySignature } from '../x509/verify-signature.ts';
import type { CertificatePool } from './certificate-pool.ts';
import type { EvidenceSource, RevocationFacts } from './facts.ts';

const KNOWN: readonly string[] = [
  EXTENSION.issuingDistributionPoint,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.crlNumber,
  EXTENSION.deltaCrlIndicator,
];

// A list without the extension speaks of everything that its issuer issued, for every reason.
const WHOLE: IssuingDistributionPoint = {
  names: null,
  users: false,
  authorities: false,
  attributes: false,
  reasons: ALL_REASONS,
  indirect: false,
};

/** What a CRL says of the pool's certificates. RFC 5280 §5.2, §5.3, §6.3.3 (b). */
export async function crlFacts(
  list: CertificateList,
  source: EvidenceSource,
  pool: CertificatePool,
): Promise<readonly RevocationFacts[]> {
  const signers = await listSigners(list, pool);
  if (signers.length === 0) return [];
  const { extensions } = list;
  const pointNode = extensionNode(extensions, EXTENSION.issuingDistributionPoint);
  const point =
    pointNode === 'absent'
      ? WHOLE
      : pointNode === 'malformed'
        ? undefined
        : issuingDistributionPoint(pointNode, list.issuer);
  const about = [...pool.certificates.entries()].flatMap(([index, certificate]) => {
    const reasons = reasonsCovered(list, point ?? WHOLE, certificate);
    return reasons === null || !pool.bounds.take('statements') ? [] : [{ index, certificate, reasons }];
  });
  const subjectOf = (one: Certificate) => ({ issuerKey: one.issuer.key, serialHex: one.serialHex });
  const entryOf = revocationsOf(
    list,
    about.map(({ certificate }) => subjectOf(certificate)),
  );
  const hasCritical = extensions.some(({ oid, critical }) => critical && !KNOWN.includes(oid));
  const shared = {
    kind: 'crl',
    source,
    thisUpdateMs: list.thisUpdateMs,
    ...(list.nextUpdateMs !== undefined && { nextUpdateMs: list.nextUpdateMs }),
    ...expiredSince(extensions),
    producedAtMs: list.thisUpdateMs,
    signers,
    scheme: list.scheme,
    issuers: [],
    list: {
      number: numberOf(extensions, EXTENSION.crlNumber),
      isDelta: extensions.some(({ oid }) => oid === EXTENSION.deltaCrlIndicator),
      base: numberOf(extensions, EXTENSION.deltaCrlIndicator),
      scope: scopeOf(extensions),
    },
  } as const;
  return about.map(({ index, certificate, reasons }) => {
    const entry = entryOf(subjectOf(certificate));
    const found = typeof entry === 'string' ? undefined : entry;
    return {
      ...shared,
      certificate: index,
      status: found ? 'revoked' : 'good',
      ...(found && { revokedAtMs: found.revokedAtMs }),
      ...(found && found.reason !== null && { reason: found.reason }),
      reasons,
      isIndirect: certificate.issuer.key !== list.issuer.key,
      unusable: hasCritical
        ? 'critical'
        : entry === 'malformed' || !point
          ? 'malformed'
          : reasons === 0
            ? 'scope'
            : null,
    };
  });
}

async function listSigners(list: CertificateList, pool: CertificatePool): Promise<readonly number[]> {
  const signers: number[] = [];
  for (const [index, { subject, publicKey }] of pool.certificates.entries()) {
    if (subject.key !== list.issuer.key) continue;
    if (!pool.bounds.takeCheck(list.tbs.length)) break;
    if ((await verifySignature(list.scheme, publicKey, list.signature, list.tbs)) === 'valid')
      signers.push(index);
  }
  return signers;
}

/**
 * For which reasons a list speaks of a certificate, as a mask: 0 where it is its issuer's but not about it, null where
 * it is nobody's that the certificate names.
 *
 * Source: RFC 5280 §6.3.3 (b)(1)–(b)(2), (d).
 */
function reasonsCovered(
  list: CertificateList,
  point: IssuingDistributionPoint,
  certificate: Certificate,
): number | null {
  const isOfIssuer = list.issuer.key === certificate.issuer.key;
  const node = extensionNode(certificate.extensions, EXTENSION.crlDistributionPoints);
  const own = typeof node === 'string' ? [] : (distributionPoints(node, certificate.issuer) ?? []);
  const wanted = directoryKey(list.issuer);
  const named = own.filter(({ crlIssuers }) => (crlIssuers ? crlIssuers.includes(wanted) : isOfIssuer));
  if (!isOfIssuer && named.length === 0) return null;
  // §6.3.3, at its end: a list of the issuer's that no distribution point names is asked too.
  const implied: DistributionPoint = {
    names: [directoryKey(certificate.issuer)],
    reasons: ALL_REASONS,
    crlIssuers: null,
  };
  const authority = isAuthority(certificate);
  if (point.attributes || (point.users && authority) || (point.authorities && !authority)) return 0;
  return [...named, ...(isOfIssuer ? [implied] : [])]
    .filter((one) => (!one.crlIssuers || isOfIssuer || point.indirect) && namesMatch(one, point))
    .reduce((mask, { reasons }) => mask | (reasons & point.reasons), 0);
}

// (b)(2)(i): one name in common; where the certificate's has none, the name of who issues the list stands for it.
function namesMatch(own: DistributionPoint, point: IssuingDistributionPoint): boolean {
  const { names } = point;
  if (!names) return true;
  return (own.names ?? own.crlIssuers ?? []).some((name) => names.includes(name));
}

function isAuthority({ extensions }: Certificate): boolean {
  const node = extensionNode(extensions, EXTENSION.basicConstraints);
  return typeof node !== 'string' && basicConstraints(node)?.ca === true;
}

function numberOf(extensions: readonly Extension[], oid: string): string | null {
  const node = extensionNode(extensions, oid);
  return typeof node === 'string' ? null : (integerValue(node)?.toString() ?? null);
}

// §5.2.4: a delta goes with a complete list of the same scope and the same key.
function scopeOf(extensions: readonly Extension[]): string {
  return [EXTENSION.issuingDistributionPoint, EXTENSION.authorityKeyIdentifier]
    .map((wanted) => toHex(extensions.find(({ oid }) => oid === wanted)?.value ?? new Uint8Array()))
    .join(' ');
}

// X.509 §9.5.2.8: lists leave out what has expired, save those that say from when on they do not.
function expiredSince(extensions: readonly Extension[]): Readonly<{ expiredSinceMs?: number }> {
  const node = extensionNode(extensions, EXTENSION.expiredCertsOnCrl);
  const expiredSinceMs = typeof node === 'string' ? undefined : instantMs(node);
  return expiredSinceMs === undefined ? {} : { expiredSinceMs };
}
