import type { Language } from '$lib/data/preferences.ts';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { faqEn } from '$lib/messages/help/faq-en.ts';
import {
  FAQ_PLACES_EN,
  FAQ_PLACES_JA,
  faqJa,
  type FaqFacts,
  type OwnAnswers,
} from '$lib/messages/help/faq.ts';
import { HELP_TOPICS_EN, HELP_TOPICS_JA } from '$lib/messages/help/index.ts';
import type { HelpTopic } from '$lib/messages/help/topic.ts';
import { HELP_EN, HELP_JA } from '$lib/messages/help.ts';
import { INQUIRY_EASY, INQUIRY_EN, INQUIRY_JA, type InquiryWords } from '$lib/messages/inquiry.ts';
import { SHELF_EN } from '$lib/messages/shelf-en.ts';
import { SHELF_JA } from '$lib/messages/shelf.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';

interface Words {
  readonly common: CommonWords;
  readonly help: typeof HELP_JA;
  readonly topics: readonly HelpTopic[];
  readonly faq: { readonly title: string; readonly summary: string; readonly lead: string };
  readonly questions: (facts: FaqFacts, own: OwnAnswers) => HelpTopic;
  readonly inquiry: { readonly title: string; readonly summary: string };
  readonly shelf: { readonly title: string; readonly summary: string };
}

const inquiry = ({ title, lead }: InquiryWords): Words['inquiry'] => ({ title, summary: lead });
const JAPANESE: Words = {
  common: COMMON_JA,
  help: HELP_JA,
  topics: HELP_TOPICS_JA,
  faq: FAQ_PLACES_JA,
  questions: faqJa,
  inquiry: inquiry(INQUIRY_JA),
  shelf: { title: SHELF_JA.title, summary: SHELF_JA.homeText },
};
const ENGLISH: Words = {
  common: COMMON_EN,
  help: HELP_EN,
  topics: HELP_TOPICS_EN,
  faq: FAQ_PLACES_EN,
  questions: faqEn,
  inquiry: inquiry(INQUIRY_EN),
  shelf: { title: SHELF_EN.title, summary: SHELF_EN.homeText },
};

async function load(language: Language): Promise<Words> {
  if (language !== 'easy') return language === 'en' ? ENGLISH : JAPANESE;
  const [common, help, faq, shelf] = await Promise.all([
    import('$lib/messages/common-easy.ts'),
    import('$lib/messages/help-easy.ts'),
    import('$lib/messages/help/faq-easy.ts'),
    import('$lib/messages/shelf-easy.ts'),
  ]);
  return {
    common: common.COMMON_EASY,
    help: help.HELP_EASY,
    topics: help.HELP_TOPICS_EASY,
    faq: faq.FAQ_PLACES_EASY,
    questions: faq.faqEasy,
    inquiry: inquiry(INQUIRY_EASY),
    shelf: { title: shelf.SHELF_EASY.title, summary: shelf.SHELF_EASY.homeText },
  };
}

/** The reader's language on one page of the help; call while it initialises. */
export function helpReader(): ReaderLanguage<Words> {
  const reader = new ReaderLanguage(JAPANESE, load);
  followUiWords(() => reader.words.common.ui);
  return reader;
}
