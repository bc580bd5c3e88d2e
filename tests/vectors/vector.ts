import type { Policy } from '../../src/lib/core/verify/policy.ts';
import type { CheckCode, Verdict } from '../../src/lib/core/verify/report.ts';
import type { Recipe } from './workshop.ts';

/** One vector: its one fault, the clause it breaks, and what must be answered. */
export type Vector = Readonly<{
  name: string;
  source: string;
  recipe: Recipe;
  verdict: Verdict;
  /** Every check that is not answered "yes", and none other. */
  fails: readonly CheckCode[];
  at?: Date;
  policy?: Policy;
}>;
