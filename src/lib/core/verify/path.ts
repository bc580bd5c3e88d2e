import { Effort } from './effort.ts';
import type { Facts } from './facts.ts';
import { validatePath, type PathProblem } from './path-validation.ts';
import type { Policy } from './policy.ts';
import type { Anchor, AnchorUse } from './trust-list.ts';

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
  // One certificate may be listed several times, for several periods.
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
  // Depth first, by edges whose signature holds; a path that holds ends the search.
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
  // No anchor was reached: the reason is where the longest way ended.
  const tip = longest.at(-1) ?? leaf;
  const isUnverified = facts.edges.some((edge) => edge.subject === tip && edge.check !== 'valid');
  const code = isCutShort ? 'too-many-paths' : isUnverified ? 'edge-unverified' : 'no-path';
  return { certificates: longest, anchor: null, problems: [{ code, certificate: tip }] };
}
