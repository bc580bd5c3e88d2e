import { KEY_PURPOSE } from '../x509/extensions.ts';
import type { Facts, RevocationFacts } from './facts.ts';
import { isWeakScheme, type Policy } from './policy.ts';

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
 * @param issuer - the certificate above it in the path: the only authority that counts, with those it delegates to.
 * @param provenMs - the instant for which the answer is wanted (upper bound of the signature's making).
 * @param atMs - the validation instant: later evidence does not exist yet.
 *
 * Source: EN 319 102-1 §5.2.5 (freshness), §5.2.6.2.4; RFC 6960 §3.2, §4.2.2.2; RFC 5280 §6.3.3.
 */
export function revocationAt(
  facts: Facts,
  certificate: number,
  issuer: number,
  provenMs: number,
  atMs: number,
  policy: Policy,
): RevocationAnswer {
  let answer: RevocationAnswer = { state: 'absent' };
  for (const evidence of facts.revocations) {
    if (evidence.certificate !== certificate || evidence.unusable !== null) continue;
    if (evidence.thisUpdateMs > atMs + policy.clockSkewS * 1000) continue;
    if (!isAuthorised(facts, evidence, issuer) || isWeakScheme(evidence.scheme, policy)) continue;
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

function isAuthorised(facts: Facts, evidence: RevocationFacts, issuer: number): boolean {
  const authority = facts.certificates[issuer];
  if (!authority) return false;
  // The same authority may have several certificates for one key and name.
  const isAuthority = (index: number): boolean => {
    const other = facts.certificates[index];
    return index === issuer || (other !== undefined && sameKeyAndName(facts, index, issuer));
  };
  if (evidence.kind === 'crl') {
    return evidence.signers.some((index) => {
      const usage = facts.certificates[index]?.keyUsage;
      return isAuthority(index) && (!usage || usage.includes('cRLSign'));
    });
  }
  if (!evidence.issuers.some(isAuthority)) return false;
  return evidence.signers.some((index) => isAuthority(index) || isDelegate(facts, evidence, index, issuer));
}

function sameKeyAndName(facts: Facts, a: number, b: number): boolean {
  const [left, right] = [facts.certificates[a], facts.certificates[b]];
  if (!left || !right || left.subjectKey !== right.subjectKey) return false;
  // Both verify what the other issued: then they hold one key.
  return facts.edges.some(
    (edge) =>
      edge.issuer === a &&
      edge.check === 'valid' &&
      facts.edges.some(
        (other) => other.subject === edge.subject && other.issuer === b && other.check === 'valid',
      ),
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
