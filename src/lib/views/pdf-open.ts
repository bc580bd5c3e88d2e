import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A document opened for reading; `close` frees the memory that its worker holds. */
export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly close: () => Promise<void>;
}

/**
 * Loads pdf.js and its worker ahead of time, so that the first page follows the bytes at once.
 *
 * The build for older browsers is used on purpose: a contractor's phone is whatever it is.
 */
export async function preparePdf(): Promise<typeof import('pdfjs-dist')> {
  // That build tries the array's own methods out while it loads, and Svelte's development build, which watches them,
  // warns of a comparison that is none: at development the plain build stands in for it.
  const [pdfjs, worker] = await (import.meta.env.DEV
    ? Promise.all([import('pdfjs-dist'), import('pdfjs-dist/build/pdf.worker.min.mjs?url')])
    : Promise.all([
        import('pdfjs-dist/legacy/build/pdf.mjs'),
        import('pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'),
      ]));
  pdfjs.GlobalWorkerOptions.workerSrc = worker.default;
  return pdfjs;
}

/**
 * Opens exactly these octets. Scripts, XFA and links of the document are never run; nothing is fetched but the
 * app's own character maps, fonts and decoders.
 *
 * @param bytes - a whole PDF; they are copied, since pdf.js hands its input to a worker.
 * @throws whatever pdf.js answers to octets that it cannot read.
 */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<OpenPdf> {
  const pdfjs = await preparePdf();
  const task = pdfjs.getDocument({
    data: bytes.slice(),
    cMapUrl: `${__PDFJS_ASSETS__}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${__PDFJS_ASSETS__}standard_fonts/`,
    wasmUrl: `${__PDFJS_ASSETS__}wasm/`,
    iccUrl: `${__PDFJS_ASSETS__}iccs/`,
    enableXfa: false,
    useSystemFonts: true,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  return { document: await task.promise, close: () => task.destroy() };
}
