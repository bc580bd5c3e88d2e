import { describe, expect, it } from 'vitest';
import { MAIL_EASY } from './mail-easy.ts';
import { MAIL_EN } from './mail-en.ts';
import { MAIL_KINDS, type MailValues } from './mail-text.ts';
import { MAIL_JA } from './mail.ts';

const VALUES: MailValues = {
  municipalityName: '滝沢市',
  title: '舗装工事',
  recipient: '試験建設 試験 太郎',
  company: '試験建設',
  senderName: '試験 花子',
  senderDepartment: '財務課',
  documents: ['契約書.pdf'],
  deadline: 'DEADLINE',
  downloadUntil: 'WINDOW',
  reason: 'REASON',
  code: '123456',
  codeUntil: 'CODE-END',
  votedOn: 'VOTED',
  billNumber: 'BILL',
  corrects: true,
};
/** Mails to whoever holds a link; the others go to staff. */
const TO_CONTRACTORS = MAIL_KINDS.filter((kind) => /_contractor$/.test(kind)).concat([
  'sign_request',
  'reissued',
  'signing_code',
]);

describe.each([
  ['easy', MAIL_EASY],
  ['en', MAIL_EN],
] as const)('M16: mails to contractors (%s)', (_language, catalogue) => {
  it.each(TO_CONTRACTORS)('%s says in its own words all that the Japanese one says', (kind) => {
    const [own, japanese] = [catalogue.kinds[kind](VALUES), MAIL_JA.kinds[kind](VALUES)];
    expect(own.subject).not.toBe(japanese.subject);
    for (const text of own.paragraphs) expect(japanese.paragraphs).not.toContain(text);
    // Facts: the same values in as many rows, a button where there is one.
    expect(own.rows.length).toBe(japanese.rows.length);
    const facts = ({ rows, subject, paragraphs }: typeof own): string[] =>
      ['舗装工事', 'DEADLINE', 'WINDOW', 'REASON', '123456', 'CODE-END', 'VOTED', 'BILL'].filter((fact) =>
        [subject, ...paragraphs, ...rows.flatMap(({ values }) => values)].join('\n').includes(fact),
      );
    expect(facts(own)).toEqual(facts(japanese));
    expect(own.button === null).toBe(japanese.button === null);
  });
});

it.each(TO_CONTRACTORS)('やさしい日本語: %s is free of the words that make it hard', (kind) => {
  const { subject, paragraphs, closing } = MAIL_EASY.kinds[kind](VALUES);
  for (const text of [subject, ...paragraphs, ...closing])
    expect(text).not.toMatch(/いただ|おそれ|ご確認|お手続|又は|及び|ございます|つきまして/);
});
