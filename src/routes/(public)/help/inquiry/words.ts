import type { Language } from '$lib/data/preferences.ts';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { INQUIRY_EASY, INQUIRY_EN, INQUIRY_JA, type InquiryWords } from '$lib/messages/inquiry.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';

interface Words {
  readonly inquiry: InquiryWords;
  readonly common: CommonWords;
}

async function load(language: Language): Promise<Words> {
  switch (language) {
    case 'ja':
      return { inquiry: INQUIRY_JA, common: COMMON_JA };
    case 'easy':
      return {
        inquiry: INQUIRY_EASY,
        common: (await import('$lib/messages/common-easy.ts')).COMMON_EASY,
      };
    case 'en':
      return { inquiry: INQUIRY_EN, common: COMMON_EN };
  }
}

/** The reader's words of the inquiry form, and of the controls on it; call while the screen initialises. */
export function inquiryWords(): ReaderLanguage<Words> {
  const reader = new ReaderLanguage<Words>({ inquiry: INQUIRY_JA, common: COMMON_JA }, load);
  followUiWords(() => reader.words.common.ui);
  return reader;
}
