import { ALL_REASONS } from '../x509/distribution-point.ts';
import { KEY_PURPOSE } from '../x509/extensions.ts';
import { Effort } from './effort.ts';
import type { Facts, RevocationFacts } from './facts.ts';
import { findPath } from './path.ts';
import { isWeakScheme, policyAt, type Policy } from './policy.ts';

// RFC 5280 §5.3.1.
const CERTIFICATE_HOLD = 6;
const REMOVE_FROM_CRL = 8;

/** The instant at which a piece of evidence is proven to have existed; the validation instant where nothing proves it. */
export type EvidenceProof = (evidence: RevocationFacts) => number;

// RFC 3161 §4 (1): unspecified, affiliationChanged, superseded, cessationOfOperation, where the reason is stated.
const KEY_STAYED_SAFE: readonly number[] = [0, 3, 4, 5];

/** What the evidence says of one certificate at an instant. */
export type RevocationAnswer = Readonly<{
  state: 'good' | 'revoked' | 'stale' | 'absent';
  /** Of a revocation. */
  revokedAtMs?: number;
}>;

/** For when the answer is wanted. */
export type RevocationQuestion = Readonly<{
  /** The instant at which the certificate must not have been revoked. */
  provenMs: number;
  /** The validation instant: later evidence does not exist yet. */
  atMs: number;
  /**
   * Of an authority of time: the instant at which something else proves its token to exist. Up to then whoever had its
   * key could have written an earlier instant into it.
   */
  backdatedUntilMs?: number;
  /** When each piece of evidence is proven to have existed: its algorithms are judged for then. */
  evidenceMs?: EvidenceProof;
}>;

/**
 * Asks whether a certificate was revoked, of the evidence in hand. Every reason for a revocation must be covered before
 * the answer is "good"; CRLs that speak for some reasons each are taken together.
 *
 * @param above - the certificates above it in the path, nearest first: the nearest is the only authority that counts,
 *   with its other keys and those it delegates to.
 *
 * Source: EN 319 102-1 §5.2.5 (freshness), §5.2.6.2.4; RFC 6960 §3.2, §4.2.2.2; RFC 5280 §6.3.3; RFC 3161 §4.
 */
export function revocationAt(
  facts: Facts,
  certificate: number,
  above: readonly number[],
  question: RevocationQuestion,
  policy: Policy,
  effort = new Effort(),
): RevocationAnswer {
  const { provenMs, atMs, evidenceMs = () => atMs } = question;
  if (!effort.take(facts.revocations.length)) return { state: 'absent' };
  const told = facts.revocations.filter(
    (evidence) =>
      evidence.certificate === certificate &&
      evidence.unusable === null &&
      evidence.thisUpdateMs <= atMs + policy.clockSkewS * 1000 &&
      !isWeakScheme(evidence.scheme, policyAt(policy, evidenceMs(evidence))) &&
      isAuthorised(facts, evidence, above, policy, effort),
  );
  const released = (evidence: RevocationFacts): boolean =>
    told.some((delta) => releases(delta, evidence) && isFresh(delta, provenMs, policy));
  let [fresh, known] = [0, 0];
  for (const evidence of told) {
    if (evidence.status === 'revoked' && counts(evidence, question) && !released(evidence)) {
      const { revokedAtMs } = evidence;
      return { state: 'revoked', ...(revokedAtMs !== undefined && { revokedAtMs }) };
    }
    // A delta CRL never says "good" by itself, but whom it lists is revoked.
    if (evidence.status === 'unknown' || evidence.list?.isDelta === true) continue;
    known |= evidence.reasons;
    const isTold = tellsExpired(facts, evidence) && isFresh(evidence, provenMs, policy);
    if (isTold) fresh |= evidence.reasons;
  }
  if (fresh === ALL_REASONS) return { state: 'good' };
  return { state: known === ALL_REASONS ? 'stale' : 'absent' };
}

// Whether a revocation came in time to spoil what is asked about.
function counts({ revokedAtMs = 0, reason, list }: RevocationFacts, question: RevocationQuestion): boolean {
  // removeFromCRL (8) only lifts a hold, and only in a delta CRL (RFC 5280 §5.3.1).
  if (reason === REMOVE_FROM_CRL && list?.isDelta === true) return false;
  if (revokedAtMs <= question.provenMs) return true;
  const { backdatedUntilMs } = question;
  if (backdatedUntilMs === undefined || revokedAtMs > backdatedUntilMs) return false;
  return reason === undefined || !KEY_STAYED_SAFE.includes(reason);
}

// RFC 5280 §5.2.4, §6.3.3 (c): a delta of the same scope that goes with the complete list, and is newer.
function releases(delta: RevocationFacts, complete: RevocationFacts): boolean {
  const [newer, older] = [delta.list, complete.list];
  if (!newer?.isDelta || delta.reason !== REMOVE_FROM_CRL || complete.reason !== CERTIFICATE_HOLD)
    return false;
  if (!older || older.isDelta || newer.scope !== older.scope || newer.number === null) return false;
  if (newer.base === null || older.number === null) return false;
  const isOfSameKey = delta.signers.some((signer) => complete.signers.includes(signer));
  const [base, number] = [BigInt(newer.base), BigInt(older.number)];
  return isOfSameKey && base <= number && number < BigInt(newer.number);
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

// Of a certificate that has expired an issuer need not know any more whether it was revoked (RFC 5280 §3.3; RFC 6960
// §4.4.4): that it is not listed then says nothing, save where the issuer states that it still does.
function tellsExpired(facts: Facts, { certificate, thisUpdateMs, expiredSinceMs }: RevocationFacts): boolean {
  const notAfterMs = facts.certificates[certificate]?.notAfterMs ?? 0;
  // Validity has whole seconds, and its last one belongs to it.
  if (thisUpdateMs < notAfterMs + 1000) return true;
  return expiredSinceMs !== undefined && expiredSinceMs <= notAfterMs;
}

function isAuthorised(
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
    return evidence.signers.some((index) => {
      const usage = facts.certificates[index]?.keyUsage;
      const maySpeak = evidence.isIndirect
        ? isListIssuer(facts, evidence, index, above, policy, effort)
        : isAuthority(index);
      return maySpeak && (!usage || usage.includes('cRLSign'));
    });
  }
  if (!evidence.issuers.some(isAuthority)) return false;
  return evidence.signers.some(
    (index) =>
      isAuthority(index) ||
      (isDelegate(facts, evidence, index, issuer, policy) && isInForce(facts, evidence, index, above)),
  );
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

// RFC 6960 §4.2.2.2: issued by the authority itself, for OCSP signing, valid when it answered, and either not to be
// asked about (id-pkix-ocsp-nocheck) or known to be good.
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
  const usage = responder.keyUsage;
  if (usage && !usage.includes('digitalSignature') && !usage.includes('nonRepudiation')) return false;
  if (evidence.producedAtMs < responder.notBeforeMs || evidence.producedAtMs > responder.notAfterMs)
    return false;
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
