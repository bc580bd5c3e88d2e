import { expect, test } from 'vitest';
import { readTap, tapPassed } from './tap.ts';

test('all planned tests run and ok is a pass', () => {
  expect(tapPassed(readTap(['1..2', 'ok 1 - a', 'ok 2 - b']))).toBe(true);
});

test.each([
  ['a failure', ['1..1', 'not ok 1 - a\n# Failed test 1']],
  ['a test that did not run', ['1..2', 'ok 1 - a']],
  ['no plan', ['ok 1 - a']],
  ['nothing at all', []],
])('%s is no pass', (_name, lines) => expect(tapPassed(readTap(lines))).toBe(false));

test('a failure keeps its diagnosis', () => {
  expect(readTap(['1..1', 'not ok 1 - a\n# Failed test 1: "a"\n#  have: 1', 'ok 2']).failed).toEqual([
    'not ok 1 - a\n# Failed test 1: "a"\n#  have: 1',
  ]);
});
