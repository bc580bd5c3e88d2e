import { dictOf, itemsOf, type PdfFile } from '../pdf/index.ts';
import { pageIndex } from './page-index.ts';

const MAX_ANNOTATIONS = 50_000;

const known = new WeakMap<PdfFile, Map<number, ReadonlyMap<number, readonly number[]>>>();

/**
 * On which pages (1-based) each annotation is listed as of a revision, by object number. What a page lists is what
 * viewers draw on it; an annotation's own /P is but a hint, and anybody's to write.
 *
 * Source: ISO 32000-2 §7.7.3.3 (Annots), §12.5.2 (P).
 */
export function annotationPages(file: PdfFile, at: number): ReadonlyMap<number, readonly number[]> {
  const ofFile = known.get(file) ?? new Map<number, ReadonlyMap<number, readonly number[]>>();
  known.set(file, ofFile);
  const pages = ofFile.get(at) ?? readPages(file, at);
  ofFile.set(at, pages);
  return pages;
}

function readPages(file: PdfFile, at: number): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  let left = MAX_ANNOTATIONS;
  for (const [num, page] of pageIndex(file, at).pages) {
    const dict = dictOf(file.object(num, at)?.value);
    for (const item of itemsOf(file.get(dict, 'Annots', at)) ?? []) {
      if (item.kind !== 'ref') continue;
      if (left-- <= 0) return found;
      const pages = found.get(item.num);
      if (!pages) found.set(item.num, [page]);
      else if (pages.at(-1) !== page) pages.push(page);
    }
  }
  return found;
}
