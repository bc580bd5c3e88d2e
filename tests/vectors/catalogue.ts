import { ALGORITHMS } from './algorithm-vectors.ts';
import { BOMBS } from './bound-vectors.ts';
import { CHANGES } from './change-vectors.ts';
import { CMS } from './cms-vectors.ts';
import { ANSWERS, LISTS } from './evidence-vectors.ts';
import { DICTIONARY, FILE } from './file-vectors.ts';
import { PATHS } from './path-vectors.ts';
import { PERMISSIONS } from './permission-vectors.ts';
import { STRUCTURE } from './structure-vectors.ts';
import { ARCHIVES, TOKENS } from './token-vectors.ts';
import { SUB_FILTERS } from './subfilter-vectors.ts';
import { REVOCATION, TIME, TRUST } from './trust-vectors.ts';
import type { Vector } from './vector.ts';

/** Every vector: the manifest, with each one's fault, source and expected verdict. */
export const VECTORS: readonly Vector[] = [
  ...FILE,
  ...STRUCTURE,
  ...BOMBS,
  ...DICTIONARY,
  ...CMS,
  ...SUB_FILTERS,
  ...ALGORITHMS,
  ...CHANGES,
  ...PERMISSIONS,
  ...TRUST,
  ...PATHS,
  ...REVOCATION,
  ...ANSWERS,
  ...LISTS,
  ...TIME,
  ...TOKENS,
  ...ARCHIVES,
];
