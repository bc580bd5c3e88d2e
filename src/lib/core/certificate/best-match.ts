import { isFullyMatched, type CertificateMatch } from './match.ts';

/**
 * Asks several certificates of conclusion whose document this is; the best answer wins: a full match counts first, then
 * equal bytes, then a certificate that withholds nothing, then the first one asked.
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
    if (best === null || weight(answer) > weight(best.match)) best = { certificate, match: answer };
    if (weight(answer) === MOST) break;
  }
  return best;
}

const MOST = 7;

function weight(match: CertificateMatch): number {
  return (isFullyMatched(match) ? 4 : 0) + (match.bytes === 'matched' ? 2 : 0) + (match.redacted ? 0 : 1);
}
