export { type CertificateOfConclusion, type CertifiedParty, type CertifiedRevision } from './content.ts';
export { readCertificatePdf } from './read.ts';
export { isFullyMatched, matchCertificate, type CertificateMatch, type LoadedCertificate } from './match.ts';
export { sheetKeyId, type SheetJwk, type SheetKey } from './sheet-key.ts';
export {
  checkSheetToken,
  sheetListText,
  sheetSigningInput,
  sheetToken,
  type SheetClaim,
  type SheetDocument,
  type SheetTokenCode,
} from './sheet-token.ts';
