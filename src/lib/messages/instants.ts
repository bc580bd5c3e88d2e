import type { JapanTimeParts } from '../domain/japan-time.ts';

const WEEKDAYS_JA = ['日', '月', '火', '水', '木', '金', '土'] as const;
const WEEKDAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const two = (value: number): string => String(value).padStart(2, '0');

type DateParts = Pick<JapanTimeParts, 'year' | 'month' | 'day' | 'weekday'>;

/** A calendar date in Japanese: 「2026年1月14日(水)」. */
export function dateJa({ year, month, day, weekday }: DateParts): string {
  return `${String(year)}年${String(month)}月${String(day)}日(${WEEKDAYS_JA[weekday]})`;
}

/** An instant on a Japanese clock: 「2026年1月14日(水) 14:30 JST」, with seconds where they matter. */
export function instantJa(parts: JapanTimeParts, seconds = false): string {
  const clock = `${two(parts.hour)}:${two(parts.minute)}${seconds ? `:${two(parts.second)}` : ''}`;
  return `${dateJa(parts)} ${clock} JST`;
}

/** A calendar date in English: "Wed, 2026-01-14". */
function dateEn({ year, month, day, weekday }: DateParts): string {
  return `${WEEKDAYS_EN[weekday]}, ${String(year)}-${two(month)}-${two(day)}`;
}

/** An instant on a Japanese clock in English: "Wed, 2026-01-14 14:30 JST". */
export function instantEn(parts: JapanTimeParts, seconds = false): string {
  const clock = `${two(parts.hour)}:${two(parts.minute)}${seconds ? `:${two(parts.second)}` : ''}`;
  return `${dateEn(parts)} ${clock} JST`;
}
