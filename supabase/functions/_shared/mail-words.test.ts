import { expect, test } from 'vitest';
import { type MailValues } from '../../../src/lib/messages/mail-text.ts';
import { MAIL_JA } from '../../../src/lib/messages/mail.ts';
import { renderMail } from './mail-render.ts';
import { fillWords, type OwnWords } from './mail-words.ts';

const VALUES: MailValues = {
  municipalityName: '盛岡市',
  title: '市道改良工事',
  recipient: '株式会社試験建設 試験 太郎',
  company: '株式会社試験建設',
  senderName: '試験 花子',
  senderDepartment: '財政部契約検査課',
  documents: ['契約書.pdf'],
  deadline: '2026年1月14日(水) 23:59:59 JST',
  downloadUntil: '',
  reason: '',
  code: '',
  codeUntil: '',
  votedOn: '',
  billNumber: '',
  corrects: false,
};
const LINK = 'https://shomei.example/s#token';
const CONTACT = {
  departmentName: '財政部契約検査課',
  contactName: null,
  contactPhone: '019-000-0000',
  contactHours: '平日 9:00–17:00',
  contactEmail: null,
};
const NONE: OwnWords = { subject: null, paragraph: null, signature: null, contact: CONTACT };
const mailOf = (own: OwnWords) =>
  renderMail(MAIL_JA, 'sign_request', VALUES, LINK, false, fillWords(own, { ...VALUES }));

test('M17, M87: without words of its own the subject is as announced, and the signature is whom to ask', () => {
  const { subject, text } = mailOf(NONE);
  expect(subject).toBe('【盛岡市】 様より市道改良工事への署名依頼が届いています');
  expect(text).toContain('盛岡市 財政部契約検査課\n電話 019-000-0000\n電話の受付時間 平日 9:00–17:00\n');
  expect(text).not.toContain('メール \n');
});

test('M87: own words follow ours, and stand before the warning', () => {
  const { subject, text, html } = mailOf({
    ...NONE,
    subject: '［至急］',
    paragraph: '期限は{deadline}です。\n\n二段落目',
    signature: '{municipalityName}',
  });
  expect(subject).toBe('【盛岡市】 様より市道改良工事への署名依頼が届いています［至急］');
  const order = [
    LINK,
    '期限は2026年1月14日(水) 23:59:59 JSTです。',
    '二段落目',
    'あなた専用です',
    '\n盛岡市\n',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(html).toContain('>二段落目</p>');
});

test('M87: own words are escaped, and the only links are the service’s own', () => {
  const evil = '<a href="https://evil.example">文書を確認する</a><script>alert(1)</script>';
  const { html } = mailOf({ ...NONE, subject: evil, paragraph: evil, signature: evil });
  expect(html.match(/<a /g)).toHaveLength(2);
  expect(html.match(/href="[^"]*"/g)).toEqual([`href="${LINK}"`, `href="${LINK}"`]);
  expect(html).not.toContain('<script');
});

test('M87: a value in own words can neither add a header nor markup', () => {
  const title = 'x\r\nBcc: all@example.org\r\n<img src=x>';
  const words = fillWords(
    { ...NONE, subject: '{title}', paragraph: '{title}' },
    { title: 'x Bcc <img src=x>' },
  );
  const { subject, html } = renderMail(MAIL_JA, 'sign_request', { ...VALUES, title }, LINK, false, words);
  expect(subject).not.toMatch(/[\r\n]/);
  expect(html).not.toContain('<img');
});
