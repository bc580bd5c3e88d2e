import { getContext, setContext } from 'svelte';
import { japanTimeParts } from '../../domain/japan-time.ts';
import type { VerifyWords } from '../../messages/verify-words.ts';

const KEY = Symbol('verify-words');

/** The words of the moment: a reader may change the language while a report stands open. */
export interface WordsNow {
  readonly words: VerifyWords;
}

/** Gives every component of a report below the calling one its words; call while it initialises. */
export function setVerifyWords<Now extends WordsNow>(now: Now): Now {
  return setContext(KEY, now);
}

/** The words that an ancestor gave. */
export function getVerifyWords(): WordsNow {
  return getContext<WordsNow>(KEY);
}

/** An instant (ISO, UTC) on a Japanese clock in these words, or an empty text for null. */
export function instantIn(words: VerifyWords, at: string | null, seconds = false): string {
  return at === null ? '' : words.instant(japanTimeParts(new Date(at)), seconds);
}
