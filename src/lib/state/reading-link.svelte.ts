import { readingDocument, readingView, type Reading, type ReadingKind } from '../data/reading.ts';
import type { KeptFile } from '../data/kept-file.ts';
import type { RefusalCode } from '../domain/refusal.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A document on its way to the screen, on it, or not to be had. */
export type ReadDocument =
  | Readonly<{ status: 'loading'; received: number; total: number | null }>
  | Readonly<{ status: 'ready'; file: KeptFile }>
  | Readonly<{ status: 'failed' }>;

/** What a link shows that only shows: to the contractor's colleagues, or a 契約書案. Nothing of it stays on the device. */
export class ReadingLink {
  view = $state.raw<Reading | null>(null);
  refusal = $state<RefusalCode | null>(null);
  documents = $state<Record<string, ReadDocument>>({});
  readonly kind: ReadingKind;
  #token = '';

  constructor(kind: ReadingKind) {
    this.kind = kind;
  }

  /** @param hash - the address's fragment with its `#`; it stays in the address, so that the page may be passed on. */
  async open(hash: string): Promise<void> {
    const token = hash.replace(/^#/, '');
    this.refusal = null;
    if (!TOKEN.test(token)) {
      this.refusal = 'LINK_UNKNOWN';
      return;
    }
    this.#token = token;
    const answer = await readingView(this.kind, token);
    if (answer.ok) this.view = answer.value;
    else this.refusal = answer.code;
  }

  /** Fetches a document once; again after a failure. */
  async load(id: string): Promise<void> {
    const before = this.documents[id];
    if (before && before.status !== 'failed') return;
    this.documents[id] = { status: 'loading', received: 0, total: null };
    const answer = await readingDocument(this.kind, this.#token, id, (received, total) => {
      this.documents[id] = { status: 'loading', received, total };
    });
    this.documents[id] = answer.ok ? { status: 'ready', file: answer.value } : { status: 'failed' };
    if (!answer.ok && (answer.code === 'READING_ENDED' || answer.code === 'DRAFT_COPY_CLOSED'))
      this.refusal = answer.code;
  }
}
