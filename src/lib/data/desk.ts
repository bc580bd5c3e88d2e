import type { AmountKind, EnvelopeStatus } from '../domain/envelope.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** What an envelope can wait for; equal to `kind` of SQL `staff_desk`. */
export type DeskKind =
  | 'approval'
  | 'returned'
  | 'guarantee'
  | 'replacement'
  | 'signature'
  | 'contractor'
  | 'service'
  | 'original'
  | 'vote'
  | 'reissue'
  | 'bounced';

/** One envelope that waits for somebody. */
export interface DeskRow {
  readonly kind: DeskKind;
  readonly envelope_id: string;
  readonly department_id: string;
  readonly status: EnvelopeStatus;
  readonly title: string | null;
  readonly counterparty_name: string | null;
  readonly management_label: string | null;
  readonly amount_kind: AmountKind | null;
  readonly amount_jpy: number | null;
  readonly deadline_at: string | null;
  readonly since: string | null;
  readonly party_id: string | null;
  readonly opened: boolean | null;
  /** The caller had a hand in the draft. */
  readonly drafted: boolean;
  /** 契約締結日 and the days within which the rules expect the last seal, `YYYY-MM-DD`; null where one is not known. */
  readonly seal_by: string | null;
}

/** What waits for whom, the longest wait first; at most 1,000 rows. */
export async function readDesk(): Promise<Outcome<readonly DeskRow[]>> {
  try {
    const { data, error, status } = await (
      await supabase()
    )
      .rpc('staff_desk')
      .overrideTypes<DeskRow[], { merge: false }>();
    return error === null ? success(data) : postgrestFailure(error, status);
  } catch (cause) {
    return unreachable(cause);
  }
}
