import { DEFAULT_POLICY, type DocumentParts } from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { WorkingFile } from '../_shared/working-file.ts';
import { timestampField } from './field-names.ts';
import { judgeArchived, type ArchivedReport } from './judgement.ts';
import { makeLta } from './lta.ts';
import type { JobPorts } from './ports.ts';
import { requireAccredited, requireProduction } from './production.ts';

/** Answer of `renewal_subject`: a concluded file, and its line of the calendar. */
interface RenewalSubject extends DocumentParts {
  readonly timestampCount: number;
  readonly endsAt: string | null;
  readonly policy: string | null;
  readonly due: boolean;
}

/**
 * Renews the evidence of one concluded file: the validation data of its outermost time-stamp, and a new document
 * time-stamp over all of it. A file that the calendar does not know by this policy is put into it first, and a file that
 * is not due is left alone.
 *
 * May die anywhere and run again: the finished increment is kept under the number of the time-stamp, so that one renewal
 * leads to one revision.
 *
 * @throws Fault as `requireProduction`, before anything is read or asked; Outage `REVOCATION_UNAVAILABLE` or `TIMESTAMP_UNAVAILABLE`; Fault `SEAL_NOT_PASSED` where the verifier does not
 *   say TOTAL-PASSED before or after, `RENEWAL_NO_GAIN` where the new time-stamp would be believed no longer than the one
 *   it covers. Nothing is stored then, and the file stays as it was.
 *
 * Source: EN 319 142-1 §5.4.3, §6.3 (B-LTA may be augmented again and again).
 */
export async function renew(ports: JobPorts, documentId: string): Promise<void> {
  requireProduction(ports);
  let subject = await load(ports, documentId);
  if (subject.endsAt === null || subject.policy !== DEFAULT_POLICY.name) {
    const file = await WorkingFile.read(ports.objects, subject.parts, subject);
    const end = endOf(await judgeArchived(ports, file.base), documentId);
    await ports.rpc('renewal_end_put', {
      p_document_id: documentId,
      p_sha256_hex: subject.sha256Hex,
      p_end: end,
    });
    subject = await load(ports, documentId);
  }
  if (!subject.due) return;

  const number = subject.timestampCount + 1;
  const revision = await makeLta(ports, {
    subject: `renewal/${documentId}/${String(number)}`,
    file: await WorkingFile.read(ports.objects, subject.parts, subject),
    fieldName: timestampField(number),
    renewal: true,
  });
  requireAccredited(ports, revision.report);
  const end = endOf(revision.report, documentId);
  if (subject.endsAt !== null && Date.parse(end.endsAt) <= Date.parse(subject.endsAt)) {
    throw new Fault('RENEWAL_NO_GAIN', { context: { document: documentId, endsAt: end.endsAt } });
  }
  await ports.rpc('renewal_add', { p_document_id: documentId, p_number: number, p_revision: revision });
}

function load(ports: JobPorts, documentId: string): Promise<RenewalSubject> {
  return ports.rpc<RenewalSubject>('renewal_subject', { p_document_id: documentId });
}

function endOf(
  { evidenceEnd, verdict }: ArchivedReport,
  document: string,
): NonNullable<ArchivedReport['evidenceEnd']> {
  if (evidenceEnd !== undefined && verdict === 'TOTAL-PASSED') return evidenceEnd;
  throw new Fault('SEAL_NOT_PASSED', { context: { document, problem: verdict } });
}
