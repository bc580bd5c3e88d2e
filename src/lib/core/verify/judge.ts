import { isoInstant } from '../x509/time.ts';
import { Effort } from './effort.ts';
import type { Facts } from './facts.ts';
import type { Findings } from './findings.ts';
import { judgeDocumentTimestamp, type DocumentProof } from './judge-document-timestamp.ts';
import { judgeFile } from './judge-file.ts';
import { judgeSignature } from './judge-signature.ts';
import type { Policy } from './policy.ts';
import type { Report, SignatureReport, Verdict } from './report.ts';
import type { TrustList } from './trust-list.ts';

/**
 * Judges a file by its facts: pure and synchronous, so that any verdict can be replayed.
 *
 * The order is that of EN 319 102-1: the file's form, then document time-stamps newest first, since each keeps what it
 * covers alive for the ones before it, then every signature by format, cryptography, later changes, trust and time.
 *
 * @param at - the validation instant.
 * @returns a report; every question asked is in its findings.
 *
 * Source: EN 319 102-1 §5.1.3, §5.3–5.6; ISO 32000-2 §12.8.
 */
export function judge(facts: Facts, policy: Policy, trust: TrustList, at: Date): Report {
  const atMs = at.getTime();
  const { findings, isReadable } = judgeFile(facts);
  const readable = isReadable ? facts.signatures : [];
  const proofs: DocumentProof[] = [];
  const context = { facts, policy, trust, atMs, effort: new Effort(), proofs };
  for (const [index, signature] of [...readable.entries()].reverse())
    if (signature.kind === 'documentTimestamp')
      proofs.push(judgeDocumentTimestamp(context, signature, index));
  const judged = readable.map((signature, index) => judgeSignature(context, signature, index));
  if (judged.length > 0) findings.passed('SIGNATURE_PRESENT');
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

// The worst of the signatures. A damaged structure leaves sound ones undecided: readers may see different documents.
function verdictOf(isReadable: boolean, file: Findings, signatures: readonly SignatureReport[]): Verdict {
  if (!isReadable) return 'UNREADABLE';
  if (signatures.length === 0) return 'NO-SIGNATURE';
  const isFailed = ({ integrity, coverage, changes, indication }: SignatureReport): boolean =>
    integrity === 'broken' ||
    coverage === 'partial' ||
    changes === 'forbidden' ||
    indication === 'TOTAL-FAILED';
  const isOpen = ({ integrity, changes, indication }: SignatureReport): boolean =>
    integrity === 'undetermined' || changes === 'undetermined' || indication === 'INDETERMINATE';
  if (signatures.some(isFailed)) return 'TOTAL-FAILED';
  return signatures.some(isOpen) || file.indication !== 'TOTAL-PASSED' ? 'INDETERMINATE' : 'TOTAL-PASSED';
}
