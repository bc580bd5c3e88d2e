import type { RefusalCode } from '../domain/refusal.ts';
import type { EnvelopeRow } from '../data/envelope-rows.ts';
import { readStandings, type Standings } from '../data/council.ts';
import { searchEnvelopes, type EnvelopeQuery } from '../data/envelopes.ts';
import { EVERY_ENVELOPE } from './envelope-query.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Rows of one page of the list. */
const PAGE = 20;

/** The list of envelopes: one search, read page by page. */
export class EnvelopeList {
  rows = $state.raw<readonly EnvelopeRow[]>([]);
  /** 契約区分 by envelope, where there is a case. */
  standings = $state.raw<Standings>({});
  more = $state(false);
  loading = $state(false);
  loaded = $state(false);
  refusal = $state<RefusalCode | null>(null);
  #query: EnvelopeQuery = EVERY_ENVELOPE;
  // An answer that arrives after a newer search began is dropped.
  #turn = 0;
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async search(query: EnvelopeQuery): Promise<void> {
    this.#query = query;
    this.rows = [];
    this.loaded = false;
    await this.#page();
  }

  /** Reads the next page below the rows that are there. */
  async next(): Promise<void> {
    if (!this.loading && this.more) await this.#page();
  }

  async again(): Promise<void> {
    await this.search(this.#query);
  }

  async #page(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.loading = true;
    this.refusal = null;
    const last = this.rows.at(-1);
    const after = last === undefined ? null : { createdAt: last.created_at, id: last.id };
    const answer = this.#session.watch(await searchEnvelopes(this.#query, PAGE + 1, after));
    if (turn !== this.#turn) return;
    const found = answer.ok ? answer.value.slice(0, PAGE) : [];
    const standings = this.#session.watch(await readStandings(found.map((row) => row.id)));
    if (turn !== this.#turn) return;
    this.loading = false;
    this.loaded = true;
    if (!answer.ok) {
      this.refusal = answer.code;
      return;
    }
    if (!standings.ok) {
      this.refusal = standings.code;
      return;
    }
    this.standings = { ...this.standings, ...standings.value };
    this.rows = [...this.rows, ...found];
    this.more = answer.value.length > PAGE;
  }
}
