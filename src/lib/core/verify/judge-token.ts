import { isoInstant } from '../x509/time.ts';
import type { Effort } from './effort.ts';
import type { Facts, TokenFacts } from './facts.ts';
import { Findings, type Place } from './findings.ts';
import { judgeCms } from './judge-cms.ts';
import { judgeTrust } from './judge-trust.ts';
import { policyAt, type Policy } from './policy.ts';
import type { Integrity, TimestampReport } from './report.ts';
import type { EvidenceProof } from './revocation.ts';
import type { TrustList } from './trust-list.ts';

/** A token judged: what to report, what was found, and whether its instant may prove anything. */
export type TokenJudgement = Readonly<{
  report: TimestampReport;
  findings: Findings;
  /** genTime where the token is sound and trusted; else null. */
  provenMs: number | null;
}>;

/**
 * Judges one time-stamp token.
 *
 * @param place - where the token is, for the findings.
 * @param lastsUntilMs - the instant up to which its certificate must be valid: a later trusted time-stamp that covers
 *   it, or the validation instant. Its algorithms are judged for then.
 *
 * Source: EN 319 102-1 §5.4; RFC 3161 §2.2–2.4.
 */
export function judgeToken(
  token: TokenFacts,
  isDocument: boolean,
  place: Place,
  facts: Facts,
  trust: TrustList,
  policy: Policy,
  effort: Effort,
  lastsUntilMs: number,
  atMs: number,
  signature: number,
  evidenceMs: EvidenceProof = () => atMs,
): TokenJudgement {
  const findings = new Findings(place, signature);
  const { cms, genTimeMs } = token;
  if (!token.readable || !cms || genTimeMs === null) {
    findings.failed('TSP_FORM', 'FORMAT_FAILURE');
    for (const check of ['TSP_IMPRINT', 'TSP_SIGNATURE', 'TSP_CHAIN', 'TSP_REVOCATION'] as const)
      findings.notRun(check);
    return { report: report(token, findings, 'broken', [], null, null), findings, provenMs: null };
  }
  // The CMS questions of a token are gathered under three of its own; the details stay in its context.
  const inner = new Findings(place, signature);
  const kind = { isToken: true, isEtsi: true, attachesSha1: false, allowsTrailing: !isDocument };
  const policyThen = policyAt(policy, lastsUntilMs);
  const value = judgeCms(cms, kind, facts, policyThen, inner);
  const form = inner.list.find(
    ({ status, subIndication }) => status === 'failed' && subIndication === 'FORMAT_FAILURE',
  );
  if (form || token.criticalExtension) {
    findings.failed('TSP_FORM', 'FORMAT_FAILURE', {
      context: { check: form?.check ?? 'CRITICAL_EXTENSION' },
    });
  } else findings.passed('TSP_FORM');
  if (token.imprint === 'different') findings.failed('TSP_IMPRINT', 'HASH_FAILURE');
  else if (token.imprint === 'unsupported') findings.indeterminate('TSP_IMPRINT', 'GENERIC');
  else findings.passed('TSP_IMPRINT');
  if (value === 'broken') findings.failed('TSP_SIGNATURE', 'SIG_CRYPTO_FAILURE');
  else if (value === 'undetermined') findings.indeterminate('TSP_SIGNATURE', 'GENERIC');
  else findings.passed('TSP_SIGNATURE');
  const weak = inner.list.find(({ check, status }) => check === 'CMS_ALGORITHM' && status === 'failed');
  const isWeakImprint = token.imprintHash !== null && policyThen.weakDigests.includes(token.imprintHash);
  if (weak || isWeakImprint)
    findings.indeterminate('CMS_ALGORITHM', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', {}, 'failed');
  if (genTimeMs > atMs + policy.clockSkewS * 1000) {
    findings.indeterminate(
      'TIME_ORDER',
      'TIMESTAMP_ORDER_FAILURE',
      { context: { genTime: isoInstant(genTimeMs) } },
      'failed',
    );
  }
  const integrity: Integrity =
    value === 'broken' || token.imprint === 'different'
      ? 'broken'
      : value === 'intact' && token.imprint === 'equal'
        ? 'intact'
        : 'undetermined';
  if (cms.signer === null) {
    findings.indeterminate('TSP_CHAIN', 'NO_SIGNING_CERTIFICATE_FOUND');
    findings.notRun('TSP_REVOCATION');
    return { report: report(token, findings, integrity, [], null, null), findings, provenMs: null };
  }
  const question = {
    certificate: cms.signer,
    use: 'timestamp' as const,
    validMs: lastsUntilMs,
    // Until something else proves the token, whoever got hold of the key could have chosen its instant.
    revocation: { provenMs: genTimeMs, atMs, backdatedUntilMs: lastsUntilMs, evidenceMs },
  };
  const { chain, anchor: reached, policyOids } = judgeTrust(facts, question, trust, policy, effort, findings);
  // Accreditation is of a service under its policies, not of everything the same authority stamps.
  const isAccredited =
    policyOids.length === 0 || (token.policyOid !== null && policyOids.includes(token.policyOid));
  const anchor = reached && { ...reached, accredited: reached.accredited && isAccredited };
  // The certificate must also have been valid when it stamped.
  const signer = facts.certificates[cms.signer];
  if (signer && (genTimeMs < signer.notBeforeMs || genTimeMs > signer.notAfterMs)) {
    findings.indeterminate('TSP_CHAIN', 'OUT_OF_BOUNDS_NO_POE', {}, 'failed');
  }
  const isProof = findings.indication === 'TOTAL-PASSED';
  return {
    report: report(token, findings, integrity, chain, anchor, signer?.subject ?? null),
    findings,
    provenMs: isProof ? genTimeMs : null,
  };
}

function report(
  token: TokenFacts,
  findings: Findings,
  integrity: Integrity,
  chain: TimestampReport['chain'],
  anchor: TimestampReport['anchor'],
  authority: string | null,
): TimestampReport {
  return {
    integrity,
    ...(token.genTimeMs !== null && { genTime: isoInstant(token.genTimeMs) }),
    indication: findings.indication,
    subIndication: findings.subIndication,
    authority,
    policyOid: token.policyOid,
    serialHex: token.serialHex,
    chain,
    anchor,
  };
}
