import { CERTIFICATE_FILE_NAME, type CertificateOfConclusion } from '../certificate/content.ts';
import { archivalDocument, sortedJson, type SheetFonts } from './archival-document.ts';
import { CertificateSheet } from './certificate-sheet.ts';
import type { CertificateTexts } from './certificate-texts.ts';

/**
 * Prints a certificate of conclusion 電子契約締結証明書: PDF/A-3a, A4, as many pages as its parties need, with its
 * JSON attached (/AFRelationship /Data).
 *
 * The same arguments give the same octets. A character that the fonts lack never fails the print: it is shown as its
 * base character or as the geta mark, with its code points in a note.
 *
 * @param content - as `parseCertificate` accepts it.
 * @param texts - the catalogue of the wanted language.
 * @param link - what the QR opens, token and all; null prints none.
 * @returns the whole PDF, unsigned, with a classic cross-reference table.
 * @throws where the fonts cannot be read; they are the operator's, not the caller's.
 */
export async function printCertificate(
  content: CertificateOfConclusion,
  texts: CertificateTexts,
  fonts: SheetFonts,
  link: string | null = null,
): Promise<Uint8Array> {
  const plan = {
    title: `${texts.title} ${content.certificateId}`,
    subject: content.document.name,
    language: texts.language,
    at: new Date(content.issuedAt),
    attachment: {
      name: CERTIFICATE_FILE_NAME,
      json: sortedJson(content),
      description: texts.attachmentDescription,
    },
  };
  return archivalDocument(plan, fonts, (sheet, faces) => {
    new CertificateSheet(sheet, faces, texts).draw(content, link);
  });
}
