import type { ByteSpan } from '../bytes/span.ts';
import type { PdfDict } from './object.ts';
import type { XrefEntry, XrefSection } from './xref.ts';

/**
 * One revision of the file (ISO 32000-2 §7.5.6): what one save wrote. Oldest first in `PdfFile.revisions`.
 *
 * A linearized file's two sections are one revision, and so is a hybrid section with its /XRefStm.
 */
export type Revision = Readonly<{
  index: number;
  /** Newest section first; one, save in a linearized file. */
  sections: readonly XrefSection[];
  /** Offset of the section that the revision's `startxref` names. */
  xrefOffset: number;
  /** Place of the `startxref` keyword and its number; undefined where missing. */
  startxref: ByteSpan | undefined;
  /** Place of the five characters `%%EOF`; undefined where missing. */
  eof: ByteSpan | undefined;
  /** First byte that belongs to the revision: the end of the one before, 0 for the oldest. */
  start: number;
  /** Offset just after the revision's `%%EOF` and the line end that follows it, if any. */
  end: number;
  /** What the revision itself says of each object, by object number. */
  entries: ReadonlyMap<number, XrefEntry>;
  trailer: PdfDict;
}>;
