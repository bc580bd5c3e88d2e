import type { BegunChallenge, ConfirmedAddress } from './applying.ts';
import { DeviceDatabase } from './device-database.ts';

/** One page of a paper that was photographed: upright, without location. */
export interface KeptPage {
  readonly jpeg: ArrayBuffer;
  readonly width: number;
  readonly height: number;
}

/** A paper being attached: a PDF as it came, or photographed pages. */
export interface KeptPaper {
  readonly kind: string;
  readonly pdf: { readonly name: string; readonly bytes: ArrayBuffer } | null;
  readonly pages: readonly KeptPage[];
}

/** An application being written on this device; nothing of it is on the server before it is sent. */
export interface KeptApplication {
  /** The municipality's code: one draft each, and one for the correction of a returned application. */
  readonly code: string;
  /** Of a returned application, its receipt number and version: a later one begins from what was sent then. */
  readonly corrects?: string;
  readonly step: string;
  readonly form: Readonly<Record<string, string>>;
  readonly termsAgreed?: boolean;
  readonly confirmed: ConfirmedAddress | null;
  /** A code that was mailed and not entered yet: reading the mail may end the page. */
  readonly challenge?: (BegunChallenge & { readonly email: string }) | null;
  readonly papers: readonly KeptPaper[];
  /** UTC instant, ISO 8601. */
  readonly savedAt: string;
}

const DRAFTS = 'draft';
/** Papers that a party of an envelope is still preparing. */
const PAPERS = 'paper';
const database = new DeviceDatabase('shomei-application', 2, (made, from) => {
  if (from < 1) made.createObjectStore(DRAFTS, { keyPath: 'code' });
  made.createObjectStore(PAPERS);
});

async function run<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
  name = DRAFTS,
): Promise<T | null> {
  return (await database.run(mode, [name], act)).value;
}

/** Keeps a draft on this device; false where the browser keeps nothing. */
export async function keepApplication(draft: KeptApplication): Promise<boolean> {
  return (await run('readwrite', (store) => store.put(draft))) !== null;
}

/** The draft for a municipality, or null. */
export async function keptApplication(code: string): Promise<KeptApplication | null> {
  return (await run<KeptApplication | undefined>('readonly', (store) => store.get(code))) ?? null;
}

/** Forgets the draft for a municipality. */
export async function dropApplication(code: string): Promise<void> {
  await run('readwrite', (store) => store.delete(code));
}

/** Keeps a paper on this device; false where the browser keeps nothing. @param place - names it on this device. */
export async function keepPaper(place: string, paper: KeptPaper): Promise<boolean> {
  return (await run('readwrite', (store) => store.put(paper, place), PAPERS)) !== null;
}

/** The paper kept at a place, or null. */
export async function keptPaper(place: string): Promise<KeptPaper | null> {
  return (await run<KeptPaper | undefined>('readonly', (store) => store.get(place), PAPERS)) ?? null;
}

/** Forgets the paper of a place. */
export async function dropPaper(place: string): Promise<void> {
  await run('readwrite', (store) => store.delete(place), PAPERS);
}
