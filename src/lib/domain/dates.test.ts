import { expect, test } from 'vitest';
import { addDays, daysBetween, isCalendarDate } from './calendar-date.ts';
import { downloadOpen, downloadUntil } from './download-window.ts';
import { fiscalYear, managementDigits, reiwaYear } from './fiscal-year.ts';
import { calendarDateParts, japanDate, japanDayEnd, japanTimeParts } from './japan-time.ts';

test.each(['2026-01-14', '2024-02-29'])('%s is a date', (date) => expect(isCalendarDate(date)).toBe(true));
test.each(['2026-02-29', '2026-13-01', '2026-1-4', '26-01-04', '2026-01-14T00:00', '0099-01-01', ''])(
  '%s is no date',
  (date) => expect(isCalendarDate(date)).toBe(false),
);

test('days are counted over months and leap years', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-01-01', '2025-12-31')).toBe(-1);
  expect(() => daysBetween('2026-01-01', '')).toThrow(RangeError);
});

test('a clock in Japan is nine hours ahead', () => {
  expect(japanTimeParts(new Date('2026-01-14T05:30:00Z'))).toEqual({
    year: 2026,
    month: 1,
    day: 14,
    weekday: 3,
    hour: 14,
    minute: 30,
    second: 0,
  });
  expect(japanDate(new Date('2025-12-31T15:00:00Z'))).toBe('2026-01-01');
  expect(() => japanTimeParts(new Date(Number.NaN))).toThrow(RangeError);
});

test('M36: a deadline ends at 23:59:59 JST of its day', () => {
  expect(japanDayEnd('2025-08-21').toISOString()).toBe('2025-08-21T14:59:59.000Z');
  expect(calendarDateParts('2025-08-21')).toEqual({ year: 2025, month: 8, day: 21, weekday: 4 });
});

test('the day after the mail is day 1 and the window ends with day 14', () => {
  expect(downloadUntil(new Date('2026-01-14T14:59:59Z')).toISOString()).toBe('2026-01-28T14:59:59.000Z');
  expect(downloadUntil(new Date('2026-01-14T15:00:00Z')).toISOString()).toBe('2026-01-29T14:59:59.000Z');
});

test('the printed last second belongs to the window', () => {
  const until = downloadUntil(new Date('2026-01-14T00:00:00Z'));
  expect(downloadOpen(until, new Date(until.getTime() + 999))).toBe(true);
  expect(downloadOpen(until, new Date(until.getTime() + 1000))).toBe(false);
  expect(downloadOpen(null, until)).toBe(false);
});

test('a fiscal year runs from April to March, and 2026 is 令和8年度', () => {
  expect(fiscalYear('2026-03-31')).toBe(2025);
  expect(fiscalYear('2026-04-01')).toBe(2026);
  expect(reiwaYear(2026)).toBe(8);
  expect(reiwaYear(2019)).toBe(1);
  expect(() => reiwaYear(2018)).toThrow(RangeError);
});

test('a management number has seven digits', () => {
  expect(managementDigits(15)).toBe('0000015');
  expect(() => managementDigits(0)).toThrow(RangeError);
  expect(() => managementDigits(10_000_000)).toThrow(RangeError);
});
