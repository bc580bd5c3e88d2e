import type { MembershipRole } from '../domain/envelope.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readCaseDesk, type CaseDeskRow } from '../data/case-desk.ts';
import { readDesk, type DeskKind, type DeskRow } from '../data/desk.ts';
import { readInquiries } from '../data/inquiries.ts';
import { daysBetween } from '../domain/calendar-date.ts';
import { japanDateOf } from '../domain/japan-time.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** Whose turn each kind is; null where no member of staff has anything to do. */
const ROLE_OF: Readonly<Record<DeskKind, MembershipRole | null>> = {
  approval: 'approver',
  returned: 'drafter',
  guarantee: 'drafter',
  replacement: null,
  signature: 'signer',
  contractor: null,
  service: null,
  original: 'drafter',
  vote: 'drafter',
  reissue: 'drafter',
  bounced: 'drafter',
};
/** Kinds that who drafted may not do, unless the municipality lifts the rule. */
const APART: readonly DeskKind[] = ['approval', 'signature'];

/** So many days before 署名期限 an envelope is said to be near it. */
const NEAR_DAYS = 3;
/** Kinds of which 署名期限 stops the signing. */
const TIMED: readonly DeskKind[] = ['contractor', 'bounced', 'guarantee', 'replacement', 'signature'];
/** More open inquiries than these are not counted. */
const INQUIRIES = 50;

/** What waits for whom, split into the member's own turn and everybody else's. */
export class StaffDesk {
  rows = $state.raw<readonly DeskRow[]>([]);
  /** What waits around applications; all but a correction by the applicant is a drafter's turn. */
  cases = $state.raw<readonly CaseDeskRow[]>([]);
  readonly myCases = $derived.by(() => this.cases.filter((row) => this.#isMyCase(row)));
  readonly othersCases = $derived.by(() => this.cases.filter((row) => !this.#isMyCase(row)));
  loaded = $state(false);
  loading = $state(false);
  refusal = $state<RefusalCode | null>(null);
  /** Inquiries of the member's departments that nobody has answered; null until they are read. */
  inquiries = $state.raw<{ readonly count: number; readonly more: boolean } | null>(null);
  readonly #session: StaffSession;
  /** `YYYY-MM-DD` in JST. */
  readonly #today: string;
  /** Concluded 仮契約 that wait for the council, not for a person: a list of their own. */
  readonly council = $derived(this.rows.filter((row) => row.kind === 'vote'));
  readonly #turns = $derived(this.rows.filter((row) => row.kind !== 'vote'));
  readonly mine = $derived.by(() => this.#first(this.#turns.filter((row) => this.#isMine(row))));
  readonly others = $derived.by(() => this.#first(this.#turns.filter((row) => !this.#isMine(row))));
  readonly toSign = $derived(this.mine.filter((row) => row.kind === 'signature'));

  constructor(session: StaffSession, today: string) {
    this.#session = session;
    this.#today = today;
  }

  async load(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    const [read, cases, asked] = await Promise.all([
      readDesk().then((answer) => this.#session.watch(answer)),
      readCaseDesk(),
      readInquiries(false, null, INQUIRIES + 1).then((answer) => this.#session.watch(answer)),
    ]);
    this.loading = false;
    this.loaded = true;
    this.refusal = read.ok ? null : read.code;
    if (read.ok) this.rows = read.value;
    if (cases.ok) this.cases = cases.value;
    else this.refusal ??= cases.code;
    if (asked.ok)
      this.inquiries = {
        count: Math.min(asked.value.length, INQUIRIES),
        more: asked.value.length > INQUIRIES,
      };
  }

  /** Days to 署名期限 where that is near or has passed, and signing still waits for it; else null. */
  daysLeft(row: DeskRow): number | null {
    if (row.deadline_at === null || !TIMED.includes(row.kind) || row.status === 'concluded') return null;
    const days = daysBetween(this.#today, japanDateOf(row.deadline_at));
    return days <= NEAR_DAYS ? days : null;
  }

  /** The day by which the last seal was expected after 契約締結日, where it has passed without it; else null. */
  lateSince(row: DeskRow): string | null {
    return row.seal_by !== null &&
      row.seal_by < this.#today &&
      !['original', 'vote', 'reissue'].includes(row.kind)
      ? row.seal_by
      : null;
  }

  // What is near its deadline comes first, otherwise the longest wait does.
  #first(rows: readonly DeskRow[]): readonly DeskRow[] {
    const rank = (row: DeskRow): number => this.daysLeft(row) ?? NEAR_DAYS + 1;
    return [...rows].sort((a, b) => rank(a) - rank(b));
  }

  /** True where only the own hand in the draft keeps the member from it. */
  keptApart(row: DeskRow): boolean {
    const role = ROLE_OF[row.kind];
    return role !== null && this.#session.has(role, row.department_id) && this.#apart(row);
  }

  #isMyCase({ kind, department_id }: CaseDeskRow): boolean {
    return kind !== 'application_returned' && this.#session.has('drafter', department_id);
  }

  #apart(row: DeskRow): boolean {
    return (
      row.drafted && APART.includes(row.kind) && this.#session.workplace?.setting.onePersonAllowed !== true
    );
  }

  #isMine(row: DeskRow): boolean {
    const role = ROLE_OF[row.kind];
    return role !== null && this.#session.has(role, row.department_id) && !this.#apart(row);
  }
}
