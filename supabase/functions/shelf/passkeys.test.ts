import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { SoftPasskey } from '../../../tests/functions/soft-passkey.ts';
import { handle } from './handler.ts';

const ACCOUNT = '22222222-2222-4222-8222-222222222222';
const SESSION = { 'x-shelf-session': 'S'.repeat(43) };

async function call(
  ports: FakePorts,
  method: string,
  path: string,
  body?: object,
  headers: object = SESSION,
) {
  const answer = await handle(
    new Request(`http://functions.example/shelf${path}`, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    ports,
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const shelf = () =>
  fakePorts({
    shelf_passkey_begin: () => ({ accountId: ACCOUNT, email: 'c@contractor.example', known: [] }),
    shelf_account_id: () => ACCOUNT,
    shelf_passkey_add: () => ({ id: ACCOUNT }),
  });

test('L5: a passkey is kept once its answer to this account’s challenge is verified', async () => {
  const ports = shelf();
  const begun = (await call(ports, 'POST', '/passkeys/begin')).body;
  const soft = new SoftPasskey('https://shomei.example');
  const passkey = await soft.make(String(begun['challenge']));
  const json = { challengeId: begun['challengeId'], name: 'phone', passkey };
  expect((await call(ports, 'POST', '/passkeys', json)).status).toBe(201);
  expect(ports.calls.at(-1)?.args['p_passkey']).toEqual({
    credentialId: soft.credentialId,
    publicKey: passkey.publicKey,
    algorithm: -7,
    signCount: 1,
    name: 'phone',
  });
  expect(ports.nudges, 'the mail that tells of it goes out at once').toBe(1);
});

test('L5: the mail that tells of a removal goes out at once', async () => {
  const ports = fakePorts({ shelf_passkey_remove: () => null });
  expect((await call(ports, 'DELETE', `/passkeys/${ACCOUNT}`)).status).toBe(200);
  expect(ports.nudges).toBe(1);
});

test('L5: an answer to another account’s challenge is kept nowhere', async () => {
  const ports = shelf();
  const begun = (await call(ports, 'POST', '/passkeys/begin')).body;
  const passkey = await new SoftPasskey('https://shomei.example').make(String(begun['challenge']));
  const other = { ...ports, rpc: ports.rpc };
  const foreign = fakePorts({ shelf_account_id: () => '44444444-4444-4444-8444-444444444444' });
  const json = { challengeId: begun['challengeId'], name: 'phone', passkey };
  expect((await call({ ...other, rpc: foreign.rpc }, 'POST', '/passkeys', json)).body).toMatchObject({
    code: 'PASSKEY_REFUSED',
    context: { what: 'challenge' },
  });
  expect(foreign.calls.map(({ name }) => name)).not.toContain('shelf_passkey_add');
});

test.each([
  ['GET', '/passkeys'],
  ['POST', '/passkeys/begin'],
  ['DELETE', `/passkeys/${ACCOUNT}`],
])('L5: %s %s needs a session of the shelf', async (method, path) => {
  const ports = fakePorts();
  const { body } = await call(ports, method, path, undefined, { authorization: 'Bearer staff' });
  expect(body['code']).toBe('SHELF_SIGN_IN_REQUIRED');
  expect(ports.calls.map(({ name }) => name).filter((name) => name !== 'rate_limit_hit')).toEqual([]);
});
