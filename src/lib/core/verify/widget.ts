import { dictOf, integerOf, itemsOf, numberOf, type PdfDict, type PdfFile } from '../pdf/index.ts';
import type { FormField } from './form-fields.ts';
import { annotationPages } from './annotation-pages.ts';

// ISO 32000-2 §12.5.3 (table 167), by bit position less one.
const HIDDEN = 1 << 1;
const PRINT = 1 << 2;
const NO_VIEW = 1 << 5;
const TOGGLE_NO_VIEW = 1 << 8;

/**
 * Whether a widget shows on screen or paper: it has an area, something to show, and no flag that hides it from both.
 * Without an appearance viewers paint the background and the border that it names (seen in Poppler).
 */
export function isShown(file: PdfFile, widget: PdfDict, at: number): boolean {
  const rect = (itemsOf(file.get(widget, 'Rect', at)) ?? []).map(
    (item) => numberOf(file.resolve(item, at)) ?? 0,
  );
  const [left = 0, bottom = 0, right = 0, top = 0] = rect;
  const flags = integerOf(file.get(widget, 'F', at)) ?? 0;
  // What is not for the screen may still be for the printer, or for whoever moves the pointer over it.
  const isOffScreen = (flags & NO_VIEW) !== 0 && (flags & (PRINT | TOGGLE_NO_VIEW)) === 0;
  const look = file.getDict(widget, 'MK', at)?.entries;
  const isDrawn =
    dictOf(file.get(widget, 'AP', at)) !== undefined || look?.has('BG') === true || look?.has('BC') === true;
  return left !== right && bottom !== top && (flags & HIDDEN) === 0 && !isOffScreen && isDrawn;
}

/** 1-based page on which a field shows; null where it shows on none. */
export function pageShowing(file: PdfFile, field: FormField, at: number): number | null {
  for (const num of field.widgets) {
    const widget = dictOf(file.object(num, at)?.value);
    if (!widget || !isShown(file, widget, at)) continue;
    const [first] = annotationPages(file, at).get(num) ?? [];
    if (first !== undefined) return first;
  }
  return null;
}
