import { expect, test } from 'vitest';
import { WHOLE_LEDGER } from './ledger-desk.svelte.ts';
import { readLedgerQuery, writeLedgerQuery } from './ledger-query.ts';

test('M60 L18 L19: a search of the ledger survives being kept, every condition of it', () => {
  const query = {
    text: '橋',
    counterparty: '試験用建設',
    from: '2026-04-01',
    to: '2027-03-31',
    minJpy: 1,
    maxJpy: 9_999_999_999_999,
    status: 'concluded',
  } as const;
  expect(readLedgerQuery(new URLSearchParams(writeLedgerQuery(query)))).toEqual(query);
  expect(writeLedgerQuery(WHOLE_LEDGER)).toBe('');
});

test('M60: what was kept and is nonsense now searches without that condition', () => {
  const kept = new URLSearchParams('status=nope&from=2026-02-30&min=-1&max=1e9');
  expect(readLedgerQuery(kept)).toEqual(WHOLE_LEDGER);
});
