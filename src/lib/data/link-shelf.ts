import type { ProgressPatch } from '../domain/signing-view.ts';
import { DeviceDatabase } from './device-database.ts';

/** A signing link kept on this device, so that its secret need not stay in the address bar. */
export interface KeptLink {
  /** First 16 hex digits of the token's SHA-256; names the link within this device. */
  readonly id: string;
  readonly token: string;
  readonly title: string | null;
  readonly senderName: string | null;
  /** UTC instant of the last visit, ISO 8601. */
  readonly seenAt: string;
  /** Progress that has not reached the server yet. */
  readonly unsent: ProgressPatch;
}

const STORE = 'link';
const database = new DeviceDatabase('shomei', 1, (made) => made.createObjectStore(STORE, { keyPath: 'id' }));

// Where the browser keeps nothing (some private windows), links live as long as the page.
const inMemory = new Map<string, KeptLink>();

async function run<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  return (await database.run(mode, [STORE], act)).value;
}

/** Names a token within this device. */
export async function linkId(token: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
  return Array.from(hash.subarray(0, 8), (octet) => octet.toString(16).padStart(2, '0')).join('');
}

/** Keeps a link, replacing what was kept under its id. */
export async function keepLink(link: KeptLink): Promise<void> {
  inMemory.set(link.id, link);
  await run('readwrite', (store) => store.put(link));
}

/** The link kept under an id, or undefined. */
export async function keptLink(id: string): Promise<KeptLink | undefined> {
  return (
    inMemory.get(id) ?? (await run<KeptLink | undefined>('readonly', (store) => store.get(id))) ?? undefined
  );
}

/** Every link kept on this device, the one seen last first. */
export async function keptLinks(): Promise<readonly KeptLink[]> {
  const stored = (await run<KeptLink[]>('readonly', (store) => store.getAll())) ?? [...inMemory.values()];
  return stored.sort((a, b) => b.seenAt.localeCompare(a.seenAt));
}

/** Forgets a link; the link itself stays valid. */
export async function dropLink(id: string): Promise<void> {
  inMemory.delete(id);
  await run('readwrite', (store) => store.delete(id));
}
