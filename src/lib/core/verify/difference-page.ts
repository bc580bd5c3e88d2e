import { dictOf, itemsOf, nameOf, numberOf, type PdfDict, type PdfObject } from '../pdf/index.ts';
import type { ChangeKind } from './change.ts';
import { NOT_FOLLOWED, noteActions } from './difference-form.ts';
import { differingKeys, sameObject } from './object-equality.ts';
import type { RevisionDifference } from './revision-difference.ts';
import { isShown } from './widget.ts';

// Keys of a page that no viewer draws from, and what they hold: anything else could be resources.
const SILENT_KINDS: Readonly<Record<string, PdfObject['kind']>> = { LastModified: 'string', Tabs: 'name' };

/** Explains what the revision did to pages: annotations of new signature fields may be appended, nothing else. */
export function explainPages(difference: RevisionDifference): void {
  const { file, before, revision } = difference;
  for (const [num, page] of difference.oldPages.pages) {
    const old = dictOf(file.object(num, before)?.value);
    if (!old) continue;
    const hasChanged = difference.changed.has(num);
    const now = hasChanged ? dictOf(file.object(num, revision)?.value) : old;
    const list = now?.entries.get('Annots');
    const hasChangedList =
      list?.kind === 'ref' && (difference.changed.has(list.num) || difference.fresh.has(list.num));
    if (hasChanged) explainPage(difference, num, page, old, now);
    if (hasChanged || hasChangedList) explainAnnotations(difference, num, page, old, now);
    explainExistingAnnotations(difference, page, old);
  }
}

function explainPage(
  difference: RevisionDifference,
  num: number,
  page: number,
  old: PdfDict,
  now: PdfDict | undefined,
): void {
  difference.claim(num);
  const keys = differingKeys(difference.file.bytes, old, now).filter(
    (key) => !isSilent(key, now?.entries.get(key)) && !(key === 'Annots' && isList(difference, now)),
  );
  if (keys.length === 0 && now) return;
  difference.note('page_changed', {
    objectNumber: num,
    page,
    detail: keys.join(' '),
    ...difference.placeOf(num),
  });
  difference.claimFresh(now, NOT_FOLLOWED);
}

function isSilent(key: string, value: PdfObject | undefined): boolean {
  const kind = Object.hasOwn(SILENT_KINDS, key) ? SILENT_KINDS[key] : undefined;
  return kind !== undefined && (value === undefined || value.kind === kind);
}

function isList(difference: RevisionDifference, page: PdfDict | undefined): boolean {
  const { kind } = difference.now(page?.entries.get('Annots'));
  return kind === 'array' || kind === 'null';
}

function explainAnnotations(
  difference: RevisionDifference,
  num: number,
  page: number,
  old: PdfDict,
  now: PdfDict | undefined,
): void {
  const list = now?.entries.get('Annots');
  if (list?.kind === 'ref') difference.claim(list.num, new Set([num]));
  // A list that the page no longer names may go; what was in it is told below.
  const former = old.entries.get('Annots');
  if (former?.kind === 'ref' && difference.freed.has(former.num)) {
    const isElsewhere = [...difference.parents(former.num)].some((parent) => parent !== num);
    if (!isElsewhere) difference.claimed.add(former.num);
  }
  const before = itemsOf(difference.old(old.entries.get('Annots'))) ?? [];
  const after = itemsOf(difference.now(list)) ?? [];
  const was = numbersOf(before);
  const is = numbersOf(after);
  for (const item of before) {
    if (item.kind === 'ref' && !is.has(item.num)) {
      difference.note('annotation_removed', {
        objectNumber: item.num,
        page,
        ...subtype(difference, dictOf(difference.old(item))),
      });
      difference.claimLinked(item.num);
    }
  }
  noteDirect(difference, num, page, before, after);
  noteOrder(difference, num, page, before, after);
  for (const item of after) {
    if (item.kind !== 'ref' || was.has(item.num)) continue;
    const kind = difference.signatureWidgets.get(item.num);
    if (kind !== undefined) {
      notePlaced(difference, item.num, page, kind);
      continue;
    }
    difference.note('annotation_added', {
      objectNumber: item.num,
      page,
      ...subtype(difference, dictOf(difference.now(item))),
    });
    noteActions(difference, dictOf(difference.now(item)), { objectNumber: item.num, page });
    difference.claim(item.num);
    difference.claimFresh(item, NOT_FOLLOWED);
    difference.claimFresh(difference.now(item), NOT_FOLLOWED);
  }
}

// A widget that was there, but on no page or on another one, shows on this page from now on: a signature may, and says
// so; a time-stamp may not. New widgets were explained with their field.
function notePlaced(difference: RevisionDifference, num: number, page: number, kind: ChangeKind): void {
  const { file, revision } = difference;
  const dict = dictOf(file.object(num, revision)?.value);
  if (difference.fresh.has(num) || !dict || !isShown(file, dict, revision)) return;
  const place = { objectNumber: num, page };
  if (kind !== 'signature_field_added')
    difference.note('annotation_added', { ...place, ...subtype(difference, dict) });
  else if (!difference.changed.has(num)) difference.note('signature_visible', place);
}

function numbersOf(items: readonly PdfObject[]): ReadonlySet<number> {
  return new Set(items.flatMap((item) => (item.kind === 'ref' ? [item.num] : [])));
}

// Annotations that are no objects of their own: what was there stays there, word for word.
function noteDirect(
  difference: RevisionDifference,
  num: number,
  page: number,
  before: readonly PdfObject[],
  after: readonly PdfObject[],
): void {
  const [old, now] = [before, after].map((items) => items.filter(({ kind }) => kind !== 'ref'));
  const { bytes } = difference.file;
  if (!old || !now) return;
  if (now.length > old.length) difference.note('annotation_added', { page, objectNumber: num });
  if (now.length < old.length) difference.note('annotation_removed', { page, objectNumber: num });
  const isKept = (item: PdfObject, index: number): boolean => sameObject(bytes, item, now[index]);
  if (now.length >= old.length && !old.every(isKept)) {
    difference.note('annotation_changed', { page, objectNumber: num });
  }
}

// Later annotations are drawn over earlier ones: their order is what a page shows (ISO 32000-2 §12.5.3).
function noteOrder(
  difference: RevisionDifference,
  num: number,
  page: number,
  before: readonly PdfObject[],
  after: readonly PdfObject[],
): void {
  const keysOf = (items: readonly PdfObject[]): readonly (number | null)[] =>
    items.map((item) => (item.kind === 'ref' ? item.num : null));
  const [old, now] = [keysOf(before), keysOf(after)];
  const [oldKeys, nowKeys] = [new Set(old), new Set(now)];
  const kept = old.filter((key) => nowKeys.has(key));
  const again = now.filter((key) => oldKeys.has(key));
  // One that is listed once more is drawn once more, over those before.
  const isSame = kept.length === again.length && kept.every((key, index) => key === again[index]);
  if (!isSame) difference.note('annotation_changed', { page, objectNumber: num });
}

function explainExistingAnnotations(difference: RevisionDifference, page: number, holder: PdfDict): void {
  for (const item of itemsOf(difference.old(holder.entries.get('Annots'))) ?? []) {
    if (item.kind !== 'ref' || difference.claimed.has(item.num)) continue;
    if (!difference.changed.has(item.num)) continue;
    difference.claimLinked(item.num);
    difference.note('annotation_changed', {
      objectNumber: item.num,
      page,
      ...changedSubtype(difference, item),
    });
    const [old, now] = [dictOf(difference.old(item)), dictOf(difference.now(item))];
    if (['A', 'AA'].some((key) => differingKeys(difference.file.bytes, old, now).includes(key)))
      noteActions(difference, now, { objectNumber: item.num, page });
    difference.claimFresh(difference.now(item), NOT_FOLLOWED);
  }
}

// The subtype; `painted` behind it where the annotation covers what it likes, and not what viewers draw for its kind.
function subtype(difference: RevisionDifference, dict: PdfDict | undefined): { detail?: string } {
  const name = nameOf(dict?.entries.get('Subtype'));
  if (name === undefined) return {};
  return { detail: isPainted(difference, dict) ? `${name}/painted` : name };
}

// A viewer draws a comment's kind thinly. Its own appearance may be anything, a filled shape hides what is below, and so
// does a border that is as wide as its area (ISO 32000-2 §12.5.4, §12.5.5, §12.5.6.8).
function isPainted(difference: RevisionDifference, dict: PdfDict | undefined): boolean {
  if (dict?.entries.has('AP') === true || dict?.entries.has('IC') === true) return true;
  const border = itemsOf(difference.now(dict?.entries.get('Border')))?.[2];
  const style = dictOf(difference.now(dict?.entries.get('BS')))?.entries.get('W');
  return [border, style].some((width) => (numberOf(difference.now(width)) ?? 0) > MAX_BORDER);
}

const MAX_BORDER = 2;

// What a comment may change about itself. Not its opacity, layer or kind: a graphics state has such keys too, and may be
// the same object.
const COMMENT_KEYS: readonly string[] = [
  'A',
  'AP',
  'AS',
  'Border',
  'BS',
  'C',
  'Contents',
  'CreationDate',
  'Dest',
  'F',
  'IRT',
  'M',
  'NM',
  'Name',
  'Open',
  'P',
  'Popup',
  'QuadPoints',
  'RC',
  'RT',
  'Rect',
  'State',
  'StateModel',
  'StructParent',
  'Subj',
  'T',
];

// What changes a comment's look, where it has one of its own.
const LOOK_KEYS: readonly string[] = ['AP', 'AS', 'Border', 'BS', 'F', 'QuadPoints', 'Rect'];

function changedSubtype(difference: RevisionDifference, item: PdfObject): { detail?: string } {
  const [old, now] = [dictOf(difference.old(item)), dictOf(difference.now(item))];
  const keys = differingKeys(difference.file.bytes, old, now);
  if (!keys.every((key) => COMMENT_KEYS.includes(key))) return {};
  const name = nameOf(now?.entries.get('Subtype'));
  if (keys.some((key) => LOOK_KEYS.includes(key))) return subtype(difference, now);
  return name === undefined ? {} : { detail: name };
}
