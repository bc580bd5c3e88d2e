import { expect, test } from 'vitest';
import { idsIn, titlesIn } from './titles.ts';

test('a title is read with its groups, a skipped test is not', () => {
  const text = [
    "describe('L26: production', () => {",
    "  it('refuses', () => {});",
    "  test.each([1])('M72: takes %s', () => {});",
    "  test.skip('M1: never run', () => {});",
    '});',
  ].join('\n');
  expect(titlesIn('a.test.ts', text).map(({ title }) => title)).toEqual([
    'L26: production › refuses',
    'L26: production › M72: takes %s',
  ]);
});

test('a pgTAP description counts where it begins with an ID', () => {
  const text = "select ok(true, 'M1, L8: nobody''s rows'); select is(1, 1, 'see M2: later');";
  expect(titlesIn('a.test.sql', text).map(({ title }) => title)).toEqual(["M1, L8: nobody's rows"]);
});

test('a range names its ends only by themselves, and other words name nothing', () => {
  expect(idsIn('M20-M43, L2: SM2 HTML5')).toEqual(['L2']);
});
