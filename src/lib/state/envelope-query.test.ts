import { expect, test } from 'vitest';
import { EVERY_ENVELOPE, readQuery, writeQuery } from './envelope-query.ts';

test('M60 L18 L19: every search, any of its conditions combined, survives the way through the address', () => {
  const query = {
    statuses: ['sent', 'concluded'],
    text: '橋',
    counterparty: '試験用建設',
    from: '2026-04-01',
    to: '2027-03-31',
    minJpy: 1,
    maxJpy: 9_999_999_999_999,
  };
  expect(readQuery(writeQuery(query))).toEqual(query);
  expect(readQuery(writeQuery(EVERY_ENVELOPE))).toEqual(EVERY_ENVELOPE);
});

test('an address that holds nonsense searches without that condition', () => {
  const query = readQuery(new URLSearchParams('status=nope&from=2026-02-30&min=-1&max=1e9&q=%20'));
  expect(query).toEqual({ ...EVERY_ENVELOPE, text: ' ' });
});
