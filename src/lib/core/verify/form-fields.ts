import {
  dictOf,
  integerOf,
  itemsOf,
  nameOf,
  type PdfDict,
  type PdfFile,
  type PdfObject,
} from '../pdf/index.ts';
import { textOf } from './text-string.ts';

/** A terminal form field (or a field without kids), with what it inherits. */
export type FormField = Readonly<{
  /** Fully qualified. */
  name: string;
  /** Object number; null for a direct dictionary. */
  num: number | null;
  dict: PdfDict;
  /** /FT, own or inherited. */
  type: string | null;
  /** /Ff, own or inherited; 0 where absent. */
  flags: number;
  /** The value as found (not resolved); own or inherited. */
  value: PdfObject | undefined;
  /** Object numbers of the widgets: the field itself where merged, else its kids. */
  widgets: readonly number[];
}>;

/** Fields read of one form; a form that reaches it is not read whole. */
export const MAX_FIELDS = 20_000;
const MAX_DEPTH = 32;

/**
 * The form's fields as of a revision, in document order. Loops and excess end the walk; never throws.
 *
 * Source: ISO 32000-2 §12.7.4.
 */
export function formFields(file: PdfFile, at: number): readonly FormField[] {
  const form = file.getDict(file.catalog(at), 'AcroForm', at);
  const out: FormField[] = [];
  const seen = new Set<number>();
  const walk = (object: PdfObject, parent: Inherited, depth: number): void => {
    const num = object.kind === 'ref' ? object.num : null;
    if (depth > MAX_DEPTH || out.length >= MAX_FIELDS || (num !== null && seen.has(num))) return;
    if (num !== null) seen.add(num);
    const dict = dictOf(file.resolve(object, at));
    if (!dict) return;
    const title = textOf(file.get(dict, 'T', at));
    const own: Inherited = {
      name: title === null ? parent.name : parent.name === '' ? title : `${parent.name}.${title}`,
      type: nameOf(file.get(dict, 'FT', at)) ?? parent.type,
      flags: integerOf(file.get(dict, 'Ff', at)) ?? parent.flags,
      value: dict.entries.get('V') ?? parent.value,
    };
    const kids = itemsOf(file.get(dict, 'Kids', at)) ?? [];
    const childFields = kids.filter((kid) => {
      const child = dictOf(file.resolve(kid, at));
      return child !== undefined && (child.entries.has('T') || child.entries.has('Kids'));
    });
    if (childFields.length > 0) {
      for (const kid of childFields) walk(kid, own, depth + 1);
      return;
    }
    const widgets = kids.flatMap((kid) => (kid.kind === 'ref' ? [kid.num] : []));
    if (nameOf(file.get(dict, 'Subtype', at)) === 'Widget' && num !== null) widgets.push(num);
    out.push({ ...own, num, dict, widgets });
  };
  for (const field of itemsOf(file.get(form, 'Fields', at)) ?? []) {
    walk(field, { name: '', type: null, flags: 0, value: undefined }, 0);
  }
  return out;
}

type Inherited = Readonly<{ name: string; type: string | null; flags: number; value: PdfObject | undefined }>;
