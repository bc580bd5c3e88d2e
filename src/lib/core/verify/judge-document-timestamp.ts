import { UNREADABLE_TOKEN, type EvidenceSource, type SignatureFacts } from './facts.ts';
import type { JudgeContext } from './judge-context.ts';
import { placeOf } from './judge-dictionary.ts';
import { judgeToken, type TokenJudgement } from './judge-token.ts';

/** One document time-stamp as judged: which octets it covers, and the instant for which it proves them. */
export type DocumentProof = Readonly<{
  /** Index among the file's signatures. */
  signature: number;
  /** What it covers: octets from 0 to here, and the revision that this closes (null: none). */
  end: number;
  revision: number | null;
  /** The token; its instant is null where it proves nothing, of the file or at all. */
  judged: TokenJudgement;
}>;

/**
 * Judges a document time-stamp by itself. Newer ones come first: what they cover need not last until now.
 *
 * Source: EN 319 102-1 §5.6.3; EN 319 142-1 §5.4.3; ISO 32000-2 §12.8.5.
 */
export function judgeDocumentTimestamp(
  context: JudgeContext,
  signature: SignatureFacts,
  index: number,
): DocumentProof {
  const { byteRange, dictionaryFaults, duplicateOf } = signature;
  const judged = judgeToken(context, {
    token: signature.token ?? UNREADABLE_TOKEN,
    isDocument: true,
    lastsUntilMs: provenFor(context.proofs, byteRange.end) ?? context.atMs,
    place: placeOf(context.facts, signature),
    signature: index,
  });
  // A sound token proves nothing about a file of which its byte range is not a whole revision.
  const holdsFile =
    byteRange.gapExact &&
    byteRange.revision !== null &&
    dictionaryFaults.length === 0 &&
    duplicateOf === null;
  const { end, revision } = byteRange;
  return { signature: index, end, revision, judged: holdsFile ? judged : { ...judged, provenMs: null } };
}

/**
 * The earliest instant that a document time-stamp proves for what ends at `end`; null where none does. It must cover
 * more than that: no time-stamp proves itself.
 *
 * Source: EN 319 102-1 §5.6.3.
 */
export function provenFor(proofs: readonly DocumentProof[], end: number): number | null {
  return earliest(proofs.filter((proof) => proof.end > end));
}

/**
 * The instant at which a piece of evidence is proven to have existed: evidence in a security store with the revision
 * that holds it, else the validation instant.
 *
 * Source: EN 319 102-1 §5.6.2.4.
 */
export function evidenceProvenMs({ proofs, atMs }: JudgeContext, { end }: EvidenceSource): number {
  const proven = end === null ? null : earliest(proofs.filter((proof) => proof.end >= end));
  return Math.min(atMs, proven ?? atMs);
}

function earliest(proofs: readonly DocumentProof[]): number | null {
  const instants = proofs.flatMap(({ judged }) => judged.provenMs ?? []);
  return instants.length === 0 ? null : Math.min(...instants);
}
