import { LIMITS } from '../domain/limits.ts';
import type { Context } from '../domain/result.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { uploadDocument } from '../data/uploads.ts';
import { PASSING } from './passing.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** One chosen file on its way to the service. */
export class UploadItem {
  readonly key = crypto.randomUUID();
  readonly file: File;
  /** Share that the service has, 0 to 1. */
  share = $state(0);
  status = $state<'waiting' | 'sending' | 'examining' | 'refused' | 'interrupted' | 'done'>('waiting');
  refusal = $state<RefusalCode | null>(null);
  context = $state.raw<Context | undefined>(undefined);
  repaired = $state(false);
  uploadId: string | null = null;

  constructor(file: File) {
    this.file = file;
  }
}

/** The files that were chosen or dropped, sent one after the other. */
export class UploadQueue {
  items = $state<UploadItem[]>([]);
  readonly busy = $derived(
    this.items.some(
      (item) => item.status === 'waiting' || item.status === 'sending' || item.status === 'examining',
    ),
  );
  readonly #session: StaffSession;
  readonly #envelopeId: () => Promise<string | null>;
  readonly #added: () => Promise<void>;
  #running = false;

  /**
   * @param envelopeId - answers the draft's id, creating the draft where there is none yet; null where that failed.
   * @param added - called after each document that the service took in.
   */
  constructor(session: StaffSession, envelopeId: () => Promise<string | null>, added: () => Promise<void>) {
    this.#session = session;
    this.#envelopeId = envelopeId;
    this.#added = added;
  }

  async add(files: readonly File[]): Promise<void> {
    this.items.push(...files.map((file) => new UploadItem(file)));
    await this.#run();
  }

  /** Takes up an interrupted file again; the parts that arrived are not sent twice. */
  async retry(item: UploadItem): Promise<void> {
    item.status = 'waiting';
    item.refusal = null;
    await this.#run();
  }

  dismiss(item: UploadItem): void {
    this.items = this.items.filter((one) => one.key !== item.key);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let item = this.#next(); item !== undefined; item = this.#next()) await this.#send(item);
    this.#running = false;
  }

  #next(): UploadItem | undefined {
    return this.items.find((item) => item.status === 'waiting');
  }

  async #send(item: UploadItem): Promise<void> {
    item.status = 'sending';
    // What the browser can see by itself is said at once, before 50 MB travel; the service asks again.
    if (item.file.size === 0) return this.#refuse(item, 'UPLOAD_EMPTY');
    if (item.file.size > LIMITS.pdfBytes)
      return this.#refuse(item, 'UPLOAD_TOO_LARGE', { limit: LIMITS.pdfBytes });
    const bytes = await item.file.arrayBuffer().catch(() => null);
    // The file was moved or changed on disk between choosing and reading.
    if (bytes === null) return this.#refuse(item, 'UPLOAD_UNREADABLE');
    const envelopeId = await this.#envelopeId();
    if (envelopeId === null) {
      item.status = 'interrupted';
      return;
    }
    const outcome = this.#session.watch(
      await uploadDocument(
        envelopeId,
        { name: item.file.name, bytes: new Uint8Array(bytes) },
        item.uploadId,
        (share, uploadId) => {
          item.share = share;
          item.uploadId = uploadId;
          if (share >= 1) item.status = 'examining';
        },
      ),
    );
    if (!outcome.ok) return this.#refuse(item, outcome.code, outcome.context);
    item.repaired = outcome.value.repaired;
    item.status = 'done';
    await this.#added();
    if (!item.repaired) this.dismiss(item);
  }

  #refuse(item: UploadItem, code: RefusalCode, context?: Context): void {
    item.refusal = code;
    item.context = context;
    item.status = PASSING.includes(code) ? 'interrupted' : 'refused';
    if (item.status === 'refused') item.uploadId = null;
  }
}
