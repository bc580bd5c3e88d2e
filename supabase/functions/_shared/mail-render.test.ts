import { expect, test } from 'vitest';
import { MAIL_EN } from '../../../src/lib/messages/mail-en.ts';
import { MAIL_KINDS, type MailValues } from '../../../src/lib/messages/mail-text.ts';
import { MAIL_JA } from '../../../src/lib/messages/mail.ts';
import { renderMail } from './mail-render.ts';

const VALUES: MailValues = {
  municipalityName: '盛岡市',
  title: '市道改良工事',
  recipient: '株式会社試験建設 試験 太郎',
  company: '株式会社試験建設',
  senderName: '試験 花子',
  senderDepartment: '財政部契約検査課',
  documents: ['契約書.pdf', '図面.pdf'],
  deadline: '2026年1月14日(水) 23:59:59 JST',
  downloadUntil: '2026年1月28日(水) 23:59:59 JST',
  reason: '',
  code: '',
  codeUntil: '',
  votedOn: '',
  billNumber: '',
  corrects: false,
};
const URL = 'https://shomei.example/s#token';

test('M17: the subject of a request is exactly as announced', () => {
  expect(renderMail(MAIL_JA, 'sign_request', VALUES, URL, false).subject).toBe(
    '【盛岡市】 様より市道改良工事への署名依頼が届いています',
  );
});

test('M19: a request has the button and the address in plain letters', () => {
  const { html, text } = renderMail(MAIL_JA, 'sign_request', VALUES, URL, false);
  expect(html).toMatch(
    /<a href="https:\/\/shomei\.example\/s#token" style="[^"]*padding:14px[^"]*">文書を確認する<\/a>/,
  );
  expect(html).toContain('>https://shomei.example/s#token</a>');
  expect(text).toContain('文書を確認する\nhttps://shomei.example/s#token');
});

test('M40, M41: the completion names what was signed, by whom it was sent and until when it can be downloaded', () => {
  const { subject, text } = renderMail(MAIL_JA, 'completed_contractor', VALUES, URL, false);
  expect(subject).toBe('電子署名完了のお知らせ（市道改良工事）');
  for (const part of [
    '株式会社試験建設 試験 太郎 様',
    'すべての手続が完了しました。署名完了文書ダウンロード画面より、ダウンロードして下さい。',
    '封筒：市道改良工事',
    '文書：契約書.pdf',
    '図面.pdf',
    '送り主：盛岡市 財政部契約検査課 試験 花子',
    'ダウンロード有効期間：14日間（2026年1月28日(水) 23:59:59 JSTまで）',
    'ダウンロード\nhttps://shomei.example/s#token',
  ]) {
    expect(text).toContain(part);
  }
});

test.each(MAIL_KINDS)('%s says 試験用 first while a 試験用 anchor is in use, and never else', (kind) => {
  const test = renderMail(MAIL_JA, kind, VALUES, URL, true);
  const real = renderMail(MAIL_JA, kind, VALUES, URL, false);
  expect(test.text.startsWith('試験用（契約の証明には使えません）')).toBe(true);
  expect(test.html).toContain('試験用（契約の証明には使えません）');
  expect(real.text + real.html).not.toContain('試験用（契約');
});

test.each(MAIL_KINDS)('%s lets no value add a header, a line or markup', (kind) => {
  const evil =
    'x\r\nBcc: all@example.org\r\n\r\n<img src="https://evil.example/a.png" onerror=alert(1)>\u2028"';
  const values: MailValues = {
    municipalityName: evil,
    title: evil,
    recipient: evil,
    company: evil,
    senderName: evil,
    senderDepartment: evil,
    documents: [evil],
    deadline: evil,
    downloadUntil: evil,
    reason: evil,
    code: evil,
    codeUntil: evil,
    votedOn: evil,
    billNumber: evil,
    corrects: true,
  };
  const mail = renderMail(MAIL_JA, kind, values, URL, false);
  expect(mail.subject).not.toMatch(/[\r\n\u2028]/);
  expect(mail.text).not.toMatch(/^Bcc:/m);
  expect(mail.html).not.toMatch(/<img|onerror="|\s"onerror/);
});

test.each(MAIL_KINDS)('%s loads nothing from anywhere', (kind) => {
  expect(renderMail(MAIL_JA, kind, VALUES, URL, true).html).not.toMatch(/\bsrc=|url\(|<link|<script/);
});

test('issue: 仮契約: the mail says from which day the contract is final, by which bill, and that it corrects', () => {
  const { subject, text } = renderMail(
    MAIL_JA,
    'council_passed_contractor',
    { ...VALUES, votedOn: '2026年12月18日(金)', billNumber: '議案第12号', corrects: true },
    URL,
    false,
  );
  expect(subject).toBe('本契約となりました（市道改良工事）');
  for (const part of ['議決の日（2026年12月18日(金)）', '議案番号：議案第12号', '訂正します'])
    expect(text).toContain(part);
});

test('issue: 仮契約: a first mail corrects nothing, and leaves out a bill that was not given', () => {
  const values = { ...VALUES, votedOn: '2026年12月18日(金)' };
  const { text } = renderMail(MAIL_JA, 'council_rejected_contractor', values, URL, false);
  expect(text).toContain('本契約となりませんでした');
  expect(text).not.toMatch(/訂正します|議案番号/);
});

test('the two languages know the same kinds', () => {
  expect(Object.keys(MAIL_EN.kinds)).toEqual(Object.keys(MAIL_JA.kinds));
  expect(Object.keys(MAIL_JA.kinds)).toEqual([...MAIL_KINDS]);
});

test('M42, M61: the mail before the 14 days end says what to do, and where the documents are after them', () => {
  const { text } = renderMail(MAIL_JA, 'download_reminder_contractor', VALUES, URL, false);
  expect(text).toContain('「ダウンロード」を押して、保存してください。');
  expect(text).toContain('「ライブラリ」を開くと、文書を保存できます。');
  expect(text).toContain('2026年1月28日(水) 23:59:59 JSTまで');
});
