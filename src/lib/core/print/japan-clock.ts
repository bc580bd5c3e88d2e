const JST_MS = 9 * 3_600_000;

/**
 * An instant as the certificate prints it: `2020/07/31 20:09(JST)`.
 *
 * @param instant - ISO 8601 in UTC. What is no instant is given back as it is.
 * @param seconds - adds the seconds: `2020/07/31 20:09:15(JST)`.
 */
export function japanClock(instant: string, seconds = false): string {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) return instant;
  const text = new Date(ms + JST_MS).toISOString();
  return `${text.slice(0, 10).replaceAll('-', '/')} ${text.slice(11, seconds ? 19 : 16)}(JST)`;
}

/** A calendar date as the certificate prints it: `2020/07/31`. */
export function calendarDate(on: string): string {
  return on.replaceAll('-', '/');
}
