import { dictOf, itemsOf, nameOf, type PdfDict, type PdfFile, type PdfObject } from '../pdf/index.ts';
import { formFields } from './form-fields.ts';
import { pageIndex } from './page-index.ts';

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

/** Types of the risky actions that a page, field or annotation holds in /A and /AA, with what follows each. */
export function riskyActions(
  file: PdfFile,
  holder: PdfDict | undefined,
  at = file.latest,
): readonly string[] {
  const found = new Set<string>();
  let left = MAX_ACTIONS;
  const visit = (object: PdfObject): void => {
    const action = dictOf(object);
    if (!action || left-- <= 0) return;
    const type = nameOf(file.get(action, 'S', at));
    if (type !== undefined && RISKY.includes(type)) found.add(type);
    const next = file.get(action, 'Next', at);
    for (const item of itemsOf(next) ?? [next]) visit(file.resolve(item, at));
  };
  visit(file.get(holder, 'A', at));
  for (const value of file.getDict(holder, 'AA', at)?.entries.values() ?? []) visit(file.resolve(value, at));
  return [...found];
}

/** Names what a stream takes from outside the file (ISO 32000-2 §7.3.8.2, §8.10.4) or runs (§8.8.2); else undefined. */
export function outsideReference(object: PdfObject): string | undefined {
  if (object.kind !== 'stream') return undefined;
  const { entries } = object.dict;
  if (entries.has('F')) return 'ExternalStream';
  if (entries.has('Ref')) return 'ReferenceXObject';
  return nameOf(entries.get('Subtype')) === 'PS' ? 'PostScript' : undefined;
}

// Annotations that play or run something by themselves (ISO 32000-2 §12.5.6).
const PLAYERS: readonly string[] = ['3D', 'Movie', 'RichMedia', 'Screen', 'Sound'];

/**
 * Names what in the document may make it show or do something else than its pages say: actions by type, layers that
 * can be switched (`OptionalContent`), documents' scripts (`JavaScript`), media, content kept in other files
 * (`ExternalStream`, `ReferenceXObject`). Reported, not judged.
 *
 * @param outside - what `outsideReference` said of the objects.
 */
export function activeContent(file: PdfFile, outside: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>(outside);
  const catalog = file.catalog();
  const noteActions = (holder: PdfDict | undefined): void => {
    for (const type of riskyActions(file, holder)) found.add(type);
  };
  const opening = dictOf(file.get(catalog, 'OpenAction'));
  if (opening) noteActions({ ...opening, entries: new Map([['A', opening]]) });
  noteActions(catalog);
  if (file.getDict(file.getDict(catalog, 'Names'), 'JavaScript')) found.add('JavaScript');
  if (file.getDict(catalog, 'OCProperties')) found.add('OptionalContent');
  for (const { dict } of formFields(file, file.latest)) noteActions(dict);
  let left = MAX_ANNOTATIONS;
  for (const num of pageIndex(file, file.latest).pages.keys()) {
    const dict = dictOf(file.object(num)?.value);
    noteActions(dict);
    for (const item of itemsOf(file.get(dict, 'Annots')) ?? []) {
      if (left-- <= 0) return [...found];
      const annotation = dictOf(file.resolve(item));
      noteActions(annotation);
      const subtype = nameOf(file.get(annotation, 'Subtype'));
      if (subtype !== undefined && PLAYERS.includes(subtype)) found.add(subtype);
    }
  }
  return [...found];
}
