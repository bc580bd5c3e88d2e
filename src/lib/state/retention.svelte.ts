import { readRetention, type RetentionRow } from '../data/retention.ts';
import type { Outcome } from '../data/outcome.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The longest 保存年限, in years. */
const MOST_YEARS = 100;

/** How long contracts are kept, and a longer term being typed: one contract's, or the municipality's. */
export class Retention {
  row = $state.raw<RetentionRow | null>(null);
  /** As typed. */
  years = $state('');
  wrong = $state(false);
  busy = $state(false);
  extended = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(envelopeId: string): Promise<void> {
    const found = this.#session.watch(await readRetention(envelopeId));
    if (found.ok) this.row = found.value;
    this.refusal = found.ok ? null : found.code;
  }

  /**
   * Lengthens the term to what was typed; true where it holds from then on.
   *
   * @param now - the present term in years; only a longer one is sent.
   */
  async extend(now: number, send: (years: number) => Promise<Outcome<unknown>>): Promise<boolean> {
    const text = this.years.normalize('NFKC').trim();
    const years = Number(text);
    this.extended = false;
    this.wrong = !/^\d{1,3}$/.test(text) || years <= now || years > MOST_YEARS;
    if (this.wrong || this.busy) return false;
    this.busy = true;
    const done = this.#session.watch(await send(years));
    this.busy = false;
    this.refusal = done.ok ? null : done.code;
    this.extended = done.ok;
    if (done.ok) this.years = '';
    return done.ok;
  }
}
