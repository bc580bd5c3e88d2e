import {
  APPLICATION_MAIL_EASY,
  APPLICATION_MAIL_EN,
  APPLICATION_MAIL_JA,
  INQUIRY_MAIL_EN,
  INQUIRY_MAIL_JA,
  PASSKEY_MAIL,
  SHELF_MAIL,
  MAIL_EN,
  MAIL_FRAME_EASY,
  MAIL_JA,
  type ApplicationMailKind,
  type ApplicationMailValues,
  type InquiryMailKind,
  type InquiryMailValues,
  type PasskeyMailKind,
  type PasskeyMailValues,
  type ShelfMailText,
  type ShelfMailValues,
  type MailCatalogue,
  type MailKind,
  type MailText,
  type MailValues,
} from './core.ts';
import { NO_WORDS, type MailWords } from './mail-words.ts';

/** One mail, ready to be handed to a mail server. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A value for one line: a control character in a name could begin a header or forge a line of the text. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (c) => entities[c] ?? c);
}

/** Every value of a mail as one line each. */
export function cleanValues<T extends object>(values: T): T {
  const clean = (value: unknown): unknown =>
    typeof value === 'string' ? oneLine(value) : Array.isArray(value) ? value.map(clean) : value;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, clean(value)])) as T;
}

const FONT = "font-family:'Noto Sans JP','Hiragino Sans','Yu Gothic',Meiryo,sans-serif";
const paragraph = (text: string, style = ''): string =>
  `<p style="margin:0 0 16px;${style}">${text.split('\n').map(escapeHtml).join('<br>')}</p>`;

/**
 * One mail in plain text and HTML, from the catalogue's words. Every value is escaped, and none can add a
 * line; the HTML loads nothing from anywhere.
 *
 * @param url - where the button leads; also printed in plain letters. Ignored where the kind has no button.
 */
export function renderMail(
  catalogue: MailCatalogue,
  kind: MailKind,
  raw: MailValues,
  url: string,
  testOnly: boolean,
  words: MailWords = NO_WORDS,
): RenderedMail {
  const values = cleanValues(raw);
  return layOutMail(
    catalogue,
    {
      ...catalogue.kinds[kind](values),
      greeting: catalogue.greeting(values),
      footer: catalogue.footer(values.municipalityName),
    },
    url,
    testOnly,
    words,
  );
}

/** What an applicant's mails are written in: the frame, and the words. */
const APPLICATION_WORDS = {
  ja: [MAIL_JA, APPLICATION_MAIL_JA],
  easy: [MAIL_FRAME_EASY, APPLICATION_MAIL_EASY],
  en: [MAIL_EN, APPLICATION_MAIL_EN],
} as const;
export type MailLanguage = keyof typeof APPLICATION_WORDS;

/** One mail about an application, as `renderMail` does; in Japanese unless said. */
export function renderApplicationText(
  kind: ApplicationMailKind,
  raw: ApplicationMailValues,
  url: string,
  testOnly: boolean,
  words: MailWords,
  language: MailLanguage = 'ja',
): RenderedMail {
  const values = cleanValues(raw);
  const [frame, catalogue] = APPLICATION_WORDS[language];
  const greeting = catalogue.greeting(values);
  const footer = frame.footer(values.municipalityName);
  return layOutMail(frame, { ...catalogue.kinds[kind](values), greeting, footer }, url, testOnly, words);
}

/** One mail about an inquiry, as `renderMail` does; in Japanese unless said. */
export function renderInquiryText(
  kind: InquiryMailKind,
  raw: InquiryMailValues,
  url: string,
  testOnly: boolean,
  words: MailWords,
  english = false,
): RenderedMail {
  const values = cleanValues(raw);
  const [frame, catalogue] = english ? [MAIL_EN, INQUIRY_MAIL_EN] : [MAIL_JA, INQUIRY_MAIL_JA];
  const greeting = catalogue.greeting(values, kind);
  const footer = frame.footer(values.municipalityName);
  return layOutMail(frame, { ...catalogue.kinds[kind](values), greeting, footer }, url, testOnly, words);
}

/** The mail that opens a shelf, as `renderMail` does. It is nobody's but the service's: no municipality adds to it. */
export function renderShelfText(
  language: keyof typeof SHELF_MAIL,
  raw: ShelfMailValues,
  testOnly: boolean,
): RenderedMail {
  return layOutShelf(language, SHELF_MAIL[language](cleanValues(raw)), testOnly);
}

/** A mail about a passkey of a shelf, as `renderShelfText` does. */
export function renderPasskeyText(
  language: keyof typeof PASSKEY_MAIL,
  kind: PasskeyMailKind,
  raw: PasskeyMailValues,
  testOnly: boolean,
): RenderedMail {
  return layOutShelf(language, PASSKEY_MAIL[language][kind](cleanValues(raw)), testOnly);
}

const layOutShelf = (
  language: keyof typeof SHELF_MAIL,
  mail: ShelfMailText,
  testOnly: boolean,
): RenderedMail => layOutMail(language === 'en' ? MAIL_EN : MAIL_JA, mail, '', testOnly, NO_WORDS);

/**
 * Lays one mail out in the frame that all mails share. What the municipality adds (M87) stands between our own words:
 * it can neither take the place of the link nor of a warning, and is escaped like any value.
 *
 * @param mail - words whose values went through `cleanValues`.
 * @param url - see `renderMail`.
 */
function layOutMail(
  catalogue: Pick<MailCatalogue, 'lang' | 'testOnly' | 'urlHint'>,
  mail: MailText & { readonly greeting: string; readonly footer: readonly string[] },
  url: string,
  testOnly: boolean,
  words: MailWords,
): RenderedMail {
  const { greeting, footer } = mail;
  const subject = `${mail.subject}${words.subject}`;
  const rowText = mail.rows.map((row) => `${row.label}：${row.values.join('\n　　')}`).join('\n');
  const link = mail.button === null ? [] : [`${mail.button}\n${url}`];
  const text = [
    ...(testOnly ? [catalogue.testOnly] : []),
    greeting,
    ...mail.paragraphs,
    ...link,
    rowText,
    ...words.paragraphs,
    ...mail.closing,
    words.signature,
    `--\n${footer.join('\n')}`,
  ]
    .filter((block) => block !== '')
    .join('\n\n');

  const cell = 'padding:8px 12px;border-bottom:1px solid #d9d9d9;text-align:left;vertical-align:top';
  const rows = mail.rows
    .map((row) => {
      const lines = row.values.map(escapeHtml).join('<br>');
      return `<tr><th scope="row" style="${cell};width:30%;font-weight:700">${escapeHtml(row.label)}</th><td style="${cell}">${lines}</td></tr>`;
    })
    .join('');
  // 14 + 20 + 14 px: a target of 48 px, wherever a mail program ignores min-height.
  const button =
    mail.button === null
      ? ''
      : `<p style="margin:24px 0"><a href="${escapeHtml(url)}" style="display:inline-block;min-height:20px;padding:14px 32px;line-height:20px;border-radius:8px;background:#0017c1;color:#ffffff;font-weight:700;text-decoration:none">${escapeHtml(mail.button)}</a></p>` +
        paragraph(catalogue.urlHint, 'font-size:14px;margin-bottom:4px') +
        `<p style="margin:0 0 24px;font-size:14px;word-break:break-all"><a href="${escapeHtml(url)}" style="color:#0017c1">${escapeHtml(url)}</a></p>`;
  const notice = testOnly
    ? `<p style="margin:0 0 16px;padding:8px 12px;border:2px solid #927200;font-weight:700">${escapeHtml(catalogue.testOnly)}</p>`
    : '';
  const html =
    `<!doctype html><html lang="${catalogue.lang}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(subject)}</title></head>` +
    `<body style="margin:0;background:#f8f8fb;color:#1a1a1c;${FONT};font-size:16px;line-height:1.7">` +
    `<div style="max-width:600px;margin:0 auto;padding:24px 20px;background:#ffffff">` +
    notice +
    paragraph(greeting, 'font-weight:700') +
    mail.paragraphs.map((p) => paragraph(p)).join('') +
    button +
    `<table role="presentation" style="width:100%;border-collapse:collapse;margin:0 0 24px;border-top:1px solid #d9d9d9">${rows}</table>` +
    words.paragraphs.map((p) => paragraph(p)).join('') +
    mail.closing.map((p) => paragraph(p)).join('') +
    (words.signature === '' ? '' : paragraph(words.signature, 'margin-top:24px')) +
    `<hr style="border:0;border-top:1px solid #d9d9d9;margin:24px 0">` +
    footer.map((p) => paragraph(p, 'font-size:14px;color:#595959;margin-bottom:4px')).join('') +
    `</div></body></html>`;
  return { subject, text: `${text}\n`, html };
}
