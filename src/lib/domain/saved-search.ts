/** Lists of which a member of staff keeps searches. Equal to SQL `saved_search.list`. */
export const SEARCH_LISTS = ['envelopes', 'ledger'] as const;
export type SearchList = (typeof SEARCH_LISTS)[number];

/** A search under a name; `query` are the parameters of the list's address, without the question mark. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: string;
}

/** How many a list keeps, and how long a name is, in characters (SQL repeats both). */
export const SEARCH_LIMITS = { searches: 30, nameChars: 40 } as const;
