/** The door of `core/print`. */
export type { CertificateTexts } from './certificate-texts.ts';
export { certificateJson, printCertificate } from './print-certificate.ts';
export type { CertificateFonts } from './print-certificate.ts';
export { repairPdf } from './repair.ts';
