import * as fontkit from 'fontkit';
import { AFRelationship, PDFDocument, PDFHexString } from 'pdf-lib';
import { toHex } from '../bytes/hex.ts';
import { CERTIFICATE_FILE_NAME } from '../certificate/content.ts';
import type { CertificateOfConclusion } from '../certificate/content.ts';
import { CertificateSheet } from './certificate-sheet.ts';
import type { CertificateTexts } from './certificate-texts.ts';
import { Sheet } from './sheet.ts';
import { Typeface } from './typeface.ts';

/** TrueType fonts that cover Japanese, whole; the sheet embeds what it uses of them. */
export type CertificateFonts = Readonly<{ regular: Uint8Array; bold: Uint8Array }>;

/** Latin letters stay as typed: a ligature would be found as another text. */
const FEATURES = { liga: false, clig: false, dlig: false, calt: false };

/**
 * Prints a certificate of conclusion 電子契約締結証明書: A4, as many pages as its parties need, with its JSON
 * attached (/AFRelationship /Data).
 *
 * The same arguments give the same octets: dates come from `content.issuedAt`, the file identifier from the
 * JSON. A character that the fonts lack never fails the print: it is shown as its base character or as the
 * geta mark, with its code points in a note.
 *
 * @param content - as `parseCertificate` accepts it.
 * @param texts - the catalogue of the wanted language.
 * @returns the whole PDF, unsigned, with a classic cross-reference table.
 * @throws where the fonts cannot be read; they are the operator's, not the caller's.
 *
 * Source: ISO 32000-1 §7.11.4 (embedded files), §14.8 (tagged PDF); ISO 19005-3 Annex E (/AF).
 */
export async function printCertificate(
  content: CertificateOfConclusion,
  texts: CertificateTexts,
  fonts: CertificateFonts,
): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  // The library's structural type asks for more of fontkit than it calls.
  doc.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const issuedAt = new Date(content.issuedAt);
  const face = async (bytes: Uint8Array, customName: string) =>
    new Typeface(bytes, await doc.embedFont(bytes, { subset: true, customName, features: FEATURES }));
  // The six letters mark a subset (ISO 32000-1 §9.6.4).
  const regular = await face(fonts.regular, 'SHOMEI+NotoSansJP-Regular');
  const bold = await face(fonts.bold, 'SHOMEJ+NotoSansJP-Bold');

  const sheet = new Sheet(doc, [regular, bold]);
  new CertificateSheet(sheet, { regular, bold }, texts).draw(content);
  sheet.finish();

  doc.setTitle(`${texts.title} ${content.certificateId}`, { showInWindowTitleBar: true });
  doc.setLanguage(texts.language);
  doc.setSubject(content.document.name);
  doc.setCreator('Shomei');
  doc.setProducer('Shomei');
  doc.setCreationDate(issuedAt);
  doc.setModificationDate(issuedAt);
  const json = certificateJson(content);
  await doc.attach(json, CERTIFICATE_FILE_NAME, {
    mimeType: 'application/json',
    description: texts.attachmentDescription,
    creationDate: issuedAt,
    modificationDate: issuedAt,
    afRelationship: AFRelationship.Data,
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
  const identifier = PDFHexString.of(toHex(digest.subarray(0, 16)));
  doc.context.trailerInfo.ID = doc.context.obj([identifier, identifier]);
  return doc.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

/** UTF-8 of the JSON, names sorted: the same content gives the same octets however it was kept. */
export function certificateJson(content: CertificateOfConclusion): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(sorted(content), null, 2)}\n`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
