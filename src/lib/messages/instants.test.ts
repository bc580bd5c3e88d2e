import { expect, test } from 'vitest';
import { japanTimeParts } from '../domain/japan-time.ts';
import { instantEn, instantJa } from './instants.ts';

const AT = japanTimeParts(new Date('2026-01-14T05:30:00Z'));

test('M88: instants are shown in JST with the weekday', () => {
  expect(instantJa(AT)).toBe('2026年1月14日(水) 14:30 JST');
  expect(instantJa(AT, true)).toBe('2026年1月14日(水) 14:30:00 JST');
  expect(instantEn(AT)).toBe('Wed, 2026-01-14 14:30 JST');
});
