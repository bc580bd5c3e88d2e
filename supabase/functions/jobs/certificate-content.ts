import type {
  CertificateOfConclusion,
  CertifiedAccreditation,
  CertifiedParty,
  CertifiedRevision,
} from '../_shared/core.ts';
import { Fault } from '../_shared/refusal.ts';
import { FIRST_TIMESTAMP_FIELD, sealField } from './field-names.ts';
import type { SealedRevision } from './seal.ts';
import type { ConcludeSubject, SubjectContract, SubjectParty } from './subject.ts';

const METHODS = { mail_link: 'email-witness', account_totp: 'account-witness' } as const;
const FACTORS = {
  access_code: 'access-code',
  mail_code: 'email-code',
  sms_code: 'sms-code',
  passkey: 'passkey',
  totp: 'totp',
} as const;

/**
 * What a certificate of conclusion says of one contract: the service's record of parties and consents, the
 * hashes of every revision, and the instants of the tokens as they were judged.
 *
 * @param finished - the finished revision of every contract of the envelope, by document id.
 * @param issuedAt - the service's clock.
 * @param accreditation - what `certifiedAccreditation` says of this contract's time-stamps.
 */
export function certificateContent(
  subject: ConcludeSubject,
  document: SubjectContract,
  finished: ReadonlyMap<string, SealedRevision>,
  issuedAt: Date,
  testOnly: boolean,
  accreditation: CertifiedAccreditation | null,
): CertificateOfConclusion {
  const { envelope } = subject;
  const ords = new Map(subject.parties.map((party) => [party.id, party.ord]));
  const uploaded = document.revisions.find((revision) => revision.kind === 'uploaded');
  if (document.certificateId === null || uploaded === undefined) {
    throw new Fault('CONCLUDE_SUBJECT', { context: { document: document.documentId } });
  }
  const instants = [...finished.values()].map((revision) => genTime(revision, FIRST_TIMESTAMP_FIELD));
  return {
    format: 'shomei-certificate',
    version: 1,
    certificateId: document.certificateId,
    testOnly,
    redacted: false,
    accreditation,
    concludedAt: instants.sort().at(-1) ?? isoSeconds(issuedAt),
    issuedAt: isoSeconds(issuedAt),
    envelope: {
      id: envelope.id,
      title: envelope.title,
      municipalityCode: envelope.municipalityCode,
      municipalityName: envelope.municipalityName,
      managementLabel: envelope.managementLabel,
      counterpartyName: envelope.counterpartyName,
      transactionOn: envelope.transactionOn,
      contractOn: envelope.contractOn,
      amountJpy: envelope.amountKind === 'unit_price' ? null : envelope.amountJpy,
    },
    creator: {
      name: envelope.creatorName ?? '',
      organization: `${envelope.municipalityName} ${envelope.departmentName}`,
      email: envelope.creatorEmail ?? '',
    },
    document: {
      id: document.documentId,
      name: document.name,
      pageCount: document.pageCount,
      uploaded: { sha256Hex: uploaded.sha256Hex, length: uploaded.length },
      repaired: document.repaired,
      revisions: document.revisions.flatMap((revision): CertifiedRevision[] => {
        if (revision.kind === 'uploaded') return [];
        const { kind, sha256Hex, length } = revision;
        const partyOrd = revision.partyId === null ? null : (ords.get(revision.partyId) ?? null);
        return [{ kind, partyOrd, sha256Hex, length }];
      }),
    },
    parties: subject.parties.map((party) => certifiedParty(subject, party, document, finished)),
    signerCount: subject.parties.length,
    attachments: [
      ...subject.documents
        .filter((other) => other.documentId !== document.documentId)
        .map(({ name, sha256Hex, length, certificateId }) => ({ name, sha256Hex, length, certificateId })),
      ...subject.attachments.map(({ name, sha256Hex, length }) => ({
        name,
        sha256Hex,
        length,
        certificateId: null,
      })),
    ],
  };
}

function certifiedParty(
  subject: ConcludeSubject,
  party: SubjectParty,
  document: SubjectContract,
  finished: ReadonlyMap<string, SealedRevision>,
): CertifiedParty {
  const { consent } = party;
  const revision = finished.get(document.documentId);
  const consented = consent?.documents.find((entry) => entry.documentId === document.documentId);
  if (consent === null || revision === undefined || consented === undefined) {
    throw new Fault('CONCLUDE_SUBJECT', { context: { party: party.id, document: document.documentId } });
  }
  const company = party.kind === 'municipality' ? subject.envelope.municipalityName : party.company;
  return {
    ord: party.ord,
    kind: party.kind,
    company: company ?? '',
    ventureRole: party.ventureRole,
    title: party.title ?? '',
    principalName: party.principalName,
    email: party.email ?? '',
    operatorKind: consent.operatorKind,
    operatorName: consent.operatorName ?? party.principalName,
    authority: consent.authority,
    method: METHODS[consent.method],
    factor: consent.factor === null ? null : FACTORS[consent.factor],
    factorDetail: consent.factorDetail,
    consentedAt: isoSeconds(new Date(consent.consentedAt)),
    consentedSha256Hex: consented.sha256Hex,
    ip: consent.ip ?? '',
    userAgent: consent.userAgent ?? '',
    sealedAt: genTime(revision, sealField(party.ord)),
  };
}

/** genTime of the token in a field, as judged: the authority's clock, never ours. */
function genTime(revision: SealedRevision, fieldName: string): string {
  const signature = revision.report.signatures.find((entry) => entry.fieldName === fieldName);
  const instant = signature?.timestamp?.genTime;
  if (instant === undefined) throw new Fault('TOKEN_INSTANT_MISSING', { context: { fieldName } });
  return instant;
}

function isoSeconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
