import { getContext, setContext } from 'svelte';

/** The few words that controls say by themselves. Given once by the root layout, so that this room knows no language. */
export interface UiWords {
  readonly required: string;
  readonly optional: string;
  readonly close: string;
  readonly yen: string;
  readonly information: string;
  readonly success: string;
  readonly warning: string;
  readonly error: string;
  readonly opensMenu: string;
  readonly chooseFile: string;
  readonly dropHere: string;
  readonly select: string;
  /** On the button that reads again what could not be read. */
  readonly again: string;
}

const KEY = Symbol('ui-words');

/** Sets the words for every control below the calling component; call while it initialises. */
export function setUiWords(words: UiWords): void {
  setContext(KEY, words);
}

/** The same where the reader may change the language: each word is looked up when it is shown. */
export function followUiWords(now: () => UiWords): void {
  // Controls keep the object that they were given.
  setUiWords(new Proxy(now(), { get: (_, name) => now()[name as keyof UiWords] }));
}

/** The words set by an ancestor; throws a plain Error where the root layout forgot to set them (our bug). */
export function getUiWords(): UiWords {
  const words = getContext<UiWords | undefined>(KEY);
  if (!words) throw new Error('setUiWords was not called by an ancestor');
  return words;
}
