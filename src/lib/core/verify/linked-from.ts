import type { PdfObject } from '../pdf/index.ts';
import { eachReference } from './object-equality.ts';

/** For each object looked at, the numbers it refers to otherwise than by a link; one walk serves all of them. */
export type LinkedTargets = WeakMap<PdfObject, ReadonlySet<number>>;

// Keys through which forms, annotations, structure and signatures name fields, annotations and the catalog (ISO 32000-2 §12.5.2, §12.7.3,
// §12.7.4.1, §12.5.6.2, §12.8.1, §14.7.5.3). None of them is a category of resources.
const LINKS: readonly string[] = [
  'Annots',
  'CO',
  'Data',
  'Fields',
  'IRT',
  'K',
  'Kids',
  'Names',
  'Nums',
  'Obj',
  'Parent',
  'Popup',
  'T',
];

/**
 * Whether an object refers to another one only as documents refer to fields and annotations. What is named under any
 * other key may be drawn with: a page's resources are dictionaries too.
 *
 * @param known - answers of the same revision so far.
 */
export function isLinkedFrom(parent: PdfObject | undefined, num: number, known: LinkedTargets): boolean {
  if (!parent) return true;
  let others = known.get(parent);
  if (!others) {
    const found = new Set<number>();
    eachReference(parent, (target, key) => {
      // An array that is an object of its own lists them; a reference that is one may stand for anything.
      const isListed = key === '' && parent.kind === 'array';
      if (!isListed && !LINKS.includes(key)) found.add(target);
    });
    known.set(parent, found);
    others = found;
  }
  return !others.has(num);
}

// Keys whose dictionaries are looked into by name for something to draw with (ISO 32000-2 §7.8.3, §9.6.4, §12.5.5).
const DRAWERS: readonly string[] = [
  'CharProcs',
  'ColorSpace',
  'D',
  'DR',
  'ExtGState',
  'Font',
  'N',
  'Pattern',
  'Properties',
  'R',
  'Resources',
  'Shading',
  'XObject',
];

/** Whether an object takes another one for resources, an appearance's states or glyphs. */
export function isDrawnFrom(parent: PdfObject | undefined, num: number): boolean {
  if (!parent) return false;
  let isDrawn = parent.kind === 'ref';
  eachReference(parent, (target, key) => {
    if (target === num && DRAWERS.includes(key)) isDrawn = true;
  });
  return isDrawn;
}
