import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { PDF_LIMITS } from '../../src/lib/core/pdf/limits.ts';
import { readPdf } from '../../src/lib/core/pdf/index.ts';
import { Bounds } from '../../src/lib/core/verify/bounds.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
import { upload } from './attacked-upload.ts';
import { mintPki, type CertificateSpec } from '../pki/mint.ts';

const AT = new Date('2026-01-14T05:30:00Z');

/** Authorities of one name, each of which may have issued every other. */
async function namesakes(count: number) {
  const specs: Record<string, CertificateSpec> = {};
  for (let i = 0; i < count; i++)
    specs[`a${String(i)}`] = { ca: true, commonName: 'one name', algorithm: 'ECDSA-P256-SHA256' };
  return Object.values(await mintPki(specs, AT));
}

test('certificates of one name cost no more signature checks than the bound, which is then said', async () => {
  const pool = new CertificatePool();
  for (const { certificate } of await namesakes(30)) pool.addDer(certificate);
  const edges = await pool.edges();
  expect(edges.length).toBeLessThanOrEqual(768);
  expect(pool.bounds.exceeded).toEqual(['signature-checks']);
});

test('CRLs beyond the bound are not read, and that is said; one that stands twice counts once', async () => {
  const pool = new CertificatePool();
  const evidence = new EvidencePool();
  const [issuer] = await namesakes(1);
  if (!issuer) throw new Error('no certificate');
  pool.addDer(issuer.certificate);
  const list = (crlNumber: number) =>
    issueCrl({
      issuer: certificateFields(issuer.certificate).subject,
      signer: issuer.key,
      thisUpdate: AT,
      nextUpdate: AT,
      crlNumber,
      revoked: [],
    });
  const first = list(0);
  for (let i = 0; i < 300; i++) evidence.addCrl(first, { store: 'dss', end: null }, pool);
  expect(pool.bounds.exceeded).toEqual([]);
  for (let i = 1; i < 260; i++) evidence.addCrl(list(i), { store: 'dss', end: null }, pool);
  expect(pool.bounds.exceeded).toEqual(['crls']);
  expect((await evidence.facts(pool, nodeDigest)).length).toBe(256);
});

test('octets to hash are bounded over all signatures and checks, and that is said', () => {
  const bounds = new Bounds();
  for (let i = 0; i < 40; i++) expect(bounds.take('hashed-octets', 50_000_000)).toBe(true);
  while (bounds.takeCheck(50_000_000));
  expect(bounds.exceeded).toEqual(['hashed-octets']);
  expect(bounds.take('hashed-octets', 1)).toBe(true);
});

test('streams are decoded no more often than the size of the file allows, whichever overlap', () => {
  const file = readPdf(upload(), { ...PDF_LIMITS, maxInflatedTotal: 10_000 });
  const stream = file.resolve({ kind: 'ref', num: 4, gen: 0, offset: 0, length: 0 });
  if (stream.kind !== 'stream') throw new Error('no stream');
  let decoded = 0;
  while (file.decode(stream)) decoded++;
  expect(decoded).toBeGreaterThan(100);
  expect(file.faults.map(({ code }) => code)).toEqual(['INFLATE_LIMIT']);
});
