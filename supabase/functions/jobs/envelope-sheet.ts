import {
  compareSheet,
  ENVELOPE_SHEET_JA,
  fileSeals,
  printEnvelopeSheet,
  readEnvelopeSheetPdf,
  SEAL_TEXTS,
  sheetListText,
  soleHolder,
  toHex,
  type EnvelopeSheet,
  type Report,
  type SheetDocument,
} from '../_shared/core.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { Fault } from '../_shared/refusal.ts';
import { sheetLink } from '../_shared/sheet-key.ts';
import { testOnlyTrust } from '../_shared/trust.ts';
import { WorkingFile } from '../_shared/working-file.ts';
import { certificateContent } from './certificate-content.ts';
import { FIRST_TIMESTAMP_FIELD, SERVICE_FIELD } from './field-names.ts';
import { judgeFile } from './judgement.ts';
import { makeLta } from './lta.ts';
import type { JobPorts } from './ports.ts';
import { requireAccredited } from './production.ts';
import { makeSeal, type SealedRevision } from './seal.ts';
import type { ConcludeSubject, SubjectFile } from './subject.ts';

/** What a list is printed from. */
interface PrintedSheet {
  readonly content: EnvelopeSheet;
  readonly link: string | null;
}

/**
 * Prints the list of an envelope's documents 電子契約締結証明書（一覧） and adds it to the envelope.
 *
 * @param finished - the finished revision of every contract, by document id.
 */
export async function printAndAddSheet(
  ports: JobPorts,
  subject: ConcludeSubject,
  finished: ReadonlyMap<string, SealedRevision>,
): Promise<void> {
  const fresh = sheetContent(ports, subject, finished);
  // Kept before it is printed: ID and clock are drawn and the QR signed once, so that every run prints the same octets.
  const { content, link } = await ports.rpc<PrintedSheet>('seal_step_put', {
    p_subject: `certificate/${subject.envelope.id}`,
    p_step: 'prepare',
    p_payload: { content: fresh, link: await listLink(ports, fresh.documents) },
  });
  const bytes = await printEnvelopeSheet(content, ENVELOPE_SHEET_JA, await ports.fonts(), link);
  const report = await judgeFile(ports, bytes);
  const object = await ports.objects.put(bytes);
  await ports.rpc('sheet_add', {
    p_envelope_id: subject.envelope.id,
    p_sheet: {
      certificateId: content.sheetId,
      name: SEAL_TEXTS.sheetDocument(subject.envelope.title),
      pageCount: report.pageCount,
      ...object,
    },
  });
}

/** Seals a printed list with the service's key. */
export async function sealSheet(
  ports: JobPorts,
  { envelope }: ConcludeSubject,
  sheet: SubjectFile,
): Promise<void> {
  const sealed = await makeSeal(ports, {
    subject: `certificate-seal/${envelope.id}`,
    file: await WorkingFile.read(ports.objects, sheet.parts, sheet),
    sha256Hex: sheet.sha256Hex,
    fieldName: SERVICE_FIELD,
    name: SEAL_TEXTS.certificateName(envelope.municipalityName),
    reason: SEAL_TEXTS.sheetReason,
  });
  await ports.rpc('revision_add', {
    p_document_id: sheet.documentId,
    p_revision: { kind: 'seal', partyId: null, ...sealed },
  });
}

/**
 * Gives a sealed list its validation data and document time-stamp, and adds that only where it is a sound list of the
 * finished contracts, as an auditor's verifier will see it.
 *
 * @throws Fault `CERTIFICATE_MISMATCH`; the list is then not finished.
 */
export async function finishSheet(
  ports: JobPorts,
  { envelope }: ConcludeSubject,
  sheet: SubjectFile,
  finished: ReadonlyMap<string, SealedRevision>,
): Promise<void> {
  const file = await WorkingFile.read(ports.objects, sheet.parts, sheet);
  const revision = await makeLta(ports, {
    subject: `certificate-lta/${envelope.id}`,
    file,
    fieldName: FIRST_TIMESTAMP_FIELD,
  });
  requireAccredited(ports, revision.report);
  requireListed(envelope.id, file.base, revision.report, finished);
  await ports.rpc('revision_add', {
    p_document_id: sheet.documentId,
    p_revision: { kind: 'lta', partyId: null, ...revision },
  });
}

function requireListed(
  envelope: string,
  bytes: Uint8Array,
  report: Report,
  finished: ReadonlyMap<string, SealedRevision>,
): void {
  const read = readEnvelopeSheetPdf(bytes);
  if (!read.ok) throw new Fault('CERTIFICATE_MISMATCH', { context: { envelope, code: read.code } });
  const isPassed = report.verdict === 'TOTAL-PASSED' && report.certificateIds.length === 0;
  const files = [...finished].map(([key, one]) => ({
    key,
    certificateIds: one.report.certificateIds,
    sha256Hexes: [one.sha256Hex],
    seals: fileSeals(one.report),
  }));
  const { documents, sheetId } = read.value;
  const compared = compareSheet({ sheetId, documents, holder: soleHolder(report), isPassed }, files);
  const isWhole =
    documents.length === files.length && compared.documents.every(({ state }) => state === 'matched');
  if (!compared.isSound || !isWhole) {
    throw new Fault('CERTIFICATE_MISMATCH', { context: { envelope, compared } });
  }
}

/** The service's record of an envelope, drawn from what the certificates of its documents say. */
function sheetContent(
  ports: JobPorts,
  subject: ConcludeSubject,
  finished: ReadonlyMap<string, SealedRevision>,
): EnvelopeSheet {
  const testOnly = testOnlyTrust(ports.config.trustList);
  const certified = subject.documents.map((document) =>
    certificateContent(subject, document, finished, ports.now(), testOnly, null),
  );
  const [first] = certified;
  if (first === undefined)
    throw new Fault('CONCLUDE_SUBJECT', { context: { envelope: subject.envelope.id } });
  return {
    format: 'shomei-envelope-sheet',
    version: 1,
    sheetId: toHex(ports.random(16)),
    testOnly,
    concludedAt: first.concludedAt,
    issuedAt: first.issuedAt,
    envelope: first.envelope,
    documents: certified.map(({ certificateId, document: { name, pageCount } }, index) => {
      const { sha256Hex = '', length = 0 } = subject.documents[index] ?? {};
      return { certificateId, name, pageCount, sha256Hex, length };
    }),
    parties: first.parties.map(
      ({ ord, kind, company, ventureRole, title, principalName, method, consentedAt }) => ({
        ord,
        kind,
        company,
        ventureRole,
        title,
        principalName,
        method,
        consentedAt,
        // ISO 8601 in UTC: the latest is the last by its letters.
        sealedAt:
          certified
            .flatMap(({ parties }) => parties.filter((party) => party.ord === ord))
            .map((party) => party.sealedAt)
            .sort()
            .at(-1) ?? consentedAt,
      }),
    ),
  };
}

/** What the QR of a list opens: its documents, or, where they do not fit, the hash of their list; null without a key. */
async function listLink(ports: JobPorts, documents: readonly SheetDocument[]): Promise<string | null> {
  const key = await ports.sheetKey();
  const { origin } = ports.config;
  return (
    (await sheetLink(origin, key, { kind: 'envelope', documents })) ??
    (await sheetLink(origin, key, {
      kind: 'envelope-list',
      listSha256Hex: await sha256Hex(utf8(sheetListText(documents))),
      documentCount: documents.length,
    }))
  );
}
