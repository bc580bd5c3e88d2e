import type { PDFDocumentProxy } from 'pdfjs-dist';
import { differingAreas, WHOLE_PAGE, type Area, type Pixels } from './differing-areas.ts';

/** Pixels of a page compared at most; a page of A4 has half a million at scale 1. */
const MAX_PIXELS = 2_000_000;

/**
 * Where a page shows something else in two documents: both are painted by the same painter at the same size, and a
 * single other pixel is a difference. A page that only one of them has differs as a whole.
 *
 * @param number - from 1.
 */
export async function pageDifference(
  a: PDFDocumentProxy,
  b: PDFDocumentProxy,
  number: number,
): Promise<readonly Area[]> {
  if (number > a.numPages || number > b.numPages) return a.numPages === b.numPages ? [] : [WHOLE_PAGE];
  return differingAreas(await pixelsOf(a, number), await pixelsOf(b, number));
}

async function pixelsOf(document: PDFDocumentProxy, number: number): Promise<Pixels> {
  const page = await document.getPage(number);
  const unit = page.getViewport({ scale: 1 });
  const scale = Math.min(1, Math.sqrt(MAX_PIXELS / (unit.width * unit.height)));
  const viewport = page.getViewport({ scale });
  const canvas = globalThis.document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(viewport.width));
  canvas.height = Math.max(1, Math.floor(viewport.height));
  await page.render({ canvas, viewport, background: '#ffffff' }).promise;
  page.cleanup();
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('NO_CANVAS');
  const { width, height, data } = context.getImageData(0, 0, canvas.width, canvas.height);
  // Phones count the canvases of a tab together.
  canvas.width = 0;
  canvas.height = 0;
  return { width, height, values: new Uint32Array(data.buffer) };
}
