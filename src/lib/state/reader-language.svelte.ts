import { readLanguage, writeLanguage, type Language } from '../data/preferences.ts';

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

  /** Takes up what this device remembers. */
  async restore(): Promise<void> {
    const kept = readLanguage();
    if (kept !== this.#language) await this.choose(kept);
  }

  /** Speaks another language from now on, on this device. Without a network the present one stays. */
  async choose(language: Language): Promise<void> {
    this.#words = await this.#load(language);
    this.#language = language;
    document.documentElement.lang = language === 'en' ? 'en' : 'ja';
    writeLanguage(language);
  }

  /** The reader goes on to screens that speak Japanese alone. */
  leave(): void {
    document.documentElement.lang = 'ja';
  }
}
