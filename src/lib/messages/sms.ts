/** An SMS with other characters than GSM's holds so many UTF-16 units; longer ones are paid for twice, or come apart. */
const SMS_UNITS = 70;

/**
 * The code for signing, as an SMS: one message, whom it is from first, and no address to follow. In Japanese alone,
 * since two languages do not fit; digits and 「コード」 are what phones offer to fill in.
 *
 * @param municipalityName - shortened where the message would become two.
 * @param code - six digits.
 */
export function signingCodeSms(municipalityName: string, code: string): string {
  const before = '【電子契約】';
  const after = `の署名の確認コードは${code}です。15分以内に署名の画面へ入力し、ほかの人に教えないでください。`;
  let name = [...municipalityName];
  if (before.length + municipalityName.length + after.length > SMS_UNITS) {
    while (name.join('').length > SMS_UNITS - before.length - after.length - 1) name = name.slice(0, -1);
    name.push('…');
  }
  return before + name.join('') + after;
}
