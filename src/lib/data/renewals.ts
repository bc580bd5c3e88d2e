import type { DocumentKind } from '../domain/envelope.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** Where a file stands in the calendar of renewals (SQL `renewal_calendar`). */
export type RenewalState = 'unknown' | 'resting' | 'due' | 'under_way' | 'failing';

/** One concluded file of the calendar. */
export interface RenewalRow {
  readonly document_id: string;
  readonly envelope_id: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly management_label: string | null;
  readonly title: string | null;
  readonly stamped_at: string | null;
  readonly ends_at: string | null;
  readonly ends_by: 'certificate' | 'algorithm' | null;
  readonly renewals: number | null;
  readonly state: RenewalState;
  readonly attempts: number;
  readonly code: string | null;
  readonly tried_at: string | null;
}

/** The member's concluded files in numbers. */
export interface RenewalSummary {
  readonly leadDays: number;
  readonly paused: boolean;
  readonly files: number;
  readonly listed: number;
  readonly renewed: number;
  readonly due: number;
  readonly late: number;
  readonly years: readonly { readonly year: number; readonly files: number }[];
}

/**
 * The calendar, those that fail first, then by the end of the evidence.
 *
 * @param on - `YYYY-MM-DD` of a dry run: what a run at the end of that day would take is `due`; empty = now.
 */
export async function readRenewals(
  on: string,
): Promise<Outcome<Readonly<{ summary: RenewalSummary; rows: readonly RenewalRow[] }>>> {
  try {
    const client = await supabase();
    const [summary, rows] = await Promise.all([
      client.rpc('renewal_summary'),
      client
        .rpc('renewal_calendar', on === '' ? {} : { p_on: on })
        .overrideTypes<RenewalRow[], { merge: false }>(),
    ]);
    if (summary.error !== null) return postgrestFailure(summary.error, summary.status);
    if (rows.error !== null) return postgrestFailure(rows.error, rows.status);
    // One jsonb object, of which the generated types know no more than that it is JSON.
    return success({ summary: summary.data as unknown as RenewalSummary, rows: rows.data });
  } catch (cause) {
    return unreachable(cause);
  }
}
