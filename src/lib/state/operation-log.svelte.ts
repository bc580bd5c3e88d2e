import type { RefusalCode } from '../domain/refusal.ts';
import {
  recordExport,
  searchOperations,
  type OperationFound,
  type OperationQuery,
} from '../data/operations.ts';
import type { StaffSession } from './staff-session.svelte.ts';

export const EVERY_OPERATION: OperationQuery = { person: '', envelope: '', from: '', to: '', events: [] };

/** Rows of one page on the screen, and of one request while a file is written. */
const PAGE = 50;
const FILE_PAGE = 1000;
/** A file of more rows than this no spreadsheet on a desk opens with pleasure. */
const FILE_ROWS = 100_000;

/** The operation log on the screen, read page by page, and as rows for a file. */
export class OperationLog {
  rows = $state.raw<readonly OperationFound[]>([]);
  more = $state(false);
  loading = $state(false);
  loaded = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Rows gathered for a file so far; null while none is written. */
  writing = $state<number | null>(null);
  query = $state.raw<OperationQuery>(EVERY_OPERATION);
  #turn = 0;
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async search(query: OperationQuery): Promise<void> {
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
    const found = this.#session.watch(
      await searchOperations(this.query, PAGE + 1, this.rows.at(-1)?.id ?? null),
    );
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

  /** Everything that fits the search, for a file, and the export's own entry in the log; null where refused. */
  async gather(): Promise<{ rows: readonly OperationFound[]; cut: boolean } | null> {
    const municipalityId = this.#session.workplace?.municipality.id;
    if (this.writing !== null || municipalityId === undefined) return null;
    this.writing = 0;
    this.refusal = null;
    const rows: OperationFound[] = [];
    for (;;) {
      const found = this.#session.watch(
        await searchOperations(this.query, FILE_PAGE, rows.at(-1)?.id ?? null),
      );
      if (!found.ok) {
        this.refusal = found.code;
        this.writing = null;
        return null;
      }
      rows.push(...found.value);
      this.writing = rows.length;
      if (found.value.length < FILE_PAGE || rows.length >= FILE_ROWS) break;
    }
    const { person, envelope, from, to, events } = this.query;
    const criteria = { person, envelope, from, to, events: events.join(' ') };
    const recorded = this.#session.watch(await recordExport(municipalityId, 'log', rows.length, criteria));
    this.writing = null;
    if (recorded.ok) return { rows, cut: rows.length >= FILE_ROWS };
    this.refusal = recorded.code;
    return null;
  }
}
