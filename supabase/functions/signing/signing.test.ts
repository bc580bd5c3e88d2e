import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { Fault, Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const TOKEN = 'A'.repeat(43);
const DOCUMENT = '11111111-1111-4111-8111-111111111111';
/** `link_factor` where nothing is asked for beside the link. */
const NONE = { method: 'none', codeId: null, left: 0, expiresAt: null };
const FILE = utf8('%PDF-1.7 of this test');

async function call(
  ports: FakePorts,
  method: string,
  path: string,
  options: { token?: string | null; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Response> {
  const token = options.token === undefined ? TOKEN : options.token;
  return await handle(
    new Request(`http://functions.example/signing${path}`, {
      method,
      headers: {
        'x-forwarded-for': '203.0.113.9',
        'user-agent': 'phone',
        ...(token === null ? {} : { 'x-link-token': token }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    }),
    ports,
  );
}

test('gives the database the token only as its SHA-256', async () => {
  const ports = fakePorts({
    link_view: () => ({ title: 't' }),
    link_guarantee: () => ({ paper: null }),
    link_venture: () => null,
    link_contract_kind: () => null,
    link_factor: () => NONE,
  });
  const answer = await call(ports, 'GET', '/view');
  const tokenHash = await linkTokenHash(TOKEN);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    title: 't',
    paper: null,
    venture: null,
    contractKind: null,
    factor: NONE,
  });
  expect(ports.calls.slice(-5)).toEqual(
    ['link_view', 'link_guarantee', 'link_venture', 'link_contract_kind', 'link_factor'].map((name) => ({
      name,
      args: { p_token_sha256_hex: tokenHash },
    })),
  );
  expect(JSON.stringify(ports.calls)).not.toContain(TOKEN);
});

test('answers no view that anything on the way may keep', async () => {
  const ports = fakePorts({
    link_view: () => ({}),
    link_guarantee: () => ({}),
    link_venture: () => null,
    link_contract_kind: () => null,
    link_factor: () => NONE,
  });
  const answer = await call(ports, 'GET', '/view');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test.each([null, '', 'short', `${'A'.repeat(42)}!`, 'A'.repeat(44)])(
  'refuses %j as a link without asking the database for it',
  async (token) => {
    const ports = fakePorts();
    const answer = await call(ports, 'GET', '/view', { token });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toEqual({ code: 'LINK_UNKNOWN', context: {} });
    expect(ports.calls.map((c) => c.name)).toEqual(['rate_limit_hit', 'rate_limit_hit']);
  },
);

test('counts unknown links against the address that tries them', async () => {
  const ports = fakePorts({
    link_view: () => {
      throw new Refusal('LINK_UNKNOWN');
    },
    rate_limit_hit: (args) => args['p_key'] !== 'link-unknown:203.0.113.9',
  });
  const answer = await call(ports, 'GET', '/view');
  expect(answer.status).toBe(429);
  expect(await answer.json()).toMatchObject({ code: 'RATE_LIMITED' });
});

test('carries the code and context of what SQL refuses', async () => {
  const ports = fakePorts({
    link_consent_proven: () => {
      throw new Refusal('CHECKLIST_UNFINISHED', { items: ['note'] });
    },
  });
  const body = {
    documents: [{ documentId: DOCUMENT, sha256Hex: 'a'.repeat(64) }],
    operator: { kind: 'principal' },
  };
  const answer = await call(ports, 'POST', '/consent', { body });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toEqual({ code: 'CHECKLIST_UNFINISHED', context: { items: ['note'] } });
  expect(ports.nudges).toBe(0);
});

test('hands a consent on with who asked and from where, and wakes the jobs', async () => {
  const ports = fakePorts({ link_consent_proven: () => ({ status: 'consented' }) });
  const documents = [{ documentId: DOCUMENT, sha256Hex: 'a'.repeat(64) }];
  const body = { documents, operator: { kind: 'delegate', name: '試験 花子' } };
  const answer = await call(ports, 'POST', '/consent', {
    body,
    headers: { 'x-forwarded-for': '10.9.9.9, 203.0.113.9' },
  });
  expect(await answer.json()).toEqual({ status: 'consented' });
  expect(ports.calls.at(-1)?.args).toEqual({
    p_token_sha256_hex: await linkTokenHash(TOKEN),
    p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
    p_documents: documents,
    p_operator: { kind: 'delegate', name: '試験 花子' },
    p_proof: null,
  });
  expect(ports.nudges).toBe(1);
});

test.each([
  { documents: [], operator: { kind: 'principal' } },
  { documents: [{ documentId: 'x', sha256Hex: 'a'.repeat(64) }], operator: { kind: 'principal' } },
  { documents: [{ documentId: DOCUMENT, sha256Hex: 'A'.repeat(64) }], operator: { kind: 'principal' } },
  { documents: [{ documentId: DOCUMENT, sha256Hex: 'a'.repeat(64) }], operator: { kind: 'someone' } },
])('refuses a malformed consent: %j', async (body) => {
  const ports = fakePorts();
  const answer = await call(ports, 'POST', '/consent', { body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'REQUEST_INVALID' });
});

test('answers a fault with an incident number and nothing else', async () => {
  const ports = fakePorts({
    link_view: () => {
      throw new Fault('SQL', { cause: new Error('relation "secret" does not exist') });
    },
  });
  const answer = await call(ports, 'GET', '/view');
  expect(answer.status).toBe(500);
  const body = (await answer.json()) as { code: string; context: { incident: string } };
  expect(body.code).toBe('FAULT');
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(ports.logged[0]).toMatchObject({ incident: body.context.incident, code: 'SQL' });
});

test('L6: gives the exact octets with their SHA-256 and a name in any script', async () => {
  const hash = await sha256Hex(FILE);
  const ports = fakePorts({ link_document_access: () => parts(hash) });
  await ports.objects.put(FILE);
  const answer = await call(ports, 'GET', `/documents/${DOCUMENT}/content`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(FILE);
  expect(answer.headers.get('x-document-sha256')).toBe(hash);
  expect(answer.headers.get('content-disposition')).toBe(
    `inline; filename="__.pdf"; filename*=UTF-8''%E5%A5%91%E7%B4%84.pdf`,
  );
});

test('opens the archive only while the download is open', async () => {
  const view = {
    title: 't',
    managementLabel: null,
    downloadOpen: false,
    documents: [],
    certificates: [],
    sheet: null,
  };
  const answer = await call(fakePorts({ link_view: () => view }), 'GET', '/archive');
  expect(answer.status).toBe(410);
  expect(await answer.json()).toMatchObject({ code: 'DOWNLOAD_CLOSED' });
});

test('M42, M46: the archive holds every contract, every certificate and the list of them', async () => {
  const hash = await sha256Hex(FILE);
  const names = ['契約1.pdf', '契約2.pdf', '証明書1.pdf', '証明書2.pdf', '一覧.pdf'];
  const [one, two, three, four, list] = names.map((_, n) => ({ id: DOCUMENT.replace(/.$/, String(n)) }));
  const view = { title: 't', managementLabel: null, downloadOpen: true };
  const ports = fakePorts({
    link_view: () => ({ ...view, documents: [one, two], certificates: [three, four], sheet: list }),
    link_document_access: ({ p_document_id: id }) => ({
      ...parts(hash),
      fileName: names[Number(String(id).at(-1))],
    }),
  });
  await ports.objects.put(FILE);
  const answer = await call(ports, 'GET', '/archive');
  expect(Object.keys(unzipSync(new Uint8Array(await answer.arrayBuffer())))).toEqual(names);
});

test('knows no other route', async () => {
  const answer = await call(fakePorts(), 'GET', '/everything');
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({ code: 'ROUTE_NOT_FOUND', context: {} });
});

function parts(sha256Hex: string): object {
  return {
    documentId: DOCUMENT,
    name: '契約',
    fileName: '契約.pdf',
    kind: 'contract',
    certificateId: null,
    sha256Hex,
    length: FILE.length,
    parts: [{ objectKey: 'o/0', wrappedIdentity: '', length: FILE.length }],
    envelopeStatus: 'sent',
  };
}

test('M30: a reading link’s token is derived from its id, and the database sees its hash alone', async () => {
  let added: Readonly<Record<string, unknown>> = {};
  const ports = fakePorts({
    link_reader_add: (args) => {
      added = args;
      return null;
    },
    link_readers: () => [{ id: added['p_id'], name: 'n', createdAt: 'c', readAt: null }],
  });
  const made = (await (await call(ports, 'POST', '/readers', { body: { name: 'n' } })).json()) as {
    id: string;
    token: string;
  };
  expect(added).toMatchObject({
    p_token_sha256_hex: await linkTokenHash(TOKEN),
    p_id: made.id,
    p_reader_sha256_hex: await linkTokenHash(made.token),
  });
  expect(JSON.stringify(ports.calls)).not.toContain(made.token);
  expect(await (await call(ports, 'GET', '/readers')).json()).toMatchObject([made]);
});
