import { getContext, setContext } from 'svelte';
import type { MembershipRole } from '../domain/envelope.ts';
import type { RefusalCode } from '../domain/refusal.ts';
import { readWorkplace, type Workplace } from '../data/municipality.ts';
import type { Outcome } from '../data/outcome.ts';
import { currentSession, signOut, type SignInStep } from '../data/session.ts';

const KEY = Symbol('staff-session');

/** Who sits at the console, where they work, and whether the sign-in still holds. */
export class StaffSession {
  step = $state<SignInStep | 'unknown'>('unknown');
  userId = $state<string | null>(null);
  email = $state<string | null>(null);
  workplace = $state.raw<Workplace | null>(null);
  refusal = $state<RefusalCode | null>(null);
  /** True while a screen is kept open over an ended sign-in, so that nothing typed is lost. */
  expired = $state(false);

  /** The member's name as the municipality wrote it, else the mail address. */
  readonly displayName = $derived(this.workplace?.memberships[0]?.display_name ?? this.email ?? '');

  /** Reads the kept session and, with both factors given, the workplace. */
  async load(): Promise<void> {
    this.refusal = null;
    const session = await currentSession();
    if (!session.ok) {
      this.step = session.code === 'SIGN_IN_REQUIRED' ? 'signed_out' : 'unknown';
      this.refusal = session.code === 'SIGN_IN_REQUIRED' ? null : session.code;
      return;
    }
    this.userId = session.value.userId;
    this.email = session.value.email;
    this.step = session.value.step;
    if (session.value.step !== 'ready' || session.value.userId === null) return;
    const workplace = await readWorkplace(session.value.userId);
    if (workplace.ok) {
      this.workplace = workplace.value;
      this.expired = false;
    } else if (workplace.code === 'SIGN_IN_REQUIRED') {
      this.step = 'signed_out';
    } else {
      this.refusal = workplace.code;
    }
  }

  /** Hints whether the member has a role in a department (null: in any). SQL remains the judge. */
  has(role: MembershipRole, departmentId: string | null = null): boolean {
    return (this.workplace?.memberships ?? []).some(
      (row) =>
        row.role === role &&
        (departmentId === null || row.department_id === null || row.department_id === departmentId),
    );
  }

  /** Passes an outcome through, and opens the sign-in over the screen where the session has ended. */
  watch<T>(outcome: Outcome<T>): Outcome<T> {
    if (!outcome.ok && outcome.code === 'SIGN_IN_REQUIRED') this.expired = true;
    return outcome;
  }

  async leave(): Promise<void> {
    await signOut();
    this.step = 'signed_out';
    this.userId = null;
    this.email = null;
    this.workplace = null;
    this.expired = false;
  }
}

/** Makes the console's session known to every screen below; call while the layout initialises. */
export function provideStaffSession(): StaffSession {
  return setContext(KEY, new StaffSession());
}

/** The session that the console's layout provides. */
export function staffSession(): StaffSession {
  return getContext<StaffSession>(KEY);
}
