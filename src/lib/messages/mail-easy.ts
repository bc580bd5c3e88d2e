import { MAIL_FRAME_EASY } from './application-mail-easy.ts';
import { mailRow, senderOf, type MailCatalogue, type MailRow, type MailValues } from './mail-text.ts';
import { MAIL_JA } from './mail.ts';

const rows = (m: MailValues): MailRow[] => [
  ...mailRow('署名するもの（封筒）', m.title),
  ...mailRow('文書（ぶんしょ）', ...m.documents),
  ...mailRow('おくった人', senderOf(m)),
];
const voteRows = (m: MailValues): MailRow[] => [
  ...rows(m),
  ...mailRow('議会（ぎかい）が きめた日', m.votedOn),
  ...mailRow('議案番号（ぎあん ばんごう）', m.billNumber),
];
const correction = (m: MailValues): string[] =>
  m.corrects ? ['前の メールは まちがいでした。このメールが 正しいです。'] : [];
const SECRET = 'このメールの アドレス（URL）は あなただけの ものです。ほかの人に おくらないでください。';
const ASK = 'わからないときは、市（し）の 担当課（たんとうか）に 聞いてください。';

/** Mails around signing in やさしい日本語, to contractors; what staff read stays as they read it. */
export const MAIL_EASY: MailCatalogue = {
  ...MAIL_FRAME_EASY,
  greeting: MAIL_JA.greeting,
  kinds: {
    ...MAIL_JA.kinds,
    sign_request: (m) => ({
      subject: `【${m.municipalityName}】署名（しょめい）の おねがいです（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}から、電子契約（でんしけいやく）の 署名（しょめい）の おねがいです。`,
        '「文書を確認する」を おして、契約書を 読んでください。そして、期限（きげん）までに 署名してください。アプリや 登録（とうろく）は いりません。',
      ],
      button: '文書を確認する',
      rows: [...rows(m), ...mailRow('いつまで（署名期限）', m.deadline)],
      closing: [SECRET],
    }),
    completed_contractor: (m) => ({
      subject: `契約（けいやく）が できました（${m.title}）`,
      paragraphs: [
        'ぜんぶ おわりました。契約が できました。',
        '「ダウンロード」を おして、契約書を スマホや パソコンに 入れてください。',
      ],
      button: 'ダウンロード',
      rows: [...rows(m), ...mailRow('ダウンロードできる日', `14日間（${m.downloadUntil}まで）`)],
      closing: ['14日を すぎたときは、おなじ 画面（がめん）で もういちど たのんでください。', SECRET],
    }),
    withdrawn_contractor: (m) => ({
      subject: `署名の おねがいを やめました（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、この署名の おねがいを やめました。なにも しなくて いいです。`,
        `前の メールの アドレス（URL）は つかえません。${ASK}`,
      ],
      button: null,
      rows: [...rows(m), ...mailRow('どうして', m.reason)],
      closing: [],
    }),
    reissued: (m) => ({
      subject: `もういちど ダウンロードできます（${m.title}）`,
      paragraphs: ['契約書を もういちど ダウンロードできます。「ダウンロード」を おしてください。'],
      button: 'ダウンロード',
      rows: [...rows(m), ...mailRow('ダウンロードできる日', `14日間（${m.downloadUntil}まで）`)],
      closing: [SECRET],
    }),
    reminder_contractor: (m) => ({
      subject: `署名の 期限（きげん）が もうすぐです（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}の 文書に、まだ 署名していません。期限までに 署名してください。`,
        'もう 署名したときは、このメールを すててください。',
      ],
      button: '文書を確認する',
      rows: [...rows(m), ...mailRow('いつまで（署名期限）', m.deadline)],
      closing: [SECRET],
    }),
    deadline_extended_contractor: (m) => ({
      subject: `署名の 期限を のばしました（${m.title}）`,
      paragraphs: [`${m.municipalityName}が、署名の 期限（きげん）を あとの日に しました。`],
      button: '文書を確認する',
      rows: [...rows(m), ...mailRow('新しい 期限（署名期限）', m.deadline)],
      closing: [SECRET],
    }),
    download_reminder_contractor: (m) => ({
      subject: `ダウンロードの 期限が もうすぐです（${m.title}）`,
      paragraphs: [
        '契約書を まだ ダウンロードしていません。期限（きげん）までに「ダウンロード」を おしてください。',
        '期限の あとは「ライブラリ」で ダウンロードできます。このメールアドレスで ひらいてください。はじめのページに あります。',
      ],
      button: 'ダウンロード',
      rows: [...rows(m), ...mailRow('いつまで', m.downloadUntil)],
      closing: [SECRET],
    }),
    paper_contractor: (m) => ({
      subject: `紙（かみ）の 契約書に なりました（${m.title}）`,
      paragraphs: [
        'この契約は、紙の 契約書で することに なりました。前の メールの アドレス（URL）は つかえません。電子契約は していません。',
        '紙の 契約書では、収入印紙（しゅうにゅういんし）が いることが あります。つぎに することは、市の 担当課（たんとうか）が おしえます。',
      ],
      button: null,
      rows: [...rows(m), ...mailRow('どうして', m.reason)],
      closing: [],
    }),
    guarantee_returned_contractor: (m) => ({
      subject: `保証（ほしょう）の 書類を もういちど おくってください（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、契約の保証の 書類（しょるい）を 見ました。下の「どうして」を 読んで、新しい 書類を おくってください。`,
        '「書類を差し替える」を おしてください。署名は もういちど しなくて いいです。',
      ],
      button: '書類を差し替える',
      rows: [...rows(m), ...mailRow('どうして', m.reason)],
      closing: [SECRET],
    }),
    signing_code: (m) => ({
      subject: `【${m.municipalityName}】署名の 確認コード ${m.code}`,
      paragraphs: [
        '署名（しょめい）の 画面（がめん）に、この6つの数字を 入れてください。',
        'この数字を ほかの人に おしえないでください。市の人が 数字を 聞くことは ありません。おぼえが ないときは、市の 担当課（たんとうか）に 電話してください。',
      ],
      button: null,
      rows: [
        ...mailRow('確認コード（6つの数字）', m.code),
        ...mailRow('いつまで', m.codeUntil),
        ...mailRow('署名するもの（封筒）', m.title),
      ],
      closing: [],
    }),
    payment_slip_contractor: (m) => ({
      subject: `納付書（のうふしょ）を ダウンロードできます（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、保証（ほしょう）の お金を はらうための 納付書を 用意しました。「納付書を見る」を おしてください。`,
        '現金で はらうときは、この納付書で はらってください。そして、領収書（りょうしゅうしょ）を おなじ画面で おくって、署名してください。前の 納付書は つかわないでください。ほかの 方法（ほうほう）のときは、いりません。',
      ],
      button: '納付書を見る',
      rows: [...rows(m), ...mailRow('いつまで（署名期限）', m.deadline)],
      closing: [SECRET],
    }),
    guarantee_accepted_contractor: (m) => ({
      subject: `保証の 書類は だいじょうぶです（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、契約の保証（ほしょう）の 書類を 見ました。もういちど おくらなくて いいです。`,
        'まだ 署名していないときは、期限（きげん）までに 署名してください。署名したときは、契約が できたら メールを おくります。',
      ],
      button: '手続きの状況を見る',
      rows: [...rows(m), ...mailRow('いつまで（署名期限）', m.deadline)],
      closing: [SECRET],
    }),
    council_passed_contractor: (m) => ({
      subject: `本契約（ほんけいやく）に なりました（${m.title}）`,
      paragraphs: [
        ...correction(m),
        `${m.municipalityName}の 議会（ぎかい）が、この仮契約（かりけいやく）を「よい」と きめました（可決）。${m.votedOn}に 本契約に なりました。`,
        'もういちど 署名しなくて いいです。契約書と 証明書（しょうめいしょ）は、そのまま つかってください。',
      ],
      button: '契約の状況を見る',
      rows: voteRows(m),
      closing: [SECRET],
    }),
    council_rejected_contractor: (m) => ({
      subject: `本契約に なりませんでした（${m.title}）`,
      paragraphs: [
        ...correction(m),
        `${m.municipalityName}の 議会（ぎかい）が、この仮契約（かりけいやく）を「だめ」と きめました（否決）。本契約に なりませんでした。`,
        `つぎに することは、市の 担当課（たんとうか）が おしえます。${ASK}`,
      ],
      button: '契約の状況を見る',
      rows: voteRows(m),
      closing: [SECRET],
    }),
    venture_ended_contractor: (m) => ({
      subject: `署名の おねがいが おわりました（${m.title}）`,
      paragraphs: [
        '共同企業体（きょうどうきぎょうたい）の ぜんぶの 会社の 署名が そろいませんでした。おねがいは おわりました。契約は できていません。',
        'あなたの 署名は つかいません。市の 担当課（たんとうか）の れんらくを まってください。',
      ],
      button: null,
      rows: rows(m),
      closing: [],
    }),
  },
};
