import { KEY_PURPOSE } from '../x509/extensions.ts';
import { isoInstant } from '../x509/time.ts';
import type { CertificateFacts, Facts, RevocationFacts } from './facts.ts';
import type { Findings } from './findings.ts';
import type { JudgeContext } from './judge-context.ts';
import { evidenceProvenMs } from './judge-document-timestamp.ts';
import type { PathProblem } from './path-validation.ts';
import { findPath, type Path } from './path.ts';
import { isWeakKey, isWeakScheme, policyAt, type Policy } from './policy.ts';
import type { AnchorReport, CertificateReport, CheckCode, SubIndication } from './report.ts';
import { revocationAt } from './revocation.ts';
import type { Anchor } from './trust-list.ts';

/** For whom and for when a certificate is judged. */
export type TrustQuestion = Readonly<{
  certificate: number;
  use: 'signer' | 'timestamp';
  /** The instant at which the path must hold: proven for a signature, or the instant up to which a token must last. */
  validMs: number;
  /** The instant at which nothing in the path may have been revoked. */
  unrevokedMs: number;
  /** Of an authority of time: see `RevocationQuestion`. */
  backdatedUntilMs?: number;
}>;

export type TrustAnswer = Readonly<{
  chain: readonly CertificateReport[];
  anchor: AnchorReport | null;
  /** Policies that the anchor's accreditation is for; empty = any. */
  policyOids: readonly string[];
}>;

/** Judges the path, its uses, its algorithms and its revocation. EN 319 102-1 §5.2.6; RFC 5280 §6; RFC 3161 §2.3. */
export function judgeTrust(context: JudgeContext, question: TrustQuestion, findings: Findings): TrustAnswer {
  const { facts, trust, policy, effort } = context;
  const { certificate, use, validMs } = question;
  const path = findPath(facts, certificate, trust.anchors, use, validMs, policy, effort);
  const isToken = use === 'timestamp';
  judgePath(facts, path, isToken, findings);
  if (isToken) judgeTimestampPurpose(facts.certificates[certificate], findings);
  else judgeSignerPurpose(facts.certificates[certificate], findings);
  judgePathAlgorithms(facts, path, policyAt(policy, validMs), findings);
  judgeRevocation(context, path, question, findings);
  return {
    chain: path.certificates.map((index) => certificateReport(facts, index)),
    anchor: anchorReport(path.anchor),
    policyOids: path.anchor?.policyOids ?? [],
  };
}

// Which question each problem answers. Where no time proves otherwise, a path that does not hold leaves the signature
// undecided and never fails it (EN 319 102-1 §5.2.6).
const PROBLEMS: Readonly<Record<PathProblem['code'], readonly [CheckCode, SubIndication]>> = {
  'no-path': ['CHAIN_FOUND', 'NO_CERTIFICATE_CHAIN_FOUND'],
  'too-many-paths': ['CHAIN_FOUND', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
  'edge-unverified': ['CHAIN_SIGNATURES', 'NO_CERTIFICATE_CHAIN_FOUND'],
  'algorithms-differ': ['CHAIN_SIGNATURES', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
  expired: ['CHAIN_VALIDITY', 'OUT_OF_BOUNDS_NO_POE'],
  'not-yet-valid': ['CHAIN_VALIDITY', 'OUT_OF_BOUNDS_NO_POE'],
  'anchor-period': ['CHAIN_VALIDITY', 'OUT_OF_BOUNDS_NO_POE'],
  'not-an-authority': ['CHAIN_CONSTRAINTS', 'CHAIN_CONSTRAINTS_FAILURE'],
  'key-usage': ['CHAIN_CONSTRAINTS', 'CHAIN_CONSTRAINTS_FAILURE'],
  'path-length': ['CHAIN_CONSTRAINTS', 'CHAIN_CONSTRAINTS_FAILURE'],
  'name-constraints': ['CHAIN_CONSTRAINTS', 'CHAIN_CONSTRAINTS_FAILURE'],
  'too-many-names': ['CHAIN_CONSTRAINTS', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
  policy: ['CHAIN_CONSTRAINTS', 'CHAIN_CONSTRAINTS_FAILURE'],
  'critical-extension': ['CHAIN_CONSTRAINTS', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
  'malformed-extension': ['CHAIN_CONSTRAINTS', 'CERTIFICATE_CHAIN_GENERAL_FAILURE'],
};

// The chain of a signer is four questions, that of a token one.
const CHAIN_CHECKS = ['CHAIN_FOUND', 'CHAIN_SIGNATURES', 'CHAIN_VALIDITY', 'CHAIN_CONSTRAINTS'] as const;

function judgePath(facts: Facts, path: Path, isToken: boolean, findings: Findings): void {
  if (path.anchor === null) {
    judgeNoPath(facts, path, isToken, findings);
    return;
  }
  for (const check of isToken ? (['TSP_CHAIN'] as const) : CHAIN_CHECKS) {
    const problem = path.problems.find(({ code }) => isToken || PROBLEMS[code][0] === check);
    if (!problem) {
      findings.passed(check);
      continue;
    }
    const subject = facts.certificates[problem.certificate]?.subject ?? '';
    const context = { reason: problem.code, subject };
    findings.indeterminate(check, PROBLEMS[problem.code][1], { context }, 'failed');
  }
}

// Nothing that is trusted was reached: what the path may do is not asked.
function judgeNoPath(facts: Facts, path: Path, isToken: boolean, findings: Findings): void {
  const [check, sub] = PROBLEMS[path.problems[0]?.code ?? 'no-path'];
  const missing = facts.certificates[path.certificates.at(-1) ?? 0]?.issuer ?? '';
  findings.indeterminate(isToken ? 'TSP_CHAIN' : check, sub, { context: { missing } });
  if (isToken) return;
  findings.notRun('CHAIN_VALIDITY');
  findings.notRun('CHAIN_CONSTRAINTS');
}

// Purposes that are for something else entirely (RFC 5280 §4.2.1.12). RFC 9336 leaves the choice of the others to policy.
const NOT_FOR_CONTENTS: readonly string[] = [
  KEY_PURPOSE.timeStamping,
  KEY_PURPOSE.ocspSigning,
  KEY_PURPOSE.serverAuth,
];

// A signing certificate signs contents, and not everything that it is for is something else.
function judgeSignerPurpose(certificate: CertificateFacts | undefined, findings: Findings): void {
  const purposes = certificate?.extKeyUsage?.oids ?? [];
  const isForElse = purposes.length > 0 && purposes.every((oid) => NOT_FOR_CONTENTS.includes(oid));
  if (maySignContents(certificate) && !isForElse) findings.passed('CHAIN_KEY_USAGE');
  else findings.indeterminate('CHAIN_KEY_USAGE', 'CHAIN_CONSTRAINTS_FAILURE', {}, 'failed');
}

// RFC 3161 §2.3: exactly one purpose, timeStamping, in a critical extension.
function judgeTimestampPurpose(certificate: CertificateFacts | undefined, findings: Findings): void {
  const { critical = false, oids = [] } = certificate?.extKeyUsage ?? {};
  const isForTimeAlone = critical && oids.length === 1 && oids[0] === KEY_PURPOSE.timeStamping;
  if (isForTimeAlone && maySignContents(certificate)) findings.passed('TSP_KEY_USAGE');
  else findings.indeterminate('TSP_KEY_USAGE', 'CHAIN_CONSTRAINTS_FAILURE', {}, 'failed');
}

// RFC 5280 §4.2.1.3: a key without the extension is not restricted.
function maySignContents(certificate: CertificateFacts | undefined): boolean {
  const usage = certificate?.keyUsage;
  return !usage || usage.includes('digitalSignature') || usage.includes('nonRepudiation');
}

// What vouches for an anchor is the list, not its own signature.
function judgePathAlgorithms(facts: Facts, path: Path, policy: Policy, findings: Findings): void {
  const below = path.anchor === null ? path.certificates : path.certificates.slice(0, -1);
  const weak = below.find((index) => {
    const certificate = facts.certificates[index];
    return (
      certificate !== undefined &&
      (isWeakScheme(certificate.scheme, policy) || isWeakKey(certificate, policy))
    );
  });
  if (weak === undefined) findings.passed('CHAIN_ALGORITHMS');
  else {
    const context = { subject: facts.certificates[weak]?.subject ?? '' };
    findings.indeterminate('CHAIN_ALGORITHMS', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE', { context }, 'failed');
  }
}

// Which question each state of a certificate answers, the worst first (EN 319 102-1 §5.2.5, §5.2.6).
const REVOCATION_CHECKS = [
  ['REVOCATION_STATUS', 'revoked', 'failed'],
  ['REVOCATION_FOUND', 'absent', 'indeterminate'],
  ['REVOCATION_FRESH', 'stale', 'indeterminate'],
] as const;

function judgeRevocation(
  context: JudgeContext,
  path: Path,
  { use, unrevokedMs, backdatedUntilMs }: TrustQuestion,
  findings: Findings,
): void {
  const isToken = use === 'timestamp';
  if (path.anchor === null) {
    if (isToken) findings.notRun('TSP_REVOCATION');
    else for (const [check] of REVOCATION_CHECKS) findings.notRun(check);
    return;
  }
  const { facts, policy, atMs, effort } = context;
  const question = {
    provenMs: unrevokedMs,
    atMs,
    ...(backdatedUntilMs !== undefined && { backdatedUntilMs }),
    evidenceMs: ({ source }: RevocationFacts) => evidenceProvenMs(context, source),
  };
  // The anchor is trusted by the list, and not asked about.
  const answers = path.certificates.slice(0, -1).map((index, position) => ({
    isLeaf: position === 0,
    subject: facts.certificates[index]?.subject ?? '',
    ...revocationAt(facts, index, path.certificates.slice(position + 1), question, policy, effort),
  }));
  for (const [check, state, status] of REVOCATION_CHECKS) {
    const answer = answers.find((one) => one.state === state);
    if (!answer) {
      if (!isToken) findings.passed(check);
      continue;
    }
    const { subject, revokedAtMs, isLeaf } = answer;
    const isRevoked = state === 'revoked';
    const sub = !isRevoked ? 'TRY_LATER' : isLeaf ? 'REVOKED_NO_POE' : 'REVOKED_CA_NO_POE';
    const more = { subject, ...(revokedAtMs !== undefined && { revokedAt: isoInstant(revokedAtMs) }) };
    findings.indeterminate(isToken ? 'TSP_REVOCATION' : check, sub, { context: more }, status);
  }
  if (isToken && answers.every(({ state }) => state === 'good')) findings.passed('TSP_REVOCATION');
}

function certificateReport(facts: Facts, index: number): CertificateReport {
  const certificate = facts.certificates[index];
  return {
    subject: certificate?.subject ?? '',
    issuer: certificate?.issuer ?? '',
    serialHex: certificate?.serialHex ?? '',
    notBefore: isoInstant(certificate?.notBeforeMs ?? 0),
    notAfter: isoInstant(certificate?.notAfterMs ?? 0),
    sha256Hex: certificate?.sha256Hex ?? '',
  };
}

function anchorReport(anchor: Anchor | null): AnchorReport | null {
  if (!anchor) return null;
  const { name, testOnly, accredited, added } = anchor;
  return { name, testOnly, accredited, added: added ?? false };
}
