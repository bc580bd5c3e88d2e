import type { ContractKind } from './case.ts';
import type { AmountKind, SignOrder } from './envelope.ts';

/** A municipality's named defaults for envelopes, by the names of SQL `staff_template_save`. */
export interface EnvelopeTemplate {
  readonly name: string;
  /** Null = for every department. */
  readonly departmentId: string | null;
  /** A title with placeholders of `TITLE_PLACEHOLDERS` in braces. */
  readonly titlePattern: string | null;
  readonly contractKind: ContractKind | null;
  readonly amountKind: AmountKind | null;
  readonly signOrder: SignOrder;
  /** 署名期限 so many days after the day on which the draft is made, 1 to 365. */
  readonly deadlineDays: number | null;
  readonly signerId: string | null;
  /** Words, each of which the name of one of the envelope's documents must hold. */
  readonly requiredDocuments: readonly string[];
  readonly closed: boolean;
}

/** What a title pattern may name. */
export const TITLE_PLACEHOLDERS = ['caseName', 'caseNumber', 'company'] as const;
export type TitlePlaceholder = (typeof TITLE_PLACEHOLDERS)[number];

/** Limits of a template; SQL repeats them. */
const TEMPLATE_LIMITS = {
  nameChars: 40,
  patternChars: 200,
  deadlineDays: 365,
  documents: 10,
  documentChars: 60,
} as const;

/** Fields of a template that a screen can show a message beside. */
export type TemplateField = 'name' | 'titlePattern' | 'deadlineDays' | 'requiredDocuments';

const within = (text: string, max: number): boolean => [...text].length <= max && !/\p{Cc}/u.test(text);

/**
 * Answers which fields of a template would be refused, before it travels.
 *
 * @param template - texts trimmed; a screen's number that is none is NaN.
 */
export function templateFaults(template: EnvelopeTemplate): readonly TemplateField[] {
  const { name, titlePattern, deadlineDays, requiredDocuments } = template;
  const braces = /\{(?:caseName|caseNumber|company)\}/g;
  const faults: TemplateField[] = [];
  if (name === '' || !within(name, TEMPLATE_LIMITS.nameChars)) faults.push('name');
  if (
    titlePattern !== null &&
    (!within(titlePattern, TEMPLATE_LIMITS.patternChars) || /[{}]/.test(titlePattern.replace(braces, '')))
  )
    faults.push('titlePattern');
  if (
    deadlineDays !== null &&
    !(Number.isInteger(deadlineDays) && deadlineDays >= 1 && deadlineDays <= TEMPLATE_LIMITS.deadlineDays)
  )
    faults.push('deadlineDays');
  if (
    requiredDocuments.length > TEMPLATE_LIMITS.documents ||
    requiredDocuments.some((word) => word === '' || !within(word, TEMPLATE_LIMITS.documentChars))
  )
    faults.push('requiredDocuments');
  return faults;
}

/** Fills a title pattern; cut to what a title may hold. Braces in a value stay as they are. */
export function fillTitle(pattern: string, values: Readonly<Record<TitlePlaceholder, string>>): string {
  const filled = pattern.replace(
    /\{(caseName|caseNumber|company)\}/g,
    (_, name: TitlePlaceholder) => values[name],
  );
  return [...filled.trim()].slice(0, TEMPLATE_LIMITS.patternChars).join('');
}

/** Which of a template's words no document's name holds; as SQL `private.template_documents_missing`. */
export function missingDocuments(required: readonly string[], names: readonly string[]): readonly string[] {
  const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
  return required.filter((word) => !names.some((name) => plain(name).includes(plain(word))));
}
