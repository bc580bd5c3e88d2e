import { isCalendarDate } from './calendar-date.ts';

/** JST is UTC+9 all year: Japan has had no summer time since 1951. */
const OFFSET_MS = 9 * 3_600_000;

/** The parts of an instant on a Japanese clock; `weekday` 0 is Sunday. Words for them live in messages. */
export interface JapanTimeParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/**
 * Answers what a clock in Japan shows at an instant.
 *
 * @param at - instant in UTC.
 * @throws RangeError for an invalid `Date`.
 */
export function japanTimeParts(at: Date): JapanTimeParts {
  const shifted = new Date(at.getTime() + OFFSET_MS);
  if (Number.isNaN(shifted.getTime())) throw new RangeError('INSTANT');
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay() as JapanTimeParts['weekday'],
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
  };
}

/** Answers the calendar date in Japan, `YYYY-MM-DD`, at an instant. Throws RangeError for an invalid `Date`. */
export function japanDate(at: Date): string {
  const { year, month, day } = japanTimeParts(at);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Answers the calendar date in Japan, `YYYY-MM-DD`, at an instant in ISO 8601. Throws RangeError for another text. */
export function japanDateOf(at: string): string {
  return japanDate(new Date(at));
}

/**
 * Answers the last second of a day in Japan.
 *
 * @param date - `YYYY-MM-DD` in JST.
 * @returns the instant of 23:59:59 JST, in UTC.
 * @throws RangeError when `date` is not a calendar date.
 */
export function japanDayEnd(date: string): Date {
  if (!isCalendarDate(date)) throw new RangeError('CALENDAR_DATE');
  return new Date(new Date(`${date}T23:59:59Z`).getTime() - OFFSET_MS);
}

/** Answers the parts of a calendar date `YYYY-MM-DD`. Throws RangeError when it is none. */
export function calendarDateParts(date: string): Pick<JapanTimeParts, 'year' | 'month' | 'day' | 'weekday'> {
  const { year, month, day, weekday } = japanTimeParts(japanDayEnd(date));
  return { year, month, day, weekday };
}
