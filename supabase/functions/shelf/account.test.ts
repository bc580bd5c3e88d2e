import { expect, test } from 'vitest';
import { fakePorts, type FakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { emailCode, emailCodeVerifier } from '../_shared/email-code.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { handle } from './handler.ts';

const CODE_ID = '11111111-1111-4111-8111-111111111111';
const SESSION = 'S'.repeat(43);

async function call(
  ports: FakePorts,
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
) {
  const answer = await handle(
    new Request(`http://functions.example/shelf${path}`, {
      method,
      headers: { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'phone', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    ports,
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const argsOf = (ports: FakePorts, name: string) => ports.calls.find((one) => one.name === name)?.args;
const begun: RpcAnswers = {
  shelf_code_begin: (args) => ({ codeId: args['p_code_id'], expiresAt: '2026-04-01T00:15:00Z' }),
};

test('M61: a code is asked for by an address in plain letters; SQL gets its verifier, never the code', async () => {
  const ports = fakePorts(begun);
  const { status } = await call(ports, 'POST', '/code', { email: ' ｓhelf＠c.example ', language: 'easy' });
  expect(status).toBe(201);
  const args = argsOf(ports, 'shelf_code_begin') ?? {};
  expect(args).toMatchObject({
    p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
    p_email: 'shelf@c.example',
    p_language: 'easy',
  });
  const id = String(args['p_code_id']);
  const code = await emailCode(ports.config.linkKey, id);
  expect(args['p_verifier_sha256_hex']).toBe(await emailCodeVerifier(ports.config.linkKey, id, code));
  expect(JSON.stringify(args)).not.toContain(`"${code}"`);
  expect(ports.nudges).toBe(1);
});

test.each(['shelf:', 'shelf-code-from:', 'shelf-code-to:'])(
  'M61: above the limit of %s no code is mailed',
  async (key) => {
    const ports = fakePorts({
      ...begun,
      rate_limit_hit: (args) => !String(args['p_key']).startsWith(key),
    });
    const { status, body } = await call(ports, 'POST', '/code', { email: 'a@b.example', language: 'ja' });
    expect(status).toBe(429);
    expect(body['code']).toBe('RATE_LIMITED');
    expect(argsOf(ports, 'shelf_code_begin')).toBeUndefined();
  },
);

test('M61: no address stands in the key of a limit, and its case makes no second one', async () => {
  const keys = async (email: string) => {
    const ports = fakePorts(begun);
    await call(ports, 'POST', '/code', { email, language: 'ja' });
    return ports.calls.filter(({ name }) => name === 'rate_limit_hit').map(({ args }) => args['p_key']);
  };
  const lower = await keys('shelf@c.example');
  expect(JSON.stringify(lower)).not.toContain('shelf@');
  expect(await keys('Shelf@C.example')).toEqual(lower);
});

test('M61: the right code gives a session of which SQL keeps the hash alone', async () => {
  const ports = fakePorts({
    shelf_code_confirm: () => ({
      status: 'signed_in',
      email: 'shelf@c.example',
      expiresAt: '2026-05-01T00:00:00Z',
    }),
  });
  const { status, body } = await call(ports, 'POST', '/sessions', {
    codeId: CODE_ID,
    code: '123456',
    sharedDevice: true,
  });
  expect(status).toBe(201);
  expect(body).toMatchObject({ email: 'shelf@c.example', expiresAt: '2026-05-01T00:00:00Z' });
  const args = argsOf(ports, 'shelf_code_confirm') ?? {};
  expect(args).toMatchObject({ p_code_id: CODE_ID, p_shared_device: true });
  expect(args['p_token_sha256_hex']).toBe(await linkTokenHash(String(body['token'])));
  expect(JSON.stringify(args)).not.toContain(String(body['token']));
});

test.each([
  [{ status: 'wrong', left: 3 }, 422, 'CODE_WRONG'],
  [{ status: 'locked' }, 429, 'CODE_LOCKED'],
  [{ status: 'expired' }, 410, 'CODE_EXPIRED'],
] as const)('M61: %j gives no session', async (answer, status, code) => {
  const ports = fakePorts({ shelf_code_confirm: () => answer });
  const refused = await call(ports, 'POST', '/sessions', {
    codeId: CODE_ID,
    code: '123456',
    sharedDevice: false,
  });
  expect(refused.status).toBe(status);
  expect(refused.body['code']).toBe(code);
  expect(refused.body['token']).toBeUndefined();
});

test.each([
  { codeId: 'x', code: '123456', sharedDevice: false },
  { codeId: CODE_ID, code: '１２３４５６', sharedDevice: false },
  { codeId: CODE_ID, code: '123456' },
])('M61: %j is no code to ask SQL about', async (body) => {
  const ports = fakePorts();
  expect((await call(ports, 'POST', '/sessions', body)).body['code']).toBe('REQUEST_INVALID');
});

test.each([
  ['DELETE', '/session', 'shelf_sign_out'],
  ['DELETE', '/account', 'shelf_account_close'],
])('M61: %s %s is done for the holder of the session, by its hash', async (method, path, name) => {
  const ports = fakePorts({ [name]: () => null });
  const { status } = await call(ports, method, path, undefined, { 'x-shelf-session': SESSION });
  expect(status).toBe(200);
  expect(argsOf(ports, name)).toMatchObject({ p_token_sha256_hex: await linkTokenHash(SESSION) });
});

test.each(['/session', '/account'])(
  'M61: an access token of staff with its second factor is no session of a shelf (%s)',
  async (path) => {
    const ports = fakePorts();
    const { status, body } = await call(ports, 'DELETE', path, undefined, { authorization: 'Bearer staff' });
    expect(status).toBe(401);
    expect(body['code']).toBe('SHELF_SIGN_IN_REQUIRED');
  },
);
