import { isoInstant } from '../x509/time.ts';
import type { SignatureFacts } from './facts.ts';
import { Findings } from './findings.ts';
import { judgeChanges } from './judge-changes.ts';
import { judgeCms, type CmsKind } from './judge-cms.ts';
import type { JudgeContext } from './judge-context.ts';
import { judgeDictionary, placeOf } from './judge-dictionary.ts';
import { provenFor } from './judge-document-timestamp.ts';
import { judgeToken, type TokenJudgement } from './judge-token.ts';
import { judgeTrust, type TrustAnswer } from './judge-trust.ts';
import { levelOf } from './level.ts';
import { policyAt } from './policy.ts';
import type { Finding, Integrity, SignatureReport } from './report.ts';

/** A signature judged: what to report of it, and every answer about it and its time-stamps. */
export type JudgedSignature = Readonly<{ report: SignatureReport; findings: readonly Finding[] }>;

/**
 * Judges one signature or document time-stamp, after all document time-stamps have been judged by themselves.
 *
 * Source: EN 319 102-1 §5.3 (basic signatures), §5.5 (with time), §5.6 (with archive data).
 */
export function judgeSignature(
  context: JudgeContext,
  signature: SignatureFacts,
  index: number,
): JudgedSignature {
  const { facts } = context;
  const { byteRange } = signature;
  const findings = new Findings(placeOf(facts, signature), index);

  // Its time comes first: algorithms, path and revocation are judged for then. A document time-stamp is a token.
  const own = context.proofs.find((proof) => proof.signature === index)?.judged;
  const stamps = own ? [] : judgeTimestamps(context, signature, index);
  const proven = bestSignatureTime(context, signature, stamps);

  // §5.2.2 format, §5.2.7 cryptography.
  judgeDictionary(signature, findings);
  const value = own
    ? own.report.integrity
    : judgeCms(signature.cms, cmsKind(signature), facts, policyAt(context.policy, proven.ms), findings);
  // A value that holds over other octets than the file's says nothing about the file.
  const integrity: Integrity = byteRange.wellFormed && byteRange.gapExact ? value : 'broken';

  // ISO 32000-2 §12.8.2: what came after.
  const changes = judgeChanges(facts, signature, findings);

  // §5.2.6 the signer, at the proven time; §5.5.4 the time itself.
  const signer = signature.cms?.signer ?? null;
  const trusted = own ? own.report : judgeSigner(context, signer, proven, findings);
  judgeTimeProven(proven, stamps, own !== undefined, findings);
  const stamp = own ?? stamps.find(({ provenMs }) => provenMs !== null) ?? stamps[0];
  judgeTimeOrder(context, byteRange.end, index, stamp, findings);

  const { indication, subIndication } = worse(findings, own?.findings);
  return {
    findings: [findings, ...(own ? [own.findings] : []), ...stamps.map((one) => one.findings)].flatMap(
      ({ list }) => list,
    ),
    report: {
      fieldName: signature.fieldName,
      page: signature.page,
      kind: signature.kind,
      integrity,
      coverage: changes.coverage,
      changes: changes.changes,
      indication,
      subIndication,
      level: levelOf(context, signature, stamps),
      signer: signer === null ? null : (facts.certificates[signer]?.subject ?? null),
      ...(stamp && { timestamp: stamp.report }),
      chain: trusted.chain,
      anchor: trusted.anchor,
      provenAt: { at: isoInstant(proven.ms), by: proven.by },
      subFilter: signature.subFilter,
      claimed: signature.claimed,
      coveredLength: byteRange.end,
      revision: byteRange.revision,
      later: changes.later,
      differingPages: changes.differingPages,
    },
  };
}

// EN 319 102-1 §5.4: each must last until a document time-stamp covers it, or until now.
function judgeTimestamps(
  context: JudgeContext,
  signature: SignatureFacts,
  index: number,
): readonly TokenJudgement[] {
  const lastsUntilMs = provenFor(context.proofs, signature.byteRange.end) ?? context.atMs;
  const place = placeOf(context.facts, signature);
  return signature.timestamps.map((token) =>
    judgeToken(context, { token, isDocument: false, lastsUntilMs, place, signature: index }),
  );
}

type Proven = Readonly<{ ms: number; by: SignatureReport['provenAt']['by'] }>;

// EN 319 102-1 §5.5.4: best-signature-time is the earliest instant at which the signature is proven to have existed.
function bestSignatureTime(
  { proofs, atMs }: JudgeContext,
  { byteRange }: SignatureFacts,
  stamps: readonly TokenJudgement[],
): Proven {
  let best: Proven = { ms: atMs, by: 'validation-time' };
  const document = provenFor(proofs, byteRange.end);
  if (document !== null && document < best.ms) best = { ms: document, by: 'document-timestamp' };
  for (const { provenMs } of stamps) {
    if (provenMs !== null && provenMs < best.ms) best = { ms: provenMs, by: 'signature-timestamp' };
  }
  return best;
}

// ISO 32000-2 table 260.
function cmsKind({ subFilter }: SignatureFacts): CmsKind {
  return {
    isToken: false,
    isEtsi: subFilter?.startsWith('ETSI.') ?? false,
    attachesSha1: subFilter === 'adbe.pkcs7.sha1',
    allowsTrailing: false,
  };
}

function judgeSigner(
  context: JudgeContext,
  signer: number | null,
  proven: Proven,
  findings: Findings,
): Pick<TrustAnswer, 'chain' | 'anchor'> {
  if (signer === null) {
    findings.notRun('CHAIN_FOUND');
    return { chain: [], anchor: null };
  }
  // EN 319 102-1 §5.5.4 5): what is proven to exist before its own certificate did was made without it.
  const notBeforeMs = context.facts.certificates[signer]?.notBeforeMs ?? 0;
  if (proven.by !== 'validation-time' && proven.ms < notBeforeMs)
    findings.failed('TIME_ORDER', 'NOT_YET_VALID');
  const question = {
    certificate: signer,
    use: 'signer',
    validMs: proven.ms,
    unrevokedMs: proven.ms,
  } as const;
  return judgeTrust(context, question, findings);
}

// EN 319 102-1 §5.5.4 3), §5.4: that nothing proves the time decides nothing, a time-stamp of something else does.
function judgeTimeProven(
  proven: Proven,
  stamps: readonly TokenJudgement[],
  isDocument: boolean,
  findings: Findings,
): void {
  const isBroken = stamps.some(({ report }) => report.integrity === 'broken');
  if (isBroken) findings.indeterminate('TIME_PROVEN', 'NO_POE', {}, 'failed');
  else if (proven.by === 'validation-time' && !isDocument) findings.noted('TIME_PROVEN');
  else findings.passed('TIME_PROVEN');
}

// EN 319 102-1 §5.5.4 4): a time-stamp over something cannot be older than the time-stamps inside it.
function judgeTimeOrder(
  { proofs }: JudgeContext,
  end: number,
  index: number,
  stamp: TokenJudgement | undefined,
  findings: Findings,
): void {
  const ownMs = stamp?.provenMs ?? null;
  if (ownMs === null) {
    findings.notRun('TIME_ORDER');
    return;
  }
  const isOutOfOrder = proofs.some((other) => {
    const { provenMs } = other.judged;
    if (other.signature === index || provenMs === null) return false;
    return (other.end > end && provenMs < ownMs) || (other.end < end && provenMs > ownMs);
  });
  if (isOutOfOrder) findings.indeterminate('TIME_ORDER', 'TIMESTAMP_ORDER_FAILURE', {}, 'failed');
  else findings.passed('TIME_ORDER');
}

// EN 319 102-1 §5.1.3: what fails weighs more than what is undecided; of equals the signature's own answer is given.
function worse(findings: Findings, own: Findings | undefined): Findings {
  const rank = { 'TOTAL-FAILED': 2, INDETERMINATE: 1, 'TOTAL-PASSED': 0 } as const;
  return own && rank[own.indication] > rank[findings.indication] ? own : findings;
}
