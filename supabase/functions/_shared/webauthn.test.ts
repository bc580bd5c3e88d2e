import { expect, test } from 'vitest';
import { SoftPasskey, type Fault } from '../../../tests/functions/soft-passkey.ts';
import { base64Url } from './octets.ts';
import { passkeyOrigins, signingChallenge, verifyAnswer, verifyEnrolment } from './webauthn.ts';

const ORIGIN = 'https://keiyaku.example';
const KEY = new Uint8Array(32).fill(7);
const ID = '11111111-1111-4111-8111-111111111111';
const DOCUMENTS = [
  { documentId: 'a', sha256Hex: 'a'.repeat(64) },
  { documentId: 'b', sha256Hex: 'b'.repeat(64) },
];
const challenge = await signingChallenge(KEY, ID, 'party', 1, DOCUMENTS);
const text = base64Url(challenge);

const FAULTS: readonly (readonly [string, Fault, string])[] = [
  ['an answer to another question', { type: 'payment.get' }, 'type'],
  ['another origin', { origin: 'https://keiyaku.example.evil' }, 'origin'],
  ['another port', { origin: `${ORIGIN}:8443` }, 'origin'],
  ['a page inside another site', { crossOrigin: true }, 'origin'],
  ['another relying party', { rpId: 'example' }, 'rpId'],
  ['nobody present', { flags: 0x44 }, 'userPresent'],
  ['nobody verified (no UV)', { flags: 0x41 }, 'userVerified'],
];

test.each(FAULTS)('L5: enrolling refuses %s', async (_, fault, what) => {
  const made = await new SoftPasskey(ORIGIN).make(text, fault);
  await expect(verifyEnrolment(made, challenge, [ORIGIN])).rejects.toMatchObject({
    code: 'PASSKEY_REFUSED',
    context: { what },
  });
});

test.each(FAULTS)('L5, L6: signing refuses %s', async (_, fault, what) => {
  const passkey = new SoftPasskey(ORIGIN);
  const own = { publicKey: await passkey.publicKey(), algorithm: -7 };
  await expect(
    verifyAnswer(await passkey.answer(text, fault), own, challenge, [ORIGIN]),
  ).rejects.toMatchObject({
    code: 'PASSKEY_REFUSED',
    context: { what },
  });
});

test('L5: a passkey is enrolled, and its answer is verified by the key that was kept', async () => {
  const passkey = new SoftPasskey(ORIGIN);
  const made = await passkey.make(text);
  expect(await verifyEnrolment(made, challenge, [ORIGIN])).toBe(1);
  expect(await verifyAnswer(await passkey.answer(text), made, challenge, [ORIGIN])).toBe(2);
  const other = { ...made, publicKey: await new SoftPasskey(ORIGIN).publicKey() };
  await expect(verifyAnswer(await passkey.answer(text), other, challenge, [ORIGIN])).rejects.toMatchObject({
    context: { what: 'signature' },
  });
});

test('L5: an enrolment names the credential that its data names, with a key that can be used', async () => {
  const passkey = new SoftPasskey(ORIGIN);
  const made = await passkey.make(text);
  const refused = (change: object) => verifyEnrolment({ ...made, ...change }, challenge, [ORIGIN]);
  const elsewhere = await passkey.make(text, { credentialId: new Uint8Array(32) });
  await expect(refused(elsewhere)).rejects.toMatchObject({ context: { what: 'credential' } });
  await expect(refused({ publicKey: base64Url(new Uint8Array(91)) })).rejects.toMatchObject({
    context: { what: 'publicKey' },
  });
  await expect(refused({ algorithm: -8 })).rejects.toMatchObject({ context: { what: 'algorithm' } });
  for (const authenticatorData of ['', 'A', base64Url(new Uint8Array(36)), '=!']) {
    await expect(refused({ authenticatorData })).rejects.toMatchObject({ code: 'PASSKEY_REFUSED' });
  }
  for (const clientDataJson of [
    '',
    base64Url(new TextEncoder().encode('null')),
    base64Url(new Uint8Array([255])),
  ]) {
    await expect(refused({ clientDataJson })).rejects.toMatchObject({ context: { what: 'clientData' } });
  }
});

test('L6: a challenge is of one party, one link and exactly these hashes, in whatever order', async () => {
  const of = async (...change: Parameters<typeof signingChallenge>) =>
    base64Url(await signingChallenge(...change));
  expect(await of(KEY, ID, 'party', 1, [...DOCUMENTS].reverse())).toBe(text);
  const others = [
    await of(new Uint8Array(32), ID, 'party', 1, DOCUMENTS),
    await of(KEY, '22222222-2222-4222-8222-222222222222', 'party', 1, DOCUMENTS),
    await of(KEY, ID, 'another', 1, DOCUMENTS),
    await of(KEY, ID, 'party', 2, DOCUMENTS),
    await of(KEY, ID, 'party', 1, DOCUMENTS.slice(1)),
    await of(KEY, ID, 'party', 1, [{ documentId: 'a', sha256Hex: 'c'.repeat(64) }, ...DOCUMENTS.slice(1)]),
  ];
  expect(new Set([text, ...others]).size).toBe(others.length + 1);
});

test('a development stack on a bare address also takes localhost, a service in production never', () => {
  const origin = 'http://127.0.0.1:8480';
  expect(passkeyOrigins({ origin, mode: 'development' })).toEqual([origin, 'http://localhost:8480']);
  expect(passkeyOrigins({ origin, mode: 'production' })).toEqual([origin]);
  expect(passkeyOrigins({ origin: ORIGIN, mode: 'development' })).toEqual([ORIGIN]);
});
