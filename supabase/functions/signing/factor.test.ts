import { expect, test } from 'vitest';
import { fakePorts, type FakePorts } from '../../../tests/functions/fake-ports.ts';
import { emailCode } from '../_shared/email-code.ts';
import { signerCodeVerifier } from '../_shared/signer-code.ts';
import { handle } from './handler.ts';

const CODE_ID = '33333333-3333-4333-8333-333333333333';
const BODY = {
  documents: [{ documentId: '11111111-1111-4111-8111-111111111111', sha256Hex: 'a'.repeat(64) }],
  operator: { kind: 'principal' },
};

function post(ports: FakePorts, path: string, body?: unknown): Promise<Response> {
  return handle(
    new Request(`http://functions.example/signing${path}`, {
      method: 'POST',
      headers: { 'x-link-token': 'A'.repeat(43) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    ports,
  );
}
const out = (method: string) => () => ({ method, codeId: CODE_ID, left: 5, expiresAt: null });

test('the code that was typed reaches the database as a slow hash only (L5)', async () => {
  const ports = fakePorts({
    link_factor: out('access_code'),
    link_consent_proven: () => ({ status: 'consented' }),
  });
  const answer = await post(ports, '/consent', { ...BODY, code: '1234-5678' });
  expect(answer.status).toBe(200);
  expect(ports.calls.at(-1)?.args['p_proof']).toEqual({
    codeId: CODE_ID,
    verifierSha256Hex: await signerCodeVerifier(ports.config.linkKey, CODE_ID, '12345678'),
  });
  expect(JSON.stringify([ports.calls, ports.logged])).not.toMatch(/1234-?5678/);
});

test.each([
  ['access_code', { factor: 'wrong', left: 3 }, 422, { code: 'ACCESS_CODE_WRONG', context: { left: 3 } }],
  ['access_code', { factor: 'locked' }, 429, { code: 'ACCESS_CODE_LOCKED' }],
  ['access_code', { factor: 'expired' }, 422, { code: 'ACCESS_CODE_WRONG' }],
  ['mail_code', { factor: 'wrong', left: 1 }, 422, { code: 'CODE_WRONG', context: { left: 1 } }],
  ['mail_code', { factor: 'locked' }, 429, { code: 'CODE_LOCKED' }],
  ['mail_code', { factor: 'expired' }, 410, { code: 'CODE_EXPIRED' }],
  ['sms_code', { factor: 'wrong', left: 1 }, 422, { code: 'CODE_WRONG', context: { left: 1 } }],
  ['sms_code', { factor: 'locked' }, 429, { code: 'CODE_LOCKED' }],
  ['sms_code', { factor: 'expired' }, 410, { code: 'CODE_EXPIRED' }],
])(
  'a %s that SQL answers with %j is refused, logged, and consents to nothing (L5)',
  async (method, said, status, refusal) => {
    const ports = fakePorts({
      link_factor: out(method),
      link_consent_proven: () => ({ ...said, method }),
      refusal_log: () => null,
    });
    const answer = await post(ports, '/consent', { ...BODY, code: '000000' });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(refusal);
    expect(ports.calls.at(-1)).toMatchObject({ name: 'refusal_log', args: { p_code: refusal.code } });
    expect(ports.nudges).toBe(0);
  },
);

test('a code that is sent is derived, handed to SQL as a hash, and never answered (L5)', async () => {
  const ports = fakePorts({ link_code_begin: () => ({ expiresAt: '2026-04-01T00:15:00Z' }) });
  const answer = await post(ports, '/code');
  expect(answer.status).toBe(201);
  const args = ports.calls.at(-1)?.args ?? {};
  const codeId = String(args['p_code_id']);
  const code = await emailCode(ports.config.linkKey, codeId);
  expect(args['p_verifier_sha256_hex']).toBe(await signerCodeVerifier(ports.config.linkKey, codeId, code));
  expect(await answer.text()).toBe('{"expiresAt":"2026-04-01T00:15:00Z"}');
  expect(ports.nudges).toBe(1);
});
