import { read } from './read-rows.ts';
import { failure, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** What an application, or an envelope because of one, can wait for; equal to `kind` of SQL `staff_case_desk`. */
export type CaseDeskKind = 'application' | 'application_bounced' | 'correction' | 'application_returned';

/** One thing that waits around an application. */
export interface CaseDeskRow {
  readonly kind: CaseDeskKind;
  readonly case_id: string;
  readonly application_id: string;
  /** Of a `correction`: the envelope whose recipient is to be corrected. */
  readonly envelope_id: string | null;
  readonly department_id: string;
  readonly case_number: string;
  readonly name: string;
  readonly company: string;
  readonly since: string | null;
}

/** One mail to an applicant, and what became of it. */
export interface ApplicationMailRow {
  readonly application_id: string;
  readonly kind: string;
  readonly status: 'queued' | 'sent' | 'failed' | 'cancelled';
  readonly at: string;
  readonly code: string | null;
}

/** What waits for whom among applications, the longest wait first; at most 1,000 rows. */
export async function readCaseDesk(): Promise<Outcome<readonly CaseDeskRow[]>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  return read<CaseDeskRow[]>(() =>
    client.rpc('staff_case_desk').overrideTypes<CaseDeskRow[], { merge: false }>(),
  );
}

/** The mails to a case's applicants, newest first (M16). */
export async function readApplicationMails(caseId: string): Promise<Outcome<readonly ApplicationMailRow[]>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  return read<ApplicationMailRow[]>(() =>
    client
      .rpc('staff_application_mails', { p_case_id: caseId })
      .overrideTypes<ApplicationMailRow[], { merge: false }>(),
  );
}
