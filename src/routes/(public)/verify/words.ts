import type { Language } from '$lib/data/preferences.ts';
import { VERIFY_WORDS_JA, type VerifyWords } from '$lib/messages/verify-words.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';
import { setVerifyWords } from '$lib/views/verify/words.ts';

/** What the verify page speaks; whoever reads やさしい日本語 elsewhere finds Japanese here. */
export const LANGUAGES_HERE: readonly Language[] = ['ja', 'en'];

async function load(language: Language): Promise<VerifyWords> {
  return language === 'en'
    ? (await import('$lib/messages/verify-words-en.ts')).VERIFY_WORDS_EN
    : VERIFY_WORDS_JA;
}

/** Gives every component below the calling one the reader's words; call while it initialises. */
export function provideWords(): ReaderLanguage<VerifyWords> {
  const reader = setVerifyWords(new ReaderLanguage<VerifyWords>(VERIFY_WORDS_JA, load));
  followUiWords(() => reader.words.common.ui);
  return reader;
}
