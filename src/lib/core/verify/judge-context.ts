import type { Effort } from './effort.ts';
import type { Facts } from './facts.ts';
import type { DocumentProof } from './judge-document-timestamp.ts';
import type { Policy } from './policy.ts';
import type { TrustList } from './trust-list.ts';

/** What stays the same while one file is judged. */
export type JudgeContext = Readonly<{
  facts: Facts;
  policy: Policy;
  trust: TrustList;
  /** The validation instant. */
  atMs: number;
  effort: Effort;
  /** What document time-stamps prove, newest first: as many as have been judged so far. */
  proofs: readonly DocumentProof[];
}>;
