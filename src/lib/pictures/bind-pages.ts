/** A4 in points. */
const A4 = { short: 595.28, long: 841.89 };

/**
 * Binds photographed pages into one PDF, a page each: A4, upright or lying as the picture is. The same pictures give
 * the same octets, so that an upload that broke off is taken up again.
 *
 * @param pages - JPEG files, at least one.
 */
export async function bindPages(
  pages: readonly { readonly jpeg: ArrayBuffer; readonly width: number; readonly height: number }[],
): Promise<Uint8Array<ArrayBuffer>> {
  const { PDFDocument } = await import('pdf-lib');
  const pdf = await PDFDocument.create({ updateMetadata: false });
  for (const { jpeg, width, height } of pages) {
    const image = await pdf.embedJpg(new Uint8Array(jpeg));
    const lying = width > height;
    const [w, h] = lying ? [A4.long, A4.short] : [A4.short, A4.long];
    const scale = Math.min(w / width, h / height);
    const page = pdf.addPage([w, h]);
    page.drawImage(image, {
      x: (w - width * scale) / 2,
      y: (h - height * scale) / 2,
      width: width * scale,
      height: height * scale,
    });
  }
  return Uint8Array.from(await pdf.save({ useObjectStreams: false }));
}
