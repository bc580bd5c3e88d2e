import { expect, test } from 'vitest';
import { CONFIG, fakePorts } from '../../../tests/functions/fake-ports.ts';
import { linkToken } from '../_shared/link.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const OPEN = {
  email: 'new@takizawa.example',
  displayName: 'N',
  municipalityName: 'M',
  expiresAt: '2026-04-08T00:00:00Z',
};

function call(
  ports: ReturnType<typeof fakePorts>,
  method: string,
  path: string,
  json: unknown,
): Promise<Response> {
  return handle(
    new Request(`http://functions.example/envelope${path}`, {
      method,
      headers: { authorization: 'Bearer staff', 'x-forwarded-for': '203.0.113.9' },
      body: JSON.stringify(json),
    }),
    ports,
  );
}
const names = (ports: ReturnType<typeof fakePorts>): string[] => ports.calls.map(({ name }) => name);
const tokenOf = async (id = ID): Promise<string> => `${id}.${await linkToken(CONFIG.linkKey, id, 0)}`;

test('a leaver is barred once SQL has ended the roles, unless somebody else employs them', async () => {
  const ports = fakePorts({ staff_member_deactivate: () => ({ elsewhere: false }) });
  await call(ports, 'POST', `/municipalities/${ID}/members/${ID}/deactivate`, {});
  expect(names(ports)).toEqual(['staff_member_deactivate', 'accounts.setBarred']);
  const busy = fakePorts({ staff_member_deactivate: () => ({ elsewhere: true }) });
  await call(busy, 'POST', `/municipalities/${ID}/members/${ID}/deactivate`, {});
  expect(names(busy)).toEqual(['staff_member_deactivate']);
});

test('factors go only after SQL has heard two administrators, and are recorded as gone afterwards', async () => {
  const ports = fakePorts({ staff_factor_reset_approve: () => ID, staff_factor_reset_done: () => null });
  await call(ports, 'POST', `/factor-resets/${ID}/approve`, {});
  expect(names(ports)).toEqual([
    'staff_factor_reset_approve',
    'accounts.clearFactors',
    'staff_factor_reset_done',
  ]);
});

test.each([`${ID}.wrong`, 'x', `${ID}`, `22222222-2222-4222-8222-222222222222.`])(
  'an invitation needs the link that was mailed: %s is none',
  async (token) => {
    const ports = fakePorts();
    const answer = await call(ports, 'POST', '/join/view', { token });
    expect(await answer.json()).toMatchObject({ code: 'INVITATION_UNKNOWN' });
    expect(names(ports)).toEqual(['rate_limit_hit']);
  },
);

test.each(['', 'short', 'aaaaaaaaaaaaaaaaaaaa', 'my-name-is-new-2026', 'あ'.repeat(30)])(
  'a password that is short, of few signs, with the own name or beyond bcrypt is refused: %s',
  async (password) => {
    const ports = fakePorts({ invitation_view: () => ({ ...OPEN, userId: null }) });
    const answer = await call(ports, 'POST', '/join', { token: await tokenOf(), password });
    expect(await answer.json()).toMatchObject({ code: 'PASSWORD_WEAK' });
    expect(names(ports)).not.toContain('accounts.create');
  },
);

test('a new address gets an account, a known one keeps its own password', async () => {
  const fresh = fakePorts({
    invitation_view: () => ({ ...OPEN, userId: null }),
    invitation_accept: () => null,
  });
  await call(fresh, 'POST', '/join', { token: await tokenOf(), password: 'seven-lakes-under-snow' });
  expect(names(fresh)).toEqual(['rate_limit_hit', 'invitation_view', 'accounts.create', 'invitation_accept']);
  const known = fakePorts({
    invitation_view: () => ({ ...OPEN, userId: ID }),
    invitation_accept: () => null,
  });
  await call(known, 'POST', '/join', { token: await tokenOf(), password: null });
  expect(names(known)).toEqual([
    'rate_limit_hit',
    'invitation_view',
    'invitation_accept',
    'accounts.setBarred',
  ]);
});
