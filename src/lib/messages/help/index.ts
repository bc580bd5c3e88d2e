import { COMPARE_EN, COMPARE_JA } from './compare.ts';
import { ERRORS_EN, ERRORS_JA } from './errors.ts';
import { MANUAL_EN, MANUAL_JA } from './manual.ts';
import { OPERATORS_EN, OPERATORS_JA } from './operators.ts';
import { SECURITY_EN, SECURITY_JA } from './security.ts';
import { SYSTEM_EN, SYSTEM_JA } from './system.ts';
import { TAX_EN, TAX_JA } from './tax.ts';
import type { HelpTopic } from './topic.ts';

/** Every topic that is the same for all municipalities, in the order of the table of contents. */
export const HELP_TOPICS_JA: readonly HelpTopic[] = [
  COMPARE_JA,
  ERRORS_JA,
  TAX_JA,
  SECURITY_JA,
  MANUAL_JA,
  SYSTEM_JA,
  OPERATORS_JA,
];

export const HELP_TOPICS_EN: readonly HelpTopic[] = [
  COMPARE_EN,
  ERRORS_EN,
  TAX_EN,
  SECURITY_EN,
  MANUAL_EN,
  SYSTEM_EN,
  OPERATORS_EN,
];
