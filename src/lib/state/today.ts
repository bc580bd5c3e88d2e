import { japanDate } from '../domain/japan-time.ts';

/** Today's date in Japan by this device's clock, `YYYY-MM-DD`: a hint for forms, SQL has the clock that counts. */
export function todayOn(): string {
  return japanDate(new Date());
}
