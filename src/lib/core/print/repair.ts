import { EncryptedPDFError, PDFDocument } from 'pdf-lib';
import { type Result, ok, refuse } from '../bytes/result.ts';
import { isPageTree, swells } from './repair-cost.ts';

/**
 * Writes a damaged, unsigned PDF anew from the objects that can be found in it.
 *
 * The caller reads the result strictly again: this function promises a file, not a sound one. It must never see a
 * signed document, whose signature a rewrite destroys.
 *
 * @param bytes - the whole damaged file.
 * @returns the new file, the same for the same input; UPLOAD_ENCRYPTED or UPLOAD_UNREADABLE where it cannot be read, or
 *   only at a cost beyond reason.
 */
export async function repairPdf(
  bytes: Uint8Array,
): Promise<Result<Uint8Array, 'UPLOAD_ENCRYPTED' | 'UPLOAD_UNREADABLE'>> {
  if (swells(bytes)) return refuse('UPLOAD_UNREADABLE');
  try {
    const document = await PDFDocument.load(bytes, {
      throwOnInvalidObject: true,
      warnOnInvalidObjects: false,
      updateMetadata: false,
    });
    if (document.isEncrypted) return refuse('UPLOAD_ENCRYPTED');
    if (!isPageTree(document) || document.getPageCount() === 0) return refuse('UPLOAD_UNREADABLE');
    const saved = await document.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
    });
    return ok(saved);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse(error instanceof EncryptedPDFError ? 'UPLOAD_ENCRYPTED' : 'UPLOAD_UNREADABLE');
  }
}
