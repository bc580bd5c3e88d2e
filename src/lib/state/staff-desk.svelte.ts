import type { MembershipRole } from '../domain/envelope.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readDesk, type DeskKind, type DeskRow } from '../data/desk.ts';
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
  reissue: 'drafter',
  bounced: 'drafter',
};
/** Kinds that who drafted may not do, unless the municipality lifts the rule. */
const APART: readonly DeskKind[] = ['approval', 'signature'];

/** What waits for whom, split into the member's own turn and everybody else's. */
export class StaffDesk {
  rows = $state.raw<readonly DeskRow[]>([]);
  loaded = $state(false);
  loading = $state(false);
  refusal = $state<RefusalCode | null>(null);
  readonly #session: StaffSession;
  readonly mine = $derived.by(() => this.rows.filter((row) => this.#isMine(row)));
  readonly others = $derived.by(() => this.rows.filter((row) => !this.#isMine(row)));
  readonly toSign = $derived(this.mine.filter((row) => row.kind === 'signature'));

  constructor(session: StaffSession) {
    this.#session = session;
  }

  async load(): Promise<void> {
    if (this.loading) return;
    this.loading = true;
    const read = this.#session.watch(await readDesk());
    this.loading = false;
    this.loaded = true;
    this.refusal = read.ok ? null : read.code;
    if (read.ok) this.rows = read.value;
  }

  /** True where only the own hand in the draft keeps the member from it. */
  keptApart(row: DeskRow): boolean {
    const role = ROLE_OF[row.kind];
    return role !== null && this.#session.has(role, row.department_id) && this.#apart(row);
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
