import { CertificateIndex } from '../domain/certificate-index.ts';
import { decodeCsv } from '../domain/csv.ts';
import { readLedger, type LedgerCode, type LedgerRow, type LedgerWords } from '../domain/ledger.ts';
import { reconcile, type LedgerFile, type Reconciliation } from '../domain/ledger-reconciliation.ts';
import type { Context } from '../domain/result.ts';
import { listedFiles, type SheetFile } from '../domain/sheet-listing.ts';
import type { FileSummary, TrustFile, TrustState, VerifyQuestions } from '../workers/verify-messages.ts';
import type { VerifyPool } from '../workers/verify-pool.ts';
import type { IncomingFile } from './incoming-files.ts';
import { publishedTrust, trustQuestion, type PublishedTrust } from './trust-for-visit.ts';
import { isContract, partnersOf, type VerifyEntry } from './verify-entry.ts';

/** How often the screen follows the work: thousands of files must not redraw it thousands of times. */
const SHOW_EVERY_MS = 120;

type LedgerState =
  | { readonly ok: true; readonly name: string; readonly rows: readonly LedgerRow[] }
  | { readonly ok: false; readonly name: string; readonly code: LedgerCode; readonly context?: Context };

/**
 * The verify page's desk: files in, reports out, certificates found among all files and matched by themselves. Files
 * are read when their turn comes and not kept; what is kept of each is its summary and its packed report.
 */
export class VerifyDesk {
  /** Every file in the order it came, as of the last time the screen was told. */
  entries = $state.raw<readonly VerifyEntry[]>([]);
  /** Files that were left out of a folder because they are no PDF. */
  passedOver = $state(0);
  ledger = $state.raw<LedgerState | null>(null);
  /** The list of trusted issuers in use; null until it is known. */
  trust = $state.raw<TrustState | null>(null);
  /** True where no trust list could be had, as on a device that never was online here: no issuer is then trusted. */
  readonly trustMissing = $derived(this.trust !== null && this.trust.anchors.length === 0);
  readonly done = $derived(
    this.entries.filter(({ status }) => status !== 'waiting' && status !== 'judging').length,
  );
  /** True while contracts are compared with their certificates. */
  matching = $state(false);
  readonly busy = $derived(this.done < this.entries.length || this.matching);
  /** Certificates that a contract on the desk was matched with; they are reached from there. */
  readonly #partnered = $derived(partnersOf(this.entries));
  /** What the list shows: contracts, and certificates without their contract. */
  readonly items = $derived(this.entries.filter(({ key }) => !this.#partnered.has(key)));
  readonly reconciliation = $derived(this.#reconcile());

  readonly #now: () => Date;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- the screen follows `entries`, some times a second
  #all = new Map<number, VerifyEntry>();
  #pool: VerifyPool | null = null;
  #published: PublishedTrust = { list: null, token: null, keys: null };
  #replacement: readonly TrustFile[] = [];
  #added: readonly TrustFile[] = [];
  #lastKey = 0;
  #work: Promise<void> = Promise.resolve();
  /** Raised by a cancel: what was begun before it goes no further. */
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param now - the validation time is when a file is judged; tests give their own. */
  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Loads the worker and the trust list ahead of the first file, so that nothing is fetched afterwards. */
  async prepare(): Promise<void> {
    const [{ VerifyPool, poolSize }, published] = await Promise.all([
      import('../workers/verify-pool.ts'),
      publishedTrust(),
    ]);
    this.#pool = new VerifyPool(poolSize(navigator.hardwareConcurrency));
    this.#published = published;
    const answer = await this.#pool.trust(trustQuestion(published, [], []));
    if (answer.ok) this.trust = answer.state;
    // A list that cannot be read is none: integrity can be judged all the same.
    else this.trust = (await this.#emptyTrust()) ?? null;
  }

  /** Takes files; resolves when all are judged and matched. A CSV among them is the ledger. */
  async add(files: readonly IncomingFile[], words: readonly LedgerWords[]): Promise<void> {
    const isFolder = files.some(({ path }) => path.includes('/'));
    for (const incoming of files) {
      const name = incoming.path.toLowerCase();
      if (name.endsWith('.csv')) await this.loadLedger(incoming.file, words);
      // In a folder lies whatever lies there; a file that was chosen by itself is answered whatever it is.
      else if (isFolder && !name.endsWith('.pdf')) this.passedOver += 1;
      else this.#put(this.#fresh(incoming));
    }
    this.#show();
    await this.#run();
  }

  async loadLedger(file: File, words: readonly LedgerWords[]): Promise<void> {
    const text = decodeCsv(new Uint8Array(await file.arrayBuffer()));
    const read = text.ok ? readLedger(text.value, words) : text;
    this.ledger = read.ok
      ? { ok: true, name: file.name, rows: read.value }
      : { ok: false, name: file.name, code: read.code, ...(read.context && { context: read.context }) };
  }

  /** Puts a list (with its signature) in the place of the published one, for this visit, and judges everything anew. */
  replaceTrust(files: readonly File[]): Promise<string | null> {
    return this.#changeTrust(async () => (this.#replacement = await Promise.all(files.map(trustFile))));
  }

  /** Adds anchors for this visit. @returns the name of a file that holds none, else null. */
  addTrust(files: readonly File[]): Promise<string | null> {
    return this.#changeTrust(
      async () => (this.#added = [...this.#added, ...(await Promise.all(files.map(trustFile)))]),
    );
  }

  /** Goes back to the published list alone. */
  resetTrust(): Promise<string | null> {
    return this.#changeTrust(() => {
      this.#replacement = [];
      this.#added = [];
      return Promise.resolve();
    });
  }

  /** Checks the token of a sheet's QR. */
  async checkSheet(token: string): Promise<VerifyQuestions['sheet']['answer'] | null> {
    return (await this.#pool?.ask('sheet', { token, at: this.#now().toISOString() })) ?? null;
  }

  /** Files that bear this 締結証明書ID on their pages, certificates of conclusion about it, and lists that name it or bear it. */
  carriers(certificateId: string): readonly VerifyEntry[] {
    return this.entries.filter(
      ({ summary }) =>
        summary?.certificateIds.includes(certificateId) === true ||
        summary?.certificate?.certificateId === certificateId ||
        summary?.sheet?.sheetId === certificateId ||
        summary?.sheet?.documents.some((one) => one.certificateId === certificateId) === true,
    );
  }

  /** Lists whose documents, ID by ID and hash by hash, have this SHA-256, as the QR of a long list says it. */
  withList(sha256Hex: string): readonly VerifyEntry[] {
    return this.entries.filter(({ summary }) => summary?.sheet?.listSha256Hex === sha256Hex);
  }

  /** Files whose bytes, or one of whose signed revisions, have this SHA-256. */
  withHash(sha256Hex: string): readonly VerifyEntry[] {
    return this.entries.filter(({ summary }) => summary?.sha256Hexes.includes(sha256Hex) === true);
  }

  find(key: number): VerifyEntry | null {
    return this.entries.find((entry) => entry.key === key) ?? null;
  }

  /** Stops after the files under way; those that wait leave the desk. */
  cancel(): void {
    this.#round += 1;
    for (const [key, { status }] of this.#all) if (status === 'waiting') this.#all.delete(key);
    this.#show();
  }

  remove(key: number): void {
    this.#all.delete(key);
    for (const entry of this.#all.values())
      if (entry.matched?.certificateKey === key) this.#put({ ...entry, matched: null });
    this.#work = this.#work.then(() => this.#compareLists(this.#round));
    this.#show();
  }

  clear(): void {
    this.#round += 1;
    this.#all.clear();
    this.ledger = null;
    this.passedOver = 0;
    this.#show();
  }

  close(): void {
    this.clear();
    this.#pool?.close();
    this.#pool = null;
  }

  #fresh({ file, path }: IncomingFile): VerifyEntry {
    this.#lastKey += 1;
    return {
      key: this.#lastKey,
      name: path,
      file,
      status: 'waiting',
      summary: null,
      packed: null,
      matched: null,
      listed: null,
    };
  }

  #put(entry: VerifyEntry): void {
    this.#all.set(entry.key, entry);
  }

  #run(): Promise<void> {
    const round = this.#round;
    this.#work = this.#work.then(async () => {
      await this.#each(round, [...this.#all.values()].filter(isWaiting), (entry) => this.#judge(entry));
      if (round === this.#round) {
        this.matching = true;
        this.#show();
        await this.#matchAll(round);
      }
      this.#show();
      this.matching = false;
    });
    return this.#work;
  }

  // As many at a time as there are workers, so that no more files than that are open.
  async #each(
    round: number,
    entries: readonly VerifyEntry[],
    act: (entry: VerifyEntry) => Promise<void>,
  ): Promise<void> {
    const queue = entries.values();
    const lane = async (): Promise<void> => {
      for (const entry of queue) {
        if (round !== this.#round) return;
        await act(entry);
        this.#showSoon();
      }
    };
    await Promise.all(Array.from({ length: this.#pool?.size ?? 0 }, lane));
  }

  async #judge(entry: VerifyEntry): Promise<void> {
    const pool = this.#pool;
    if (pool === null || !this.#all.has(entry.key)) return;
    this.#put({ ...entry, status: 'judging' });
    let judged: VerifyEntry;
    try {
      const at = this.#now().toISOString();
      const answer = await pool.ask('judge', { file: entry.file, name: entry.name, at });
      judged = { ...entry, ...answer, status: 'judged' };
    } catch (cause) {
      console.warn('VERIFY_FAILED', cause);
      judged = { ...entry, status: 'failed' };
    }
    if (this.#all.has(entry.key)) this.#put(judged);
  }

  // Over the whole set, whenever it has grown; a contract whose full certificate is known already is left as it is.
  async #matchAll(round: number): Promise<void> {
    const judged = [...this.#all.values()].filter(({ status }) => status === 'judged');
    const certificates = judged.flatMap((entry) => {
      const keys = entry.summary?.certificate;
      return keys ? [{ ...keys, entry }] : [];
    });
    const contracts = judged.filter(({ summary }) => summary !== null && isContract(summary));
    const index = new CertificateIndex(certificates);
    // Two files chosen as a pair are compared whatever they are, so that a wrong pair is told.
    const isPair = contracts.length === 1 && certificates.length === 1;
    await this.#each(round, contracts, async (contract) => {
      const { summary, packed } = contract;
      if (summary === null || packed === null || isSettled(contract)) return;
      const found = isPair ? certificates : index.candidates(summary);
      const candidates = found.flatMap(({ entry }) =>
        entry.packed === null ? [] : [{ name: entry.name, packed: entry.packed, key: entry.key }],
      );
      await this.#match(contract, packed, candidates);
    });
    await this.#compareLists(round);
  }

  // Whenever a file came or went: a list says of each of its documents whether it is among the files.
  async #compareLists(round: number): Promise<void> {
    const judged = [...this.#all.values()].flatMap(({ key, summary }) => (summary ? [{ key, summary }] : []));
    const lists = judged.flatMap(({ key, summary }) =>
      summary.sheet === null ? [] : [{ key, sheet: summary.sheet, own: summary }],
    );
    if (lists.length === 0) return;
    const files = judged
      .filter(({ summary }) => isContract(summary))
      .map(({ key, summary }) => sheetFile(String(key), summary));
    for (const { key, sheet, own } of lists) {
      const { conclusion, cells } = own;
      const asked = { sheet, own: { conclusion, cells }, files: listedFiles(sheet, files) };
      const listed = await this.#pool?.ask('listed', asked);
      const entry = this.#all.get(key);
      if (entry && listed && round === this.#round) this.#put({ ...entry, listed });
    }
    this.#show();
  }

  async #match(
    contract: VerifyEntry,
    packed: Uint8Array<ArrayBuffer>,
    candidates: readonly { name: string; packed: Uint8Array<ArrayBuffer>; key: number }[],
  ): Promise<void> {
    const { file, name } = contract;
    const answer =
      candidates.length === 0 || this.#pool === null
        ? null
        : await this.#pool.ask('match', { file, name, packed, candidates }).catch((cause: unknown) => {
            console.warn('MATCH_FAILED', cause);
            return null;
          });
    if (!this.#all.has(contract.key)) return;
    const chosen = answer === null ? undefined : candidates[answer.candidate];
    if (answer === null || chosen === undefined) {
      this.#put({ ...contract, matched: null, status: candidates.length === 0 ? 'judged' : 'changed' });
      return;
    }
    const matched = { ...answer, certificateKey: chosen.key, certificateName: chosen.name };
    this.#put({ ...contract, matched });
  }

  async #changeTrust(change: () => Promise<unknown>): Promise<string | null> {
    const before = [this.#replacement, this.#added] as const;
    await this.#work;
    await change();
    const answer = await this.#pool?.trust(trustQuestion(this.#published, this.#replacement, this.#added));
    if (answer?.ok !== true) {
      [this.#replacement, this.#added] = before;
      return answer?.file === undefined || answer.file === ''
        ? (this.#replacement[0]?.name ?? '')
        : answer.file;
    }
    this.trust = answer.state;
    // Another list may judge everything otherwise.
    for (const entry of this.#all.values())
      this.#put({ ...entry, status: 'waiting', summary: null, packed: null, matched: null, listed: null });
    this.#show();
    await this.#run();
    return null;
  }

  async #emptyTrust(): Promise<TrustState | undefined> {
    const none = { list: null, token: null, keys: null };
    const answer = await this.#pool?.trust(trustQuestion(none, [], []));
    return answer?.ok === true ? answer.state : undefined;
  }

  #reconcile(): Reconciliation | null {
    // A large ledger is compared once, when all is judged, and not with every file that comes in.
    if (this.ledger?.ok !== true || this.busy) return null;
    const files: LedgerFile[] = [];
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read here alone
    const byKey = new Map(this.entries.map((entry) => [entry.key, entry]));
    for (const { key, summary, matched } of this.entries) {
      if (summary === null || !isContract(summary)) continue;
      const own = matched?.isMatched === true ? byKey.get(matched.certificateKey) : undefined;
      const certified = own?.summary?.certificate ?? null;
      const { certificateIds, sha256Hexes } = summary;
      files.push({ key: String(key), certificateIds, sha256Hexes, certified });
    }
    return reconcile(this.ledger.rows, files);
  }

  #show(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.entries = [...this.#all.values()];
  }

  #showSoon(): void {
    this.#timer ??= setTimeout(() => this.#show(), SHOW_EVERY_MS);
  }
}

function sheetFile(key: string, { certificateIds, sha256Hexes, seals }: FileSummary): SheetFile {
  return { key, certificateIds, sha256Hexes, seals };
}

function isWaiting({ status }: VerifyEntry): boolean {
  return status === 'waiting';
}

/** A full match ends the search, unless it is by a copy 「一部非表示」: the certificate itself may come yet. */
function isSettled({ matched }: VerifyEntry): boolean {
  return matched?.isMatched === true && !matched.match.redacted;
}

async function trustFile(file: File): Promise<TrustFile> {
  return { name: file.name, octets: new Uint8Array(await file.arrayBuffer()) };
}
