import type { AnchorUse, Anchor } from './trust-list.ts';
import { Effort } from './effort.ts';
import type { CertificateFacts, Facts } from './facts.ts';
import { isWellFormed, isWithin, mayLieWithin, type GeneralName } from '../x509/general-name.ts';
import type { Policy } from './policy.ts';
import { PolicyTree } from './policy-tree.ts';

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

/** The path taken, leaf first. `anchor` is null where none was reached. */
export type Path = Readonly<{
  certificates: readonly number[];
  anchor: Anchor | null;
  problems: readonly PathProblem[];
}>;

// A hostile set of cross-certificates has exponentially many paths.
const MAX_PATHS = 200;
// Ways looked at, whether or not they reach an anchor.
const MAX_STEPS = 20_000;
// What validating one certificate of a path costs, in comparisons.
const VALIDATION = 200;
// Names times constraints: a hostile pair of certificates makes millions of comparisons of it.
const MAX_NAME_COMPARISONS = 65_536;

/**
 * Builds and validates a path from a certificate to an anchor, at an instant: the first that holds, else the one with
 * the fewest problems, else how far it went.
 *
 * Source: RFC 5280 §6.1; RFC 4158 (building).
 */
export function findPath(
  facts: Facts,
  leaf: number,
  anchors: readonly Anchor[],
  use: AnchorUse,
  atMs: number,
  policy: Policy,
  effort = new Effort(),
): Path {
  const usable = new Map<string, Anchor[]>();
  for (const anchor of anchors) {
    if (anchor.use !== use) continue;
    usable.set(anchor.certificate, [...(usable.get(anchor.certificate) ?? []), anchor]);
  }
  let best: Path | undefined;
  let longest: readonly number[] = [leaf];
  let tried = 0;
  let steps = 0;
  let isCutShort = false;
  const visit = (path: readonly number[]): void => {
    const tip = path.at(-1);
    const certificate = tip === undefined ? undefined : facts.certificates[tip];
    if (tip === undefined || !certificate || best?.problems.length === 0) return;
    if (tried > MAX_PATHS || steps++ > MAX_STEPS || !effort.take(facts.edges.length)) {
      isCutShort = true;
      return;
    }
    if (path.length > longest.length) longest = path;
    for (const anchor of usable.get(certificate.der) ?? []) {
      tried++;
      effort.take(VALIDATION * path.length);
      const problems = validatePath(facts, path, anchor, atMs, policy);
      if (!best || problems.length < best.problems.length) best = { certificates: path, anchor, problems };
    }
    if (path.length >= policy.maximumChain) return;
    for (const edge of facts.edges) {
      if (edge.subject === tip && edge.check === 'valid' && !path.includes(edge.issuer))
        visit([...path, edge.issuer]);
    }
  };
  visit([leaf]);
  if (best) return best;
  const tip = longest.at(-1) ?? leaf;
  const isUnverified = facts.edges.some((edge) => edge.subject === tip && edge.check !== 'valid');
  const code = isCutShort ? 'too-many-paths' : isUnverified ? 'edge-unverified' : 'no-path';
  return { certificates: longest, anchor: null, problems: [{ code, certificate: tip }] };
}

// RFC 5280 §6.1.2–6.1.5, from the anchor's child down to the leaf.
function validatePath(
  facts: Facts,
  path: readonly number[],
  anchor: Anchor,
  atMs: number,
  policy: Policy,
): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  // Validity has whole seconds (§4.1.2.5), and its last one belongs to it.
  const atS = Math.floor(atMs / 1000);
  const top = path.at(-1) ?? 0;
  if (atMs < Date.parse(anchor.notBefore) || atS > Date.parse(anchor.notAfter) / 1000) {
    problems.push({ code: 'anchor-period', certificate: top });
  }
  const state: State = { permitted: [], excluded: [], pathLength: path.length, comparisons: 0 };
  const tree = new PolicyTree(path.length - 1, policy.certificatePolicies);
  const anchorCertificate = facts.certificates[top];
  // RFC 5937: what an anchor's own certificate states of the paths below it is honoured too.
  if (anchorCertificate && path.length > 1) {
    const { basicConstraints, keyUsage, subjectRdnKeys, malformedExtensions, unknownCritical } =
      anchorCertificate;
    const add = (code: PathProblem['code']): void => {
      problems.push({ code, certificate: top });
    };
    if (unknownCritical.length > 0) add('critical-extension');
    if (malformedExtensions.length > 0) add('malformed-extension');
    // §4.1.2.6: an authority has a name.
    if (basicConstraints?.ca === false || subjectRdnKeys.length === 0) add('not-an-authority');
    if (keyUsage && !keyUsage.includes('keyCertSign')) add('key-usage');
    takeConstraints(state, anchorCertificate);
  }
  for (let i = path.length - 2; i >= 0; i--) {
    const index = path[i] ?? 0;
    const certificate = facts.certificates[index];
    if (!certificate) continue;
    const isLeaf = i === 0;
    const isSelfIssued = certificate.subjectKey === certificate.issuerKey;
    const add = (code: PathProblem['code']): void => {
      problems.push({ code, certificate: index });
    };
    // §6.1.3 (a)(2)
    if (atMs < certificate.notBeforeMs) add('not-yet-valid');
    if (atS > certificate.notAfterMs / 1000) add('expired');
    if (!certificate.algorithmsAgree) add('algorithms-differ');
    if (certificate.unknownCritical.length > 0) add('critical-extension');
    if (certificate.malformedExtensions.length > 0) add('malformed-extension');
    // §6.1.3 (b), (c)
    const names = !isSelfIssued || isLeaf ? nameProblem(certificate, state) : undefined;
    if (names) add(names);
    // §6.1.3 (d)–(f), §6.1.4 (a), (b), (h)–(j), §6.1.5
    const keepsPolicy = isLeaf ? tree.takeLeaf(certificate) : tree.takeAuthority(certificate, isSelfIssued);
    if (!keepsPolicy) add('policy');
    if (isLeaf) {
      // §4.2.1.10: only an authority constrains names. §4.2.1.3: only an authority signs certificates.
      const isAuthority = certificate.basicConstraints?.ca === true;
      if (certificate.nameConstraints && !isAuthority) add('name-constraints');
      if (certificate.keyUsage?.includes('keyCertSign') === true && !isAuthority) add('key-usage');
      continue;
    }
    // §6.1.4 (k)–(n)
    const isNamed = certificate.subjectRdnKeys.length > 0;
    if (certificate.version !== 3 || certificate.basicConstraints?.ca !== true || !isNamed)
      add('not-an-authority');
    if (certificate.keyUsage && !certificate.keyUsage.includes('keyCertSign')) add('key-usage');
    if (!isSelfIssued) {
      if (state.pathLength <= 0) add('path-length');
      else state.pathLength--;
    }
    takeConstraints(state, certificate);
  }
  return problems;
}

interface State {
  readonly permitted: (readonly GeneralName[])[];
  readonly excluded: (readonly GeneralName[])[];
  pathLength: number;
  comparisons: number;
}

function takeConstraints(state: State, certificate: CertificateFacts): void {
  const { nameConstraints, basicConstraints } = certificate;
  if (nameConstraints) {
    if (nameConstraints.permitted.length > 0) state.permitted.push(nameConstraints.permitted);
    if (nameConstraints.excluded.length > 0) state.excluded.push(nameConstraints.excluded);
  }
  const length = basicConstraints?.pathLength;
  if (length !== undefined && length < state.pathLength) state.pathLength = length;
}

function nameProblem(
  certificate: CertificateFacts,
  state: State,
): 'name-constraints' | 'too-many-names' | undefined {
  const names: GeneralName[] = [...certificate.subjectAltNames];
  if (certificate.subjectRdnKeys.length > 0)
    names.push({ type: 'directory', rdnKeys: certificate.subjectRdnKeys });
  if (!certificate.subjectAltNames.some(({ type }) => type === 'email')) {
    for (const value of certificate.subjectEmails) names.push({ type: 'email', value });
  }
  const bases = [...state.permitted, ...state.excluded].reduce((sum, { length }) => sum + length, 0);
  state.comparisons += names.length * bases;
  if (state.comparisons > MAX_NAME_COMPARISONS) return 'too-many-names';
  return names.every((name) => nameHolds(name, state)) ? undefined : 'name-constraints';
}

function nameHolds(name: GeneralName, state: State): boolean {
  const isFormed = isWellFormed(name);
  const permits = state.permitted.every((bases) => {
    const ofType = bases.filter((base) => base.type === name.type);
    return ofType.length === 0 || (isFormed && ofType.some((base) => isWithin(name, base)));
  });
  return (
    permits &&
    state.excluded.every((bases) =>
      bases.every((base) => base.type !== name.type || (isFormed && !mayLieWithin(name, base))),
    )
  );
}
