import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { toBase64 } from '../../src/lib/core/bytes/base64.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import type { Facts } from '../../src/lib/core/verify/facts.ts';
import { findPath } from '../../src/lib/core/verify/path.ts';
import { DEFAULT_POLICY } from '../../src/lib/core/verify/policy.ts';
import { revocationAt } from '../../src/lib/core/verify/revocation.ts';

// NIST PKITS, given as a folder of vectors beside the repository; without it there is nothing to run.
const shared = process.env['SHOMEI_SHARED'];
const folder = join(shared ?? '', 'vectors/pkits');
const AT = Date.parse('2012-01-01T00:00:00Z');
const WHEN = { provenMs: AT, atMs: AT };

interface Vector {
  readonly Name: string;
  readonly CertPath: readonly string[];
  readonly CRLPath: readonly string[];
  readonly ShouldValidate: boolean;
  readonly InitialPolicySet: readonly string[] | null;
  readonly InitialPolicyMappingInhibit: boolean;
  readonly InitialExplicitPolicy: boolean;
  readonly InitialAnyPolicyInhibit: boolean;
}

// Sound paths that stay undecided here: DSA is on no platform.
const UNDECIDED = /^4\.1\.[45] /;

// RFC 5280's inputs as the suite names them.
const POLICY_OIDS: Readonly<Record<string, readonly string[]>> = {
  'NIST-test-policy-1': ['2.16.840.1.101.3.2.1.48.1'],
  'NIST-test-policy-2': ['2.16.840.1.101.3.2.1.48.2'],
  'NIST-test-policy-3': ['2.16.840.1.101.3.2.1.48.3'],
  'NIST-test-policy-6': ['2.16.840.1.101.3.2.1.48.6'],
};

async function validates(vector: Vector): Promise<boolean> {
  const read = (name: string, kind: string) => new Uint8Array(readFileSync(join(folder, kind, name)));
  const [anchor = '', ...rest] = vector.CertPath;
  const certificates = new CertificatePool();
  const evidence = new EvidencePool();
  const root = read(anchor, 'certs');
  certificates.addDer(root);
  let leaf: number | undefined;
  for (const name of rest) leaf = certificates.addDer(read(name, 'certs'));
  for (const name of vector.CRLPath)
    evidence.addCrl(read(name, 'crls'), { store: 'dss', end: null }, certificates);
  if (leaf === undefined) return false;
  const facts = {
    certificates: await certificates.facts(nodeDigest),
    edges: await certificates.edges(),
    revocations: await evidence.facts(certificates, nodeDigest),
  } as unknown as Facts;
  const trusted = {
    use: 'signer',
    name: 'root',
    certificate: toBase64(root),
    testOnly: true,
    accredited: false,
    policyOids: [],
    notBefore: '2010-01-01T00:00:00Z',
    notAfter: '2031-01-01T00:00:00Z',
  } as const;
  const policy = {
    ...DEFAULT_POLICY,
    certificatePolicies: {
      acceptable: (vector.InitialPolicySet ?? []).flatMap((name) => POLICY_OIDS[name] ?? []),
      requireExplicit: vector.InitialExplicitPolicy,
      inhibitMapping: vector.InitialPolicyMappingInhibit,
      inhibitAny: vector.InitialAnyPolicyInhibit,
    },
  };
  const path = findPath(facts, leaf, [trusted], 'signer', AT, policy);
  if (path.problems.length > 0) return false;
  return path.certificates
    .slice(0, -1)
    .every(
      (index, position) =>
        revocationAt(facts, index, path.certificates.slice(position + 1), WHEN, DEFAULT_POLICY).state ===
        'good',
    );
}

test.skipIf(shared === undefined)(
  'NIST PKITS: no path that must fail is accepted, and the sound ones hold',
  { timeout: 120_000 },
  async () => {
    const vectors = JSON.parse(readFileSync(join(folder, 'go-vectors.json'), 'utf8')) as readonly Vector[];
    const accepted: string[] = [];
    const refused: string[] = [];
    for (const vector of vectors) {
      const isValid = await validates(vector);
      if (isValid && !vector.ShouldValidate) accepted.push(vector.Name);
      if (!isValid && vector.ShouldValidate && !UNDECIDED.test(vector.Name)) refused.push(vector.Name);
    }
    expect(accepted).toEqual([]);
    expect(refused).toEqual([]);
  },
);
