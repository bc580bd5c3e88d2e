import { PDFDocument, StandardFonts } from 'pdf-lib';

/** A PDF of A4 pages that say which page of what they are. */
export async function samplePdf(name: string, pages: number): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage([595, 842]);
    page.drawText(`${name} - page ${String(number)} of ${String(pages)}`, { x: 60, y: 760, size: 18, font });
    for (let line = 0; line < 30; line += 1)
      page.drawText(`Article ${String(line + 1)}. The parties agree on this clause.`, {
        x: 60,
        y: 720 - line * 20,
        size: 11,
        font,
      });
  }
  return new Uint8Array(await pdf.save());
}
