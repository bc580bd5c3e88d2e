import { dictOf, nameOf, type PdfDict, type PdfObject } from '../pdf/index.ts';
import { NOT_FOLLOWED, noteVisible, pageOf, signatureKind } from './difference-form.ts';
import type { FormField } from './form-fields.ts';
import { differingKeys, eachReference } from './object-equality.ts';
import { formerAppearances } from './former-appearance.ts';
import type { RevisionDifference } from './revision-difference.ts';
import { isShown } from './widget.ts';

// What entering a value may touch (ISO 32000-2 §12.7.4.3, §12.5.2).
const VALUE_KEYS: readonly string[] = ['V', 'AP', 'AS', 'M', 'I', 'TI', 'RV'];
// What signing an empty signature field may touch: its place and size are not among them.
const SIGNING_KEYS: readonly string[] = [
  'V',
  'AP',
  'M',
  'F',
  'Ff',
  'MK',
  'DA',
  'DR',
  'P',
  'Type',
  'Subtype',
  'AS',
];

// What else signing touches may change what the widget shows, or whether it does.
const isOfLook = (key: string): boolean => !['V', 'M', 'P', 'Type', 'Ff'].includes(key);

/** Explains what the revision did to one object (field or widget) of a field that existed. */
export function explainField(difference: RevisionDifference, field: FormField, num: number): void {
  const { file, before, revision } = difference;
  const old = dictOf(file.object(num, before)?.value);
  const now = dictOf(file.object(num, revision)?.value);
  const hasChanged = difference.changed.has(num);
  const place = { objectNumber: num, fieldName: field.name, ...pageOf(difference, old) };
  if (!old) return;
  const shared = changedAppearances(difference, now);
  if (!hasChanged && shared.length === 0) return;
  difference.claimLinked(num);
  const keys = hasChanged ? differingKeys(file.bytes, old, now) : [];
  const isSignature = field.type === 'Sig';
  if (isSignature && isFilled(difference, field, now)) {
    const kind = signatureKind(difference, filledValue(difference, field, now));
    for (const one of [num, ...field.widgets]) difference.signatureWidgets.set(one, kind);
    const isWidget = nameOf(difference.now(now?.entries.get('Subtype'))) === 'Widget';
    if (!keys.every((key) => SIGNING_KEYS.includes(key)) || (keys.includes('Subtype') && !isWidget)) {
      difference.note('form_field_changed', { ...place, detail: keys.join(' ') });
    } else if (keys.includes('V')) {
      difference.note(kind === 'signature_field_added' ? 'signature_field_filled' : kind, place);
    }
    if (now && kind !== 'document_timestamp_added') noteVisible(difference, now, place);
    // A time-stamp is anybody's to buy: it says nothing for what its field draws, and shows nothing that did not show.
    else if (now && isShown(file, now, revision) && (keys.some(isOfLook) || shared.length > 0))
      difference.note('form_field_changed', { ...place, detail: 'AP' });
    if (keys.includes('AP')) noteSharedAppearance(difference, field, place);
  } else if (isSignature) {
    const wasSigned = dictOf(difference.old(field.value)) !== undefined;
    difference.note(wasSigned ? 'signature_changed' : 'form_field_changed', {
      ...place,
      detail: keys.join(' '),
    });
  } else if (keys.every((key) => VALUE_KEYS.includes(key)) && isFillable(field, keys, shared)) {
    difference.note('form_filled', place);
  } else {
    difference.note('form_field_changed', { ...place, detail: keys.join(' ') });
  }
  claimAppearances(difference, num, now, shared);
  difference.claimFresh(now, NOT_FOLLOWED);
}

// ISO 32000-2 §12.7.4.1, §12.7.5.2: a button's states are drawn beforehand, a push button has no value at all, and what
// is read-only is for its calculation to fill in.
function isFillable(field: FormField, keys: readonly string[], shared: readonly number[]): boolean {
  if (field.type === 'Btn' && (keys.includes('AP') || shared.length > 0)) return false;
  return (field.flags & READ_ONLY) === 0 || field.dict.entries.has('AA');
}

const READ_ONLY = 1;

// An empty signature field that now has a value (its own, or its parent's where the widget is a kid).
function isFilled(difference: RevisionDifference, field: FormField, now: PdfDict | undefined): boolean {
  return !dictOf(difference.old(field.value)) && filledValue(difference, field, now) !== undefined;
}

function filledValue(
  difference: RevisionDifference,
  field: FormField,
  now: PdfDict | undefined,
): PdfDict | undefined {
  const own = dictOf(difference.now(now?.entries.get('V')));
  if (own) return own;
  return dictOf(difference.now(difference.newField(field.num)?.value));
}

// The signed appearance of an empty field may be replaced only where it was the field's own: what else uses it would
// now show something that differs from the field.
function noteSharedAppearance(
  difference: RevisionDifference,
  field: FormField,
  place: Readonly<{ objectNumber: number; fieldName?: string; page?: number }>,
): void {
  const former = formerAppearances(difference.file, field, difference.before);
  const users = signatureFieldObjects(difference);
  const isShared = former.some((num) => [...difference.parents(num)].some((parent) => !users.has(parent)));
  if (isShared) difference.note('object_shared', place);
}

// Everything that the signature fields of before are made of, once a revision.
function signatureFieldObjects(difference: RevisionDifference): ReadonlySet<number> {
  const known = signatureObjects.get(difference);
  if (known) return known;
  const objects = new Set<number>();
  for (const field of difference.oldFields) {
    if (field.type !== 'Sig') continue;
    for (const num of [...field.widgets, ...(field.num === null ? [] : [field.num])]) objects.add(num);
    for (const num of formerAppearances(difference.file, field, difference.before)) objects.add(num);
  }
  signatureObjects.set(difference, objects);
  return objects;
}

const signatureObjects = new WeakMap<RevisionDifference, ReadonlySet<number>>();

// Appearance objects that existed and now differ, reached from the widget through /AP.
function changedAppearances(difference: RevisionDifference, dict: PdfDict | undefined): readonly number[] {
  const found = new Set<number>();
  const visit = (object: PdfObject | undefined, depth: number): void => {
    if (!object || depth > 3) return;
    eachReference(object, (num, key) => {
      if (key === 'P' || key === 'Parent' || found.has(num) || !difference.changed.has(num)) return;
      found.add(num);
      visit(difference.file.object(num, difference.revision)?.value, depth + 1);
    });
  };
  const appearance = dict?.entries.get('AP');
  visit(appearance, 0);
  visit(difference.now(appearance), 0);
  return [...found];
}

function claimAppearances(
  difference: RevisionDifference,
  num: number,
  now: PdfDict | undefined,
  changed: readonly number[],
): void {
  const users = new Set([num, ...changed]);
  const appearance = now?.entries.get('AP');
  if (appearance?.kind === 'ref' && difference.isOwn(appearance.num, users)) users.add(appearance.num);
  for (const one of changed) {
    difference.claim(one, users);
    difference.claimFresh(difference.file.object(one, difference.revision)?.value, NOT_FOLLOWED);
  }
}
