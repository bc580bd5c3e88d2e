/** The door of `core/print`. */
export { printCertificate } from './print-certificate.ts';
export { printEnvelopeSheet } from './print-envelope-sheet.ts';
export { repairPdf } from './repair.ts';
