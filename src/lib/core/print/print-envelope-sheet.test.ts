import { readFileSync } from 'node:fs';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { ENVELOPE_SHEET_EN, ENVELOPE_SHEET_JA } from '../../messages/envelope-sheet.ts';
import { readCertificatePdf, readEnvelopeSheetPdf } from '../certificate/read.ts';
import type { SheetFonts } from './archival-document.ts';
import { printEnvelopeSheet } from './print-envelope-sheet.ts';
import { sampleEnvelopeSheet } from './sample-envelope-sheet.ts';

let fonts: SheetFonts;
beforeAll(() => {
  const fontFile = (weight: string) =>
    new Uint8Array(
      readFileSync(
        new URL(import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`)),
      ),
    );
  fonts = { regular: fontFile('400Regular'), bold: fontFile('700Bold') };
});

test('M46: the list is the same octets for the same content, and carries it', async () => {
  const content = sampleEnvelopeSheet(3);
  const bytes = await printEnvelopeSheet(
    content,
    ENVELOPE_SHEET_JA,
    fonts,
    'https://city.example/verify#c=x',
  );
  const again = await printEnvelopeSheet(
    content,
    ENVELOPE_SHEET_JA,
    fonts,
    'https://city.example/verify#c=x',
  );
  expect(Buffer.compare(bytes, again)).toBe(0);
  expect(readEnvelopeSheetPdf(bytes)).toEqual({ ok: true, value: content });
  expect(readCertificatePdf(bytes)).toEqual({ ok: false, code: 'CERTIFICATE_ABSENT' });
});

test('M46: the list of three documents is one A4 page, of a hundred as many as it needs, in both languages', async () => {
  for (const texts of [ENVELOPE_SHEET_JA, ENVELOPE_SHEET_EN]) {
    const pages = async (documents: number): Promise<number> => {
      const bytes = await printEnvelopeSheet(sampleEnvelopeSheet(documents), texts, fonts);
      return (await PDFDocument.load(bytes)).getPageCount();
    };
    expect(await pages(3)).toBe(1);
    expect(await pages(100)).toBeGreaterThan(4);
  }
});

test('M46: any name can be listed: hostile, endless, of characters that the font lacks', async () => {
  const content = sampleEnvelopeSheet(2);
  const name = `\u0000\u202e\ud800 \u845b\u{e0100} \u{2a6d6}\u{1f600}${'x'.repeat(3000)}\r\n${'\u6f22'.repeat(3000)}`;
  const documents = content.documents.map((document) => ({ ...document, name }));
  const bytes = await printEnvelopeSheet({ ...content, documents }, ENVELOPE_SHEET_JA, fonts);
  expect((await PDFDocument.load(bytes)).getPageCount()).toBeGreaterThan(1);
});
