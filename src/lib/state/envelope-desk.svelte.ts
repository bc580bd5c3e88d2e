import { isClosed } from '../domain/envelope.ts';
import type { OperationEvent } from '../domain/operation.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readArchive, readDocument, type DocumentBytes } from '../data/documents.ts';
import type { DocumentRow, EnvelopeFile, PartyRow } from '../data/envelope-rows.ts';
import {
  copyEnvelope,
  correctContractor,
  extendDeadline,
  readEnvelope,
  recallEnvelope,
  redactCertificate,
  reissueEnvelope,
  remindContractor,
  resendLink,
  returnEnvelope,
  sendEnvelope,
  withdrawEnvelope,
} from '../data/envelopes.ts';
import type { Outcome } from '../data/outcome.ts';
import type { StaffSession } from './staff-session.svelte.ts';

const POLL_MS = 4000;
/** What staff do with an envelope on the desk. */
export type DeskAct =
  | 'resend'
  | 'withdraw'
  | 'reissue'
  | 'approve'
  | 'return'
  | 'recall'
  | 'remind'
  | 'correct'
  | 'correctLater'
  | 'extend'
  | 'copy'
  | 'redact';

/** While nobody looks, or after a failure, it asks less often. */
const POLL_SLOW_MS = 15_000;

/** The comment of the last return, where nothing was decided since; operations come newest first. */
export function commentOfReturn(file: EnvelopeFile | null): string | null {
  if (file?.envelope.status !== 'draft') return null;
  const last = file.operations.find((row) =>
    ['envelope_submitted', 'envelope_returned', 'envelope_recalled'].includes(row.event),
  );
  const comment = last?.event === 'envelope_returned' ? last.context?.['comment'] : null;
  return typeof comment === 'string' ? comment : null;
}

/** Events that make whoever caused them a drafter of the envelope, as SQL `private.drafted_by` counts them. */
const DRAFTING: readonly OperationEvent[] = [
  'envelope_saved',
  'document_uploaded',
  'document_removed',
  'envelope_submitted',
];

/** Hints whether a member of staff had a hand in the draft; SQL remains the judge. */
export function draftedBy(file: EnvelopeFile, userId: string | null): boolean {
  return (
    file.envelope.created_by === userId ||
    file.operations.some(
      (row) =>
        row.actor_user_id === userId &&
        (DRAFTING.includes(row.event) || (row.event === 'envelope_sent' && row.from_status === 'draft')),
    )
  );
}

/** A certificate of conclusion, its copy 「一部非表示」, and how that stands until it is there. */
interface CertificateCopy {
  readonly certificate: DocumentRow;
  readonly copy: DocumentRow | null;
  readonly state: 'none' | 'making' | 'failed' | 'made';
}

/** One sent envelope on the desk: read, watched by gentle polling, and acted on. */
export class EnvelopeDesk {
  file = $state.raw<EnvelopeFile | null>(null);
  refusal = $state<RefusalCode | null>(null);
  /** The refusal of the last act (resend, withdraw…), shown apart from that of reading. */
  actRefusal = $state<RefusalCode | null>(null);
  acting = $state<DeskAct | 'download' | null>(null);
  /** The act that was done last, said once in a notice. */
  done = $state<DeskAct | null>(null);
  readonly id: string;
  readonly #session: StaffSession;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = false;

  readonly contracts = $derived((this.file?.documents ?? []).filter((row) => row.kind === 'contract'));
  readonly certificates = $derived((this.file?.documents ?? []).filter((row) => row.kind === 'certificate'));
  readonly copies = $derived.by((): readonly CertificateCopy[] => {
    const { documents = [], copies = [] } = this.file ?? {};
    // The list of an envelope's documents holds no addresses, and is no certificate of one of them.
    const ofContracts = this.certificates.filter((row) => row.certifies_document_id !== null);
    return ofContracts.map((certificate) => ({
      certificate,
      copy: documents.find((row) => row.redacts_document_id === certificate.id) ?? null,
      state: copies.find((row) => row.document_id === certificate.id)?.state ?? 'none',
    }));
  });
  /** The municipality's party where it is its turn to sign, else null. */
  readonly ownTurn = $derived.by((): PartyRow | null => {
    const status = this.file?.envelope.status;
    if (this.file === null || (status !== 'sent' && status !== 'partly_signed')) return null;
    const next = this.file.parties.find((party) => party.status !== 'sealed');
    return next?.kind === 'municipality' && next.status === 'waiting' ? next : null;
  });
  /** The contractor's party where a link is out and can be sent again, else null. */
  readonly contractorTurn = $derived.by((): PartyRow | null => {
    const status = this.file?.envelope.status;
    if (this.file === null || (status !== 'sent' && status !== 'partly_signed')) return null;
    const next = this.file.parties.find((party) => party.status !== 'sealed');
    return next?.kind === 'contractor' && next.status === 'waiting' ? next : null;
  });
  /** Why it was given back last, where it has not been put forward again; else null. */
  readonly returnedComment = $derived.by((): string | null => commentOfReturn(this.file));
  /** A seal is under way: someone has consented, the seal is not there yet, or the conclusion is being made. */
  readonly sealing = $derived(
    this.file?.envelope.status === 'concluding' ||
      (this.file?.parties.some((party) => party.status === 'consented') ?? false),
  );

  constructor(id: string, session: StaffSession) {
    this.id = id;
    this.#session = session;
  }

  async refresh(): Promise<void> {
    const file = this.#session.watch(await readEnvelope(this.id));
    if (file.ok) {
      this.file = file.value;
      this.refusal = null;
    } else {
      this.refusal = file.code;
    }
  }

  /** Reads now and again and again until `unwatch`, ever more gently where nothing can change any more. */
  async watch(): Promise<void> {
    this.#watching = true;
    await this.refresh();
    this.#plan();
  }

  unwatch(): void {
    this.#watching = false;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }

  #plan(): void {
    if (!this.#watching) return;
    const status = this.file?.envelope.status;
    if (status !== undefined && isClosed(status) && status !== 'concluded') return;
    const still = status === 'concluded' && !this.copies.some(({ state }) => state === 'making');
    const slow = this.refusal !== null || document.hidden || still || status === 'draft';
    this.#timer = setTimeout(
      () => void this.refresh().then(() => this.#plan()),
      slow ? POLL_SLOW_MS : POLL_MS,
    );
  }

  async resend(partyId: string): Promise<void> {
    await this.#act('resend', () => resendLink(partyId));
  }

  async remind(partyId: string): Promise<void> {
    await this.#act('remind', () => remindContractor(partyId));
  }

  /** Corrects an address; before the party's turn nothing is sent again. */
  async correct(partyId: string, email: string): Promise<boolean> {
    const act = this.contractorTurn?.id === partyId ? 'correct' : 'correctLater';
    return this.#act(act, () => correctContractor(partyId, email));
  }

  /** Contractors behind the one whose turn it is. */
  readonly later = $derived.by((): readonly PartyRow[] => {
    const { envelope, parties } = this.file ?? {};
    if (envelope?.status !== 'sent' && envelope?.status !== 'partly_signed') return [];
    return (parties ?? []).filter(
      (party) =>
        party.kind === 'contractor' && party.status === 'waiting' && party.id !== this.contractorTurn?.id,
    );
  });

  /** Makes a new draft of it; answers the draft's id, or null where refused. */
  async copy(): Promise<string | null> {
    let id: string | null = null;
    await this.#act('copy', async () => {
      const made = await copyEnvelope(this.id);
      if (made.ok) id = made.value.envelopeId;
      return made;
    });
    return id;
  }

  async extend(deadlineOn: string): Promise<boolean> {
    return this.#act('extend', () => extendDeadline(this.id, deadlineOn));
  }

  async withdraw(reason: string): Promise<boolean> {
    return this.#act('withdraw', () => withdrawEnvelope(this.id, reason));
  }

  async reissue(): Promise<void> {
    await this.#act('reissue', () => reissueEnvelope(this.id));
  }

  /** Has the copy 「一部非表示」 of a certificate made, or tried again; it appears among the documents once it is sealed. */
  async redact(certificateId: string): Promise<void> {
    await this.#act('redact', () => redactCertificate(certificateId));
    // What is being made is looked for soon, not after the rest that a concluded envelope is given.
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#plan();
  }

  /** The approver's decision to send. */
  async approve(comment: string | null): Promise<boolean> {
    return this.#act('approve', () => sendEnvelope(this.id, comment));
  }

  async giveBack(comment: string): Promise<boolean> {
    return this.#act('return', () => returnEnvelope(this.id, comment));
  }

  /** The drafter takes it back before it is decided. */
  async recall(): Promise<boolean> {
    return this.#act('recall', () => recallEnvelope(this.id));
  }

  async #act(name: DeskAct, work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.acting !== null) return false;
    this.acting = name;
    this.actRefusal = null;
    this.done = null;
    const outcome = this.#session.watch(await work());
    if (outcome.ok) this.done = name;
    else this.actRefusal = outcome.code;
    await this.refresh();
    this.acting = null;
    return outcome.ok;
  }

  /** Bytes of a document for showing or keeping; null where refused (see `actRefusal`). */
  read(documentId: string, purpose: 'view' | 'download'): Promise<DocumentBytes | null> {
    return this.#bytes(() => readDocument(documentId, purpose));
  }

  readZip(): Promise<DocumentBytes | null> {
    return this.#bytes(() => readArchive(this.id));
  }

  async #bytes(work: () => Promise<Outcome<DocumentBytes>>): Promise<DocumentBytes | null> {
    this.acting = 'download';
    this.actRefusal = null;
    const outcome = this.#session.watch(await work());
    this.acting = null;
    if (outcome.ok) return outcome.value;
    this.actRefusal = outcome.code;
    return null;
  }
}
