import { ENVELOPE_STATUSES, type EnvelopeStatus } from '../domain/envelope.ts';
import { isCalendarDate } from '../domain/calendar-date.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { EnvelopeRow } from '../data/envelope-rows.ts';
import { searchEnvelopes, type EnvelopeQuery } from '../data/envelopes.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Rows of one page of the list. */
const PAGE = 20;

/** A search without any condition. */
export const EVERY_ENVELOPE: EnvelopeQuery = {
  statuses: [],
  text: '',
  counterparty: '',
  from: '',
  to: '',
  minJpy: null,
  maxJpy: null,
};

const dateOf = (text: string | null): string => (text !== null && isCalendarDate(text) ? text : '');
const yenOf = (text: string | null): number | null =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;

/** Reads a search from the address's parameters; whatever is not understood is left out. */
export function readQuery(parameters: URLSearchParams): EnvelopeQuery {
  const wanted = parameters.getAll('status');
  return {
    statuses: ENVELOPE_STATUSES.filter((status) => wanted.includes(status)),
    text: parameters.get('q') ?? '',
    counterparty: parameters.get('counterparty') ?? '',
    from: dateOf(parameters.get('from')),
    to: dateOf(parameters.get('to')),
    minJpy: yenOf(parameters.get('min')),
    maxJpy: yenOf(parameters.get('max')),
  };
}

/** Writes a search as parameters, so that a search can be kept, shared and gone back to. */
export function writeQuery(query: EnvelopeQuery): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const status of query.statuses) parameters.append('status', status);
  const texts = {
    q: query.text.trim(),
    counterparty: query.counterparty.trim(),
    from: query.from,
    to: query.to,
  };
  for (const [name, value] of Object.entries(texts)) if (value !== '') parameters.set(name, value);
  if (query.minJpy !== null) parameters.set('min', String(query.minJpy));
  if (query.maxJpy !== null) parameters.set('max', String(query.maxJpy));
  return parameters;
}

/** The list of envelopes: one search, read page by page. */
export class EnvelopeList {
  rows = $state.raw<readonly EnvelopeRow[]>([]);
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
    this.loading = false;
    this.loaded = true;
    if (!answer.ok) {
      this.refusal = answer.code;
      return;
    }
    this.rows = [...this.rows, ...answer.value.slice(0, PAGE)];
    this.more = answer.value.length > PAGE;
  }
}

/** The statuses that a member of staff filters by, in the order of an envelope's life. */
export const FILTER_STATUSES: readonly EnvelopeStatus[] = ENVELOPE_STATUSES;
