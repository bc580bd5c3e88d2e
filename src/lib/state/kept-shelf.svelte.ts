import {
  askToPersist,
  dropContract,
  keepContract,
  keptContractFile,
  keptContracts,
  spaceLeft,
  type Keeping,
  type KeptContract,
} from '../data/kept-contracts.ts';
import { packFiles, type PackWords, type ShelfContract } from '../domain/contract-pack.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { gatherPack, type PackSource } from './pack-gathering.ts';

/** What this device keeps of contracts 「この端末に残す」: without a network, and after every link has ended. */
export class KeptShelf {
  /** Null until it was looked for. */
  contracts = $state.raw<readonly KeptContract[] | null>(null);
  /** Bytes that are still free for this site; null where the browser does not say. */
  free = $state<number | null>(null);
  /** The envelope being kept, and how far it is. */
  keeping = $state.raw<{ readonly id: string; readonly done: number; readonly total: number } | null>(null);
  /** Why the last one could not be fetched, or could not be kept. */
  refusal = $state<RefusalCode | null>(null);
  outcome = $state<Keeping | null>(null);
  /** False where the browser may clear what is kept when it needs room. */
  persistent = $state(true);
  readonly #words: PackWords;

  readonly bytes = $derived(
    (this.contracts ?? []).reduce(
      (sum, { files }) => sum + files.reduce((part, { length }) => part + length, 0),
      0,
    ),
  );

  /** @param words - of the names under which files are kept. */
  constructor(words: PackWords) {
    this.#words = words;
  }

  async load(): Promise<void> {
    this.contracts = await keptContracts();
    this.free = await spaceLeft();
  }

  has(id: string): boolean {
    return this.contracts?.some((kept) => kept.id === id) ?? false;
  }

  /** Fetches a contract with all that belongs to it and keeps it, whole or not at all. */
  async keep(contract: ShelfContract, source: PackSource): Promise<void> {
    if (this.keeping !== null) return;
    const id = contract.envelopeId;
    this.refusal = null;
    this.outcome = null;
    this.keeping = { id, done: 0, total: 1 };
    try {
      const gathered = await gatherPack(packFiles([contract], this.#words), source, (done, total) => {
        this.keeping = { id, done, total };
      });
      if (!gathered.ok) {
        this.refusal = gathered.code;
        return;
      }
      this.outcome = await keepContract(contract, gathered.value);
      if (this.outcome === 'kept') this.#askToPersist();
      await this.load();
    } finally {
      this.keeping = null;
    }
  }

  /** Firefox asks the reader, who may leave the question open for ever: nothing waits for the answer. */
  #askToPersist(): void {
    this.persistent = false;
    void askToPersist().then((promised) => (this.persistent = promised));
  }

  async drop(id: string): Promise<void> {
    await dropContract(id);
    await this.load();
  }

  /** The octets of one kept file, or null. @param index - its place in `files`. */
  file(id: string, index: number): Promise<Uint8Array<ArrayBuffer> | null> {
    return keptContractFile(id, index);
  }
}
