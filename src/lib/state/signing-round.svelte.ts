import type { RefusalCode } from '../domain/refusal.ts';
import type { DeskRow } from '../data/desk.ts';
import { giveConsent, readEnvelope } from '../data/envelopes.ts';
import { verifyCode } from '../data/session.ts';
import { readShown, type ShownDocument } from './municipal-signing.svelte.ts';
import type { StaffSession } from './staff-session.svelte.ts';

type Outcome = 'waiting' | 'reviewed' | 'skipped' | 'signed' | 'refused';

/** One envelope of the round: what was shown is kept by its hash alone. */
class RoundItem {
  readonly row: DeskRow;
  outcome = $state<Outcome>('waiting');
  refusal = $state<RefusalCode | null>(null);
  decisionNumber = $state('');
  named: readonly { readonly documentId: string; readonly sha256Hex: string }[] = [];

  constructor(row: DeskRow) {
    this.row = row;
  }
}

/**
 * Several envelopes signed for the municipality: each is opened and every document of it brought to the front, then
 * one fresh second factor instructs the signatures over those that were reviewed, and over nothing else.
 */
export class SigningRound {
  items = $state.raw<readonly RoundItem[]>([]);
  step = $state<'choose' | 'review' | 'sign' | 'done'>('choose');
  index = $state(0);
  documents = $state.raw<readonly ShownDocument[]>([]);
  seen = $state.raw<readonly string[]>([]);
  loading = $state(false);
  busy = $state(false);
  refusal = $state<RefusalCode | null>(null);
  authority = $state('');
  authorityMissing = $state(false);
  code = $state('');
  codeMissing = $state(false);
  readonly current = $derived(this.items[this.index]);
  readonly reviewed = $derived(
    this.items.filter((item) => ['reviewed', 'signed', 'refused'].includes(item.outcome)),
  );
  readonly allSeen = $derived(
    this.documents.length > 0 && this.documents.every((one) => this.seen.includes(one.id)),
  );
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async begin(rows: readonly DeskRow[]): Promise<void> {
    this.items = rows.map((row) => new RoundItem(row));
    this.index = 0;
    this.step = 'review';
    await this.open();
  }

  /** Reads the current envelope's documents anew. */
  async open(): Promise<void> {
    const item = this.current;
    if (item === undefined) return;
    this.loading = true;
    this.refusal = null;
    this.documents = [];
    this.seen = [];
    const file = this.#session.watch(await readEnvelope(item.row.envelope_id));
    if (file.ok) {
      const contracts = file.value.documents.filter((row) => row.kind === 'contract');
      const shown = await readShown(this.#session, contracts);
      if (shown.ok) this.documents = shown.value;
      else this.refusal = shown.code;
      const own = file.value.parties.find((party) => party.kind === 'municipality');
      const signer = this.#session.workplace?.signers.find((row) => row.id === own?.municipality_signer_id);
      if (this.authority === '') this.authority = signer?.authority ?? '';
    } else {
      this.refusal = file.code;
    }
    this.loading = false;
  }

  show(documentId: string): void {
    if (!this.seen.includes(documentId)) this.seen = [...this.seen, documentId];
  }

  /** Ends the review of the current envelope and opens the next one, or the instruction after the last. */
  async next(outcome: 'reviewed' | 'skipped'): Promise<void> {
    const item = this.current;
    if (item === undefined || this.loading || (outcome === 'reviewed' && !this.allSeen)) return;
    item.outcome = outcome;
    item.named =
      outcome === 'reviewed'
        ? this.documents.map(({ id, sha256Hex }) => ({ documentId: id, sha256Hex }))
        : [];
    this.documents = [];
    if (this.index + 1 < this.items.length) {
      this.index += 1;
      await this.open();
    } else {
      this.step = 'sign';
    }
  }

  /** Proves the second factor anew, then gives one consent after another; a refusal stops none of the others. */
  async sign(): Promise<void> {
    if (this.busy) return;
    const code = this.code.normalize('NFKC').replace(/\s/g, '');
    this.authorityMissing = this.authority.trim() === '';
    this.codeMissing = !/^\d{6}$/.test(code);
    if (this.authorityMissing || this.codeMissing) return;
    this.busy = true;
    this.refusal = null;
    const fresh = this.#session.watch(await verifyCode(code));
    this.code = '';
    if (fresh.ok) {
      for (const item of this.items.filter(({ outcome }) => outcome === 'reviewed'))
        await this.#consent(item);
      this.step = 'done';
    } else {
      this.refusal = fresh.code;
    }
    this.busy = false;
  }

  async #consent(item: RoundItem): Promise<void> {
    const number = item.decisionNumber.trim();
    const given = this.#session.watch(
      await giveConsent(item.row.party_id ?? '', item.named, {
        authority: this.authority.trim(),
        decisionNumber: number === '' ? null : number,
      }),
    );
    item.outcome = given.ok ? 'signed' : 'refused';
    item.refusal = given.ok ? null : given.code;
  }
}
