import type { KeptFile } from '../data/kept-file.ts';
import {
  packFiles,
  packIndex,
  SHARE_LIMITS,
  type PackFile,
  type PackWords,
  type ShelfContract,
} from '../domain/contract-pack.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { gatherPack, type PackSource } from './pack-gathering.ts';

/** Words of a pack, and the names of what comes with it. */
export interface PackTexts {
  readonly words: PackWords;
  readonly indexName: string;
  readonly zipName: string;
}

/** One pack on its way: contracts, certificates, attachments and their 索引簿, gathered to be handed over at once. */
export class ContractPack {
  progress = $state.raw<{ readonly done: number; readonly total: number } | null>(null);
  refusal = $state<RefusalCode | null>(null);
  /** Gathered and waiting to be handed over. */
  files = $state.raw<readonly KeptFile[] | null>(null);
  readonly #texts: PackTexts;

  /** Whether a share sheet would take it; one that it would not goes as a ZIP. */
  readonly shareable = $derived(
    this.files !== null &&
      this.files.length <= SHARE_LIMITS.files &&
      this.files.reduce((sum, { bytes }) => sum + bytes.length, 0) <= SHARE_LIMITS.bytes,
  );

  constructor(texts: PackTexts) {
    this.#texts = texts;
  }

  /** Gathers the pack of contracts; `files` is there afterwards, or `refusal` says why not. */
  async gather(contracts: readonly ShelfContract[], source: PackSource): Promise<void> {
    if (this.progress !== null) return;
    this.refusal = null;
    this.files = null;
    const gathered = await gatherPack(
      packFiles(contracts, this.#texts.words),
      source,
      (done, total) => (this.progress = { done, total }),
    );
    this.progress = null;
    if (!gathered.ok) {
      this.refusal = gathered.code;
      return;
    }
    this.files = [
      ...gathered.value.map(({ fileName, bytes }) => ({ fileName, bytes, mediaType: 'application/pdf' })),
      this.index(gathered.value),
    ];
  }

  /** The 索引簿 of files. */
  index(files: readonly PackFile[]): KeptFile {
    return {
      fileName: this.#texts.indexName,
      mediaType: 'text/csv',
      bytes: new TextEncoder().encode(packIndex(files, this.#texts.words)),
    };
  }

  /** What was gathered as one ZIP; null before. */
  async zip(): Promise<KeptFile | null> {
    if (this.files === null) return null;
    const { zipFiles } = await import('../packing/zip.ts');
    return {
      fileName: this.#texts.zipName,
      mediaType: 'application/zip',
      bytes: zipFiles(this.files),
    };
  }
}
