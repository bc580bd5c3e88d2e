import { AppError } from '../bytes/app-error.ts';
import type { PreparedIncrement } from './prepare.ts';

const DIGITS = '0123456789abcdef';

/**
 * Fills the prepared update's /Contents with the CMS (DER, or a time-stamp token as received) in hexadecimal, zeros
 * behind it; everything else stays.
 *
 * @returns the update to append to the base; `prepared` is left as it was.
 * @throws AppError CONTENTS_TOO_LONG where the CMS does not fit.
 *
 * Source: ISO 32000-2 §12.8.1, table 255 (Contents).
 */
export function embedContents(prepared: PreparedIncrement, cms: Uint8Array): Uint8Array<ArrayBuffer> {
  const capacity = (prepared.contents.length - 2) / 2;
  if (cms.length > capacity) throw new AppError('CONTENTS_TOO_LONG', { length: cms.length, capacity });
  const out = new Uint8Array(prepared.increment);
  let at = prepared.contents.offset - prepared.baseLength + 1;
  for (const byte of cms) {
    out[at++] = DIGITS.charCodeAt(byte >> 4);
    out[at++] = DIGITS.charCodeAt(byte & 15);
  }
  return out;
}
