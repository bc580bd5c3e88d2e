import { readDraftCopies, revokeDraftCopy, sendDraftCopy, type DraftCopyRow } from '../data/draft-copies.ts';
import type { Outcome } from '../data/outcome.ts';
import { addDays } from '../domain/calendar-date.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { todayOn } from './today.ts';

/** Proposed end; staff choose another as they like. */
const PROPOSED_DAYS = 14;

/** 契約書案 of one draft: sending, and those that were sent. */
export class DraftCopies {
  rows = $state.raw<readonly DraftCopyRow[]>([]);
  documentId = $state('');
  /** The accepted application whose address it goes to. */
  applicationId = $state('');
  expiresOn = $state(addDays(todayOn(), PROPOSED_DAYS));
  refusal = $state<RefusalCode | null>(null);
  busy = $state(false);
  sent = $state(false);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(envelopeId: string): Promise<void> {
    const rows = this.#session.watch(await readDraftCopies(envelopeId));
    if (rows.ok) this.rows = rows.value;
    else this.refusal = rows.code;
  }

  /** Where it stands: open, ended by its day, or ended by staff. */
  stateOf(row: DraftCopyRow): 'open' | 'over' | 'revoked' {
    if (row.revoked_at !== null) return 'revoked';
    return row.expires_on < todayOn() ? 'over' : 'open';
  }

  async send(envelopeId: string): Promise<void> {
    this.sent = await this.#act(envelopeId, () =>
      sendDraftCopy(this.documentId, this.expiresOn, this.applicationId === '' ? null : this.applicationId),
    );
  }

  async revoke(envelopeId: string, id: string): Promise<void> {
    await this.#act(envelopeId, () => revokeDraftCopy(id));
  }

  async #act(envelopeId: string, work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = null;
    this.sent = false;
    const outcome = this.#session.watch(await work());
    if (!outcome.ok) this.refusal = outcome.code;
    await this.load(envelopeId);
    this.busy = false;
    return outcome.ok;
  }
}
