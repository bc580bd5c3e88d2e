/** Whole yen with thousands separators, or an empty string for null. */
export function formatYen(amountJpy: number | null): string {
  return amountJpy === null ? '' : amountJpy.toLocaleString('en-US');
}

/**
 * Reads an amount as people type it: full-width digits, commas, spaces, a yen sign before or the unit behind.
 *
 * @returns whole yen, or null for anything else (fractions, signs, letters, more than 15 digits).
 */
export function parseYen(typed: string): number | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s,]/g, '')
    .replace(/^[¥\\]/, '')
    .replace(/\u5186$/, '');
  return /^\d{1,15}$/.test(plain) ? Number(plain) : null;
}
