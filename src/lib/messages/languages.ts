/** Each language by its own name, so that whoever reads it finds it. */
export const LANGUAGE_NAMES = { ja: '日本語', easy: 'やさしい日本語', en: 'English' } as const;

/** Read aloud for the choice; in both scripts, since nobody knows yet which one is read. */
export const LANGUAGE_LABEL = '言語 / Language';
