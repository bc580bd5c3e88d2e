import { expect, test } from 'vitest';
import { lateAfterContract } from './seal-by.ts';

const subject = { contractOn: '2026-01-14', withinDays: 14, lastSealOn: '2026-01-29' };

test('M36: a last seal after the set days from 契約締結日 is late by the day that was expected', () => {
  expect(lateAfterContract(subject)).toBe('2026-01-28');
});

test('M36: the last of these days is in time', () => {
  expect(lateAfterContract({ ...subject, lastSealOn: '2026-01-28' })).toBeNull();
});

test('M36: with no days set, the day after 契約締結日 is late', () => {
  expect(lateAfterContract({ ...subject, withinDays: 0, lastSealOn: '2026-01-15' })).toBe('2026-01-14');
});

test('a date that is half typed says nothing', () => {
  expect(lateAfterContract({ ...subject, contractOn: '2026-02-3' })).toBeNull();
});

test.each(['contractOn', 'withinDays', 'lastSealOn'] as const)(
  'nothing is said where %s is not known',
  (key) => {
    expect(lateAfterContract({ ...subject, [key]: null })).toBeNull();
  },
);
