import { indexOfAscii, lastIndexOfAscii } from '../bytes/search.ts';
import { type Result, ok, refuse } from '../bytes/result.ts';
import { type PdfFile, readPages, readPdf } from '../pdf/index.ts';
import { readTraits } from './active-content.ts';

/** Largest size in bytes and number of pages of one document. */
type UploadLimits = Readonly<{ bytes: number; pages: number }>;

/** What staff are told of a document that may be used. `pageCount` is 0 where it must be repaired first. */
export type UploadFacts = Readonly<{ pageCount: number; needsRepair: boolean }>;

type UploadRefusal =
  | 'UPLOAD_EMPTY'
  | 'UPLOAD_TOO_LARGE'
  | 'UPLOAD_NOT_PDF'
  | 'UPLOAD_TRUNCATED'
  | 'UPLOAD_ENCRYPTED'
  | 'UPLOAD_SIGNED'
  | 'UPLOAD_STAMPED'
  | 'UPLOAD_DRAFT_COPY'
  | 'UPLOAD_XFA'
  | 'UPLOAD_JAVASCRIPT'
  | 'UPLOAD_ACTIVE_CONTENT'
  | 'UPLOAD_BOMB'
  | 'UPLOAD_NO_PAGES'
  | 'UPLOAD_TOO_MANY_PAGES';

// Acrobat's own leniency: the header may stand within the first 1024 bytes.
const HEADER_WINDOW = 1024;

/**
 * Reads an uploaded file strictly and says whether a contract may be made of it.
 *
 * Damaged but complete and unsigned files are accepted with `needsRepair`; hybrid files are ordinary
 * (ISO 32000-2 §7.5.8.4). A file that lost its end is refused: a repair would silently drop pages.
 *
 * @returns a code on anything else; never throws on hostile bytes.
 */
export function examineUpload(bytes: Uint8Array, limits: UploadLimits): Result<UploadFacts, UploadRefusal> {
  if (bytes.length === 0) return refuse('UPLOAD_EMPTY');
  if (bytes.length > limits.bytes)
    return refuse('UPLOAD_TOO_LARGE', { limit: limits.bytes, size: bytes.length });
  if (indexOfAscii(bytes, '%PDF-', 0, HEADER_WINDOW) < 0) return refuse('UPLOAD_NOT_PDF');
  const file = readPdf(bytes);
  if (isTruncated(file)) return refuse('UPLOAD_TRUNCATED');
  if (file.encrypted) return refuse('UPLOAD_ENCRYPTED');
  const traits = readTraits(file);
  if (file.faults.some(({ code }) => code === 'INFLATE_LIMIT')) return refuse('UPLOAD_BOMB');
  const tree = readPages(file, file.latest, limits.pages);
  const tooMany =
    tree.pages.length >= limits.pages &&
    readPages(file, file.latest, limits.pages + 1).pages.length > limits.pages;
  if (tooMany) return refuse('UPLOAD_TOO_MANY_PAGES', { limit: limits.pages });
  const damaged = !tree.sound || file.faults.some(({ severity }) => severity === 'error');
  if (traits.draftCopy) return refuse('UPLOAD_DRAFT_COPY');
  // What a damaged file hides from its cross-references is looked for in its bytes: a seal must never be repaired away.
  if (traits.signed || isLocked(file) || (damaged && indexOfAscii(bytes, '/ByteRange') >= 0)) {
    return refuse('UPLOAD_SIGNED');
  }
  if (traits.stamped) return refuse('UPLOAD_STAMPED');
  if (file.get(file.getDict(file.catalog(), 'AcroForm'), 'XFA').kind !== 'null') return refuse('UPLOAD_XFA');
  if (traits.javascript) return refuse('UPLOAD_JAVASCRIPT');
  if (traits.action !== null) return refuse('UPLOAD_ACTIVE_CONTENT', { action: traits.action });
  if (traits.bomb) return refuse('UPLOAD_BOMB');
  if (damaged) return ok({ pageCount: 0, needsRepair: true });
  if (tree.pages.length === 0) return refuse('UPLOAD_NO_PAGES');
  return ok({ pageCount: tree.pages.length, needsRepair: false });
}

// Certified or carrying validation data: somebody else's seal has been here.
function isLocked(file: PdfFile): boolean {
  const catalog = file.catalog();
  return file.get(catalog, 'Perms').kind === 'dict' || file.get(catalog, 'DSS').kind === 'dict';
}

/**
 * Whether the file lost its end: no startxref with %%EOF near it, a startxref that points behind the end, objects
 * after the last %%EOF (an update cut off), or a linearized file shorter than it says.
 */
function isTruncated(file: PdfFile): boolean {
  const { bytes } = file;
  const closing = lastIndexOfAscii(bytes, '%%EOF');
  if (closing < 0 || lastIndexOfAscii(bytes, 'startxref', closing) < 0) return true;
  if (indexOfAscii(bytes, ' obj', closing) >= 0) return true;
  const declared = linearizedLength(bytes);
  return declared !== undefined && declared > bytes.length;
}

// Annex F.3.3: /L in the parameter dictionary, which stands within the first 1024 bytes.
function linearizedLength(bytes: Uint8Array): number | undefined {
  const at = indexOfAscii(bytes, '/Linearized', 0, HEADER_WINDOW);
  if (at < 0) return undefined;
  const start = lastIndexOfAscii(bytes, '<<', at);
  const text = String.fromCharCode(...bytes.subarray(Math.max(0, start), HEADER_WINDOW));
  const length = /\/L\s+(\d{1,12})\b/.exec(text.slice(0, text.indexOf('>>')))?.[1];
  return length === undefined ? undefined : Number(length);
}
