import type { Language } from '$lib/data/preferences.ts';
import { japanTimeParts } from '$lib/domain/japan-time.ts';
import { instantEn, instantJa } from '$lib/messages/instants.ts';

/** An instant of the server, on a Japanese clock, to the minute. */
export function instantText(at: string, language: Language): string {
  return (language === 'en' ? instantEn : instantJa)(japanTimeParts(new Date(at)));
}

/**
 * The deadline to the second, as the landing screen shows it (M20). In Japanese it goes without the zone; whoever
 * reads English may be elsewhere and is told.
 */
export function deadlineText(at: string, language: Language): string {
  const parts = japanTimeParts(new Date(at));
  return language === 'en' ? instantEn(parts, true) : instantJa(parts, true).replace(/ JST$/, '');
}

/** Whole days in Japan from now until an instant's day; 0 on that day, negative after it. */
export function daysLeft(until: string, now: Date): number {
  const day = (at: Date): number => Math.floor((at.getTime() + 9 * 3_600_000) / 86_400_000);
  return day(new Date(until)) - day(now);
}

/** A calendar date, `YYYY-MM-DD`, as its reader writes dates. */
export function dateText(on: string, language: Language): string {
  const [year = '', month = '', day = ''] = on.split('-');
  return language === 'en' ? on : `${year}年${String(Number(month))}月${String(Number(day))}日`;
}
