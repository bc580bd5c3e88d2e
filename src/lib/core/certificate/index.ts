export { type CertificateOfConclusion, type CertifiedParty, type CertifiedRevision } from './content.ts';
export { readCertificatePdf } from './read.ts';
export { isFullyMatched, matchCertificate, type CertificateMatch, type LoadedCertificate } from './match.ts';
