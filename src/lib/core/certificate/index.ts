export {
  type CertificateOfConclusion,
  type CertifiedAccreditation,
  type CertifiedParty,
  type CertifiedRevision,
} from './content.ts';
export type { EnvelopeSheet, ListedDocument, ListedParty } from './envelope-sheet.ts';
export { readCertificatePdf, readEnvelopeSheetPdf } from './read.ts';
export { redactedCopy } from './redact.ts';
export { isFullyMatched, matchCertificate, type CertificateMatch, type LoadedCertificate } from './match.ts';
export { bestMatch } from './best-match.ts';
export { revisionHashes } from './revision-hashes.ts';
export { fileSeals, soleHolder, type FileSeal } from './seal-holder.ts';
export { jwkThumbprint, type P256Jwk } from '../x509/p256-jwk.ts';
export type { SheetKey } from '../verify/trust-list.ts';
export {
  checkSheetToken,
  sheetListText,
  sheetSigningInput,
  sheetToken,
  type SheetClaim,
  type SheetDocument,
  type SheetTokenCode,
} from './sheet-token.ts';
