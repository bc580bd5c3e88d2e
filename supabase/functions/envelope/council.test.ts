import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const ENVELOPE = '11111111-1111-4111-8111-111111111111';
const VOTE = { outcome: 'passed', votedOn: '2026-12-18', billNumber: '議案第12号' };

const record = (ports: FakePorts, body: unknown, id = ENVELOPE): Promise<Response> =>
  handle(
    new Request(`http://functions.example/envelope/${id}/council-vote`, {
      method: 'POST',
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify(body),
    }),
    ports,
  );
const votes = (ports: FakePorts) => ports.calls.filter((call) => call.name === 'staff_council_vote');

test('issue: 仮契約: a vote goes to SQL with who records it, and the mails are hurried', async () => {
  const ports = fakePorts({ staff_council_vote: () => null });
  expect((await record(ports, VOTE)).status).toBe(200);
  expect(votes(ports)[0]?.args).toMatchObject({
    p_actor: { kind: 'staff', ip: '203.0.113.9' },
    p_envelope_id: ENVELOPE,
    p_vote: VOTE,
  });
  expect(ports.nudges).toBe(1);
});

test.each([
  { ...VOTE, outcome: 'tied' },
  { ...VOTE, votedOn: '2026-02-30' },
  { ...VOTE, billNumber: '議'.repeat(201) },
  { outcome: 'passed' },
])('issue: 仮契約: %j is refused before SQL is asked', async (body) => {
  const ports = fakePorts({ staff_council_vote: () => null });
  expect((await record(ports, body)).status).toBe(400);
  expect(votes(ports)).toEqual([]);
});

test('issue: 仮契約: what SQL refuses keeps its code and is logged on the envelope', async () => {
  const ports = fakePorts({
    staff_council_vote: () => {
      throw new Refusal('VOTE_DATE_INVALID', { field: 'votedOn' });
    },
    refusal_log_on: () => null,
  });
  const answer = await record(ports, VOTE);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'VOTE_DATE_INVALID', context: { field: 'votedOn' } });
  expect(ports.calls.find((call) => call.name === 'refusal_log_on')?.args).toMatchObject({
    p_kind: 'envelope',
    p_id: ENVELOPE,
    p_code: 'VOTE_DATE_INVALID',
  });
});

test('issue: 仮契約: an id that is none names no envelope', async () => {
  const answer = await record(fakePorts({}), VOTE, 'x');
  expect(await answer.json()).toMatchObject({ code: 'ENVELOPE_NOT_FOUND' });
});
