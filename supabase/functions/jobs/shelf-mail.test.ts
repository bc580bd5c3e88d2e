import { expect, test } from 'vitest';
import { CONFIG } from '../../../tests/functions/fake-ports.ts';
import { PASSKEY_WORDS } from '../../../src/lib/messages/passkey.ts';
import { emailCode } from '../_shared/email-code.ts';
import { renderPasskeyMail, renderShelfMail, type PasskeyMail, type ShelfMail } from './shelf-mail.ts';
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

const PASSKEY: PasskeyMail = {
  to: 'shelf@c.example',
  language: 'ja',
  name: '事務所の<b>スマートフォン</b>',
  at: '2026-04-01T00:15:00Z',
};

test.each(['passkey_added', 'passkey_removed'] as const)(
  'L5: %s says which passkey and when, and leads nowhere',
  (kind) => {
    const { text, html } = renderPasskeyMail(PORTS, kind, PASSKEY);
    expect(text).toContain('事務所の<b>スマートフォン</b>');
    expect(text).toContain('2026年4月1日(水) 09:15:00 JST');
    expect(html).not.toContain('<b>');
    expect(html).not.toContain('href=');
  },
);

test.each([
  ['ja', 'パスキーの名前', PASSKEY_WORDS.ja.title],
  ['easy', 'パスキーの 名前', PASSKEY_WORDS.easy.title],
  ['en', 'Name of the passkey', PASSKEY_WORDS.en.title],
] as const)(
  'L5: it says in the reader’s language (%s) where the passkey is removed',
  (language, row, where) => {
    const { text } = renderPasskeyMail(PORTS, 'passkey_added', { ...PASSKEY, language });
    expect(text).toContain(row);
    expect(text).toContain(where);
  },
);
