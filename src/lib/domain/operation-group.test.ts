import { expect, test } from 'vitest';
import { eventsOf, OPERATION_GROUPS } from './operation-group.ts';
import { OPERATION_EVENTS } from './operation.ts';

test('M70: every view, download, send and refusal is found under exactly one kind', () => {
  const grouped = OPERATION_GROUPS.flatMap((group) => [...eventsOf(group)]);
  expect([...grouped].sort()).toEqual([...OPERATION_EVENTS].sort());
});
