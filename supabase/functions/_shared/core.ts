/**
 * The single door from the functions to `src/`: what is not named here, no function can reach.
 */
export { decodeWhole } from '../../../src/lib/core/bytes/asn1.ts';
export { AppError } from '../../../src/lib/core/bytes/app-error.ts';
export { fromBase64, fromBase64Url, toBase64 } from '../../../src/lib/core/bytes/base64.ts';
export { concatBytes, equalBytes } from '../../../src/lib/core/bytes/concat.ts';
export { fromHex, toHex } from '../../../src/lib/core/bytes/hex.ts';
export { onePassDigest, type RunningHash } from '../../../src/lib/core/bytes/one-pass-digest.ts';
export { readCertificate } from '../../../src/lib/core/x509/certificate.ts';
export { readOcspResponse } from '../../../src/lib/core/x509/ocsp.ts';
export type { SignatureScheme } from '../../../src/lib/core/x509/algorithm.ts';
export { rawEcdsa, verifySignature } from '../../../src/lib/core/x509/verify-signature.ts';
export {
  buildSignedData,
  certificateFields,
  coveredParts,
  digestOf,
  dssRevision,
  ecdsaSignatureDer,
  embedContents,
  examineUpload,
  markContractDraft,
  markDraft,
  ocspRequest,
  ocspResponseStatus,
  preparedFromJson,
  preparedToJson,
  prepareSignature,
  readTimestampResponse,
  signatureIdentifier,
  signedAttributes,
  stampRevision,
  timestampRequest,
  type KeyPort,
  type PreparedIncrement,
  type PreparedJson,
  type RevocationPort,
  type SealAlgorithm,
  type TimestampPort,
  type UploadFacts,
} from '../../../src/lib/core/sign/index.ts';
export { printCertificate, printEnvelopeSheet, repairPdf } from '../../../src/lib/core/print/index.ts';
export {
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
  readEnvelopeSheetPdf,
  fileSeals,
  soleHolder,
  redactedCopy,
  jwkThumbprint,
  sheetListText,
  sheetSigningInput,
  sheetToken,
  type CertificateOfConclusion,
  type CertifiedAccreditation,
  type CertifiedParty,
  type CertifiedRevision,
  type EnvelopeSheet,
  type SheetClaim,
  type SheetDocument,
} from '../../../src/lib/core/certificate/index.ts';
export {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  EMPTY_TRUST_LIST,
  evidenceEnd,
  judge,
  judgeBareToken,
  readTrustList,
  type EvidenceEnd,
  type Facts,
  type Report,
  type SignatureReport,
  type TimestampReport,
  type TrustList,
} from '../../../src/lib/core/verify/index.ts';
export { CERTIFICATE_JA } from '../../../src/lib/messages/certificate.ts';
export { ENVELOPE_SHEET_JA } from '../../../src/lib/messages/envelope-sheet.ts';
export { acceptanceTextJa } from '../../../src/lib/messages/acceptance.ts';
export {
  APPLICATION_MAIL_JA,
  APPLICATION_MAIL_KINDS,
  type ApplicationMailKind,
  type ApplicationMailValues,
} from '../../../src/lib/messages/application-mail.ts';
export {
  acceptancesSchema,
  APPLICATION_DECISIONS,
  applicationFieldsSchema,
  ATTACHMENT_BYTES,
  mobileSchema,
  enteredApplicationSchema,
  refusalsOf,
  type ApplicationForm,
} from '../../../src/lib/domain/application.ts';
export { readApplicationCsv } from '../../../src/lib/domain/application-csv.ts';
export { isCalendarDate } from '../../../src/lib/domain/calendar-date.ts';
export {
  ACCEPTANCE_LAWS,
  CONTRACT_KINDS,
  readCaseFields,
  STATUTORY_SHEETS,
  type AcceptanceLaw,
} from '../../../src/lib/domain/case.ts';
export {
  givenGuaranteeSchema,
  GUARANTEE_DECISIONS,
  GUARANTEE_FILES,
} from '../../../src/lib/domain/guarantee.ts';
export { GUARANTEE_KINDS, readRules } from '../../../src/lib/domain/rules.ts';
export { readEnvelopeFields } from '../../../src/lib/domain/envelope-fields.ts';
export { TOPIC_OF_MAIL, type Notice } from '../../../src/lib/domain/notice.ts';
export { AMOUNT_KINDS, MEMBERSHIP_ROLES, SIGN_ORDERS } from '../../../src/lib/domain/envelope.ts';
export {
  BILL_NUMBER_CHARS,
  COUNCIL_OUTCOMES,
  standingColumns,
  type StandingFacts,
} from '../../../src/lib/domain/contract-standing.ts';
export { writeLedger, type LedgerRow } from '../../../src/lib/domain/ledger.ts';
export { calendarDateParts, japanTimeParts } from '../../../src/lib/domain/japan-time.ts';
export { compareSheet } from '../../../src/lib/domain/sheet-listing.ts';
export {
  fillText,
  paragraphsOf,
  TEXT_RULES,
  unknownPlaceholder,
  WORDED_MAILS,
  type TextField,
  type TextValues,
  type WordedMail,
} from '../../../src/lib/domain/municipality-text.ts';
export { safeFileName, uniqueNames } from '../../../src/lib/domain/file-name.ts';
export { LIMITS } from '../../../src/lib/domain/limits.ts';
export { BATCH_MODES } from '../../../src/lib/domain/envelope-csv.ts';
export { SEARCH_LISTS } from '../../../src/lib/domain/saved-search.ts';
export { isRefusalCode, REFUSAL_STATUS, type RefusalCode } from '../../../src/lib/domain/refusal.ts';
export {
  consentDocumentsSchema,
  OPERATOR_KINDS,
  progressPatchSchema,
  type DocumentParts,
} from '../../../src/lib/domain/signing-view.ts';
export { dateJa, instantEn, instantJa } from '../../../src/lib/messages/instants.ts';
export {
  MAIL_KINDS,
  type MailCatalogue,
  type MailKind,
  type MailText,
  type MailValues,
} from '../../../src/lib/messages/mail-text.ts';
export { MAIL_JA, MAIL_SIGNATURE_JA } from '../../../src/lib/messages/mail.ts';
export {
  APPLICATION_MAIL_EXAMPLE_JA,
  CONTACT_EXAMPLE_JA,
  INQUIRY_MAIL_EXAMPLE_JA,
  MAIL_EXAMPLE_JA,
} from '../../../src/lib/messages/mail-example.ts';
export { inquirySchema, type InquiryFields } from '../../../src/lib/domain/inquiry.ts';
export {
  INQUIRY_MAIL_EN,
  INQUIRY_MAIL_JA,
  INQUIRY_MAIL_KINDS,
  type InquiryMailKind,
  type InquiryMailValues,
} from '../../../src/lib/messages/inquiry-mail.ts';
export {
  PASSKEY_MAIL,
  type PasskeyMailKind,
  type PasskeyMailValues,
} from '../../../src/lib/messages/passkey-mail.ts';
export {
  SHELF_MAIL,
  type ShelfMailText,
  type ShelfMailValues,
} from '../../../src/lib/messages/shelf-mail.ts';
export { newPasskeySchema, passkeyAnswerSchema } from '../../../src/lib/domain/passkey.ts';
export { signingCodeSms } from '../../../src/lib/messages/sms.ts';
export { APPLICATION_MAIL_EASY, MAIL_FRAME_EASY } from '../../../src/lib/messages/application-mail-easy.ts';
export { APPLICATION_MAIL_EN } from '../../../src/lib/messages/application-mail-en.ts';
export { MAIL_EASY } from '../../../src/lib/messages/mail-easy.ts';
export { MAIL_EN } from '../../../src/lib/messages/mail-en.ts';
export { COUNCIL_JA } from '../../../src/lib/messages/council.ts';
export { LEDGER_WORDS_JA } from '../../../src/lib/messages/ledger.ts';
export { LEDGER_SCREEN_JA as LEDGER_JA } from '../../../src/lib/messages/ledger-screen.ts';
export { SEAL_TEXTS } from '../../../src/lib/messages/seal.ts';
