import { dictOf, itemsOf, nameOf, type PdfDict } from '../pdf/index.ts';
import type { RevisionDifference } from './revision-difference.ts';

/** Widgets whose look a viewer can make up itself, from the form's default style and resources. */
type DrawnByViewers = Readonly<{
  /** There are widgets of other fields than signatures, listed by the form or not. */
  any: boolean;
  /** One of them has no appearance of its own, or the form asks viewers to make all of them anew. */
  lacking: boolean;
}>;

/**
 * Looks for them on the pages as of before a revision: what the form does not list, viewers draw all the same.
 *
 * Source: ISO 32000-2 §12.7.3 (NeedAppearances, DA, DR), §12.7.4.3.
 */
export function drawnByViewers(difference: RevisionDifference): DrawnByViewers {
  const { file, before, oldFields } = difference;
  const signatures = new Set(
    oldFields.flatMap(({ type, num, widgets }) =>
      type === 'Sig' ? [...widgets, ...(num === null ? [] : [num])] : [],
    ),
  );
  const widgets: PdfDict[] = [];
  for (const num of difference.oldPages.pages.keys()) {
    const page = dictOf(file.object(num, before)?.value);
    for (const item of itemsOf(file.get(page, 'Annots', before)) ?? []) {
      const dict = dictOf(difference.old(item));
      if (!dict || nameOf(difference.old(dict.entries.get('Subtype'))) !== 'Widget') continue;
      if (!(item.kind === 'ref' && signatures.has(item.num))) widgets.push(dict);
    }
  }
  const asked = file.get(file.getDict(file.catalog(before), 'AcroForm', before), 'NeedAppearances', before);
  const isAsked = asked.kind === 'boolean' && asked.value;
  const isLacking = (dict: PdfDict): boolean => dictOf(difference.old(dict.entries.get('AP'))) === undefined;
  return { any: widgets.length > 0, lacking: widgets.length > 0 && (isAsked || widgets.some(isLacking)) };
}
