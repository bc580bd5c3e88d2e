import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { concatBytes, prepareSignature } from '../_shared/core.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { sha256Hex, utf8 } from '../_shared/octets.ts';
import { handle } from './handler.ts';

const TOKEN = 'A'.repeat(43);
const ID = '11111111-1111-4111-8111-111111111111';

async function call(ports: FakePorts, method: string, path: string, body?: BodyInit, headers = {}) {
  const answer = await handle(
    new Request(`http://functions.example/signing${path}`, {
      method,
      headers: { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'phone', 'x-link-token': TOKEN, ...headers },
      ...(body === undefined ? {} : { body }),
    }),
    ports,
  );
  return { status: answer.status, body: (await answer.json()) as { code?: string } };
}

async function pdf(): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  return Uint8Array.from(await document.save({ useObjectStreams: false }));
}

/** A file of one part, sent and closed by the holder of the link. */
async function finish(octets: Uint8Array<ArrayBuffer>) {
  const hash = await sha256Hex(octets);
  const parts = [{ index: 0, objectKey: 'o/0', wrappedIdentity: '', length: octets.length, sha256Hex: hash }];
  const state = { partCount: 1, done: false, length: octets.length, sha256Hex: hash, parts };
  const ports = fakePorts({
    attachment_state: () => state,
    attachment_done: () => null,
    refusal_log: () => null,
  });
  await ports.objects.put(octets);
  const answer = await call(ports, 'POST', `/attachments/${ID}/finish`, '{}');
  return { answer, ports, done: ports.calls.find(({ name }) => name === 'attachment_done')?.args };
}

test('M31: a file is closed by the holder of the link, as the link’s own', async () => {
  const { done } = await finish(await pdf());
  expect(done).toMatchObject({
    p_page_count: 1,
    p_ticket_sha256_hex: await linkTokenHash(TOKEN),
    p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
  });
});

test.each([
  [
    'signed',
    (plain: Uint8Array) => {
      const { increment } = prepareSignature(plain, {
        fieldName: 'Insurer',
        kind: 'signature',
        name: 'Insurer',
        reason: 'issued',
        claimedAt: new Date('2026-01-05T00:00:00Z'),
      });
      return concatBytes(plain, increment);
    },
  ],
  [
    'restricted',
    (plain: Uint8Array) => {
      const octets = new TextDecoder('latin1').decode(plain);
      return Uint8Array.from(octets.replace('/Root', '/Encrypt << /Filter /Standard >> /Root'), (c) =>
        c.charCodeAt(0),
      );
    },
  ],
])('M31: a 保証証券 that is %s stays as it came, octet for octet', async (_, made) => {
  const sent = made(await pdf());
  const { answer, ports, done } = await finish(sent);
  expect(answer.status).toBe(200);
  expect(done).toMatchObject({ p_page_count: null });
  expect([...ports.stored.values()]).toEqual([sent]);
});

test('M31: what is no PDF is refused, and the refusal is logged', async () => {
  const { answer, ports, done } = await finish(utf8('not a pdf'));
  expect(answer.body.code).toBe('UPLOAD_NOT_PDF');
  expect(done).toBeUndefined();
  expect(ports.calls.at(-1)).toMatchObject({ name: 'refusal_log', args: { p_code: 'UPLOAD_NOT_PDF' } });
});

test.each([
  { kind: 'security' },
  { kind: 'security', attachmentId: 'x' },
  { kind: 'electronic', contractNumber: '1' },
  { kind: 'exempt', grounds: '  ' },
  { kind: 'other' },
])('M31, M34: a guarantee that is not whole is refused before SQL is asked: %j', async (guarantee) => {
  const ports = fakePorts();
  const answer = await call(ports, 'POST', '/guarantee', JSON.stringify(guarantee));
  expect(answer.body.code).toBe('REQUEST_INVALID');
  expect(ports.calls).toEqual([]);
});

test('M31: a guarantee is handed on with who gave it and from where', async () => {
  const ports = fakePorts({ link_guarantee_give: () => null });
  const given = { kind: 'security', attachmentId: ID };
  expect((await call(ports, 'POST', '/guarantee', JSON.stringify(given))).status).toBe(200);
  expect(ports.calls.at(-1)?.args).toEqual({
    p_token_sha256_hex: await linkTokenHash(TOKEN),
    p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
    p_guarantee: given,
  });
  expect(ports.nudges).toBe(1);
});

test('M31: a file above the limit is refused before anything is announced', async () => {
  const ports = fakePorts();
  const file = { kind: 'security', name: 'x.pdf', size: 21 * 1024 * 1024, sha256Hex: 'a'.repeat(64) };
  expect((await call(ports, 'POST', '/attachments', JSON.stringify(file))).body.code).toBe(
    'UPLOAD_TOO_LARGE',
  );
  expect(ports.calls).toEqual([]);
});
