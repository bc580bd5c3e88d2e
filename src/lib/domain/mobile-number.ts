/**
 * A mobile number in one form, E.164, from how people write it: full-width digits, hyphens, brackets, spaces, with or
 * without the country code. Of Japanese numbers only those of mobile phones (070, 080, 090) take an SMS; which others
 * the service sends to, its operator decides (SQL `private.sms_setting`).
 *
 * @returns `+819012345678`; null for what is no such number.
 */
export function mobileNumber(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\(0\)/, '')
    .replace(/[\s\p{Pd}ー−()]/gu, '');
  const national = /^0([789]0\d{8})$/.exec(plain) ?? /^(?:\+|00|010)810?([789]0\d{8})$/.exec(plain);
  if (national !== null) return `+81${national[1] ?? ''}`;
  return /^\+(?!81)[1-9]\d{7,14}$/.test(plain) ? plain : null;
}
