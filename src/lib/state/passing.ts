import type { RefusalCode } from '../domain/refusal.ts';

/** Failures after which the same may be tried again: line, disk and sign-in may come back. */
export const PASSING: readonly RefusalCode[] = [
  'OFFLINE',
  'SIGN_IN_REQUIRED',
  'FAULT',
  'RATE_LIMITED',
  'STORAGE_UNAVAILABLE',
  'STORAGE_FULL',
  'UPLOAD_INCOMPLETE',
  'UPLOAD_PART_MISMATCH',
];
