import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { fromBase64 } from '../../src/lib/core/bytes/base64.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import type { Facts } from '../../src/lib/core/verify/facts.ts';
import { DEFAULT_POLICY } from '../../src/lib/core/verify/policy.ts';
import { revocationAt } from '../../src/lib/core/verify/revocation.ts';

// OpenSSL's OCSP vectors, given as a folder beside the repository; without it there is nothing to run.
const shared = process.env['SHOMEI_SHARED'];
const folder = join(shared ?? '', 'vectors/openssl-ocsp');
// The vectors are of 2012 and rest on SHA-1, which is another question than the one they ask.
const POLICY = { ...DEFAULT_POLICY, weakDigests: [], asksAboutResponders: false };

interface Vector {
  readonly name: string;
  readonly root: string;
  readonly other_certs?: readonly string[];
  readonly cert: string;
  readonly ocsps: readonly string[];
  readonly moment: string;
  readonly error?: object;
}

function pem(name: string): Uint8Array {
  const text = readFileSync(join(folder, name), 'latin1');
  const body = /-----BEGIN CERTIFICATE-----([^-]+)-----/.exec(text)?.[1] ?? '';
  return fromBase64(body) ?? new Uint8Array();
}

async function isGood(vector: Vector): Promise<boolean> {
  const certificates = new CertificatePool();
  const evidence = new EvidencePool();
  const path = [vector.cert, ...(vector.other_certs ?? []), vector.root].map((name) =>
    certificates.addDer(pem(name)),
  );
  for (const name of vector.ocsps) {
    const octets = readFileSync(join(folder, name));
    evidence.addOcsp(
      fromBase64(octets.toString('latin1')) ?? new Uint8Array(octets),
      { store: 'dss', end: null },
      certificates,
    );
  }
  const facts = {
    certificates: await certificates.facts(nodeDigest),
    edges: await certificates.edges(),
    revocations: await evidence.facts(certificates, nodeDigest),
  } as unknown as Facts;
  const indexes = path.filter((index) => index !== undefined);
  const atMs = Date.parse(vector.moment);
  // One answer a certificate, from the leaf up: the delegated vectors answer for the leaf alone.
  return vector.ocsps.every(
    (_, position) =>
      revocationAt(
        facts,
        indexes[position] ?? 0,
        indexes.slice(position + 1),
        { provenMs: atMs, atMs },
        POLICY,
      ).state === 'good',
  );
}

test.skipIf(shared === undefined)(
  'OpenSSL OCSP vectors: each is good or not as its own suite says',
  async () => {
    const vectors = JSON.parse(readFileSync(join(folder, 'openssl-ocsp.json'), 'utf8')) as readonly Vector[];
    const wrong: string[] = [];
    for (const vector of vectors) {
      if ((await isGood(vector)) !== (vector.error === undefined)) wrong.push(vector.name);
    }
    expect(wrong).toEqual([]);
  },
);
