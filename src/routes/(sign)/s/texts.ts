import { japanTimeParts } from '$lib/domain/japan-time.ts';
import { instantJa } from '$lib/messages/instants.ts';

/** An instant of the server, on a Japanese clock, to the minute. */
export function instantText(at: string): string {
  return instantJa(japanTimeParts(new Date(at)));
}

/** The deadline to the second and without the zone, as the landing screen shows it (M20). */
export function deadlineText(at: string): string {
  return instantJa(japanTimeParts(new Date(at)), true).replace(/ JST$/, '');
}

/** Whole days in Japan from now until an instant's day; 0 on that day, negative after it. */
export function daysLeft(until: string, now: Date): number {
  const day = (at: Date): number => Math.floor((at.getTime() + 9 * 3_600_000) / 86_400_000);
  return day(new Date(until)) - day(now);
}
