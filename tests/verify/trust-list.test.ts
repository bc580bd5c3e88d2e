import { beforeAll, expect, test } from 'vitest';
import {
  newPublisherKey,
  publisherJwk,
  publisherKeySet,
  signTrustList,
} from '../../src/cli/sign-trust-list.ts';
import {
  mergeTrustLists,
  readPublisherKeys,
  readSignedTrustList,
  readTrustList,
  type TrustList,
} from '../../src/lib/core/verify/index.ts';
import { trustNotes, TRUST_LIST_JA } from '../../src/lib/messages/trust.ts';
import { judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

let sample: SealedSample;
beforeAll(async () => {
  sample = await sealedSample();
});

function read(text: string): TrustList {
  const list = readTrustList(text);
  if (!list.ok) throw new Error(list.code);
  return list.value;
}

function pem(): string {
  const bodies = new Set(sample.trust.anchors.map(({ certificate }) => certificate));
  return [...bodies]
    .map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
    .join('');
}

test('the list is read back as it was written', () => {
  expect(read(JSON.stringify(sample.trust))).toEqual(sample.trust);
});

test('PEM anchors serve signers and time-stamp authorities, are said to be added, and keep their mark for tests', async () => {
  const report = await judgeFile(sample.sealed.final, read(pem()));
  expect(report.verdict).toBe('TOTAL-PASSED');
  expect(report.testOnly).toBe(true);
  expect(report.trust.added).toBeGreaterThan(0);
  expect(report.signatures.every(({ anchor }) => anchor?.added === true)).toBe(true);
});

test('an anchor for signers alone does not vouch for time-stamps', async () => {
  const anchors = sample.trust.anchors.filter(({ use }) => use === 'signer');
  const report = await judgeFile(sample.sealed.final, { ...sample.trust, anchors });
  expect(report.verdict).toBe('INDETERMINATE');
  expect(report.signatures.map(({ timestamp }) => timestamp?.indication)).not.toContain('TOTAL-PASSED');
});

test('anchors added for the visit are marked, the list keeps its name', () => {
  const merged = mergeTrustLists(sample.trust, read(pem()));
  expect(merged.name).toBe(sample.trust.name);
  expect(merged.anchors.filter(({ added }) => added === true).length).toBeGreaterThan(0);
});

test('what is no list is refused by code', () => {
  expect(readTrustList('hello')).toEqual({ ok: false, code: 'TRUST_LIST_EMPTY' });
  for (const text of ['{', '{}', '{"version":2}', JSON.stringify({ ...sample.trust, anchors: [{}] })]) {
    expect(readTrustList(text)).toEqual({ ok: false, code: 'TRUST_LIST_MALFORMED' });
  }
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  expect(readTrustList(broken)).toEqual({ ok: false, code: 'TRUST_LIST_MALFORMED' });
});

const KEY = newPublisherKey();
const signatureOf = async (
  octets: Uint8Array<ArrayBuffer>,
  token: string | null,
  keys = [publisherJwk(KEY)],
): Promise<unknown> => {
  const list = await readSignedTrustList(octets, token, keys);
  return list.ok ? list.value.signature : list.code;
};

test('a list is signed where a publisher’s key signed its exact octets, and every report says whose it is', async () => {
  const octets = new TextEncoder().encode(JSON.stringify(sample.trust));
  const token = await signTrustList(octets, KEY);
  expect(await signatureOf(octets, token)).toBe('signed');
  expect(await signatureOf(octets, `${token}\n`)).toBe('signed');
  const list = await readSignedTrustList(octets, token, [publisherJwk(KEY)]);
  const { trust } = await judgeFile(sample.sealed.final, list.ok ? list.value : sample.trust);
  expect(trust).toMatchObject({ signature: 'signed', replaced: false, added: 0 });
  expect(trustNotes(trust)).toEqual([]);
});

test('a list that is unsigned, altered, or another publisher’s is read, and said to be so in every report', async () => {
  const octets = new TextEncoder().encode(JSON.stringify(sample.trust));
  const spaced = new TextEncoder().encode(JSON.stringify(sample.trust, null, 1));
  const token = await signTrustList(octets, KEY);
  const [header = '', , value = ''] = token.split('.');
  const crit = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'x', crit: ['b64'] })).toString('base64url');
  const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'x' })).toString('base64url');
  expect(await signatureOf(octets, null)).toBe('unsigned');
  expect(await signatureOf(spaced, token)).toBe('wrong-signature');
  expect(await signatureOf(octets, token, [publisherJwk(newPublisherKey())])).toBe('unknown-publisher');
  expect(await signatureOf(octets, token, [])).toBe('unknown-publisher');
  const attached = `${header}.${Buffer.from(octets).toString('base64url')}.${value}`;
  for (const bad of [
    attached,
    '',
    'a..b',
    `${header}..`,
    `${crit}..${value}`,
    `${none}..${value}`,
    'x'.repeat(5000),
  ])
    expect(await signatureOf(octets, bad)).toBe('wrong-signature');
  const report = await judgeFile(sample.sealed.final, sample.trust);
  expect(report.trust.signature).toBe('unsigned');
  expect(trustNotes(report.trust)).toEqual([TRUST_LIST_JA.unsigned]);
});

test('the publisher’s keys are a JWK Set or one key on P-256, or refused', async () => {
  const jwk = publisherJwk(KEY);
  expect(readPublisherKeys(await publisherKeySet([jwk]))).toEqual([jwk]);
  expect(readPublisherKeys(JSON.stringify(jwk))).toEqual([jwk]);
  for (const bad of [
    '',
    '[]',
    '{"keys":[{}]}',
    JSON.stringify({ ...jwk, crv: 'P-384' }),
    JSON.stringify({ ...jwk, x: 'AA' }),
  ])
    expect(readPublisherKeys(bad)).toBeUndefined();
});

test('sheet keys are read with the list, and a malformed one refuses it', () => {
  const key = {
    kid: 'k',
    jwk: publisherJwk(KEY),
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2036-01-01T00:00:00Z',
    testOnly: true,
  };
  expect(read(JSON.stringify({ ...sample.trust, sheetKeys: [key] })).sheetKeys).toEqual([key]);
  for (const bad of [{ ...key, jwk: {} }, { ...key, notAfter: 'never' }, null])
    expect(readTrustList(JSON.stringify({ ...sample.trust, sheetKeys: [bad] }))).toMatchObject({
      code: 'TRUST_LIST_MALFORMED',
    });
});
