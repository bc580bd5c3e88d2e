import { readAcceptedAddresses, type AcceptedAddress } from '../data/accepted-addresses.ts';
import type { OperationRow, PartyRow } from '../data/envelope-rows.ts';
import type { StaffSession } from './staff-session.svelte.ts';

/** The last correction of a party's address. */
export interface AddressCorrection {
  readonly party: PartyRow;
  readonly before: string;
  readonly after: string;
  readonly operation: OperationRow;
}

/** The newest correction of each party, in their order. @param operations - newest first. */
export function correctionsOf(
  parties: readonly PartyRow[],
  operations: readonly OperationRow[],
): readonly AddressCorrection[] {
  return parties.flatMap((party) => {
    const operation = operations.find(
      (row) => row.event === 'contractor_corrected' && row.party_id === party.id,
    );
    const { before, after } = operation?.context ?? {};
    return operation !== undefined && typeof before === 'string' && typeof after === 'string'
      ? [{ party, before, after, operation }]
      : [];
  });
}

/** Contractors of a sent envelope who still are to sign, at an address that is not that of their accepted application. */
export function outdatedAddresses(
  parties: readonly PartyRow[],
  accepted: readonly AcceptedAddress[],
): readonly { readonly party: PartyRow; readonly accepted: string }[] {
  return parties.flatMap((party) => {
    if (party.kind !== 'contractor' || party.status !== 'waiting') return [];
    const own = accepted.find(({ member_id }) => member_id === party.member_id);
    return own !== undefined && own.email !== party.email ? [{ party, accepted: own.email }] : [];
  });
}

/** The addresses of a case's accepted applications, beside an envelope on the desk. */
export class PartyAddresses {
  accepted = $state.raw<readonly AcceptedAddress[]>([]);
  readonly #session: StaffSession;

  constructor(session: StaffSession) {
    this.#session = session;
  }

  /** What cannot be read is not said: SQL decides what an address may be corrected to. */
  async load(caseId: string | null): Promise<void> {
    const read = caseId === null ? null : this.#session.watch(await readAcceptedAddresses(caseId));
    this.accepted = read?.ok ? read.value : [];
  }

  of(party: PartyRow): string | null {
    return this.accepted.find(({ member_id }) => member_id === party.member_id)?.email ?? null;
  }
}
