import type { RefusalCode } from '../domain/refusal.ts';
import { readMembers, type MemberFile } from '../data/members.ts';
import type { Outcome } from '../data/outcome.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Members, invitations and resets of the administrator's municipality, and what is done to them. */
export class MemberDesk {
  file = $state.raw<MemberFile | null>(null);
  refusal = $state<RefusalCode | null>(null);
  actRefusal = $state<RefusalCode | null>(null);
  /** The field that was refused, where one was. */
  actField = $state<string | null>(null);
  busy = $state(false);
  /** The sentence that says what was done last. */
  done = $state<string | null>(null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  get municipalityId(): string {
    return this.#session.workplace?.municipality.id ?? '';
  }

  async load(): Promise<void> {
    const read = this.#session.watch(await readMembers(this.municipalityId));
    this.refusal = read.ok ? null : read.code;
    if (read.ok) this.file = read.value;
  }

  /** Does one act, says what was done, and reads anew; false where it was refused (see `actRefusal`). */
  async act(said: string, work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.actRefusal = null;
    this.actField = null;
    this.done = null;
    const outcome = this.#session.watch(await work());
    if (outcome.ok) this.done = said;
    else {
      this.actRefusal = outcome.code;
      this.actField = typeof outcome.context?.['field'] === 'string' ? outcome.context['field'] : null;
    }
    await this.load();
    // What an administrator changes about the municipality shows in the own session too.
    if (outcome.ok) await this.#session.load();
    this.busy = false;
    return outcome.ok;
  }
}
