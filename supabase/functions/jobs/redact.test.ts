import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startAuthority, type Authority } from '../../embedded/authority/index.ts';
import { FakePipeline, Killed } from '../../../tests/functions/fake-pipeline.ts';
import type { StoredDocument } from '../../../tests/functions/stored-document.ts';
import { isFullyMatched, matchCertificate, readCertificatePdf } from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { Outage } from '../_shared/refusal.ts';
import { conclude } from './conclude.ts';
import { judgeFile } from './judgement.ts';
import { redact } from './redact.ts';
import { renew } from './renew.ts';
import { sealParty } from './seal-party.ts';

let authority: Authority;
let dataDir: string;
let pdf: Uint8Array;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'shomei-redact-'));
  authority = await startAuthority({ dataDir });
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  pdf = await document.save({ useObjectStreams: false });
});
afterEach(() => authority.setFaults({}));
afterAll(async () => {
  await authority.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function concluded(): Promise<{ pipeline: FakePipeline; certificate: StoredDocument }> {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  for (const party of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(party);
    await sealParty(pipeline.ports, party);
  }
  await conclude(pipeline.ports, pipeline.envelopeId);
  return { pipeline, certificate: of(pipeline, 'certificate') };
}

function of(pipeline: FakePipeline, kind: StoredDocument['kind']): StoredDocument {
  const found = pipeline.documents.filter((document) => document.kind === kind);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${String(found.length)} of ${kind}`);
  return found[0];
}

function contentOf(bytes: Uint8Array) {
  const read = readCertificatePdf(bytes);
  if (!read.ok) throw new Error(read.code);
  return read.value;
}

test('M48, M52: the copy says what the certificate says but for addresses and telephone digits, and matches the contract', async () => {
  const { pipeline, certificate } = await concluded();
  await redact(pipeline.ports, certificate.id);
  const copy = of(pipeline, 'redacted_certificate');
  expect(copy.name).toBe(
    '\u96fb\u5b50\u5951\u7d04\u7de0\u7d50\u8a3c\u660e\u66f8_\u5951\u7d04\u66f80\uff08\u4e00\u90e8\u975e\u8868\u793a\uff09.pdf',
  );

  const full = contentOf(pipeline.file(certificate));
  const content = contentOf(pipeline.file(copy));
  const withheld = { ip: '', email: '', userAgent: '' };
  expect(full.parties.map(({ ip, email }) => [ip, email])).toContainEqual([
    '203.0.113.9',
    'signer@contractor.example',
  ]);
  expect(content).toEqual({
    ...full,
    redacted: true,
    issuedAt: content.issuedAt,
    creator: { ...full.creator, email: '' },
    parties: full.parties.map((party) => ({ ...party, ...withheld, factorDetail: null })),
  });

  const contract = pipeline.file(of(pipeline, 'contract'));
  const report = await judgeFile(pipeline.ports, pipeline.file(copy));
  expect(report.signatures.map(({ kind, level }) => [kind, level])).toEqual([
    ['signature', 'B-LTA'],
    ['documentTimestamp', null],
  ]);
  const match = await matchCertificate(
    contract,
    await judgeFile(pipeline.ports, contract),
    { content, report },
    nodeDigest,
  );
  expect(isFullyMatched(match)).toBe(true);
});

test('M48: nothing of the addresses is left anywhere in the copy’s octets', async () => {
  const { pipeline, certificate } = await concluded();
  await redact(pipeline.ports, certificate.id);
  const objects = await texts(pipeline.file(of(pipeline, 'redacted_certificate')));
  const whole = await texts(pipeline.file(certificate));
  for (const address of ['203.0.113.9', 'signer@contractor.example', 'drafter@morioka.example']) {
    expect(whole).toContain(address);
    expect(objects).not.toContain(address);
  }
});

/** The attached JSON and every inflated stream, as text. */
async function texts(bytes: Uint8Array): Promise<string> {
  const { PDFRawStream, decodePDFRawStream } = await import('pdf-lib');
  const document = await PDFDocument.load(bytes);
  return document.context
    .enumerateIndirectObjects()
    .map(([, object]) =>
      object instanceof PDFRawStream
        ? Buffer.from(decodePDFRawStream(object).decode()).toString('utf8')
        : object.toString(),
    )
    .join('\n');
}

test('L7: wherever the process dies, one request leads to one copy and one seal', async () => {
  const { pipeline, certificate } = await concluded();
  const before = pipeline.signatures;
  let deaths = 0;
  for (let act = 1; ; act++) {
    pipeline.killAfter(act, act % 2 === 0);
    try {
      await redact(pipeline.ports, certificate.id);
      break;
    } catch (error) {
      // An authority that is asked by a dead process is away.
      if (!(error instanceof Killed || error instanceof Outage)) throw error;
      pipeline.revive();
      deaths += 1;
    }
  }
  expect(deaths).toBeGreaterThan(10);
  expect(pipeline.keyOperations.get(`certificate-seal/${certificate.id}`)?.value).toBeTypeOf('string');
  const made = of(pipeline, 'redacted_certificate');
  await redact(pipeline.ports, certificate.id);
  expect(of(pipeline, 'redacted_certificate')).toBe(made);
  // A death between the key’s answer and the row that keeps it asks the key for the same octets again.
  expect(pipeline.signatures - before).toBeLessThanOrEqual(2);
});

test('L27: no copy while no authority answers; the next try goes on', async () => {
  const { pipeline, certificate } = await concluded();
  authority.setFaults({ tsa: 'down' });
  await expect(redact(pipeline.ports, certificate.id)).rejects.toMatchObject({
    code: 'TIMESTAMP_UNAVAILABLE',
  });
  expect(pipeline.documents).toHaveLength(2);
  authority.setFaults({});
  await redact(pipeline.ports, certificate.id);
  expect(pipeline.documents).toHaveLength(3);
});

test('L28: the copy is renewed like every concluded file', async () => {
  const { pipeline, certificate } = await concluded();
  await redact(pipeline.ports, certificate.id);
  const copy = of(pipeline, 'redacted_certificate');
  await renew(pipeline.ports, copy.id);
  expect(pipeline.calendar.get(copy.id)?.endsAt).toBeTypeOf('string');
});

test('a copy is made of a certificate alone, never of a copy', async () => {
  const { pipeline, certificate } = await concluded();
  await redact(pipeline.ports, certificate.id);
  const copy = of(pipeline, 'redacted_certificate');
  const again = { ...certificate, id: 'another', revisions: copy.revisions };
  pipeline.documents.push(again);
  await expect(redact(pipeline.ports, 'another')).rejects.toMatchObject({ code: 'CERTIFICATE_MISMATCH' });
});
