/** What a file may make the verifier do, beyond which it is not examined whole. */
export type Bound = 'certificates' | 'crls' | 'ocsps' | 'stored' | 'signature-checks';

// Far above what long-lived archives hold; a signature check costs about a millisecond.
const MOST: Readonly<Record<Bound, number>> = {
  certificates: 512,
  crls: 256,
  ocsps: 256,
  stored: 2000,
  'signature-checks': 768,
};

/** Counts work against its bounds, and remembers which were hit: each is a finding, never a silent end. */
export class Bounds {
  readonly #spent = new Map<Bound, number>();
  readonly #exceeded = new Set<Bound>();

  /** Takes one from a bound; false where nothing is left, which is remembered. */
  take(bound: Bound): boolean {
    const spent = this.#spent.get(bound) ?? 0;
    if (spent >= MOST[bound]) {
      this.#exceeded.add(bound);
      return false;
    }
    this.#spent.set(bound, spent + 1);
    return true;
  }

  get exceeded(): readonly Bound[] {
    return [...this.#exceeded];
  }
}
