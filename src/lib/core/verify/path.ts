import type { AnchorUse, Anchor } from './trust-list.ts';
import type { CertificateFacts, Facts } from './facts.ts';
import { isWithin, type GeneralName } from '../x509/general-name.ts';
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
): Path {
  const usable = new Map<string, Anchor[]>();
  for (const anchor of anchors) {
    if (anchor.use !== use) continue;
    usable.set(anchor.certificate, [...(usable.get(anchor.certificate) ?? []), anchor]);
  }
  let best: Path | undefined;
  let longest: readonly number[] = [leaf];
  let tried = 0;
  const visit = (path: readonly number[]): void => {
    const tip = path.at(-1);
    const certificate = tip === undefined ? undefined : facts.certificates[tip];
    if (tip === undefined || !certificate || tried > MAX_PATHS || best?.problems.length === 0) return;
    if (path.length > longest.length) longest = path;
    for (const anchor of usable.get(certificate.der) ?? []) {
      tried++;
      const problems = validatePath(facts, path, anchor, atMs);
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
  const code = tried > MAX_PATHS ? 'too-many-paths' : isUnverified ? 'edge-unverified' : 'no-path';
  return { certificates: longest, anchor: null, problems: [{ code, certificate: tip }] };
}

// RFC 5280 §6.1.2–6.1.5, from the anchor's child down to the leaf.
function validatePath(
  facts: Facts,
  path: readonly number[],
  anchor: Anchor,
  atMs: number,
): readonly PathProblem[] {
  const problems: PathProblem[] = [];
  const top = path.at(-1) ?? 0;
  if (atMs < Date.parse(anchor.notBefore) || atMs > Date.parse(anchor.notAfter)) {
    problems.push({ code: 'anchor-period', certificate: top });
  }
  const state: State = { permitted: [], excluded: [], pathLength: path.length };
  const tree = new PolicyTree(path.length - 1);
  const anchorCertificate = facts.certificates[top];
  // RFC 5937: constraints that an anchor's own certificate states are honoured too.
  if (anchorCertificate && path.length > 1) takeConstraints(state, anchorCertificate);
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
    if (atMs > certificate.notAfterMs) add('expired');
    if (!certificate.algorithmsAgree) add('algorithms-differ');
    if (certificate.unknownCritical.length > 0) add('critical-extension');
    if (certificate.malformedExtensions.length > 0) add('malformed-extension');
    // §6.1.3 (b), (c)
    if ((!isSelfIssued || isLeaf) && !namesHold(certificate, state)) add('name-constraints');
    // §6.1.3 (d)–(f), §6.1.4 (a), (b), (h)–(j), §6.1.5
    const keepsPolicy = isLeaf ? tree.takeLeaf(certificate) : tree.takeAuthority(certificate, isSelfIssued);
    if (!keepsPolicy) add('policy');
    if (isLeaf) continue;
    // §6.1.4 (k)–(n)
    if (certificate.version !== 3 || certificate.basicConstraints?.ca !== true) add('not-an-authority');
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
  permitted: (readonly GeneralName[])[];
  excluded: GeneralName[];
  pathLength: number;
}

function takeConstraints(state: State, certificate: CertificateFacts): void {
  const { nameConstraints, basicConstraints } = certificate;
  if (nameConstraints) {
    if (nameConstraints.permitted.length > 0) state.permitted.push(nameConstraints.permitted);
    state.excluded.push(...nameConstraints.excluded);
  }
  const length = basicConstraints?.pathLength;
  if (length !== undefined && length < state.pathLength) state.pathLength = length;
}

function namesHold(certificate: CertificateFacts, state: State): boolean {
  const names: GeneralName[] = [...certificate.subjectAltNames];
  if (certificate.subjectRdnKeys.length > 0)
    names.push({ type: 'directory', rdnKeys: certificate.subjectRdnKeys });
  if (!certificate.subjectAltNames.some(({ type }) => type === 'email')) {
    names.push(...certificate.subjectEmails.map((value) => ({ type: 'email', value }) as const));
  }
  return names.every((name) => {
    if (state.excluded.some((base) => isWithin(name, base))) return false;
    return state.permitted.every((bases) => {
      const ofType = bases.filter((base) => base.type === name.type);
      return ofType.length === 0 || ofType.some((base) => isWithin(name, base));
    });
  });
}
