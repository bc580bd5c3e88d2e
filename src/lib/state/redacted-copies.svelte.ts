import type { RedactedCopy, RedactedCopySource } from '../data/redacted-copy.ts';
import type { RefusalCode } from '../domain/refusal.ts';

/** Between two looks while a copy is being made. */
const POLL_MS = 3000;

/** The copies 「一部非表示」 of an envelope's certificates, as the holder of its link, or of the shelf it lies on, sees and asks for them. */
export class RedactedCopies {
  rows = $state.raw<readonly RedactedCopy[]>([]);
  /** The certificate for which a copy is being asked for. */
  asking = $state<string | null>(null);
  refusal = $state<RefusalCode | null>(null);
  readonly #source: RedactedCopySource;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(source: RedactedCopySource) {
    this.#source = source;
  }

  /** Reads now, and again while a copy is being made, until `unwatch`. */
  async watch(): Promise<void> {
    this.unwatch();
    const read = await this.#source.redactedCopies();
    // What cannot be read is not offered: the page's own files stay as they are.
    if (read.ok) this.rows = read.value;
    if (this.rows.some((row) => row.requested && !row.made && !row.failed))
      this.#timer = setTimeout(() => void this.watch(), POLL_MS);
  }

  unwatch(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }

  /** Has a copy made; a second press while the first is under way does nothing. */
  async ask(certificateId: string): Promise<void> {
    if (this.asking !== null) return;
    this.asking = certificateId;
    const asked = await this.#source.askRedactedCopy(certificateId);
    this.asking = null;
    this.refusal = asked.ok ? null : asked.code;
    await this.watch();
  }
}
