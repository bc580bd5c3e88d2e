import { mailRow as row, type MailText } from './mail-text.ts';

/** The kinds of mail about an application or an address being confirmed. */
export const APPLICATION_MAIL_KINDS = [
  'application_code',
  'application_received',
  'application_received_staff',
  'application_accepted',
  'application_returned',
  'application_refused',
  'draft_copy',
  'application_change_notice',
  'application_superseded',
  'application_bounced_staff',
] as const;
export type ApplicationMailKind = (typeof APPLICATION_MAIL_KINDS)[number];

/** What such a mail speaks of; nothing is escaped yet. */
export interface ApplicationMailValues {
  readonly municipalityName: string;
  readonly departmentName: string;
  readonly recipient: string;
  readonly caseNumber: string;
  readonly caseName: string;
  readonly company: string;
  readonly principalName: string;
  readonly email: string;
  readonly receiptNumber: string;
  /** 1 = as it came first; each correction counts on. */
  readonly version: number;
  readonly receivedAt: string;
  /** The mail's link opens what was given, rather than an empty form. */
  readonly resumable: boolean;
  /** Of a 契約書案: its document, and the last second in words; empty otherwise. */
  readonly documentName: string;
  readonly openUntil: string;
  readonly attachments: readonly string[];
  readonly reason: string;
  /** Six digits; empty unless the mail carries a code. */
  readonly code: string;
  readonly codeUntil: string;
  /** The address that signature requests come from. */
  readonly senderAddress: string;
}

/** Mails about an application, in one language. */
export interface ApplicationMailCatalogue {
  readonly greeting: (values: ApplicationMailValues) => string;
  readonly kinds: Readonly<Record<ApplicationMailKind, (values: ApplicationMailValues) => MailText>>;
}

const receiptJa = (m: ApplicationMailValues): string =>
  m.version > 1 ? `${m.receiptNumber}（第${String(m.version)}版）` : m.receiptNumber;
const caseJa = (m: ApplicationMailValues) => [
  ...row('案件番号', m.caseNumber),
  ...row('案件名', m.caseName),
  ...row('会社名', m.company),
  ...row('名義人', m.principalName),
];

/** Japanese: what people read. */
export const APPLICATION_MAIL_JA: ApplicationMailCatalogue = {
  greeting: (m) => (m.recipient === '' ? 'ご担当者 様' : `${m.recipient} 様`),
  kinds: {
    application_code: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請：確認コード ${m.code}`,
      paragraphs: [
        '電子契約の利用申請の画面に、次の確認コードを入力してください。',
        'このコードを、ほかの人に伝えないでください。職員がコードをお尋ねすることはありません。',
      ],
      button: null,
      rows: [...row('確認コード', m.code), ...row('有効期限', m.codeUntil)],
      closing: [],
    }),
    application_received: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請を受け付けました（${m.caseName}）`,
      paragraphs: [
        '次の内容で、電子契約の利用申請を受け付けました。担当課で内容を確認し、結果をメールでお知らせします。',
        `署名依頼のメールは ${m.senderAddress} から届きます。このアドレスからのメールを受信できるように設定してください。`,
      ],
      button: null,
      rows: [
        ...row('受付番号', receiptJa(m)),
        ...row('受付日時', m.receivedAt),
        ...caseJa(m),
        ...row('メールアドレス', m.email),
        ...row('添付書類', ...m.attachments),
      ],
      closing: ['紙の契約書を希望する場合や、承諾を撤回する場合は、担当課へご連絡ください。'],
    }),
    application_received_staff: (m) => ({
      subject: `電子契約の利用申請が届きました（${m.caseName}）`,
      paragraphs: [
        '電子契約の利用申請が届きました。内容を確認し、受理・差戻し・却下のいずれかを選んでください。',
      ],
      button: '案件を開く',
      rows: [...caseJa(m), ...row('受付日時', m.receivedAt), ...row('添付書類', ...m.attachments)],
      closing: [],
    }),
    application_accepted: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請を受理しました（${m.caseName}）`,
      paragraphs: [
        '電子契約の利用申請を受理しました。契約書の準備ができましたら、署名依頼のメールをお送りします。',
        `署名依頼のメールは ${m.senderAddress} から届きます。`,
      ],
      button: null,
      rows: [...caseJa(m), ...row('メールアドレス', m.email)],
      closing: [],
    }),
    application_returned: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請の修正のお願い（${m.caseName}）`,
      paragraphs: [
        '電子契約の利用申請に、直していただきたいところがあります。次の理由を確かめて、もう一度申請してください。',
        ...(m.resumable
          ? [
              '次のボタンから、前に入力した内容の入った画面が開きます。どの端末でも開けます。送るときに、確認コードをもう一度メールで受け取ります。',
            ]
          : []),
      ],
      button: m.resumable ? '申請を直す' : '申請の画面を開く',
      rows: [...row('理由', m.reason), ...row('受付番号', receiptJa(m)), ...caseJa(m)],
      closing: m.resumable
        ? ['リンクは30日間有効です。申請の内容が見えますので、社外の方に転送しないでください。']
        : [],
    }),
    application_refused: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請の結果（${m.caseName}）`,
      paragraphs: [
        '申し訳ありませんが、電子契約の利用申請を受理できませんでした。紙の契約書で手続きをお願いします。',
      ],
      button: null,
      rows: [...row('理由', m.reason), ...caseJa(m)],
      closing: ['ご不明な点は、担当課へお問い合わせください。'],
    }),
    draft_copy: (m) => ({
      subject: `【${m.municipalityName}】契約書案の送付（${m.caseName}）`,
      paragraphs: [
        '契約書案をお送りします。契約の保証に関する書類の作成などにお使いください。',
        'これは案です。この文書に署名することはできません。署名のお願いは、契約書ができてから、改めてメールでお送りします。',
      ],
      button: '契約書案を確認する',
      rows: [...row('文書', m.documentName), ...row('公開の期限', m.openUntil), ...caseJa(m)],
      closing: ['このメールのURLは、あなた専用です。ほかの人に転送しないでください。'],
    }),
    application_change_notice: (m) => ({
      subject: `【${m.municipalityName}】別の電子契約の利用申請が届きました（${m.caseName}）`,
      paragraphs: [
        'この案件について、別のメールアドレスから電子契約の利用申請が届きました。担当課が内容を確認します。',
        '受理されるまで、現在の登録は変わりません。お心当たりのないときは、すぐに担当課へご連絡ください。',
      ],
      button: null,
      rows: caseJa(m),
      closing: [],
    }),
    application_superseded: (m) => ({
      subject: `【${m.municipalityName}】電子契約の利用申請が新しい申請に置き換わりました（${m.caseName}）`,
      paragraphs: [
        'この案件の新しい利用申請を受理しました。これからの署名依頼は、新しい申請のメールアドレスに届きます。',
        'このメールアドレスに届いていた署名依頼では、署名できなくなりました。お心当たりのないときは、すぐに担当課へご連絡ください。',
      ],
      button: null,
      rows: caseJa(m),
      closing: [],
    }),
    application_bounced_staff: (m) => ({
      subject: `利用申請のメールが届きませんでした（${m.caseName}）`,
      paragraphs: [
        '電子契約の利用申請の申請者に送ったメールが、届きませんでした。案件の画面で内容を確かめ、申請者に電話などで連絡してください。',
      ],
      button: '案件を開く',
      rows: [...caseJa(m), ...row('メールアドレス', m.email), ...row('受付番号', receiptJa(m))],
      closing: [],
    }),
  },
};
