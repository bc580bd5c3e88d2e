import type { DigestPort } from '../bytes/digest.ts';
import { readSignedData } from '../cms/signed-data.ts';
import { CertificatePool } from './certificate-pool.ts';
import { tokenFacts } from './collect-cms.ts';
import { EvidencePool } from './collect-revocation.ts';
import { Effort } from './effort.ts';
import type { Facts } from './facts.ts';
import { judgeToken } from './judge-token.ts';
import type { Policy } from './policy.ts';
import { anchorOctets } from './read-trust-list.ts';
import type { TimestampReport } from './report.ts';
import type { TrustList } from './trust-list.ts';

/**
 * Judges a time-stamp token that stands by itself, outside any document, by the same rules as those in documents.
 *
 * @param token - DER of the ContentInfo, as received.
 * @param sha256 - the SHA-256 value that its messageImprint must be; an imprint by another hash is undecided.
 * @param at - the validation instant. Revocation is looked for in the token alone.
 * @returns a report; hostile octets give a failed one, never an exception.
 *
 * Source: RFC 3161 §2.4.2; EN 319 102-1 §5.4.
 */
export async function judgeBareToken(
  token: Uint8Array,
  sha256: Uint8Array,
  digest: DigestPort,
  policy: Policy,
  trust: TrustList,
  at: Date,
): Promise<TimestampReport> {
  const certificates = new CertificatePool();
  const evidence = new EvidencePool();
  for (const anchor of anchorOctets(trust)) certificates.addDer(anchor);
  const subject = {
    octets: () => new Uint8Array(),
    digest: (hash: string) => Promise.resolve(hash === 'SHA-256' ? sha256 : undefined),
  };
  const measured = await tokenFacts(readSignedData(token), subject, { certificates, evidence, digest });
  const facts: Facts = {
    version: 1,
    sha256Hex: '',
    length: 0,
    file: NO_FILE,
    certificates: await certificates.facts(digest),
    edges: await certificates.edges(),
    revocations: await evidence.facts(certificates, digest),
    signatures: [],
    changes: [],
    dssRevisions: [],
    exceeded: certificates.bounds.exceeded,
  };
  const atMs = at.getTime();
  const context = { facts, policy, trust, atMs, effort: new Effort(), proofs: [] };
  const place = { at: { offset: 0, length: token.length } };
  const question = { token: measured, isDocument: false, lastsUntilMs: atMs, place, signature: 0 };
  return judgeToken(context, question).report;
}

const NO_FILE: Facts['file'] = {
  headerVersion: null,
  faults: [],
  revisionCount: 0,
  encrypted: false,
  xfa: false,
  activeContent: [],
  pageCount: null,
  certificateIds: [],
  tail: null,
};
