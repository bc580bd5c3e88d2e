import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  buildSignedData,
  digestOf,
  SEAL_ALGORITHMS,
  signedAttributes,
} from '../../src/lib/core/sign/index.ts';
import type { SealAlgorithm } from '../../src/lib/core/sign/index.ts';
import { certificatePem } from '../../supabase/embedded/authority/certificate-builder.ts';
import { mintPki } from '../pki/mint.ts';

const absent = spawnSync('openssl', ['version']).error !== undefined;
if (absent) console.warn('skipped, not installed: openssl');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cms-openssl-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = new Date('2026-01-14T05:30:00Z');
const CONTENT = new TextEncoder().encode('covered octets');

async function sealed(algorithm: SealAlgorithm): Promise<{ cms: Uint8Array; anchor: string }> {
  const pki = await mintPki(
    {
      root: { ca: true, algorithm },
      issuing: { issuer: 'root', ca: true, pathLength: 0 },
      seal: { issuer: 'issuing', algorithm },
    },
    AT,
  );
  const hash = digestOf(algorithm).replace('-', '').toLowerCase();
  const signedAttrs = await signedAttributes({
    messageDigest: createHash(hash).update(CONTENT).digest(),
    certificate: pki.seal.certificate,
  });
  const cms = buildSignedData({
    signedAttrs,
    signature: pki.seal.key.sign(signedAttrs),
    algorithm,
    certificates: [pki.seal.certificate, pki.issuing.certificate],
  });
  return { cms, anchor: certificatePem(pki.root.certificate) };
}

function verify(cms: Uint8Array, anchor: string, content: Uint8Array): number | null {
  const file = (name: string, octets: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, octets);
    return path;
  };
  const where = [
    '-in',
    file('cms', cms),
    '-content',
    file('content', content),
    '-CAfile',
    file('anchor', anchor),
  ];
  const how = [
    '-attime',
    String(AT.getTime() / 1000),
    '-cades',
    '-binary',
    '-inform',
    'DER',
    '-purpose',
    'any',
    '-out',
    join(folder, 'out'),
  ];
  return spawnSync('openssl', ['cms', '-verify', ...how, ...where]).status;
}

describe.skipIf(absent)('openssl judges SignedData as CAdES', () => {
  test.each(SEAL_ALGORITHMS)('%s: accepted over its content, refused over another', async (algorithm) => {
    const { cms, anchor } = await sealed(algorithm);
    const other = Uint8Array.from(CONTENT, (octet, i) => (i === 0 ? octet ^ 1 : octet));
    expect([verify(cms, anchor, CONTENT) === 0, verify(cms, anchor, other) === 0]).toEqual([true, false]);
  });
});
