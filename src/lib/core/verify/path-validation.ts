import type { CertificateFacts, Facts } from './facts.ts';
import { NameConstraints } from './name-constraints.ts';
import { PolicyTree } from './policy-tree.ts';
import type { Policy } from './policy.ts';
import type { Anchor } from './trust-list.ts';

/** Why a path does not hold. `certificate` is an index into the facts. */
export type PathProblem = Readonly<{
  code:
    | 'no-path'
    | 'edge-unverified'
    | 'expired'
    | 'not-yet-valid'
    | 'anchor-period'
    | 'not-an-authority'
    | 'key-usage'
    | 'path-length'
    | 'name-constraints'
    | 'too-many-names'
    | 'policy'
    | 'critical-extension'
    | 'malformed-extension'
    | 'algorithms-differ'
    | 'too-many-paths';
  certificate: number;
}>;

/**
 * Validates one path at an instant: from the anchor, which the list vouches for, down to the leaf.
 *
 * @param path - indexes of certificates, leaf first, of which each is signed by the next; the last is the anchor's.
 * @returns every problem found, from the top down; empty where the path holds.
 *
 * Source: RFC 5280 §6.1.2–6.1.5; RFC 5937 (anchors).
 */
export function validatePath(
  facts: Facts,
  path: readonly number[],
  anchor: Anchor,
  atMs: number,
  policy: Policy,
): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  const [top = 0, ...below] = [...path].reverse();
  // Validity has whole seconds (§4.1.2.5), and its last one belongs to it.
  const atS = Math.floor(atMs / 1000);
  if (atMs < Date.parse(anchor.notBefore) || atS > Date.parse(anchor.notAfter) / 1000)
    problems.push({ code: 'anchor-period', certificate: top });
  // §6.1.2
  const state: State = {
    names: new NameConstraints(),
    policies: new PolicyTree(below.length, policy.certificatePolicies),
    pathLength: path.length,
  };
  const anchorCertificate = facts.certificates[top];
  if (anchorCertificate && below.length > 0)
    for (const code of takeAnchor(anchorCertificate, state)) problems.push({ code, certificate: top });
  for (const [position, index] of below.entries()) {
    const certificate = facts.certificates[index];
    if (!certificate) continue;
    const isLeaf = position === below.length - 1;
    const codes = [
      ...checkCertificate(certificate, atMs, state, isLeaf),
      ...(isLeaf ? checkLeaf(certificate) : takeAuthority(certificate, state)),
    ];
    for (const code of codes) problems.push({ code, certificate: index });
  }
  return problems;
}

/** The working variables of RFC 5280 §6.1.2 that outlast one certificate. */
interface State {
  readonly names: NameConstraints;
  readonly policies: PolicyTree;
  pathLength: number;
}

type Code = PathProblem['code'];

const isSelfIssued = ({ subjectKey, issuerKey }: CertificateFacts): boolean => subjectKey === issuerKey;

// RFC 5937: what an anchor's own certificate states of the paths below it is honoured too.
function takeAnchor(certificate: CertificateFacts, state: State): readonly Code[] {
  const codes: Code[] = [];
  const { basicConstraints, subjectRdnKeys } = certificate;
  if (certificate.unknownCritical.length > 0) codes.push('critical-extension');
  if (certificate.malformedExtensions.length > 0) codes.push('malformed-extension');
  // §4.1.2.6: an authority has a name.
  if (basicConstraints?.ca === false || subjectRdnKeys.length === 0) codes.push('not-an-authority');
  if (!maySignCertificates(certificate)) codes.push('key-usage');
  takeConstraints(certificate, state);
  return codes;
}

// §6.1.3, of every certificate below the anchor. That its issuer's key signed it (a)(1) and its name is the issuer's
// (a)(4) is how the path was built; revocation (a)(3) is asked apart.
function checkCertificate(
  certificate: CertificateFacts,
  atMs: number,
  { names, policies }: State,
  isLeaf: boolean,
): readonly Code[] {
  const codes: Code[] = [];
  // (a)(2)
  if (atMs < certificate.notBeforeMs) codes.push('not-yet-valid');
  if (Math.floor(atMs / 1000) > certificate.notAfterMs / 1000) codes.push('expired');
  // §4.1.1.2: the algorithm within what is signed and the one outside of it are the same.
  if (!certificate.algorithmsAgree) codes.push('algorithms-differ');
  // §4.2: what is critical and not known, or cannot be read, may say that the certificate is not for this.
  if (certificate.unknownCritical.length > 0) codes.push('critical-extension');
  if (certificate.malformedExtensions.length > 0) codes.push('malformed-extension');
  // (b), (c)
  const isNameAsked = isLeaf || !isSelfIssued(certificate);
  const problem = isNameAsked ? names.problem(certificate) : undefined;
  if (problem) codes.push(problem);
  // (d)–(f), §6.1.4 (a), (b), (h)–(j), §6.1.5
  const keepsPolicy = isLeaf
    ? policies.takeLeaf(certificate)
    : policies.takeAuthority(certificate, isSelfIssued(certificate));
  if (!keepsPolicy) codes.push('policy');
  return codes;
}

// §4.2.1.10: only an authority constrains names. §4.2.1.3: only an authority signs certificates.
function checkLeaf(certificate: CertificateFacts): readonly Code[] {
  if (certificate.basicConstraints?.ca === true) return [];
  const codes: Code[] = [];
  if (certificate.nameConstraints) codes.push('name-constraints');
  if (certificate.keyUsage?.includes('keyCertSign') === true) codes.push('key-usage');
  return codes;
}

// §6.1.4 (g), (k)–(n)
function takeAuthority(certificate: CertificateFacts, state: State): readonly Code[] {
  const codes: Code[] = [];
  const { version, basicConstraints, subjectRdnKeys } = certificate;
  if (version !== 3 || basicConstraints?.ca !== true || subjectRdnKeys.length === 0)
    codes.push('not-an-authority');
  if (!maySignCertificates(certificate)) codes.push('key-usage');
  // (l): those that an authority issues to itself do not count.
  if (!isSelfIssued(certificate)) {
    if (state.pathLength <= 0) codes.push('path-length');
    else state.pathLength--;
  }
  takeConstraints(certificate, state);
  return codes;
}

// (n)
function maySignCertificates({ keyUsage }: CertificateFacts): boolean {
  return !keyUsage || keyUsage.includes('keyCertSign');
}

// (g), (m)
function takeConstraints(certificate: CertificateFacts, state: State): void {
  state.names.take(certificate);
  const length = certificate.basicConstraints?.pathLength;
  if (length !== undefined && length < state.pathLength) state.pathLength = length;
}
