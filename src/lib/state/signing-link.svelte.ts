import { dropLink, keepLink, keptLink, keptLinks, linkId, type KeptLink } from '../data/link-shelf.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** How a notice names a link of this device (`KeptLink.id`); no secret. */
const KEPT_ID = /^[0-9a-f]{16}$/;
/** Per tab: which of the kept links it shows; survives a reload, not the tab. */
const TAB_KEY = 'shomei-link';

/** Which link this tab shows, from the address, the tab's memory or the shelf. */
export class SigningLink {
  status = $state<'looking' | 'chosen' | 'choosing' | 'none' | 'broken'>('looking');
  link = $state.raw<KeptLink | null>(null);
  links = $state.raw<readonly KeptLink[]>([]);
  /** Whether this device keeps more than the one shown. */
  hasOthers = $state(false);

  /**
   * Takes the token out of a fragment, or finds the link shown before.
   *
   * @param hash - the address's fragment with its `#`, or an empty string.
   * @returns true where the address bar must lose its fragment, which may be a secret.
   */
  async find(hash: string): Promise<boolean> {
    const token = hash.replace(/^#/, '');
    if (token !== '') {
      if (TOKEN.test(token)) await this.#choose(await freshLink(token));
      else if (KEPT_ID.test(token)) await this.#show(token);
      else this.status = 'broken';
      return true;
    }
    await this.#show(sessionStorage.getItem(TAB_KEY));
    return false;
  }

  /** Shows the kept link of an id; where this device has none, what it has. */
  async #show(id: string | null): Promise<void> {
    const before = id === null ? undefined : await keptLink(id);
    if (before) {
      await this.#choose(before);
      return;
    }
    this.links = await keptLinks();
    this.status = this.links.length > 0 ? 'choosing' : 'none';
  }

  /** Shows one of the kept links. */
  async choose(link: KeptLink): Promise<void> {
    await this.#choose(link);
  }

  /** Goes back to the list of kept links. */
  async list(): Promise<void> {
    sessionStorage.removeItem(TAB_KEY);
    this.link = null;
    await this.find('');
  }

  /** Takes a link off this device's shelf. */
  async forget(link: KeptLink): Promise<void> {
    await dropLink(link.id);
    await this.list();
  }

  async #choose(link: KeptLink): Promise<void> {
    await keepLink(link);
    sessionStorage.setItem(TAB_KEY, link.id);
    this.hasOthers = (await keptLinks()).length > 1;
    this.link = link;
    this.status = 'chosen';
  }
}

async function freshLink(token: string): Promise<KeptLink> {
  const id = await linkId(token);
  const before = await keptLink(id);
  return before ?? { id, token, title: null, senderName: null, seenAt: new Date().toISOString(), unsent: {} };
}
