import type { KeptFile } from '../data/kept-file.ts';
import type { Outcome } from '../data/outcome.ts';
import type { RedactedCopySource } from '../data/redacted-copy.ts';
import type { Shelf, ShelfClient, ShelfOrder, ShelfQuery } from '../data/shelf.ts';
import type { PackFile, ShelfContract } from '../domain/contract-pack.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** Contracts shown at once; more come by a press. */
const PAGE = 50;
/** Rows of an index at most. */
export const INDEX_ROWS = 1000;

export const WHOLE_SHELF: ShelfQuery = {
  from: '',
  to: '',
  min: null,
  max: null,
  counterparty: '',
  text: '',
};

/** What a shelf shows: the hits of a search, page by page, and the octets behind them. */
export class ShelfDesk {
  shelf = $state.raw<Shelf | null>(null);
  contracts = $state.raw<readonly ShelfContract[]>([]);
  refusal = $state<RefusalCode | null>(null);
  busy = $state(false);
  query = $state.raw<ShelfQuery>(WHOLE_SHELF);
  order = $state<ShelfOrder>('date_desc');
  readonly #client: ShelfClient;
  readonly #onended: (code: RefusalCode) => void;

  readonly found = $derived(this.shelf?.found ?? 0);
  readonly narrowed = $derived(JSON.stringify(this.query) !== JSON.stringify(WHOLE_SHELF));

  /** @param onended - the session is over. */
  constructor(client: ShelfClient, onended: (code: RefusalCode) => void) {
    this.#client = client;
    this.#onended = onended;
  }

  async search(query: ShelfQuery = this.query, order: ShelfOrder = this.order): Promise<void> {
    this.query = query;
    this.order = order;
    await this.#read(0);
  }

  async more(): Promise<void> {
    await this.#read(this.contracts.length);
  }

  async #read(offset: number): Promise<void> {
    this.busy = true;
    this.refusal = null;
    const answer = this.#checked(await this.#client.search(this.query, this.order, PAGE, offset));
    this.busy = false;
    if (!answer.ok) {
      this.refusal = answer.code;
      return;
    }
    this.shelf = answer.value;
    const before = offset === 0 ? [] : this.contracts;
    // What was concluded meanwhile moves the pages: nothing stands there twice.
    const fresh = answer.value.contracts.filter(
      ({ envelopeId }) => !before.some((shown) => shown.envelopeId === envelopeId),
    );
    this.contracts = [...before, ...fresh];
  }

  /** Every hit of the search, for one index or one pack; null where it was refused (`refusal` says why). */
  async everyHit(): Promise<readonly ShelfContract[] | null> {
    while (this.contracts.length < Math.min(this.found, INDEX_ROWS)) {
      const before = this.contracts.length;
      await this.more();
      if (this.refusal !== null) return null;
      // Fewer than there were: the search is what it is now.
      if (this.contracts.length === before) break;
    }
    return this.contracts;
  }

  /** Where a pack's files come from. */
  readonly source = async (file: PackFile): Promise<Outcome<KeptFile>> =>
    this.#checked(
      file.role === 'attachment'
        ? await this.#client.attachment(file.id)
        : await this.#client.document(file.id, 'save'),
    );

  /** A file to be read on the screen. */
  async view(file: PackFile): Promise<Outcome<KeptFile>> {
    return this.#checked(
      file.role === 'attachment'
        ? await this.#client.attachment(file.id)
        : await this.#client.document(file.id, 'view'),
    );
  }

  /** Where the copies 「一部非表示」 of a contract's certificates are asked for. */
  redacted(envelopeId: string): RedactedCopySource {
    const source = this.#client.redacted(envelopeId);
    return {
      redactedCopies: async () => this.#checked(await source.redactedCopies()),
      askRedactedCopy: async (id) => this.#checked(await source.askRedactedCopy(id)),
    };
  }

  /** One of them, as a file. */
  async redactedCopy(certificateId: string): Promise<Outcome<KeptFile>> {
    return this.#checked(await this.#client.redactedCopy(certificateId));
  }

  #checked<T>(outcome: Outcome<T>): Outcome<T> {
    if (!outcome.ok && outcome.code === 'SHELF_SIGN_IN_REQUIRED') this.#onended(outcome.code);
    return outcome;
  }
}
