/** The door of `core/print`. */
export { printCertificate } from './print-certificate.ts';
export { repairPdf } from './repair.ts';
