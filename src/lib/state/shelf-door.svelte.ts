import type { Language } from '../data/preferences.ts';
import {
  dropShelfSession,
  keepShelfSession,
  keptShelfSession,
  type ShelfSession,
} from '../data/shelf-session.ts';
import { mailShelfCode, openShelf, shelfClient, type ShelfClient } from '../data/shelf.ts';
import type { RefusalCode } from '../domain/refusal.ts';

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;

/** The door of the shelf: an address, the code that is mailed to it, and the session until it ends. */
export class ShelfDoor {
  email = $state('');
  digits = $state('');
  /** Several people use this device. */
  shared = $state(false);
  /** The code that was mailed last; null before. */
  codeId = $state<string | null>(null);
  emailWrong = $state(false);
  digitsWrong = $state(false);
  refusal = $state<RefusalCode | null>(null);
  busy = $state(false);
  session = $state.raw<ShelfSession | null>(null);

  readonly client = $derived<ShelfClient | null>(
    this.session === null ? null : shelfClient(this.session.token),
  );

  /** Takes up the session that this device keeps, if it has not ended. */
  restore(): void {
    this.session = keptShelfSession();
  }

  /** Has a code mailed; what was typed stays. */
  async mailCode(language: Language): Promise<void> {
    const email = this.email.normalize('NFKC').trim();
    this.refusal = null;
    this.emailWrong = !ADDRESS.test(email);
    if (this.emailWrong) return;
    await this.#act(async () => {
      const begun = await mailShelfCode(email, language);
      if (begun.ok) {
        this.codeId = begun.value.codeId;
        this.digits = '';
        this.digitsWrong = false;
      } else if (begun.code === 'FIELD_INVALID') this.emailWrong = true;
      else this.refusal = begun.code;
    });
  }

  /** Opens the shelf by the code. */
  async enter(): Promise<void> {
    const code = this.digits.normalize('NFKC').replace(/\s/g, '');
    this.refusal = null;
    this.digitsWrong = !/^\d{6}$/.test(code);
    const { codeId, shared } = this;
    if (this.digitsWrong || codeId === null) return;
    await this.#act(async () => {
      const opened = await openShelf(codeId, code, shared);
      if (!opened.ok) {
        this.refusal = opened.code;
        return;
      }
      keepShelfSession(opened.value, shared);
      this.session = opened.value;
      this.codeId = null;
      this.digits = '';
    });
  }

  /** Back to the address. */
  changeAddress(): void {
    this.codeId = null;
    this.refusal = null;
  }

  /** Ends the session here at once; the service hears of it as soon as there is a line. */
  async signOut(): Promise<void> {
    const { client } = this;
    this.forget();
    await client?.signOut();
  }

  /** Closes the account; false where the service refused (`refusal` says why). */
  async close(): Promise<boolean> {
    const { client } = this;
    if (client === null) return false;
    return this.#act(async () => {
      const closed = await client.close();
      this.refusal = closed.ok ? null : closed.code;
      if (closed.ok) this.forget();
      return closed.ok;
    });
  }

  /** The session is over: what the device keeps of contracts stays. @param refusal - why, where the service said so. */
  forget(refusal: RefusalCode | null = null): void {
    dropShelfSession();
    this.email = this.session?.email ?? this.email;
    this.session = null;
    this.refusal = refusal;
  }

  async #act<T>(act: () => Promise<T>): Promise<T> {
    this.busy = true;
    try {
      return await act();
    } finally {
      this.busy = false;
    }
  }
}
