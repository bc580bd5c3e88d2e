import { spawn, type ChildProcess } from 'node:child_process';
import { constants, createPublicKey, verify } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SealAlgorithm } from '../../src/lib/core/sign/index.ts';
import { signatureFits } from '../../supabase/functions/_shared/keys-certificate.ts';
import { readKeySettings, readSheetKeySettings } from '../../supabase/functions/_shared/keys-config.ts';
import { configuredSheetKey } from '../../supabase/functions/_shared/sheet-key.ts';
import { configuredKey } from '../../supabase/functions/_shared/keys.ts';
import { generateSigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import { ForeignPki } from './foreign-pki.ts';
import { answers, freePort, serveLocally } from './local-server.ts';

/** moto's server, another implementation of the KMS API; its own stage of CI installs it. */
const command = process.env['SHOMEI_MOTO_SERVER'] ?? '';
const REGION = 'ap-northeast-1';
const SECRETS = {
  SHOMEI_KMS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
  SHOMEI_KMS_SECRET_ACCESS_KEY: 'example-secret',
};
const ATTRIBUTES = new TextEncoder().encode('octets that stand for signedAttrs'.repeat(9));

let pki: ForeignPki;
let moto: ChildProcess | undefined;
let endpoint = '';
beforeAll(async () => {
  pki = await ForeignPki.open();
  if (command === '') return;
  const port = await freePort();
  endpoint = `http://127.0.0.1:${String(port)}`;
  moto = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  for (let tries = 0; !(await answers(endpoint)); tries += 1) {
    if (tries > 600 || moto.exitCode !== null) throw new Error('moto did not begin to answer');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}, 90_000);
afterAll(async () => {
  moto?.kill('SIGTERM');
  await pki.stop();
});

type Env = Readonly<Record<string, string>>;
const open = (env: Env) =>
  configuredKey(
    readKeySettings((name) => env[name]),
    () => new Date(),
  )();

/** One call as the operator's own tools make it. */
async function operator(action: string, input: object): Promise<Record<string, unknown>> {
  const body = JSON.stringify(input);
  const { headers } = await new AwsV4Signer({
    url: `${endpoint}/`,
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
    body,
    accessKeyId: SECRETS.SHOMEI_KMS_ACCESS_KEY_ID,
    secretAccessKey: SECRETS.SHOMEI_KMS_SECRET_ACCESS_KEY,
    service: 'kms',
    region: REGION,
  }).sign();
  const response = await fetch(`${endpoint}/`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${action}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

async function keyOf(spec: string): Promise<{ keyId: string; spki: Uint8Array }> {
  const { KeyMetadata } = await operator('CreateKey', { KeySpec: spec, KeyUsage: 'SIGN_VERIFY' });
  const { KeyId: keyId } = KeyMetadata as { KeyId: string };
  const { PublicKey } = await operator('GetPublicKey', { KeyId: keyId });
  return { keyId, spki: new Uint8Array(Buffer.from(PublicKey as string, 'base64')) };
}

const settings = (keyId: string, certificates: string): Env => ({
  SHOMEI_KEY_PORT: 'aws-kms',
  SHOMEI_KMS_KEY_ID: keyId,
  SHOMEI_KMS_REGION: REGION,
  SHOMEI_KMS_ENDPOINT: endpoint,
  SHOMEI_SEAL_CERTIFICATES: certificates,
  ...SECRETS,
});

describe.skipIf(command === '')('M64: aws-kms, by another implementation of its API', () => {
  const specs: readonly (readonly [SealAlgorithm, string])[] = [
    ['RSA-PKCS1-SHA256', 'RSA_2048'],
    ['RSA-PKCS1-SHA256', 'RSA_3072'],
    ['ECDSA-P256-SHA256', 'ECC_NIST_P256'],
    ['ECDSA-P384-SHA384', 'ECC_NIST_P384'],
  ];

  test.each(specs)('%s (%s): a value over the octets themselves', async (algorithm, spec) => {
    const { keyId, spki } = await keyOf(spec);
    const port = await open({
      ...settings(keyId, pki.sealChainPem(spki)),
    });
    expect(port.algorithm).toBe(algorithm);
    const value = await port.sign(ATTRIBUTES);
    expect(await signatureFits(algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(true);
  });

  test('M46: ES256 of the sheets’ QR', async () => {
    const { keyId, spki } = await keyOf('ECC_NIST_P256');
    const sheet: Env = {
      ...settings('none', ''),
      SHOMEI_SHEET_KEY_PORT: 'aws-kms',
      SHOMEI_SHEET_KMS_KEY_ID: keyId,
      SHOMEI_SHEET_CERTIFICATES: pki.sealChainPem(spki),
    };
    const read = readSheetKeySettings((name) => sheet[name]);
    const key = await configuredSheetKey(read, () => new Date())();
    const value = (await key?.sign(ATTRIBUTES)) ?? new Uint8Array();
    const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    expect(verify('sha256', ATTRIBUTES, { key: publicKey, dsaEncoding: 'ieee-p1363' }, value)).toBe(true);
  });

  test('RSA-PSS: the octets are the right ones, but moto’s salt is not KMS’s, and that is noticed', async () => {
    const { keyId, spki } = await keyOf('RSA_2048');
    const port = await open({
      ...settings(keyId, pki.sealChainPem(spki)),
      SHOMEI_SEAL_ALGORITHM: 'RSA-PSS-SHA256',
    });
    const value = await port.sign(ATTRIBUTES);
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const verifies = (saltLength: number): boolean =>
      verify('sha256', ATTRIBUTES, { key, padding, saltLength }, value);
    // KMS salts with as many octets as the digest has, moto with as many as fit.
    expect([verifies(constants.RSA_PSS_SALTLEN_AUTO), verifies(32)]).toEqual([true, false]);
    expect(await signatureFits(port.algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(false);
  });

  test('a key that is not the certificate’s is refused before it is used', async () => {
    const [one, two] = [await keyOf('ECC_NIST_P256'), await keyOf('ECC_NIST_P256')];
    await expect(open(settings(one.keyId, pki.sealChainPem(two.spki)))).rejects.toMatchObject({
      code: 'KEY_DOES_NOT_FIT',
    });
  });

  test('a key that is not there is refused, by the exception’s name alone', async () => {
    const { spki } = await keyOf('ECC_NIST_P256');
    const missing = '00000000-0000-4000-8000-000000000000';
    const failure: unknown = await open(settings(missing, pki.sealChainPem(spki))).catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: 'KEY_REFUSED', context: { word: 'NotFoundException' } });
    expect(JSON.stringify(failure)).not.toContain(SECRETS.SHOMEI_KMS_SECRET_ACCESS_KEY);
  });
});

describe('aws-kms, against answers of any kind', () => {
  test.each([
    [400, 'ThrottlingException', 'KEY_UNAVAILABLE'],
    [500, 'KMSInternalException', 'KEY_UNAVAILABLE'],
    [400, 'com.amazonaws.kms#KeyUnavailableException', 'KEY_UNAVAILABLE'],
    [400, 'DisabledException', 'KEY_REFUSED'],
    [400, 'AccessDeniedException', 'KEY_REFUSED'],
  ] as const)('%i %s is %s', async (status, type, code) => {
    const asked: { target: string; body: Record<string, string>; authorization: string }[] = [];
    const { spki } = await generateSigningKey('ECDSA-P256-SHA256');
    const server = await serveLocally(({ headers, body }) => {
      const target = String(headers['x-amz-target']);
      asked.push({
        target,
        body: JSON.parse(body.toString('utf8')) as Record<string, string>,
        authorization: String(headers.authorization),
      });
      return target === 'TrentService.GetPublicKey'
        ? { body: JSON.stringify({ PublicKey: Buffer.from(spki).toString('base64') }) }
        : { status, body: JSON.stringify({ __type: type, message: 'prose' }) };
    });
    const port = await open({
      ...settings('alias/seal', pki.sealChainPem(spki)),
      SHOMEI_KMS_ENDPOINT: server.url,
    });
    await expect(port.sign(ATTRIBUTES)).rejects.toMatchObject({ code });
    await server.stop();
    const sign = asked.find(({ target }) => target === 'TrentService.Sign');
    expect(sign?.body).toEqual({
      KeyId: 'alias/seal',
      Message: Buffer.from(ATTRIBUTES).toString('base64'),
      MessageType: 'RAW',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    expect(sign?.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE\/\d{8}\/ap-northeast-1\/kms\/aws4_request, /,
    );
  });
});
