import { dropPaper, keepPaper, keptPaper, type KeptPaper } from '../data/application-shelf.ts';
import { failure, success, type Outcome } from '../data/outcome.ts';
import type { SigningClient } from '../data/signing.ts';
import type { GivenGuarantee, GuaranteeFile, GuaranteeView } from '../domain/guarantee.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { GuaranteeKind } from '../domain/rules.ts';
import { paperFile, takeFiles } from './paper-files.ts';

/** Which file a kind brings; null where it brings none. */
export function fileOf(kind: GuaranteeKind | ''): GuaranteeFile | null {
  return kind === 'security' ? 'security' : kind === 'cash' ? 'receipt' : null;
}

/** What is missing before it can be given. */
type Missing = 'kind' | 'file' | 'contractNumber' | 'accessKey' | 'grounds';

/**
 * The guarantee of a contract being prepared by its contractor. The kind is kept by the service, photos and files on
 * this device until they are given: between a 納付書 and its 領収書 lie days.
 */
export class GuaranteeGiving {
  kind = $state<GuaranteeKind | ''>('');
  paper = $state.raw<KeptPaper>({ kind: '', pdf: null, pages: [] });
  contractNumber = $state('');
  accessKey = $state('');
  grounds = $state('');
  missing = $state.raw<readonly Missing[]>([]);
  refusal = $state<RefusalCode | null>(null);
  reading = $state(false);
  /** Share of the file that the service has, while it is being sent; null otherwise. */
  sent = $state<number | null>(null);
  busy = $state(false);
  readonly #client: SigningClient;
  readonly #partyId: string;
  /** Says that the view has to be read again. */
  readonly #changed: () => Promise<void>;

  constructor(client: SigningClient, partyId: string, view: GuaranteeView, changed: () => Promise<void>) {
    this.#client = client;
    this.#partyId = partyId;
    this.#changed = changed;
    this.kind = view.chosen ?? (view.kinds.length === 1 ? (view.kinds[0] ?? '') : '');
    this.grounds = view.given?.grounds ?? '';
    this.contractNumber = view.given?.contractNumber ?? '';
  }

  /** Takes up what was photographed before and not given yet. */
  async restore(): Promise<void> {
    const file = fileOf(this.kind);
    if (file === null) return;
    this.paper = (await keptPaper(this.#place(file))) ?? { kind: file, pdf: null, pages: [] };
  }

  /** Chooses a kind; the service keeps it, for whichever device is used next. */
  async choose(kind: GuaranteeKind): Promise<void> {
    this.kind = kind;
    this.missing = [];
    this.refusal = null;
    await this.restore();
    const kept = await this.#client.chooseGuarantee(kind);
    if (!kept.ok) this.refusal = kept.code;
  }

  async addFiles(files: readonly File[]): Promise<void> {
    this.reading = true;
    const { paper, refusal } = await takeFiles(this.paper, files);
    this.reading = false;
    this.refusal = refusal;
    await this.#put(paper);
  }

  async removePage(index: number): Promise<void> {
    await this.#put({ ...this.paper, pages: this.paper.pages.filter((_, at) => at !== index) });
  }

  async removePdf(): Promise<void> {
    await this.#put({ ...this.paper, pdf: null });
  }

  async #put(paper: KeptPaper): Promise<void> {
    this.paper = paper;
    this.missing = this.missing.filter((one) => one !== 'file');
    await keepPaper(this.#place(paper.kind), paper);
  }

  #place(file: string): string {
    return `${this.#partyId}/${file}`;
  }

  /** Gives it; what arrived before a dropped line is not sent again. @param title - what bound photos are called. */
  async give(title: string): Promise<boolean> {
    if (this.busy) return false;
    this.missing = this.#unfilled();
    if (this.missing.length > 0) return false;
    this.busy = true;
    this.refusal = null;
    const given = await this.#send(title);
    this.busy = false;
    this.sent = null;
    if (!given.ok) {
      this.refusal = given.code;
      return false;
    }
    const file = fileOf(this.kind);
    if (file !== null) await dropPaper(this.#place(file));
    await this.#changed();
    return true;
  }

  #unfilled(): Missing[] {
    switch (this.kind) {
      case '':
        return ['kind'];
      case 'security':
      case 'cash':
        return this.paper.pdf === null && this.paper.pages.length === 0 ? ['file'] : [];
      case 'electronic':
        return (['contractNumber', 'accessKey'] as const).filter((field) => this[field].trim() === '');
      case 'exempt':
        return this.grounds.trim() === '' ? ['grounds'] : [];
    }
  }

  async #send(title: string): Promise<Outcome<unknown>> {
    const given = await this.#given(title);
    return given.ok ? this.#client.giveGuarantee(given.value) : given;
  }

  async #given(title: string): Promise<Outcome<GivenGuarantee>> {
    const { kind } = this;
    if (kind === 'exempt') return success({ kind, grounds: this.grounds.trim() });
    if (kind === 'electronic') {
      return success({ kind, contractNumber: this.contractNumber.trim(), accessKey: this.accessKey.trim() });
    }
    const file = fileOf(kind);
    const made = await paperFile(this.paper, title);
    if (kind === '' || file === null || made === null) return failure('ATTACHMENT_MISSING');
    this.sent = 0;
    const sent = await this.#client.sendAttachment({ kind: file, ...made }, (share) => (this.sent = share));
    return sent.ok ? success({ kind, attachmentId: sent.value }) : sent;
  }
}
