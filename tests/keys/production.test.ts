import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainReport } from '../../src/cli/plain-report.ts';
import { HELP_JA } from '../../src/lib/messages/help.ts';
import { VERIFY_JA } from '../../src/lib/messages/verify.ts';
import type { Anchor } from '../../src/lib/core/verify/trust-list.ts';
import { startAuthority, type Authority } from '../../supabase/embedded/authority/index.ts';
import { generateSigningKey } from '../../supabase/embedded/authority/signing-key.ts';
import { type CertificateOfConclusion, type KeyPort } from '../../supabase/functions/_shared/core.ts';
import { readKeySettings, type KeySettings } from '../../supabase/functions/_shared/keys-config.ts';
import { localKey } from '../../supabase/functions/_shared/keys-local.ts';
import { sha256Hex } from '../../supabase/functions/_shared/octets.ts';
import { httpRevocation } from '../../supabase/functions/_shared/revocation.ts';
import { httpAuthorities } from '../../supabase/functions/_shared/tsa.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { healthOf } from '../../supabase/functions/jobs/health.ts';
import { judgeFile } from '../../supabase/functions/jobs/judgement.ts';
import type { JobPorts } from '../../supabase/functions/jobs/ports.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import { FakePipeline } from '../functions/fake-pipeline.ts';
import { ForeignPki } from './foreign-pki.ts';
import { OpensslTsa } from './openssl-tsa.ts';

const ACCREDITED = '1.2.392.200091.100.1';
const OTHER = '1.2.392.200091.100.2';

let development: Authority;
let pki: ForeignPki;
let key: KeyPort;
/** The same authority's accredited business, and another one of its services. */
let accredited: OpensslTsa;
let other: OpensslTsa;
let unit: string;
let pdf: Uint8Array;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shomei-production-'));
  development = await startAuthority({ dataDir: folder });
  pki = await ForeignPki.open();
  const own = await generateSigningKey();
  key = await localKey(own.pkcs8, pki.sealChainPem(own.spki));
  const chain = [pki.roots.timestamping.certificate];
  const holder = await pki.timestampHolder();
  unit = await sha256Hex(holder.certificate);
  accredited = await OpensslTsa.open({ holder, chain, policyOid: ACCREDITED });
  other = await OpensslTsa.open({ holder: await pki.timestampHolder(), chain, policyOid: OTHER });
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  pdf = await document.save({ useObjectStreams: false });
});
afterAll(async () => {
  for (const service of [accredited, other, pki, development]) await service.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Entry {
  certificateSha256?: readonly string[];
  policyOids?: readonly string[];
  notAfter?: string;
}

/** As a deployment whose key is elsewhere; the tests hand the key port over themselves. */
const AWAY: KeySettings = {
  port: 'csc',
  url: 'https://csc.example/csc/v2',
  credentialId: 'seal',
  oauth: null,
  pin: null,
  tls: { certificatePem: null, keyPem: null, caPem: null },
  certificatesPem: null,
  pss: false,
};
const SECRET: KeySettings = {
  port: 'local',
  pkcs8: new Uint8Array(0),
  certificatesPem: '',
  pss: false,
  isExportableAccepted: false,
};

const ANCHOR: Partial<Anchor> = { accredited: true, policyOids: [ACCREDITED] };

/** A trust list of a deployment; `entry` null leaves the dated list of accredited businesses out. */
function trustText(anchor: Partial<Anchor>, entry: Entry | null): string {
  const list = {
    name: 'Foreign',
    certificateSha256: [unit],
    policyOids: [ACCREDITED],
    notBefore: '2020-01-01T00:00:00Z',
    notAfter: '2100-01-01T00:00:00Z',
    ...entry,
  };
  return JSON.stringify({
    ...pki.trustList(anchor),
    ...(entry !== null && { accreditation: { asOf: '2026-11-01', source: 'test', entries: [list] } }),
  });
}

async function begin(
  trustList: string,
  authorities: readonly OpensslTsa[] = [accredited],
  mode: JobPorts['config']['mode'] = 'production',
  settings: KeySettings = AWAY,
): Promise<{ pipeline: FakePipeline; ports: JobPorts }> {
  const pipeline = await FakePipeline.start(development, [pdf]);
  const ports: JobPorts = {
    ...pipeline.ports,
    config: { ...pipeline.ports.config, mode, trustList, key: settings },
    key: () => Promise.resolve(key),
    authorities: httpAuthorities(authorities.map(({ url }) => url)),
    revocation: httpRevocation(),
  };
  pipeline.consent(pipeline.contractorId);
  return { pipeline, ports };
}

async function finish(pipeline: FakePipeline, ports: JobPorts): Promise<string> {
  await sealParty(ports, pipeline.contractorId);
  pipeline.consent(pipeline.municipalityId);
  await sealParty(ports, pipeline.municipalityId);
  await conclude(ports, pipeline.envelopeId);
  const [contract] = pipeline.documents;
  const report = await judgeFile(ports, pipeline.file(contract!));
  expect([pipeline.status, report.verdict]).toEqual(['concluded', 'TOTAL-PASSED']);
  return plainReport('contract.pdf', report, null, null);
}

/** What the printed certificate says, without its spaces and breaks. */
async function printedText(pipeline: FakePipeline): Promise<string> {
  const certificate = pipeline.documents.find(({ kind }) => kind === 'certificate');
  const page = await (await getDocument({ data: pipeline.file(certificate!).slice() }).promise).getPage(1);
  const { items } = await page.getTextContent();
  return items
    .map((item) => ('str' in item ? item.str : ''))
    .join('')
    .replace(/\s/g, '');
}

function sheet(pipeline: FakePipeline): CertificateOfConclusion {
  const steps = [...pipeline.steps].find(([subject]) => /^certificate\/[^/]+$/.test(subject))?.[1];
  return (steps?.get('prepare') as { content: CertificateOfConclusion }).content;
}

describe('L26: in production nothing is begun', () => {
  test.each([
    [
      'while a 試験用 anchor is loaded',
      () => JSON.stringify(development.trustList),
      'TEST_ANCHOR_IN_PRODUCTION',
    ],
    [
      'while one of several anchors is 試験用',
      () => trustText({ ...ANCHOR, testOnly: true }, {}),
      'TEST_ANCHOR_IN_PRODUCTION',
    ],
    ['without an accredited anchor', () => trustText({}, {}), 'TIMESTAMP_NOT_ACCREDITED'],
    ['without the dated list', () => trustText(ANCHOR, null), 'TIMESTAMP_NOT_ACCREDITED'],
    [
      'after the accreditation ended',
      () => trustText(ANCHOR, { notAfter: '2025-01-01T00:00:00Z' }),
      'TIMESTAMP_NOT_ACCREDITED',
    ],
  ])('%s', async (_, trust, code) => {
    const { pipeline, ports } = await begin(trust());
    await expect(sealParty(ports, pipeline.contractorId)).rejects.toMatchObject({ code });
    await expect(conclude(ports, pipeline.envelopeId)).rejects.toMatchObject({ code });
    expect([pipeline.signatures, pipeline.steps.size, accredited.asked]).toEqual([0, 0, 0]);
    expect(await healthOf(ports)).toMatchObject({ blockedBy: code });
  });

  test('M64: with a sealing key that can be copied, unless that was accepted in so many words', async () => {
    const trust = trustText(ANCHOR, {});
    const { pipeline, ports } = await begin(trust, [accredited], 'production', SECRET);
    await expect(sealParty(ports, pipeline.contractorId)).rejects.toMatchObject({ code: 'KEY_EXPORTABLE' });
    expect([pipeline.signatures, pipeline.steps.size]).toEqual([0, 0]);
    expect(await healthOf(ports)).toMatchObject({ blockedBy: 'KEY_EXPORTABLE', key: { port: 'local' } });
    const accepted = await begin(trust, [accredited], 'production', {
      ...SECRET,
      isExportableAccepted: true,
    });
    await sealParty(accepted.ports, accepted.pipeline.contractorId);
    const env: Readonly<Record<string, string>> = {
      SHOMEI_SEAL_KEY: 'AA==',
      SHOMEI_SEAL_CERTIFICATES: 'x',
      SHOMEI_SEAL_KEY_EXPORTABLE: 'yes',
    };
    expect(readKeySettings((name) => env[name])).toMatchObject({ isExportableAccepted: false });
  });

  test('and where the setting is not plainly development, it is production', async () => {
    const { readConfig } = await import('../../supabase/functions/_shared/config.ts');
    const needed = await import('../../supabase/embedded/functions/environment.ts');
    const secrets = {
      linkKey: Buffer.alloc(32).toString('base64'),
      pushKey: '',
      storageIdentity: `AGE-SECRET-KEY-1${'Q'.repeat(58)}`,
    };
    const filled = new Proxy(secrets, { get: (of, name) => Reflect.get(of, name) ?? 'x' });
    const values = needed.functionsEnvironment({
      secrets: filled as never,
      apiOrigin: 'http://127.0.0.1',
      publicOrigin: 'http://127.0.0.1',
      smtpPort: 1,
      authority: development,
    });
    const modeOf = (mode: string | undefined): string =>
      readConfig((name) => (name === 'SHOMEI_MODE' ? mode : values[name])).mode;
    expect([undefined, '', 'Development', 'prod', 'production', 'development'].map(modeOf)).toEqual([
      ...Array<string>(5).fill('production'),
      'development',
    ]);
  });
});

describe('L26: certificate and policy of every token must be on the list', () => {
  test.each([
    ['of another policy', { policyOids: [OTHER] }],
    ['of a certificate that is not listed', { certificateSha256: ['0'.repeat(64)] }],
  ])('a token %s is none, and nothing is sealed', async (_, entry) => {
    const { pipeline, ports } = await begin(trustText(ANCHOR, entry));
    await expect(sealParty(ports, pipeline.contractorId)).rejects.toMatchObject({
      code: 'TIMESTAMP_UNAVAILABLE',
      waitingFor: 'timestamp',
    });
    const steps = [...pipeline.steps.values()].flatMap((stored) => [...stored.keys()]);
    expect(steps).not.toContain('token');
  });

  test('another service of the same authority gives way to the accredited one', async () => {
    const { pipeline, ports } = await begin(trustText(ANCHOR, {}), [other, accredited]);
    const before = accredited.asked;
    const text = await finish(pipeline, ports);
    expect(accredited.asked).toBeGreaterThan(before);
    expect(text).not.toContain(VERIFY_JA.otherAuthority);
  });
});

describe('L26, M72: 「総務大臣認定の時刻認証業務によるタイムスタンプ」 is said', () => {
  test('of an accredited authority in production, on the report and not a test on the sheet', async () => {
    const { pipeline, ports } = await begin(trustText(ANCHOR, {}));
    const text = await finish(pipeline, ports);
    expect(text.split(VERIFY_JA.accredited)).toHaveLength(4);
    expect(text).not.toContain(VERIFY_JA.testOnly);
    expect(sheet(pipeline)).toMatchObject({
      testOnly: false,
      accreditation: { asOf: '2026-11-01', authenticityMeasure: 'timestamp_before_exchange' },
    });
    const printed = await printedText(pipeline);
    expect(printed).toContain('総務大臣認定の時刻認証業務によるタイムスタンプ');
    expect(printed).toContain('電子帳簿保存法施行規則第4条第1項第1号の措置');
    expect(await healthOf(ports)).toMatchObject({
      mode: 'production',
      blockedBy: null,
      authorities: [{ state: 'answering' }],
      accreditation: { asOf: '2026-11-01' },
    });
  });

  test('of no other, neither on the report nor by the sheet', async () => {
    for (const [anchor, tsa] of [
      [{}, accredited],
      [ANCHOR, other],
    ] as const) {
      const { pipeline, ports } = await begin(trustText(anchor, {}), [tsa], 'development');
      const text = await finish(pipeline, ports);
      expect(text).not.toContain('認定の時刻認証業務');
      expect(text).toContain(VERIFY_JA.otherAuthority);
      expect(sheet(pipeline).accreditation).toBeNull();
      expect(await printedText(pipeline)).not.toMatch(/認定|第4条第1項/);
    }
  });

  test('of none that is 試験用, even where its anchor claims it', async () => {
    const { pipeline, ports } = await begin(
      trustText({ ...ANCHOR, testOnly: true }, {}),
      [accredited],
      'development',
    );
    const text = await finish(pipeline, ports);
    expect(text).not.toContain('認定の時刻認証業務');
    expect(text).toContain(VERIFY_JA.testOnly);
    expect(sheet(pipeline)).toMatchObject({ testOnly: true, accreditation: null });
  });

  test('and in help never as a claim of this service', () => {
    expect(JSON.stringify(HELP_JA)).not.toContain('認定タイムスタンプ');
  });
});
