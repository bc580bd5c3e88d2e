import * as v from 'valibot';
import { sendAsApplicant } from '../data/attachments.ts';
import {
  dropApplication,
  keepApplication,
  keptApplication,
  type KeptPaper,
} from '../data/application-shelf.ts';
import {
  confirmAddress,
  mailCode,
  readForm,
  submitApplication,
  type ConfirmedAddress,
  type SubmittedApplication,
} from '../data/applying.ts';
import type { Outcome } from '../data/outcome.ts';
import {
  applicationFieldsSchema,
  refusalsOf,
  type ApplicationFieldRefusal,
  type ApplicationForm,
} from '../domain/application.ts';
import type { AcceptanceLaw } from '../domain/case.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { paperFile, takeFiles } from './paper-files.ts';

/** Screens of the form, one thing each, in their order. */
const APPLICATION_STEPS = ['terms', 'case', 'applicant', 'email', 'papers', 'accept', 'confirm'] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

const EMPTY = {
  caseNumber: '',
  company: '',
  principalTitle: '',
  principalName: '',
  email: '',
  emailAgain: '',
  contactName: '',
  contactPhone: '',
  mobile: '',
};
export type ApplicantForm = typeof EMPTY;

/** Rest after the last change before the draft is kept on the device. */
const KEEP_MS = 400;
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** An application being written: kept on this device from the first input, sent only at the end. */
export class ApplicationDraft {
  readonly code: string;
  form = $state<ApplicantForm>({ ...EMPTY });
  step = $state<ApplicationStep>('terms');
  /** The municipality's terms, and once a case is chosen what it demands. */
  offered = $state.raw<ApplicationForm | null>(null);
  papers = $state.raw<readonly KeptPaper[]>([]);
  confirmed = $state.raw<ConfirmedAddress | null>(null);
  challengeId = $state<string | null>(null);
  digits = $state('');
  digitsMissing = $state(false);
  termsAgreed = $state(false);
  declared = $state(false);
  accepted = $state<AcceptanceLaw[]>([]);
  refused = $state.raw<Readonly<Partial<Record<keyof ApplicantForm, ApplicationFieldRefusal>>>>({});
  refusal = $state<RefusalCode | null>(null);
  busy = $state(false);
  /** Share of the papers that the service has, while they are being sent. */
  sent = $state<number | null>(null);
  resumed = $state(false);
  submitted = $state.raw<SubmittedApplication | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Papers that the service took in, with their ids: a submission that broke off does not send them again. */
  #taken = new WeakMap<KeptPaper, string>();
  /** What they were sent for: they serve no other address and no other case. */
  #takenFor = '';

  readonly demands = $derived(this.offered?.case?.demands ?? []);
  readonly laws = $derived(this.offered?.case?.laws ?? []);
  /** The steps that this case has. */
  readonly steps = $derived(
    APPLICATION_STEPS.filter(
      (step) => step !== 'papers' || this.demands.length > 0 || this.offered?.case == null,
    ),
  );
  readonly emailConfirmed = $derived(
    this.confirmed !== null && this.confirmed.email === this.form.email.trim(),
  );

  constructor(code: string) {
    this.code = code;
  }

  /** Reads the terms, and takes up what was kept on this device. */
  async load(caseNumber: string | null): Promise<void> {
    this.refusal = null;
    const kept = await keptApplication(this.code);
    if (kept !== null) {
      this.form = { ...EMPTY, ...kept.form };
      this.papers = kept.papers;
      const alive = kept.confirmed !== null && Date.parse(kept.confirmed.expiresAt) > Date.now();
      this.confirmed = alive ? kept.confirmed : null;
      this.resumed = true;
    }
    if (caseNumber !== null) this.form.caseNumber = caseNumber;
    await this.#read(null);
  }

  async #read(caseNumber: string | null): Promise<boolean> {
    const form = await readForm(this.code, caseNumber);
    if (form.ok) this.offered = form.value;
    else this.refusal = form.code;
    return form.ok;
  }

  /** Begins anew: what was kept is forgotten. */
  async discard(): Promise<void> {
    await dropApplication(this.code);
    this.form = { ...EMPTY };
    this.papers = [];
    this.confirmed = null;
    this.resumed = false;
    this.step = 'terms';
  }

  /** Something changed: the draft is kept a moment later. */
  touched(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), KEEP_MS);
  }

  async keep(): Promise<void> {
    if (this.submitted !== null) return;
    await keepApplication({
      code: this.code,
      step: this.step,
      form: $state.snapshot(this.form),
      confirmed: this.confirmed,
      papers: this.papers,
      savedAt: nowIso(),
    });
  }

  /** One screen back. */
  back(): void {
    const at = this.steps.indexOf(this.step);
    this.#go(this.steps[at - 1] ?? 'terms');
  }

  #go(step: ApplicationStep): void {
    this.step = step;
    this.refusal = null;
    this.touched();
  }

  /** Checks this screen's part and goes on; stays where something is missing. */
  async next(): Promise<void> {
    if (this.busy) return;
    this.refusal = null;
    this.busy = true;
    const passed = await this.#pass();
    this.busy = false;
    if (!passed) return;
    const at = this.steps.indexOf(this.step);
    this.#go(this.steps[at + 1] ?? 'confirm');
  }

  async #pass(): Promise<boolean> {
    switch (this.step) {
      case 'terms':
        return this.#require(this.termsAgreed, 'DECLARATION_MISSING');
      case 'case':
        return this.#check('caseNumber') && (await this.#read(this.form.caseNumber.trim()));
      case 'applicant':
        return this.#check(
          'company',
          'principalTitle',
          'principalName',
          'contactName',
          'contactPhone',
          'mobile',
        );
      case 'email':
        return this.#require(this.emailConfirmed, 'EMAIL_NOT_CONFIRMED');
      case 'papers':
        return this.#require(this.missing.length === 0, 'ATTACHMENT_MISSING');
      case 'accept':
        return (
          this.#require(this.declared, 'DECLARATION_MISSING') &&
          this.#require(
            this.laws.every((law) => this.accepted.includes(law)),
            'ACCEPTANCE_MISSING',
          )
        );
      case 'confirm':
        return true;
    }
  }

  #require(held: boolean, code: RefusalCode): boolean {
    if (!held) this.refusal = code;
    return held;
  }

  /** Demands for which nothing is attached yet. */
  readonly missing = $derived(
    this.demands.filter(
      (demand) =>
        demand.required &&
        !this.papers.some(
          (paper) => paper.kind === demand.id && (paper.pdf !== null || paper.pages.length > 0),
        ),
    ),
  );

  #fields() {
    const { form } = this;
    return {
      caseNumber: form.caseNumber.trim(),
      company: form.company,
      principalTitle: orNull(form.principalTitle),
      principalName: form.principalName,
      email: form.email,
      contactName: orNull(form.contactName),
      contactPhone: orNull(form.contactPhone),
      // Asked for only where codes go out by SMS; then an empty one is refused by name.
      mobile: this.offered?.mobileWanted === true ? form.mobile : null,
      declared: this.declared,
      termsAgreed: this.termsAgreed,
    };
  }

  #check(...fields: readonly (keyof ApplicantForm)[]): boolean {
    const read = v.safeParse(applicationFieldsSchema, this.#fields());
    const refusals = read.success ? {} : refusalsOf(read.issues);
    this.refused = Object.fromEntries(
      fields.flatMap((field) => (refusals[field] === undefined ? [] : [[field, refusals[field]]])),
    );
    return Object.keys(this.refused).length === 0;
  }

  /** Has the code mailed, once the address is well formed and the same twice. */
  async sendCode(): Promise<void> {
    if (this.busy || !this.#check('email')) return;
    if (this.form.email.trim() !== this.form.emailAgain.trim()) {
      this.refused = { emailAgain: 'DIFFERENT' };
      return;
    }
    await this.#during(async () => {
      const begun = await mailCode(this.code, this.form.email.trim());
      if (begun.ok) this.challengeId = begun.value.challengeId;
      return begun;
    });
  }

  /** Has the code mailed, or takes the six digits: whichever is next. */
  async proveAddress(): Promise<void> {
    const challengeId = this.challengeId;
    if (challengeId === null) {
      await this.sendCode();
      return;
    }
    const code = this.digits.normalize('NFKC').replace(/\D/g, '');
    this.digitsMissing = code.length !== 6;
    if (this.digitsMissing) return;
    await this.#during(async () => {
      const confirmed = await confirmAddress(this.code, challengeId, code);
      if (confirmed.ok) {
        this.confirmed = confirmed.value;
        this.#forgetCode();
        this.touched();
      }
      return confirmed;
    });
  }

  /** Another address is to be entered. */
  changeAddress(): void {
    this.confirmed = null;
    this.#forgetCode();
  }

  #forgetCode(): void {
    this.challengeId = null;
    this.digits = '';
    this.digitsMissing = false;
  }

  async #during(work: () => Promise<Outcome<unknown>>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.refusal = null;
    const outcome = await work();
    if (!outcome.ok) this.refusal = outcome.code;
    this.busy = false;
    return outcome.ok;
  }

  paperOf(kind: string): KeptPaper {
    return this.papers.find((paper) => paper.kind === kind) ?? { kind, pdf: null, pages: [] };
  }

  #put(paper: KeptPaper): void {
    this.papers = [...this.papers.filter((entry) => entry.kind !== paper.kind), paper];
    this.touched();
  }

  /** Takes photos as further pages, or one PDF in the place of everything; says what cannot be read. */
  async addFiles(kind: string, files: readonly File[]): Promise<void> {
    this.busy = true;
    const taken = await takeFiles(this.paperOf(kind), files);
    this.#put(taken.paper);
    // What is missing elsewhere stays marked there.
    const stays = this.refusal === 'ATTACHMENT_MISSING' && this.missing.length > 0;
    this.refusal = taken.refusal ?? (stays ? this.refusal : null);
    this.busy = false;
  }

  removePage(kind: string, index: number): void {
    const paper = this.paperOf(kind);
    this.#put({ ...paper, pages: paper.pages.filter((_, at) => at !== index) });
  }

  removePdf(kind: string): void {
    this.#put({ ...this.paperOf(kind), pdf: null });
  }

  /** Sends the papers and then the application; what arrived before a dropped line is not sent again. */
  async submit(textOf: (law: AcceptanceLaw) => string): Promise<void> {
    const { confirmed } = this;
    if (confirmed === null || !this.emailConfirmed) {
      this.#go('email');
      this.refusal = 'EMAIL_NOT_CONFIRMED';
      return;
    }
    const read = v.safeParse(applicationFieldsSchema, this.#fields());
    if (!read.success) {
      this.refusal = 'FIELD_INVALID';
      return;
    }
    const sentFor = `${confirmed.ticket} ${read.output.caseNumber}`;
    if (sentFor !== this.#takenFor) this.#taken = new WeakMap();
    this.#takenFor = sentFor;
    await this.#during(async () => {
      const ids: string[] = [];
      const papers = this.papers.filter((paper) => this.demands.some((demand) => demand.id === paper.kind));
      for (const [index, paper] of papers.entries()) {
        const taken = this.#taken.get(paper);
        if (taken !== undefined) {
          ids.push(taken);
          continue;
        }
        const named = this.demands.find((demand) => demand.id === paper.kind)?.name ?? paper.kind;
        const file = await paperFile(paper, named);
        if (file === null) continue;
        this.sent = index / papers.length;
        const sent = await sendAsApplicant(
          confirmed.ticket,
          read.output.caseNumber,
          { kind: paper.kind, ...file },
          (share) => {
            this.sent = (index + share) / papers.length;
          },
        );
        if (!sent.ok) return sent;
        this.#taken.set(paper, sent.value);
        ids.push(sent.value);
      }
      const submitted = await submitApplication(
        this.code,
        confirmed.ticket,
        read.output,
        this.laws.map((law) => ({ law, text: textOf(law) })),
        ids,
      );
      if (submitted.ok) {
        this.submitted = submitted.value;
        await dropApplication(this.code);
      }
      return submitted;
    });
    this.sent = null;
    if (this.refusal === 'FIELD_INVALID' && this.offered?.mobileWanted === true) {
      // Everything else was read here already: a number that the service sends nothing to is said at its field.
      this.refused = { mobile: 'NOT_A_MOBILE' };
      this.step = 'applicant';
    }
    if (this.refusal === 'ATTACHMENT_NOT_FOUND') this.#taken = new WeakMap();
    if (this.refusal === 'EMAIL_NOT_CONFIRMED' || this.refusal === 'MEMBER_ADDRESS_TAKEN') {
      this.confirmed = null;
      this.step = 'email';
    }
  }
}

const nowIso = (): string => new Date().toISOString();
