import { AppError } from '../bytes/app-error.ts';
import { Increment, readPages, readPdf } from '../pdf/index.ts';
import { overlayPages } from './page-overlay.ts';
import { addStampForm } from './stamp-form.ts';

/**
 * Writes a revision that marks every page at its visible upper right as not yet signed, for a copy that is handed
 * out before anyone signed. Nothing is ever sealed on top of it.
 *
 * @param bytes - the whole file; not copied.
 * @param text - the mark, of the stamp font's characters.
 * @returns the update to append.
 * @throws AppError where the file has no sound page tree or a character is not in the font.
 */
export function markDraft(bytes: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const file = readPdf(bytes);
  const { pages, sound } = readPages(file);
  if (!sound || pages.length === 0) throw new AppError('PDF_PAGE_MISSING');
  const increment = new Increment(file);
  const form = addStampForm(
    increment,
    [text],
    { fontSize: 14, leading: 16, colour: [0.75, 0, 0], frame: 3 },
    '',
  );
  const overlay = {
    form: form.num,
    name: 'ShomeiDraft',
    width: form.width,
    height: form.height,
    margin: { side: 20, edge: 8 },
    corner: 'upperRight',
  } as const;
  overlayPages(increment, pages, overlay, new Map());
  return increment.finish();
}
