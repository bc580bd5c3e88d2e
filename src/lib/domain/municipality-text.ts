/** Mails to people outside the municipality that it may add its own words to. */
export const WORDED_MAILS = [
  'sign_request',
  'reminder_contractor',
  'deadline_extended_contractor',
  'completed_contractor',
  'reissued',
  'download_reminder_contractor',
  'withdrawn_contractor',
  'paper_contractor',
  'guarantee_returned_contractor',
  'payment_slip_contractor',
  'guarantee_accepted_contractor',
  'council_passed_contractor',
  'council_rejected_contractor',
  'venture_ended_contractor',
  'application_received',
  'application_accepted',
  'application_returned',
  'application_refused',
  'application_change_notice',
  'application_superseded',
  'inquiry_received',
] as const;
export type WordedMail = (typeof WORDED_MAILS)[number];

/** Where a municipality's notice stands: the signing screens, the application form, the answers. */
export const NOTICE_PLACES = ['sign', 'apply', 'faq'] as const;
export type NoticePlace = (typeof NOTICE_PLACES)[number];

export const FAQ_NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16] as const;

export type TextField =
  | 'mail.signature'
  | `mail.${WordedMail}.${'subject' | 'paragraph'}`
  | `notice.${NoticePlace}`
  | `faq.q${(typeof FAQ_NUMBERS)[number]}`;

/** What may stand in one field. Equal to a row of SQL `private.text_field`. */
export interface TextRule {
  readonly maxChars: number;
  readonly manyLines: boolean;
  /** Whether an address of a page may be written; in mails only the service's own link may be. */
  readonly links: boolean;
  /** Written as `{name}`; anything else in braces is refused. */
  readonly placeholders: readonly Placeholder[];
}

const CONTACT = ['contactName', 'contactPhone', 'contactHours', 'contactEmail'] as const;
const OF_ENVELOPE = ['title', 'deadline', 'downloadUntil'] as const;
const OF_CASE = ['caseName', 'caseNumber'] as const;
const OF_FAQ = ['municipalityName', 'applicationName', 'originalsTo', 'contact', 'senderAddress'] as const;
export type Placeholder =
  | 'departmentName'
  | 'company'
  | (typeof CONTACT)[number]
  | (typeof OF_ENVELOPE)[number]
  | (typeof OF_CASE)[number]
  | (typeof OF_FAQ)[number];

const mailRules = WORDED_MAILS.flatMap((kind): [TextField, TextRule][] => {
  const placeholders = [
    'municipalityName',
    'departmentName',
    ...CONTACT,
    'company',
    ...(kind === 'inquiry_received' ? [] : kind.startsWith('application_') ? OF_CASE : OF_ENVELOPE),
  ] as const;
  return [
    [`mail.${kind}.subject`, { maxChars: 40, manyLines: false, links: false, placeholders }],
    [`mail.${kind}.paragraph`, { maxChars: 1000, manyLines: true, links: false, placeholders }],
  ];
});

/** Every field that a municipality may fill, and what may stand in it (M87). */
export const TEXT_RULES = Object.fromEntries([
  ...mailRules,
  [
    'mail.signature',
    {
      maxChars: 500,
      manyLines: true,
      links: false,
      placeholders: ['municipalityName', 'departmentName', ...CONTACT],
    },
  ],
  ...NOTICE_PLACES.map((place) => [
    `notice.${place}`,
    { maxChars: 500, manyLines: true, links: true, placeholders: ['municipalityName'] },
  ]),
  ...FAQ_NUMBERS.map((number) => [
    `faq.q${number}`,
    { maxChars: 2000, manyLines: true, links: true, placeholders: OF_FAQ },
  ]),
]) as unknown as Readonly<Record<TextField, TextRule>>;

export type TextValues = Readonly<Partial<Record<Placeholder, string>>>;

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

/**
 * Puts values in the place of placeholders, once: a value that looks like a placeholder stays as it is.
 *
 * A line of which every value is empty is left out, such as 「電話 {contactPhone}」 where there is no telephone.
 *
 * @param template - as saved; a placeholder without a value becomes empty.
 */
export function fillText(template: string, values: TextValues): string {
  return template
    .split('\n')
    .filter((line) => {
      const names = [...line.matchAll(PLACEHOLDER)].map((match) => match[1] as Placeholder);
      return names.length === 0 || names.some((name) => (values[name] ?? '') !== '');
    })
    .map((line) => line.replace(PLACEHOLDER, (_, name: Placeholder) => values[name] ?? '').trimEnd())
    .join('\n');
}

/** Paragraphs of a text: what an empty line divides. */
export const paragraphsOf = (text: string): readonly string[] =>
  text.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');

/** The first thing in braces that is no placeholder of a field, or undefined. */
export function unknownPlaceholder(field: TextField, body: string): string | undefined {
  const known = TEXT_RULES[field].placeholders as readonly string[];
  const rest = body.replace(PLACEHOLDER, (whole, name: string) => (known.includes(name) ? '' : whole));
  return /\{[^{}]{0,40}\}?|\}/.exec(rest)?.[0];
}
