import type { RefusalCode } from '../domain/refusal.ts';
import type { SavedSearch, SearchList } from '../domain/saved-search.ts';
import type { Outcome } from '../data/outcome.ts';
import { readSearches, removeSearch, saveSearch } from '../data/saved-searches.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The searches that the signed-in member keeps of one list. */
export class SavedSearches {
  all = $state.raw<readonly SavedSearch[]>([]);
  startId = $state<string | null>(null);
  /** True once it is known what is kept, or that it cannot be read. */
  loaded = $state(false);
  acting = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;
  readonly #list: SearchList;
  #loading: Promise<void> | null = null;

  /** What the list begins with; null where nothing was chosen. */
  readonly start = $derived(this.all.find((one) => one.id === this.startId) ?? null);

  constructor(session: StaffSession, list: SearchList) {
    this.#session = session;
    this.#list = list;
  }

  get #municipalityId(): string {
    return this.#session.workplace?.municipality.id ?? '';
  }

  load(): Promise<void> {
    return (this.#loading ??= this.#read());
  }

  async #read(): Promise<void> {
    const kept = this.#session.watch(await readSearches(this.#municipalityId, this.#list));
    this.loaded = true;
    if (!kept.ok) {
      this.refusal = kept.code;
      return;
    }
    this.all = kept.value.searches;
    this.startId = kept.value.startId;
  }

  async #act(work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.acting) return false;
    this.acting = true;
    this.refusal = null;
    const done = this.#session.watch(await work());
    if (done.ok) await this.#read();
    else this.refusal = done.code;
    this.acting = false;
    return done.ok;
  }

  /** Keeps a search, new or changed; true once the service has it. */
  save(search: SavedSearch, start = search.id === this.startId): Promise<boolean> {
    return this.#act(() => saveSearch(this.#municipalityId, this.#list, search, start));
  }

  remove(id: string): Promise<boolean> {
    return this.#act(() => removeSearch(this.#municipalityId, this.#list, id));
  }

  /** Lets the list begin with a search, or (null) with everything. */
  async begin(id: string | null): Promise<boolean> {
    const search = this.all.find((one) => one.id === (id ?? this.startId));
    return search === undefined ? true : this.save(search, id !== null);
  }
}
