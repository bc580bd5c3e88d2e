import { dictOf, itemsOf, nameOf, type PdfDict, type PdfFile, type PdfObject } from '../pdf/index.ts';
import { readPages } from '../pdf/page-tree.ts';

const MAX_ANNOTATIONS = 20_000;
const MAX_ACTIONS = 64;

// Actions that run code, reach outside the file or change what a page shows (ISO 32000-2 §12.6.4).
const RISKY: readonly string[] = [
  'JavaScript',
  'Launch',
  'GoToR',
  'GoToE',
  'SubmitForm',
  'ImportData',
  'SetOCGState',
  'Hide',
  'Rendition',
  'RichMediaExecute',
];

/**
 * Names what in the document may make it show or do something else than its pages say: actions by type, layers that
 * can be switched (`OptionalContent`), documents' scripts (`JavaScript`). Reported, not judged.
 */
export function activeContent(file: PdfFile): readonly string[] {
  const found = new Set<string>();
  const catalog = file.catalog();
  const noteAction = (object: PdfObject, depth = 0): void => {
    const action = dictOf(object);
    const type = nameOf(file.get(action, 'S'));
    if (type !== undefined && RISKY.includes(type)) found.add(type);
    if (!action || depth > MAX_ACTIONS) return;
    const next = file.get(action, 'Next');
    for (const item of itemsOf(next) ?? [next])
      if (item.kind !== 'null') noteAction(file.resolve(item), depth + 1);
  };
  const noteActions = (holder: PdfDict | undefined): void => {
    noteAction(file.get(holder, 'A'));
    for (const value of file.getDict(holder, 'AA')?.entries.values() ?? []) noteAction(file.resolve(value));
  };
  noteAction(file.get(catalog, 'OpenAction'));
  noteActions(catalog);
  if (file.getDict(file.getDict(catalog, 'Names'), 'JavaScript')) found.add('JavaScript');
  if (file.getDict(catalog, 'OCProperties')) found.add('OptionalContent');
  let left = MAX_ANNOTATIONS;
  for (const { dict } of readPages(file).pages) {
    noteActions(dict);
    for (const item of itemsOf(file.get(dict, 'Annots')) ?? []) {
      if (left-- <= 0) return [...found];
      noteActions(dictOf(file.resolve(item)));
    }
  }
  return [...found];
}
