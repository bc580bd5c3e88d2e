/** The form field of a party's seal, by the order of signing. */
export function sealField(ord: number): string {
  return `ShomeiParty${String(ord)}`;
}

/** The form field of the service's own seal, on certificates of conclusion. */
export const SERVICE_FIELD = 'ShomeiService';

/** A document time-stamp, counted from the conclusion's. */
export function timestampField(number: number): string {
  return `ShomeiTimestamp${String(number)}`;
}

/** The document time-stamp of the conclusion; renewals count on. */
export const FIRST_TIMESTAMP_FIELD = timestampField(1);
