import { getContext, setContext } from 'svelte';
import { COMMON_EN } from '$lib/messages/common-en.ts';
import { COMMON_JA, type CommonWords } from '$lib/messages/common.ts';
import { SHELF_JA, type ShelfWords } from '$lib/messages/shelf.ts';
import { ReaderLanguage } from '$lib/state/reader-language.svelte.ts';
import { followUiWords } from '$lib/ui/words.ts';
import { loadShelfWords } from '../../shelf-words.ts';

/** What the screens of the shelf say. */
interface Words {
  readonly shelf: ShelfWords;
  readonly common: CommonWords;
}

const KEY = Symbol('shelf-words');

/** Gives every component below the calling one the reader's words; call while it initialises. */
export function provideShelfWords(): ReaderLanguage<Words> {
  const reader = new ReaderLanguage<Words>({ shelf: SHELF_JA, common: COMMON_JA }, async (language) => ({
    shelf: await loadShelfWords(language),
    common:
      language === 'ja'
        ? COMMON_JA
        : language === 'en'
          ? COMMON_EN
          : (await import('$lib/messages/common-easy.ts')).COMMON_EASY,
  }));
  followUiWords(() => reader.words.common.ui);
  return setContext(KEY, reader);
}

/** The reader's language and words, as provided by the page. */
export function getShelfWords(): ReaderLanguage<Words> {
  return getContext<ReaderLanguage<Words>>(KEY);
}
