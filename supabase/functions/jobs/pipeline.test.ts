import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startAuthority, type Authority } from '../../embedded/authority/index.ts';
import { generateSigningKey } from '../../embedded/authority/signing-key.ts';
import { FakePipeline, isSheet, Killed } from '../../../tests/functions/fake-pipeline.ts';
import { ForeignPki } from '../../../tests/keys/foreign-pki.ts';
import {
  matchCertificate,
  readCertificatePdf,
  readEnvelopeSheetPdf,
  isFullyMatched,
  toBase64,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Outage } from '../_shared/refusal.ts';
import { conclude } from './conclude.ts';
import { judgeFile } from './judgement.ts';
import { sealParty } from './seal-party.ts';

let authority: Authority;
let foreign: ForeignPki;
let dataDir: string;
let pdf: Uint8Array;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-pipeline-'));
  authority = await startAuthority({ dataDir });
  foreign = await ForeignPki.open();
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  pdf = await document.save({ useObjectStreams: false });
});
afterEach(() => authority.setFaults({}));
afterAll(async () => {
  await authority.stop();
  await foreign.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs a job, again and again where the process died, until it ends. */
async function persist(pipeline: FakePipeline, job: () => Promise<void>): Promise<number> {
  for (let deaths = 0; ; deaths++) {
    try {
      await job();
      return deaths;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      pipeline.revive();
    }
  }
}

async function sealBoth(pipeline: FakePipeline): Promise<void> {
  for (const partyId of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(partyId);
    await sealParty(pipeline.ports, partyId);
  }
}

async function expectSound(pipeline: FakePipeline): Promise<void> {
  const contracts = pipeline.documents.filter((document) => document.kind === 'contract');
  for (const contract of contracts) {
    const bytes = pipeline.file(contract);
    const report = await judgeFile(pipeline.ports, bytes);
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.map((signature) => signature.kind)).toEqual([
      'signature',
      'signature',
      'documentTimestamp',
    ]);
    const certificate = pipeline.documents.find((document) => document.certifies === contract.id);
    if (certificate === undefined) throw new Error('no certificate');
    const sheet = pipeline.file(certificate);
    const content = readCertificatePdf(sheet);
    if (!content.ok) throw new Error(content.code);
    const judged = await judgeFile(pipeline.ports, sheet);
    const loaded = { content: content.value, report: judged };
    expect(isFullyMatched(await matchCertificate(bytes, report, loaded, nodeDigest))).toBe(true);
  }
}

test('M73: every seal is a signature by a certificate with a time-stamp, and the file lasts by another', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  await sealBoth(pipeline);
  await conclude(pipeline.ports, pipeline.envelopeId);
  const [contract] = pipeline.documents.filter((document) => document.kind === 'contract');
  if (contract === undefined) throw new Error('no contract');
  const { signatures } = await judgeFile(pipeline.ports, pipeline.file(contract));
  const seals = signatures.filter((signature) => signature.kind === 'signature');
  expect(seals).toHaveLength(2);
  for (const seal of seals) {
    expect(seal).toMatchObject({
      integrity: 'intact',
      level: 'B-LTA',
      anchor: expect.anything() as unknown,
      timestamp: expect.anything() as unknown,
    });
  }
});

test('M46, L12: concludes two contracts, each TOTAL-PASSED and matched by its certificate', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf, pdf]);
  await sealBoth(pipeline);
  await conclude(pipeline.ports, pipeline.envelopeId);
  expect(pipeline.status).toBe('concluded');
  await expectSound(pipeline);
  // Two parties on two contracts, and the service on two certificates and the list of both.
  expect(pipeline.signatures).toBe(7);
});

test('M14, M44: members of a 共同企業体 seal in turn; certificate and list name each with its role', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf, pdf], undefined, 3);
  const order = [...pipeline.contractorIds, pipeline.municipalityId];
  for (const partyId of order) {
    pipeline.consent(partyId);
    await sealParty(pipeline.ports, partyId);
  }
  await conclude(pipeline.ports, pipeline.envelopeId);
  expect(pipeline.status).toBe('concluded');
  const [contract] = pipeline.documents.filter((document) => document.kind === 'contract');
  if (contract === undefined) throw new Error('no contract');
  const bytes = pipeline.file(contract);
  const report = await judgeFile(pipeline.ports, bytes);
  expect(report.verdict).toBe('TOTAL-PASSED');
  expect(report.signatures.filter((signature) => signature.kind === 'signature')).toHaveLength(4);
  expect(contract.revisions.filter(({ kind }) => kind === 'seal').map(({ partyId }) => partyId)).toEqual(
    order,
  );

  const certificate = pipeline.documents.find((document) => document.certifies === contract.id);
  const list = pipeline.documents.find(isSheet);
  if (certificate === undefined || list === undefined) throw new Error('no certificate');
  const sheet = pipeline.file(certificate);
  const content = readCertificatePdf(sheet);
  if (!content.ok) throw new Error(content.code);
  const rows = [
    { ord: 1, ventureRole: 'member', email: 'signer1@contractor.example', ip: '203.0.113.9' },
    { ord: 2, ventureRole: 'member', email: 'signer2@contractor.example' },
    { ord: 3, ventureRole: 'representative', email: 'signer3@contractor.example' },
    { ord: 4, ventureRole: null, kind: 'municipality' },
  ];
  expect(content.value.signerCount).toBe(4);
  expect(content.value.parties).toMatchObject(rows);
  const loaded = { content: content.value, report: await judgeFile(pipeline.ports, sheet) };
  expect(isFullyMatched(await matchCertificate(bytes, report, loaded, nodeDigest))).toBe(true);
  const listed = readEnvelopeSheetPdf(pipeline.file(list));
  if (!listed.ok) throw new Error(listed.code);
  expect(listed.value.parties.map(({ ventureRole }) => ventureRole)).toEqual([
    'member',
    'member',
    'representative',
    null,
  ]);
});

test('M31: the certificate of conclusion names the accepted guarantee by its hash', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  pipeline.attachments = [{ name: '保証証券.pdf', sha256Hex: 'a'.repeat(64), length: 50 }];
  await sealBoth(pipeline);
  await conclude(pipeline.ports, pipeline.envelopeId);
  await expectSound(pipeline);
  const certificate = pipeline.documents.find((document) => document.kind === 'certificate');
  if (certificate === undefined) throw new Error('no certificate');
  const content = readCertificatePdf(pipeline.file(certificate));
  expect(content.ok && content.value.attachments).toEqual([
    { name: '保証証券.pdf', sha256Hex: 'a'.repeat(64), length: 50, certificateId: null },
  ]);
});

test('L7: gives one signature value for one consent, wherever the process dies while it seals', async () => {
  for (let act = 1; ; act++) {
    const pipeline = await FakePipeline.start(authority, [pdf]);
    pipeline.consent(pipeline.contractorId);
    pipeline.killAfter(act, act % 2 === 0);
    const deaths = await persist(pipeline, () => sealParty(pipeline.ports, pipeline.contractorId));
    const document = pipeline.documents[0];
    if (document === undefined) throw new Error('no document');
    expect(document.revisions.filter((revision) => revision.kind === 'seal')).toHaveLength(1);
    expect([...pipeline.keyOperations.values()].map((operation) => operation.value)).toHaveLength(1);
    if (deaths === 0) break;
  }
});

test('concludes by itself after a death at any act of the conclusion', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  await sealBoth(pipeline);
  // Each run gets a little further before it dies: between them every act is hit once.
  let deaths = 0;
  for (let act = 1; pipeline.status !== 'concluded'; act++) {
    pipeline.killAfter(act, act % 2 === 0);
    try {
      await conclude(pipeline.ports, pipeline.envelopeId);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      pipeline.revive();
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(5);
  await expectSound(pipeline);
});

test('M46: two contracts have a list of both, sealed B-LTA, with their bytes and a QR; one contract has none', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf, pdf]);
  await sealBoth(pipeline);
  await conclude(pipeline.ports, pipeline.envelopeId);
  const sheet = pipeline.documents.find(isSheet);
  if (sheet === undefined) throw new Error('no list');
  const bytes = pipeline.file(sheet);
  const report = await judgeFile(pipeline.ports, bytes);
  expect([report.verdict, ...report.signatures.map(({ kind }) => kind)]).toEqual([
    'TOTAL-PASSED',
    'signature',
    'documentTimestamp',
  ]);
  const content = readEnvelopeSheetPdf(bytes);
  if (!content.ok) throw new Error(content.code);
  expect(content.value.sheetId).toBe(sheet.certificateId);
  const contracts = pipeline.documents.filter(({ kind }) => kind === 'contract');
  expect(content.value.documents.map(({ certificateId, sha256Hex }) => [certificateId, sha256Hex])).toEqual(
    contracts.map(({ certificateId, revisions }) => [certificateId, revisions.at(-1)?.sha256Hex]),
  );
  expect(JSON.stringify(content.value)).not.toMatch(/contractor\.example|"ip"/);

  const single = await FakePipeline.start(authority, [pdf]);
  await sealBoth(single);
  await conclude(single.ports, single.envelopeId);
  expect([single.status, single.documents.filter(isSheet)]).toEqual(['concluded', []]);
});

test('M46: the list is made once, with one ID, after a death at any act of the conclusion', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf, pdf]);
  await sealBoth(pipeline);
  const ids = new Set<string | null>();
  for (let act = 1; pipeline.status !== 'concluded'; act++) {
    pipeline.killAfter(act, act % 2 === 0);
    try {
      await conclude(pipeline.ports, pipeline.envelopeId);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      pipeline.revive();
    }
    for (const sheet of pipeline.documents.filter(isSheet)) ids.add(sheet.certificateId);
  }
  expect(ids.size).toBe(1);
  const operation = pipeline.keyOperations.get(`certificate-seal/${pipeline.envelopeId}`);
  expect(operation?.value).toMatch(/^[0-9a-f]{64}$/);
  await expectSound(pipeline);
});

test.each([
  ['KEY_CERTIFICATE_EXPIRED', { notBeforeDay: -9, notAfterDay: -1 }],
  ['KEY_CERTIFICATE_NOT_YET_VALID', { notBeforeDay: 1 }],
  ['KEY_CERTIFICATE_USAGE', { usage: ['digitalSignature'] }],
] as const)('M64: %s: nothing is written and no key is asked', async (code, leaf) => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  pipeline.consent(pipeline.contractorId);
  const key = await pipeline.ports.key();
  const { spki } = await generateSigningKey();
  const unfit = { ...key, certificates: foreign.sealChain(spki, leaf) };
  const ports = { ...pipeline.ports, key: () => Promise.resolve(unfit) };
  await expect(sealParty(ports, pipeline.contractorId)).rejects.toMatchObject({ code });
  expect([pipeline.signatures, pipeline.steps.size, pipeline.keyOperations.size]).toEqual([0, 0, 0]);
});

test('M64: a value of another key than the certificate’s is not stored', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  pipeline.consent(pipeline.contractorId);
  const key = await pipeline.ports.key();
  const { spki } = await generateSigningKey();
  const unfit = { ...key, certificates: foreign.sealChain(spki) };
  const ports = { ...pipeline.ports, key: () => Promise.resolve(unfit) };
  await expect(sealParty(ports, pipeline.contractorId)).rejects.toMatchObject({ code: 'KEY_DOES_NOT_FIT' });
  expect([...pipeline.steps.values()].map((steps) => [...steps.keys()])).toEqual([
    ['prepare', 'signed_attrs'],
  ]);
});

test('a seal that a replaced key began is made anew once it was given up, and not before', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  pipeline.consent(pipeline.contractorId);
  const key = await pipeline.ports.key();
  // The former key: it has another certificate, and goes away as it is asked.
  const { spki } = await generateSigningKey();
  const certificates = foreign.sealChain(spki);
  const former = {
    ...pipeline.ports,
    key: () =>
      Promise.resolve({
        ...key,
        certificates,
        sign: () => Promise.reject(new Outage('KEY_UNAVAILABLE', null)),
      }),
  };
  await expect(sealParty(former, pipeline.contractorId)).rejects.toMatchObject({ code: 'KEY_UNAVAILABLE' });
  const again = sealParty(pipeline.ports, pipeline.contractorId);
  await expect(again).rejects.toMatchObject({ code: 'KEY_CHANGED' });
  expect(pipeline.signatures).toBe(0);
  for (const subject of [...pipeline.steps.keys()]) pipeline.abandoned.set(subject, `${subject}/2`);
  await sealParty(pipeline.ports, pipeline.contractorId);
  expect(pipeline.signatures).toBe(1);
  pipeline.consent(pipeline.municipalityId);
  await sealParty(pipeline.ports, pipeline.municipalityId);
  await conclude(pipeline.ports, pipeline.envelopeId);
  await expectSound(pipeline);
});

test('L27: waits for a time-stamp while no authority answers, and goes on with the same signature value', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  pipeline.consent(pipeline.contractorId);
  authority.setFaults({ tsa: 'down' });
  const job = sealParty(pipeline.ports, pipeline.contractorId);
  await expect(job).rejects.toMatchObject({ code: 'TIMESTAMP_UNAVAILABLE', waitingFor: 'timestamp' });
  expect(pipeline.waiting).toEqual(['timestamp']);
  authority.setFaults({});
  await sealParty(pipeline.ports, pipeline.contractorId);
  expect(pipeline.signatures).toBe(1);
});

test.each(['garbage', 'refuse', 'wrong-nonce', 'wrong-imprint'] as const)(
  'takes a time-stamp answer that is %s for no time-stamp',
  async (fault) => {
    const pipeline = await FakePipeline.start(authority, [pdf]);
    pipeline.consent(pipeline.contractorId);
    authority.setFaults({ tsa: fault });
    await expect(sealParty(pipeline.ports, pipeline.contractorId)).rejects.toBeInstanceOf(Outage);
    expect(pipeline.steps.get([...pipeline.steps.keys()][0] ?? '')?.has('token')).toBe(false);
  },
);

test('L27: asks the next authority where the first is away', async () => {
  const urls = [`${authority.url}/nowhere`, authority.tsaUrl];
  const pipeline = await FakePipeline.start(authority, [pdf], urls);
  pipeline.consent(pipeline.contractorId);
  await sealParty(pipeline.ports, pipeline.contractorId);
  expect(pipeline.documents[0]?.revisions.at(-1)?.kind).toBe('seal');
});

test.each(['down', 'garbage', 'try-later', 'stale'] as const)(
  'does not conclude while the revocation answer is %s, and says what it waits for',
  async (fault) => {
    const pipeline = await FakePipeline.start(authority, [pdf]);
    await sealBoth(pipeline);
    authority.setFaults({ ocsp: fault, crl: fault === 'try-later' ? 'down' : fault });
    await expect(conclude(pipeline.ports, pipeline.envelopeId)).rejects.toMatchObject({
      waitingFor: 'revocation',
    });
    expect(pipeline.waiting).toEqual(['revocation']);
    expect(pipeline.documents).toHaveLength(1);
    authority.setFaults({});
    await conclude(pipeline.ports, pipeline.envelopeId);
    expect(pipeline.status).toBe('concluded');
  },
);

test('asks each revocation question once for the contracts and once for the certificates', async () => {
  const pipeline = await FakePipeline.start(authority, [pdf, pdf, pdf]);
  await sealBoth(pipeline);
  const asked: string[] = [];
  const { revocation } = pipeline.ports;
  const ports = {
    ...pipeline.ports,
    revocation: {
      ...revocation,
      ocsp: (url: string, request: Uint8Array) => {
        asked.push(`${url} ${toBase64(request)}`);
        return revocation.ocsp(url, request);
      },
    },
  };
  await conclude(ports, pipeline.envelopeId);
  expect(asked.length).toBe(2 * new Set(asked).size);
  await expectSound(pipeline);
});
