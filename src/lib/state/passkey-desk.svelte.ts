import { hasPasskeys, makePasskey } from '../data/passkey.ts';
import type { PasskeyClient } from '../data/shelf-passkeys.ts';
import type { Outcome } from '../data/outcome.ts';
import type { Passkey } from '../domain/passkey.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** The passkeys of a shelf: which there are, one more made by this device, one less. */
export class PasskeyDesk {
  passkeys = $state.raw<readonly Passkey[] | null>(null);
  name = $state('');
  nameMissing = $state(false);
  busy = $state(false);
  /** One was registered in this visit; said once. */
  added = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Whether this device and page can make one. */
  readonly able = hasPasskeys();
  readonly #client: PasskeyClient;

  constructor(client: PasskeyClient) {
    this.#client = client;
  }

  async load(): Promise<void> {
    const list = await this.#client.list();
    if (list.ok) this.passkeys = list.value;
    else this.refusal = list.code;
  }

  /** Has the device make a passkey, and registers it; the name that was typed stays until it is there. */
  async add(): Promise<void> {
    const name = this.name.trim();
    this.nameMissing = name === '';
    if (this.nameMissing) return;
    await this.#act(async () => {
      const begun = await this.#client.begin();
      if (!begun.ok) return begun;
      const made = await makePasskey(begun.value);
      if (!made.ok) return made;
      const added = await this.#client.add(begun.value.challengeId, name, made.value);
      if (added.ok) {
        this.name = '';
        this.added = true;
      }
      return added;
    });
  }

  remove(id: string): Promise<void> {
    return this.#act(() => this.#client.remove(id));
  }

  async #act(work: () => Promise<Outcome<unknown>>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    this.added = false;
    const outcome = await work();
    if (outcome.ok) await this.load();
    else this.refusal = outcome.code;
    this.busy = false;
  }
}
