import { answerInquiry, readInquiries, type InquiryRow } from '../data/inquiries.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

const PAGE = 50;

/** What the member's departments were asked by the public form, open or answered. */
export class InquiryDesk {
  rows = $state.raw<readonly InquiryRow[] | null>(null);
  answered = $state(false);
  more = $state(false);
  refusal = $state<RefusalCode | null>(null);
  actRefusal = $state<RefusalCode | null>(null);
  busy = $state(false);
  done = $state(false);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** Reads from the newest. */
  async load(answered: boolean): Promise<void> {
    this.answered = answered;
    this.rows = null;
    await this.next();
  }

  /** Reads the next ones. */
  async next(): Promise<void> {
    const shown = this.rows ?? [];
    const read = this.#session.watch(
      await readInquiries(this.answered, shown.at(-1)?.received_at ?? null, PAGE),
    );
    this.refusal = read.ok ? null : read.code;
    if (!read.ok) return;
    this.rows = [...shown, ...read.value];
    this.more = read.value.length === PAGE;
  }

  /** Marks one as answered; true where it was. */
  async answer(id: string, note: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.done = false;
    const outcome = this.#session.watch(await answerInquiry(id, note.trim() === '' ? null : note.trim()));
    this.busy = false;
    this.actRefusal = outcome.ok ? null : outcome.code;
    if (!outcome.ok) return false;
    this.done = true;
    await this.load(this.answered);
    return true;
  }
}
