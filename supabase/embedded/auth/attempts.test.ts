import { expect, test } from 'vitest';
import { Attempts } from './attempts.ts';

const at = (s: number) => new Date(s * 1000);

test('blocks after the allowed failures, and not another key', () => {
  const attempts = new Attempts(2, 60_000);
  attempts.failed('a', at(0));
  expect(attempts.blocked('a', at(1))).toBe(false);
  attempts.failed('a', at(1));
  expect(attempts.blocked('a', at(2))).toBe(true);
  expect(attempts.blocked('b', at(2))).toBe(false);
});

test('forgets failures older than the window', () => {
  const attempts = new Attempts(1, 60_000);
  attempts.failed('a', at(0));
  expect(attempts.blocked('a', at(59))).toBe(true);
  expect(attempts.blocked('a', at(61))).toBe(false);
});

test('a success clears the count', () => {
  const attempts = new Attempts(1, 60_000);
  attempts.failed('a', at(0));
  attempts.succeeded('a');
  expect(attempts.blocked('a', at(1))).toBe(false);
});
