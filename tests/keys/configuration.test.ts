import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStack, type Stack, type StackAccount } from '../../supabase/embedded/stack.ts';
import { generateSigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import {
  anchorOctets,
  collect,
  DEFAULT_POLICY,
  judge,
  readTrustList,
  type Report,
} from '../../supabase/functions/_shared/core.ts';
import { nodeDigest } from '../../supabase/functions/_shared/digest.ts';
import { sha256Hex } from '../../supabase/functions/_shared/octets.ts';
import { identityWrapping } from '../../supabase/functions/_shared/storage-keys.ts';
import { concludeByHttp, signInStaff } from '../demo/flow.ts';
import { PLAIN_PDF } from '../outages/hostile-pdf.ts';
import { CscServer } from './csc-server.ts';
import { ForeignPki } from './foreign-pki.ts';
import { OpensslTsa } from './openssl-tsa.ts';
import { TlsFiles } from './tls-files.ts';

const POLICY = '1.2.392.200091.100.1';

let folder: string;
let pki: ForeignPki;
let csc: CscServer;
let tsa: OpensslTsa;
let stack: Stack;
let trustList: string;
const offline = await generateX25519Identity();

// Everything that a deployment would be given by its providers, and nothing of the development authority.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shomei-configuration-'));
  pki = await ForeignPki.open();
  const tls = await TlsFiles.make(['service', 'shomei']);
  const own = await generateSigningKey('RSA-PSS-SHA256');
  csc = await CscServer.open({
    pkcs8: own.pkcs8,
    kind: 'RSA-PSS',
    chain: pki.sealChain(own.spki),
    algo: ['1.2.840.113549.1.1.10'],
    pin: '4711',
    oauth: { clientId: 'shomei', clientSecret: 'client-secret', lifeS: 300 },
    tls: {
      cert: tls.pem('service').certificate,
      key: tls.pem('service').key,
      ca: tls.authorityPem,
      requestCert: true,
      rejectUnauthorized: true,
    },
  });
  const holder = await pki.timestampHolder({}, 'ECDSA-P256-SHA256');
  tsa = await OpensslTsa.open({
    holder,
    chain: [pki.roots.timestamping.certificate],
    policyOid: POLICY,
    credentials: 'shomei:authority-secret',
  });
  trustList = JSON.stringify({
    ...pki.trustList({ accredited: true, policyOids: [POLICY] }),
    accreditation: {
      asOf: '2026-11-01',
      source: 'test',
      entries: [
        {
          name: 'Foreign time-stamping',
          certificateSha256: [await sha256Hex(holder.certificate)],
          policyOids: [POLICY],
          notBefore: '2020-01-01T00:00:00Z',
          notAfter: '2100-01-01T00:00:00Z',
        },
      ],
    },
  });
  stack = await startStack({
    dataDir: path.join(folder, 'data'),
    app: false,
    tickMs: 500,
    environment: {
      SHOMEI_MODE: 'production',
      SHOMEI_KEY_PORT: 'csc',
      SHOMEI_SEAL_KEY: '',
      SHOMEI_SEAL_CERTIFICATES: '',
      SHOMEI_SEAL_ALGORITHM: 'RSA-PSS-SHA256',
      SHOMEI_CSC_URL: csc.url,
      SHOMEI_CSC_CREDENTIAL_ID: 'seal',
      SHOMEI_CSC_CLIENT_ID: 'shomei',
      SHOMEI_CSC_CLIENT_SECRET: 'client-secret',
      SHOMEI_CSC_PIN: '4711',
      SHOMEI_CSC_TLS_CERTIFICATE: tls.pem('shomei').certificate,
      SHOMEI_CSC_TLS_KEY: tls.pem('shomei').key,
      SHOMEI_CSC_TLS_CA: tls.authorityPem,
      SHOMEI_TSA_URLS: tsa.url.replace('http://', 'http://shomei:authority-secret@'),
      SHOMEI_TRUST_LIST: trustList,
      SHOMEI_STORAGE_RECOVERY_RECIPIENT: await identityToRecipient(offline),
    },
  });
  stack.authority.setFaults({ tsa: 'down', ocsp: 'down', crl: 'down' });
}, 120_000);
afterAll(async () => {
  for (const service of [stack, tsa, csc, pki]) await service?.stop();
  await rm(folder, { recursive: true, force: true });
});

function account(role: StackAccount['role']): StackAccount {
  const found = stack.accounts.find((entry) => entry.municipality === 'morioka' && entry.role === role);
  if (found === undefined) throw new Error(`no account ${role}`);
  return found;
}

async function jobs<T>(method: 'GET' | 'POST', route: string): Promise<T> {
  const headers = { authorization: `Bearer ${stack.jobsSecret}` };
  const response = await fetch(`${stack.url}/functions/v1/jobs/${route}`, { method, headers });
  if (!response.ok) throw new Error(`${route}: ${String(response.status)}`);
  return (await response.json()) as T;
}

async function judged(bytes: Uint8Array): Promise<Report> {
  const list = readTrustList(trustList);
  if (!list.ok) throw new Error(list.code);
  const facts = await collect(bytes, nodeDigest, anchorOctets(list.value));
  return judge(facts, DEFAULT_POLICY, list.value, new Date());
}

test('M64, L26: another key and another authority are a matter of configuration alone, in production too', async () => {
  const file = path.join(folder, 'contract.pdf');
  await writeFile(file, PLAIN_PDF);
  const stage = {
    url: stack.url,
    inboxUrl: stack.inboxUrl,
    publishableKey: stack.publishableKey,
    drafter: account('drafter'),
    signer: account('signer'),
    say: () => undefined,
  };
  const { documents } = await concludeByHttp(stage, await signInStaff(stage), [file], new Date());
  const [pair] = documents;
  for (const bytes of [pair?.contract, pair?.certificate]) {
    const report = await judged(bytes ?? new Uint8Array(0));
    expect([report.verdict, report.testOnly]).toEqual(['TOTAL-PASSED', false]);
    for (const { anchor, timestamp, kind } of report.signatures) {
      expect(timestamp?.anchor).toMatchObject({ name: 'Foreign timestamping root', accredited: true });
      if (kind === 'signature') expect(anchor?.name).toBe('Foreign signing root');
    }
  }
  expect(await jobs('GET', 'health')).toMatchObject({
    mode: 'production',
    blockedBy: null,
    key: { algorithm: 'RSA-PSS-SHA256' },
    authorities: [{ url: tsa.url, state: 'answering' }],
    testOnly: false,
    accreditation: { asOf: '2026-11-01' },
  });
  const signed = csc.asked.filter(({ method }) => method === 'signatures/signHash');
  // Two consents and one certificate of conclusion: one use of the key each.
  expect(signed).toHaveLength(3);

  // M65, M67: everything stored opens by the identity that is kept offline, before and after it is wrapped anew.
  const sql = postgres(stack.adminUrl, { max: 1, onnotice: () => undefined });
  const wrapped = async (): Promise<string[]> =>
    (
      await sql`select wrapped_identity as w from private.stored_object where swept_at is null order by key`
    ).map((row) => String(row['w']));
  const recovery = identityWrapping({ identities: [offline], recoveryRecipient: null });
  const open = async (): Promise<string[]> =>
    await Promise.all((await wrapped()).map((text) => recovery.unwrap(text)));
  const before = await open();
  expect(before.length).toBeGreaterThan(5);
  expect(await jobs('POST', 'rewrap')).toEqual({ done: before.length, left: 0 });
  expect(await open()).toEqual(before);
  expect(await jobs('POST', 'rewrap')).toEqual({ done: 0, left: 0 });
  await sql.end();
}, 180_000);
