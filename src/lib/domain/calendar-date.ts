const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Asks whether a string is a date that exists in the calendar.
 *
 * @param value - `YYYY-MM-DD`; anything else answers false. Does not throw.
 */
export function isCalendarDate(value: string): boolean {
  const match = FORM.exec(value);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  // Years below 100 would be read as 19xx; no contract is that old.
  return year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * Adds days to a calendar date.
 *
 * @param date - `YYYY-MM-DD`.
 * @param days - whole number, may be negative.
 * @returns `YYYY-MM-DD`.
 * @throws RangeError when `date` is not a calendar date.
 */
export function addDays(date: string, days: number): string {
  if (!isCalendarDate(date)) throw new RangeError('CALENDAR_DATE');
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}

/**
 * Counts the days from one calendar date to another.
 *
 * @returns whole days; negative where `to` is earlier.
 * @throws RangeError when one of them is not a calendar date.
 */
export function daysBetween(from: string, to: string): number {
  if (!isCalendarDate(from) || !isCalendarDate(to)) throw new RangeError('CALENDAR_DATE');
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
