/** Limits of one envelope and of one upload; sizes in bytes. SQL repeats the ones it enforces. */
export const LIMITS = {
  /** One uploaded PDF, at most. */
  pdfBytes: 50 * 1024 * 1024,
  /** A damaged PDF that may still be repaired, at most. */
  repairBytes: 10 * 1024 * 1024,
  /** Pages of one PDF, at most. */
  pages: 2000,
  /** Documents of one envelope, at most. */
  documents: 10,
  /** One part of an upload; every part but the last has exactly this size. */
  partBytes: 4 * 1024 * 1024,
  /** Characters (code points) of an envelope's title. */
  titleChars: 200,
  /** Characters of a document's name. */
  documentNameChars: 200,
  /** Characters of a company, 職名 or 名義人. */
  nameChars: 200,
  /** Characters of a mail address (RFC 5321 §4.5.3.1). */
  emailChars: 254,
  /** Characters of a reason to decline or withdraw. */
  reasonChars: 1000,
  /** Members of a 共同企業体: fewer is a single contractor. */
  ventureMembers: { least: 2, most: 10 },
  /** 契約金額 at most: 10^13 - 1 yen. */
  amountJpy: 9_999_999_999_999,
} as const;

/** Days a concluded contract can be downloaded by link; the day after the mail is day 1. */
export const DOWNLOAD_DAYS = 14;

/**
 * Answers into how many parts an upload of `size` bytes is cut.
 *
 * @param size - length of the file in bytes, a whole number.
 * @returns at least 1 for a positive size; 0 for 0 or less.
 */
export function partCount(size: number): number {
  return size <= 0 ? 0 : Math.ceil(size / LIMITS.partBytes);
}
