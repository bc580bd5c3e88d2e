import { expect, test } from 'vitest';
import { fakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const FIELDS = {
  departmentId: '22222222-2222-4222-8222-222222222222',
  managementLabel: '令和8年度-0000015',
  company: null,
  name: '試験 太郎',
  email: 'asker@contractor.example',
  phone: '０１９ー０００－１１１１',
  body: '期限を延ばせますか',
  language: 'ja',
};

async function ask(fields: object, answers: RpcAnswers = {}) {
  const ports = fakePorts({
    inquiry_submit: () => ({ inquiryId: ID, receivedAt: '2026-04-01T00:00:00Z' }),
    ...answers,
  });
  const answer = await handle(
    new Request('http://functions.example/application/inquiries/032166', {
      method: 'POST',
      headers: { 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify({ inquiryId: ID, fields: { ...FIELDS, ...fields } }),
    }),
    ports,
  );
  return { ports, status: answer.status, body: (await answer.json()) as unknown };
}

test('M75: an inquiry is handed to SQL as it was typed, its telephone in plain digits', async () => {
  const { ports, status } = await ask({});
  expect(status).toBe(201);
  expect(ports.calls.find(({ name }) => name === 'inquiry_submit')?.args).toMatchObject({
    p_actor: { kind: 'contractor', ip: '203.0.113.9' },
    p_code: '032166',
    p_inquiry_id: ID,
    p_fields: { ...FIELDS, phone: '019-000-1111' },
  });
  expect(ports.nudges).toBe(1);
});

test.each([
  [{ name: ' ' }, 'FIELD_INVALID', 'name'],
  [{ email: 'a@b\r\nBcc: c@d.example' }, 'FIELD_INVALID', 'email'],
  [{ departmentId: 'x' }, 'FIELD_INVALID', 'departmentId'],
  [{ body: 'x'.repeat(4001) }, 'FIELD_INVALID', 'body'],
  [{ body: `https://shomei.example/s#${'A'.repeat(43)}` }, 'SIGNING_LINK_IN_TEXT', 'body'],
  [{ body: `／ｓ＃${'A'.repeat(43)}` }, 'SIGNING_LINK_IN_TEXT', 'body'],
])('M75: %j is refused by field before anything is counted or kept', async (fields, code, field) => {
  const { ports, body } = await ask(fields);
  expect(body).toMatchObject({ code, context: { field } });
  expect(ports.calls.map(({ name }) => name)).not.toContain('inquiry_submit');
});

test('M75: one network address asks so often an hour, and one mail address', async () => {
  for (const key of ['inquiry-from:', 'inquiry-of:', 'inquiry-to:']) {
    const { ports, status } = await ask(
      {},
      {
        rate_limit_hit: (args) => !String(args['p_key']).startsWith(key),
      },
    );
    expect(status).toBe(429);
    expect(ports.calls.map(({ name }) => name)).not.toContain('inquiry_submit');
  }
});

test('M75: no address stands in the key of a limit', async () => {
  const { ports } = await ask({});
  expect(JSON.stringify(ports.calls.filter(({ name }) => name === 'rate_limit_hit'))).not.toContain('asker@');
});
