import type { CertificateMatch } from '../lib/core/certificate/index.ts';
import type { Finding, Report, SignatureReport, TimestampReport } from '../lib/core/verify/index.ts';
import { japanTimeParts } from '../lib/domain/japan-time.ts';
import { CHANGE_JA } from '../lib/messages/change.ts';
import { CLI_JA } from '../lib/messages/cli.ts';
import { conclude, conclusionJa, type OwnCertificate } from '../lib/messages/conclusion.ts';
import { SUB_INDICATION_JA, TRUST_JA } from '../lib/messages/indication.ts';
import { instantJa } from '../lib/messages/instants.ts';
import { answerText } from '../lib/messages/check-text.ts';
import { REPORT_JA } from '../lib/messages/report.ts';
import { CHANGES_JA, INTEGRITY_JA, VERIFY_JA } from '../lib/messages/verify.ts';

/**
 * The report in plain Japanese: what it comes to, then each signature with its integrity and its issuer apart, then
 * the checks that were not passed.
 */
export function plainReport(
  path: string,
  report: Report,
  match: CertificateMatch | null,
  own: OwnCertificate | null,
): string {
  const lines = [path];
  // Only seals of the certificate count: a foreign signature cannot stand in for a missing one.
  for (const conclusion of conclude(report, match, own)) lines.push(`  ${conclusionJa(conclusion)}`);
  if (report.testOnly) lines.push(`  ${VERIFY_JA.testOnly}`);
  for (const id of report.certificateIds) lines.push(`  ${labelled(VERIFY_JA.certificateId, id)}`);
  let count = 0;
  for (const [index, signature] of report.signatures.entries()) {
    const isDocument = signature.kind === 'documentTimestamp';
    if (!isDocument) count++;
    const title = isDocument ? VERIFY_JA.documentTimestamp : VERIFY_JA.signature(count);
    lines.push(`  ${title}（${signature.fieldName}）`, ...signatureLines(signature));
    for (const change of signature.later) {
      if (change.permitted) continue;
      const where = change.page === undefined ? '' : `（${VERIFY_JA.page(change.page)}）`;
      const kind = CHANGE_JA[change.kind as keyof typeof CHANGE_JA];
      lines.push(`      - ${kind}${where}`);
    }
    lines.push(...findingLines(report.findings.filter((finding) => finding.signature === index)));
  }
  lines.push(...findingLines(report.findings.filter((finding) => finding.signature === undefined)));
  return lines.join('\n');
}

function signatureLines(signature: SignatureReport): readonly string[] {
  const { indication, subIndication, anchor, timestamp } = signature;
  const isDocument = signature.kind === 'documentTimestamp';
  const lines = [
    labelled(VERIFY_JA.integrity, INTEGRITY_JA[signature.integrity]),
    CHANGES_JA[signature.changes],
    labelled(VERIFY_JA.trust, trustText(indication, subIndication)),
  ];
  if (!isDocument) {
    const holder = anchor ? VERIFY_JA.keyHolder : VERIFY_JA.keyHolderUnverified;
    lines.push(labelled(holder, signature.signer ?? VERIFY_JA.unknownSigner));
    if (signature.claimed.name !== null)
      lines.push(labelled(VERIFY_JA.instructedClaim, signature.claimed.name));
  }
  if (timestamp) lines.push(labelled(VERIFY_JA.timestampInformation, timestampText(timestamp)));
  else lines.push(VERIFY_JA.noTimestamp);
  return lines.map((line) => `    ${line}`);
}

function trustText(indication: SignatureReport['indication'], sub: SignatureReport['subIndication']): string {
  if (indication === 'TOTAL-PASSED') return TRUST_JA.passed;
  return sub === null ? TRUST_JA.undecided : SUB_INDICATION_JA[sub];
}

function timestampText(timestamp: TimestampReport): string {
  const { anchor } = timestamp;
  const kind = anchor?.testOnly
    ? VERIFY_JA.testOnly
    : anchor?.added
      ? VERIFY_JA.addedAuthority
      : anchor?.accredited
        ? VERIFY_JA.accredited
        : anchor
          ? VERIFY_JA.otherAuthority
          : VERIFY_JA.unknownAuthority;
  const at =
    timestamp.genTime === undefined
      ? VERIFY_JA.unknownSigner
      : instantJa(japanTimeParts(new Date(timestamp.genTime)), true);
  return [timestamp.authority ?? VERIFY_JA.unknownSigner, at, kind].join('、');
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.flatMap(({ check, status, subIndication }) => {
    if (status !== 'failed' && status !== 'indeterminate') return [];
    const word = status === 'failed' ? VERIFY_JA.failedCheck : VERIFY_JA.indeterminate;
    const code = subIndication === undefined ? check : `${check} / ${subIndication}`;
    return `    [${word}] ${answerText(REPORT_JA[check], status)}（${code}）`;
  });
}

function labelled(label: string, value: string): string {
  return `${label}${CLI_JA.separator}${value}`;
}
