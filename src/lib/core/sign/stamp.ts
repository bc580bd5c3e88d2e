import { AppError } from '../bytes/app-error.ts';
import { Increment, readPages, readPdf } from '../pdf/index.ts';
import { type RootChanges, extendAnnotations, extendForm, writeRootChanges } from './document-root.ts';
import { overlayPages } from './page-overlay.ts';
import { addStampForm } from './stamp-form.ts';

/**
 * What a document's stamp says. `lines` are the texts to show, the lowest first; the first must contain
 * `certificateId`, 32 lower-case hexadecimal digits, which the form's dictionary also keeps as /ShomeiCertificateID.
 */
type Stamp = Readonly<{ certificateId: string; lines: readonly string[] }>;

/**
 * Writes the one revision that shows the certificate ID at the visible lower left of every page, and that makes the
 * form dictionary and the first page's annotations objects of their own, so that later revisions add signature
 * objects only.
 *
 * @param bytes - the whole base file; it stays a prefix and is not copied.
 * @returns the update to append; the same arguments give the same bytes.
 * @throws AppError where the file has no sound page tree, is encrypted, or a line has a character that the embedded
 *   font lacks.
 */
export function stampRevision(bytes: Uint8Array, stamp: Stamp): Uint8Array<ArrayBuffer> {
  if (!/^[0-9a-f]{32}$/.test(stamp.certificateId) || !stamp.lines[0]?.includes(stamp.certificateId)) {
    throw new AppError('STAMP_ID_MALFORMED');
  }
  const file = readPdf(bytes);
  const { pages, sound } = readPages(file);
  if (!sound || pages.length === 0) throw new AppError('PDF_PAGE_MISSING');
  const increment = new Increment(file);
  const form = addStampForm(
    increment,
    stamp.lines,
    { fontSize: 7, leading: 8.5, colour: [0, 0, 0] },
    ` /ShomeiCertificateID <${stamp.certificateId}>`,
  );
  const changes: RootChanges = { catalog: new Map(), page: new Map() };
  extendForm(increment, changes, []);
  extendAnnotations(increment, changes, []);
  const overlay = {
    form: form.num,
    name: 'ShomeiID',
    width: form.width,
    height: form.height,
    margin: { side: 20, edge: 12 },
    corner: 'lowerLeft',
  } as const;
  overlayPages(increment, pages, overlay, changes.page);
  writeRootChanges(increment, { catalog: changes.catalog, page: new Map() });
  return increment.finish();
}
