import {
  APPLICATION_MAIL_JA,
  type ApplicationMailCatalogue,
  type ApplicationMailValues,
} from './application-mail.ts';
import { mailRow as row, type MailCatalogue } from './mail-text.ts';

/** What stands around every mail, in やさしい日本語. */
export const MAIL_FRAME_EASY: Pick<MailCatalogue, 'lang' | 'testOnly' | 'urlHint' | 'footer'> = {
  lang: 'ja',
  testOnly: 'れんしゅうです（試験用）。ほんとうの契約（けいやく）には つかえません',
  urlHint: 'ボタンが おせないときは、つぎの アドレスを ブラウザーに コピーしてください。',
  footer: (municipalityName) => [
    `このメールは ${municipalityName}の 電子契約サービスが 自動で おくりました。返事（へんじ）を おくっても 読むことが できません。`,
    'このメールに おぼえが ないときは、すててください。そして 市（し）の 担当課（たんとうか）に 電話してください。',
  ],
};

const receiptEasy = (m: ApplicationMailValues): string =>
  m.version > 1 ? `${m.receiptNumber}（${String(m.version)}回目）` : m.receiptNumber;
const caseEasy = (m: ApplicationMailValues) => [
  ...row('案件番号（あんけん ばんごう）', m.caseNumber),
  ...row('案件の名前', m.caseName),
  ...row('会社の名前', m.company),
  ...row('契約する人（名義人）', m.principalName),
];
const ASK_EASY = 'わからないときは、市の 担当課（たんとうか）に 聞いてください。';

/** Mails about an application in やさしい日本語; what staff read stays as they read it. */
export const APPLICATION_MAIL_EASY: ApplicationMailCatalogue = {
  greeting: APPLICATION_MAIL_JA.greeting,
  kinds: {
    ...APPLICATION_MAIL_JA.kinds,
    application_code: (m) => ({
      subject: `【${m.municipalityName}】電子契約の申請：確認コード ${m.code}`,
      paragraphs: [
        '電子契約（でんしけいやく）の 申請（しんせい）の 画面（がめん）に、この6つの数字を 入れてください。',
        'この数字を ほかの人に おしえないでください。市の人が 数字を 聞くことは ありません。',
      ],
      button: null,
      rows: [...row('確認コード（6つの数字）', m.code), ...row('いつまで', m.codeUntil)],
      closing: [],
    }),
    application_received: (m) => ({
      subject: `【${m.municipalityName}】電子契約の申請を うけとりました（${m.caseName}）`,
      paragraphs: [
        '電子契約（でんしけいやく）の 申請（しんせい）を うけとりました。市が しらべて、けっかを メールで おしらせします。まってください。',
        `署名（しょめい）の おねがいの メールは ${m.senderAddress} から とどきます。このメールを うけとることが できるように してください。`,
      ],
      button: null,
      rows: [
        ...row('受付番号（うけつけ ばんごう）', receiptEasy(m)),
        ...row('うけとった日時', m.receivedAt),
        ...caseEasy(m),
        ...row('メールアドレス', m.email),
        ...row('つけた書類（しょるい）', ...m.attachments),
      ],
      closing: [
        `紙（かみ）の 契約書が いいとき、承諾（しょうだく）を やめたいときも、市に 電話してください。${ASK_EASY}`,
      ],
    }),
    application_accepted: (m) => ({
      subject: `【${m.municipalityName}】電子契約の申請を みとめました（${m.caseName}）`,
      paragraphs: [
        'あなたの 申請（しんせい）を みとめました（受理）。契約書（けいやくしょ）が できたら、署名（しょめい）の おねがいの メールを おくります。',
        `そのメールは ${m.senderAddress} から とどきます。`,
      ],
      button: null,
      rows: [...caseEasy(m), ...row('メールアドレス', m.email)],
      closing: [],
    }),
    application_returned: (m) => ({
      subject: `【${m.municipalityName}】電子契約の申請を なおしてください（${m.caseName}）`,
      paragraphs: [
        'あなたの 申請（しんせい）に、なおしてほしいところが あります（差戻し）。下の 理由（りゆう）を 読んで、もういちど 申請してください。',
        ...(m.resumable
          ? [
              'ボタンを おすと、前に 入れたことが 入った画面が ひらきます。ちがう スマートフォンや パソコンでも できます。おくるときに、もういちど 6つの数字の メールが とどきます。',
            ]
          : []),
      ],
      button: m.resumable ? '申請を なおす' : '申請の画面を ひらく',
      rows: [
        ...row('理由（市の人が 書きました）', m.reason),
        ...row('受付番号（うけつけ ばんごう）', receiptEasy(m)),
        ...caseEasy(m),
      ],
      closing: [
        ...(m.resumable
          ? ['リンクは 30日 つかえます。あなたの 申請が 見えますから、会社の外の人に おくらないでください。']
          : []),
        ASK_EASY,
      ],
    }),
    application_refused: (m) => ({
      subject: `【${m.municipalityName}】電子契約の申請の けっか（${m.caseName}）`,
      paragraphs: [
        'すみません。あなたの 申請（しんせい）を みとめることが できませんでした（却下）。紙（かみ）の 契約書（けいやくしょ）で 契約してください。',
      ],
      button: null,
      rows: [...row('理由（市の人が 書きました）', m.reason), ...caseEasy(m)],
      closing: [ASK_EASY],
    }),
    draft_copy: (m) => ({
      subject: `【${m.municipalityName}】契約書の 案（あん）を おくります（${m.caseName}）`,
      paragraphs: [
        '契約書（けいやくしょ）の 案（あん）です。契約の保証（ほしょう）の 書類などを つくるときに つかってください。',
        'これは 案です。この文書に 署名（しょめい）することは できません。署名の おねがいは、あとで べつの メールで おくります。',
      ],
      button: '契約書の 案を 見る',
      rows: [...row('文書', m.documentName), ...row('いつまで 見られるか', m.openUntil), ...caseEasy(m)],
      closing: ['このメールの アドレスは あなただけの ものです。ほかの人に おくらないでください。'],
    }),
    application_change_notice: (m) => ({
      subject: `【${m.municipalityName}】べつの申請が とどきました（${m.caseName}）`,
      paragraphs: [
        'この案件（あんけん）で、べつの メールアドレスから 電子契約の 申請（しんせい）が とどきました。市が しらべます。',
        '市が みとめるまで、あなたの 登録（とうろく）は かわりません。おぼえが ないときは、すぐに 市の 担当課（たんとうか）に 電話してください。',
      ],
      button: null,
      rows: caseEasy(m),
      closing: [],
    }),
    application_superseded: (m) => ({
      subject: `【${m.municipalityName}】申請が 新しい申請に かわりました（${m.caseName}）`,
      paragraphs: [
        'この案件（あんけん）の 新しい 申請（しんせい）を みとめました。これからの 署名（しょめい）の おねがいは、新しい メールアドレスに とどきます。',
        'このメールアドレスに とどいた おねがいでは、署名が できません。おぼえが ないときは、すぐに 市の 担当課（たんとうか）に 電話してください。',
      ],
      button: null,
      rows: caseEasy(m),
      closing: [],
    }),
  },
};
