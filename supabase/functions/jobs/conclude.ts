import type { Report } from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { issueCertificate } from './certify.ts';
import { makeLta } from './lta.ts';
import type { JobPorts } from './ports.ts';
import { sayWaiting } from './seal-party.ts';
import type { ConcludeSubject, SubjectDocument } from './subject.ts';

/**
 * Concludes an envelope whose parties have all sealed: every contract gets its validation data and document
 * time-stamp, then its certificate of conclusion, sealed the same way; only then does SQL say `concluded`.
 *
 * @throws Outage where revocation answers or time-stamps cannot be had; the envelope then shows what it waits for.
 */
export async function conclude(ports: JobPorts, envelopeId: string): Promise<void> {
  const load = (): Promise<ConcludeSubject> =>
    ports.rpc<ConcludeSubject>('conclude_subject', { p_envelope_id: envelopeId });
  let subject = await load();
  try {
    for (const document of subject.documents) await archiveContract(ports, document);
    subject = await load();
    for (const document of subject.documents) await issueCertificate(ports, subject, document, load);
  } catch (error) {
    await sayWaiting(ports, envelopeId, error);
    throw error;
  }
  await ports.rpc('envelope_conclude', { p_envelope_id: envelopeId });
}

async function archiveContract(ports: JobPorts, document: SubjectDocument): Promise<void> {
  if (document.revisions.some((revision) => revision.kind === 'lta')) return;
  const revision = await makeLta(ports, {
    subject: `lta/${document.id}`,
    bytes: await ports.objects.read(document.current.parts, document.current),
    fieldName: 'ShomeiTimestamp1',
  });
  requireProduction(ports, revision.report);
  await ports.rpc('revision_add', {
    p_document_id: document.id,
    p_revision: { kind: 'lta', partyId: null, ...revision },
  });
}

/**
 * In production nothing is concluded on a 試験用 anchor or on an authority that is not accredited
 * （総務大臣認定の時刻認証業務）.
 */
export function requireProduction(ports: JobPorts, report: Report): void {
  if (ports.config.mode !== 'production') return;
  const stamps = report.signatures.map((signature) =>
    signature.kind === 'documentTimestamp' ? signature.anchor : (signature.timestamp?.anchor ?? null),
  );
  if (report.testOnly || stamps.some((anchor) => anchor === null || !anchor.accredited)) {
    throw new Fault('TIMESTAMP_NOT_ACCREDITED');
  }
}
