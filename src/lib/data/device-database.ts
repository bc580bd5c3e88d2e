/** What one transaction on this device came to: its value, or `null` with the name of why it did not come to its end. */
export type Transacted<T> = { readonly value: T } | { readonly value: null; readonly why: string };

/** One IndexedDB database of this device, opened for each transaction, so that no page holds another's upgrade up. */
export class DeviceDatabase {
  readonly #name: string;
  readonly #version: number;
  readonly #upgrade: (database: IDBDatabase, from: number) => void;

  /** @param upgrade - makes the stores that the versions above `from` added; `from` is 0 where there is nothing yet. */
  constructor(name: string, version: number, upgrade: (database: IDBDatabase, from: number) => void) {
    this.#name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  /**
   * Runs one transaction to its end; what `act` answers is its value. Does not throw where the browser keeps nothing
   * (some private windows).
   *
   * @param names - of the stores, handed to `act` in this order.
   */
  async run<T, const Names extends readonly string[]>(
    mode: IDBTransactionMode,
    names: Names,
    act: (...stores: { -readonly [K in keyof Names]: IDBObjectStore }) => IDBRequest<T>,
  ): Promise<Transacted<T>> {
    const database = await this.#open();
    if (database === null) return { value: null, why: 'none' };
    try {
      return await new Promise<Transacted<T>>((resolve) => {
        const transaction = database.transaction(names, mode);
        const stores = names.map((name) => transaction.objectStore(name));
        const request = act(...(stores as { -readonly [K in keyof Names]: IDBObjectStore }));
        transaction.oncomplete = () => resolve({ value: request.result });
        transaction.onabort = () =>
          resolve({ value: null, why: transaction.error?.name ?? request.error?.name ?? 'none' });
      });
    } finally {
      database.close();
    }
  }

  #open(): Promise<IDBDatabase | null> {
    return new Promise((resolve) => {
      try {
        const request = indexedDB.open(this.#name, this.#version);
        request.onupgradeneeded = ({ oldVersion }) => this.#upgrade(request.result, oldVersion);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(null);
        request.onblocked = () => resolve(null);
      } catch (cause) {
        if (!(cause instanceof DOMException || cause instanceof ReferenceError)) throw cause;
        resolve(null);
      }
    });
  }
}
