import { expect, test } from 'vitest';
import { signingCodeSms } from './sms.ts';

test.each(['滝沢市（試験用）', '東茨城郡城里町長の名が長い自治体'.repeat(5), '𠮷'.repeat(60), ''])(
  'L5: the message with a code is one SMS, and leads nowhere (%s)',
  (name) => {
    const text = signingCodeSms(name, '012345');
    expect(text.length).toBeLessThanOrEqual(70);
    expect(text).toContain('確認コードは012345です');
    expect(text).not.toMatch(/https?:|\/\//);
    expect(text.isWellFormed()).toBe(true);
  },
);

test('L5: it names the service and the municipality', () => {
  expect(signingCodeSms('滝沢市（試験用）', '012345')).toMatch(/^【電子契約】滝沢市（試験用）の/);
});
