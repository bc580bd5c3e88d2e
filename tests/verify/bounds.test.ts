import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import { certificateFields } from '../../src/lib/core/sign/index.ts';
import { issueCrl } from '../../supabase/embedded/authority/revocation.ts';
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
