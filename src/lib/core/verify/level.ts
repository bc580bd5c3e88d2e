import type { SignatureFacts } from './facts.ts';
import type { JudgeContext } from './judge-context.ts';
import type { TokenJudgement } from './judge-token.ts';
import type { Level } from './report.ts';

/**
 * The PAdES baseline level of what a signature carries, trust apart; null where it has none, as other SubFilters.
 *
 * @param stamps - its own time-stamps as judged.
 *
 * Source: EN 319 142-1 §6.2–6.3.
 */
export function levelOf(
  { facts, proofs }: JudgeContext,
  { cms, byteRange, subFilter, claimed }: SignatureFacts,
  stamps: readonly TokenJudgement[],
): Level | null {
  if (subFilter !== 'ETSI.CAdES.detached' || cms?.signingCertificate !== 'ok') return null;
  // Its claimed time stands in the dictionary (/M), and not in the CMS.
  if (cms.signingTimeAttribute || claimed.at === null) return null;
  const isIntact = ({ report }: TokenJudgement): boolean => report.integrity === 'intact';
  const covering = proofs.filter(({ end, judged }) => end > byteRange.end && isIntact(judged));
  if (!stamps.some(isIntact) && covering.length === 0) return 'B-B';
  const [store] = facts.dssRevisions;
  const hasEvidence = facts.revocations.some(({ certificate }) => certificate === cms.signer);
  if (!hasEvidence || store === undefined) return 'B-T';
  return covering.some(({ revision }) => (revision ?? -1) >= store) ? 'B-LTA' : 'B-LT';
}
