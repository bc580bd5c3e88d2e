import { dictOf, type PdfFile } from '../pdf/index.ts';
import type { FormField } from './form-fields.ts';
import { eachReference } from './object-equality.ts';

/** Objects that an empty signature field's widgets draw with: /AP where it is an object of its own, and its streams. */
export function formerAppearances(file: PdfFile, field: FormField, at: number): readonly number[] {
  if (field.type !== 'Sig') return [];
  const found = new Set<number>();
  for (const num of [...field.widgets, ...(field.num === null ? [] : [field.num])]) {
    const appearance = dictOf(file.object(num, at)?.value)?.entries.get('AP');
    if (appearance) eachReference(appearance, (target) => found.add(target));
    const resolved = file.resolve(appearance, at);
    if (resolved.kind === 'dict') eachReference(resolved, (target) => found.add(target));
  }
  return [...found];
}
