import { readLanguage, writeLanguage, type Language } from '../data/preferences.ts';

/** Tells the document; `data-spaced` stands where Japanese is written with spaces between its words. */
function speak(language: Language): void {
  const { documentElement } = document;
  documentElement.lang = language === 'en' ? 'en' : 'ja';
  documentElement.toggleAttribute('data-spaced', language === 'easy');
}

/**
 * The language that the reader chose for one group of screens, and its words.
 *
 * Japanese is there at once; another language is fetched when it is asked for, so that nobody waits for words that are
 * not read.
 */
export class ReaderLanguage<Words> {
  readonly #load: (language: Language) => Promise<Words>;
  #language = $state<Language>('ja');
  #words = $state.raw<Words>() as Words;

  constructor(japanese: Words, load: (language: Language) => Promise<Words>) {
    this.#words = japanese;
    this.#load = load;
  }

  get language(): Language {
    return this.#language;
  }

  get words(): Words {
    return this.#words;
  }

  /** Speaks another language from now on, on this device. Without a network the present one stays. */
  async choose(language: Language): Promise<void> {
    this.#words = await this.#load(language);
    this.#language = language;
    speak(language);
    writeLanguage(language);
  }

  /**
   * Speaks the language that this device remembers, while the screen is mounted: give it to `onMount`. Words that cannot
   * be fetched leave the screen in Japanese.
   *
   * @returns what ends it: the reader goes on to screens that may speak Japanese alone.
   */
  follow(): () => void {
    const kept = readLanguage();
    if (kept !== this.#language) this.choose(kept).catch(() => undefined);
    return () => speak('ja');
  }
}
