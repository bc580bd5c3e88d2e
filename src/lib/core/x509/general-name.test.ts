import { expect, test } from 'vitest';
import { mayLieWithin } from './general-name.ts';

test('an excluded name of a kind that is not understood excludes every name of its kind, and of no other', () => {
  const excluded = { type: 'other', value: '0:0102' } as const;
  expect(mayLieWithin({ type: 'other', value: '0:0304' }, excluded)).toBe(true);
  expect(mayLieWithin({ type: 'other', value: '8:0304' }, excluded)).toBe(false);
  expect(mayLieWithin({ type: 'dns', value: 'a.example' }, excluded)).toBe(false);
});
