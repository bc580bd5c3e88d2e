import type { ActorKind, OperationEvent } from '../domain/operation.ts';
import type { EnvelopeStatus } from '../domain/envelope.ts';
import { callEnvelope } from './staff-function.ts';
import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** One row of the operation log as `operation_search` answers it. */
export interface OperationFound {
  readonly id: number;
  readonly at: string;
  readonly actor_kind: ActorKind;
  readonly actor_label: string | null;
  readonly event: OperationEvent;
  readonly envelope_id: string | null;
  readonly title: string | null;
  readonly management_label: string | null;
  readonly document_name: string | null;
  readonly from_status: EnvelopeStatus | null;
  readonly to_status: EnvelopeStatus | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly context: Readonly<Record<string, unknown>> | null;
}

/** What the log is searched by; empty where open. Days are JST, `YYYY-MM-DD`, both included. */
export interface OperationQuery {
  readonly person: string;
  readonly envelope: string;
  readonly from: string;
  readonly to: string;
  readonly events: readonly OperationEvent[];
}

/** One page of the log, newest first; `before` is the last row's id of the page before. */
export async function searchOperations(
  query: OperationQuery,
  limit: number,
  before: number | null,
): Promise<Outcome<readonly OperationFound[]>> {
  try {
    const { data, error, status } = await (
      await supabase()
    )
      .rpc('operation_search', {
        ...(query.person.trim() === '' ? {} : { p_person: query.person.trim() }),
        ...(query.envelope.trim() === '' ? {} : { p_envelope: query.envelope.trim() }),
        ...(query.from === '' ? {} : { p_from: query.from }),
        ...(query.to === '' ? {} : { p_to: query.to }),
        ...(query.events.length === 0 ? {} : { p_events: [...query.events] }),
        ...(before === null ? {} : { p_before: before }),
        p_limit: limit,
      })
      .overrideTypes<OperationFound[], { merge: false }>();
    return error === null ? success(data) : postgrestFailure(error, status);
  } catch (cause) {
    return unreachable(cause);
  }
}

/** Has it logged that a list was written to a file. */
export const recordExport = (
  municipalityId: string,
  what: 'log' | 'ledger' | 'members',
  rows: number,
  criteria: Readonly<Record<string, string | number | null>>,
): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/municipalities/${municipalityId}/exports`, { what, rows, criteria });
