import { isFullyMatched, type CertificateMatch } from './match.ts';

/**
 * Asks several certificates of conclusion whose document this is; the best answer wins: a full match ends the search,
 * then equal bytes count before anything else, then the first one asked.
 *
 * @param match - compares the document with one of them.
 * @returns null where there is no candidate.
 */
export async function bestMatch<Certificate>(
  candidates: readonly Certificate[],
  match: (certificate: Certificate) => Promise<CertificateMatch>,
): Promise<Readonly<{ certificate: Certificate; match: CertificateMatch }> | null> {
  let best: { certificate: Certificate; match: CertificateMatch } | null = null;
  for (const certificate of candidates) {
    const answer = await match(certificate);
    if (isFullyMatched(answer)) return { certificate, match: answer };
    if (best === null || (answer.bytes === 'matched' && best.match.bytes !== 'matched'))
      best = { certificate, match: answer };
  }
  return best;
}
