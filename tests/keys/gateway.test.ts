import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyPort, SealAlgorithm } from '../../src/lib/core/sign/index.ts';
import { startAuthority, type Authority } from '../../supabase/embedded/authority/index.ts';
import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  judge,
  readTrustList,
  type Report,
} from '../../supabase/functions/_shared/core.ts';
import { nodeDigest } from '../../supabase/functions/_shared/digest.ts';
import { askKeyService } from '../../supabase/functions/_shared/keys-exchange.ts';
import { readKeySettings } from '../../supabase/functions/_shared/keys-config.ts';
import { configuredKey } from '../../supabase/functions/_shared/keys.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import { ForeignPki } from './foreign-pki.ts';
import { TlsFiles } from './tls-files.ts';

const GATEWAY = path.resolve(import.meta.dirname, '../../gateways/csc-pkcs11');
const MODULE = '/usr/lib/softhsm/libsofthsm2.so';
const isReady = existsSync(MODULE) && existsSync(path.join(GATEWAY, 'node_modules/pkcs11js'));

const KEYS: Readonly<Record<SealAlgorithm, readonly [label: string, kind: string]>> = {
  'RSA-PKCS1-SHA256': ['rs256', 'RSA-3072'],
  'RSA-PSS-SHA256': ['ps256', 'RSA-2048'],
  'ECDSA-P256-SHA256': ['es256', 'P-256'],
  'ECDSA-P384-SHA384': ['es384', 'P-384'],
};
const ALGORITHMS = Object.keys(KEYS) as SealAlgorithm[];

// Where it must run (its own stage of CI), a machine without the device is a failure and no skip.
test.runIf(process.env['SHOMEI_GATEWAY'] === '1')('M64: a PKCS#11 device is there to be asked', () => {
  expect(isReady).toBe(true);
});

describe.skipIf(!isReady)('M64: a PKCS#11 device behind the gateway', () => {
  let folder: string;
  let pki: ForeignPki;
  let authority: Authority;
  let tls: TlsFiles;
  let gateway: ChildProcess;
  let url: string;
  let env: NodeJS.ProcessEnv;
  const logFile = (): string => path.join(folder, 'log.jsonl');
  const logged = async (): Promise<Record<string, unknown>[]> =>
    (await readFile(logFile(), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shomei-gateway-'));
    pki = await ForeignPki.open();
    authority = await startAuthority({ dataDir: path.join(folder, 'authority') });
    tls = await TlsFiles.make(['gateway', 'shomei', 'stranger']);
    await mkdir(path.join(folder, 'tokens'));
    await writeFile(path.join(folder, 'softhsm2.conf'), `directories.tokendir = ${folder}/tokens\n`);
    env = { ...process.env, SOFTHSM2_CONF: path.join(folder, 'softhsm2.conf') };
    const pins = ['--so-pin', '0000', '--pin', '1234'];
    execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'shomei', ...pins], { env });
    const file = async (name: string, text: string): Promise<string> => {
      await writeFile(path.join(folder, name), text, { mode: 0o600 });
      return name;
    };
    const device = { module: MODULE, tokenLabel: 'shomei', pinFile: await file('pin', '1234\n') };
    await file('gateway.json', JSON.stringify({ device }));
    const credentials = [];
    for (const algorithm of ALGORITHMS) {
      const [label, kind] = KEYS[algorithm];
      const pem = run('make-key.ts', ['gateway.json', label, kind]);
      const spki = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
      credentials.push({
        id: label,
        keyLabel: label,
        certificates: await file(`${label}.pem`, pki.sealChainPem(spki)),
        algorithms: [algorithm],
        clients: [fingerprint(tls.pem('shomei').certificate)],
        signaturesPerMinute: label === 'es384' ? 3 : 600,
      });
    }
    await file(
      'gateway.json',
      JSON.stringify({
        device,
        credentials,
        log: 'log.jsonl',
        listen: { host: '127.0.0.1', port: 0 },
        tls: {
          certificate: await file('tls.pem', tls.pem('gateway').certificate),
          key: await file('tls.key', tls.pem('gateway').key),
          clientAuthorities: await file('clients.pem', tls.authorityPem),
        },
      }),
    );
    [gateway, url] = await start();
  });
  afterAll(async () => {
    gateway?.kill('SIGTERM');
    await authority?.stop();
    await pki?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function run(script: string, args: readonly string[]): string {
    return execFileSync(process.execPath, [path.join(GATEWAY, 'src', script), ...args], {
      env,
      cwd: folder,
      encoding: 'utf8',
    });
  }

  function start(): Promise<[ChildProcess, string]> {
    const child = spawn(process.execPath, [path.join(GATEWAY, 'src/main.ts'), 'gateway.json'], {
      env,
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the gateway ended with ${String(code)}`)));
      child.stdout.on('data', (data: Buffer) => {
        const found = /https:\S+/.exec(data.toString())?.[0];
        if (found !== undefined) resolve([child, found]);
      });
    });
  }

  function settings(algorithm: SealAlgorithm, client = 'shomei'): Readonly<Record<string, string>> {
    return {
      SHOMEI_KEY_PORT: 'csc',
      SHOMEI_CSC_URL: url,
      SHOMEI_CSC_CREDENTIAL_ID: KEYS[algorithm][0],
      SHOMEI_CSC_TLS_CERTIFICATE: tls.pem(client).certificate,
      SHOMEI_CSC_TLS_KEY: tls.pem(client).key,
      SHOMEI_CSC_TLS_CA: tls.authorityPem,
      ...(algorithm === 'RSA-PSS-SHA256' && { SHOMEI_SEAL_ALGORITHM: 'RSA-PSS-SHA256' }),
    };
  }

  function key(algorithm: SealAlgorithm, client?: string): Promise<KeyPort> {
    const values = settings(algorithm, client);
    return configuredKey(
      readKeySettings((name) => values[name]),
      () => new Date(),
    )();
  }

  /** One method asked as a client that keeps to no rule. */
  async function ask(method: string, body: object): Promise<{ status: number; json: unknown }> {
    const { certificate, key: keyPem } = tls.pem('shomei');
    return await askKeyService({
      url: `${url}/${method}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: 5000,
      tls: { certificatePem: certificate, keyPem, caPem: tls.authorityPem },
    });
  }

  test.each(ALGORITHMS)(
    '%s: a sealed file is TOTAL-PASSED, and openssl and pdfsig say the same',
    async (algorithm) => {
      const port = await key(algorithm);
      expect(port.algorithm).toBe(algorithm);
      const document = await PDFDocument.create();
      document.addPage([595, 842]);
      const { final } = await sealDocument(
        await document.save({ useObjectStreams: false }),
        { certificateId: '7'.repeat(32), signers: ['試験 太郎'], claimedAt: new Date() },
        { ...authorityPorts(authority), key: port },
      );
      const report = await judged(final);
      expect([report.verdict, report.signatures[0]?.level]).toEqual(['TOTAL-PASSED', 'B-LTA']);
      const file = path.join(folder, `${algorithm}.pdf`);
      await writeFile(file, final);
      expect(pdfsig(file)).toContain('Signature is Valid.');
      await opensslAgrees(final);
    },
  );

  async function judged(bytes: Uint8Array): Promise<Report> {
    const trust = {
      ...pki.trustList(),
      anchors: [...pki.trustList().anchors, ...authority.trustList.anchors],
    };
    const read = readTrustList(JSON.stringify(trust));
    if (!read.ok) throw new Error(read.code);
    return judge(
      await collect(bytes, nodeDigest, anchorOctets(read.value)),
      DEFAULT_POLICY,
      read.value,
      new Date(),
    );
  }

  function pdfsig(file: string): string {
    return execFileSync('pdfsig', ['-nocert', file], { encoding: 'utf8' });
  }

  async function opensslAgrees(bytes: Uint8Array): Promise<void> {
    const text = Buffer.from(bytes).toString('latin1');
    const range = /\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)/.exec(text)?.slice(1).map(Number);
    const [a = 0, b = 0, c = 0, d = 0] = range ?? [];
    const content = Buffer.concat([bytes.subarray(a, a + b), bytes.subarray(c, c + d)]);
    const cms = Buffer.from(text.slice(a + b + 1, c - 1), 'hex');
    await writeFile(path.join(folder, 'content'), content);
    await writeFile(path.join(folder, 'cms'), cms);
    await writeFile(path.join(folder, 'anchors.pem'), pki.anchorsPem);
    const args = [
      ...['cms', '-verify', '-binary', '-cades', '-inform', 'DER', '-in', 'cms', '-content', 'content'],
      ...['-CAfile', 'anchors.pem', '-purpose', 'any', '-out', 'verified'],
    ];
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    expect((await readFile(path.join(folder, 'verified'))).equals(content)).toBe(true);
  }

  test('its keys are not to be had: the device says so of each', () => {
    const list = execFileSync(
      'pkcs11-tool',
      [
        '--module',
        MODULE,
        '--token-label',
        'shomei',
        '--login',
        '--pin',
        '1234',
        '--list-objects',
        '--type',
        'privkey',
      ],
      { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const access = list.split('\n').filter((line) => line.includes('Access:'));
    expect(access).toHaveLength(4);
    for (const line of access) {
      expect(line).toContain('sensitive');
      expect(line).toContain('never extractable');
    }
  });

  test('nobody without a client certificate gets as far as a request', async () => {
    const asked = askKeyService({
      url: `${url}/info`,
      headers: {},
      body: '{}',
      timeoutMs: 5000,
      tls: { certificatePem: null, keyPem: null, caPem: tls.authorityPem },
    });
    await expect(asked).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  });

  test('a client whose certificate is not listed learns nothing of the credential', async () => {
    await expect(key('ECDSA-P256-SHA256', 'stranger')).rejects.toMatchObject({
      code: 'KEY_REFUSED',
      context: { step: 'credentials/info', word: 'invalid_request' },
    });
  });

  const HASH = {
    hashes: [Buffer.alloc(32, 7).toString('base64')],
    hashAlgorithmOID: '2.16.840.1.101.3.4.2.1',
  };
  const ES256 = { signAlgo: '1.2.840.10045.4.3.2' };
  const authorize = async (credentialID: string, extra: object = {}): Promise<string> => {
    const asked = await ask('credentials/authorize', { credentialID, numSignatures: 1, ...HASH, ...extra });
    return String((asked.json as { SAD?: string }).SAD);
  };

  test.each([
    ['SHA-1', { hashes: [Buffer.alloc(20).toString('base64')], hashAlgorithmOID: '1.3.14.3.2.26' }],
    [
      'SHA-384 for a P-256 key',
      { hashes: [Buffer.alloc(48).toString('base64')], hashAlgorithmOID: '2.16.840.1.101.3.4.2.2' },
    ],
    ['a hash of another length', { ...HASH, hashes: [Buffer.alloc(33).toString('base64')] }],
    ['two hashes', { ...HASH, hashes: [...HASH.hashes, ...HASH.hashes] }],
    ['two signatures', { ...HASH, numSignatures: 2 }],
  ])('refuses %s before anything is authorized', async (_, body) => {
    const asked = await ask('credentials/authorize', { credentialID: 'es256', numSignatures: 1, ...body });
    expect(asked.status).toBe(400);
  });

  test('activation data serve one hash of one credential once', async () => {
    const sign = (SAD: string, extra: object = {}): ReturnType<typeof ask> =>
      ask('signatures/signHash', { credentialID: 'es256', SAD, ...HASH, ...ES256, ...extra });
    const sad = await authorize('es256');
    expect((await sign(sad)).status).toBe(200);
    expect((await sign(sad)).status).toBe(400);
    expect((await sign('made up')).status).toBe(400);
    const other = { hashes: [Buffer.alloc(32, 8).toString('base64')] };
    expect((await sign(await authorize('es256'), other)).status).toBe(400);
    expect((await sign(await authorize('rs256'))).status).toBe(400);
    expect((await sign(await authorize('es256'), { signAlgo: '1.2.840.113549.1.1.11' })).status).toBe(400);
  });

  test('allows so many signatures a minute, and says when the next is', async () => {
    const attempts = [];
    for (let i = 0; i < 6; i += 1) {
      const hash = {
        hashes: [Buffer.alloc(48, i).toString('base64')],
        hashAlgorithmOID: '2.16.840.1.101.3.4.2.2',
      };
      attempts.push(await ask('credentials/authorize', { credentialID: 'es384', numSignatures: 1, ...hash }));
    }
    const refused = attempts.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    const refusal: unknown = await (
      await key('ECDSA-P384-SHA384')
    )
      .sign(new Uint8Array(9))
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'KEY_UNAVAILABLE' });
    const { retryAfterS } = refusal as { retryAfterS: number };
    expect(retryAfterS).toBeGreaterThan(0);
    expect(retryAfterS).toBeLessThanOrEqual(20);
  });

  test('a device that goes away gives 503, and serves again when it is back', async () => {
    const port = await key('ECDSA-P256-SHA256');
    const octets = new TextEncoder().encode('signedAttrs');
    await port.sign(octets);
    await rename(path.join(folder, 'tokens'), path.join(folder, 'tokens.away'));
    await expect(port.sign(octets)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
    await rename(path.join(folder, 'tokens.away'), path.join(folder, 'tokens'));
    await port.sign(octets);
  });

  test('its log says what the key was asked before it was used, and a changed line is noticed', async () => {
    const port = await key('ECDSA-P256-SHA256');
    const octets = new TextEncoder().encode('logged');
    const value = await port.sign(octets);
    const hash = createHash('sha256').update(octets).digest('base64');
    const about = (await logged()).filter((line) => line['hash'] === hash);
    expect(about.map((line) => line['event'])).toEqual(['authorized', 'signing', 'signed']);
    expect(about.at(-1)).toMatchObject({
      client: fingerprint(tls.pem('shomei').certificate),
      credential: 'es256',
      algorithm: 'ECDSA-P256-SHA256',
      signatureSha256: createHash('sha256').update(value).digest('hex'),
    });
    expect(run('check-log.ts', ['log.jsonl'])).toMatch(/^\d+ lines/);
    const text = await readFile(logFile(), 'utf8');
    await writeFile(path.join(folder, 'changed.jsonl'), text.replace('"es256"', '"es384"'));
    expect(() => run('check-log.ts', ['changed.jsonl'])).toThrow();
  });

  test('does not start on a log that was tampered with, nor with a certificate of another key', async () => {
    const fails = async (change: (whole: Record<string, unknown>) => Promise<void>): Promise<void> => {
      const whole = JSON.parse(await readFile(path.join(folder, 'gateway.json'), 'utf8')) as Record<
        string,
        unknown
      >;
      await change(whole);
      await writeFile(path.join(folder, 'broken.json'), JSON.stringify(whole));
      expect(() => run('main.ts', ['broken.json'])).toThrow();
    };
    await fails(async (whole) => {
      await writeFile(path.join(folder, 'cut.jsonl'), await readFile(logFile()));
      await appendFile(path.join(folder, 'cut.jsonl'), '{"n":1');
      whole['log'] = 'cut.jsonl';
    });
    await fails((whole) => {
      const [first] = whole['credentials'] as Record<string, unknown>[];
      whole['log'] = 'other.jsonl';
      whole['credentials'] = [{ ...first, certificates: 'es256.pem' }];
      return Promise.resolve();
    });
  });
});

function fingerprint(pem: string): string {
  return new X509Certificate(pem).fingerprint256;
}
