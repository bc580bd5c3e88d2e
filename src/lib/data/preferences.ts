/** What this device remembers about its reader's taste; never anything about a contract. */
export type Preference = 'guide-hidden';

/** Reads a preference; false where nothing is kept or the browser keeps nothing. */
export function readPreference(name: Preference): boolean {
  try {
    return localStorage.getItem(`shomei-${name}`) === 'yes';
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return false;
  }
}

/** Remembers a preference where the browser lets us. */
export function writePreference(name: Preference, value: boolean): void {
  try {
    if (value) localStorage.setItem(`shomei-${name}`, 'yes');
    else localStorage.removeItem(`shomei-${name}`);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}

/** What the contractor's screens can speak: Japanese, やさしい日本語, English. */
export const LANGUAGES = ['ja', 'easy', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language this device remembers; Japanese where it remembers none, or something else. */
export function readLanguage(): Language {
  try {
    const kept = localStorage.getItem('shomei-language');
    return LANGUAGES.find((language) => language === kept) ?? 'ja';
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return 'ja';
  }
}

/** Remembers the language where the browser lets us. */
export function writeLanguage(language: Language): void {
  try {
    localStorage.setItem('shomei-language', language);
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
  }
}
