import { describe, expect, it } from 'vitest';
import { formatYen, parseYen } from './yen.ts';

describe('amounts of money', () => {
  it('reads full-width digits, separators and the unit', () => {
    expect(parseYen('\uFF11\uFF12\uFF0C\uFF13\uFF14\uFF15\u5186')).toBe(12345);
    expect(parseYen('\u00A51,234,567')).toBe(1234567);
    expect(parseYen(' 5 000 ')).toBe(5000);
  });

  it('refuses fractions, signs and words instead of guessing', () => {
    for (const typed of ['', '12.5', '-1', '1e5', 'abc', '9'.repeat(16)]) expect(parseYen(typed)).toBeNull();
  });

  it('writes thousands separators', () => {
    expect(formatYen(1234567)).toBe('1,234,567');
    expect(formatYen(null)).toBe('');
  });
});
