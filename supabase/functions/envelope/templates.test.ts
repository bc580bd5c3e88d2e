import { expect, test } from 'vitest';
import { EMPTY_ENVELOPE_FIELDS } from '../../../src/lib/domain/envelope-fields.ts';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const KEY = '22222222-2222-4222-8222-222222222222';
const DRAFT = { ...EMPTY_ENVELOPE_FIELDS, title: 't' };
const TEMPLATE = {
  name: '工事',
  departmentId: null,
  titlePattern: null,
  contractKind: null,
  amountKind: null,
  signOrder: 'contractor_first',
  deadlineDays: 14,
  signerId: null,
  requiredDocuments: ['契約書'],
  closed: false,
};

function call(
  ports: ReturnType<typeof fakePorts>,
  method: string,
  path: string,
  json: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return handle(
    new Request(`http://functions.example/envelope${path}`, {
      method,
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9', ...headers },
      body: JSON.stringify(json),
    }),
    ports,
  );
}

test('M82: a draft with a key is made under it, so that a repeat makes no second one', async () => {
  const ports = fakePorts({ staff_envelope_draft: () => ID });
  const answer = await call(ports, 'POST', '/drafts', DRAFT, { 'idempotency-key': KEY });
  expect(await answer.json()).toEqual({ envelopeId: ID });
  expect(ports.calls.map(({ name }) => name)).toEqual(['staff_envelope_draft']);
  expect(ports.calls[0]?.args).toMatchObject({ p_key: KEY });
});

test('M82: a key that is no UUID is refused before anything is made', async () => {
  const ports = fakePorts();
  const answer = await call(ports, 'POST', '/drafts', DRAFT, { 'idempotency-key': 'x' });
  expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
  expect(ports.calls).toEqual([]);
});

test('M80: a template with an order of signing that there is none of does not reach SQL', async () => {
  const ports = fakePorts();
  const path = `/municipalities/${ID}/templates/${KEY}`;
  const answer = await call(ports, 'PUT', path, { ...TEMPLATE, signOrder: 'nobody' });
  expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID', context: { path: 'signOrder' } });
  expect(ports.calls).toEqual([]);
});

test('M60: a list that keeps no searches is none', async () => {
  const ports = fakePorts();
  const search = { name: 'x', query: '', start: false };
  const answer = await call(ports, 'PUT', `/municipalities/${ID}/searches/members/${KEY}`, search);
  expect(await answer.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
});
