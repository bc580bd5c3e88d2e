import { postgrestFailure, success, unreachable, type Outcome } from './outcome.ts';
import { supabase } from './supabase.ts';

/** Within how many days after 契約締結日 the rules of a case expect the last seal; null where RLS hides the case. */
export async function readSealWithinDays(caseId: string): Promise<Outcome<number | null>> {
  try {
    const { data, error, status } = await (await supabase()).rpc('seal_within_days', { p_case_id: caseId });
    return error === null ? success(data) : postgrestFailure(error, status);
  } catch (cause) {
    return unreachable(cause);
  }
}
