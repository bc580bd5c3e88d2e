import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('options and paths may stand in any order, and what follows -- is a path', () => {
  expect(
    readOptions(['a.pdf', '--json', '--trust', 't.json', '--at', '2026-01-14T05:30:00Z', '--', '--b.pdf']),
  ).toEqual({
    format: 'json',
    help: false,
    trust: ['t.json'],
    trustKeys: [],
    certificates: [],
    ledger: undefined,
    at: new Date('2026-01-14T05:30:00Z'),
    paths: ['a.pdf', '--b.pdf'],
  });
});

test('a wrong command line is answered with a sentence', () => {
  for (const args of [
    [],
    ['--trust'],
    ['--ledger'],
    ['--trust-key'],
    ['--unknown', 'a.pdf'],
    ['--at', 'yesterday', 'a.pdf'],
  ]) {
    expect(typeof readOptions(args)).toBe('string');
  }
});
