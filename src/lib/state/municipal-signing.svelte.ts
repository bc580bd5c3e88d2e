import type { RefusalCode } from '../domain/refusal.ts';
import { readDocument } from '../data/documents.ts';
import type { DocumentRow } from '../data/envelope-rows.ts';
import { giveConsent } from '../data/envelopes.ts';
import { success, type Outcome } from '../data/outcome.ts';
import { verifyCode } from '../data/session.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** A contract as the signer sees it: the exact bytes, and the SHA-256 computed from them here. */
export interface ShownDocument {
  readonly id: string;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256Hex: string;
}

/** Fetches the newest revision of every document, with the SHA-256 of the octets as they arrived. */
export async function readShown(
  session: StaffSession,
  rows: readonly DocumentRow[],
): Promise<Outcome<readonly ShownDocument[]>> {
  const shown: ShownDocument[] = [];
  for (const row of rows) {
    const read = session.watch(await readDocument(row.id, 'view'));
    if (!read.ok) return read;
    shown.push({ id: row.id, name: row.name, bytes: read.value.bytes, sha256Hex: read.value.sha256Hex });
  }
  return success(shown);
}

/** The municipality's own signature: the newest revisions shown, the authority given, a fresh second factor. */
export class MunicipalSigning {
  documents = $state.raw<readonly ShownDocument[]>([]);
  loading = $state(false);
  authority = $state('');
  authorityMissing = $state(false);
  decisionNumber = $state('');
  code = $state('');
  codeMissing = $state(false);
  busy = $state(false);
  refusal = $state<RefusalCode | null>(null);
  done = $state(false);
  /** Documents that were brought to the front; all of them must have been. */
  seen = $state<readonly string[]>([]);
  readonly allSeen = $derived(
    this.documents.length > 0 && this.documents.every((one) => this.seen.includes(one.id)),
  );
  readonly #session: StaffSession;
  readonly #partyId: string;

  /** @param authority - 専決・委任の根拠 proposed by the 名義人's own row. */
  constructor(session: StaffSession, partyId: string, authority: string) {
    this.#session = session;
    this.#partyId = partyId;
    this.authority = authority;
  }

  /** Fetches the newest revision of every contract: what is shown is what will be consented to. */
  async load(rows: readonly DocumentRow[]): Promise<void> {
    this.loading = true;
    this.refusal = null;
    const shown = await readShown(this.#session, rows);
    if (shown.ok) this.documents = shown.value;
    else this.refusal = shown.code;
    this.loading = false;
  }

  show(documentId: string): void {
    if (!this.seen.includes(documentId)) this.seen = [...this.seen, documentId];
  }

  /** Proves the second factor anew, then gives the consent for the bytes shown. */
  async sign(): Promise<void> {
    if (this.busy || this.done) return;
    const code = this.code.normalize('NFKC').replace(/\s/g, '');
    this.authorityMissing = this.authority.trim() === '';
    this.codeMissing = !/^\d{6}$/.test(code);
    if (this.authorityMissing || this.codeMissing || !this.allSeen) return;
    this.busy = true;
    this.refusal = null;
    const fresh = this.#session.watch(await verifyCode(code));
    if (fresh.ok) {
      const named = this.documents.map(({ id, sha256Hex }) => ({ documentId: id, sha256Hex }));
      const given = this.#session.watch(
        await giveConsent(this.#partyId, named, {
          authority: this.authority.trim(),
          decisionNumber: this.decisionNumber.trim() === '' ? null : this.decisionNumber.trim(),
        }),
      );
      this.done = given.ok;
      if (!given.ok) this.refusal = given.code;
    } else {
      this.refusal = fresh.code;
    }
    this.code = '';
    this.busy = false;
  }
}
