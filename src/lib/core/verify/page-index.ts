import { dictOf, itemsOf, nameOf, type PdfFile, type PdfObject } from '../pdf/index.ts';

/** The page tree as of a revision: pages in order by object number, and the tree's own nodes. */
export type PageIndex = Readonly<{
  /** Object number to 1-based page. */
  pages: ReadonlyMap<number, number>;
  nodes: ReadonlySet<number>;
  count: number;
}>;

const MAX_PAGES = 100_000;
const MAX_DEPTH = 64;

const known = new WeakMap<PdfFile, Map<number, PageIndex>>();

/** The page tree as of a revision, walked once a file and revision. */
export function pageIndex(file: PdfFile, at: number): PageIndex {
  const ofFile = known.get(file) ?? new Map<number, PageIndex>();
  known.set(file, ofFile);
  const index = ofFile.get(at) ?? walkPages(file, at);
  ofFile.set(at, index);
  return index;
}

// Loops and excess end the walk. ISO 32000-2 §7.7.3.
function walkPages(file: PdfFile, at: number): PageIndex {
  const pages = new Map<number, number>();
  const nodes = new Set<number>();
  let count = 0;
  const walk = (object: PdfObject | undefined, depth: number): void => {
    const num = object?.kind === 'ref' ? object.num : undefined;
    if (depth > MAX_DEPTH || count >= MAX_PAGES) return;
    if (num !== undefined && (nodes.has(num) || pages.has(num))) return;
    const dict = dictOf(file.resolve(object, at));
    if (!dict) return;
    const kids = itemsOf(file.get(dict, 'Kids', at));
    if (kids && nameOf(file.get(dict, 'Type', at)) !== 'Page') {
      if (num !== undefined) nodes.add(num);
      for (const kid of kids) walk(kid, depth + 1);
      return;
    }
    count++;
    if (num !== undefined) pages.set(num, count);
  };
  walk(file.catalog(at)?.entries.get('Pages'), 0);
  return { pages, nodes, count };
}
