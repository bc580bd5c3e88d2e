import { REFUSAL_STATUS, type RefusalCode } from './core.ts';

/** Values for the sentence that a code stands for: no prose, no octets. */
export type RefusalContext = Readonly<Record<string, unknown>>;

/**
 * An expected "no": the person can act on it. `handle` answers it as the code's HTTP status with the code.
 *
 * SQL raises the same codes as SQLSTATE `PT4xx`; the database door carries them over unchanged.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly context: RefusalContext;

  constructor(code: RefusalCode, context: RefusalContext = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.context = context;
  }

  get status(): number {
    return REFUSAL_STATUS[this.code];
  }
}

/** Our bug or an outage: the caller learns nothing but an incident number, the log gets the cause. */
export class Fault extends Error {
  readonly code: string;
  readonly context: RefusalContext;

  constructor(code: string, options: { cause?: unknown; context?: RefusalContext } = {}) {
    super(code, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'Fault';
    this.code = code;
    this.context = options.context ?? {};
  }
}

/**
 * Something outside is away (time-stamp authority, revocation, mail server): the work waits and is tried
 * again. Nothing is lost by throwing it.
 */
export class Outage extends Error {
  readonly code: RefusalCode;
  readonly waitingFor: 'timestamp' | 'revocation' | null;

  /** When to try again, where something else than the number of attempts decides it. */
  readonly retryAfterS: number | null;

  constructor(
    code: RefusalCode,
    waitingFor: 'timestamp' | 'revocation' | null,
    cause?: unknown,
    retryAfterS: number | null = null,
  ) {
    super(code, { cause });
    this.name = 'Outage';
    this.code = code;
    this.waitingFor = waitingFor;
    this.retryAfterS = retryAfterS;
  }
}
