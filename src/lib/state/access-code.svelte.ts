import {
  cancelAccessCode,
  issueAccessCode,
  readAccessCode,
  readDemandedFactor,
  type AccessCodeRow,
} from '../data/access-code.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The access code of one envelope's contractor: whether it is needed, whether it is out, and a new one, once. */
export class AccessCode {
  row = $state.raw<AccessCodeRow | null>(null);
  /** The digits, between their issue and the moment that the person has written them down. */
  shown = $state<string | null>(null);
  issuing = $state(false);
  cancelling = $state(false);
  /** Said once after a code was taken back. */
  cancelled = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Whether the rules of the case demand a code; null while that is not known. */
  required = $state<boolean | null>(null);
  readonly #session: StaffSession;
  readonly #memberId: string | null;

  readonly locked = $derived(this.row !== null && this.row.used_at === null && this.row.attempts >= 5);

  /** @param memberId - of a 共同企業体: whose code it is; else null. */
  constructor(session: StaffSession, memberId: string | null) {
    this.#session = session;
    this.#memberId = memberId;
  }

  /** Asks what the rules of the case demand: a hint alone, SQL names what is missing and refuses. */
  async loadRules(caseId: string | null): Promise<void> {
    this.required = null;
    if (caseId === null) return;
    const factor = this.#session.watch(await readDemandedFactor(caseId));
    if (factor.ok && factor.value !== null) this.required = factor.value === 'access_code';
  }

  async load(envelopeId: string): Promise<void> {
    const found = this.#session.watch(await readAccessCode(envelopeId, this.#memberId));
    if (found.ok) this.row = found.value.code;
    // The party of a member comes with its case, once that is saved.
    else if (found.code !== 'PARTY_NOT_FOUND') this.refusal = found.code;
  }

  /** True where a code was issued and is shown; a second press while the first is under way does nothing. */
  async issue(envelopeId: string): Promise<boolean> {
    if (this.issuing) return false;
    this.issuing = true;
    this.refusal = null;
    this.cancelled = false;
    const found = this.#session.watch(await readAccessCode(envelopeId, this.#memberId));
    const issued = found.ok ? this.#session.watch(await issueAccessCode(found.value.partyId)) : found;
    if (issued.ok) this.shown = issued.value.code;
    else this.refusal = issued.code;
    await this.load(envelopeId);
    this.issuing = false;
    return issued.ok;
  }

  /** Takes the code back; a second press while the first is under way does nothing. */
  async cancel(envelopeId: string): Promise<void> {
    if (this.cancelling) return;
    this.cancelling = true;
    this.refusal = null;
    const found = this.#session.watch(await readAccessCode(envelopeId, this.#memberId));
    const done = found.ok ? this.#session.watch(await cancelAccessCode(found.value.partyId)) : found;
    if (done.ok) this.cancelled = true;
    else this.refusal = done.code;
    await this.load(envelopeId);
    this.cancelling = false;
  }

  forget(): void {
    this.shown = null;
  }
}
