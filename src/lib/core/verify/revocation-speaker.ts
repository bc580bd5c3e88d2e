import { ALL_REASONS } from '../x509/distribution-point.ts';
import { KEY_PURPOSE, type KeyUsage } from '../x509/extensions.ts';
import type { Effort } from './effort.ts';
import type { Facts, RevocationFacts } from './facts.ts';
import { findPath } from './path.ts';
import type { Policy } from './policy.ts';

/**
 * Whether whoever signed a piece of evidence may speak of the certificate: its issuer by any of its keys, the issuer's
 * delegate (OCSP), or the CRL issuer that the certificate names.
 *
 * @param above - the certificates above it in the path, nearest first.
 * @returns false too where the effort is used up.
 *
 * Source: RFC 6960 §3.2, §4.2.2.2; RFC 5280 §6.3.3 (b), (f).
 */
export function maySpeak(
  facts: Facts,
  evidence: RevocationFacts,
  above: readonly number[],
  policy: Policy,
  effort: Effort,
): boolean {
  // Below, all evidence and all edges may be looked through for each signer.
  const cost = facts.revocations.length + facts.edges.length;
  if (!effort.take((evidence.signers.length + evidence.issuers.length) * cost)) return false;
  const [issuer, grand] = above;
  if (issuer === undefined) return false;
  const isAuthority = (index: number): boolean =>
    index === issuer || (isOtherKey(facts, index, issuer, grand) && isInForce(facts, evidence, index, above));
  if (evidence.kind === 'crl') {
    return evidence.signers.some(
      (index) =>
        mayUse(facts, index, ['cRLSign']) &&
        (evidence.isIndirect
          ? isListIssuer(facts, evidence, index, above, policy, effort)
          : isAuthority(index)),
    );
  }
  // RFC 6960 §3.2 1), 2): about this certificate, by its issuer or by its issuer's delegate.
  const isAbout = evidence.issuers.some(isAuthority);
  const isSpeaker = (index: number): boolean =>
    isAuthority(index) ||
    (isDelegate(facts, evidence, index, issuer, policy) && isInForce(facts, evidence, index, above));
  return isAbout && evidence.signers.some(isSpeaker);
}

// RFC 5280 §4.2.1.3: one of these usages; a key without the extension is not restricted.
function mayUse(facts: Facts, index: number, usages: readonly KeyUsage[]): boolean {
  const usage = facts.certificates[index]?.keyUsage;
  return !usage || usages.some((one) => usage.includes(one));
}

// RFC 5280 §6.3.3 (f): whoever the certificate names as its CRL's issuer must itself lead to the same anchor.
function isListIssuer(
  facts: Facts,
  evidence: RevocationFacts,
  index: number,
  above: readonly number[],
  policy: Policy,
  effort: Effort,
): boolean {
  const anchor = facts.certificates[above.at(-1) ?? -1];
  if (!anchor || !isInForce(facts, evidence, index, above)) return false;
  if (above.includes(index)) return true;
  const trusted = {
    use: 'signer',
    name: '',
    certificate: anchor.der,
    testOnly: false,
    accredited: false,
    policyOids: [],
    notBefore: new Date(0).toISOString(),
    notAfter: '9999-12-31T23:59:59Z',
  } as const;
  const path = findPath(facts, index, [trusted], 'signer', evidence.producedAtMs, policy, effort);
  return path.problems.length === 0;
}

// One authority may have several keys and certificates (roll-over, a key for CRLs): same name, and tied to the path by
// issuing each other or by having the same issuer (RFC 5280 §6.3.3 (f)).
function isOtherKey(facts: Facts, index: number, issuer: number, grand: number | undefined): boolean {
  if (facts.certificates[index]?.subjectKey !== facts.certificates[issuer]?.subjectKey) return false;
  return facts.edges.some(
    ({ subject, issuer: by, check }) =>
      check === 'valid' &&
      ((subject === index && (by === issuer || by === grand)) || (subject === issuer && by === index)),
  );
}

// Who speaks for an authority must have been valid when speaking, and not be revoked by the path's own certificates.
function isInForce(
  facts: Facts,
  evidence: RevocationFacts,
  index: number,
  above: readonly number[],
): boolean {
  const speaker = facts.certificates[index];
  if (!speaker || evidence.producedAtMs < speaker.notBeforeMs || evidence.producedAtMs > speaker.notAfterMs) {
    return false;
  }
  return !facts.revocations.some(
    (other) =>
      other.certificate === index &&
      other.status === 'revoked' &&
      (other.revokedAtMs ?? 0) <= evidence.producedAtMs &&
      other.signers.some((signer) => above.includes(signer)),
  );
}

// RFC 6960 §4.2.2.2: issued by the authority itself, for OCSP signing, and either not to be asked about
// (id-pkix-ocsp-nocheck) or known to be good.
function isDelegate(
  facts: Facts,
  evidence: RevocationFacts,
  index: number,
  issuer: number,
  policy: Policy,
): boolean {
  const responder = facts.certificates[index];
  if (!responder?.extKeyUsage?.oids.includes(KEY_PURPOSE.ocspSigning)) return false;
  if (responder.unknownCritical.length > 0 || responder.malformedExtensions.length > 0) return false;
  if (!mayUse(facts, index, ['digitalSignature', 'nonRepudiation'])) return false;
  const isAsked = policy.asksAboutResponders && !responder.ocspNoCheck;
  if (isAsked && !isKnownGood(facts, evidence, index, issuer)) return false;
  return facts.edges.some(
    (edge) => edge.subject === index && edge.issuer === issuer && edge.check === 'valid',
  );
}

// By the authority's own word, which covers the instant of the answer.
function isKnownGood(facts: Facts, evidence: RevocationFacts, index: number, issuer: number): boolean {
  return facts.revocations.some(
    (other) =>
      other.certificate === index &&
      other.status === 'good' &&
      other.unusable === null &&
      other.list?.isDelta !== true &&
      other.reasons === ALL_REASONS &&
      other.signers.includes(issuer) &&
      (other.thisUpdateMs >= evidence.producedAtMs || (other.nextUpdateMs ?? 0) >= evidence.producedAtMs),
  );
}
