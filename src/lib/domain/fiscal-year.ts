import { isCalendarDate } from './calendar-date.ts';

/** The fiscal year of a municipality: April to March (地方自治法 208条1項). 令和元年度 is 2019. */
const REIWA_OFFSET = 2018;

/**
 * Answers the fiscal year of a calendar date. SQL: `private.fiscal_year(date)`.
 *
 * @param date - `YYYY-MM-DD` in JST.
 * @returns the Gregorian year in which the fiscal year begins.
 * @throws RangeError when `date` is not a calendar date.
 */
export function fiscalYear(date: string): number {
  if (!isCalendarDate(date)) throw new RangeError('CALENDAR_DATE');
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 4 ? year : year - 1;
}

/** Answers the year of the Reiwa era in which a fiscal year begins, e.g. 2026 → 8. Below 2019 throws RangeError. */
export function reiwaYear(year: number): number {
  if (!Number.isInteger(year) || year <= REIWA_OFFSET) throw new RangeError('REIWA_YEAR');
  return year - REIWA_OFFSET;
}

/** Answers a management number as seven digits, as it stands behind the year in `management_label`. */
export function managementDigits(number: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 9_999_999)
    throw new RangeError('MANAGEMENT_NUMBER');
  return String(number).padStart(7, '0');
}
