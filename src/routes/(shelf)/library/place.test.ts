import { expect, test } from 'vitest';
import { readPlace } from './place.ts';

const ID = '11111111-1111-4111-8111-111111111111';

test.each([
  ['', { at: 'list', tab: 'shelf' }],
  ['#kept', { at: 'list', tab: 'kept' }],
  [`#c/${ID}`, { at: 'contract', id: ID }],
  [`#c/${ID}/2`, { at: 'file', id: ID, index: 2 }],
  ['#c/../..', { at: 'list', tab: 'shelf' }],
  [`#c/${ID}/x`, { at: 'list', tab: 'shelf' }],
  [`#${'A'.repeat(43)}`, { at: 'list', tab: 'shelf' }],
])('M61: the fragment %j names a place on the shelf', (hash, place) => {
  expect(readPlace(hash)).toEqual(place);
});
