import * as v from 'valibot';
import type { SavedSearch, SearchList } from '../domain/saved-search.ts';
import { success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

const searchesSchema = v.array(v.object({ id: v.string(), name: v.string(), query: v.string() }));

/** What a member keeps of one list, in the order of saving; `startId` names the one that the list begins with. */
export interface KeptSearches {
  readonly searches: readonly SavedSearch[];
  readonly startId: string | null;
}

/** Reads the member's own searches of a list; RLS shows nobody else's. */
export async function readSearches(municipalityId: string, list: SearchList): Promise<Outcome<KeptSearches>> {
  const rows = await read(async () =>
    (await supabase())
      .from('saved_search')
      .select('searches,start_id')
      .eq('municipality_id', municipalityId)
      .eq('list', list)
      .overrideTypes<{ searches: unknown; start_id: string | null }[], { merge: false }>(),
  );
  if (!rows.ok) return rows;
  const [row] = rows.value;
  const searches = v.safeParse(searchesSchema, row?.searches ?? []);
  return success({ searches: searches.success ? searches.output : [], startId: row?.start_id ?? null });
}

/** Keeps a search, or changes it; the id is the caller's. `SEARCH_NAME_TAKEN`, `SEARCHES_FULL`, `FIELD_INVALID`. */
export const saveSearch = (
  municipalityId: string,
  list: SearchList,
  { id, name, query }: SavedSearch,
  start: boolean,
): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/municipalities/${municipalityId}/searches/${list}/${id}`, { name, query, start });

/** Forgets a search. */
export const removeSearch = (
  municipalityId: string,
  list: SearchList,
  id: string,
): Promise<Outcome<unknown>> =>
  callEnvelope('DELETE', `/municipalities/${municipalityId}/searches/${list}/${id}`);
