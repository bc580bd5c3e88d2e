import type { ObjectPart, ObjectStore } from './storage.ts';

/** Room behind a file for what a job appends; validation data with large CRLs take more, and then it grows. */
const ROOM = 256 * 1024;

/**
 * The one buffer that a job reads its files into, one after another: what a file leaves behind in memory is collected
 * only when the engine pleases, and a hosted function has little room. Reading the next file ends the one before.
 */
export class FileBuffer {
  #buffer = new Uint8Array(0);

  /** A buffer of at least so many octets, with whatever the last file left in it. */
  take(length: number): Uint8Array<ArrayBuffer> {
    if (this.#buffer.length < length) this.#buffer = new Uint8Array(length);
    return this.#buffer;
  }
}

/**
 * A whole file in one buffer with room behind it. What an update would make of the file can be looked at without
 * a second copy of it: the update is written behind the base, over the one tried before.
 */
export class WorkingFile {
  #buffer: Uint8Array<ArrayBuffer>;
  readonly #length: number;

  private constructor(buffer: Uint8Array<ArrayBuffer>, length: number) {
    this.#buffer = buffer;
    this.#length = length;
  }

  /**
   * Reads a file from its objects, checked against the whole's length and SHA-256.
   *
   * @param into - the job's buffer; without one, the file gets a buffer of its own.
   */
  static async read(
    objects: ObjectStore,
    parts: readonly ObjectPart[],
    whole: { readonly length: number; readonly sha256Hex: string },
    into: FileBuffer = new FileBuffer(),
  ): Promise<WorkingFile> {
    const buffer = into.take(whole.length + ROOM);
    await objects.read(parts, whole, buffer);
    return new WorkingFile(buffer, whole.length);
  }

  /** A file that is in memory already; the one copy that gives it room. */
  static of(bytes: Uint8Array): WorkingFile {
    const buffer = new Uint8Array(bytes.length + ROOM);
    buffer.set(bytes);
    return new WorkingFile(buffer, bytes.length);
  }

  /** The file as it was read; a view. */
  get base(): Uint8Array<ArrayBuffer> {
    return this.#buffer.subarray(0, this.#length);
  }

  /**
   * The file with the updates behind it, in order.
   *
   * @returns a view that holds until the next call with other updates.
   */
  with(...updates: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
    const length = updates.reduce((sum, update) => sum + update.length, this.#length);
    if (length > this.#buffer.length) {
      const larger = new Uint8Array(length + ROOM);
      larger.set(this.base);
      this.#buffer = larger;
    }
    let at = this.#length;
    for (const update of updates) {
      this.#buffer.set(update, at);
      at += update.length;
    }
    return this.#buffer.subarray(0, length);
  }
}
