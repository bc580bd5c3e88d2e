import { expect, test } from 'vitest';
import { EMPTY_ENVELOPE_FIELDS } from '../../../src/lib/domain/envelope-fields.ts';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const ENVELOPE = '22222222-2222-4222-8222-222222222222';
const FIELDS = { ...EMPTY_ENVELOPE_FIELDS, title: 't' };

function call(ports: ReturnType<typeof fakePorts>, path: string, json: unknown = {}): Promise<Response> {
  return handle(
    new Request(`http://functions.example/envelope/batches/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify(json),
    }),
    ports,
  );
}
const names = (ports: ReturnType<typeof fakePorts>): string[] => ports.calls.map(({ name }) => name);

test('M85: a preview answers each row in its place, faulty fields too', async () => {
  const sound = { missing: ['documents'], documents: [], code: null, context: null };
  const ports = fakePorts({ staff_batch_check: () => [sound] });
  const row = (title: unknown) => ({ fields: { ...FIELDS, title }, templateId: null, files: [] });
  const answer = await call(ports, 'check', { rows: [row('長'.repeat(201)), row('t')] });
  expect(await answer.json()).toMatchObject({
    rows: [{ code: 'FIELD_INVALID', context: { fields: { title: 'TOO_LONG' } } }, sound],
  });
});

test.each([
  [
    'send',
    ['staff_batch_row_ready', 'staff_envelope_check', 'stamp_subject', 'staff_envelope_send', 'nudge'],
  ],
  ['submit', ['staff_batch_row_ready', 'stamp_subject', 'staff_envelope_submit', 'nudge']],
  ['draft', ['staff_batch_row_ready']],
] as const)('M83, M85: a row of a batch that is to %s does that and no more', async (mode, acts) => {
  const ports = fakePorts({
    staff_batch_row_ready: () => ({ envelopeId: ENVELOPE, status: 'draft', mode }),
    staff_envelope_check: () => ({ missing: [], documents: [] }),
    stamp_subject: () => [],
    staff_envelope_send: () => ({ managementLabel: '令和8年度-0000001' }),
    staff_envelope_submit: () => null,
  });
  expect((await call(ports, `${ID}/rows/1/finish`)).status).toBe(200);
  expect(names(ports).filter((name) => name !== 'nudge')).toEqual(acts.filter((name) => name !== 'nudge'));
});

test('M85: what was sent before its answer was lost is not sent again', async () => {
  const ports = fakePorts({
    staff_batch_row_ready: () => ({ envelopeId: ENVELOPE, status: 'sent', mode: 'send' }),
  });
  expect((await call(ports, `${ID}/rows/1/finish`)).status).toBe(200);
  expect(names(ports)).toEqual(['staff_batch_row_ready']);
});

test('M85: a row that is refused keeps why, and the caller hears the same code', async () => {
  const ports = fakePorts({
    staff_batch_row_draft: () => {
      throw new Refusal('CASE_HAS_ENVELOPE');
    },
    staff_batch_row_refused: () => null,
  });
  const answer = await call(ports, `${ID}/rows/7/draft`);
  expect(await answer.json()).toMatchObject({ code: 'CASE_HAS_ENVELOPE' });
  expect(ports.calls.at(-1)).toMatchObject({
    name: 'staff_batch_row_refused',
    args: { p_ord: 7, p_code: 'CASE_HAS_ENVELOPE' },
  });
});

test('M85: a result that is no code is refused before SQL is asked', async () => {
  const ports = fakePorts();
  const answer = await call(ports, `${ID}/rows/1/refused`, { code: '<script>' });
  expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
  expect(names(ports)).toEqual([]);
});
