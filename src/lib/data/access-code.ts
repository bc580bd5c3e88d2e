import { readRules, type SignerFactor } from '../domain/rules.ts';
import type { Outcome } from './outcome.ts';
import { failure, success } from './outcome.ts';
import { read } from './read-rows.ts';
import { callEnvelope } from './staff-function.ts';
import { supabase } from './supabase.ts';

/** The access code of an envelope's contractor as staff may see it: never the code itself. */
export interface AccessCodeRow {
  readonly attempts: number;
  readonly created_at: string;
  readonly used_at: string | null;
}

/**
 * An envelope's contractor and the code that counts now; `code` null where none was issued.
 *
 * @param memberId - of a 共同企業体: which of its members; null for a single contractor.
 */
export async function readAccessCode(
  envelopeId: string,
  memberId: string | null,
): Promise<Outcome<{ readonly partyId: string; readonly code: AccessCodeRow | null }>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const parties = await read<{ id: string; member_id: string | null }[]>(() =>
    client.from('party').select('id,member_id').eq('envelope_id', envelopeId).eq('kind', 'contractor'),
  );
  if (!parties.ok) return parties;
  const party = parties.value.find((row) => row.member_id === memberId);
  if (party === undefined) return failure('PARTY_NOT_FOUND');
  const codes = await read<AccessCodeRow[]>(() =>
    client
      .from('signer_code')
      .select('attempts,created_at,used_at')
      .eq('party_id', party.id)
      .eq('method', 'access_code')
      .is('replaced_at', null),
  );
  if (!codes.ok) return codes;
  return success({ partyId: party.id, code: codes.value[0] ?? null });
}

/** Issues an access code in the place of an earlier one; the answer is the only time that it is shown. */
export const issueAccessCode = (partyId: string): Promise<Outcome<{ readonly code: string }>> =>
  callEnvelope('POST', `/parties/${partyId}/access-code`, {});

/** Takes the access code back. `ACCESS_CODE_DEMANDED` where the rules of the case demand one. */
export const cancelAccessCode = (partyId: string): Promise<Outcome<unknown>> =>
  callEnvelope('DELETE', `/parties/${partyId}/access-code`);

/** What the rules that a case keeps demand of the contractor's signer; null where RLS hides the case. */
export async function readDemandedFactor(caseId: string): Promise<Outcome<SignerFactor | null>> {
  const client = await supabase().catch(() => null);
  if (client === null) return failure('OFFLINE');
  const cases = await read<{ rules_id: string }[]>(() =>
    client.from('contract_case').select('rules_id').eq('id', caseId),
  );
  if (!cases.ok) return cases;
  const rulesId = cases.value[0]?.rules_id;
  if (rulesId === undefined) return success(null);
  const rules = await read<{ document: unknown }[]>(() =>
    client
      .from('municipality_rules')
      .select('document')
      .eq('id', rulesId)
      .overrideTypes<{ document: unknown }[], { merge: false }>(),
  );
  if (!rules.ok) return rules;
  const document = readRules(rules.value[0]?.document);
  return success(document.ok ? document.rules.signerFactor : null);
}
