import { AppError } from '../bytes/app-error.ts';
import { Increment, readPages, readPdf } from '../pdf/index.ts';
import { overlayPages, type Overlay } from './page-overlay.ts';
import { addStampForm, type StampStyle } from './stamp-form.ts';

const RED = [0.75, 0, 0] as const;

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
  const style = { fontSize: 14, leading: 16, colour: RED, frame: 3 };
  return marked(bytes, text, style, '', { margin: { side: 20, edge: 8 }, corner: 'upperRight' });
}

/**
 * Writes a revision that marks every page across its middle, see-through, as a 契約書案: a copy of a contract that is
 * still being drafted (M9). `examineUpload` knows the mark and refuses such a file, so that it is never signed.
 *
 * Arguments, answer and errors as of `markDraft`.
 */
export function markContractDraft(bytes: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  const style = { fontSize: 96, leading: 112, colour: RED, frame: 12, opacity: 0.25 };
  const key = ' /ShomeiContractDraft true';
  return marked(bytes, text, style, key, { margin: { side: 20, edge: 20 }, corner: 'centre' });
}

function marked(
  bytes: Uint8Array,
  text: string,
  style: StampStyle,
  keys: string,
  place: Pick<Overlay, 'margin' | 'corner'>,
): Uint8Array<ArrayBuffer> {
  const file = readPdf(bytes);
  const { pages, sound } = readPages(file);
  if (!sound || pages.length === 0) throw new AppError('PDF_PAGE_MISSING');
  const increment = new Increment(file);
  const form = addStampForm(increment, [text], style, keys);
  const { width, height } = form;
  overlayPages(increment, pages, { form: form.num, name: 'ShomeiDraft', width, height, ...place }, new Map());
  return increment.finish();
}
