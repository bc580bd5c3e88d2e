import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const SESSION = 'S'.repeat(43);

const call = (
  ports: FakePorts,
  method: string,
  path: string,
  headers: object = { 'x-shelf-session': SESSION },
) =>
  handle(
    new Request(`http://functions.example/shelf${path}`, {
      method,
      headers: { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'phone', ...headers },
    }),
    ports,
  );

test('M52: a copy is asked for from the shelf, and begun at once', async () => {
  const ports = fakePorts({ shelf_redacted_copy: () => null });
  expect((await call(ports, 'POST', `/documents/${ID}/redacted-copy`)).status).toBe(200);
  expect(ports.calls.at(-1)).toEqual({
    name: 'shelf_redacted_copy',
    args: {
      p_token_sha256_hex: await linkTokenHash(SESSION),
      p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
      p_document_id: ID,
    },
  });
  expect(ports.nudges).toBe(1);
});

test('M52: its octets are handed out as a file to be saved', async () => {
  const bytes = new TextEncoder().encode('%PDF-1.7 copy');
  const stored = await fakePorts().objects.put(bytes);
  const ports = fakePorts({
    shelf_redacted_copy_access: () => ({
      fileName: '証明書（一部非表示）.pdf',
      sha256Hex: stored.sha256Hex,
      length: bytes.length,
      parts: [{ objectKey: stored.objectKey, wrappedIdentity: '', length: bytes.length }],
    }),
  });
  ports.stored.set(stored.objectKey, bytes);
  const answer = await call(ports, 'GET', `/documents/${ID}/redacted`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  expect(answer.headers.get('content-disposition')).toContain('attachment');
});

test('M52, M61: of a contract that is not on the shelf nothing is told', async () => {
  const ports = fakePorts({
    shelf_redacted_copies: () => {
      throw new Refusal('ENVELOPE_NOT_FOUND');
    },
  });
  const answer = await call(ports, 'GET', `/contracts/${ID}/redacted-copies`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'ENVELOPE_NOT_FOUND' });
});

test.each([
  ['GET', `/contracts/${ID}/redacted-copies`],
  ['POST', `/documents/${ID}/redacted-copy`],
  ['GET', `/documents/${ID}/redacted`],
])('M52, M61: %s %s needs a session of the shelf', async (method, path) => {
  const ports = fakePorts();
  const answer = await call(ports, method, path, { authorization: 'Bearer staff' });
  expect(await answer.json()).toMatchObject({ code: 'SHELF_SIGN_IN_REQUIRED' });
  expect(ports.calls.map(({ name }) => name).filter((name) => name !== 'rate_limit_hit')).toEqual([]);
});
