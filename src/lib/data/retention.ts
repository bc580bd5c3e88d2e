import type { Outcome } from './outcome.ts';
import { failure, success } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** For how long an envelope is kept. */
export interface RetentionRow {
  readonly years: number;
  /** `YYYY-MM-DD`; null before the conclusion. */
  readonly ends_on: string | null;
}

/** Reads for how long an envelope is kept. `ENVELOPE_NOT_FOUND` where RLS hides it. */
export async function readRetention(envelopeId: string): Promise<Outcome<RetentionRow>> {
  const rows = await read<RetentionRow[]>(async () =>
    (await supabase())
      .rpc('envelope_retention_read', { p_envelope_id: envelopeId })
      .overrideTypes<RetentionRow[], { merge: false }>(),
  );
  if (!rows.ok) return rows;
  const [row] = rows.value;
  return row === undefined ? failure('ENVELOPE_NOT_FOUND') : success(row);
}

/** Keeps one contract for longer. `RETENTION_SHORTER`. */
export const extendRetention = (envelopeId: string, years: number): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/${envelopeId}/retention`, { years });

/** Keeps every contract of the municipality for longer; role `admin`. `RETENTION_SHORTER`. */
export const saveRetention = (municipalityId: string, years: number): Promise<Outcome<unknown>> =>
  callEnvelope('PUT', `/municipalities/${municipalityId}/retention`, { years });
