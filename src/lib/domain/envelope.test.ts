import { expect, test } from 'vitest';
import { allowedEvents, ENVELOPE_STATUSES, ENVELOPE_TRANSITIONS, isClosed } from './envelope.ts';

test('a concluded, declined, withdrawn, expired or paper envelope moves no further', () => {
  expect(ENVELOPE_STATUSES.filter(isClosed)).toEqual([
    'concluded',
    'declined',
    'withdrawn',
    'expired',
    'switched_to_paper',
  ]);
});

test('concluded is reached from concluding alone, by the service alone', () => {
  expect(ENVELOPE_TRANSITIONS.filter((row) => row.to === 'concluded')).toEqual([
    { from: 'concluding', event: 'conclude', actor: 'service', to: 'concluded' },
  ]);
});

test('L10: once every party has sealed, nobody declines, withdraws or lets it expire; paper stays open until the conclusion', () => {
  const open = ENVELOPE_TRANSITIONS.filter(({ from }) => from === 'concluding');
  expect(open.map(({ event, actor }) => [event, actor])).toEqual([
    ['conclude', 'service'],
    ['switch_to_paper', 'drafter'],
    ['switch_to_paper', 'contractor'],
  ]);
});

test('only the contractor declines', () => {
  expect(
    new Set(ENVELOPE_TRANSITIONS.filter((row) => row.event === 'decline').map((row) => row.actor)),
  ).toEqual(new Set(['contractor']));
});

test('a viewer is offered nothing, a drafter what the table says', () => {
  expect(allowedEvents('draft', ['viewer'])).toEqual([]);
  expect(allowedEvents('draft', ['drafter'])).toEqual(['submit', 'send', 'withdraw']);
  expect(allowedEvents('concluded', ['drafter', 'approver'])).toEqual([]);
});
