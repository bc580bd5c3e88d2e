import type { EnvelopeFile } from '../data/envelope-rows.ts';
import { readSealWithinDays } from '../data/seal-by.ts';
import { isClosed } from '../domain/envelope.ts';
import { japanDateOf } from '../domain/japan-time.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Within how many days after 契約締結日 the rules of a case expect the last seal: a hint, so a failure says nothing. */
export class SealBy {
  withinDays = $state<number | null>(null);
  readonly #session: StaffSession;
  #caseId: string | null = null;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** Reads it, once a case; null = there is none. */
  async load(caseId: string | null): Promise<void> {
    if (caseId === this.#caseId) return;
    this.#caseId = caseId;
    this.withinDays = null;
    if (caseId === null) return;
    const read = this.#session.watch(await readSealWithinDays(caseId));
    if (this.#caseId !== caseId) return; // another case was chosen meanwhile
    if (read.ok) this.withinDays = read.value;
    else this.#caseId = null;
  }
}

/** What the last seal of an envelope is held against: its deadline before it is sent, today while it is under way. */
export type SealStage = 'planned' | 'waiting' | 'sealed';

/**
 * Where an envelope stands with its last seal, and on which day (JST) that falls at the earliest or fell; null where
 * it ended without one.
 *
 * @param today - `YYYY-MM-DD` in JST.
 */
export function sealStage(
  { envelope, parties }: Pick<EnvelopeFile, 'envelope' | 'parties'>,
  today: string,
): { readonly stage: SealStage; readonly lastSealOn: string | null } | null {
  if (envelope.status === 'draft' || envelope.status === 'awaiting_approval')
    return { stage: 'planned', lastSealOn: envelope.deadline_on };
  const last =
    parties
      .map((party) => party.sealed_at)
      .sort()
      .at(-1) ?? null;
  if (parties.every((party) => party.sealed_at !== null) && last !== null)
    return { stage: 'sealed', lastSealOn: japanDateOf(last) };
  return isClosed(envelope.status) ? null : { stage: 'waiting', lastSealOn: today };
}
