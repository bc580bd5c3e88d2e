import type { ApplicationForm } from '$lib/domain/application.ts';
import { fillText, paragraphsOf } from '$lib/domain/municipality-text.ts';
import type { FaqFacts, OwnAnswers } from '$lib/messages/help/faq.ts';

/** What a municipality's answers differ in, from the rules of today. */
export const faqFacts = ({
  municipality,
  application,
  guarantee,
  paper,
  texts,
  senderAddress,
}: ApplicationForm): FaqFacts => ({
  municipalityName: municipality.name,
  applicationName: application.name,
  originalsTo: guarantee.originalsTo,
  electronicGuarantee: guarantee.kinds.includes('electronic'),
  paper,
  contact: texts.contact,
  senderAddress,
});

/** A municipality's own answers with their values, as `faqJa` takes them. @param texts - by field, `faq.q1`. */
export function answersOf(texts: Readonly<Record<string, string | undefined>>, facts: FaqFacts): OwnAnswers {
  const { municipalityName, applicationName, originalsTo, contact, senderAddress } = facts;
  const values = { municipalityName, applicationName, originalsTo, contact, senderAddress };
  return Object.fromEntries(
    Object.entries(texts)
      .filter(([field]) => field.startsWith('faq.'))
      .map(([field, text]) => [field.slice('faq.'.length), paragraphsOf(fillText(text ?? '', values))]),
  );
}
