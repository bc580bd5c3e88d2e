import * as fontkit from 'fontkit';
import { AFRelationship, PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib';
import { toHex } from '../bytes/hex.ts';
import { Sheet } from './sheet.ts';
import { srgbProfile } from './srgb-profile.ts';
import { Typeface } from './typeface.ts';
import { xmpPacket } from './xmp.ts';

/** TrueType fonts that cover Japanese, whole; a sheet embeds what it uses of them. */
export type SheetFonts = Readonly<{ regular: Uint8Array; bold: Uint8Array }>;

/** The two weights of a document's font. */
export type Faces = Readonly<{ regular: Typeface; bold: Typeface }>;

/** What an archival document is made of, drawing apart. */
export type ArchivalPlan = Readonly<{
  title: string;
  subject: string;
  /** BCP 47 tag. */
  language: string;
  /** Every date of the file. */
  at: Date;
  /** The associated file: the same content as data. */
  attachment: Readonly<{ name: string; json: Uint8Array<ArrayBuffer>; description: string }>;
}>;

/** Latin letters stay as typed: a ligature would be found as another text. */
const FEATURES = { liga: false, clig: false, dlig: false, calt: false };
/** In XMP and in the information dictionary alike; what XML cannot hold is left out of both. */
const CONTROL = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/**
 * Makes a PDF/A-3a document of A4 pages: tagged, fonts embedded, sRGB, its data as an associated file.
 *
 * The same arguments give the same octets: dates come from the plan, the file identifier from the data.
 *
 * @param draw - draws every page.
 * @returns the whole PDF, unsigned, with a classic cross-reference table.
 * @throws where the fonts cannot be read; they are the operator's, not the caller's.
 *
 * Source: ISO 19005-3 §6.1.3 (identifier), §6.2.3 (output intent), §6.6 (metadata), §6.7 (tags), §6.8 (embedded
 * files); ISO 32000-1 §14.8.
 */
export async function archivalDocument(
  plan: ArchivalPlan,
  fonts: SheetFonts,
  draw: (sheet: Sheet, faces: Faces) => void,
): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  // The library's structural type asks for more of fontkit than it calls.
  doc.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const face = async (bytes: Uint8Array, customName: string) =>
    new Typeface(bytes, await doc.embedFont(bytes, { subset: true, customName, features: FEATURES }));
  // The six letters mark a subset (ISO 32000-1 §9.6.4).
  const regular = await face(fonts.regular, 'SHOMEI+NotoSansJP-Regular');
  const bold = await face(fonts.bold, 'SHOMEJ+NotoSansJP-Bold');
  const sheet = new Sheet(doc, [regular, bold]);
  draw(sheet, { regular, bold });
  sheet.finish();
  describe(doc, plan);
  const { name, json, description } = plan.attachment;
  await doc.attach(json, name, {
    mimeType: 'application/json',
    description,
    creationDate: plan.at,
    modificationDate: plan.at,
    afRelationship: AFRelationship.Data,
  });
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
  const identifier = PDFHexString.of(toHex(digest.subarray(0, 16)));
  doc.context.trailerInfo.ID = doc.context.obj([identifier, identifier]);
  return doc.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
}

function describe(doc: PDFDocument, plan: ArchivalPlan): void {
  const { context, catalog } = doc;
  const [title, subject] = [plan.title.replace(CONTROL, ' '), plan.subject.replace(CONTROL, ' ')];
  const metadata = { title, subject, creator: 'Shomei', producer: 'Shomei' };
  doc.setTitle(metadata.title, { showInWindowTitleBar: true });
  doc.setLanguage(plan.language);
  doc.setSubject(metadata.subject);
  doc.setCreator(metadata.creator);
  doc.setProducer(metadata.producer);
  doc.setCreationDate(plan.at);
  doc.setModificationDate(plan.at);
  const packet = new TextEncoder().encode(xmpPacket({ ...metadata, language: plan.language, at: plan.at }));
  // Not compressed: a reader that knows no PDF finds it (ISO 19005-3 §6.6.2.1).
  const xmp = context.stream(packet, { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(xmp));
  const profile = context.register(context.flateStream(srgbProfile(), { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB'),
    Info: PDFString.of('sRGB'),
    DestOutputProfile: profile,
  });
  catalog.set(PDFName.of('OutputIntents'), context.obj([intent]));
}

/** UTF-8 of the JSON, names sorted: the same content gives the same octets however it was kept. */
export function sortedJson(content: object): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(sorted(content), null, 2)}\n`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}
