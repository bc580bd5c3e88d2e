import type { EnvelopeTemplate } from '../domain/envelope-template.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readTemplates, saveTemplate, type KeptTemplate } from '../data/envelope-templates.ts';
import { readEnvelope } from '../data/envelopes.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** A template with nothing filled in. */
export const EMPTY_TEMPLATE: EnvelopeTemplate = {
  name: '',
  departmentId: null,
  titlePattern: null,
  contractKind: null,
  amountKind: null,
  signOrder: 'contractor_first',
  deadlineDays: null,
  signerId: null,
  requiredDocuments: [],
  closed: false,
};

/** The municipality's templates, and what is done with them. */
export class TemplateDesk {
  all = $state.raw<readonly KeptTemplate[]>([]);
  loaded = $state(false);
  busy = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    const all = this.#session.watch(await readTemplates());
    this.refusal = all.ok ? null : all.code;
    if (!all.ok) return;
    this.loaded = true;
    this.all = all.value;
  }

  /** Keeps a template, new or changed; true once the service has it. */
  async save(template: KeptTemplate): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = null;
    const saved = this.#session.watch(
      await saveTemplate(this.#session.workplace?.municipality.id ?? '', template),
    );
    if (saved.ok) await this.load();
    else this.refusal = saved.code;
    this.busy = false;
    return saved.ok;
  }

  /** What a template made of an envelope begins with; null where the envelope cannot be read. */
  async from(envelopeId: string): Promise<EnvelopeTemplate | null> {
    const file = this.#session.watch(await readEnvelope(envelopeId));
    if (!file.ok) {
      this.refusal = file.code;
      return null;
    }
    const { envelope, parties, documents } = file.value;
    const own = parties.find((party) => party.kind === 'municipality');
    const signer = this.#session.workplace?.signers.find(
      (row) => row.title === own?.title && row.principal_name === own.principal_name,
    );
    return {
      ...EMPTY_TEMPLATE,
      departmentId: envelope.department_id,
      amountKind: envelope.amount_kind,
      signOrder: envelope.sign_order,
      signerId: signer?.id ?? null,
      requiredDocuments: documents
        .filter((document) => document.kind === 'contract')
        .map((document) => [...document.name.replace(/\.pdf$/i, '')].slice(0, 60).join('')),
    };
  }
}
