import { fillText, MAIL_SIGNATURE_JA, paragraphsOf, type TextValues } from './core.ts';

/** What a municipality adds to one mail (M87), filled in; nothing is escaped yet. */
export interface MailWords {
  /** Follows the subject as it stands. */
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Lines, divided by line feeds; empty = none. */
  readonly signature: string;
}

export const NO_WORDS: MailWords = { subject: '', paragraphs: [], signature: '' };

/** Answer of `mail_words`: the municipality's own texts for a mail, and whom inquiries go to. */
export interface OwnWords {
  readonly subject: string | null;
  readonly paragraph: string | null;
  readonly signature: string | null;
  readonly contact: {
    readonly departmentName: string;
    readonly contactName: string | null;
    readonly contactPhone: string | null;
    readonly contactHours: string | null;
    readonly contactEmail: string | null;
  } | null;
}

/**
 * A municipality's own words with the values of one mail in them.
 *
 * @param values - one line each (`cleanValues`); those of the contact are added.
 */
export function fillWords(own: OwnWords, values: TextValues): MailWords {
  const all: TextValues = {
    ...values,
    ...(own.contact === null
      ? {}
      : {
          departmentName: own.contact.departmentName,
          contactName: own.contact.contactName ?? '',
          contactPhone: own.contact.contactPhone ?? '',
          contactHours: own.contact.contactHours ?? '',
          contactEmail: own.contact.contactEmail ?? '',
        }),
  };
  return {
    subject: fillText(own.subject ?? '', all),
    paragraphs: paragraphsOf(fillText(own.paragraph ?? '', all)),
    signature: fillText(own.signature ?? MAIL_SIGNATURE_JA, all),
  };
}
