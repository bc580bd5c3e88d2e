import { generateKeyPairSync } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readCertificate, toBase64, type SealAlgorithm } from '../../supabase/functions/_shared/core.ts';
import { requireSealing, signatureFits } from '../../supabase/functions/_shared/keys-certificate.ts';
import { readKeySettings, readSheetKeySettings } from '../../supabase/functions/_shared/keys-config.ts';
import { configuredSheetKey, sheetLink } from '../../supabase/functions/_shared/sheet-key.ts';
import { checkSheetToken } from '../../src/lib/core/certificate/index.ts';
import { askKeyService } from '../../supabase/functions/_shared/keys-exchange.ts';
import { configuredKey } from '../../supabase/functions/_shared/keys.ts';
import { generateSigningKey, type SigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import { CscServer, type CscServerOptions } from './csc-server.ts';
import { ForeignPki, type Leaf } from './foreign-pki.ts';
import { serveLocally } from './local-server.ts';

const ATTRIBUTES = new TextEncoder().encode('octets that stand for signedAttrs');
const now = (): Date => new Date();

let pki: ForeignPki;
const servers: CscServer[] = [];
beforeAll(async () => {
  pki = await ForeignPki.open();
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => pki.stop());

type Env = Readonly<Record<string, string>>;

const open = (env: Env) =>
  configuredKey(
    readKeySettings((name) => env[name]),
    now,
  );

async function code(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => null,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}

function localEnv(key: SigningKey, leaf: Leaf = {}): Env {
  return {
    SHOMEI_SEAL_KEY: toBase64(key.pkcs8),
    SHOMEI_SEAL_CERTIFICATES: pki.sealChainPem(key.spki, leaf),
    ...(key.algorithm === 'RSA-PSS-SHA256' && { SHOMEI_SEAL_ALGORITHM: 'RSA-PSS-SHA256' }),
  };
}

const KINDS: Readonly<Record<SealAlgorithm, Pick<CscServerOptions, 'kind' | 'algo'>>> = {
  'RSA-PKCS1-SHA256': { kind: 'RSA', algo: ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'] },
  'RSA-PSS-SHA256': { kind: 'RSA-PSS', algo: ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.10'] },
  'ECDSA-P256-SHA256': { kind: 'ECDSA', algo: ['1.2.840.10045.4.3.2'] },
  'ECDSA-P384-SHA384': { kind: 'ECDSA', algo: ['1.2.840.10045.4.3.3'] },
};

async function csc(
  algorithm: SealAlgorithm = 'RSA-PKCS1-SHA256',
  options: Partial<CscServerOptions> = {},
): Promise<{ server: CscServer; env: Env; key: SigningKey }> {
  const key = await generateSigningKey(algorithm);
  const chain = pki.sealChain(key.spki);
  const server = await CscServer.open({ pkcs8: key.pkcs8, chain, ...KINDS[algorithm], ...options });
  servers.push(server);
  const env = {
    SHOMEI_KEY_PORT: 'csc',
    SHOMEI_CSC_URL: server.url,
    SHOMEI_CSC_CREDENTIAL_ID: 'seal',
    ...(algorithm === 'RSA-PSS-SHA256' && { SHOMEI_SEAL_ALGORITHM: 'RSA-PSS-SHA256' }),
    ...(options.oauth !== undefined && {
      SHOMEI_CSC_CLIENT_ID: options.oauth.clientId,
      SHOMEI_CSC_CLIENT_SECRET: options.oauth.clientSecret,
    }),
    ...(options.pin !== undefined && { SHOMEI_CSC_PIN: options.pin }),
  };
  return { server, env, key };
}

describe('every port', () => {
  const algorithms = Object.keys(KINDS) as SealAlgorithm[];

  test.each(algorithms)('M64: local signs %s by what the certificate says', async (algorithm) => {
    const port = await open(localEnv(await generateSigningKey(algorithm)))();
    expect(port.algorithm).toBe(algorithm);
    const value = await port.sign(ATTRIBUTES);
    expect(await signatureFits(algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(true);
  });

  test.each(algorithms)('M64: csc signs %s with the key where it is', async (algorithm) => {
    const { env } = await csc(algorithm);
    const port = await open(env)();
    expect(port.algorithm).toBe(algorithm);
    const value = await port.sign(ATTRIBUTES);
    expect(await signatureFits(algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(true);
  });

  test('M46: the key of the sheets’ QR is reached by the same ports, and is one of its own', async () => {
    const { env } = await csc('ECDSA-P256-SHA256');
    const sheet: Env = {
      ...env,
      SHOMEI_SHEET_KEY_PORT: 'csc',
      SHOMEI_SHEET_CSC_CREDENTIAL_ID: env['SHOMEI_CSC_CREDENTIAL_ID'] ?? '',
    };
    const settings = readSheetKeySettings((name) => sheet[name]);
    const key = await configuredSheetKey(settings, now)();
    const claim = {
      kind: 'certificate',
      certificateId: 'ab'.repeat(16),
      sha256Hex: 'cd'.repeat(32),
      length: 1234,
      signerCount: 2,
      managementLabel: '令和8年度-0000001',
      concludedAt: '2026-11-27T00:00:00Z',
    } as const;
    const link = await sheetLink('https://shomei.example', key, claim);
    const [, token = ''] = /#c=(.*)$/.exec(link ?? '') ?? [];
    const certificate = (await open(env)()).certificates[0];
    const point = readCertificate(certificate ?? new Uint8Array())?.publicKey.key ?? new Uint8Array();
    const coordinate = (from: number): string =>
      Buffer.from(point.subarray(from, from + 32)).toString('base64url');
    const jwk = { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) } as const;
    const term = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2099-01-01T00:00:00Z', testOnly: true };
    const keys = [{ kid: key?.kid ?? '', jwk, ...term }];
    expect(await checkSheetToken(token, keys, now())).toMatchObject({ ok: true, value: { claim } });
  });

  test('M46: a sheet key that is not on P-256 is refused, and without settings there is none', async () => {
    const { env } = await csc('RSA-PKCS1-SHA256');
    const sheet: Env = { ...env, SHOMEI_SHEET_KEY_PORT: 'csc', SHOMEI_SHEET_CSC_CREDENTIAL_ID: 'seal' };
    const settings = readSheetKeySettings((name) => sheet[name]);
    expect(await code(configuredSheetKey(settings, now)())).toBe('KEY_ALGORITHM_UNSUPPORTED');
    expect(readSheetKeySettings((name) => env[name])).toBeNull();
    expect(() => readSheetKeySettings((name) => ({ SHOMEI_SHEET_KEY_PORT: 'csc' })[name])).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING' }) as Error,
    );
  });

  test('takes RSA-3072, and no RSA below 2048', async () => {
    const large = await generateSigningKey('RSA-PKCS1-SHA256', 3072);
    expect((await open(localEnv(large))()).algorithm).toBe('RSA-PKCS1-SHA256');
    const small = await generateSigningKey('RSA-PKCS1-SHA256', 1024);
    expect(await code(open(localEnv(small))())).toBe('KEY_ALGORITHM_UNSUPPORTED');
  });

  test('takes no curve but P-256 and P-384', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-521' });
    const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    const env = { ...localEnv(await generateSigningKey()), SHOMEI_SEAL_CERTIFICATES: pki.sealChainPem(spki) };
    expect(await code(open(env)())).toBe('KEY_ALGORITHM_UNSUPPORTED');
  });

  test('a local key of another certificate is refused before it seals', async () => {
    const [key, other] = [await generateSigningKey(), await generateSigningKey()];
    const env = { ...localEnv(key), SHOMEI_SEAL_CERTIFICATES: pki.sealChainPem(other.spki) };
    expect(await code(open(env)())).toBe('KEY_DOES_NOT_FIT');
  });
});

describe('a certificate that may not seal', () => {
  const verdict = async (leaf: Leaf): Promise<unknown> => {
    const key = await generateSigningKey('ECDSA-P256-SHA256');
    return await code(Promise.resolve().then(() => requireSealing(pki.sealChain(key.spki, leaf)[0]!, now())));
  };

  test.each([
    ['is sound', {}, null],
    ['begins tomorrow', { notBeforeDay: 1 }, 'KEY_CERTIFICATE_NOT_YET_VALID'],
    ['ended yesterday', { notBeforeDay: -9, notAfterDay: -1 }, 'KEY_CERTIFICATE_EXPIRED'],
    ['lacks nonRepudiation', { usage: ['digitalSignature'] }, 'KEY_CERTIFICATE_USAGE'],
    ['has nonRepudiation alone', { usage: ['nonRepudiation'] }, null],
  ] as const)('M64: one that %s', async (_, leaf, expected) => {
    expect(await verdict(leaf)).toBe(expected);
  });
});

describe('csc', () => {
  test('authorizes each signature for its one hash, and hands the hash over alone', async () => {
    const { server, env } = await csc('RSA-PKCS1-SHA256', { pin: '1234' });
    const port = await open(env)();
    await port.sign(ATTRIBUTES);
    await port.sign(ATTRIBUTES);
    const methods = server.asked.map(({ method }) => method);
    expect(methods).toEqual([
      'info',
      'credentials/info',
      'credentials/authorize',
      'signatures/signHash',
      'credentials/authorize',
      'signatures/signHash',
    ]);
    expect(JSON.stringify(server.asked)).not.toContain(toBase64(ATTRIBUTES));
    const sads = server.asked.map(({ body }) => body['SAD']).filter((sad) => sad !== undefined);
    expect(new Set(sads).size).toBe(2);
  });

  test('reads ECDSA values as r‖s and as DER', async () => {
    for (const rawEcdsa of [true, false]) {
      const { env } = await csc('ECDSA-P256-SHA256', { rawEcdsa });
      const port = await open(env)();
      const value = await port.sign(ATTRIBUTES);
      expect(await signatureFits(port.algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(true);
    }
  });

  test('fetches an access token once, and again when it no longer serves', async () => {
    const { server, env } = await csc('RSA-PKCS1-SHA256', {
      oauth: { clientId: 'a:b', clientSecret: 'c d', lifeS: 3600 },
    });
    // RFC 6749 §2.3.1: both are form-encoded before they are joined.
    expect(await code(open(env)())).toBe('KEY_REFUSED');
    const plain = await csc('RSA-PKCS1-SHA256', {
      oauth: { clientId: 'shomei', clientSecret: 'secret', lifeS: 3600 },
    });
    const port = await open(plain.env)();
    await port.sign(ATTRIBUTES);
    plain.server.forgetTokens();
    await port.sign(ATTRIBUTES);
    expect(plain.server.asked.filter(({ method }) => method === 'oauth2/token')).toHaveLength(2);
    expect(server.asked.at(-1)?.method).toBe('oauth2/token');
  });

  test('a wrong client secret is refused, and is not said', async () => {
    const oauth = { clientId: 'shomei', clientSecret: 'right', lifeS: 3600 };
    const { env } = await csc('RSA-PKCS1-SHA256', { oauth });
    const failure = await open({ ...env, SHOMEI_CSC_CLIENT_SECRET: 'wrong-secret' })().catch(
      (e: unknown) => e,
    );
    expect(failure).toMatchObject({
      code: 'KEY_REFUSED',
      context: { step: 'oauth2/token', status: 401, word: 'invalid_client' },
    });
    expect(JSON.stringify(failure)).not.toContain('wrong-secret');
  });

  test.each([
    ['drops the connection', 'drop', 'KEY_UNAVAILABLE'],
    ['says 503', 503, 'KEY_UNAVAILABLE'],
    ['says 429', 429, 'KEY_UNAVAILABLE'],
    ['never ends its answer', 'huge', 'KEY_UNAVAILABLE'],
    ['says 400', 400, 'KEY_REFUSED'],
    ['answers a web page', 'garbage', 'KEY_REFUSED'],
  ] as const)('a device that %s in the middle gives no signature', async (_, fault, expected) => {
    const { server, env } = await csc();
    const port = await open(env)();
    for (const method of ['credentials/authorize', 'signatures/signHash']) {
      server.faults = { [method]: fault };
      expect(await code(port.sign(ATTRIBUTES))).toBe(expected);
    }
    server.faults = {};
    const value = await port.sign(ATTRIBUTES);
    expect(await signatureFits(port.algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(true);
  });

  test.each([
    ['never answers', 'hang'],
    ['stops in the middle of its answer', { body: '{"signatures":', stalls: true }],
    ['sends us elsewhere', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }],
  ] as const)('one that %s is left within its time', async (_, answer) => {
    const server = await serveLocally(() => answer);
    const asked = askKeyService({ url: server.url, headers: {}, body: '{}', timeoutMs: 300 });
    if (answer === 'hang' || 'stalls' in answer) {
      await expect(asked).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    } else expect((await asked).status).toBe(307);
    await server.stop();
  });

  test('what a service says in prose stays with the service', async () => {
    const { server, env } = await csc();
    server.faults = { info: 400 };
    server.word = 'invalid_request <script>';
    const failure = await open(env)().catch((e: unknown) => e);
    expect(failure).toMatchObject({ code: 'KEY_REFUSED', context: { word: 'invalid_requestscript' } });
    expect(JSON.stringify(failure)).not.toContain('prose');
  });

  test('a failure to open is not held', async () => {
    const { server, env } = await csc();
    const key = open(env);
    server.faults = { info: 'drop' };
    expect(await code(key())).toBe('KEY_UNAVAILABLE');
    server.faults = {};
    expect(await code(key())).toBeNull();
  });

  test('a chain that is not the configured one is refused', async () => {
    const { env, key } = await csc();
    const renewed = pki.sealChainPem(key.spki);
    expect(await code(open({ ...env, SHOMEI_SEAL_CERTIFICATES: renewed })())).toBe('KEY_CERTIFICATE_CHANGED');
  });

  test('a credential that cannot do the algorithm is refused', async () => {
    const { env } = await csc('RSA-PKCS1-SHA256', { algo: ['1.2.840.113549.1.1.10'] });
    expect(await code(open(env)())).toBe('KEY_ALGORITHM_UNSUPPORTED');
  });

  test('a value of another key is not the certificate’s', async () => {
    const other = await generateSigningKey();
    const { env } = await csc('RSA-PKCS1-SHA256', { chain: pki.sealChain(other.spki) });
    const port = await open(env)();
    const value = await port.sign(ATTRIBUTES);
    expect(await signatureFits(port.algorithm, port.certificates[0]!, ATTRIBUTES, value)).toBe(false);
  });
});

describe('settings', () => {
  const problem = (env: Env): unknown => {
    try {
      readKeySettings((name) => env[name]);
      return null;
    } catch (error) {
      const { code: found, context } = error as { code: string; context: { name: string } };
      return `${found} ${context.name}`;
    }
  };

  test.each([
    [{}, 'CONFIG_MISSING SHOMEI_SEAL_KEY'],
    [{ SHOMEI_KEY_PORT: 'hsm' }, 'CONFIG_UNREADABLE SHOMEI_KEY_PORT'],
    [{ SHOMEI_KEY_PORT: 'csc' }, 'CONFIG_MISSING SHOMEI_CSC_URL'],
    [{ SHOMEI_KEY_PORT: 'csc', SHOMEI_CSC_URL: 'file:///etc' }, 'CONFIG_UNREADABLE SHOMEI_CSC_URL'],
    [{ SHOMEI_KEY_PORT: 'aws-kms' }, 'CONFIG_MISSING SHOMEI_KMS_REGION'],
    [{ SHOMEI_SEAL_ALGORITHM: 'RSA-SHA1' }, 'CONFIG_UNREADABLE SHOMEI_SEAL_ALGORITHM'],
  ] as const)('%j says which one', (env, expected) => {
    expect(problem(env as Env)).toBe(expected);
  });
});
