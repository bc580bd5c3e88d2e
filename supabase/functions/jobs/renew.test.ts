import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authority } from '../../embedded/authority/index.ts';
import { startAuthority } from '../../embedded/authority/index.ts';
import { FakePipeline, Killed } from '../../../tests/functions/fake-pipeline.ts';
import {
  isFullyMatched,
  matchCertificate,
  readCertificatePdf,
  type Report,
  type TrustList,
} from '../_shared/core.ts';
import { nodeDigest } from '../_shared/digest.ts';
import { httpAuthorities } from '../_shared/tsa.ts';
import { conclude } from './conclude.ts';
import { judgeFile } from './judgement.ts';
import type { JobPorts } from './ports.ts';
import { renew } from './renew.ts';
import { sealParty } from './seal-party.ts';

let dataDir: string;
let authority: Authority;
/** The authority of ten years on: a root of its own, founded later, so that its certificate ends later. */
let successor: Authority;
let pdf: Uint8Array;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'renew-'));
  // The first is founded an hour ago, so that the second one's certificate ends later, however fast both are made.
  let foundedAgoMs = 3_600_000;
  const clock = () => new Date(Date.now() - foundedAgoMs);
  authority = await startAuthority({ dataDir: path.join(dataDir, 'first'), clock });
  foundedAgoMs = 0;
  successor = await startAuthority({ dataDir: path.join(dataDir, 'second'), clock });
  const document = await PDFDocument.create();
  document.addPage([595, 842]);
  pdf = await document.save();
});
afterAll(async () => {
  await authority.stop();
  await successor.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function concluded(): Promise<FakePipeline> {
  const pipeline = await FakePipeline.start(authority, [pdf]);
  for (const party of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(party);
    await sealParty(pipeline.ports, party);
  }
  await conclude(pipeline.ports, pipeline.envelopeId);
  pipeline.dueBefore = new Date('2100-01-01T00:00:00Z');
  return pipeline;
}

/** The ports as they are once the successor is configured: both roots are believed, the new authority is asked. */
function laterPorts(pipeline: FakePipeline): JobPorts {
  const first: TrustList = authority.trustList;
  const anchors = [...first.anchors, ...successor.trustList.anchors];
  const { authorities } = pipeline.ports;
  const [through] = authorities;
  return {
    ...pipeline.ports,
    config: { ...pipeline.ports.config, trustList: JSON.stringify({ ...first, anchors }) },
    // Through the pipeline's own port, so that a kill reaches this act too.
    authorities: httpAuthorities([successor.tsaUrl]).map((tsa) => ({
      ...tsa,
      request: async (der) => {
        await through?.request(der).catch((error: unknown) => {
          if (error instanceof Killed) throw error;
        });
        return tsa.request(der);
      },
    })),
  };
}

test('L28: contract and certificate are renewed by another authority and still match', async () => {
  const pipeline = await concluded();
  const ports = laterPorts(pipeline);
  const before = pipeline.documents.map((document) => pipeline.file(document));
  const files: { bytes: Uint8Array; report: Report }[] = [];
  for (const [index, document] of pipeline.documents.entries()) {
    await renew(ports, document.id);
    const bytes = pipeline.file(document);
    const old = before[index] ?? new Uint8Array();
    expect(Buffer.compare(bytes.subarray(0, old.length), old)).toBe(0);
    const report = await judgeFile(ports, bytes);
    expect(report.verdict).toBe('TOTAL-PASSED');
    expect(report.signatures.at(-1)?.fieldName).toBe('ShomeiTimestamp2');
    files.push({ bytes, report });
  }
  const [contract, sheet] = files;
  const content = readCertificatePdf(sheet?.bytes ?? new Uint8Array());
  if (!content.ok || contract === undefined || sheet === undefined) throw new Error('no certificate');
  const loaded = { content: content.value, report: sheet.report };
  const match = await matchCertificate(contract.bytes, contract.report, loaded, nodeDigest);
  expect(isFullyMatched(match)).toBe(true);
});

test('L26: in production no renewal is begun under a test anchor: nothing is read, no authority is asked', async () => {
  const pipeline = await concluded();
  const [document] = pipeline.documents;
  const before = document?.revisions.length;
  const { config } = pipeline.ports;
  const acts: string[] = [];
  const ports: JobPorts = {
    ...pipeline.ports,
    config: {
      ...config,
      mode: 'production',
      key: { ...config.key, isExportableAccepted: true } as typeof config.key,
    },
    rpc: (name) => {
      acts.push(name);
      return Promise.reject(new Error(name));
    },
    authorities: pipeline.ports.authorities.map((tsa) => ({
      ...tsa,
      request: () => {
        acts.push(tsa.url);
        return Promise.reject(new Error(tsa.url));
      },
    })),
  };
  await expect(renew(ports, document?.id ?? '')).rejects.toMatchObject({ code: 'TEST_ANCHOR_IN_PRODUCTION' });
  expect(acts).toEqual([]);
  expect(document?.revisions.length).toBe(before);
});

test('L28: what is not due is left alone, and only its end is noted', async () => {
  const pipeline = await concluded();
  pipeline.dueBefore = new Date(0);
  const [document] = pipeline.documents;
  const before = document?.revisions.length;
  await renew(pipeline.ports, document?.id ?? '');
  expect(document?.revisions.length).toBe(before);
  expect(pipeline.calendar.get(document?.id ?? '')).toMatchObject({
    by: 'certificate',
    policy: 'shomei-2026',
  });
});

test('a time-stamp that is believed no longer than the one before is not stored', async () => {
  const pipeline = await concluded();
  const [document] = pipeline.documents;
  const before = document?.revisions.length;
  await expect(renew(pipeline.ports, document?.id ?? '')).rejects.toMatchObject({ code: 'RENEWAL_NO_GAIN' });
  expect(document?.revisions.length).toBe(before);
});

test.each([
  ['no authority answers', { tsa: 'down' }, 'TIMESTAMP_UNAVAILABLE'],
  ['the new authority’s revocation is not known', { crl: 'down' }, 'REVOCATION_UNAVAILABLE'],
] as const)('nothing changes while %s, and the next run goes on', async (_name, faults, code) => {
  const pipeline = await concluded();
  const [document] = pipeline.documents;
  const before = document?.revisions.length ?? 0;
  successor.setFaults(faults);
  await expect(renew(laterPorts(pipeline), document?.id ?? '')).rejects.toMatchObject({ code });
  successor.setFaults({});
  expect(document?.revisions.length).toBe(before);
  await renew(laterPorts(pipeline), document?.id ?? '');
  expect(document?.revisions.length).toBe(before + 1);
});

test('killed at any act, before or after it took effect, a renewal is made once', async () => {
  for (const isBefore of [true, false]) {
    const pipeline = await concluded();
    const ports = laterPorts(pipeline);
    const id = pipeline.documents[0]?.id ?? '';
    const count = pipeline.documents[0]?.revisions.length ?? 0;
    let runs = 0;
    for (let act = 1; ; act += 1) {
      pipeline.killAfter(act, isBefore);
      runs += 1;
      try {
        await renew(ports, id);
        break;
      } catch (error) {
        // A death while the authority is asked looks like an authority that is away.
        const isAway = (error as { code?: string }).code === 'TIMESTAMP_UNAVAILABLE';
        if (!(error instanceof Killed) && !isAway) throw error;
        pipeline.revive();
      }
      expect(pipeline.documents[0]?.revisions.length).toBeLessThanOrEqual(count + 1);
    }
    pipeline.revive();
    pipeline.dueBefore = new Date(0);
    await renew(ports, id);
    expect(runs).toBeGreaterThan(3);
    expect(pipeline.documents[0]?.revisions.length).toBe(count + 1);
  }
});
