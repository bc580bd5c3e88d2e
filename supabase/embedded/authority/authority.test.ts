import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  certificateFields,
  ocspRequest,
  ocspResponseStatus,
  readTimestampResponse,
  timestampCertificates,
  timestampClaims,
  timestampRequest,
} from '../../../src/lib/core/sign/index.ts';
import { startAuthority } from './index.ts';
import type { Authority } from './index.ts';

const NOW = new Date('2026-04-01T03:04:05.678Z');
let dataDir: string;
let authority: Authority;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'authority-'));
  authority = await startAuthority({ dataDir, clock: () => NOW });
});
afterAll(async () => {
  await authority.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, { method: 'POST', body: Uint8Array.from(body) });
  return new Uint8Array(await response.arrayBuffer());
}

async function certificate(file: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${authority.url}/${file}`)).arrayBuffer());
}

const imprint = new Uint8Array(randomBytes(32));
const nonce = new Uint8Array(randomBytes(16));
const ask = () => post(authority.tsaUrl, timestampRequest({ imprint, nonce }));

describe('time-stamp authority', () => {
  test('stamps whole seconds of its clock, by its policy, with its certificate inside', async () => {
    const answer = readTimestampResponse(await ask(), { imprint, nonce });
    if (!answer.ok) throw new Error(answer.code);
    expect(timestampClaims(answer.value)).toMatchObject({
      genAt: new Date('2026-04-01T03:04:05Z'),
      policyOid: '2.999.1.2',
    });
    const subjects = timestampCertificates(answer.value).map((der) => Buffer.from(der).toString('hex'));
    expect(subjects).toContain(Buffer.from(await certificate('timestamp.cer')).toString('hex'));
  });

  test('never repeats a serial number, across a restart neither', async () => {
    const serial = async (from: Authority) => {
      const answer = readTimestampResponse(await post(from.tsaUrl, timestampRequest({ imprint, nonce })), {
        imprint,
        nonce,
      });
      if (!answer.ok) throw new Error(answer.code);
      return timestampClaims(answer.value).serialNumber;
    };
    const before = [await serial(authority), await serial(authority)];
    await authority.stop();
    authority = await startAuthority({ dataDir, clock: () => NOW });
    const all = [...before, await serial(authority)];
    expect(new Set(all).size).toBe(3);
  });

  test('rejects octets that are no request, and a digest it does not know', async () => {
    const expected = { imprint, nonce };
    expect(readTimestampResponse(await post(authority.tsaUrl, randomBytes(40)), expected)).toMatchObject({
      code: 'TIMESTAMP_REFUSED',
      context: { failInfo: '5' },
    });
    const other = timestampRequest({ imprint, nonce, policy: '1.2.3' });
    expect(readTimestampResponse(await post(authority.tsaUrl, other), expected)).toMatchObject({
      code: 'TIMESTAMP_REFUSED',
      context: { failInfo: '15' },
    });
  });

  test.each([
    ['refuse', 'TIMESTAMP_REFUSED'],
    ['wrong-nonce', 'TIMESTAMP_WRONG_NONCE'],
    ['wrong-imprint', 'TIMESTAMP_WRONG_IMPRINT'],
    ['garbage', 'TIMESTAMP_RESPONSE_MALFORMED'],
  ] as const)('a reader notices the fault %s', async (tsa, code) => {
    authority.setFaults({ tsa });
    const response = await ask();
    authority.setFaults({});
    expect(readTimestampResponse(response, { imprint, nonce })).toMatchObject({ ok: false, code });
  });

  test('breaks the connection off while it is down', async () => {
    authority.setFaults({ tsa: 'down' });
    await expect(ask()).rejects.toThrow();
    authority.setFaults({});
  });
});

describe('certificates and revocation', () => {
  test('the seal certificate points at this server', async () => {
    const { ocspUrls, crlUrls, caIssuersUrls } = certificateFields(await certificate('seal.cer'));
    expect({ ocspUrls, crlUrls, caIssuersUrls }).toEqual({
      ocspUrls: [`${authority.url}/ocsp`],
      crlUrls: [`${authority.url}/crl/issuing.crl`],
      caIssuersUrls: [`${authority.url}/issuing.cer`],
    });
  });

  test('keeps its certificates and its port across a restart', async () => {
    const before = { url: authority.url, pem: authority.sealCertificatesPem };
    await authority.stop();
    authority = await startAuthority({ dataDir, clock: () => NOW });
    expect({ url: authority.url, pem: authority.sealCertificatesPem }).toEqual(before);
  });

  test('a second start on the same data is told that the port is taken', async () => {
    await expect(startAuthority({ dataDir })).rejects.toMatchObject({ code: 'AUTHORITY_PORT_TAKEN' });
  });

  test('a half-made folder is made anew', async () => {
    const half = await mkdtemp(join(tmpdir(), 'authority-'));
    await mkdir(join(half, 'ca.new'));
    await writeFile(join(half, 'ca.new', 'root.cer'), 'cut');
    const second = await startAuthority({ dataDir: half, clock: () => NOW });
    await second.stop();
    await rm(half, { recursive: true, force: true });
    expect(second.trustList.anchors).toHaveLength(2);
  });

  test('every anchor is 試験用 and none is accredited', () => {
    expect(
      authority.trustList.anchors.map(({ use, testOnly, accredited }) => [use, testOnly, accredited]),
    ).toEqual([
      ['signer', true, false],
      ['timestamp', true, false],
    ]);
    for (const anchor of authority.trustList.anchors) expect(anchor.name).toContain('試験用');
  });

  test('OCSP answers by POST and by GET alike, and refuses to speak for another issuer', async () => {
    const [seal, issuing, root] = await Promise.all(['seal.cer', 'issuing.cer', 'root.cer'].map(certificate));
    const request = await ocspRequest({ certificate: seal!, issuer: issuing! });
    const posted = await post(`${authority.url}/ocsp`, request);
    expect(ocspResponseStatus(posted).ok).toBe(true);
    const path = encodeURIComponent(Buffer.from(request).toString('base64'));
    const got = new Uint8Array(await (await fetch(`${authority.url}/ocsp/${path}`)).arrayBuffer());
    expect(Buffer.compare(got, posted)).toBe(0);
    const foreign = await ocspRequest({ certificate: issuing!, issuer: root! });
    expect(ocspResponseStatus(await post(`${authority.url}/ocsp`, foreign))).toMatchObject({
      code: 'OCSP_NOT_SUCCESSFUL',
      context: { status: 6 },
    });
  });

  test('a revoked serial number appears in the list and stays there after a restart', async () => {
    const file = async () =>
      new Uint8Array(await (await fetch(`${authority.url}/crl/timestamp.crl`)).arrayBuffer());
    const { serialNumber } = certificateFields(await certificate('timestamp.cer'));
    const before = Buffer.from(await file()).includes(Buffer.from(serialNumber));
    await authority.revoke('timestamp', { reason: 'superseded' });
    await authority.stop();
    authority = await startAuthority({ dataDir, clock: () => NOW });
    expect([before, Buffer.from(await file()).includes(Buffer.from(serialNumber))]).toEqual([false, true]);
  });
});
