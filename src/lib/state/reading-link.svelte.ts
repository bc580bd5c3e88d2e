import { readingDocument, readingView, type Reading } from '../data/reading.ts';
import type { KeptFile } from '../data/signing.ts';
import type { RefusalCode } from '../domain/refusal.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A document on its way to the screen, on it, or not to be had. */
export type ReadDocument =
  | Readonly<{ status: 'loading'; received: number; total: number | null }>
  | Readonly<{ status: 'ready'; file: KeptFile }>
  | Readonly<{ status: 'failed' }>;

/** What the link for the contractor's colleagues shows; nothing of it stays on the device. */
export class ReadingLink {
  view = $state.raw<Reading | null>(null);
  refusal = $state<RefusalCode | null>(null);
  documents = $state<Record<string, ReadDocument>>({});
  #token = '';

  /** @param hash - the address's fragment with its `#`; it stays in the address, so that the page may be passed on. */
  async open(hash: string): Promise<void> {
    const token = hash.replace(/^#/, '');
    this.refusal = null;
    if (!TOKEN.test(token)) {
      this.refusal = 'LINK_UNKNOWN';
      return;
    }
    this.#token = token;
    const answer = await readingView(token);
    if (answer.ok) this.view = answer.value;
    else this.refusal = answer.code;
  }

  /** Fetches a document once; again after a failure. */
  async load(id: string): Promise<void> {
    const before = this.documents[id];
    if (before && before.status !== 'failed') return;
    this.documents[id] = { status: 'loading', received: 0, total: null };
    const answer = await readingDocument(this.#token, id, (received, total) => {
      this.documents[id] = { status: 'loading', received, total };
    });
    this.documents[id] = answer.ok ? { status: 'ready', file: answer.value } : { status: 'failed' };
    if (!answer.ok && answer.code === 'READING_ENDED') this.refusal = answer.code;
  }
}
