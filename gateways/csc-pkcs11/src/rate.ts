/** So many acts a minute for each name, spread evenly: a bucket that refills as time passes. */
export class Rate {
  readonly #left = new Map<string, { tokens: number; atMs: number }>();

  /**
   * Takes one act.
   *
   * @returns 0 where it is allowed, else the seconds until the next one is.
   */
  take(name: string, perMinute: number, nowMs: number): number {
    const known = this.#left.get(name) ?? { tokens: perMinute, atMs: nowMs };
    const tokens = Math.min(perMinute, known.tokens + ((nowMs - known.atMs) * perMinute) / 60_000);
    const isAllowed = tokens >= 1;
    this.#left.set(name, { tokens: isAllowed ? tokens - 1 : tokens, atMs: nowMs });
    return isAllowed ? 0 : Math.ceil(((1 - tokens) * 60) / perMinute);
  }
}
