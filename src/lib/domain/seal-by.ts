import { addDays, isCalendarDate } from './calendar-date.ts';

/** Where the seals of an envelope stand against its written 契約締結日. */
export interface SealSubject {
  /** 契約締結日, `YYYY-MM-DD`; null where none is written yet. */
  readonly contractOn: string | null;
  /** The rules' `sealWithinDays`; null where they are not known. */
  readonly withinDays: number | null;
  /** The day (JST) of the last seal: the one it got, or the one it can still get. */
  readonly lastSealOn: string | null;
}

/**
 * Asks whether the last seal falls later than the municipality expects after the written 契約締結日. It only warns;
 * a date that is still being typed says nothing.
 *
 * @returns the day by which it was expected, `YYYY-MM-DD`; null where it is in time or something is not known.
 */
export function lateAfterContract({ contractOn, withinDays, lastSealOn }: SealSubject): string | null {
  if (contractOn === null || withinDays === null || lastSealOn === null) return null;
  if (!isCalendarDate(contractOn)) return null;
  const by = addDays(contractOn, withinDays);
  return lastSealOn > by ? by : null;
}
