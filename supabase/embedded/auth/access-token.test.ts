import { expect, test } from 'vitest';
import { gotrueClaims, readToken, signToken, type Claims } from './access-token.ts';

const at = new Date('2026-11-23T00:00:00Z');
const seconds = at.getTime() / 1000;
const claims: Claims = {
  sub: 'user',
  session_id: 'session',
  role: 'authenticated',
  iat: seconds,
  exp: seconds + 60,
};

test('a signed token reads back as its claims', () => {
  expect(readToken(signToken(claims, 'secret'), 'secret', at)).toEqual(claims);
});

test('refuses a token of another key, changed claims, or an ended one', () => {
  const token = signToken(claims, 'secret');
  const [head, , signature] = token.split('.');
  const other = Buffer.from(JSON.stringify({ ...claims, sub: 'other' })).toString('base64url');
  expect(readToken(token, 'another', at)).toBeNull();
  expect(readToken(`${head}.${other}.${signature}`, 'secret', at)).toBeNull();
  expect(readToken(token, 'secret', new Date((seconds + 60) * 1000))).toBeNull();
});

test.each(['', 'a.b', 'a.b.c', `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`])(
  'refuses "%s" without throwing',
  (token) => expect(readToken(token, 'secret', at)).toBeNull(),
);

test('aal2 needs a totp method', () => {
  const amr = [{ method: 'password', timestamp: 1 }];
  expect(gotrueClaims(claims, {}, amr, 'iss').aal).toBe('aal1');
  expect(gotrueClaims(claims, {}, [{ method: 'totp', timestamp: 2 }, ...amr], 'iss').aal).toBe('aal2');
});
