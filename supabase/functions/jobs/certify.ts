import {
  CERTIFICATE_JA,
  printCertificate,
  SEAL_TEXTS,
  type CertificateOfConclusion,
} from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { sheetLink } from '../_shared/sheet-key.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import { WorkingFile, type FileBuffer } from '../_shared/working-file.ts';
import { certificateContent } from './certificate-content.ts';
import { FIRST_TIMESTAMP_FIELD, SERVICE_FIELD } from './field-names.ts';
import { judgeFile } from './judgement.ts';
import { makeLta } from './lta.ts';
import { requireMatch } from './match.ts';
import type { JobPorts } from './ports.ts';
import { certifiedAccreditation, requireAccredited } from './production.ts';
import { makeSeal, type SealedRevision } from './seal.ts';
import type { ConcludeSubject, SubjectContract, SubjectFile } from './subject.ts';

/** What a certificate is printed from. */
export interface PrintedCertificate {
  readonly content: CertificateOfConclusion;
  readonly link: string | null;
}

/** What the QR of a certificate opens; null where there is no sheet key. */
export async function certificateLink(
  ports: JobPorts,
  content: CertificateOfConclusion,
): Promise<string | null> {
  const { certificateId, signerCount, concludedAt, envelope, document } = content;
  const last = document.revisions.at(-1);
  if (last === undefined) return null;
  return sheetLink(ports.config.origin, await ports.sheetKey(), {
    kind: 'certificate',
    certificateId,
    sha256Hex: last.sha256Hex,
    length: last.length,
    signerCount,
    managementLabel: envelope.managementLabel,
    concludedAt: `${new Date(concludedAt).toISOString().slice(0, 19)}Z`,
  });
}

/**
 * Prints the certificate of conclusion of a finished contract and adds it to the envelope.
 *
 * @param finished - the finished revision of every contract, by document id.
 */
export async function printAndAdd(
  ports: JobPorts,
  subject: ConcludeSubject,
  contract: SubjectContract,
  finished: ReadonlyMap<string, SealedRevision>,
): Promise<void> {
  const testOnly = testOnlyTrust(ports.config.trustList);
  const revision = finished.get(contract.documentId);
  const accreditation = revision === undefined ? null : certifiedAccreditation(ports, revision.report);
  const fresh = certificateContent(subject, contract, finished, ports.now(), testOnly, accreditation);
  // Kept before it is printed: the clock is read and the QR signed once, so that every run prints the same octets.
  const { content, link } = await ports.rpc<PrintedCertificate>('seal_step_put', {
    p_subject: `certificate/${contract.documentId}`,
    p_step: 'prepare',
    p_payload: { content: fresh, link: await certificateLink(ports, fresh) },
  });
  const bytes = await printCertificate(content, CERTIFICATE_JA, await ports.fonts(), link);
  const report = await judgeFile(ports, bytes);
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

/** Seals a printed certificate with the service's key. */
export async function sealCertificate(
  ports: JobPorts,
  subject: ConcludeSubject,
  contract: SubjectContract,
): Promise<void> {
  const certificate = certificateOf(contract);
  const sealed = await makeSeal(ports, {
    subject: `certificate-seal/${contract.documentId}`,
    file: await WorkingFile.read(ports.objects, certificate.parts, certificate),
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

/**
 * Gives a sealed certificate its validation data and document time-stamp, and adds that only where certificate and
 * contract match.
 *
 * @param finished - the contract's finished revision.
 * @param buffer - where the contract is read into; the certificate has its own.
 */
export async function finishCertificate(
  ports: JobPorts,
  contract: SubjectContract,
  finished: SealedRevision,
  buffer: FileBuffer,
): Promise<void> {
  const certificate = certificateOf(contract);
  const file = await WorkingFile.read(ports.objects, certificate.parts, certificate);
  const revision = await makeLta(ports, {
    subject: `certificate-lta/${contract.documentId}`,
    file,
    fieldName: FIRST_TIMESTAMP_FIELD,
  });
  requireAccredited(ports, revision.report);
  // The report is of exactly these octets: reading checks them against the hash.
  const { base } = await WorkingFile.read(ports.objects, contract.parts, finished, buffer);
  await requireMatch(
    contract.documentId,
    { bytes: base, report: finished.report },
    { bytes: file.base, report: revision.report },
  );
  await ports.rpc('revision_add', {
    p_document_id: certificate.documentId,
    p_revision: { kind: 'lta', partyId: null, ...revision },
  });
}

function certificateOf(contract: SubjectContract): SubjectFile {
  if (contract.certificate !== null) return contract.certificate;
  throw new Fault('CONCLUDE_SUBJECT', { context: { document: contract.documentId } });
}
