import { expect, test } from 'vitest';
import { fakePorts, type FakePorts, type RpcAnswers } from '../../../tests/functions/fake-ports.ts';
import { SoftPasskey } from '../../../tests/functions/soft-passkey.ts';
import { handle } from './handler.ts';

const PARTY = '22222222-2222-4222-8222-222222222222';
const PASSKEY = '33333333-3333-4333-8333-333333333333';
const DOCUMENTS = [{ documentId: '11111111-1111-4111-8111-111111111111', sha256Hex: 'a'.repeat(64) }];

async function post(ports: FakePorts, path: string, body: object) {
  const answer = await handle(
    new Request(`http://functions.example/signing${path}`, {
      method: 'POST',
      headers: { 'x-link-token': 'A'.repeat(43) },
      body: JSON.stringify(body),
    }),
    ports,
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function stage(change: RpcAnswers = {}) {
  const soft = new SoftPasskey('https://shomei.example');
  const publicKey = await soft.publicKey();
  const ports = fakePorts({
    link_passkey_begin: () => ({ partyId: PARTY, generation: 1, credentialIds: [soft.credentialId] }),
    link_passkey: () => ({ partyId: PARTY, generation: 1, passkeyId: PASSKEY, publicKey, algorithm: -7 }),
    link_consent_proven: () => ({ status: 'consented' }),
    refusal_log: () => null,
    ...change,
  });
  const { body } = await post(ports, '/passkey', { documents: DOCUMENTS });
  const challengeId = String(body['challengeId']);
  const passkey = { challengeId, ...(await soft.answer(String(body['challenge']))) };
  const consent = (documents: object, answer: object = passkey) =>
    post(ports, '/consent', { documents, operator: { kind: 'principal' }, passkey: answer });
  return { ports, soft, begun: body, challengeId, passkey, consent };
}
const consents = (ports: FakePorts) => ports.calls.filter(({ name }) => name === 'link_consent_proven');

test('L5, L6: a passkey that answers for exactly these hashes consents to them in the same call', async () => {
  const { ports, soft, begun, challengeId, consent } = await stage();
  expect(begun['credentialIds']).toEqual([soft.credentialId]);
  expect((await consent(DOCUMENTS)).status).toBe(200);
  expect(consents(ports)[0]?.args).toMatchObject({
    p_documents: DOCUMENTS,
    p_proof: { challengeId, passkeyId: PASSKEY, signCount: 1 },
  });
});

test('L6: an answer for other hashes, or of another challenge, reaches no consent', async () => {
  const { ports, soft, passkey, consent } = await stage();
  const other = [{ ...DOCUMENTS[0], sha256Hex: 'b'.repeat(64) }];
  expect((await consent(other)).body).toMatchObject({
    code: 'PASSKEY_REFUSED',
    context: { what: 'challenge' },
  });
  const elsewhere = { ...passkey, challengeId: PARTY };
  expect((await consent(DOCUMENTS, elsewhere)).body['code']).toBe('PASSKEY_REFUSED');
  const made = { ...passkey, ...(await soft.answer('AAAA')) };
  expect((await consent(DOCUMENTS, made)).body['code']).toBe('PASSKEY_REFUSED');
  const tampered = { ...passkey, authenticatorData: `${passkey.authenticatorData.slice(0, -1)}A` };
  expect((await consent(DOCUMENTS, tampered)).body['code']).toBe('PASSKEY_REFUSED');
  expect(consents(ports)).toEqual([]);
});

test('L5: a passkey that is not this party’s is refused before anything is verified', async () => {
  const { ports, consent } = await stage({ link_passkey: () => null });
  expect((await consent(DOCUMENTS)).body).toMatchObject({
    code: 'PASSKEY_REFUSED',
    context: { what: 'credential' },
  });
  expect(consents(ports)).toEqual([]);
});
