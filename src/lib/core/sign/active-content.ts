import { type PdfDict, type PdfFile, type PdfObject, itemsOf, nameOf } from '../pdf/index.ts';

/** What a document holds that acts, or that bears on whether it may be signed anew. */
export type ContentTraits = Readonly<{
  javascript: boolean;
  /** The action type found that reaches outside the document, such as Launch; null where there is none. */
  action: string | null;
  signed: boolean;
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
 * Looks through every object in use, wherever it hangs (names trees, annotations, OpenAction, additional actions),
 * for scripts, outward actions and signatures. What no page leads to counts too: a later update could lead to it.
 */
export function readTraits(file: PdfFile): ContentTraits {
  let javascript = false;
  let signed = false;
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
  };
  const walk = (object: PdfObject): void => {
    if (object.kind === 'dict' || object.kind === 'stream') {
      const dict = object.kind === 'stream' ? object.dict : object;
      look(dict);
      for (const value of dict.entries.values()) if (isContainer(value)) walk(value);
    } else for (const item of itemsOf(object) ?? []) if (isContainer(item)) walk(item);
  };
  for (const num of file.numbers()) {
    const object = file.object(num);
    if (object && isContainer(object.value)) walk(object.value);
  }
  return { javascript, action, signed };
}

function isContainer(object: PdfObject): boolean {
  return object.kind === 'dict' || object.kind === 'array' || object.kind === 'stream';
}
