import { ENVELOPE_SHEET_FILE_NAME, type EnvelopeSheet } from '../certificate/envelope-sheet.ts';
import { archivalDocument, sortedJson, type SheetFonts } from './archival-document.ts';
import { EnvelopeSheetPages } from './envelope-sheet-pages.ts';
import type { EnvelopeSheetTexts } from './envelope-sheet-texts.ts';

/**
 * Prints the list of an envelope's documents 電子契約締結証明書（一覧）: PDF/A-3a, A4, as many pages as it needs, with
 * its JSON attached (/AFRelationship /Data). The same arguments give the same octets; missing characters as in
 * `printCertificate`.
 *
 * @param content - as `parseEnvelopeSheet` accepts it.
 * @param texts - the catalogue of the wanted language.
 * @param link - what the QR opens, token and all; null prints none.
 * @returns the whole PDF, unsigned, with a classic cross-reference table.
 * @throws where the fonts cannot be read; they are the operator's, not the caller's.
 */
export async function printEnvelopeSheet(
  content: EnvelopeSheet,
  texts: EnvelopeSheetTexts,
  fonts: SheetFonts,
  link: string | null = null,
): Promise<Uint8Array> {
  const plan = {
    title: `${texts.title} ${content.sheetId}`,
    subject: content.envelope.title,
    language: texts.language,
    at: new Date(content.issuedAt),
    attachment: {
      name: ENVELOPE_SHEET_FILE_NAME,
      json: sortedJson(content),
      description: texts.attachmentDescription,
    },
  };
  return archivalDocument(plan, fonts, (sheet, faces) => {
    new EnvelopeSheetPages(sheet, faces, texts).draw(content, link);
  });
}
