import {
  CERTIFICATE_JA,
  printCertificate,
  readCertificatePdf,
  redactedCopy,
  SEAL_TEXTS,
  type CertificateOfConclusion,
  type DocumentParts,
} from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import { WorkingFile } from '../_shared/working-file.ts';
import { certificateLink, type PrintedCertificate } from './certify.ts';
import { FIRST_TIMESTAMP_FIELD, SERVICE_FIELD } from './field-names.ts';
import { judgeFile } from './judgement.ts';
import { makeLta, type ArchivedRevision } from './lta.ts';
import { requireMatch } from './match.ts';
import type { JobPorts } from './ports.ts';
import { requireAccredited, requireProduction } from './production.ts';
import { makeSeal } from './seal.ts';
import type { SubjectEnvelope } from './subject.ts';

/** Answer of `redact_subject`. */
interface RedactSubject {
  readonly envelope: SubjectEnvelope;
  readonly certificate: DocumentParts;
  readonly contract: DocumentParts;
  /** The copy in the making, in file order: printed, sealed, time-stamped. */
  readonly parts: DocumentParts['parts'];
  readonly copyId: string | null;
}

/** The printed copy before its seal. */
interface PrintedCopy {
  readonly objectKey: string;
  readonly sha256Hex: string;
  readonly length: number;
  readonly pageCount: number;
}

/**
 * Makes the copy 「一部非表示」 of a certificate of conclusion: says what the certificate says but for IP and mail
 * addresses, is printed, sealed, time-stamped and judged like it, and is added whole once contract and copy match.
 *
 * May die anywhere and run again: its steps are kept under the certificate's id as the certificate's are under the
 * contract's, so that one request leads to one seal.
 *
 * @throws Outage where time-stamps or revocation answers cannot be had; Fault where the certificate cannot be read, the
 *   verifier does not pass the copy, or the key that seals today is not the holder's that sealed the contract
 *   (`CERTIFICATE_MISMATCH`). Nothing is added then.
 */
export async function redact(ports: JobPorts, documentId: string): Promise<void> {
  requireProduction(ports);
  const subject = await load(ports, documentId);
  if (subject.copyId !== null) return;

  const base = await printCopy(ports, documentId, subject.certificate);
  const seal = await makeSeal(ports, {
    subject: `certificate-seal/${documentId}`,
    file: await copySoFar(ports, documentId, base),
    sha256Hex: base.sha256Hex,
    fieldName: SERVICE_FIELD,
    name: SEAL_TEXTS.certificateName(subject.envelope.municipalityName),
    reason: SEAL_TEXTS.redactedReason,
  });
  const lta = await makeLta(ports, {
    subject: `certificate-lta/${documentId}`,
    file: await copySoFar(ports, documentId, seal),
    fieldName: FIRST_TIMESTAMP_FIELD,
  });
  requireAccredited(ports, lta.report);
  await requireContract(ports, subject.contract, await copySoFar(ports, documentId, lta), lta);
  await ports.rpc('redacted_copy_add', {
    p_document_id: documentId,
    p_copy: {
      name: SEAL_TEXTS.redactedDocument(subject.certificate.name),
      pageCount: base.pageCount,
      base,
      seal,
      lta,
    },
  });
}

/** The copy up to a revision whose octets are stored. */
async function copySoFar(
  ports: JobPorts,
  documentId: string,
  newest: { readonly length: number; readonly sha256Hex: string },
): Promise<WorkingFile> {
  const { parts } = await load(ports, documentId);
  let end = 0;
  // What another worker has added meanwhile lies behind.
  const wanted = parts.filter((part) => (end += part.length) <= newest.length);
  return WorkingFile.read(ports.objects, wanted, newest);
}

function load(ports: JobPorts, documentId: string): Promise<RedactSubject> {
  return ports.rpc<RedactSubject>('redact_subject', { p_document_id: documentId });
}

/** Prints the copy once: clock, QR and octets are kept before they are sealed. */
async function printCopy(
  ports: JobPorts,
  documentId: string,
  certificate: DocumentParts,
): Promise<PrintedCopy> {
  const step = { p_subject: `certificate/${documentId}` };
  const stored = await ports.rpc<{ increment?: PrintedCopy }>('seal_steps', step);
  if (stored.increment !== undefined) return stored.increment;
  const full = await fullContent(ports, certificate);
  const fresh = redactedCopy(full, `${ports.now().toISOString().slice(0, 19)}Z`);
  // Sealed with a 試験用 key, the copy proves no more than one of a 試験用 certificate.
  const said = testOnlyTrust(ports.config.trustList)
    ? { ...fresh, testOnly: true, accreditation: null }
    : fresh;
  const { content, link } = await ports.rpc<PrintedCertificate>('seal_step_put', {
    ...step,
    p_step: 'prepare',
    p_payload: { content: said, link: await certificateLink(ports, said) },
  });
  const bytes = await printCertificate(content, CERTIFICATE_JA, await ports.fonts(), link);
  const { pageCount } = await judgeFile(ports, bytes);
  const object = await ports.objects.put(bytes);
  return await ports.rpc<PrintedCopy>('seal_step_put', {
    ...step,
    p_step: 'increment',
    p_payload: { ...object, pageCount },
  });
}

async function fullContent(ports: JobPorts, certificate: DocumentParts): Promise<CertificateOfConclusion> {
  const { base } = await WorkingFile.read(ports.objects, certificate.parts, certificate);
  const content = readCertificatePdf(base);
  if (content.ok && !content.value.redacted) return content.value;
  const code = content.ok ? 'REDACTED' : content.code;
  throw new Fault('CERTIFICATE_MISMATCH', { context: { document: certificate.documentId, code } });
}

async function requireContract(
  ports: JobPorts,
  contract: DocumentParts,
  copy: WorkingFile,
  lta: ArchivedRevision,
): Promise<void> {
  const { base } = await WorkingFile.read(ports.objects, contract.parts, contract);
  const judged = { bytes: base, report: await judgeFile(ports, base) };
  await requireMatch(contract.documentId, judged, { bytes: copy.base, report: lta.report });
}
