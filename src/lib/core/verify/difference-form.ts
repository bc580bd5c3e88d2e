import { dictOf, integerOf, itemsOf, nameOf, type PdfDict, type PdfObject } from '../pdf/index.ts';
import { riskyActions } from './active-content.ts';
import { annotationPages } from './annotation-pages.ts';
import type { ChangeFacts, ChangeKind } from './change.ts';
import { explainField } from './difference-field.ts';
import { drawnByViewers } from './drawn-by-viewers.ts';
import type { FormField } from './form-fields.ts';
import { differingKeys, sameObject } from './object-equality.ts';
import type { RevisionDifference } from './revision-difference.ts';
import { isShown } from './widget.ts';

/**
 * Explains what the revision did to the interactive form: fields appended, signature fields filled, values entered.
 *
 * Source: ISO 32000-2 §12.7.3, §12.7.5.5.
 */
export function explainForm(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  roots: ReadonlySet<number>,
): void {
  const old = dictOf(difference.old(before));
  const now = dictOf(difference.now(after));
  if (!now) {
    if (old) difference.note('form_changed', { detail: 'AcroForm' });
    return;
  }
  const users = new Set<number>(roots);
  if (after?.kind === 'ref') {
    difference.claim(after.num, users);
    if (difference.isOwn(after.num, users)) users.add(after.num);
  }
  for (const key of new Set([...(old?.entries.keys() ?? []), ...now.entries.keys()])) {
    if (key !== 'Fields') explainFormKey(difference, key, old, now, users);
  }
  const fields = now.entries.get('Fields');
  if (fields?.kind === 'ref') difference.claim(fields.num, users);
  const oldNums = numbersOf(itemsOf(difference.old(old?.entries.get('Fields'))));
  const newNums = numbersOf(itemsOf(difference.now(fields)));
  for (const num of oldNums) {
    if (!newNums.has(num))
      difference.note('form_field_removed', { objectNumber: num, ...named(difference, num) });
  }
  for (const num of newNums) if (!oldNums.has(num)) explainAdded(difference, num, '');
  noteDirect(difference, old?.entries.get('Fields'), fields, after);
  explainExisting(difference);
}

function explainFormKey(
  difference: RevisionDifference,
  key: string,
  old: PdfDict | undefined,
  now: PdfDict,
  users: ReadonlySet<number>,
): void {
  const [before, after] = [old?.entries.get(key), now.entries.get(key)];
  if (key === 'DR') {
    const isSafe = !drawnByViewers(difference).lacking || isUntouched(difference, before, after);
    if (!grows(difference, before, after, users, 0) || !isSafe)
      difference.note('form_changed', { detail: key });
    return;
  }
  if (sameObject(difference.file.bytes, difference.old(before), difference.now(after))) {
    if (after?.kind === 'ref') difference.claimFresh(after);
    return;
  }
  if (key === 'SigFlags') {
    const [was, is] = [integerOf(difference.old(before)) ?? 0, integerOf(difference.now(after)) ?? 0];
    // Bits 1 and 2 say that signatures exist and that saving must append: setting them hides nothing.
    if ((is & was) === was) return;
  }
  // Viewers then draw values anew: where a field holds one, it need not be what its appearance showed when signed.
  if (key === 'NeedAppearances' && !drawnByViewers(difference).any) return;
  if (key === 'DA' && before === undefined && !drawnByViewers(difference).lacking) return;
  difference.note('form_changed', { detail: key });
  difference.claimFresh(after);
}

function isUntouched(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
): boolean {
  return sameObject(difference.file.bytes, difference.old(before), difference.now(after));
}

// Resources that fields draw with: categories and names may be added, what a name stands for stays the same. Only where
// nothing else draws with them: a page could wait for a name that is not there yet.
function grows(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  users: ReadonlySet<number>,
  depth: number,
): boolean {
  const [old, now] = [difference.old(before), difference.now(after)];
  const isChanged =
    after?.kind === 'ref' && (difference.changed.has(after.num) || difference.fresh.has(after.num));
  if (sameObject(difference.file.bytes, before, after) && !isChanged && depth > 0) return true;
  if (depth === MAX_GROWTH) return !isChanged && sameObject(difference.file.bytes, old, now);
  if (old.kind === 'null') {
    difference.claimFresh(after);
    return true;
  }
  if (old.kind !== 'dict' || now.kind !== 'dict') return sameObject(difference.file.bytes, old, now);
  if (after?.kind === 'ref') difference.claim(after.num, users);
  const isOwn = after?.kind === 'ref' && difference.isOwn(after.num, users);
  const own = isOwn ? new Set([...users, after.num]) : users;
  for (const [key, value] of old.entries)
    if (!grows(difference, value, now.entries.get(key), own, depth + 1)) return false;
  for (const [key, value] of now.entries) if (!old.entries.has(key)) difference.claimFresh(value);
  return true;
}

// Below the dictionary of resources (0) and its categories (1) stand the named resources themselves.
const MAX_GROWTH = 2;

// Fields that are no objects of their own: what was there stays there, word for word.
function noteDirect(
  difference: RevisionDifference,
  before: PdfObject | undefined,
  after: PdfObject | undefined,
  holder: PdfObject | undefined,
): void {
  const [old = [], now = []] = [difference.old(before), difference.now(after)].map((list) =>
    (itemsOf(list) ?? []).filter(({ kind }) => kind !== 'ref'),
  );
  const isKept = (item: PdfObject, index: number): boolean =>
    sameObject(difference.file.bytes, item, now[index]);
  if (now.length === old.length && old.every(isKept)) return;
  const place = holder?.kind === 'ref' ? { objectNumber: holder.num } : {};
  difference.note(now.length > old.length ? 'form_field_added' : 'form_field_changed', place);
}

function numbersOf(items: readonly PdfObject[] | undefined): ReadonlySet<number> {
  return new Set((items ?? []).flatMap((item) => (item.kind === 'ref' ? [item.num] : [])));
}

function named(difference: RevisionDifference, num: number): { fieldName?: string } {
  const field = difference.fieldOf(num);
  return field ? { fieldName: field.name } : {};
}

/** Explains a field that the revision added under the form or under an existing field. */
function explainAdded(difference: RevisionDifference, num: number, inheritedType: string): void {
  const { file, revision } = difference;
  const dict = dictOf(file.object(num, revision)?.value);
  const type = nameOf(file.get(dict, 'FT', revision)) ?? inheritedType;
  const name = named(difference, num);
  const place = { objectNumber: num, ...name, ...pageOf(difference, dict) };
  const isNew = difference.fresh.has(num);
  difference.claim(num, new Set());
  if (!dict) return;
  // An object that was something else before cannot become a field unseen, nor one pass for another by its name; and
  // beyond the fields that are looked at nobody judges whether a signature is one.
  const isLookedAt = difference.newField(num) !== undefined;
  if (!isNew || type !== 'Sig' || !isLookedAt || difference.isNamedTwice(num)) {
    difference.note('form_field_added', place);
    difference.claimFresh(dict, NOT_FOLLOWED);
    return;
  }
  const kind = signatureKind(difference, dictOf(difference.now(dict.entries.get('V'))));
  difference.note(kind, place);
  noteActions(difference, dict, place);
  const kids = itemsOf(file.get(dict, 'Kids', revision)) ?? [];
  noteDirect(difference, undefined, dict.entries.get('Kids'), {
    kind: 'ref',
    num,
    gen: 0,
    offset: 0,
    length: 0,
  });
  for (const one of [num, ...numbersOf(kids)]) explainWidget(difference, one, kind);
  difference.claimFresh(dict, NOT_FOLLOWED);
}

// A new signature's widget may stand on a page. Without a signer, what it draws there is just another annotation; a
// document time-stamp is anybody's to buy, and needs no appearance either.
function explainWidget(difference: RevisionDifference, num: number, kind: ChangeKind): void {
  const dict = dictOf(difference.file.object(num, difference.revision)?.value);
  if (!dict || !difference.fresh.has(num)) return;
  if (nameOf(difference.now(dict.entries.get('Subtype'))) !== 'Widget') return;
  // Its own type counts, whatever field it is a kid of.
  if ((nameOf(difference.now(dict.entries.get('FT'))) ?? 'Sig') !== 'Sig') {
    difference.note('form_field_added', { objectNumber: num, ...pageOf(difference, dict) });
    return;
  }
  difference.signatureWidgets.set(num, kind);
  if (!dict.entries.has('FT'))
    noteActions(difference, dict, { objectNumber: num, ...pageOf(difference, dict) });
  if (!isShown(difference.file, dict, difference.revision)) return;
  const place = { objectNumber: num, ...named(difference, num), ...pagesShowing(difference, num) };
  if (kind === 'signature_field_added') difference.note('signature_visible', place);
  else difference.note('annotation_added', { ...place, detail: 'Widget' });
}

/** Notes what a new field, widget or annotation would run, or reach outside the file. ISO 32000-2 §12.6.4. */
export function noteActions(
  difference: RevisionDifference,
  dict: PdfDict | undefined,
  place: Readonly<{ objectNumber: number; fieldName?: string; page?: number }>,
): void {
  const [action] = riskyActions(difference.file, dict, difference.revision);
  if (action !== undefined) difference.note('action_added', { ...place, detail: action });
}

/** Where to stop when claiming what a field brings along: these lead back into the document. */
export const NOT_FOLLOWED: ReadonlySet<string> = new Set(['P', 'Parent', 'StructParent', 'Prev', 'Next']);

/** What kind of change a new signature value is. */
export function signatureKind(difference: RevisionDifference, value: PdfDict | undefined): ChangeKind {
  if (!value) return 'unsigned_signature_field_added';
  const subFilter = nameOf(difference.now(value.entries.get('SubFilter')));
  return subFilter === 'ETSI.RFC3161' ? 'document_timestamp_added' : 'signature_field_added';
}

/** Page of a widget, by its /P. */
export function pageOf(difference: RevisionDifference, dict: PdfDict | undefined): { page?: number } {
  const reference = dict?.entries.get('P');
  const page = reference?.kind === 'ref' ? difference.oldPages.pages.get(reference.num) : undefined;
  return page === undefined ? {} : { page };
}

/** Pages that list a widget now: all on which it shows. */
function pagesShowing(
  { file, revision }: RevisionDifference,
  num: number,
): Pick<ChangeFacts, 'page' | 'pages'> {
  const pages = annotationPages(file, revision).get(num) ?? [];
  const [page] = pages;
  if (page === undefined) return {};
  return pages.length === 1 ? { page } : { page, pages };
}

/** Notes a signature that draws something: it may cover what was there. ISO 32000-2 §12.5.3 (flags), §12.7.5.5. */
export function noteVisible(
  difference: RevisionDifference,
  dict: PdfDict,
  place: Readonly<{ objectNumber: number; fieldName?: string; page?: number }>,
): void {
  if (!isShown(difference.file, dict, difference.revision)) return;
  difference.note('signature_visible', { ...place, ...pagesShowing(difference, place.objectNumber) });
}

// Fields that were there: explained one by one where they, their widgets or their appearances changed.
function explainExisting(difference: RevisionDifference): void {
  const seen = new Set<number>();
  const parents = new Map<number, readonly string[]>();
  for (const field of difference.oldFields) {
    const nums = new Set([...(field.num === null ? [] : [field.num]), ...field.widgets]);
    for (const num of nums) {
      if (seen.has(num)) continue;
      seen.add(num);
      explainField(difference, field, num);
    }
    explainParents(difference, field, field.dict, parents, 0);
  }
}

const MAX_PARENTS = 16;

// Non-terminal fields: kids may be appended (new signature fields), a value may be set for all fields below, each of
// which is said by its name, for locks name fields.
function explainParents(
  difference: RevisionDifference,
  field: FormField,
  dict: PdfDict,
  known: Map<number, readonly string[]>,
  depth: number,
): void {
  const parent = dict.entries.get('Parent');
  if (parent?.kind !== 'ref' || depth > MAX_PARENTS) return;
  const old = dictOf(difference.old(parent));
  if (!old) return;
  explainParents(difference, field, old, known, depth + 1);
  if (!difference.changed.has(parent.num)) return;
  const keys = known.get(parent.num) ?? explainParent(difference, parent, old);
  known.set(parent.num, keys);
  if (keys.length === 0) return;
  difference.note(keys.every((key) => key === 'V') ? 'form_filled' : 'form_field_changed', {
    objectNumber: parent.num,
    fieldName: field.name,
    detail: keys.join(' '),
  });
}

// Explains the parent itself. Returns what else than its kids changed.
function explainParent(
  difference: RevisionDifference,
  parent: Extract<PdfObject, { kind: 'ref' }>,
  old: PdfDict,
): readonly string[] {
  const now = dictOf(difference.now(parent));
  difference.claimLinked(parent.num);
  const [before, after] = [old.entries.get('Kids'), now?.entries.get('Kids')];
  const oldKids = numbersOf(itemsOf(difference.old(before)));
  const newKids = numbersOf(itemsOf(difference.now(after)));
  for (const kid of oldKids) {
    if (!newKids.has(kid))
      difference.note('form_field_removed', { objectNumber: kid, ...named(difference, kid) });
  }
  const type = nameOf(difference.now(now?.entries.get('FT'))) ?? '';
  for (const kid of newKids) if (!oldKids.has(kid)) explainAdded(difference, kid, type);
  noteDirect(difference, before, after, parent);
  return differingKeys(difference.file.bytes, old, now).filter((key) => key !== 'Kids');
}
