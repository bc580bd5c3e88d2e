import type { NoticeClient } from '../data/notices.ts';
import type { Language } from '../data/preferences.ts';
import { currentEndpoint, pushAbility, subscribe } from '../data/push.ts';

/** Whether this browser is told of news, and the switch for it. */
export class Notices {
  /** `hidden` where there is nothing to offer, or the service was not asked yet. */
  status = $state<'hidden' | 'off' | 'on' | 'denied' | 'install'>('hidden');
  busy = $state(false);
  /** It could not be turned on or off; said until the next try. */
  failed = $state(false);
  /** The switch was used in this visit; its outcome is said aloud. */
  changed = $state(false);
  readonly #client: NoticeClient;
  #publicKey: string | null = null;

  constructor(client: NoticeClient) {
    this.#client = client;
  }

  /** Asks how things are; where the service or the browser has no notices, nothing is shown. */
  async load(): Promise<void> {
    const ability = pushAbility();
    if (ability === 'none') return;
    const state = await this.#client.ask(ability === 'able' ? await currentEndpoint() : null);
    if (!state.ok || state.value.publicKey === null) return;
    this.#publicKey = state.value.publicKey;
    this.status = ability === 'able' ? (state.value.on ? 'on' : 'off') : ability;
  }

  /** Asks the person's leave and turns notices on. Call it right from a press. */
  turnOn(language: Language): Promise<void> {
    return this.#act(async () => {
      const made = await subscribe(this.#publicKey ?? '');
      if (made === 'refused') {
        // A question that was closed without an answer may be asked again.
        if (pushAbility() === 'denied') this.status = 'denied';
      } else if (made !== 'unavailable' && (await this.#client.turnOn(made, language)).ok) this.status = 'on';
      else this.failed = true;
    });
  }

  /** Turns them off for this holder; what else this browser is told of goes on. */
  turnOff(): Promise<void> {
    return this.#act(async () => {
      const endpoint = await currentEndpoint();
      const gone = endpoint === null ? null : await this.#client.turnOff(endpoint);
      if (gone === null || gone.ok) this.status = 'off';
      else this.failed = true;
    });
  }

  async #act(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.failed = false;
    await work();
    this.changed = true;
    this.busy = false;
  }
}
