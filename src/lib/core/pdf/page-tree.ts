import type { PdfFile } from './file.ts';
import { type PdfDict, type PdfObject, itemsOf, nameOf, numberOf } from './object.ts';

/** A rectangle with its corners in order, in user space units. */
type Rectangle = Readonly<{ left: number; bottom: number; right: number; top: number }>;

/** One page with what it inherits (ISO 32000-2 §7.7.3.4). */
export type PdfPage = Readonly<{
  /** From 0, in reading order. */
  index: number;
  num: number;
  gen: number;
  dict: PdfDict;
  mediaBox: Rectangle;
  /** What a viewer shows: CropBox within MediaBox, or MediaBox where they do not meet. */
  visibleBox: Rectangle;
  /** Clockwise, 0, 90, 180 or 270. */
  rotate: number;
  /** Size of a user space unit in 1/72 inch. */
  userUnit: number;
  /** /Resources as found, a reference not followed; undefined where there is none. */
  resources: PdfObject | undefined;
  /** Number of the page tree node that `resources` stands in: the page's own, or an ancestor's. */
  resourcesFrom: number;
}>;

/**
 * `sound` is false where the tree loops, is too deep, has a leaf that is no page, or has more pages than asked for:
 * then `pages` has those found before.
 */
export type PageTree = Readonly<{ pages: readonly PdfPage[]; sound: boolean }>;

type Inherited = Readonly<{
  mediaBox: PdfObject | undefined;
  cropBox: PdfObject | undefined;
  rotate: PdfObject | undefined;
  resources: PdfObject | undefined;
  resourcesFrom: number;
}>;

const MAX_TREE_DEPTH = 64;
const A4: Rectangle = { left: 0, bottom: 0, right: 595.276, top: 841.89 };

/**
 * Walks the page tree (ISO 32000-2 §7.7.3) as of a revision.
 *
 * @param maxPages - the walk stops, unsound, past this many.
 * @returns what could be read; never throws.
 */
export function readPages(file: PdfFile, at = file.latest, maxPages = 100_000): PageTree {
  const root = file.catalog(at)?.entries.get('Pages');
  const pages: PdfPage[] = [];
  const visited = new Set<number>();
  let sound = true;
  let full = false;

  const visit = (node: PdfObject | undefined, parent: Inherited, depth: number): void => {
    if (full) return;
    if (node?.kind !== 'ref' || visited.has(node.num) || depth > MAX_TREE_DEPTH) {
      sound = false;
      return;
    }
    visited.add(node.num);
    const dict = file.resolve(node, at);
    if (dict.kind !== 'dict') {
      sound = false;
      return;
    }
    const own = (key: string) => {
      const value = dict.entries.get(key);
      return file.resolve(value, at).kind === 'null' ? undefined : value;
    };
    const resources = own('Resources');
    const inherited: Inherited = {
      mediaBox: own('MediaBox') ?? parent.mediaBox,
      cropBox: own('CropBox') ?? parent.cropBox,
      rotate: own('Rotate') ?? parent.rotate,
      resources: resources ?? parent.resources,
      resourcesFrom: resources ? node.num : parent.resourcesFrom,
    };
    const kids = itemsOf(file.get(dict, 'Kids', at));
    if (kids && nameOf(file.get(dict, 'Type', at)) !== 'Page') {
      for (const kid of kids) visit(kid, inherited, depth + 1);
      return;
    }
    if (pages.length === maxPages) {
      // One too many: the rest is not even read.
      full = true;
      sound = false;
      return;
    }
    pages.push(toPage(file, at, pages.length, node.num, node.gen, dict, inherited));
  };

  const nothing: Inherited = {
    mediaBox: undefined,
    cropBox: undefined,
    rotate: undefined,
    resources: undefined,
    resourcesFrom: 0,
  };
  visit(root, nothing, 0);
  return { pages, sound };
}

function toPage(
  file: PdfFile,
  at: number,
  index: number,
  num: number,
  gen: number,
  dict: PdfDict,
  inherited: Inherited,
): PdfPage {
  const mediaBox = toRectangle(file, at, inherited.mediaBox) ?? A4;
  const cropBox = toRectangle(file, at, inherited.cropBox) ?? mediaBox;
  const rotate = numberOf(file.resolve(inherited.rotate, at)) ?? 0;
  const userUnit = numberOf(file.get(dict, 'UserUnit', at)) ?? 1;
  return {
    index,
    num,
    gen,
    dict,
    mediaBox,
    visibleBox: intersect(mediaBox, cropBox) ?? mediaBox,
    // Viewers take multiples of 90 and ignore anything else.
    rotate: rotate % 90 === 0 ? ((rotate % 360) + 360) % 360 : 0,
    userUnit: userUnit > 0 ? userUnit : 1,
    resources: inherited.resources,
    resourcesFrom: inherited.resourcesFrom,
  };
}

/** A rectangle array (ISO 32000-2 §7.9.5) with its corners put in order; undefined where it has no area. */
function toRectangle(file: PdfFile, at: number, object: PdfObject | undefined): Rectangle | undefined {
  const items = itemsOf(file.resolve(object, at));
  if (items?.length !== 4) return undefined;
  const [a, b, c, d] = items.map((item) => numberOf(file.resolve(item, at)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const box = { left: Math.min(a, c), bottom: Math.min(b, d), right: Math.max(a, c), top: Math.max(b, d) };
  return box.right > box.left && box.top > box.bottom ? box : undefined;
}

function intersect(a: Rectangle, b: Rectangle): Rectangle | undefined {
  const box = {
    left: Math.max(a.left, b.left),
    bottom: Math.max(a.bottom, b.bottom),
    right: Math.min(a.right, b.right),
    top: Math.min(a.top, b.top),
  };
  return box.right > box.left && box.top > box.bottom ? box : undefined;
}
