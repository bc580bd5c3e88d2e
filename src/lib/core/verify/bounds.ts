import { MAX_FIELDS } from './form-fields.ts';

/** What a file may make the verifier do, beyond which it is not examined whole. */
export type Bound =
  | 'fields'
  | 'certificates'
  | 'crls'
  | 'ocsps'
  | 'stored'
  | 'timestamps'
  | 'signers'
  | 'statements'
  | 'signature-checks'
  | 'hashed-octets';

// Far above what long-lived archives hold; a signature check costs about a tenth of a millisecond, and two gigabytes
// are the hashes of forty seals over the largest contract.
const MOST: Readonly<Record<Bound, number>> = {
  fields: MAX_FIELDS - 1,
  certificates: 512,
  crls: 256,
  ocsps: 256,
  stored: 2000,
  timestamps: 256,
  signers: 4096,
  statements: 8192,
  'signature-checks': 768,
  'hashed-octets': 2 ** 31,
};

/** Counts work against its bounds, and remembers which were hit: each is a finding, never a silent end. */
export class Bounds {
  readonly #spent = new Map<Bound, number>();
  readonly #exceeded = new Set<Bound>();

  /** Takes from a bound; false where that much is not left, which is remembered. */
  take(bound: Bound, count = 1): boolean {
    const spent = (this.#spent.get(bound) ?? 0) + count;
    if (spent > MOST[bound]) {
      this.#exceeded.add(bound);
      return false;
    }
    this.#spent.set(bound, spent);
    return true;
  }

  /** Takes one signature check over so many octets. */
  takeCheck(octets: number): boolean {
    return this.take('signature-checks') && this.take('hashed-octets', octets);
  }

  get exceeded(): readonly Bound[] {
    return [...this.#exceeded];
  }
}
