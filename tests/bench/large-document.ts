import { PDFDocument, PDFName } from 'pdf-lib';

/** Width and height in samples of the scan on each page: 96 KB of incompressible grey. */
const SCAN = { width: 256, height: 384 };

/** A document of scanned pages of about this many octets; the same size gives the same octets. */
export async function largeDocument(octets: number): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  const pages = Math.max(1, Math.round(octets / (SCAN.width * SCAN.height)));
  let state = 1;
  for (let n = 0; n < pages; n += 1) {
    const samples = new Uint8Array(SCAN.width * SCAN.height);
    for (let i = 0; i < samples.length; i += 1) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      samples[i] = state >>> 24;
    }
    const image = doc.context.register(
      doc.context.stream(samples, {
        Type: 'XObject',
        Subtype: 'Image',
        Width: SCAN.width,
        Height: SCAN.height,
        ColorSpace: 'DeviceGray',
        BitsPerComponent: 8,
      }),
    );
    const page = doc.addPage([595, 842]);
    page.node.set(PDFName.of('Resources'), doc.context.obj({ XObject: { Scan: image } }));
    const content = doc.context.stream('q 595 0 0 842 0 0 cm /Scan Do Q');
    page.node.set(PDFName.of('Contents'), doc.context.register(content));
  }
  return doc.save({ useObjectStreams: false });
}
