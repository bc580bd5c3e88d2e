import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { sha256Hex } from '../_shared/octets.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const SESSION = 'S'.repeat(43);
const SEARCH = { query: { from: '2026-04-01', min: 1 }, order: 'date_desc', limit: 50, offset: 0 };

const call = (ports: FakePorts, path: string, body?: object, session: string | null = SESSION) =>
  handle(
    new Request(`http://functions.example/shelf${path}`, {
      headers: {
        'x-forwarded-for': '203.0.113.9',
        authorization: 'Bearer staff',
        ...(session === null ? {} : { 'x-shelf-session': session }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    }),
    ports,
  );

test('M61: a search is handed to SQL for the session, by its hash', async () => {
  const ports = fakePorts({ shelf_contracts: () => ({ found: 0 }) });
  const answer = await call(ports, '/search', SEARCH);
  expect(await answer.json()).toEqual({ found: 0 });
  expect(ports.calls.find(({ name }) => name === 'shelf_contracts')?.args).toEqual({
    p_token_sha256_hex: await linkTokenHash(SESSION),
    p_query: SEARCH.query,
    p_order: 'date_desc',
    p_limit: 50,
    p_offset: 0,
  });
});

test.each([
  { ...SEARCH, order: 'title' },
  { ...SEARCH, limit: 201 },
  { ...SEARCH, offset: -1 },
  { ...SEARCH, query: { from: '2026-02-30' } },
  { ...SEARCH, query: { min: 0.5 } },
  { ...SEARCH, query: { email: 'other@c.example' } },
  { ...SEARCH, query: { text: 'x'.repeat(201) } },
])('M61: %j is no search', async (body) => {
  const ports = fakePorts();
  const answer = await call(ports, '/search', body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
});

test.each([
  ['content', 'view', 'inline'],
  ['file', 'save', 'attachment'],
])('M61: /%s hands out the octets of a document, logged as %s', async (path, purpose, disposition) => {
  const ports = fakePorts();
  const bytes = new TextEncoder().encode('%PDF-1.7 contract');
  const stored = await ports.objects.put(bytes);
  const own = fakePorts({
    shelf_document_access: () => ({
      fileName: '契約書.pdf',
      sha256Hex: stored.sha256Hex,
      length: bytes.length,
      parts: [{ objectKey: stored.objectKey, wrappedIdentity: '', length: bytes.length }],
    }),
  });
  own.stored.set(stored.objectKey, bytes);
  const answer = await call(own, `/documents/${ID}/${path}`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  expect(answer.headers.get('content-disposition')).toContain(disposition);
  expect(answer.headers.get('x-document-sha256')).toBe(await sha256Hex(bytes));
  expect(own.calls.find(({ name }) => name === 'shelf_document_access')?.args).toMatchObject({
    p_token_sha256_hex: await linkTokenHash(SESSION),
    p_actor: { kind: 'contractor', ip: '203.0.113.9' },
    p_document_id: ID,
    p_purpose: purpose,
  });
});

test.each([`/documents/${ID}/content`, `/documents/${ID}/file`, `/attachments/${ID}/file`])(
  'M61: an access token of staff opens nothing on a shelf: %s',
  async (path) => {
    const ports = fakePorts();
    const answer = await call(ports, path, undefined, null);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'SHELF_SIGN_IN_REQUIRED' });
  },
);

test('M61: what SQL refuses is said by its code, and no octet leaves', async () => {
  const ports = fakePorts({
    shelf_attachment_access: () => {
      throw new Refusal('ATTACHMENT_NOT_FOUND');
    },
  });
  const answer = await call(ports, `/attachments/${ID}/file`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'ATTACHMENT_NOT_FOUND' });
});
