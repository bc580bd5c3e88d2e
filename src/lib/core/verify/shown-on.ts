import type { ChangeFacts } from './change.ts';
import type { PageIndex } from './page-index.ts';
import type { ReferenceIndex } from './reference-index.ts';

// A font may be on every page of a long document: beyond these a reader looks at all of them anyway.
const MAX_PAGES = 500;
const MAX_STEPS = 20_000;

/**
 * Adds to changes the pages on which they may show: the page itself, those that use a changed object in any way, and
 * where the page tree changed those that now stand elsewhere.
 *
 * @param references - what referred to what before the revision.
 * @param before - pages as of before, `now` as of the revision.
 */
export function withPages(
  changes: readonly ChangeFacts[],
  references: ReferenceIndex,
  before: PageIndex,
  now: PageIndex,
): readonly ChangeFacts[] {
  if (changes.every(({ page, objectNumber }) => page !== undefined || objectNumber === undefined))
    return changes;
  const users = references.users();
  return changes.map((change) => {
    const { kind, objectNumber, page } = change;
    if (page !== undefined || objectNumber === undefined) return change;
    const found =
      kind === 'page_tree_changed' ? movedPages(before, now) : pagesUsing(objectNumber, users, before);
    const [first] = found;
    return first === undefined ? change : { ...change, page: first, pages: found };
  });
}

// Pages and the tree's nodes name their parents and kids: the way up ends there.
function pagesUsing(
  num: number,
  users: ReadonlyMap<number, readonly number[]>,
  { pages, nodes }: PageIndex,
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set([num]);
  const queue = [num];
  for (let at = 0; at < queue.length && at < MAX_STEPS && found.size < MAX_PAGES; at++) {
    for (const user of users.get(queue[at] ?? 0) ?? []) {
      const page = pages.get(user);
      if (page !== undefined) found.add(page);
      else if (!nodes.has(user) && !seen.has(user)) {
        seen.add(user);
        queue.push(user);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

function movedPages(before: PageIndex, now: PageIndex): readonly number[] {
  const moved: number[] = [];
  for (const [num, page] of now.pages) if (before.pages.get(num) !== page) moved.push(page);
  for (let page = now.count + 1; page <= before.count; page++) moved.push(page);
  return moved.sort((a, b) => a - b).slice(0, MAX_PAGES);
}
