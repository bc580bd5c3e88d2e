import { isoInstant } from '../x509/time.ts';
import type { CertificateFacts, Facts } from './facts.ts';
import type { AlgorithmEnd, Policy } from './policy.ts';
import type { Report } from './report.ts';

/** Until when a file's outermost time-stamp proves anything, and what ends it. */
export type EvidenceEnd = Readonly<{
  /** ISO 8601 UTC; the first instant at which it is not believed any more. */
  endsAt: string;
  by: 'certificate' | 'algorithm';
  /** genTime of that time-stamp. */
  stampedAt: string;
}>;

/**
 * Until when the outermost document time-stamp of a file will be believed by this policy: the first end of a
 * certificate in its chain or of an algorithm that the token and its chain rest on. Before then it has to be renewed.
 *
 * @param report - what `judge` said of the same facts.
 * @returns null where no document time-stamp is TOTAL-PASSED.
 *
 * Source: EN 319 142-1 §5.4.3, §6.3 (archive time-stamps); EN 319 102-1 §5.6.3.
 */
export function evidenceEnd(facts: Facts, report: Report, policy: Policy): EvidenceEnd | null {
  // The outermost covers most.
  const believed = [...report.signatures.entries()].filter(
    ([, { kind, indication }]) => kind === 'documentTimestamp' && indication === 'TOTAL-PASSED',
  );
  const [index = -1, { timestamp: stamp } = {}] =
    believed.sort(([, a], [, b]) => b.coveredLength - a.coveredLength)[0] ?? [];
  const token = facts.signatures[index]?.token;
  if (!token || !stamp || token.genTimeMs === null) return null;
  const chain = stamp.chain.flatMap(
    ({ sha256Hex }) => facts.certificates.find((one) => one.sha256Hex === sha256Hex) ?? [],
  );
  const digests = [token.imprintHash, token.cms?.hash ?? null];
  const expiry = Math.min(...chain.map(({ notAfterMs }) => notAfterMs + 1000));
  const ending = policy.algorithmEnds.filter((end) => restsOn(end, digests, chain));
  const weak = Math.min(...ending.map(({ until }) => Date.parse(until)));
  const endsMs = Math.min(expiry, weak);
  if (!Number.isFinite(endsMs)) return null;
  return {
    endsAt: isoInstant(endsMs),
    by: weak < expiry ? 'algorithm' : 'certificate',
    stampedAt: isoInstant(token.genTimeMs),
  };
}

// What vouches for an anchor is the list, not its own signature: its key counts, its scheme does not.
function restsOn(
  end: AlgorithmEnd,
  digests: readonly (string | null)[],
  chain: readonly CertificateFacts[],
): boolean {
  if ('digest' in end) {
    const schemes = chain.slice(0, -1).map(({ scheme }) => ('hash' in scheme ? scheme.hash : null));
    return [...digests, ...schemes].includes(end.digest);
  }
  return chain.some(({ keyKind, keyBits }) => keyKind === end.keyKind && keyBits < end.belowBits);
}
