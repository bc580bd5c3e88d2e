import { isoInstant } from '../x509/time.ts';
import type { CmsFacts, TokenFacts } from './facts.ts';
import { Findings, type Place } from './findings.ts';
import { judgeCms } from './judge-cms.ts';
import type { JudgeContext } from './judge-context.ts';
import { judgeTrust, type TrustAnswer } from './judge-trust.ts';
import { policyAt, type Policy } from './policy.ts';
import type { Integrity, TimestampReport } from './report.ts';

/** A token, and for when it is asked about. */
export type TokenQuestion = Readonly<{
  token: TokenFacts;
  isDocument: boolean;
  /**
   * The instant up to which it must be believed: a later trusted time-stamp that covers it, or the validation instant.
   * Its certificate and its algorithms are judged for then.
   */
  lastsUntilMs: number;
  /** Where the token is, and index of the signature that it belongs to, for the findings. */
  place: Place;
  signature: number;
}>;

/** A token judged: what to report, what was found, and whether its instant may prove anything. */
export type TokenJudgement = Readonly<{
  report: TimestampReport;
  findings: Findings;
  /** genTime where the token is sound and trusted; else null. */
  provenMs: number | null;
}>;

/** Judges one time-stamp token. Source: EN 319 102-1 §5.4; RFC 3161 §2.2–2.4. */
export function judgeToken(context: JudgeContext, question: TokenQuestion): TokenJudgement {
  const { token, place, signature } = question;
  const findings = new Findings(place, signature);
  const { cms, genTimeMs } = token;
  if (!token.readable || !cms || genTimeMs === null) {
    findings.failed('TSP_FORM', 'FORMAT_FAILURE');
    for (const check of ['TSP_IMPRINT', 'TSP_SIGNATURE', 'TSP_CHAIN', 'TSP_REVOCATION'] as const)
      findings.notRun(check);
    return { report: report(token, findings, 'broken', NOBODY), findings, provenMs: null };
  }
  const integrity = judgeTokenCms(context, question, cms, findings);
  judgeFuture(context, genTimeMs, findings);
  const authority = judgeAuthority(context, question, cms.signer, genTimeMs, findings);
  // Only what is sound and trusted in every respect proves an instant.
  const isProof = findings.indication === 'TOTAL-PASSED';
  return {
    report: report(token, findings, integrity, authority),
    findings,
    provenMs: isProof ? genTimeMs : null,
  };
}

// RFC 3161 §2.4.2. The many questions of a CMS are gathered under few of a token's own; details are in their context.
function judgeTokenCms(
  { facts, policy }: JudgeContext,
  { token, isDocument, lastsUntilMs, place, signature }: TokenQuestion,
  cms: CmsFacts,
  findings: Findings,
): Integrity {
  const inner = new Findings(place, signature);
  const kind = { isToken: true, isEtsi: true, attachesSha1: false, allowsTrailing: !isDocument };
  const policyThen = policyAt(policy, lastsUntilMs);
  const value = judgeCms(cms, kind, facts, policyThen, inner);

  const fault = inner.list.find(
    ({ status, subIndication }) => status === 'failed' && subIndication === 'FORMAT_FAILURE',
  );
  const check = fault?.check ?? (token.criticalExtension ? 'CRITICAL_EXTENSION' : undefined);
  if (check === undefined) findings.passed('TSP_FORM');
  else findings.failed('TSP_FORM', 'FORMAT_FAILURE', { context: { check } });

  if (token.imprint === 'different') findings.failed('TSP_IMPRINT', 'HASH_FAILURE');
  else if (token.imprint === 'unsupported') findings.indeterminate('TSP_IMPRINT', 'GENERIC');
  else findings.passed('TSP_IMPRINT');

  if (value === 'broken') findings.failed('TSP_SIGNATURE', 'SIG_CRYPTO_FAILURE');
  else if (value === 'undetermined') findings.indeterminate('TSP_SIGNATURE', 'GENERIC');
  else findings.passed('TSP_SIGNATURE');

  if (isWeak(inner, token, policyThen))
    findings.indeterminate('CMS_ALGORITHM', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', {}, 'failed');

  if (value === 'broken' || token.imprint === 'different') return 'broken';
  return value === 'intact' && token.imprint === 'equal' ? 'intact' : 'undetermined';
}

// A weak imprint is as bad as a weak signature: another subject may have the same.
function isWeak(inner: Findings, { imprintHash }: TokenFacts, policy: Policy): boolean {
  const isCmsWeak = inner.list.some(({ check, status }) => check === 'CMS_ALGORITHM' && status === 'failed');
  return isCmsWeak || (imprintHash !== null && policy.weakDigests.includes(imprintHash));
}

// A time-stamp of the future proves nothing about now.
function judgeFuture({ policy, atMs }: JudgeContext, genTimeMs: number, findings: Findings): void {
  if (genTimeMs <= atMs + policy.clockSkewS * 1000) return;
  const context = { genTime: isoInstant(genTimeMs) };
  findings.indeterminate('TIME_ORDER', 'TIMESTAMP_ORDER_FAILURE', { context }, 'failed');
}

type Authority = Pick<TrustAnswer, 'chain' | 'anchor'> & Readonly<{ subject: string | null }>;

const NOBODY: Authority = { chain: [], anchor: null, subject: null };

// RFC 3161 §2.3, §4: who stamped, whether trusted until the token is proven otherwise.
function judgeAuthority(
  context: JudgeContext,
  { token, lastsUntilMs }: TokenQuestion,
  signer: number | null,
  genTimeMs: number,
  findings: Findings,
): Authority {
  if (signer === null) {
    findings.indeterminate('TSP_CHAIN', 'NO_SIGNING_CERTIFICATE_FOUND');
    findings.notRun('TSP_REVOCATION');
    return NOBODY;
  }
  const question = {
    certificate: signer,
    use: 'timestamp',
    validMs: lastsUntilMs,
    unrevokedMs: genTimeMs,
    // Until something else proves the token, whoever got hold of the key could have chosen its instant.
    backdatedUntilMs: lastsUntilMs,
  } as const;
  const { chain, anchor, policyOids } = judgeTrust(context, question, findings);
  // The certificate must also have been valid when it stamped.
  const certificate = context.facts.certificates[signer];
  if (certificate && (genTimeMs < certificate.notBeforeMs || genTimeMs > certificate.notAfterMs))
    findings.indeterminate('TSP_CHAIN', 'OUT_OF_BOUNDS_NO_POE', {}, 'failed');
  // Accreditation is of a service under its policies, not of everything the same authority stamps.
  const isCovered =
    policyOids.length === 0 || (token.policyOid !== null && policyOids.includes(token.policyOid));
  return {
    chain,
    anchor: anchor && { ...anchor, accredited: anchor.accredited && isCovered },
    subject: certificate?.subject ?? null,
  };
}

function report(
  token: TokenFacts,
  findings: Findings,
  integrity: Integrity,
  { chain, anchor, subject }: Authority,
): TimestampReport {
  return {
    integrity,
    ...(token.genTimeMs !== null && { genTime: isoInstant(token.genTimeMs) }),
    indication: findings.indication,
    subIndication: findings.subIndication,
    authority: subject,
    policyOid: token.policyOid,
    serialHex: token.serialHex,
    chain,
    anchor,
  };
}
