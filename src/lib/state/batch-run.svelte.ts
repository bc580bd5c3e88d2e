import { rowState, type RowState } from '../domain/envelope-batch.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import {
  draftRow,
  finishRow,
  readBatch,
  refuseRow,
  type Batch,
  type BatchFile,
  type BatchRow,
} from '../data/batches.ts';
import { sha256Hex } from '../data/digest.ts';
import { setDocumentSheet } from '../data/envelopes.ts';
import type { Outcome } from '../data/outcome.ts';
import { uploadDocument } from '../data/uploads.ts';
import { byName } from './chosen-files.ts';
import { PASSING } from './passing.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { todayOn } from './today.ts';

/** A batch under way: row after row is made, and what was made before a drop or a reload is not made again. */
export class BatchRun {
  batch = $state.raw<Batch | null>(null);
  rows = $state.raw<readonly BatchRow[]>([]);
  running = $state(false);
  /** The row that is being made. */
  current = $state<number | null>(null);
  /** Why it stands still: a passing failure, or files that have to be chosen again. */
  stopped = $state<RefusalCode | 'files' | 'elsewhere' | null>(null);
  refusal = $state<RefusalCode | null>(null);
  readonly id: string;
  readonly #session: StaffSession;
  #files: ReadonlyMap<string, readonly File[]> = byName([]);
  #left = false;

  constructor(id: string, session: StaffSession) {
    this.id = id;
    this.#session = session;
  }

  readonly open = $derived(this.rows.filter((row) => ['waiting', 'making'].includes(this.stateOf(row))));
  readonly refused = $derived(this.rows.filter((row) => this.stateOf(row) === 'refused'));

  /** How a row stands. */
  stateOf(row: BatchRow): RowState {
    return rowState(row.status, row.code, row.ready_at !== null, this.batch?.mode ?? 'draft');
  }

  async load(): Promise<void> {
    const read = this.#session.watch(await readBatch(this.id));
    if (!read.ok) {
      this.refusal = read.code;
      return;
    }
    this.refusal = null;
    this.batch = read.value.batch;
    this.rows = read.value.rows;
  }

  /** Makes every row that is open (with `again`, those that were refused too), as far as files and line allow. */
  async run(files: readonly File[], again = false): Promise<void> {
    if (this.running) return;
    if (files.length > 0) this.#files = byName(files);
    this.running = true;
    this.stopped = null;
    // A second window on this device would send the same files beside this one.
    await navigator.locks.request(`shomei-batch-${this.id}`, { ifAvailable: true }, async (lock) => {
      if (lock === null) {
        this.stopped = 'elsewhere';
        return;
      }
      await this.load();
      for (const { ord } of again ? [...this.open, ...this.refused] : this.open) {
        if (this.#left) return;
        this.current = ord;
        this.stopped = await this.#make(ord);
        if (this.stopped !== null) return;
      }
    });
    this.current = null;
    // The numbers that were allotted are read before anybody takes the result away.
    if (this.stopped !== 'elsewhere') await this.load();
    this.running = false;
  }

  /** Ends after the row that is being made. */
  leave(): void {
    this.#left = true;
  }

  async #make(ord: number): Promise<RefusalCode | 'files' | null> {
    const row = this.rows.find((one) => one.ord === ord);
    if (row === undefined) return null;
    const draft = this.#session.watch(await draftRow(this.id, ord));
    if (!draft.ok) return this.#note(ord, draft.code);
    const { envelopeId, status, documents } = draft.value;
    this.#change(ord, { envelope_id: envelopeId, status, code: null });
    if (status === 'draft') {
      const there = [...documents];
      for (const file of row.files) {
        const at = there.findIndex((one) => one.sha256Hex === file.sha256Hex);
        const [known] = at < 0 ? [] : there.splice(at, 1);
        const put = known === undefined ? await this.#send(envelopeId, file) : known;
        if (put === 'files') return 'files';
        if (typeof put === 'string') {
          if (!PASSING.includes(put)) await refuseRow(this.id, ord, put);
          return this.#note(ord, put);
        }
        if (put.sheet !== file.sheet) {
          const said = this.#session.watch(await setDocumentSheet(put.id, file.sheet));
          if (!said.ok) return this.#note(ord, said.code);
        }
      }
    }
    const finished = this.#session.watch(await finishRow(this.id, ord));
    if (!finished.ok) return this.#note(ord, finished.code);
    const mode = this.batch?.mode ?? 'draft';
    this.#change(ord, {
      // The instant itself is read at the end.
      ready_at: row.ready_at ?? todayOn(),
      status: mode === 'send' ? 'sent' : mode === 'submit' ? 'awaiting_approval' : 'draft',
    });
    return null;
  }

  async #send(
    envelopeId: string,
    file: BatchFile,
  ): Promise<{ id: string; sheet: BatchFile['sheet'] } | RefusalCode | 'files'> {
    const [chosen] = this.#files.get(file.name) ?? [];
    if (chosen === undefined) return 'files';
    const bytes = await chosen.arrayBuffer().catch(() => null);
    if (bytes === null) return 'files';
    const octets = new Uint8Array(bytes);
    // What goes out is what the preview was confirmed for.
    if ((await sha256Hex(octets)) !== file.sha256Hex) return 'BATCH_FILE_CHANGED';
    const sent: Outcome<{ documentId: string }> = this.#session.watch(
      await uploadDocument(envelopeId, { name: file.name, bytes: octets }, null, () => undefined),
    );
    return sent.ok ? { id: sent.value.documentId, sheet: null } : sent.code;
  }

  /** A passing failure stops the run; any other is the row's own, and the next one follows. */
  #note(ord: number, code: RefusalCode): RefusalCode | null {
    if (PASSING.includes(code)) return code;
    this.#change(ord, { code });
    return null;
  }

  #change(ord: number, change: Partial<BatchRow>): void {
    this.rows = this.rows.map((row) => (row.ord === ord ? { ...row, ...change } : row));
  }
}
