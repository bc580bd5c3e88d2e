import { getContext, setContext } from 'svelte';
import type { Language } from '$lib/data/preferences.ts';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { SIGN_JA, type SignWords } from '$lib/messages/sign.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';

/** What the contractor's screens say. */
interface Words {
  readonly sign: SignWords;
  readonly common: CommonWords;
}

const KEY = Symbol('sign-words');

async function load(language: Language): Promise<Words> {
  switch (language) {
    case 'ja':
      return { sign: SIGN_JA, common: COMMON_JA };
    case 'easy': {
      const [{ SIGN_EASY }, { COMMON_EASY }] = await Promise.all([
        import('$lib/messages/sign-easy.ts'),
        import('$lib/messages/common-easy.ts'),
      ]);
      return { sign: SIGN_EASY, common: COMMON_EASY };
    }
    case 'en':
      return { sign: (await import('$lib/messages/sign-en.ts')).SIGN_EN, common: COMMON_EN };
  }
}

/** Gives every component below the calling one the reader's words; call while it initialises. */
export function provideWords(): ReaderLanguage<Words> {
  const reader = new ReaderLanguage<Words>({ sign: SIGN_JA, common: COMMON_JA }, load);
  followUiWords(() => reader.words.common.ui);
  return setContext(KEY, reader);
}

/** The reader's language and words, as provided by the page. */
export function getWords(): ReaderLanguage<Words> {
  return getContext<ReaderLanguage<Words>>(KEY);
}
