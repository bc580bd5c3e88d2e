import type { RefusalCode } from '../domain/refusal.ts';
import {
  readLedgerArchive,
  readTimestampChecks,
  readTimestampRows,
  searchLedger,
  startTimestampCheck,
  type LedgerFound,
  type LedgerQuery,
  type TimestampCheck,
  type TimestampCheckRow,
} from '../data/ledger.ts';
import { recordExport } from '../data/operations.ts';
import type { Outcome } from '../data/outcome.ts';
import type { StaffSession } from './staff-session.svelte.ts';

export const WHOLE_LEDGER: LedgerQuery = {
  text: '',
  counterparty: '',
  from: '',
  to: '',
  minJpy: null,
  maxJpy: null,
  status: '',
};

const PAGE = 50;
const FILE_PAGE = 1000;
const POLL_MS = 3000;

/** The ledger on the screen and as a file, its one download, and the checks of periods. */
export class LedgerDesk {
  rows = $state.raw<readonly LedgerFound[]>([]);
  more = $state(false);
  loading = $state(false);
  loaded = $state(false);
  refusal = $state<RefusalCode | null>(null);
  actRefusal = $state<RefusalCode | null>(null);
  busy = $state<'csv' | 'archive' | 'check' | 'results' | null>(null);
  checks = $state.raw<readonly TimestampCheck[]>([]);
  query = $state.raw<LedgerQuery>(WHOLE_LEDGER);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  get #municipalityId(): string {
    return this.#session.workplace?.municipality.id ?? '';
  }

  async search(query: LedgerQuery): Promise<void> {
    this.query = query;
    this.rows = [];
    this.loaded = false;
    await this.#page();
  }

  async next(): Promise<void> {
    if (!this.loading && this.more) await this.#page();
  }

  async #page(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.loading = true;
    this.refusal = null;
    const found = this.#session.watch(await searchLedger(this.query, PAGE + 1, this.rows.at(-1) ?? null));
    if (turn !== this.#turn) return;
    this.loading = false;
    this.loaded = true;
    if (!found.ok) {
      this.refusal = found.code;
      return;
    }
    this.rows = [...this.rows, ...found.value.slice(0, PAGE)];
    this.more = found.value.length > PAGE;
  }

  /** Every row that fits the search, logged as written to a file; null where refused. */
  gather(): Promise<readonly LedgerFound[] | null> {
    return this.#act('csv', async () => {
      const rows = await this.#all((after: LedgerFound | null) => searchLedger(this.query, FILE_PAGE, after));
      if (!rows.ok) return rows;
      const { text, counterparty, from, to, minJpy, maxJpy, status } = this.query;
      const criteria = { text, counterparty, from, to, minJpy, maxJpy, status };
      const recorded = await recordExport(this.#municipalityId, 'ledger', rows.value.length, criteria);
      return recorded.ok ? rows : recorded;
    });
  }

  archive(): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string | null } | null> {
    return this.#act('archive', () => readLedgerArchive(this.#municipalityId, this.query));
  }

  async check(from: string, to: string): Promise<boolean> {
    const begun = await this.#act('check', () => startTimestampCheck(this.#municipalityId, from, to));
    await this.watch();
    return begun !== null;
  }

  /** Every result of a check; null where refused. */
  results(checkId: string): Promise<readonly TimestampCheckRow[] | null> {
    return this.#act('results', () =>
      this.#all((after: TimestampCheckRow | null) => readTimestampRows(checkId, after?.document_id ?? null)),
    );
  }

  /** Reads the checks, again and again while one is under way, until `unwatch`. */
  async watch(): Promise<void> {
    this.unwatch();
    const read = this.#session.watch(await readTimestampChecks(this.#municipalityId));
    if (read.ok) this.checks = read.value;
    else this.actRefusal = read.code;
    if (read.ok && read.value.some((check) => check.done_at === null))
      this.#timer = setTimeout(() => void this.watch(), POLL_MS);
  }

  unwatch(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }

  async #all<T>(page: (after: T | null) => Promise<Outcome<readonly T[]>>): Promise<Outcome<readonly T[]>> {
    const rows: T[] = [];
    for (;;) {
      const found = await page(rows.at(-1) ?? null);
      if (!found.ok) return found;
      rows.push(...found.value);
      if (found.value.length < FILE_PAGE) return { ok: true, value: rows };
    }
  }

  async #act<T>(
    name: 'csv' | 'archive' | 'check' | 'results',
    work: () => Promise<Outcome<T>>,
  ): Promise<T | null> {
    if (this.busy !== null) return null;
    this.busy = name;
    this.actRefusal = null;
    const outcome = this.#session.watch(await work());
    this.busy = null;
    if (outcome.ok) return outcome.value;
    this.actRefusal = outcome.code;
    return null;
  }
}
