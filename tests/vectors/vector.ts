import type { CheckCode, SubIndication, Verdict } from '../../src/lib/core/verify/report.ts';
import type { Recipe } from './workshop.ts';

/** One vector: its one fault, the clause it breaks, and what must be answered. */
export type Vector = Readonly<{
  name: string;
  source: string;
  recipe: Recipe;
  verdict: Verdict;
  /** Every check that is not answered "yes", and none other. */
  fails: readonly CheckCode[];
  /** Of the first signature, where it is of the essence. */
  subIndication?: SubIndication;
  at?: Date;
  /** Without it the platform cannot say: the browser that lacks it answers INDETERMINATE. */
  needs?: 'Ed25519';
}>;
