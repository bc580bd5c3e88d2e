import type { Language } from '$lib/data/preferences.ts';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { FAQ_PLACES_EN, FAQ_PLACES_JA } from '$lib/messages/help/faq.ts';
import { HELP_TOPICS_EN, HELP_TOPICS_JA } from '$lib/messages/help/index.ts';
import type { HelpTopic } from '$lib/messages/help/topic.ts';
import { HELP_EN, HELP_JA } from '$lib/messages/help.ts';
import { INQUIRY_EN, INQUIRY_JA, type InquiryWords } from '$lib/messages/inquiry.ts';
import { SHELF_EN } from '$lib/messages/shelf-en.ts';
import { SHELF_JA } from '$lib/messages/shelf.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';

/** What the help speaks; the questions of each municipality are its own words, in Japanese. */
export const LANGUAGES_HERE: readonly Language[] = ['ja', 'en'];

interface Words {
  readonly common: CommonWords;
  readonly help: typeof HELP_JA;
  readonly topics: readonly HelpTopic[];
  readonly faq: { readonly title: string; readonly summary: string };
  readonly inquiry: { readonly title: string; readonly summary: string };
  readonly shelf: { readonly title: string; readonly summary: string };
}

const inquiry = ({ title, lead }: InquiryWords): Words['inquiry'] => ({ title, summary: lead });
const JAPANESE: Words = {
  common: COMMON_JA,
  help: HELP_JA,
  topics: HELP_TOPICS_JA,
  faq: FAQ_PLACES_JA,
  inquiry: inquiry(INQUIRY_JA),
  shelf: { title: SHELF_JA.title, summary: SHELF_JA.homeText },
};
const ENGLISH: Words = {
  common: COMMON_EN,
  help: HELP_EN,
  topics: HELP_TOPICS_EN,
  faq: FAQ_PLACES_EN,
  inquiry: inquiry(INQUIRY_EN),
  shelf: { title: SHELF_EN.title, summary: SHELF_EN.homeText },
};

/** The reader's language on one page of the help. */
export function helpReader(): ReaderLanguage<Words> {
  return new ReaderLanguage(JAPANESE, (language) => Promise.resolve(language === 'en' ? ENGLISH : JAPANESE));
}
