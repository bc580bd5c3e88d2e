import type { Outcome } from './outcome.ts';
import { read } from './read-rows.ts';
import { supabase } from './supabase.ts';

/** The address that a contractor of a case is asked at: that of its accepted application. */
export interface AcceptedAddress {
  /** Of a 共同企業体: whose; null for a single contractor. */
  readonly member_id: string | null;
  readonly email: string;
}

/** The addresses of a case's accepted applications, as RLS shows them. */
export const readAcceptedAddresses = (caseId: string): Promise<Outcome<readonly AcceptedAddress[]>> =>
  read<AcceptedAddress[]>(async () =>
    (await supabase())
      .from('application')
      .select('member_id, email')
      .eq('case_id', caseId)
      .eq('status', 'accepted'),
  );
