import { readRenewals, type RenewalRow, type RenewalSummary } from '../data/renewals.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The calendar of renewals on the screen, as of now or as a dry run for a later day. */
export class RenewalCalendar {
  rows = $state.raw<readonly RenewalRow[]>([]);
  summary = $state.raw<RenewalSummary | null>(null);
  loading = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** `YYYY-MM-DD` of the dry run that is shown; empty = now. */
  on = $state('');
  #turn = 0;
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(on: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.loading = true;
    this.refusal = null;
    const read = this.#session.watch(await readRenewals(on));
    if (turn !== this.#turn) return;
    this.loading = false;
    if (!read.ok) {
      this.refusal = read.code;
      return;
    }
    this.on = on;
    this.rows = read.value.rows;
    this.summary = read.value.summary;
  }
}
