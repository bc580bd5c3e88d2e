/** Where on the shelf the reader is, by the address's fragment: the back key of a phone leads one step out. */
export type ShelfPlace =
  | { readonly at: 'list'; readonly tab: 'shelf' | 'kept' }
  | { readonly at: 'contract'; readonly id: string }
  | { readonly at: 'file'; readonly id: string; readonly index: number };

const FRAGMENT = /^#c\/([0-9a-f-]{36})(?:\/(\d{1,3}))?$/;

/** Reads the fragment with its `#`; whatever else stands there is the list. */
export function readPlace(hash: string): ShelfPlace {
  const found = FRAGMENT.exec(hash);
  const id = found?.[1];
  if (id === undefined) return { at: 'list', tab: hash === '#kept' ? 'kept' : 'shelf' };
  return found?.[2] === undefined ? { at: 'contract', id } : { at: 'file', id, index: Number(found[2]) };
}
