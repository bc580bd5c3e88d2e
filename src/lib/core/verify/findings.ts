import type { ByteSpan } from '../bytes/span.ts';
import type { CheckCode, Context, Finding, Indication, SubIndication } from './report.ts';

/** What an answer means for the indication: nothing, "cannot be said", or "failed" (EN 319 102-1 §5.1.3). */
export type Weight = 'none' | 'indeterminate' | 'failed';

type More = Readonly<{ at?: ByteSpan | undefined; page?: number | undefined; context?: Context | undefined }>;

const RANK: Readonly<Record<Weight, number>> = { none: 0, indeterminate: 1, failed: 2 };

/** Where a finding is where it names no closer place of its own. */
export type Place = Readonly<{ at: ByteSpan; page?: number | undefined }>;

/** Collects the answers about one signature (or the file), in the order asked, and what they come to. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #place: Place;
  readonly #signature: number | undefined;
  #weight: Weight = 'none';
  #sub: SubIndication | null = null;

  /** @param signature - index of the signature asked about; absent where it is the file. */
  constructor(place: Place, signature?: number) {
    this.#place = place;
    this.#signature = signature;
  }

  passed(check: CheckCode, more: More = {}): void {
    this.#push(check, 'passed', undefined, more);
  }

  notRun(check: CheckCode, more: More = {}): void {
    this.#push(check, 'not_run', undefined, more);
  }

  /** The check is answered "no", which fails the signature. */
  failed(check: CheckCode, sub: SubIndication, more: More = {}): void {
    this.#push(check, 'failed', sub, more);
    this.#weigh('failed', sub);
  }

  /** The check is answered "no" or "cannot be said", which leaves the signature undecided. */
  indeterminate(
    check: CheckCode,
    sub: SubIndication,
    more: More = {},
    status: 'failed' | 'indeterminate' = 'indeterminate',
  ): void {
    this.#push(check, status, sub, more);
    this.#weigh('indeterminate', sub);
  }

  /** Something to see that decides nothing. */
  noted(check: CheckCode, more: More = {}): void {
    this.#push(check, 'indeterminate', undefined, more);
  }

  /** `ok` → passed, else failed. */
  ask(check: CheckCode, ok: boolean, sub: SubIndication, more: More = {}): boolean {
    if (ok) this.passed(check, more.at ? { at: more.at } : {});
    else this.failed(check, sub, more);
    return ok;
  }

  get indication(): Indication {
    return this.#weight === 'failed'
      ? 'TOTAL-FAILED'
      : this.#weight === 'indeterminate'
        ? 'INDETERMINATE'
        : 'TOTAL-PASSED';
  }

  get subIndication(): SubIndication | null {
    return this.#sub;
  }

  #weigh(weight: Weight, sub: SubIndication): void {
    if (RANK[weight] <= RANK[this.#weight]) return;
    this.#weight = weight;
    this.#sub = sub;
  }

  #push(check: CheckCode, status: Finding['status'], sub: SubIndication | undefined, more: More): void {
    const page = more.at ? more.page : (more.page ?? this.#place.page);
    this.list.push({
      check,
      status,
      ...(sub !== undefined && { subIndication: sub }),
      ...(this.#signature !== undefined && { signature: this.#signature }),
      at: more.at ?? this.#place.at,
      ...(page !== undefined && { page }),
      ...(more.context && { context: more.context }),
    });
  }
}
