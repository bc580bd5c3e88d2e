import type { PackRole, ShelfContract } from '../domain/contract-pack.ts';
import { DeviceDatabase, type Transacted } from './device-database.ts';

/** One file of a contract kept on this device; its octets lie apart, so that a list reads none. */
export interface KeptContractFile {
  readonly role: PackRole;
  /** 文書名. */
  readonly name: string;
  readonly fileName: string;
  /** In bytes. */
  readonly length: number;
}

/** A contract kept on this device, whole: it opens without a network and after every link has ended. */
export interface KeptContract {
  /** The envelope's. */
  readonly id: string;
  readonly contract: ShelfContract;
  readonly files: readonly KeptContractFile[];
  /** UTC instant, ISO 8601. */
  readonly keptAt: string;
}

/** What became of keeping: `full` where the device has no room, `unavailable` where the browser keeps nothing. */
export type Keeping = 'kept' | 'full' | 'unavailable';

const LIST = 'contract';
const OCTETS = 'file';
const database = new DeviceDatabase('shomei-contracts', 1, (made) => {
  made.createObjectStore(LIST, { keyPath: 'id' });
  made.createObjectStore(OCTETS);
});

const octetsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]);

/** Runs one transaction over both stores. */
const run = <T>(
  mode: IDBTransactionMode,
  act: (list: IDBObjectStore, octets: IDBObjectStore) => IDBRequest<T>,
): Promise<Transacted<T>> => database.run(mode, [LIST, OCTETS], act);

/** Keeps a contract whole, in one transaction: half of one is never kept. It replaces what was kept of it before. */
export async function keepContract(
  contract: ShelfContract,
  files: readonly (KeptContractFile & { readonly bytes: Uint8Array<ArrayBuffer> })[],
  now = new Date(),
): Promise<Keeping> {
  const entry: KeptContract = {
    id: contract.envelopeId,
    contract,
    files: files.map(({ role, name, fileName, length }) => ({ role, name, fileName, length })),
    keptAt: now.toISOString(),
  };
  const done = await run('readwrite', (list, octets) => {
    octets.delete(octetsOf(entry.id));
    for (const [index, { bytes }] of files.entries()) octets.put(bytes, [entry.id, index]);
    return list.put(entry);
  });
  if (done.value !== null) return 'kept';
  return done.why === 'QuotaExceededError' ? 'full' : 'unavailable';
}

/** Every contract kept on this device, the newest 取引年月日 first. */
export async function keptContracts(): Promise<readonly KeptContract[]> {
  const { value } = await run<KeptContract[]>('readonly', (list) => list.getAll());
  return (value ?? []).sort(
    (a, b) =>
      b.contract.transactionOn.localeCompare(a.contract.transactionOn) || b.keptAt.localeCompare(a.keptAt),
  );
}

/** The octets of one file of a kept contract, or null. @param index - its place in `files`. */
export async function keptContractFile(id: string, index: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const { value } = await run<Uint8Array<ArrayBuffer> | undefined>('readonly', (_, octets) =>
    octets.get([id, index]),
  );
  return value ?? null;
}

/** Removes a contract from this device; nothing else of it ends. */
export async function dropContract(id: string): Promise<void> {
  await run('readwrite', (list, octets) => {
    octets.delete(octetsOf(id));
    return list.delete(id);
  });
}

/** Asks the browser not to clear this site's storage by itself; false where it will not promise. */
export async function askToPersist(): Promise<boolean> {
  if (typeof navigator.storage?.persist !== 'function') return false;
  return navigator.storage.persist();
}

/** Bytes that this site may still fill on this device; null where the browser does not say. */
export async function spaceLeft(): Promise<number | null> {
  if (typeof navigator.storage?.estimate !== 'function') return null;
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}
