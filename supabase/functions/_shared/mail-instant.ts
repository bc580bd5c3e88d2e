import { instantEn, instantJa, japanTimeParts } from './core.ts';

/** An instant of the database in a mail, to the second on a Japanese clock, as its reader writes it. */
export const mailInstant = (iso: string, language: 'ja' | 'easy' | 'en'): string =>
  (language === 'en' ? instantEn : instantJa)(japanTimeParts(new Date(iso)), true);
