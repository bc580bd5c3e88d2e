import { describe, expect, it, test } from 'vitest';
import { fakePorts, STAFF, type FakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { handle as application } from '../application/handler.ts';
import { handle as envelope } from '../envelope/handler.ts';
import { handle as shelf } from '../shelf/handler.ts';
import { handle as signing } from '../signing/handler.ts';
import { linkTokenHash } from './link.ts';
import type { PushPort } from './push.ts';

const TOKEN = 'T'.repeat(43);
const ENDPOINT = 'https://push.example/one';
const ON = { endpoint: ENDPOINT, p256dh: 'B'.repeat(87), auth: 'a'.repeat(22), language: 'easy' };

const PUSH: PushPort = {
  publicKey: () => Promise.resolve('PUBLIC'),
  knows: (endpoint) => endpoint.startsWith('https://push.example/'),
  send: () => Promise.reject(new Error('no answering function sends')),
};
const ANSWERS: RpcAnswers = {
  push_on: () => true,
  push_subscribe: () => null,
  push_unsubscribe: () => null,
  operation_refused: () => null,
  link_refused: () => null,
};

/** The four doors: whose notices they are, and what is shown there. */
const DOORS = [
  {
    name: 'signing',
    handle: signing,
    holder: 'link',
    shown: { 'x-link-token': TOKEN },
    without: 'LINK_UNKNOWN',
  },
  {
    name: 'shelf',
    handle: shelf,
    holder: 'shelf',
    shown: { 'x-shelf-session': TOKEN },
    without: 'SHELF_SIGN_IN_REQUIRED',
  },
  {
    name: 'application',
    handle: application,
    holder: 'ticket',
    shown: { 'x-application-ticket': TOKEN },
    without: 'EMAIL_NOT_CONFIRMED',
  },
  {
    name: 'envelope',
    handle: envelope,
    holder: 'staff',
    shown: { authorization: 'Bearer staff' },
    without: 'SIGN_IN_REQUIRED',
  },
] as const;

async function call(
  door: (typeof DOORS)[number],
  ports: FakePorts,
  method: string,
  body: object,
  headers: object = door.shown,
): Promise<{ status: number; body: unknown }> {
  const request = new Request(`http://functions.example/${door.name}/notices`, {
    method,
    headers: { ...headers },
    body: JSON.stringify(body),
  });
  const answer = await door.handle(request, ports);
  return { status: answer.status, body: await answer.json() };
}
const withPush = (push: PushPort | null = PUSH): FakePorts => ({ ...fakePorts(ANSWERS), push });
const acts = (ports: FakePorts) => ports.calls.filter(({ name }) => name.startsWith('push_'));

describe.each(DOORS)('M16: notices at the door $name', (door) => {
  const hash = async (): Promise<string | null> => (door.holder === 'staff' ? null : linkTokenHash(TOKEN));

  it('says whether this browser has them, and what it subscribes with', async () => {
    const ports = withPush();
    expect(await call(door, ports, 'POST', { endpoint: ENDPOINT })).toEqual({
      status: 200,
      body: { publicKey: 'PUBLIC', on: true },
    });
    expect(acts(ports)[0]?.args).toMatchObject({
      p_holder: door.holder,
      p_sha256_hex: await hash(),
      p_endpoint: ENDPOINT,
      p_actor: door.holder === 'staff' ? { kind: 'staff', userId: STAFF.userId } : { kind: 'contractor' },
    });
  });

  it('turns them on and off for whoever shows what counts', async () => {
    const ports = withPush();
    expect((await call(door, ports, 'PUT', ON)).status).toBe(200);
    expect((await call(door, ports, 'DELETE', { endpoint: ENDPOINT })).status).toBe(200);
    expect(acts(ports).map(({ name }) => name)).toEqual(['push_subscribe', 'push_unsubscribe']);
    expect(acts(ports)[0]?.args).toMatchObject({ p_subscription: ON, p_holder: door.holder });
  });

  it.each(['POST', 'PUT', 'DELETE'])('%s without it is refused', async (method) => {
    const ports = withPush();
    expect((await call(door, ports, method, ON, {})).body).toMatchObject({ code: door.without });
    expect(acts(ports)).toEqual([]);
  });

  it('an endpoint that is no push service’s is kept nowhere', async () => {
    const ports = withPush();
    const inside = { ...ON, endpoint: 'https://169.254.169.254/latest/meta-data' };
    expect(await call(door, ports, 'PUT', inside)).toMatchObject({
      status: 422,
      body: { code: 'PUSH_SERVICE_UNKNOWN' },
    });
    expect(acts(ports)).toEqual([]);
  });

  it('a service without a key offers none', async () => {
    const ports = withPush(null);
    expect((await call(door, ports, 'POST', { endpoint: ENDPOINT })).body).toEqual({
      publicKey: null,
      on: false,
    });
    expect((await call(door, ports, 'PUT', ON)).body).toMatchObject({ code: 'PUSH_SERVICE_UNKNOWN' });
  });
});

test.each([
  ['no endpoint', { ...ON, endpoint: undefined }],
  ['an endless endpoint', { ...ON, endpoint: `https://push.example/${'x'.repeat(1000)}` }],
  ['a short key', { ...ON, p256dh: 'B' }],
  ['a key of other letters', { ...ON, p256dh: '+'.repeat(87) }],
  ['a long secret', { ...ON, auth: 'a'.repeat(23) }],
  ['a language that we do not speak', { ...ON, language: 'fr' }],
])('M16: %s is no subscription', async (_what, body) => {
  const ports = withPush();
  expect((await call(DOORS[0], ports, 'PUT', body)).body).toMatchObject({ code: 'REQUEST_INVALID' });
  expect(acts(ports)).toEqual([]);
});
