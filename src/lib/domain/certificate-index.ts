/** What finds a certificate of conclusion for a document: its ID, and the SHA-256 of every revision it records. */
export interface CertificateKeys {
  readonly certificateId: string;
  readonly sha256Hexes: readonly string[];
  /** Whether it is itself TOTAL-PASSED: such ones are asked first. */
  readonly isPassed: boolean;
}

/** What a document is found by: the IDs on its pages, and the SHA-256 of the file and of its signed revisions. */
export interface DocumentKeys {
  readonly certificateIds: readonly string[];
  readonly sha256Hexes: readonly string[];
}

/** Certificates asked about one document at most: a folder full of copies must not cost their product. */
const MOST_CANDIDATES = 8;

/** Finds the certificates of conclusion that may belong to a document, over a whole set. */
export class CertificateIndex<Certificate extends CertificateKeys> {
  readonly #byId = new Map<string, Certificate[]>();
  readonly #byHash = new Map<string, Certificate[]>();

  constructor(certificates: Iterable<Certificate>) {
    for (const one of certificates) {
      add(this.#byId, one.certificateId, one);
      for (const hash of new Set(one.sha256Hexes)) add(this.#byHash, hash, one);
    }
  }

  /**
   * The certificates that record these bytes or name this ID, the likeliest first: the bytes weigh more than the ID,
   * and a certificate that is itself valid more than one that is not. Whether one belongs is `matchCertificate`'s answer.
   */
  candidates({ certificateIds, sha256Hexes }: DocumentKeys): readonly Certificate[] {
    const equal = sha256Hexes.flatMap((hash) => this.#byHash.get(hash) ?? []);
    const named = certificateIds.flatMap((id) => this.#byId.get(id) ?? []);
    const found = [...new Set([...soundFirst(equal), ...soundFirst(named)])];
    return found.slice(0, MOST_CANDIDATES);
  }
}

function add<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function soundFirst<T extends CertificateKeys>(certificates: readonly T[]): readonly T[] {
  return [...certificates].sort((a, b) => Number(b.isPassed) - Number(a.isPassed));
}
