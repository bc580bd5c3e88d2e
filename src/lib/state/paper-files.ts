import type { KeptPaper } from '../data/application-shelf.ts';
import { ATTACHMENT_BYTES } from '../domain/application.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { bindPages } from '../pictures/bind-pages.ts';
import { readPicture } from '../pictures/read-picture.ts';

export { isCoarse } from '../pictures/read-picture.ts';

/**
 * Takes photos as further pages of a paper, or one PDF in the place of everything.
 *
 * @returns the paper as it is then, and why a file was left out; null where none was.
 */
export async function takeFiles(
  paper: KeptPaper,
  files: readonly File[],
): Promise<{ readonly paper: KeptPaper; readonly refusal: RefusalCode | null }> {
  let taken = paper;
  let refusal: RefusalCode | null = null;
  for (const file of files) {
    const isPdf = file.type === 'application/pdf' || /\.pdf$/i.test(file.name);
    if (file.size > ATTACHMENT_BYTES && isPdf) refusal = 'UPLOAD_TOO_LARGE';
    else if (isPdf)
      taken = { ...taken, pdf: { name: file.name, bytes: await file.arrayBuffer() }, pages: [] };
    else {
      const picture = await readPicture(file);
      if (picture === null) refusal = 'PICTURE_UNREADABLE';
      else {
        const page = { jpeg: picture.jpeg.buffer, width: picture.width, height: picture.height };
        taken = { ...taken, pdf: null, pages: [...taken.pages, page] };
      }
    }
  }
  return { paper: taken, refusal };
}

/**
 * The file that a paper is sent as: a PDF as it came, octet for octet, or the pages bound into one.
 *
 * @param title - what bound pages are called, without ending.
 * @returns null where the paper is empty.
 */
export async function paperFile(
  paper: KeptPaper,
  title: string,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> } | null> {
  if (paper.pdf !== null) return { name: paper.pdf.name, bytes: new Uint8Array(paper.pdf.bytes) };
  if (paper.pages.length === 0) return null;
  return { name: `${title}.pdf`, bytes: await bindPages(paper.pages) };
}
