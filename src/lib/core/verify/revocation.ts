import { ALL_REASONS } from '../x509/distribution-point.ts';
import { Effort } from './effort.ts';
import type { Facts, RevocationFacts } from './facts.ts';
import { isWeakScheme, policyAt, type Policy } from './policy.ts';
import { maySpeak } from './revocation-speaker.ts';

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
  /** When each piece of evidence is proven to have existed (`atMs` where absent): its algorithms are judged for then. */
  evidenceMs?: (evidence: RevocationFacts) => number;
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
  if (!effort.take(facts.revocations.length)) return { state: 'absent' };
  const told = facts.revocations.filter(
    (evidence) =>
      evidence.certificate === certificate &&
      isBelievable(evidence, question, policy) &&
      maySpeak(facts, evidence, above, policy, effort),
  );
  // Whoever is listed is revoked, by a delta CRL too; but a fresh delta may lift a hold.
  const isLifted = (evidence: RevocationFacts): boolean =>
    told.some((delta) => lifts(delta, evidence) && isFresh(delta, question.provenMs, policy));
  const revoked = told.find(
    (evidence) => evidence.status === 'revoked' && isInTime(evidence, question) && !isLifted(evidence),
  );
  if (revoked) {
    const { revokedAtMs } = revoked;
    return { state: 'revoked', ...(revokedAtMs !== undefined && { revokedAtMs }) };
  }
  // Whom nobody lists is good for the reasons spoken of. A delta CRL alone says so of nobody.
  const about = told.filter(({ status, list }) => status !== 'unknown' && list?.isDelta !== true);
  const fresh = about.filter(
    (evidence) => tellsExpired(facts, evidence) && isFresh(evidence, question.provenMs, policy),
  );
  if (reasonsOf(fresh) === ALL_REASONS) return { state: 'good' };
  return { state: reasonsOf(about) === ALL_REASONS ? 'stale' : 'absent' };
}

// All that can be said of a piece of evidence without asking who made it.
function isBelievable(
  evidence: RevocationFacts,
  { atMs, evidenceMs = () => atMs }: RevocationQuestion,
  policy: Policy,
): boolean {
  const isOfFuture = evidence.thisUpdateMs > atMs + policy.clockSkewS * 1000;
  const isWeak = isWeakScheme(evidence.scheme, policyAt(policy, evidenceMs(evidence)));
  return evidence.unusable === null && !isOfFuture && !isWeak;
}

function reasonsOf(list: readonly RevocationFacts[]): number {
  return list.reduce((mask, { reasons }) => mask | reasons, 0);
}

// RFC 5280 §5.3.1.
const CERTIFICATE_HOLD = 6;
const REMOVE_FROM_CRL = 8;
// RFC 3161 §4 (1): unspecified, affiliationChanged, superseded, cessationOfOperation, where the reason is stated.
const KEY_STAYED_SAFE: readonly number[] = [0, 3, 4, 5];

// Whether a revocation came in time to spoil what is asked about.
function isInTime({ revokedAtMs = 0, reason, list }: RevocationFacts, question: RevocationQuestion): boolean {
  // removeFromCRL (8) only lifts a hold, and only in a delta CRL (RFC 5280 §5.3.1).
  if (reason === REMOVE_FROM_CRL && list?.isDelta === true) return false;
  if (revokedAtMs <= question.provenMs) return true;
  // RFC 3161 §4: who has a lost key of an authority of time can write any instant into a token.
  const { backdatedUntilMs } = question;
  if (backdatedUntilMs === undefined || revokedAtMs > backdatedUntilMs) return false;
  return reason === undefined || !KEY_STAYED_SAFE.includes(reason);
}

// RFC 5280 §5.2.4, §6.3.3 (c): a delta of the same issuer and scope that goes with the complete list, and is newer.
function lifts(delta: RevocationFacts, complete: RevocationFacts): boolean {
  const [newer, older] = [delta.list, complete.list];
  if (!newer?.isDelta || !older || older.isDelta) return false;
  if (delta.reason !== REMOVE_FROM_CRL || complete.reason !== CERTIFICATE_HOLD) return false;
  const isOfSameKey = delta.signers.some((signer) => complete.signers.includes(signer));
  if (!isOfSameKey || newer.scope !== older.scope) return false;
  if (newer.number === null || newer.base === null || older.number === null) return false;
  const number = BigInt(older.number);
  return BigInt(newer.base) <= number && number < BigInt(newer.number);
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
