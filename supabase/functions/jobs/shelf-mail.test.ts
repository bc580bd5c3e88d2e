import { expect, test } from 'vitest';
import { CONFIG } from '../../../tests/functions/fake-ports.ts';
import { emailCode } from '../_shared/email-code.ts';
import { renderShelfMail, type ShelfMail } from './shelf-mail.ts';
import type { JobPorts } from './ports.ts';

const PORTS = { config: CONFIG } as JobPorts;
const MAIL: ShelfMail = {
  to: 'shelf@c.example',
  codeId: '11111111-1111-4111-8111-111111111111',
  language: 'ja',
  expiresAt: '2026-04-01T00:15:00Z',
};

test('M61: the mail brings the code and its end in JST, and leads nowhere', async () => {
  const code = await emailCode(CONFIG.linkKey, MAIL.codeId);
  const { subject, text, html } = await renderShelfMail(PORTS, MAIL);
  expect(subject).toBe(`【ライブラリ】確認コード ${code}`);
  expect(text).toContain('2026年4月1日');
  expect(text).toContain('9:15');
  expect(html).not.toContain('href=');
});

test.each([
  ['easy', '<html lang="ja">', 'けしてください'],
  ['en', '<html lang="en">', 'please delete this mail'],
] as const)('M61: the mail speaks the language of the screen: %s', async (language, lang, words) => {
  const { html } = await renderShelfMail(PORTS, { ...MAIL, language });
  expect(html).toContain(lang);
  expect(html).toContain(words);
});
