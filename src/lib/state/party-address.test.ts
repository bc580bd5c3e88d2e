import { expect, test } from 'vitest';
import type { OperationRow, PartyRow } from '../data/envelope-rows.ts';
import { correctionsOf, outdatedAddresses } from './party-address.svelte.ts';

const party = (id: string, rest: Partial<PartyRow> = {}): PartyRow =>
  ({
    id,
    kind: 'contractor',
    status: 'waiting',
    email: `${id}@c.example`,
    member_id: id,
    ...rest,
  }) as PartyRow;
const corrected = (partyId: string, before: string, after: string): OperationRow =>
  ({ event: 'contractor_corrected', party_id: partyId, context: { before, after } }) as never;

test('M82: the newest correction of each party is told, once', () => {
  const operations = [
    corrected('b', 'b2', 'b3'),
    corrected('a', 'a1', 'a2'),
    { event: 'mail_sent', party_id: 'a', context: {} } as OperationRow,
    corrected('b', 'b1', 'b2'),
  ];
  expect(
    correctionsOf([party('a'), party('b'), party('c')], operations).map(
      ({ party: { id }, before, after }) => [id, before, after],
    ),
  ).toEqual([
    ['a', 'a1', 'a2'],
    ['b', 'b2', 'b3'],
  ]);
});

test('M13, M82: who is still to sign at an address that no accepted application names is told', () => {
  const accepted = [
    { member_id: 'a', email: 'new@c.example' },
    { member_id: 'b', email: 'b@c.example' },
    { member_id: 'c', email: 'new@c.example' },
    { member_id: null, email: 'new@c.example' },
  ];
  const parties = [
    party('a'),
    party('b'),
    party('c', { status: 'sealed' }),
    party('d'),
    party('m', { kind: 'municipality', member_id: null }),
  ];
  expect(outdatedAddresses(parties, accepted).map(({ party: { id } }) => id)).toEqual(['a']);
  expect(outdatedAddresses([party('one', { member_id: null })], accepted)).toHaveLength(1);
});
