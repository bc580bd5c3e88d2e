/** Counts failures per key in a sliding window; kept in memory, since a restart is not something an attacker can ask for. */
export class Attempts {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #failures = new Map<string, number[]>();

  /**
   * @param limit - failures allowed in the window.
   * @param windowMs - length of the window.
   */
  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  #recent(key: string, at: Date): number[] {
    return (this.#failures.get(key) ?? []).filter((t) => t > at.getTime() - this.#windowMs);
  }

  /** Asks whether another try is refused at this instant. */
  blocked(key: string, at: Date): boolean {
    return this.#recent(key, at).length >= this.#limit;
  }

  /** Notes a failure. */
  failed(key: string, at: Date): void {
    this.#failures.set(key, [...this.#recent(key, at), at.getTime()]);
    if (this.#failures.size > 10_000) {
      for (const other of this.#failures.keys())
        if (this.#recent(other, at).length === 0) this.#failures.delete(other);
    }
  }

  /** Forgets a key's failures after a success. */
  succeeded(key: string): void {
    this.#failures.delete(key);
  }
}
