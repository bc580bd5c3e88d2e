import { expect, test } from 'vitest';
import { fakePorts } from '../../../tests/functions/fake-ports.ts';
import { linkTokenHash } from '../_shared/link.ts';
import { Refusal } from '../_shared/refusal.ts';
import { handle } from './handler.ts';

const TOKEN = 'A'.repeat(43);
const CERTIFICATE = '11111111-1111-4111-8111-111111111111';

const call = (ports: ReturnType<typeof fakePorts>, method: string, path: string): Promise<Response> =>
  handle(
    new Request(`http://functions.example/signing${path}`, {
      method,
      headers: { 'x-link-token': TOKEN, 'x-forwarded-for': '203.0.113.9', 'user-agent': 'phone' },
    }),
    ports,
  );

test('M52: a copy is asked for by the link, as its holder', async () => {
  const ports = fakePorts({ link_redacted_copy: () => null });
  expect((await call(ports, 'POST', `/documents/${CERTIFICATE}/redacted-copy`)).status).toBe(200);
  expect(ports.calls.at(-1)).toEqual({
    name: 'link_redacted_copy',
    args: {
      p_token_sha256_hex: await linkTokenHash(TOKEN),
      p_actor: { kind: 'contractor', ip: '203.0.113.9', userAgent: 'phone' },
      p_document_id: CERTIFICATE,
    },
  });
});

test('M42, M52: after the window nothing is handed out', async () => {
  const ports = fakePorts({
    link_redacted_copy_access: () => {
      throw new Refusal('DOWNLOAD_CLOSED');
    },
    refusal_log: () => null,
  });
  const answer = await call(ports, 'GET', `/documents/${CERTIFICATE}/redacted`);
  expect(answer.status).toBe(410);
  expect(await answer.json()).toMatchObject({ code: 'DOWNLOAD_CLOSED' });
});
