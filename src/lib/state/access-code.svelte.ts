import { issueAccessCode, readAccessCode, type AccessCodeRow } from '../data/access-code.ts';
import { readRulesVersions } from '../data/cases.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The access code of one envelope's contractor: whether it is needed, whether it is out, and a new one, once. */
export class AccessCode {
  row = $state.raw<AccessCodeRow | null>(null);
  /** The digits, between their issue and the moment that the person has written them down. */
  shown = $state<string | null>(null);
  issuing = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Versions of the rules that demand a code. */
  #demanding = $state.raw<readonly string[]>([]);
  readonly #session: StaffSession;

  readonly locked = $derived(this.row !== null && this.row.used_at === null && this.row.attempts >= 5);

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** Whether a case's version of the rules demands a code before sending. */
  isRequired(rulesId: string | undefined): boolean {
    return rulesId !== undefined && this.#demanding.includes(rulesId);
  }

  async loadRules(): Promise<void> {
    const versions = this.#session.watch(await readRulesVersions());
    if (!versions.ok) return; // a hint alone: SQL names what is missing
    this.#demanding = versions.value
      .filter((version) => version.rules.signerFactor === 'access_code')
      .map((version) => version.id);
  }

  async load(envelopeId: string): Promise<void> {
    const found = this.#session.watch(await readAccessCode(envelopeId));
    if (found.ok) this.row = found.value.code;
    else this.refusal = found.code;
  }

  /** True where a code was issued and is shown; a second press while the first is under way does nothing. */
  async issue(envelopeId: string): Promise<boolean> {
    if (this.issuing) return false;
    this.issuing = true;
    this.refusal = null;
    const found = this.#session.watch(await readAccessCode(envelopeId));
    const issued = found.ok ? this.#session.watch(await issueAccessCode(found.value.partyId)) : found;
    if (issued.ok) this.shown = issued.value.code;
    else this.refusal = issued.code;
    await this.load(envelopeId);
    this.issuing = false;
    return issued.ok;
  }

  forget(): void {
    this.shown = null;
  }
}
