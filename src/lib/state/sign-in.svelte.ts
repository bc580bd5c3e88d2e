import type { RefusalCode } from '../domain/refusal.ts';
import {
  currentSession,
  enrolFactor,
  signIn,
  signOut,
  verifyCode,
  type Enrolment,
  type Session,
} from '../data/session.ts';
import { recordSignIn } from '../data/municipality.ts';
import type { Outcome } from '../data/outcome.ts';

/** One walk through the sign-in: password, then the code of the authenticator app, enrolled first where there is none. */
export class SignIn {
  stage = $state<'password' | 'code' | 'enrolment'>('password');
  email = $state('');
  password = $state('');
  code = $state('');
  busy = $state(false);
  refusal = $state<RefusalCode | null>(null);
  enrolment = $state.raw<Enrolment | null>(null);
  readonly #done: () => void | Promise<void>;

  /** @param done - called once both factors are given. */
  constructor(done: () => void | Promise<void>, email = '') {
    this.#done = done;
    this.email = email;
  }

  /** Goes on where an earlier visit stopped: a password already given is not asked again. */
  async resume(): Promise<void> {
    const session = await currentSession();
    if (session.ok && session.value.step === 'ready') await this.#done();
    else if (session.ok && session.value.step !== 'signed_out') await this.#proceed(session);
  }

  async givePassword(): Promise<void> {
    await this.#during(async () => this.#proceed(await signIn(this.email.trim(), this.password)));
  }

  async giveCode(): Promise<void> {
    const code = this.code.normalize('NFKC').replace(/\s/g, '');
    await this.#during(async () => this.#proceed(await verifyCode(code, this.enrolment?.factorId)));
  }

  /** Begins anew with another account. */
  async restart(): Promise<void> {
    await signOut();
    this.stage = 'password';
    this.email = '';
    this.password = '';
    this.code = '';
    this.enrolment = null;
    this.refusal = null;
  }

  async #during(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refusal = null;
    await work();
    this.busy = false;
  }

  async #proceed(session: Outcome<Session>): Promise<void> {
    if (!session.ok) {
      this.refusal = session.code;
      this.code = '';
      if (session.code === 'SIGN_IN_REQUIRED') this.stage = 'password';
      return;
    }
    if (session.value.step === 'needs_code') this.stage = 'code';
    if (session.value.step === 'needs_enrolment') await this.#enrol();
    if (session.value.step === 'ready') {
      this.password = '';
      this.code = '';
      // The log of sign-ins hinders nobody: where it fails, the function's own log of requests remains.
      await recordSignIn();
      await this.#done();
    }
  }

  async #enrol(): Promise<void> {
    const enrolment = await enrolFactor(`totp-${crypto.randomUUID().slice(0, 8)}`);
    if (enrolment.ok) {
      this.enrolment = enrolment.value;
      this.stage = 'enrolment';
    } else {
      this.refusal = enrolment.code;
    }
  }
}
