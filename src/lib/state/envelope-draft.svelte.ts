import {
  blocksSending,
  readEnvelopeFields,
  type EnvelopeField,
  type EnvelopeFields,
  type FieldRefusals,
} from '../domain/envelope-fields.ts';
import type { StatutorySheet } from '../domain/case.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readCases, type ListedCase } from '../data/cases.ts';
import { ownDepartment } from '../data/municipality.ts';
import type { DocumentRow, EnvelopeFile } from '../data/envelope-rows.ts';
import {
  checkEnvelope,
  orderDocuments,
  readEnvelope,
  removeDocument,
  saveDraft,
  sendEnvelope,
  setDocumentSheet,
  submitEnvelope,
} from '../data/envelopes.ts';
import type { Outcome } from '../data/outcome.ts';
import { commentOfReturn } from './envelope-desk.svelte.ts';
import { firstRefused } from './envelope-form-order.ts';
import type { StaffSession } from './staff-session.svelte.ts';
import { TemplateChoice } from './template-choice.svelte.ts';
import { todayOn } from './today.ts';
import { UploadQueue } from './upload-queue.svelte.ts';

/** Rest after the last key before the draft saves itself. */
const AUTOSAVE_MS = 900;

/** What the form binds to: text as typed, empty where nothing is given. */
const EMPTY_FORM = {
  title: '',
  departmentId: '',
  caseId: '',
  counterpartyName: '',
  transactionOn: '',
  amountKind: '',
  contractOn: '',
  deadlineOn: '',
  signOrder: 'contractor_first',
  company: '',
  contractorTitle: '',
  principalName: '',
  email: '',
  signerId: '',
};
export type DraftForm = typeof EMPTY_FORM;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** A draft 封筒 being written: the form, its documents, and what still blocks sending. */
export class EnvelopeDraft {
  id = $state<string | null>(null);
  form = $state<DraftForm>({ ...EMPTY_FORM });
  amountJpy = $state<number | null>(null);
  documents = $state.raw<readonly DocumentRow[]>([]);
  /** Cases that an envelope can belong to, newest first. */
  cases = $state.raw<readonly ListedCase[]>([]);
  /** Why they could not be read. */
  casesRefusal = $state<RefusalCode | null>(null);
  /** The draft has the parties of a 共同企業体, and so stays with its case. */
  caseFixed = $state(false);
  refused = $state.raw<FieldRefusals>({});
  saving = $state(false);
  savedOnce = $state(false);
  dirty = $state(false);
  sending = $state(false);
  loading = $state(false);
  /** The form is closed: the envelope has left the draft state. */
  closed = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Why an approver gave it back last; null where nobody did. */
  returnedComment = $state<string | null>(null);
  readonly uploads: UploadQueue;
  readonly template: TemplateChoice;
  readonly #session: StaffSession;
  readonly #created: (id: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<boolean> | null = null;
  #edition = 0;
  // A draft that was made though its answer was lost is taken up by the next save.
  readonly #key = crypto.randomUUID();

  /** @param created - told the id once the draft exists on the server. */
  constructor(session: StaffSession, created: (id: string) => void) {
    this.#session = session;
    this.#created = created;
    this.template = new TemplateChoice(session);
    this.uploads = new UploadQueue(
      session,
      () => this.existing(),
      () => this.#readDocuments(),
    );
  }

  /** Fills a new draft with what is certain: the member's own department and a sole 名義人. */
  begin(): void {
    this.form.departmentId = ownDepartment(this.#session.workplace)?.id ?? '';
    const signers = this.#session.workplace?.signers ?? [];
    if (signers.length === 1) this.form.signerId = signers[0]?.id ?? '';
  }

  async loadCases(): Promise<void> {
    const templates = this.template.load();
    const cases = this.#session.watch(await readCases());
    await templates;
    if (cases.ok) this.cases = cases.value;
    this.casesRefusal = cases.ok ? null : cases.code;
  }

  /** Reads them again after a failure; a new draft then takes over what its case says. */
  async readCasesAgain(): Promise<void> {
    await this.loadCases();
    if (this.id === null && this.form.caseId !== '') this.chooseCase(this.form.caseId);
  }

  /** The case whose application is where this envelope goes. */
  readonly chosenCase = $derived(this.cases.find((row) => row.id === this.form.caseId) ?? null);

  /** Whether the case's 共同企業体 says who the contractors are. */
  readonly ofVenture = $derived(this.chosenCase?.venture_name != null);

  /** Takes over what the case and its accepted application say; M13: the address is theirs alone. */
  chooseCase(id: string): void {
    this.form.caseId = id;
    const { chosenCase } = this;
    if (chosenCase !== null) {
      this.form.departmentId = chosenCase.department_id;
      if (this.amountJpy === null && chosenCase.amount_jpy !== null) {
        this.amountJpy = chosenCase.amount_jpy;
        this.form.amountKind = 'fixed';
      }
      const { application } = chosenCase;
      if (chosenCase.venture_name !== null) {
        this.form.counterpartyName = chosenCase.venture_name;
      } else if (application?.status === 'accepted') {
        this.form.company = application.company;
        this.form.contractorTitle = application.principal_title ?? '';
        this.form.principalName = application.principal_name;
        this.form.email = application.email;
        this.companyNamed();
      }
      if (this.form.title.trim() === '') this.form.title = this.template.title(chosenCase, this.form.company);
    }
    this.touched();
  }

  /** Follows a template ('' = none) and takes over what is still empty. */
  chooseTemplate(id: string): void {
    this.template.id = id;
    this.template.fill(this.form, this.chosenCase);
    this.touched();
  }

  /** Says which statutory sheet a document is, or none. */
  async setSheet(documentId: string, sheet: StatutorySheet | null): Promise<void> {
    const set = this.#session.watch(await setDocumentSheet(documentId, sheet));
    if (!set.ok) this.refusal = set.code;
    await this.#readDocuments();
  }

  async load(id: string): Promise<void> {
    this.loading = true;
    const file = this.#session.watch(await readEnvelope(id));
    this.loading = false;
    if (!file.ok) {
      this.refusal = file.code;
      return;
    }
    this.refusal = null;
    this.id = id;
    this.#fill(file.value);
    this.savedOnce = true;
  }

  #fill(file: EnvelopeFile): void {
    const { envelope } = file;
    const contractor = file.parties.find((party) => party.kind === 'contractor');
    const municipality = file.parties.find((party) => party.kind === 'municipality');
    const signers = this.#session.workplace?.signers ?? [];
    this.closed = envelope.status !== 'draft';
    this.caseFixed = file.parties.some((party) => party.member_id !== null);
    this.returnedComment = commentOfReturn(file);
    this.form = {
      title: envelope.title ?? '',
      departmentId: envelope.department_id,
      caseId: envelope.case_id ?? '',
      counterpartyName: envelope.counterparty_name ?? '',
      transactionOn: envelope.transaction_on ?? '',
      amountKind: envelope.amount_kind ?? '',
      contractOn: envelope.contract_on ?? '',
      deadlineOn: envelope.deadline_on ?? '',
      signOrder: envelope.sign_order,
      company: contractor?.company ?? '',
      contractorTitle: contractor?.title ?? '',
      principalName: contractor?.principal_name ?? '',
      email: contractor?.email ?? '',
      signerId:
        signers.find(
          (row) => row.title === municipality?.title && row.principal_name === municipality.principal_name,
        )?.id ?? '',
    };
    this.amountJpy = envelope.amount_jpy;
    this.template.known(envelope.template_id);
    this.documents = file.documents.filter((document) => document.kind === 'contract');
  }

  /** The fields as the service takes them. */
  fields(): EnvelopeFields {
    const { form } = this;
    const kind = form.amountKind === 'fixed' || form.amountKind === 'unit_price' ? form.amountKind : null;
    return {
      title: orNull(form.title),
      departmentId: orNull(form.departmentId),
      caseId: orNull(form.caseId),
      counterpartyName: orNull(form.counterpartyName),
      transactionOn: orNull(form.transactionOn),
      amountKind: kind,
      amountJpy: kind === 'unit_price' ? null : this.amountJpy,
      contractOn: orNull(form.contractOn),
      deadlineOn: orNull(form.deadlineOn),
      signOrder: form.signOrder === 'municipality_first' ? 'municipality_first' : 'contractor_first',
      contractor: {
        company: orNull(form.company),
        title: orNull(form.contractorTitle),
        principalName: orNull(form.principalName),
        email: orNull(form.email),
      },
      municipality: { signerId: orNull(form.signerId) },
    };
  }

  /** Something was typed or chosen: the draft saves itself a moment after the last change. */
  touched(): void {
    this.#edition += 1;
    this.dirty = true;
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), AUTOSAVE_MS);
  }

  /** 取引年月日 follows 契約締結日 while it has no value of its own. */
  contractDated(): void {
    if (this.form.transactionOn === '') this.form.transactionOn = this.form.contractOn;
    this.touched();
  }

  /** 取引先 follows the contractor's company while it has no value of its own. */
  companyNamed(): void {
    if (this.form.counterpartyName.trim() === '') this.form.counterpartyName = this.form.company;
    this.touched();
  }

  /** Saves what is there; false where a field or the service refused. Overlapping calls wait for each other. */
  async save(): Promise<boolean> {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    while (this.#saving !== null) await this.#saving;
    if (this.closed) return false;
    if (!this.dirty && this.id !== null) return true;
    this.#saving = this.#save();
    const saved = await this.#saving;
    this.#saving = null;
    return saved;
  }

  async #save(): Promise<boolean> {
    const read = readEnvelopeFields(this.fields());
    this.refused = read.ok ? this.#stillRefused(read.fields) : read.refused;
    if (!read.ok) return false;
    const edition = this.#edition;
    this.saving = true;
    const saved = this.#session.watch(await saveDraft(this.id, read.fields, this.#key));
    this.saving = false;
    if (!saved.ok) {
      this.refusal = saved.code;
      return false;
    }
    const followed = await this.template.store(saved.value.envelopeId);
    this.refusal = followed === null ? null : this.#codeOf(followed);
    this.savedOnce = true;
    this.caseFixed ||= this.ofVenture;
    // What was typed while this save travelled is saved by the next one.
    if (edition === this.#edition) this.dirty = false;
    if (this.id === null) {
      this.id = saved.value.envelopeId;
      this.#created(saved.value.envelopeId);
    }
    return true;
  }

  #blocking(fields: EnvelopeFields): FieldRefusals {
    return blocksSending(fields, this.documents.length, todayOn(), this.ofVenture);
  }

  #codeOf(outcome: Outcome<unknown>): RefusalCode | null {
    const watched = this.#session.watch(outcome);
    return watched.ok ? null : watched.code;
  }

  // A field once called missing keeps saying so until it is filled; others are not scolded before sending.
  #stillRefused(fields: EnvelopeFields): FieldRefusals {
    const blocking = this.#blocking(fields);
    return Object.fromEntries(
      Object.entries(blocking).filter(([field]) => this.refused[field as EnvelopeField] !== undefined),
    );
  }

  /** The draft's id, saved first where it does not exist yet; null where that was refused. */
  async existing(): Promise<string | null> {
    if (this.id === null) {
      this.dirty = true;
      await this.save();
    }
    return this.id;
  }

  accessCodeIssued(): void {
    const { 'contractor.accessCode': _, ...others } = this.refused;
    this.refused = others;
  }

  async #readDocuments(): Promise<void> {
    if (this.id === null) return;
    const file = this.#session.watch(await readEnvelope(this.id));
    if (file.ok) this.documents = file.value.documents.filter((document) => document.kind === 'contract');
    if (file.ok && this.refused.documents !== undefined) this.refused = this.#stillRefused(this.fields());
  }

  async remove(documentId: string): Promise<void> {
    const removed = this.#session.watch(await removeDocument(documentId));
    if (!removed.ok) this.refusal = removed.code;
    await this.#readDocuments();
  }

  /** Moves a document one place up (-1) or down (+1). */
  async move(documentId: string, by: -1 | 1): Promise<void> {
    if (this.id === null) return;
    const ids = this.documents.map((document) => document.id);
    const from = ids.indexOf(documentId);
    const other = ids[from + by];
    if (from < 0 || other === undefined) return;
    ids[from + by] = documentId;
    ids[from] = other;
    const ordered = this.#session.watch(await orderDocuments(this.id, ids));
    if (!ordered.ok) this.refusal = ordered.code;
    await this.#readDocuments();
  }

  /** Saves and asks here and in SQL what is missing; answers the first such field, or null where it may be sent. */
  async ready(): Promise<EnvelopeField | 'refused' | null> {
    this.refusal = null;
    const read = readEnvelopeFields(this.fields());
    if (!read.ok) {
      this.refused = read.refused;
      return firstRefused(read.refused);
    }
    this.refused = this.#blocking(read.fields);
    if (!(await this.save()) || this.id === null) return firstRefused(this.refused) ?? 'refused';
    this.refused = this.#blocking(read.fields);
    if (firstRefused(this.refused) !== null) return firstRefused(this.refused);
    const checked = this.#session.watch(await checkEnvelope(this.id));
    if (!checked.ok) {
      this.refusal = checked.code;
      return 'refused';
    }
    this.refused = Object.fromEntries(checked.value.missing.map((field) => [field, 'REQUIRED']));
    if (this.template.missing(this.documents.map(({ name }) => name)).length > 0) {
      this.refusal = 'TEMPLATE_DOCUMENTS_MISSING';
      return firstRefused(this.refused) ?? 'refused';
    }
    return firstRefused(this.refused);
  }

  /**
   * Sends, or puts the draft before the approvers; true once it has left the desk. A second tap while the first is
   * under way does nothing.
   */
  async send(by: 'send' | 'submit'): Promise<boolean> {
    if (this.sending || this.id === null) return false;
    this.sending = true;
    const sent = this.#session.watch<unknown>(
      await (by === 'send' ? sendEnvelope(this.id) : submitEnvelope(this.id)),
    );
    this.sending = false;
    if (sent.ok) this.closed = true;
    else this.refusal = sent.code;
    return sent.ok;
  }

  /** Ends the timer when the screen goes; what is unsaved is saved first. */
  async leave(): Promise<void> {
    if (this.dirty && !this.closed) await this.save();
    if (this.#timer !== undefined) clearTimeout(this.#timer);
  }
}
