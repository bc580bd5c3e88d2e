import type { KeptApplication } from '../data/application-shelf.ts';
import { confirmAddress, mailCode, type BegunChallenge, type ConfirmedAddress } from '../data/applying.ts';
import type { Outcome } from '../data/outcome.ts';
import type { Language } from '../data/preferences.ts';

/** The one address of an application, being confirmed by a mailed code (M13). */
export class AddressConfirmation {
  confirmed = $state.raw<ConfirmedAddress | null>(null);
  /** A code that was mailed to an address and not entered yet. */
  challenge = $state.raw<(BegunChallenge & { readonly email: string }) | null>(null);
  digits = $state('');
  digitsMissing = $state(false);
  readonly #municipality: string;
  readonly #language: () => Language;

  /**
   * @param municipality - its code.
   * @param language - that the applicant reads now, and is written to in.
   */
  constructor(municipality: string, language: () => Language) {
    this.#municipality = municipality;
    this.#language = language;
  }

  /** Takes up what was kept, as far as it has not run out. */
  restore(kept: Pick<KeptApplication, 'confirmed' | 'challenge'>): void {
    const alive = <T extends { readonly expiresAt: string }>(one: T | null | undefined): T | null =>
      one != null && Date.parse(one.expiresAt) > Date.now() ? one : null;
    this.confirmed = alive(kept.confirmed);
    this.challenge = alive(kept.challenge);
  }

  /** Has a code mailed. @param email - trimmed. */
  async mail(email: string): Promise<Outcome<unknown>> {
    const begun = await mailCode(this.#municipality, email, this.#language());
    if (begun.ok) {
      this.challenge = { ...begun.value, email };
      this.digits = '';
    }
    return begun;
  }

  /** Takes the six digits; null where they are not six. */
  async prove(challenge: BegunChallenge): Promise<Outcome<unknown> | null> {
    const code = this.digits.normalize('NFKC').replace(/\D/g, '');
    this.digitsMissing = code.length !== 6;
    if (this.digitsMissing) return null;
    const confirmed = await confirmAddress(this.#municipality, challenge.challengeId, code);
    if (confirmed.ok) {
      this.confirmed = confirmed.value;
      this.#forgetCode();
    }
    return confirmed;
  }

  /** Another address is to be entered, or this one confirmed anew. */
  forget(): void {
    this.confirmed = null;
    this.#forgetCode();
  }

  #forgetCode(): void {
    this.challenge = null;
    this.digits = '';
    this.digitsMissing = false;
  }
}
