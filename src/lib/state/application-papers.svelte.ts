import { sendAsApplicant } from '../data/attachments.ts';
import type { KeptPaper } from '../data/application-shelf.ts';
import { success, type Outcome } from '../data/outcome.ts';
import { attachmentMark, type FormCase, type ReturnedApplication } from '../domain/application.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { paperFile, takeFiles } from './paper-files.ts';

type Demands = FormCase['demands'];
type Earlier = ReturnedApplication['attachments'][number];

/** The papers of an application: those chosen on this device, and those that a returned version brought. */
export class ApplicationPapers {
  chosen = $state.raw<readonly KeptPaper[]>([]);
  /** The application that is being corrected. */
  returned = $state.raw<ReturnedApplication | null>(null);
  /** Papers that the service took in, with their ids: a submission that broke off does not send them again. */
  #taken = new WeakMap<KeptPaper, string>();
  /** What they were sent for: they serve no other address and no other case. */
  #takenFor = '';
  readonly #touched: () => void;

  /** @param touched - called after each change, so that it is kept. */
  constructor(touched: () => void) {
    this.#touched = touched;
  }

  of(kind: string): KeptPaper {
    return this.chosen.find((paper) => paper.kind === kind) ?? { kind, pdf: null, pages: [] };
  }

  isChosen(kind: string): boolean {
    const { pdf, pages } = this.of(kind);
    return pdf !== null || pages.length > 0;
  }

  /** What the returned version brought for a demand. */
  earlier(kind: string): readonly Earlier[] {
    return this.returned?.attachments.filter((file) => file.kind === kind) ?? [];
  }

  /** Whether staff asked for another one. */
  isToReplace(kind: string): boolean {
    return this.returned?.reviewFields.includes(attachmentMark(kind)) ?? false;
  }

  /** Whether what the returned version brought goes along: nothing else was chosen, and staff did not object. */
  isKept(kind: string): boolean {
    return this.earlier(kind).length > 0 && !this.isToReplace(kind) && !this.isChosen(kind);
  }

  /** Demands for which there is nothing yet. */
  missing(demands: Demands): Demands {
    return demands.filter(({ id, required }) => required && !this.isChosen(id) && !this.isKept(id));
  }

  #put(paper: KeptPaper): void {
    this.chosen = [...this.chosen.filter((entry) => entry.kind !== paper.kind), paper];
    this.#touched();
  }

  /** Takes photos as further pages, or one PDF in the place of everything; answers what could not be read. */
  async add(kind: string, files: readonly File[]): Promise<RefusalCode | null> {
    const taken = await takeFiles(this.of(kind), files);
    this.#put(taken.paper);
    return taken.refusal;
  }

  removePage(kind: string, index: number): void {
    const paper = this.of(kind);
    this.#put({ ...paper, pages: paper.pages.filter((_, at) => at !== index) });
  }

  removePdf(kind: string): void {
    this.#put({ ...this.of(kind), pdf: null });
  }

  /** Ids, in the returned version, of what goes along. */
  keptIds(demands: Demands): readonly string[] {
    return demands.flatMap(({ id }) => (this.isKept(id) ? this.earlier(id).map((file) => file.id) : []));
  }

  /**
   * Sends what was chosen for a case; what arrived before a dropped line is not sent again.
   *
   * @param onshare - share of everything that the service has, 0 to 1.
   * @returns the ids of the attachments, or why one was refused.
   */
  async send(
    ticket: string,
    caseNumber: string,
    demands: Demands,
    onshare: (share: number) => void,
  ): Promise<Outcome<string[]>> {
    const sentFor = `${ticket} ${caseNumber}`;
    if (sentFor !== this.#takenFor) this.forgetSent();
    this.#takenFor = sentFor;
    const ids: string[] = [];
    const wanted = demands.filter(({ id }) => this.isChosen(id));
    for (const [index, { id, name }] of wanted.entries()) {
      const paper = this.of(id);
      const taken = this.#taken.get(paper);
      if (taken !== undefined) {
        ids.push(taken);
        continue;
      }
      const file = await paperFile(paper, name);
      if (file === null) continue;
      onshare(index / wanted.length);
      const sent = await sendAsApplicant(ticket, caseNumber, { kind: id, ...file }, (share) =>
        onshare((index + share) / wanted.length),
      );
      if (!sent.ok) return sent;
      this.#taken.set(paper, sent.value);
      ids.push(sent.value);
    }
    return success(ids);
  }

  /** The service does not know them (any more): everything is sent again. */
  forgetSent(): void {
    this.#taken = new WeakMap();
  }
}
