import type { CertificateContent, CertificateMatch, Report } from '../workers/verify-messages.ts';
import type { VerifyClient } from '../workers/verify-client.ts';

/** Files over this size are not read: the product makes none, and a phone's memory is small. */
const LARGEST_BYTES = 200 * 1024 * 1024;

/** One file on the verifier's desk. */
export class VerifyEntry {
  readonly key = crypto.randomUUID();
  readonly name: string;
  readonly size: number;
  status = $state<'waiting' | 'judging' | 'judged' | 'failed'>('waiting');
  bytes = $state.raw<Uint8Array<ArrayBuffer> | null>(null);
  report = $state.raw<Report | null>(null);
  certificate = $state.raw<CertificateContent | null>(null);
  /** For a contract: the certificate it was compared with and the three answers. */
  match = $state.raw<CertificateMatch | null>(null);
  matchedWith = $state.raw<VerifyEntry | null>(null);

  constructor(name: string, size: number) {
    this.name = name;
    this.size = size;
  }
}

/** The verify page's desk: files in, reports out, certificates found among the files and matched by themselves. */
export class VerifyDesk {
  entries = $state<VerifyEntry[]>([]);
  /** True where no trust list could be had, as on a device that never was online here: no issuer is then trusted. */
  trustMissing = $state(false);
  readonly busy = $derived(
    this.entries.some((entry) => entry.status === 'waiting' || entry.status === 'judging'),
  );
  readonly contracts = $derived(this.entries.filter((entry) => entry.certificate === null));
  readonly certificates = $derived(this.entries.filter((entry) => entry.certificate !== null));
  #client: VerifyClient | null = null;
  #work: Promise<void> = Promise.resolve();
  readonly #now: () => Date;

  /** @param now - the validation time is when a file is judged; tests give their own. */
  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Loads the worker and the trust list ahead of the first file, so that nothing is fetched afterwards. */
  async prepare(): Promise<void> {
    const [{ VerifyClient }, trust] = await Promise.all([
      import('../workers/verify-client.ts'),
      readTrustList(),
    ]);
    this.#client = new VerifyClient();
    this.trustMissing = trust === null || !(await this.#client.ask('trust', { text: trust }));
  }

  /** Takes files; resolves when all are judged and matched. */
  add(files: readonly File[]): Promise<void> {
    const taken = files.map((file) => ({ file, entry: new VerifyEntry(file.name, file.size) }));
    this.entries.push(...taken.map(({ entry }) => entry));
    this.#work = this.#work.then(async () => {
      for (const { file, entry } of taken) await this.#judge(file, entry.key);
      await this.#matchAll();
    });
    return this.#work;
  }

  async remove(key: string): Promise<void> {
    this.entries = this.entries.filter((entry) => entry.key !== key);
    await this.#client?.ask('forget', { key });
    await this.#matchAll();
  }

  clear(): void {
    for (const entry of this.entries) void this.#client?.ask('forget', { key: entry.key });
    this.entries = [];
  }

  close(): void {
    this.#client?.close();
    this.#client = null;
  }

  async #judge(file: File, key: string): Promise<void> {
    // Taken from the list again: the list's own proxy is what the screen watches.
    const entry = this.entries.find((one) => one.key === key);
    if (entry === undefined || this.#client === null) return;
    entry.status = 'judging';
    try {
      if (file.size > LARGEST_BYTES) throw new RangeError('FILE_TOO_LARGE');
      const bytes = new Uint8Array(await file.arrayBuffer());
      const judged = await this.#client.ask('judge', {
        key: entry.key,
        bytes,
        at: this.#now().toISOString(),
      });
      entry.bytes = bytes;
      entry.report = judged.report;
      entry.certificate = judged.certificate;
      entry.status = 'judged';
    } catch (cause) {
      console.warn('VERIFY_FAILED', cause);
      entry.status = 'failed';
    }
  }

  async #matchAll(): Promise<void> {
    for (const contract of this.contracts) {
      contract.match = null;
      contract.matchedWith = null;
      if (contract.report === null || this.#client === null) continue;
      for (const candidate of this.#candidates(contract.report)) {
        const match = await this.#client.ask('match', { contract: contract.key, certificate: candidate.key });
        // Equal bytes end the search; otherwise the first (best) candidate's answer stands.
        if (contract.match === null || match.bytes === 'matched') {
          contract.match = match;
          contract.matchedWith = candidate;
        }
        if (match.bytes === 'matched') break;
      }
    }
  }

  // Certificates that name the ID printed on the contract come first; the others are asked too, so that a contract
  // beside a foreign certificate is told that the two do not belong together.
  #candidates(report: Report): readonly VerifyEntry[] {
    const named = (entry: VerifyEntry): number =>
      entry.certificate !== null && report.certificateIds.includes(entry.certificate.certificateId) ? 0 : 1;
    return [...this.certificates].sort((a, b) => named(a) - named(b));
  }
}

/** The text of the dated list of anchors, from the service worker's cache where there is one; null where there is none. */
async function readTrustList(): Promise<string | null> {
  try {
    const answer = await fetch('/trust-list.json');
    return answer.ok ? await answer.text() : null;
  } catch (cause) {
    if (cause instanceof TypeError) return null; // no network and nothing kept
    throw cause;
  }
}
