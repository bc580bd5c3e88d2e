import { expect, test } from 'vitest';
import { readVote, standingOf } from './contract-standing.ts';

const TYPED = { outcome: 'passed', votedOn: '2026-12-18', billNumber: ' 議案第12号 ' };
const read = (typed: Partial<typeof TYPED>) => readVote({ ...TYPED, ...typed }, '2026-12-01', '2026-12-20');

test('issue: 仮契約: a vote is read with its bill trimmed', () => {
  expect(read({})).toEqual({
    ok: true,
    vote: { outcome: 'passed', votedOn: '2026-12-18', billNumber: '議案第12号' },
  });
});

test('issue: 仮契約: an empty bill is none', () => {
  expect(read({ billNumber: '　' })).toMatchObject({ vote: { billNumber: null } });
});

test.each([
  [{ outcome: '' }, { outcome: 'missing' }],
  [{ votedOn: '' }, { votedOn: 'missing' }],
  [{ votedOn: '2026-02-30' }, { votedOn: 'missing' }],
  [{ votedOn: '2026-11-30' }, { votedOn: 'range' }],
  [{ votedOn: '2026-12-21' }, { votedOn: 'range' }],
  [{ billNumber: '議'.repeat(51) }, { billNumber: 'long' }],
])('issue: 仮契約: %j is refused by its field', (typed, refused) => {
  expect(read(typed)).toEqual({ ok: false, refused });
});

test.each(['2026-12-01', '2026-12-20'])('issue: 仮契約: %s, an end of the period, is taken', (votedOn) => {
  expect(read({ votedOn }).ok).toBe(true);
});

test('issue: 仮契約: every faulty field is told at once', () => {
  expect(read({ outcome: 'x', votedOn: '', billNumber: '議'.repeat(51) })).toEqual({
    ok: false,
    refused: { outcome: 'missing', votedOn: 'missing', billNumber: 'long' },
  });
});

test.each([
  ['final', null, true, 'final'],
  ['change', null, true, 'change'],
  ['provisional', null, false, 'provisional'],
  ['provisional', null, true, 'awaiting'],
  ['provisional', 'passed', true, 'passed'],
  ['provisional', 'rejected', true, 'rejected'],
] as const)(
  'issue: 仮契約: %s with %s, concluded %s, stands as %s',
  (contractKind, outcome, concluded, standing) => {
    expect(standingOf({ contractKind, outcome }, concluded)).toBe(standing);
  },
);
