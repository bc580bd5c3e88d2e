import * as v from 'valibot';
import {
  dropApplication,
  keepApplication,
  keptApplication,
  type KeptApplication,
} from '../data/application-shelf.ts';
import {
  readForm,
  readReturned,
  resumeReturned,
  submitApplication,
  type SubmittedApplication,
} from '../data/applying.ts';
import { success, type Outcome } from '../data/outcome.ts';
import type { Language } from '../data/preferences.ts';
import {
  applicationFieldsSchema,
  refusalsOf,
  type ApplicationFieldRefusal,
  type ApplicationForm,
  type ReturnedApplication,
} from '../domain/application.ts';
import type { AcceptanceLaw } from '../domain/case.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { EMPTY_APPLICANT, type ApplicantForm } from './applicant-form.ts';
import { AddressConfirmation } from './address-confirmation.svelte.ts';
import { ApplicationPapers } from './application-papers.svelte.ts';

/** Screens of the form, one thing each, in their order. */
const APPLICATION_STEPS = ['terms', 'case', 'applicant', 'email', 'papers', 'accept', 'confirm'] as const;
export type ApplicationStep = (typeof APPLICATION_STEPS)[number];

/** Rest after the last change before the draft is kept on the device. */
const KEEP_MS = 400;
const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** An application being written: kept on this device from the first input, sent only at the end. */
export class ApplicationDraft {
  readonly code: string;
  form = $state<ApplicantForm>({ ...EMPTY_APPLICANT });
  step = $state<ApplicationStep>('terms');
  /** The municipality's terms, and once a case is chosen what it demands. */
  offered = $state.raw<ApplicationForm | null>(null);
  readonly papers = new ApplicationPapers(() => this.touched());
  readonly address: AddressConfirmation;
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
  #token: string | null = null;

  readonly demands = $derived(this.offered?.case?.demands ?? []);
  readonly laws = $derived(this.offered?.case?.laws ?? []);
  /** The steps that this case has. */
  readonly steps = $derived(
    APPLICATION_STEPS.filter(
      (step) => step !== 'papers' || this.demands.length > 0 || this.offered?.case == null,
    ),
  );
  readonly emailConfirmed = $derived.by(() => this.address.confirmed?.email === this.form.email.trim());

  /** @param language - that the applicant reads now, and is written to in. */
  constructor(code: string, language: () => Language) {
    this.code = code;
    this.address = new AddressConfirmation(code, language);
  }

  /** The application that is being corrected; null where this is a new one. */
  get returned(): ReturnedApplication | null {
    return this.papers.returned;
  }

  /**
   * Reads the terms, and takes up what was kept on this device, at the screen where it was left.
   *
   * @param caseNumber - named by the address; null = none.
   * @param token - of the link by which a returned application is corrected; null = a new application.
   */
  async load(caseNumber: string | null, token: string | null): Promise<void> {
    this.refusal = null;
    this.#token = token;
    if (token !== null && !(await this.#takeUp(token))) return;
    const kept = await keptApplication(this.#place);
    if (kept !== null && kept.corrects === this.#corrects) this.#restore(kept);
    if (caseNumber !== null && caseNumber !== this.form.caseNumber) {
      this.form.caseNumber = caseNumber;
      this.step = 'terms';
    }
    if (!['terms', 'case'].includes(this.step)) {
      if (await this.#read(this.form.caseNumber.trim())) return;
      // The case is gone or on paper: its own screen says so.
      this.step = 'case';
      const why = this.refusal;
      if (await this.#read(null)) this.refusal = why;
      return;
    }
    await this.#read(null);
  }

  get #place(): string {
    return this.#token === null ? this.code : `${this.code}/returned`;
  }

  get #corrects(): string | undefined {
    const { returned } = this;
    return returned === null ? undefined : `${returned.receiptNumber}/${String(returned.version)}`;
  }

  /** Fills the form with what was given in a returned application. */
  async #takeUp(token: string): Promise<boolean> {
    const found = await readReturned(token);
    if (!found.ok || found.value.municipalityCode !== this.code) {
      this.refusal = found.ok ? 'APPLICATION_LINK_UNKNOWN' : found.code;
      return false;
    }
    this.papers.returned = found.value;
    this.form = { ...EMPTY_APPLICANT, ...this.#given(found.value) };
    return true;
  }

  #given({ fields }: ReturnedApplication): Partial<ApplicantForm> {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? '']));
  }

  /** Whether staff marked a field as to be corrected, and it still says what it said. */
  isToCorrect(field: keyof ApplicantForm): boolean {
    const { returned } = this;
    return (
      returned?.reviewFields.includes(field) === true && this.form[field] === this.#given(returned)[field]
    );
  }

  #restore(kept: KeptApplication): void {
    this.form = { ...EMPTY_APPLICANT, ...kept.form };
    this.papers.chosen = kept.papers;
    this.address.restore(kept);
    this.resumed = kept.papers.length > 0 || Object.values(kept.form).some((text) => text !== '');
    this.termsAgreed = kept.termsAgreed === true;
    if (!this.termsAgreed) return;
    const step = APPLICATION_STEPS.find((one) => one === kept.step) ?? 'terms';
    // What is declared and accepted is said again after a pause; an address whose confirmation is over, confirmed again.
    const back = APPLICATION_STEPS.indexOf(this.emailConfirmed ? 'accept' : 'email');
    this.step = APPLICATION_STEPS[Math.min(back, APPLICATION_STEPS.indexOf(step))] ?? 'terms';
  }

  async #read(caseNumber: string | null): Promise<boolean> {
    const form = await readForm(this.code, caseNumber);
    if (form.ok) this.offered = form.value;
    else this.refusal = form.code;
    return form.ok;
  }

  /** Begins anew: what was kept is forgotten. */
  async discard(): Promise<void> {
    await dropApplication(this.#place);
    const { returned } = this;
    this.form = { ...EMPTY_APPLICANT, ...(returned === null ? {} : this.#given(returned)) };
    this.papers.chosen = [];
    this.address.forget();
    this.termsAgreed = false;
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
      code: this.#place,
      ...(this.#corrects === undefined ? {} : { corrects: this.#corrects }),
      step: this.step,
      form: $state.snapshot(this.form),
      termsAgreed: this.termsAgreed,
      confirmed: this.address.confirmed,
      challenge: this.address.challenge,
      papers: this.papers.chosen,
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
    this.resumed = false;
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
        return (
          this.#check('caseNumber') &&
          (await this.#read(this.form.caseNumber.trim())) &&
          this.#require(
            this.offered?.application.channels.includes('form') === true,
            'APPLICATION_FORM_CLOSED',
          )
        );
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
  readonly missing = $derived(this.papers.missing(this.demands));

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
    await this.#during(() => this.address.mail(this.form.email.trim()));
    // The mail is read in another app, and this page may be gone after it.
    await this.keep();
  }

  /** Has the code mailed, or takes the six digits: whichever is next. */
  async proveAddress(): Promise<void> {
    const { challenge } = this.address;
    if (challenge === null) {
      await this.sendCode();
      return;
    }
    await this.#during(async () => (await this.address.prove(challenge)) ?? success(null));
    this.touched();
  }

  /** Another address is to be entered. */
  changeAddress(): void {
    this.address.forget();
    this.touched();
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

  /** Takes files for a demand; says what cannot be read. */
  async addFiles(kind: string, files: readonly File[]): Promise<void> {
    this.busy = true;
    const unreadable = await this.papers.add(kind, files);
    // What is missing elsewhere stays marked there.
    const stays = this.refusal === 'ATTACHMENT_MISSING' && this.missing.length > 0;
    this.refusal = unreadable ?? (stays ? this.refusal : null);
    this.busy = false;
  }

  /** Sends the papers and then the application; what arrived before a dropped line is not sent again. */
  async submit(textOf: (law: AcceptanceLaw) => string): Promise<void> {
    const { confirmed } = this.address;
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
    await this.#during(async () => {
      const sent = await this.papers.send(
        confirmed.ticket,
        read.output.caseNumber,
        this.demands,
        (share) => (this.sent = share),
      );
      if (!sent.ok) return sent;
      const kept = await this.#takeAlong(confirmed.ticket);
      if (!kept.ok) return kept;
      const submitted = await submitApplication(
        this.code,
        confirmed.ticket,
        read.output,
        this.laws.map((law) => ({ law, text: textOf(law) })),
        [...sent.value, ...kept.value.attachmentIds],
      );
      if (submitted.ok) {
        this.submitted = submitted.value;
        await dropApplication(this.#place);
      }
      return submitted;
    });
    this.sent = null;
    if (this.refusal === 'FIELD_INVALID' && this.offered?.mobileWanted === true) {
      // Everything else was read here already: a number that the service sends nothing to is said at its field.
      this.refused = { mobile: 'NOT_A_MOBILE' };
      this.step = 'applicant';
    }
    if (this.refusal === 'ATTACHMENT_NOT_FOUND') this.papers.forgetSent();
    if (this.refusal === 'EMAIL_NOT_CONFIRMED' || this.refusal === 'MEMBER_ADDRESS_TAKEN') {
      this.address.forget();
      this.step = 'email';
    }
  }

  /** Ties the ticket to the application that is corrected, with what of its papers goes along. */
  #takeAlong(ticket: string): Promise<Outcome<{ attachmentIds: string[] }>> {
    return this.#token === null
      ? Promise.resolve(success({ attachmentIds: [] }))
      : resumeReturned(ticket, this.#token, this.papers.keptIds(this.demands));
  }
}

const nowIso = (): string => new Date().toISOString();
