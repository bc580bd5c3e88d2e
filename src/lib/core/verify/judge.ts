import { isoInstant } from '../x509/time.ts';
import { Effort } from './effort.ts';
import { UNREADABLE_TOKEN, type Facts, type SignatureFacts } from './facts.ts';
import { Findings, type Place } from './findings.ts';
import { judgeChanges } from './judge-changes.ts';
import { judgeCms, judgeDictionary } from './judge-cms.ts';
import { judgeFile } from './judge-file.ts';
import { judgeToken, type TokenJudgement } from './judge-token.ts';
import { judgeTrust } from './judge-trust.ts';
import { policyAt, type Policy } from './policy.ts';
import type { Integrity, Level, Report, SignatureReport, Verdict } from './report.ts';
import type { EvidenceProof } from './revocation.ts';
import type { TrustList } from './trust-list.ts';

/**
 * Judges a file by its facts: pure and synchronous, so that any verdict can be replayed.
 *
 * The order is that of EN 319 102-1: format, cryptography, then trust at the instant that is proven. Document
 * time-stamps are judged newest first, since each keeps what it covers alive for the ones before it.
 *
 * @param at - the validation instant.
 * @returns a report; every question asked is in its findings.
 *
 * Source: EN 319 102-1 §5.1.3, §5.3–5.6; ISO 32000-2 §12.8.
 */
export function judge(facts: Facts, policy: Policy, trust: TrustList, at: Date): Report {
  const atMs = at.getTime();
  const { findings, isReadable } = judgeFile(facts);
  const context: JudgeContext = { facts, policy, trust, atMs, effort: new Effort(), tokens: new Map() };
  if (isReadable) for (const index of documentTimestamps(facts)) judgeDocumentToken(context, index);
  const judged = isReadable ? facts.signatures.map((one, index) => judgeSignature(context, one, index)) : [];
  if (isReadable && judged.length > 0) findings.passed('SIGNATURE_PRESENT');
  else findings.notRun('SIGNATURE_PRESENT');
  const signatures = judged.map(({ report }) => report);
  const usedAnchors = signatures.flatMap(({ anchor, timestamp }) => [anchor, timestamp?.anchor ?? null]);
  return {
    verdict: verdictOf(isReadable, findings, signatures),
    sha256: facts.sha256Hex,
    length: facts.length,
    pageCount: facts.file.pageCount,
    judgedAt: isoInstant(atMs),
    signatures,
    findings: [...findings.list, ...judged.flatMap((one) => one.findings)],
    certificateIds: facts.file.certificateIds,
    testOnly: usedAnchors.some((anchor) => anchor?.testOnly === true),
    trust: {
      name: trust.name,
      issuedAt: trust.issuedAt,
      added: trust.anchors.filter(({ added }) => added === true).length,
      signature: trust.signature ?? 'unsigned',
      replaced: trust.replaced === true,
    },
  };
}

type JudgeContext = Readonly<{
  facts: Facts;
  policy: Policy;
  trust: TrustList;
  atMs: number;
  effort: Effort;
  /** Document time-stamps judged so far, by index of the signature. */
  tokens: Map<number, TokenJudgement>;
}>;

// A damaged structure leaves a sound signature undecided: readers may see different documents.
function verdictOf(isReadable: boolean, findings: Findings, signatures: readonly SignatureReport[]): Verdict {
  if (!isReadable) return 'UNREADABLE';
  if (signatures.length === 0) return 'NO-SIGNATURE';
  const isFailed = ({ integrity, coverage, changes }: SignatureReport): boolean =>
    integrity === 'broken' || coverage === 'partial' || changes === 'forbidden';
  if (signatures.some((one) => isFailed(one) || one.indication === 'TOTAL-FAILED')) return 'TOTAL-FAILED';
  const isOpen = ({ integrity, changes, indication }: SignatureReport): boolean =>
    integrity === 'undetermined' || changes === 'undetermined' || indication === 'INDETERMINATE';
  return signatures.some(isOpen) || findings.indication !== 'TOTAL-PASSED' ? 'INDETERMINATE' : 'TOTAL-PASSED';
}

// Newest first.
function documentTimestamps(facts: Facts): readonly number[] {
  return [...facts.signatures.keys()]
    .filter((index) => facts.signatures[index]?.kind === 'documentTimestamp')
    .reverse();
}

/** The earliest instant that a trusted document time-stamp proves for what ends at `end`. EN 319 102-1 §5.6.3. */
function provenByDocument(context: JudgeContext, end: number): number | null {
  let earliest: number | null = null;
  for (const [index, { provenMs }] of context.tokens) {
    const covers = (context.facts.signatures[index]?.byteRange.end ?? 0) > end;
    if (covers && provenMs !== null && (earliest === null || provenMs < earliest)) earliest = provenMs;
  }
  return earliest;
}

// Evidence in a security store is proven with the revision that holds it (EN 319 102-1 §5.6.2.4).
function evidenceProof({ facts, tokens, atMs }: JudgeContext): EvidenceProof {
  return ({ source: { end } }) => {
    let earliest = atMs;
    for (const [index, { provenMs }] of tokens) {
      const covers = end !== null && (facts.signatures[index]?.byteRange.end ?? 0) >= end;
      if (covers && provenMs !== null && provenMs < earliest) earliest = provenMs;
    }
    return earliest;
  };
}

function judgeDocumentToken(context: JudgeContext, index: number): void {
  const { facts, trust, policy, effort, atMs } = context;
  const signature = facts.signatures[index];
  if (!signature) return;
  const lastsUntil = provenByDocument(context, signature.byteRange.end) ?? atMs;
  const token = signature.token ?? UNREADABLE_TOKEN;
  const place = placeOf(facts, signature);
  const proof = evidenceProof(context);
  const judged = judgeToken(token, true, place, facts, trust, policy, effort, lastsUntil, atMs, index, proof);
  // A time-stamp proves nothing about a file whose byte range it does not hold.
  const { byteRange, dictionaryFaults, duplicateOf } = signature;
  const isSound =
    byteRange.gapExact &&
    byteRange.revision !== null &&
    dictionaryFaults.length === 0 &&
    duplicateOf === null;
  context.tokens.set(index, isSound ? judged : { ...judged, provenMs: null });
}

// What is asked of a signature is asked of its value, which stands in the gap of its byte range.
function placeOf(facts: Facts, { byteRange, span, page }: SignatureFacts): Place {
  return { at: byteRange.gap ?? span ?? { offset: 0, length: facts.length }, page: page ?? undefined };
}

type JudgedSignature = Readonly<{ report: SignatureReport; findings: Findings['list'] }>;

function judgeSignature(context: JudgeContext, signature: SignatureFacts, index: number): JudgedSignature {
  const { facts } = context;
  const findings = new Findings(placeOf(facts, signature), index);
  judgeDictionary(signature, findings);
  const isDocument = signature.kind === 'documentTimestamp';
  const own = isDocument ? context.tokens.get(index) : undefined;
  const stamps = isDocument ? [] : judgeSignatureTimestamps(context, signature, index);
  const proven = provenInstant(context, signature, stamps);
  const measured = own ? own.report.integrity : judgeSignatureCms(context, signature, proven, findings);
  const { byteRange } = signature;
  const integrity: Integrity = !byteRange.wellFormed || !byteRange.gapExact ? 'broken' : measured;
  const changes = judgeChanges(facts, signature, findings);
  const stamp = own ?? stamps.find(({ provenMs }) => provenMs !== null) ?? stamps[0];
  const signer = signature.cms?.signer ?? null;
  const trusted = isDocument || signer === null ? null : judgeSigner(context, signer, proven, findings);
  if (!isDocument && signer === null) findings.notRun('CHAIN_FOUND');
  const brokenStamp = stamps.find(({ report }) => report.integrity === 'broken');
  if (brokenStamp) findings.indeterminate('TIME_PROVEN', 'NO_POE', {}, 'failed');
  else if (proven.by === 'validation-time' && !isDocument) findings.noted('TIME_PROVEN');
  else findings.passed('TIME_PROVEN');
  judgeOrder(context, signature, stamp, findings);
  const total = combine(findings, own?.findings);
  return {
    findings: [
      ...findings.list,
      ...(own?.findings.list ?? []),
      ...stamps.flatMap((one) => one.findings.list),
    ],
    report: {
      fieldName: signature.fieldName,
      page: signature.page,
      kind: signature.kind,
      integrity,
      coverage: changes.coverage,
      changes: changes.changes,
      indication: total.indication,
      subIndication: total.subIndication,
      level: levelOf(context, signature, stamps),
      signer: signer === null ? null : (facts.certificates[signer]?.subject ?? null),
      ...(stamp && { timestamp: stamp.report }),
      chain: trusted?.chain ?? own?.report.chain ?? [],
      anchor: trusted?.anchor ?? own?.report.anchor ?? null,
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

function judgeSignatureCms(
  context: JudgeContext,
  signature: SignatureFacts,
  proven: Proven,
  findings: Findings,
): Integrity {
  const { subFilter } = signature;
  const kind = {
    isToken: false,
    isEtsi: subFilter?.startsWith('ETSI.') ?? false,
    attachesSha1: subFilter === 'adbe.pkcs7.sha1',
    allowsTrailing: false,
  };
  return judgeCms(signature.cms, kind, context.facts, policyAt(context.policy, proven.ms), findings);
}

function judgeSignatureTimestamps(
  context: JudgeContext,
  signature: SignatureFacts,
  index: number,
): readonly TokenJudgement[] {
  const { facts, trust, policy, effort, atMs } = context;
  const lastsUntil = provenByDocument(context, signature.byteRange.end) ?? atMs;
  const place = placeOf(facts, signature);
  const proof = evidenceProof(context);
  return signature.timestamps.map((token) =>
    judgeToken(token, false, place, facts, trust, policy, effort, lastsUntil, atMs, index, proof),
  );
}

type Proven = Readonly<{ ms: number; by: SignatureReport['provenAt']['by'] }>;

// EN 319 102-1 §5.5.4: best-signature-time is the earliest instant at which the signature is proven to have existed.
function provenInstant(
  context: JudgeContext,
  signature: SignatureFacts,
  stamps: readonly TokenJudgement[],
): Proven {
  let best: Proven = { ms: context.atMs, by: 'validation-time' };
  const document = provenByDocument(context, signature.byteRange.end);
  if (document !== null && document < best.ms) best = { ms: document, by: 'document-timestamp' };
  for (const { provenMs } of stamps) {
    if (provenMs !== null && provenMs < best.ms) best = { ms: provenMs, by: 'signature-timestamp' };
  }
  return best;
}

function judgeSigner(
  context: JudgeContext,
  certificate: number,
  proven: Proven,
  findings: Findings,
): ReturnType<typeof judgeTrust> {
  const { facts, trust, policy, effort, atMs } = context;
  const notBeforeMs = facts.certificates[certificate]?.notBeforeMs ?? 0;
  // §5.5.4 5): proven to exist before its own certificate did.
  if (proven.by !== 'validation-time' && proven.ms < notBeforeMs)
    findings.failed('TIME_ORDER', 'NOT_YET_VALID');
  const question = {
    certificate,
    use: 'signer' as const,
    validMs: proven.ms,
    revocation: { provenMs: proven.ms, atMs, evidenceMs: evidenceProof(context) },
  };
  return judgeTrust(facts, question, trust, policy, effort, findings);
}

// EN 319 102-1 §5.5.4 4): a time-stamp over something cannot be older than the time-stamps inside it.
function judgeOrder(
  context: JudgeContext,
  signature: SignatureFacts,
  stamp: TokenJudgement | undefined,
  findings: Findings,
): void {
  const own = stamp?.provenMs;
  if (own === null || own === undefined) {
    findings.notRun('TIME_ORDER');
    return;
  }
  for (const [index, { provenMs }] of context.tokens) {
    const other = context.facts.signatures[index];
    if (!other || other === signature || provenMs === null) continue;
    const isCoveredByOther = other.byteRange.end > signature.byteRange.end;
    if (isCoveredByOther ? provenMs < own : other.byteRange.end < signature.byteRange.end && provenMs > own) {
      findings.indeterminate('TIME_ORDER', 'TIMESTAMP_ORDER_FAILURE', {}, 'failed');
      return;
    }
  }
  findings.passed('TIME_ORDER');
}

function combine(
  findings: Findings,
  own: Findings | undefined,
): Pick<SignatureReport, 'indication' | 'subIndication'> {
  const rank = { 'TOTAL-FAILED': 2, INDETERMINATE: 1, 'TOTAL-PASSED': 0 } as const;
  const worse = own && rank[own.indication] > rank[findings.indication] ? own : findings;
  return { indication: worse.indication, subIndication: worse.subIndication };
}

// EN 319 142-1 §6.2–6.3: what the signature carries, trust apart. Other SubFilters have no baseline level.
function levelOf(
  context: JudgeContext,
  signature: SignatureFacts,
  stamps: readonly TokenJudgement[],
): Level | null {
  const { facts } = context;
  const { cms, byteRange } = signature;
  if (signature.subFilter !== 'ETSI.CAdES.detached' || cms?.signingCertificate !== 'ok') return null;
  // Its claimed time stands in the dictionary (/M), and not in the CMS.
  if (cms.signingTimeAttribute || signature.claimed.at === null) return null;
  const covering = [...context.tokens].filter(([index, { report }]) => {
    const end = facts.signatures[index]?.byteRange.end ?? 0;
    return report.integrity === 'intact' && end > byteRange.end;
  });
  const hasTime = stamps.some(({ report }) => report.integrity === 'intact') || covering.length > 0;
  if (!hasTime) return 'B-B';
  const hasEvidence = facts.revocations.some(({ certificate }) => certificate === cms.signer);
  if (!hasEvidence || facts.dssRevisions.length === 0) return 'B-T';
  const store = facts.dssRevisions[0] ?? 0;
  const isArchived = covering.some(([index]) => (facts.signatures[index]?.byteRange.revision ?? -1) >= store);
  return isArchived ? 'B-LTA' : 'B-LT';
}
