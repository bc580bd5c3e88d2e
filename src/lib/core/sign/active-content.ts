import { type PdfDict, type PdfFile, type PdfObject, itemsOf, nameOf } from '../pdf/index.ts';
import { isBomb } from './bomb.ts';

/** What a document holds that acts, or that bears on whether it may be signed anew. */
export type ContentTraits = Readonly<{
  javascript: boolean;
  /** The action type found that reaches outside the document, such as Launch; null where there is none. */
  action: string | null;
  signed: boolean;
  /** A 締結証明書ID of ours on its pages: a second one would contradict it. */
  stamped: boolean;
  /** Marked 契約書案: a copy of what was still being drafted. */
  draftCopy: boolean;
  /** A stream that would swell beyond reason. */
  bomb: boolean;
}>;

// ISO 32000-2 §12.6.4: actions that start programs, send or fetch data, or play what the reader cannot foresee.
const OUTSIDE_ACTIONS: ReadonlySet<string> = new Set([
  'Launch',
  'SubmitForm',
  'ImportData',
  'Rendition',
  'Movie',
  'Sound',
  'GoTo3DView',
  'RichMediaExecute',
]);
const MOVING_ANNOTATIONS: ReadonlySet<string> = new Set(['RichMedia', 'Movie', 'Sound', 'Screen', '3D']);

/**
 * Reads every object of the file once, so that its faults are complete, and looks through those in use, wherever they
 * hang (names trees, annotations, OpenAction, additional actions), for scripts, outward actions, signatures and bombs.
 * What no page leads to counts too: a later update could lead to it.
 */
export function readTraits(file: PdfFile): ContentTraits {
  let javascript = false;
  let signed = false;
  let stamped = false;
  let draftCopy = false;
  let bomb = false;
  let action: string | null = null;
  const look = (dict: PdfDict): void => {
    const { entries } = dict;
    if (entries.has('JS')) javascript = true;
    if (entries.has('S')) {
      const type = nameOf(file.resolve(entries.get('S')));
      if (type === 'JavaScript') javascript = true;
      else if (type !== undefined && OUTSIDE_ACTIONS.has(type)) action ??= type;
    }
    const subtype = entries.has('Subtype') ? nameOf(file.resolve(entries.get('Subtype'))) : undefined;
    if (subtype !== undefined && MOVING_ANNOTATIONS.has(subtype) && entries.has('Rect')) action ??= subtype;
    if (entries.has('ByteRange') && entries.has('Contents')) signed = true;
    if (entries.has('ShomeiCertificateID')) stamped = true;
    if (entries.has('ShomeiContractDraft')) draftCopy = true;
  };
  const walk = (object: PdfObject): void => {
    if (object.kind === 'dict' || object.kind === 'stream') {
      const dict = object.kind === 'stream' ? object.dict : object;
      look(dict);
      for (const value of dict.entries.values()) if (isContainer(value)) walk(value);
    } else for (const item of itemsOf(object) ?? []) if (isContainer(item)) walk(item);
  };
  for (const revision of file.revisions) {
    for (const num of revision.entries.keys()) {
      const value = file.peek(num, revision.index)?.value;
      if (!value || file.locate(num)?.revision !== revision.index) continue;
      if (isContainer(value)) walk(value);
      // §7.3.8.2: a stream whose bytes are in another file would show what nobody sealed.
      if (value.kind === 'stream' && value.dict.entries.has('F')) action ??= 'ExternalStream';
      if (value.kind === 'stream' && !bomb) bomb = isBomb(file, value);
    }
  }
  return { javascript, action, signed, stamped, draftCopy, bomb };
}

function isContainer(object: PdfObject): boolean {
  return object.kind === 'dict' || object.kind === 'array' || object.kind === 'stream';
}
