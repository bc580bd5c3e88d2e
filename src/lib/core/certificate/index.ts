export {
  CERTIFICATE_FILE_NAME,
  type CertificateCreator,
  type CertificateOfConclusion,
  type CertifiedAttachment,
  type CertifiedDocument,
  type CertifiedEnvelope,
  type CertifiedParty,
  type CertifiedRevision,
} from './content.ts';
export { parseCertificate, type CertificateCode } from './parse.ts';
export { readCertificatePdf } from './read.ts';
export { isFullyMatched, matchCertificate, type CertificateMatch, type LoadedCertificate } from './match.ts';
