import { Fault } from '../_shared/refusal.ts';
import { heldAnswers } from '../_shared/revocation.ts';
import { FileBuffer, WorkingFile } from '../_shared/working-file.ts';
import { finishCertificate, printAndAdd, sealCertificate } from './certify.ts';
import { finishSheet, printAndAddSheet, sealSheet } from './envelope-sheet.ts';
import { FIRST_TIMESTAMP_FIELD } from './field-names.ts';
import { makeLta } from './lta.ts';
import type { JobPorts } from './ports.ts';
import { requireAccredited, requireProduction } from './production.ts';
import { sayWaiting } from './seal-party.ts';
import type { SealedRevision } from './seal.ts';
import type { ConcludeSubject, SubjectContract } from './subject.ts';

/**
 * Concludes an envelope whose parties have all sealed: every contract gets its validation data and document
 * time-stamp; then every certificate of conclusion, and the list of the documents where there are several, is printed,
 * sealed, and finished the same way; only then does SQL say `concluded`. Each stage is in the database before the next begins.
 *
 * A stage asks for each revocation answer once: every seal it is for is older than the stage.
 *
 * @throws Outage where revocation answers or time-stamps cannot be had; the envelope then shows what it waits for.
 */
export async function conclude(ports: JobPorts, envelopeId: string): Promise<void> {
  requireProduction(ports);
  const load = (): Promise<ConcludeSubject> =>
    ports.rpc<ConcludeSubject>('conclude_subject', { p_envelope_id: envelopeId });
  const subject = await load();
  if (['concluded', 'switched_to_paper'].includes(subject.envelope.status)) return;
  const buffer = new FileBuffer();
  try {
    const archiving = withHeldAnswers(ports);
    for (const document of subject.documents) await archiveContract(archiving, document, buffer);
    const archived = await load();
    const finished = new Map<string, SealedRevision>();
    for (const document of archived.documents) {
      finished.set(document.documentId, await storedLta(ports, document));
    }
    for (const document of archived.documents) {
      if (document.certificate === null) await printAndAdd(ports, archived, document, finished);
    }
    if (archived.listed && archived.sheet === null) await printAndAddSheet(ports, archived, finished);
    const printed = await load();
    for (const document of printed.documents) {
      if (document.certificate?.sealed === false) await sealCertificate(ports, printed, document);
    }
    if (printed.sheet?.sealed === false) await sealSheet(ports, printed, printed.sheet);
    const sealed = await load();
    const finishing = withHeldAnswers(ports);
    for (const document of sealed.documents) {
      const contract = finished.get(document.documentId);
      if (contract === undefined) {
        throw new Fault('CONCLUDE_SUBJECT', { context: { document: document.documentId } });
      }
      if (document.certificate?.lta !== true) await finishCertificate(finishing, document, contract, buffer);
    }
    if (sealed.sheet?.lta === false) await finishSheet(finishing, sealed, sealed.sheet, finished);
  } catch (error) {
    await sayWaiting(ports, envelopeId, error);
    throw error;
  }
  await ports.rpc('envelope_conclude', { p_envelope_id: envelopeId });
}

function withHeldAnswers(ports: JobPorts): JobPorts {
  return { ...ports, revocation: heldAnswers(ports.revocation) };
}

async function archiveContract(
  ports: JobPorts,
  document: SubjectContract,
  buffer: FileBuffer,
): Promise<void> {
  if (document.lta) return;
  const revision = await makeLta(ports, {
    subject: `lta/${document.documentId}`,
    file: await WorkingFile.read(ports.objects, document.parts, document, buffer),
    fieldName: FIRST_TIMESTAMP_FIELD,
  });
  requireAccredited(ports, revision.report);
  await ports.rpc('revision_add', {
    p_document_id: document.documentId,
    p_revision: { kind: 'lta', partyId: null, ...revision },
  });
}

/** The finished contract as it was judged before it was stored. */
async function storedLta(ports: JobPorts, document: SubjectContract): Promise<SealedRevision> {
  const steps = await ports.rpc<{ increment?: SealedRevision }>('seal_steps', {
    p_subject: `lta/${document.documentId}`,
  });
  if (steps.increment === undefined || steps.increment.sha256Hex !== document.sha256Hex) {
    throw new Fault('STEP_MISSING', { context: { document: document.documentId } });
  }
  return steps.increment;
}
