import {
  CERTIFICATE_JA,
  printCertificate,
  SEAL_TEXTS,
  type CertificateOfConclusion,
} from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import { certificateContent } from './certificate-content.ts';
import { FIRST_TIMESTAMP_FIELD, SERVICE_FIELD } from './field-names.ts';
import { judgeFile } from './judgement.ts';
import { makeLta } from './lta.ts';
import { requireMatch } from './match.ts';
import type { JobPorts } from './ports.ts';
import { requireAccredited } from './production.ts';
import { makeSeal, type SealedRevision } from './seal.ts';
import type { ConcludeSubject, SubjectContract, SubjectFile } from './subject.ts';

/**
 * Issues the certificate of conclusion of one finished contract: content, print, seal, then validation data
 * and document time-stamp. Each stage is in the database before the next begins, and certificate and contract
 * must match before the last is added.
 *
 * @param load - reads the envelope's state anew.
 * @param finished - the finished revision of every contract, by document id.
 */
export async function issueCertificate(
  ports: JobPorts,
  load: () => Promise<ConcludeSubject>,
  documentId: string,
  finished: ReadonlyMap<string, SealedRevision>,
): Promise<void> {
  const first = await state(load, documentId);
  if (first.contract.certificate === null) {
    await printAndAdd(ports, first.subject, first.contract, finished);
  }
  const printed = await state(load, documentId);
  if (printed.contract.certificate?.sealed === false) {
    await seal(ports, printed.subject, printed.contract.certificate, documentId);
  }
  const { contract } = await state(load, documentId);
  if (contract.certificate?.lta === false) await finish(ports, contract, contract.certificate);
}

async function state(
  load: () => Promise<ConcludeSubject>,
  documentId: string,
): Promise<{ subject: ConcludeSubject; contract: SubjectContract }> {
  const subject = await load();
  const contract = subject.documents.find((document) => document.documentId === documentId);
  if (contract === undefined) throw new Fault('CONCLUDE_SUBJECT', { context: { document: documentId } });
  return { subject, contract };
}

async function printAndAdd(
  ports: JobPorts,
  subject: ConcludeSubject,
  contract: SubjectContract,
  finished: ReadonlyMap<string, SealedRevision>,
): Promise<void> {
  const testOnly = testOnlyTrust(ports.config.trustList);
  // Kept before it is printed: the instant of issue is read from the clock once.
  const content = await ports.rpc<CertificateOfConclusion>('seal_step_put', {
    p_subject: `certificate/${contract.documentId}`,
    p_step: 'prepare',
    p_payload: certificateContent(subject, contract, finished, ports.now(), testOnly),
  });
  const bytes = await printCertificate(content, CERTIFICATE_JA, await ports.fonts());
  const { report } = await judgeFile(ports, bytes);
  const object = await ports.objects.put(bytes);
  await ports.rpc('certificate_add', {
    p_document_id: contract.documentId,
    p_certificate: {
      name: SEAL_TEXTS.certificateDocument(contract.name),
      pageCount: report.pageCount,
      ...object,
    },
  });
}

async function seal(
  ports: JobPorts,
  subject: ConcludeSubject,
  certificate: SubjectFile,
  contractId: string,
): Promise<void> {
  const sealed = await makeSeal(ports, {
    subject: `certificate-seal/${contractId}`,
    bytes: await ports.objects.read(certificate.parts, certificate),
    sha256Hex: certificate.sha256Hex,
    fieldName: SERVICE_FIELD,
    name: SEAL_TEXTS.certificateName(subject.envelope.municipalityName),
    reason: SEAL_TEXTS.certificateReason,
  });
  await ports.rpc('revision_add', {
    p_document_id: certificate.documentId,
    p_revision: { kind: 'seal', partyId: null, ...sealed },
  });
}

async function finish(ports: JobPorts, contract: SubjectContract, certificate: SubjectFile): Promise<void> {
  const bytes = await ports.objects.read(certificate.parts, certificate);
  const revision = await makeLta(ports, {
    subject: `certificate-lta/${contract.documentId}`,
    bytes,
    fieldName: FIRST_TIMESTAMP_FIELD,
  });
  requireAccredited(ports, revision.report);
  await requireMatch(ports, contract, { bytes, report: revision.report });
  await ports.rpc('revision_add', {
    p_document_id: certificate.documentId,
    p_revision: { kind: 'lta', partyId: null, ...revision },
  });
}
