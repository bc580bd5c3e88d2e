import type { ContractKind } from '../domain/case.ts';
import type { CouncilOutcome, CouncilVote, StandingFacts } from '../domain/contract-standing.ts';
import { success, type Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** One record of what the council decided, named as in SQL. */
export interface CouncilVoteRow {
  readonly version: number;
  readonly outcome: CouncilOutcome;
  /** `YYYY-MM-DD` in JST. */
  readonly voted_on: string;
  readonly bill_number: string | null;
  readonly recorded_at: string;
}

interface StandingRow {
  readonly envelope_id: string;
  readonly contract_kind: ContractKind;
  readonly outcome: CouncilOutcome | null;
  readonly voted_on: string | null;
}

/** 契約区分 by envelope; one without a case has none. */
export type Standings = Readonly<Record<string, StandingFacts | undefined>>;

/** 契約区分 of envelopes, at most 1,000, and what the council decided. */
export async function readStandings(envelopeIds: readonly string[]): Promise<Outcome<Standings>> {
  if (envelopeIds.length === 0) return success({});
  const rows = await read<StandingRow[]>(async () =>
    (await supabase())
      .rpc('contract_standing', { p_envelope_ids: [...new Set(envelopeIds)] })
      .overrideTypes<StandingRow[], { merge: false }>(),
  );
  if (!rows.ok) return rows;
  return success(
    Object.fromEntries(
      rows.value.map((row) => [
        row.envelope_id,
        { contractKind: row.contract_kind, outcome: row.outcome, votedOn: row.voted_on },
      ]),
    ),
  );
}

/** Every record of an envelope, newest first: the first one counts. */
export const readVotes = (envelopeId: string): Promise<Outcome<readonly CouncilVoteRow[]>> =>
  read(async () =>
    (await supabase())
      .from('council_vote')
      .select('*')
      .eq('envelope_id', envelopeId)
      .order('version', { ascending: false })
      .overrideTypes<CouncilVoteRow[], { merge: false }>(),
  );

/** Records what the council decided, or corrects it; the contractor is told by mail. `VOTE_DATE_INVALID`. */
export const recordVote = (envelopeId: string, vote: CouncilVote): Promise<Outcome<unknown>> =>
  callEnvelope('POST', `/${envelopeId}/council-vote`, vote);
