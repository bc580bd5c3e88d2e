import { KEY_PURPOSE } from '../x509/extensions.ts';
import { isoInstant } from '../x509/time.ts';
import type { Effort } from './effort.ts';
import type { Facts } from './facts.ts';
import type { Findings } from './findings.ts';
import { findPath, type Path, type PathProblem } from './path.ts';
import { isWeakKey, isWeakScheme, policyAt, type Policy } from './policy.ts';
import type { AnchorReport, CertificateReport, CheckCode, SubIndication } from './report.ts';
import { revocationAt, type RevocationQuestion } from './revocation.ts';
import type { Anchor, TrustList } from './trust-list.ts';

/** For whom and for when a certificate is judged. */
export type TrustQuestion = Readonly<{
  certificate: number;
  use: 'signer' | 'timestamp';
  /** The instant at which the path must hold: proven for a signature, or the instant up to which a token must last. */
  validMs: number;
  /** When nothing in the path may have been revoked. */
  revocation: RevocationQuestion;
}>;

export type TrustAnswer = Readonly<{
  chain: readonly CertificateReport[];
  anchor: AnchorReport | null;
  /** Policies that the anchor's accreditation is for; empty = any. */
  policyOids: readonly string[];
}>;

/** Judges the path, its uses, its algorithms and its revocation. EN 319 102-1 §5.2.6; RFC 5280 §6; RFC 3161 §2.3. */
export function judgeTrust(
  facts: Facts,
  question: TrustQuestion,
  trust: TrustList,
  policy: Policy,
  effort: Effort,
  findings: Findings,
): TrustAnswer {
  const { certificate, use, validMs } = question;
  const path = findPath(facts, certificate, trust.anchors, use, validMs, policy, effort);
  const isToken = use === 'timestamp';
  judgePath(facts, path, isToken, findings);
  if (isToken) judgeTimestampPurpose(facts, certificate, findings);
  else judgeSignerPurpose(facts, certificate, findings);
  judgePathAlgorithms(facts, path, policyAt(policy, validMs), findings);
  judgeRevocation(facts, path, question, policy, effort, findings);
  return {
    chain: path.certificates.map((index) => certificateReport(facts, index)),
    anchor: anchorReport(path.anchor),
    policyOids: path.anchor?.policyOids ?? [],
  };
}

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

function judgePath(facts: Facts, path: Path, isToken: boolean, findings: Findings): void {
  if (path.anchor === null) {
    const [problem] = path.problems;
    const [check, sub] = problem ? PROBLEMS[problem.code] : PROBLEMS['no-path'];
    const missing = facts.certificates[path.certificates.at(-1) ?? 0]?.issuer ?? '';
    findings.indeterminate(isToken ? 'TSP_CHAIN' : check, sub, { context: { missing } });
    if (!isToken)
      for (const other of ['CHAIN_VALIDITY', 'CHAIN_CONSTRAINTS'] as const) findings.notRun(other);
    return;
  }
  if (isToken) {
    const [problem] = path.problems;
    if (!problem) findings.passed('TSP_CHAIN');
    else
      findings.indeterminate(
        'TSP_CHAIN',
        PROBLEMS[problem.code][1],
        { context: problemContext(facts, problem) },
        'failed',
      );
    return;
  }
  for (const check of ['CHAIN_FOUND', 'CHAIN_SIGNATURES', 'CHAIN_VALIDITY', 'CHAIN_CONSTRAINTS'] as const) {
    const problem = path.problems.find(({ code }) => PROBLEMS[code][0] === check);
    if (!problem) findings.passed(check);
    else
      findings.indeterminate(
        check,
        PROBLEMS[problem.code][1],
        { context: problemContext(facts, problem) },
        'failed',
      );
  }
}

function problemContext(facts: Facts, problem: PathProblem): { reason: string; subject: string } {
  return { reason: problem.code, subject: facts.certificates[problem.certificate]?.subject ?? '' };
}

// A signing certificate signs contents: digitalSignature or nonRepudiation (RFC 5280 §4.2.1.3), and has a purpose beside
// those that are for something else entirely (§4.2.1.12; RFC 9336 leaves the choice of the others to policy).
function judgeSignerPurpose(facts: Facts, index: number, findings: Findings): void {
  const certificate = facts.certificates[index];
  const usage = certificate?.keyUsage;
  const purposes = certificate?.extKeyUsage?.oids ?? [];
  const mayUse = !usage || usage.includes('digitalSignature') || usage.includes('nonRepudiation');
  const isForElse = purposes.length > 0 && purposes.every((oid) => NOT_FOR_CONTENTS.includes(oid));
  if (mayUse && !isForElse) findings.passed('CHAIN_KEY_USAGE');
  else findings.indeterminate('CHAIN_KEY_USAGE', 'CHAIN_CONSTRAINTS_FAILURE', {}, 'failed');
}

const NOT_FOR_CONTENTS: readonly string[] = [
  KEY_PURPOSE.timeStamping,
  KEY_PURPOSE.ocspSigning,
  KEY_PURPOSE.serverAuth,
];

// RFC 3161 §2.3: exactly one purpose, timeStamping, in a critical extension.
function judgeTimestampPurpose(facts: Facts, index: number, findings: Findings): void {
  const certificate = facts.certificates[index];
  const purposes = certificate?.extKeyUsage;
  const usage = certificate?.keyUsage;
  const isExact =
    purposes?.critical === true &&
    purposes.oids.length === 1 &&
    purposes.oids[0] === KEY_PURPOSE.timeStamping;
  const mayUse = !usage || usage.includes('digitalSignature') || usage.includes('nonRepudiation');
  if (isExact && mayUse) findings.passed('TSP_KEY_USAGE');
  else findings.indeterminate('TSP_KEY_USAGE', 'CHAIN_CONSTRAINTS_FAILURE', {}, 'failed');
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

function judgeRevocation(
  facts: Facts,
  path: Path,
  question: TrustQuestion,
  policy: Policy,
  effort: Effort,
  findings: Findings,
): void {
  const isToken = question.use === 'timestamp';
  if (path.anchor === null) {
    if (isToken) findings.notRun('TSP_REVOCATION');
    else for (const check of REVOCATION_CHECKS) findings.notRun(check);
    return;
  }
  const answers = path.certificates.slice(0, -1).map((index, position) => ({
    isLeaf: position === 0,
    subject: facts.certificates[index]?.subject ?? '',
    ...revocationAt(facts, index, path.certificates.slice(position + 1), question.revocation, policy, effort),
  }));
  const revoked = answers.find(({ state }) => state === 'revoked');
  const absent = answers.find(({ state }) => state === 'absent');
  const stale = answers.find(({ state }) => state === 'stale');
  const ask = (
    check: CheckCode,
    sub: SubIndication,
    about: { subject: string; revokedAtMs?: number } | undefined,
    isFailed: boolean,
  ): void => {
    const code = isToken ? 'TSP_REVOCATION' : check;
    if (!about) {
      if (!isToken) findings.passed(code);
      return;
    }
    const { subject, revokedAtMs } = about;
    const context = { subject, ...(revokedAtMs !== undefined && { revokedAt: isoInstant(revokedAtMs) }) };
    findings.indeterminate(code, sub, { context }, isFailed ? 'failed' : 'indeterminate');
  };
  ask('REVOCATION_STATUS', revoked?.isLeaf === false ? 'REVOKED_CA_NO_POE' : 'REVOKED_NO_POE', revoked, true);
  ask('REVOCATION_FOUND', 'TRY_LATER', absent, false);
  ask('REVOCATION_FRESH', 'TRY_LATER', stale, false);
  if (isToken && !revoked && !absent && !stale) findings.passed('TSP_REVOCATION');
}

const REVOCATION_CHECKS = ['REVOCATION_STATUS', 'REVOCATION_FOUND', 'REVOCATION_FRESH'] as const;

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
