import { KEY_PURPOSE } from '../x509/extensions.ts';
import type { Facts, RevocationFacts } from './facts.ts';
import { isWeakScheme, policyAt, type Policy } from './policy.ts';

// RFC 5280 §5.3.1.
const REMOVE_FROM_CRL = 8;

/** The instant at which a piece of evidence is proven to have existed; the validation instant where nothing proves it. */
export type EvidenceProof = (evidence: RevocationFacts) => number;

/** What the evidence says of one certificate at an instant. */
export type RevocationAnswer = Readonly<{
  state: 'good' | 'revoked' | 'stale' | 'absent';
  /** ISO 8601 UTC; of a revocation. */
  revokedAtMs?: number;
  /** The evidence that decided. */
  evidence?: RevocationFacts;
}>;

/**
 * Asks whether a certificate was revoked at an instant, of the evidence in hand.
 *
 * @param above - the certificates above it in the path, nearest first: the nearest is the only authority that counts,
 *   with its other keys and those it delegates to.
 * @param provenMs - the instant for which the answer is wanted (upper bound of the signature's making).
 * @param atMs - the validation instant: later evidence does not exist yet.
 * @param evidenceMs - up to when each piece of evidence is proven to have existed: its algorithms are judged for then.
 *
 * Source: EN 319 102-1 §5.2.5 (freshness), §5.2.6.2.4; RFC 6960 §3.2, §4.2.2.2; RFC 5280 §6.3.3.
 */
export function revocationAt(
  facts: Facts,
  certificate: number,
  above: readonly number[],
  provenMs: number,
  atMs: number,
  policy: Policy,
  evidenceMs: EvidenceProof = () => atMs,
): RevocationAnswer {
  let answer: RevocationAnswer = { state: 'absent' };
  for (const evidence of facts.revocations) {
    if (evidence.certificate !== certificate) continue;
    // A delta CRL never says "good" by itself, but whom it lists is revoked.
    const isDeltaEntry =
      evidence.unusable === 'delta' && evidence.status === 'revoked' && evidence.reason !== REMOVE_FROM_CRL;
    if (evidence.unusable !== null && !isDeltaEntry) continue;
    if (evidence.thisUpdateMs > atMs + policy.clockSkewS * 1000) continue;
    if (
      !isAuthorised(facts, evidence, above) ||
      isWeakScheme(evidence.scheme, policyAt(policy, evidenceMs(evidence)))
    )
      continue;
    if (evidence.status === 'revoked' && (evidence.revokedAtMs ?? 0) <= provenMs) {
      return {
        state: 'revoked',
        ...(evidence.revokedAtMs !== undefined && { revokedAtMs: evidence.revokedAtMs }),
        evidence,
      };
    }
    if (evidence.status === 'unknown') continue;
    if (isFresh(evidence, provenMs, policy)) answer = { state: 'good', evidence };
    else if (answer.state === 'absent') answer = { state: 'stale', evidence };
  }
  return answer;
}

// Evidence made at or after the instant speaks of it for good; older evidence until its nextUpdate.
function isFresh(evidence: RevocationFacts, provenMs: number, policy: Policy): boolean {
  if (evidence.thisUpdateMs >= provenMs) return true;
  const until =
    evidence.nextUpdateMs === undefined
      ? evidence.thisUpdateMs + policy.revocationMaxAgeS * 1000
      : evidence.nextUpdateMs + policy.revocationGraceS * 1000;
  return provenMs <= until;
}

function isAuthorised(facts: Facts, evidence: RevocationFacts, above: readonly number[]): boolean {
  const [issuer, grand] = above;
  if (issuer === undefined) return false;
  const isAuthority = (index: number): boolean =>
    index === issuer || (isOtherKey(facts, index, issuer, grand) && isInForce(facts, evidence, index, above));
  if (evidence.kind === 'crl') {
    return evidence.signers.some((index) => {
      const usage = facts.certificates[index]?.keyUsage;
      return isAuthority(index) && (!usage || usage.includes('cRLSign'));
    });
  }
  if (!evidence.issuers.some(isAuthority)) return false;
  return evidence.signers.some(
    (index) =>
      isAuthority(index) ||
      (isDelegate(facts, evidence, index, issuer) && isInForce(facts, evidence, index, above)),
  );
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

// RFC 6960 §4.2.2.2: issued by the authority itself, for OCSP signing, valid when it answered.
function isDelegate(facts: Facts, evidence: RevocationFacts, index: number, issuer: number): boolean {
  const responder = facts.certificates[index];
  if (!responder?.extKeyUsage?.oids.includes(KEY_PURPOSE.ocspSigning)) return false;
  if (responder.unknownCritical.length > 0 || responder.malformedExtensions.length > 0) return false;
  const usage = responder.keyUsage;
  if (usage && !usage.includes('digitalSignature') && !usage.includes('nonRepudiation')) return false;
  if (evidence.producedAtMs < responder.notBeforeMs || evidence.producedAtMs > responder.notAfterMs)
    return false;
  return facts.edges.some(
    (edge) => edge.subject === index && edge.issuer === issuer && edge.check === 'valid',
  );
}
