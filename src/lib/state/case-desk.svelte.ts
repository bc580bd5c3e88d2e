import {
  acceptedOf,
  caseToPaper,
  enterApplication,
  mailApplicationAgain,
  overrideScope,
  readAttachment,
  readCase,
  reviewApplication,
  sameCompany,
  saveMobile,
  type ApplicationReview,
  type CaseFile,
} from '../data/cases.ts';
import {
  readApplicationMails,
  readCaseDesk,
  type ApplicationMailRow,
  type CaseDeskRow,
} from '../data/case-desk.ts';
import { sendAsStaff, type AttachmentFile } from '../data/attachments.ts';
import type { Outcome } from '../data/outcome.ts';
import type { ApplicationDecision, EnteredApplication } from '../domain/application.ts';
import { caseDemands, caseLaws, caseScope, type AcceptanceLaw } from '../domain/case.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** One case on the desk, with its applications, and what is done with them. */
export class CaseDesk {
  file = $state.raw<CaseFile | null>(null);
  /** Mails to its applicants, newest first. */
  mails = $state.raw<readonly ApplicationMailRow[]>([]);
  /** What waits here for somebody. */
  waiting = $state.raw<readonly CaseDeskRow[]>([]);
  refusal = $state<RefusalCode | null>(null);
  /** The refusal of the last act, shown apart from that of reading. */
  actRefusal = $state<RefusalCode | null>(null);
  acting = $state(false);
  /** The decision that was made last, said once in a notice. */
  done = $state<ApplicationDecision | 'entered' | 'mailed' | 'mobile' | null>(null);
  readonly id: string;
  readonly #session: StaffSession;

  readonly #subject = $derived(
    this.file === null
      ? null
      : {
          caseType: this.file.case.case_type,
          flags: this.file.case.flags,
          electronic: this.file.case.electronic,
          electronicBidding: this.file.case.electronic_bidding,
          noticeOn: this.file.case.notice_on,
        },
  );
  readonly demands = $derived(
    this.#subject === null || this.file === null ? [] : caseDemands(this.#subject, this.file.rules.rules),
  );
  readonly laws = $derived(this.#subject === null ? [] : caseLaws(this.#subject));
  readonly scope = $derived.by(() => {
    const { file } = this;
    const department = this.#session.workplace?.departments.find(
      (row) => row.id === file?.case.department_id,
    );
    return this.#subject === null || file === null
      ? []
      : caseScope(this.#subject, department?.name ?? '', file.rules.rules);
  });
  /** Members of the 共同企業体 in the order of sealing, each with its accepted application; empty for a single contractor. */
  readonly members = $derived(
    (this.file?.members ?? []).map((member) => ({
      ...member,
      application: acceptedOf(this.file?.applications ?? [], member.id),
      /** An application of a company of this name waits for a decision. */
      received: (this.file?.applications ?? []).some(
        (row) => row.status === 'received' && sameCompany(row.company, member.company),
      ),
    })),
  );
  /** Whether the application of the contractor, or of every member of the 共同企業体, is accepted. */
  readonly settled = $derived(
    this.members.length === 0
      ? (this.file?.applications.some((row) => row.status === 'accepted') ?? false)
      : this.members.every(({ application }) => application !== null),
  );

  constructor(id: string, session: StaffSession) {
    this.id = id;
    this.#session = session;
  }

  async refresh(): Promise<void> {
    const [file, mails, waiting] = await Promise.all([
      readCase(this.id).then((read) => this.#session.watch(read)),
      readApplicationMails(this.id),
      readCaseDesk(),
    ]);
    // Beside the case itself: without them it is shown all the same.
    if (mails.ok) this.mails = mails.value;
    if (waiting.ok) this.waiting = waiting.value.filter((row) => row.case_id === this.id);
    if (file.ok) {
      this.file = file.value;
      this.refusal = null;
    } else {
      this.refusal = file.code;
    }
  }

  async #act(done: typeof this.done, work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.acting) return false;
    this.acting = true;
    this.actRefusal = null;
    this.done = null;
    const outcome = this.#session.watch(await work());
    if (outcome.ok) this.done = done;
    else this.actRefusal = outcome.code;
    await this.refresh();
    this.acting = false;
    return outcome.ok;
  }

  override(reason: string): Promise<boolean> {
    return this.#act(null, () => overrideScope(this.id, reason));
  }

  toPaper(reason: string): Promise<boolean> {
    return this.#act(null, () => caseToPaper(this.id, reason));
  }

  review(applicationId: string, review: ApplicationReview): Promise<boolean> {
    return this.#act(review.decision, () => reviewApplication(applicationId, review));
  }

  mailAgain(applicationId: string): Promise<boolean> {
    return this.#act('mailed', () => mailApplicationAgain(applicationId));
  }

  /** Sends the files and then the application; what was sent before a failure is not sent again. */
  enter(
    fields: EnteredApplication,
    laws: readonly AcceptanceLaw[],
    files: readonly AttachmentFile[],
  ): Promise<boolean> {
    return this.#act('entered', async () => {
      const ids: string[] = [];
      for (const file of files) {
        const sent = await sendAsStaff(this.id, null, file);
        if (!sent.ok) return sent;
        ids.push(sent.value);
      }
      return enterApplication(this.id, fields, laws, ids);
    });
  }

  /** Registers the mobile number that the signer's code goes to. */
  saveMobile(applicationId: string, mobile: string): Promise<boolean> {
    return this.#act('mobile', () => saveMobile(applicationId, mobile));
  }

  /** Adds a file to an application that is there already. */
  attach(applicationId: string, file: AttachmentFile): Promise<boolean> {
    return this.#act(null, () => sendAsStaff(this.id, applicationId, file));
  }

  /** Octets of an attachment to keep; null where refused (see `actRefusal`). */
  async read(
    attachmentId: string,
  ): Promise<{ bytes: Uint8Array<ArrayBuffer>; fileName: string | null } | null> {
    this.actRefusal = null;
    const read = this.#session.watch(await readAttachment(attachmentId));
    if (read.ok) return read.value;
    this.actRefusal = read.code;
    return null;
  }
}
