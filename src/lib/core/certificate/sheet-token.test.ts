import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SheetKey } from '../verify/trust-list.ts';
import { jwkThumbprint, type P256Jwk } from '../x509/p256-jwk.ts';
import {
  checkSheetToken,
  parseSheetToken,
  SHEET_TOKEN_OCTETS,
  sheetListText,
  sheetSigningInput,
  sheetToken,
  type SheetClaim,
  type SheetDocument,
} from './sheet-token.ts';

const AT = new Date('2026-11-27T00:00:00Z');
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const KEY = await publish(publicKey);
const DOCUMENT: SheetDocument = {
  certificateId: '7fdf11d5126db4c1699470984eec8b02',
  sha256Hex: createHash('sha256').update('contract').digest('hex'),
  length: 50_000_000,
};
const CLAIM: SheetClaim = {
  kind: 'certificate',
  ...DOCUMENT,
  signerCount: 2,
  managementLabel: '令和8年度-0000015',
  concludedAt: '2026-01-14T05:30:00Z',
};

async function publish(key: KeyObject, term = ['2026-01-01', '2027-01-01'] as const): Promise<SheetKey> {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const jwk: P256Jwk = { kty: 'EC', crv: 'P-256', x, y };
  const [notBefore, notAfter] = term.map((day) => `${day}T00:00:00Z`) as [string, string];
  return { kid: await jwkThumbprint(jwk), jwk, notBefore, notAfter, testOnly: true };
}

function signed(input: string): string {
  const value = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return sheetToken(input, value);
}

function tokenOf(claim: SheetClaim): string {
  const input = sheetSigningInput(claim, KEY.kid);
  if (!input.ok) throw new Error(input.code);
  return signed(input.value);
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const forged = (header: unknown, payload: unknown): string => signed(`${part(header)}.${part(payload)}`);
const payload = (): Record<string, unknown> =>
  JSON.parse(Buffer.from(tokenOf(CLAIM).split('.')[1] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >;

test('a key is named by its RFC 7638 thumbprint', async () => {
  // RFC 7638 §3 leaves EC out: recomputed here from the members in their order.
  const { crv, kty, x, y } = KEY.jwk;
  const text = `{"crv":"${crv}","kty":"${kty}","x":"${x}","y":"${y}"}`;
  expect(await jwkThumbprint(KEY.jwk)).toBe(createHash('sha256').update(text).digest('base64url'));
});

test('what the sheet key signed is read back whole, in at most 600 octets', async () => {
  const token = tokenOf(CLAIM);
  expect(token.length).toBeLessThanOrEqual(SHEET_TOKEN_OCTETS);
  expect(await checkSheetToken(token, [KEY], AT)).toEqual({ ok: true, value: { claim: CLAIM, key: KEY } });
});

test('an envelope sheet lists its documents as far as they fit, and the hash of the list beyond', async () => {
  const documents = (count: number): SheetDocument[] => Array.from({ length: count }, () => DOCUMENT);
  const few: SheetClaim = { kind: 'envelope', documents: documents(2) };
  expect(await checkSheetToken(tokenOf(few), [KEY], AT)).toMatchObject({ ok: true, value: { claim: few } });
  const many = documents(10);
  expect(sheetSigningInput({ kind: 'envelope', documents: many }, KEY.kid)).toEqual({
    ok: false,
    code: 'SHEET_TOKEN_TOO_LONG',
  });
  const listSha256Hex = createHash('sha256').update(sheetListText(many)).digest('hex');
  const list: SheetClaim = { kind: 'envelope-list', listSha256Hex, documentCount: 10 };
  expect(await checkSheetToken(tokenOf(list), [KEY], AT)).toMatchObject({ ok: true, value: { claim: list } });
});

test('another key under the same kid, a changed claim and a key off the curve are no signature', async () => {
  const other = await publish(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey);
  const token = tokenOf(CLAIM);
  const [header, , value] = token.split('.');
  const changed = `${String(header)}.${part({ ...payload(), s: 1 })}.${String(value)}`;
  const offCurve = { ...KEY, jwk: { ...KEY.jwk, y: Buffer.alloc(32, 1).toString('base64url') } };
  const short = { ...KEY, jwk: { ...KEY.jwk, x: 'AAAA' } };
  for (const [text, key] of [
    [token, { ...other, kid: KEY.kid }],
    [changed, KEY],
    [token, offCurve],
    [token, short],
  ] as const) {
    expect(await checkSheetToken(text, [key], AT)).toEqual({ ok: false, code: 'SHEET_SIGNATURE_INVALID' });
  }
});

test('an unlisted key is unknown, a listed one is believed in its term alone', async () => {
  const token = tokenOf(CLAIM);
  const check = async (keys: readonly SheetKey[], at: string) =>
    (await checkSheetToken(token, keys, new Date(at))).ok ||
    (await checkSheetToken(token, keys, new Date(at)));
  expect(await checkSheetToken(token, [], AT)).toMatchObject({ ok: false, code: 'SHEET_KEY_UNKNOWN' });
  expect(await check([KEY], KEY.notBefore)).toBe(true);
  expect(await check([KEY], KEY.notAfter)).toBe(true);
  for (const at of ['2025-12-31T23:59:59Z', '2027-01-01T00:00:01Z']) {
    expect(await check([KEY], at)).toMatchObject({ code: 'SHEET_KEY_OUT_OF_TERM' });
  }
  const endless = { ...KEY, notAfter: 'never' };
  expect(await check([endless], AT.toISOString())).toMatchObject({ code: 'SHEET_KEY_OUT_OF_TERM' });
});

test('a header with another algorithm or anything not understood is refused before any key is asked', () => {
  const { kid } = KEY;
  for (const header of [
    { alg: 'none', kid },
    { alg: 'HS256', kid },
    { alg: 'ES256' },
    { alg: 'ES256', kid: 'short' },
    { alg: 'ES256', kid, crit: ['exp'] },
    { alg: 'ES256', kid, jwk: KEY.jwk },
    ['ES256'],
    null,
  ]) {
    expect(parseSheetToken(forged(header, payload()))).toMatchObject({ code: 'SHEET_TOKEN_MALFORMED' });
  }
});

test('a later version, a wrong member and a broken text each have their code', () => {
  const header = { alg: 'ES256', kid: KEY.kid };
  expect(parseSheetToken(forged(header, { ...payload(), v: 2 }))).toMatchObject({
    code: 'SHEET_TOKEN_VERSION',
  });
  for (const changes of [
    { id: 'xyz' },
    { id: undefined },
    { d: 'AAAA' },
    { n: -1 },
    { n: 1.5 },
    { s: 0 },
    { m: null },
    { t: '2026-01-14' },
    { t: '2026-13-14T05:30:00Z' },
    { e: [] },
    { e: ['x'] },
    { h: 'AAAA', c: 1 },
  ]) {
    expect(parseSheetToken(forged(header, { ...payload(), ...changes }))).toMatchObject({
      code: 'SHEET_TOKEN_MALFORMED',
    });
  }
  const token = tokenOf(CLAIM);
  for (const broken of ['', '..', '....', token.slice(0, -2), `${token}.x`, token.replace('.', '.=')]) {
    expect(parseSheetToken(broken)).toMatchObject({ code: 'SHEET_TOKEN_MALFORMED' });
  }
  expect(parseSheetToken('x'.repeat(601))).toMatchObject({ code: 'SHEET_TOKEN_TOO_LONG' });
});

test('what is not UTF-8 or not an object is malformed', () => {
  const [header, , value] = tokenOf(CLAIM).split('.');
  for (const raw of [Buffer.from([0xff, 0xfe]), Buffer.from('[]'), Buffer.from('{'), Buffer.alloc(0)]) {
    const text = `${String(header)}.${raw.toString('base64url')}.${String(value)}`;
    expect(parseSheetToken(text)).toMatchObject({ code: 'SHEET_TOKEN_MALFORMED' });
  }
});
