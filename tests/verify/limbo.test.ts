import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { fromBase64 } from '../../src/lib/core/bytes/base64.ts';
import { CertificatePool } from '../../src/lib/core/verify/certificate-pool.ts';
import { EvidencePool } from '../../src/lib/core/verify/collect-revocation.ts';
import type { Facts } from '../../src/lib/core/verify/facts.ts';
import { findPath } from '../../src/lib/core/verify/path.ts';
import { DEFAULT_POLICY } from '../../src/lib/core/verify/policy.ts';
import { readTrustList } from '../../src/lib/core/verify/index.ts';
import { revocationAt } from '../../src/lib/core/verify/revocation.ts';

// x509-limbo, given as files beside the repository; without them there is nothing to run.
const shared = process.env['SHOMEI_SHARED'];

interface Case {
  readonly id: string;
  readonly trusted_certs: readonly string[];
  readonly untrusted_intermediates: readonly string[];
  readonly peer_certificate: string;
  readonly validation_time: string | null;
  readonly expected_result: 'SUCCESS' | 'FAILURE';
  readonly max_chain_depth: number | null;
  readonly crls: readonly string[];
}

/** Octets of the first PEM block. */
function pem(text: string): Uint8Array {
  const body = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(text)?.[1] ?? '';
  return fromBase64(body.replaceAll(/\s/g, '')) ?? new Uint8Array();
}

async function validates(vector: Case): Promise<string> {
  const certificates = new CertificatePool();
  const evidence = new EvidencePool();
  const anchors = vector.trusted_certs.map(pem);
  for (const der of anchors) certificates.addDer(der);
  for (const text of vector.untrusted_intermediates) certificates.addDer(pem(text));
  const leaf = certificates.addDer(pem(vector.peer_certificate));
  if (leaf === undefined) return 'unreadable';
  for (const crl of vector.crls) evidence.addCrl(pem(crl), { store: 'dss', end: null }, certificates);
  const facts = {
    certificates: await certificates.facts(nodeDigest),
    edges: await certificates.edges(),
    revocations: await evidence.facts(certificates, nodeDigest),
  } as unknown as Facts;
  const at = Date.parse(vector.validation_time ?? '2026-02-01T00:00:00Z');
  // As anchors given to the command: the certificates' own periods bound them.
  const list = readTrustList(vector.trusted_certs.join('\n'));
  const trusted = list.ok ? list.value.anchors : [];
  const depth = vector.max_chain_depth;
  const policy = depth === null ? DEFAULT_POLICY : { ...DEFAULT_POLICY, maximumChain: depth + 2 };
  const path = findPath(facts, leaf, trusted, 'signer', at, policy);
  if (path.problems.length > 0) return path.problems.map(({ code }) => code).join(' ');
  if (vector.crls.length === 0) return '';
  return path.certificates
    .slice(0, -1)
    .map(
      (index, i) =>
        revocationAt(facts, index, path.certificates.slice(i + 1), { provenMs: at, atMs: at }, policy).state,
    )
    .filter((state) => state !== 'good')
    .join(' ');
}

// What is not asked here, and why. Issuers' duties of form (RFC 5280 §4.2, §5.2) leave a relying party nothing to
// decide: refusing a chain or a CRL for them would make no forgery harder, and PKITS wants such serial numbers taken.
const EXCLUDED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'a duty of form of issuers': [
      'crl::crlnumber-missing',
      'crl::crlnumber-critical',
      'rfc5280::aki::leaf-missing-aki',
      'rfc5280::aki::intermediate-missing-aki',
      'rfc5280::aki::cross-signed-root-missing-aki',
      'rfc5280::nc::permitted-dns-match-noncritical',
      'rfc5280::pc::ica-noncritical-pc',
      'rfc5280::serial::too-long',
      'rfc5280::serial::zero',
      'rfc5280::serial::negative',
      'rfc5280::ski::intermediate-missing-ski',
    ],
    'an anchor is vouched for by the list, not by its own form': [
      'rfc5280::ski::root-missing-ski',
      'rfc5280::root-missing-basic-constraints',
      'rfc5280::root-non-critical-basic-constraints',
    ],
    'the bound on chains is one of work and counts every certificate': [
      'pathlen::max-chain-depth-1-self-issued',
    ],
    'a signer has no host name to match': ['rfc5280::ca-as-leaf-wrong-san'],
  }).flatMap(([reason, ids]) => ids.map((id) => [id, reason])),
);

test.skipIf(shared === undefined)(
  'x509-limbo: every case that a signature can meet is accepted or refused as its suite says',
  { timeout: 120_000 },
  async () => {
    const folder = join(shared ?? '', 'vectors');
    const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const { testcases } = json('limbo-regenerated.json') as { readonly testcases: readonly Case[] };
    const applicability = json('limbo-applicability.json') as readonly {
      readonly id: string;
      readonly applies_to_pdf_signing: boolean;
    }[];
    const applies = new Set(applicability.filter((one) => one.applies_to_pdf_signing).map(({ id }) => id));
    const wrong: string[] = [];
    let asked = 0;
    for (const vector of testcases) {
      if (!applies.has(vector.id) || EXCLUDED.has(vector.id)) continue;
      asked++;
      const reason = await validates(vector);
      if ((reason === '') !== (vector.expected_result === 'SUCCESS'))
        wrong.push(`${vector.id} ${vector.expected_result} ${reason}`);
    }
    expect(wrong).toEqual([]);
    expect(asked).toBe(applies.size - EXCLUDED.size);
  },
);
