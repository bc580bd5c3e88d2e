import { addDays } from './calendar-date.ts';
import { japanDate, japanDayEnd } from './japan-time.ts';
import { DOWNLOAD_DAYS } from './limits.ts';

/**
 * Answers until when a concluded contract can be downloaded by link: the day after the mail is day 1,
 * and the window ends at 23:59:59 JST of day 14. SQL: `private.download_until(timestamptz)`.
 *
 * @param mailedAt - instant in UTC at which the window was opened.
 * @returns the last second of the window, an instant in UTC.
 */
export function downloadUntil(mailedAt: Date): Date {
  return japanDayEnd(addDays(japanDate(mailedAt), DOWNLOAD_DAYS));
}

/** Asks whether the window is open at an instant; the printed last second belongs to it. `null` = never opened. */
export function downloadOpen(untilAt: Date | null, at: Date): boolean {
  return untilAt !== null && at.getTime() < untilAt.getTime() + 1000;
}
