import { sendPaymentSlip } from '../data/attachments.ts';
import { readAttachment, readCase } from '../data/cases.ts';
import { readGuarantee, recordOriginal, reviewGuarantee, type GuaranteeRows } from '../data/guarantee.ts';
import type { Outcome } from '../data/outcome.ts';
import { caseGuarantee } from '../domain/case.ts';
import type { GuaranteeDecision } from '../domain/guarantee.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { GuaranteeKind } from '../domain/rules.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** What is under way with the guarantee. */
type GuaranteeAct = 'slip' | 'accept' | 'replace' | 'original' | 'download';

/** The guarantee of one envelope on the desk: what its case asks for, what came, what staff say of it. */
export class GuaranteeDesk {
  /** Kinds that the case allows; empty = it needs none. */
  kinds = $state.raw<readonly GuaranteeKind[]>([]);
  originalsTo = $state('');
  rows = $state.raw<GuaranteeRows>({ versions: [], attachments: [], originalReceivedOn: null });
  refusal = $state<RefusalCode | null>(null);
  acting = $state<GuaranteeAct | null>(null);
  readonly newest = $derived(this.rows.versions[0] ?? null);
  readonly paymentSlip = $derived(this.rows.attachments.find((row) => row.kind === 'payment_slip') ?? null);
  readonly #session: StaffSession;
  #caseId: string | null = null;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** Reads what the case asks for, once a case, and what came. */
  async load(envelopeId: string, caseId: string): Promise<void> {
    if (this.#caseId !== caseId) {
      const file = this.#session.watch(await readCase(caseId));
      if (!file.ok) {
        this.refusal = file.code;
        return;
      }
      const { rules } = file.value.rules;
      const { case_type: caseType, flags } = file.value.case;
      this.kinds = caseGuarantee({ caseType, flags }, rules);
      this.originalsTo = rules.guarantee.originalsTo;
      this.#caseId = caseId;
    }
    if (this.kinds.length > 0) await this.#read(envelopeId);
  }

  async #read(envelopeId: string): Promise<void> {
    const rows = this.#session.watch(await readGuarantee(envelopeId));
    if (rows.ok) this.rows = rows.value;
    else this.refusal = rows.code;
  }

  attachmentOf(id: string | null) {
    return this.rows.attachments.find((row) => row.id === id) ?? null;
  }

  async attachSlip(envelopeId: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.#act('slip', envelopeId, () => sendPaymentSlip(envelopeId, { name, bytes }));
  }

  async review(envelopeId: string, decision: GuaranteeDecision, reason: string | null): Promise<void> {
    const id = this.newest?.id;
    if (id !== undefined) await this.#act(decision, envelopeId, () => reviewGuarantee(id, decision, reason));
  }

  async record(envelopeId: string, receivedOn: string | null): Promise<void> {
    await this.#act('original', envelopeId, () => recordOriginal(envelopeId, receivedOn));
  }

  async #act(name: GuaranteeAct, envelopeId: string, work: () => Promise<Outcome<unknown>>): Promise<void> {
    if (this.acting !== null) return;
    this.acting = name;
    this.refusal = null;
    const outcome = this.#session.watch(await work());
    if (!outcome.ok) this.refusal = outcome.code;
    await this.#read(envelopeId);
    this.acting = null;
  }

  /** The octets of a file; null where refused (see `refusal`). */
  async fetch(id: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string | null } | null> {
    this.acting = 'download';
    this.refusal = null;
    const file = this.#session.watch(await readAttachment(id));
    this.acting = null;
    if (file.ok) return file.value;
    this.refusal = file.code;
    return null;
  }
}
