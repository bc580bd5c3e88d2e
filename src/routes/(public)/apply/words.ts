import { getContext, setContext } from 'svelte';
import type { Language } from '$lib/data/preferences.ts';
import type { RefusalCode } from '$lib/domain/refusal.ts';
import { APPLY_JA, type ApplyWords } from '$lib/messages/apply.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { REFUSAL_JA, type RefusalText } from '$lib/messages/refusal.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';

/** What the application's screens say. */
interface Words {
  readonly apply: ApplyWords;
  readonly common: CommonWords;
  /** A code without words in this language is told in Japanese. */
  readonly refusals: Readonly<Partial<Record<RefusalCode, RefusalText>>>;
}

const KEY = Symbol('apply-words');
const JAPANESE: Words = { apply: APPLY_JA, common: COMMON_JA, refusals: REFUSAL_JA };

async function load(language: Language): Promise<Words> {
  switch (language) {
    case 'ja':
      return JAPANESE;
    case 'easy': {
      const [{ APPLY_EASY }, { COMMON_EASY }, { REFUSAL_EASY }] = await Promise.all([
        import('$lib/messages/apply-easy.ts'),
        import('$lib/messages/common-easy.ts'),
        import('$lib/messages/refusal-easy.ts'),
      ]);
      return { apply: APPLY_EASY, common: COMMON_EASY, refusals: REFUSAL_EASY };
    }
    case 'en': {
      const [{ APPLY_EN }, { COMMON_EN }, { REFUSAL_EN }] = await Promise.all([
        import('$lib/messages/apply-en.ts'),
        import('$lib/messages/common-en.ts'),
        import('$lib/messages/refusal.ts'),
      ]);
      return { apply: APPLY_EN, common: COMMON_EN, refusals: REFUSAL_EN };
    }
  }
}

/** Gives every component below the calling one the reader's words; call while it initialises. */
export function provideWords(): ReaderLanguage<Words> {
  const reader = new ReaderLanguage<Words>(JAPANESE, load);
  followUiWords(() => reader.words.common.ui);
  return setContext(KEY, reader);
}

/** What to do after a refusal, in the reader's language. */
export const nextOf = (words: Words, code: RefusalCode): string =>
  (words.refusals[code] ?? REFUSAL_JA[code]).next;

/** The reader's language and words, as provided by the page. */
export function getWords(): ReaderLanguage<Words> {
  return getContext<ReaderLanguage<Words>>(KEY);
}
