import type { ByteSpan } from '../bytes/span.ts';
import type { PdfDict } from './object.ts';

/** Where an object is, according to one cross-reference section (ISO 32000-2 §7.5.4, §7.5.8). */
export type XrefEntry =
  | { readonly kind: 'offset'; readonly offset: number; readonly gen: number }
  | { readonly kind: 'compressed'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free'; readonly gen: number };

/**
 * One cross-reference section as found.
 *
 * `span` reaches from `xref` to the end of the trailer dictionary, or over the whole cross-reference stream object.
 * `entries` has what the section itself lists, a hybrid file's /XRefStm entries (`hybrid`) merged in.
 */
export type XrefSection = Readonly<{
  form: 'table' | 'stream';
  span: ByteSpan;
  entries: ReadonlyMap<number, XrefEntry>;
  trailer: PdfDict;
  /** Number of the cross-reference stream object; absent for a table. */
  streamNum?: number;
  prev?: number;
  hybrid?: Readonly<{ span: ByteSpan; entries: ReadonlyMap<number, XrefEntry>; streamNum: number }>;
}>;
