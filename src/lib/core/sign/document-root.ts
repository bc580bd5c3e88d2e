import { AppError } from '../bytes/app-error.ts';
import {
  type Increment,
  type IndirectObject,
  type PdfDict,
  type PdfFile,
  type PdfObject,
  type PdfPage,
  appendItems,
  dictOf,
  editDict,
  integerOf,
  itemsOf,
  readPages,
} from '../pdf/index.ts';

/** An indirect object whose value is a dictionary, as the file's newest revision has it. */
export type DictObject = Readonly<{ num: number; gen: number; source: Uint8Array; dict: PdfDict }>;

/**
 * The document catalog's object.
 *
 * @throws AppError PDF_CATALOG_MISSING where the file has none.
 */
export function catalogObject(file: PdfFile): DictObject {
  const root = referenced(file, file.trailer()?.entries.get('Root'));
  const catalog = root && asDict(root);
  if (!catalog) throw new AppError('PDF_CATALOG_MISSING');
  return catalog;
}

/**
 * The first page's object.
 *
 * @throws AppError PDF_PAGE_MISSING where the file has no page.
 */
export function firstPage(file: PdfFile): Readonly<{ page: PdfPage; object: DictObject }> {
  const [page] = readPages(file, file.latest, 1).pages;
  const object = page && file.object(page.num);
  const dict = object && asDict(object);
  if (!page || !dict) throw new AppError('PDF_PAGE_MISSING');
  return { page, object: dict };
}

/** The object that a reference names directly; undefined where the value is no reference or names nothing. */
export function referenced(file: PdfFile, value: PdfObject | undefined): IndirectObject | undefined {
  if (value?.kind !== 'ref') return undefined;
  const object = file.object(value.num);
  return object?.gen === value.gen ? object : undefined;
}

/** The object with its dictionary; undefined where its value is none. */
export function asDict(object: IndirectObject): DictObject | undefined {
  const dict = dictOf(object.value);
  return dict && { num: object.num, gen: object.gen, source: object.source, dict };
}

/** Changes to the catalog and the first page that one update gathers before it writes each of them once. */
export type RootChanges = Readonly<{
  catalog: Map<string, string | Uint8Array>;
  page: Map<string, string | Uint8Array>;
}>;

/**
 * Sees to it that the form dictionary is an object of its own and adds fields to it (ISO 32000-2 §12.7.3). Every
 * other entry of an existing form stays as found. A catalog that must name a new form dictionary gets the key in
 * `changes`.
 *
 * @param fields - references to add at the end of /Fields; none prepares the dictionary alone.
 */
export function extendForm(increment: Increment, changes: RootChanges, fields: readonly string[]): void {
  const { file } = increment;
  const catalog = catalogObject(file);
  const value = catalog.dict.entries.get('AcroForm');
  const own = referenced(file, value);
  const form = own && asDict(own);
  if (form && fields.length === 0) return;
  const dict = form?.dict ?? dictOf(value);
  const source = form?.source ?? catalog.source;
  const edits = new Map<string, string | Uint8Array>();

  const listed = dict?.entries.get('Fields');
  const list = referenced(file, listed);
  const items = itemsOf(file.resolve(listed)) ?? [];
  if (list?.value.kind === 'array') {
    if (fields.length > 0) increment.put(list.num, appendItems(list.source, items, fields), list.gen);
  } else edits.set('Fields', appendItems(source, listed?.kind === 'array' ? items : [], fields));

  const flags = integerOf(file.get(dict, 'SigFlags')) ?? 0;
  if (fields.length > 0 && (flags & 3) !== 3) edits.set('SigFlags', String(flags | 3));

  if (form) {
    if (edits.size > 0) increment.put(form.num, editDict(source, dict, edits), form.gen);
    return;
  }
  const num = increment.allocate();
  increment.put(num, editDict(source, dict, edits));
  changes.catalog.set('AcroForm', `${num} 0 R`);
}

/**
 * Sees to it that the first page's annotations are an array object of their own and adds some to it. A page that must
 * name a new array gets the key in `changes`.
 */
export function extendAnnotations(
  increment: Increment,
  changes: RootChanges,
  annotations: readonly string[],
): void {
  const { file } = increment;
  const { object: page } = firstPage(file);
  const value = page.dict.entries.get('Annots');
  const list = referenced(file, value);
  if (list?.value.kind === 'array') {
    if (annotations.length === 0) return;
    increment.put(list.num, appendItems(list.source, list.value.items, annotations), list.gen);
    return;
  }
  const num = increment.allocate();
  increment.put(num, appendItems(page.source, value?.kind === 'array' ? value.items : [], annotations));
  changes.page.set('Annots', `${num} 0 R`);
}

/** Writes the catalog and the first page again where they changed; the rest of both stays as found. */
export function writeRootChanges(increment: Increment, changes: RootChanges): void {
  const { file } = increment;
  if (changes.catalog.size > 0) {
    const catalog = catalogObject(file);
    increment.put(catalog.num, editDict(catalog.source, catalog.dict, changes.catalog), catalog.gen);
  }
  if (changes.page.size > 0) {
    const { object: page } = firstPage(file);
    increment.put(page.num, editDict(page.source, page.dict, changes.page), page.gen);
  }
}
