import type { MailText } from './mail.ts';

/** The kinds of mail about an application or an address being confirmed. */
export const APPLICATION_MAIL_KINDS = [
  'application_code',
  'application_received',
  'application_received_staff',
  'application_accepted',
  'application_returned',
  'application_refused',
  'draft_copy',
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
  readonly receivedAt: string;
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

interface ApplicationMailCatalogue {
  readonly greeting: (values: ApplicationMailValues) => string;
  readonly kinds: Readonly<Record<ApplicationMailKind, (values: ApplicationMailValues) => MailText>>;
}

const row = (label: string, ...values: readonly string[]) =>
  values.some((value) => value !== '') ? [{ label, values }] : [];

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
        ...row('受付番号', m.receiptNumber),
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
      ],
      button: '申請の画面を開く',
      rows: [...row('理由', m.reason), ...caseJa(m)],
      closing: ['申請に使った端末では、前に入力した内容から続けられます。'],
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
  },
};

const caseEn = (m: ApplicationMailValues) => [
  ...row('Case number', m.caseNumber),
  ...row('Case', m.caseName),
  ...row('Company', m.company),
  ...row('Named party', m.principalName),
];

/** English beside it. */
export const APPLICATION_MAIL_EN: ApplicationMailCatalogue = {
  greeting: (m) => (m.recipient === '' ? 'Dear applicant' : m.recipient),
  kinds: {
    application_code: (m) => ({
      subject: `[${m.municipalityName}] Electronic contracting: your code ${m.code}`,
      paragraphs: ['Enter this code in the application form.', 'Tell it to nobody. Staff never ask for it.'],
      button: null,
      rows: [...row('Code', m.code), ...row('Good until', m.codeUntil)],
      closing: [],
    }),
    application_received: (m) => ({
      subject: `[${m.municipalityName}] Your application has been received (${m.caseName})`,
      paragraphs: [
        'We have received your application for electronic contracting and will tell you the outcome by mail.',
        `Signature requests come from ${m.senderAddress}. Please allow mail from this address.`,
      ],
      button: null,
      rows: [
        ...row('Receipt number', m.receiptNumber),
        ...row('Received', m.receivedAt),
        ...caseEn(m),
        ...row('Mail address', m.email),
        ...row('Attachments', ...m.attachments),
      ],
      closing: ['To ask for a paper contract, or to withdraw your acceptance, contact the office in charge.'],
    }),
    application_received_staff: (m) => ({
      subject: `An application has arrived (${m.caseName})`,
      paragraphs: ['An application for electronic contracting has arrived: accept, return or refuse it.'],
      button: 'Open the case',
      rows: [...caseEn(m), ...row('Received', m.receivedAt), ...row('Attachments', ...m.attachments)],
      closing: [],
    }),
    application_accepted: (m) => ({
      subject: `[${m.municipalityName}] Your application is accepted (${m.caseName})`,
      paragraphs: [
        'Your application is accepted. Once the contract is ready, you will receive a signature request.',
        `It comes from ${m.senderAddress}.`,
      ],
      button: null,
      rows: [...caseEn(m), ...row('Mail address', m.email)],
      closing: [],
    }),
    application_returned: (m) => ({
      subject: `[${m.municipalityName}] Please correct your application (${m.caseName})`,
      paragraphs: ['Something in your application needs correcting. Please see the reason and apply again.'],
      button: 'Open the form',
      rows: [...row('Reason', m.reason), ...caseEn(m)],
      closing: ['On the device that you used, you can go on from what you typed.'],
    }),
    application_refused: (m) => ({
      subject: `[${m.municipalityName}] The outcome of your application (${m.caseName})`,
      paragraphs: ['We are sorry: the application cannot be accepted. Please contract on paper.'],
      button: null,
      rows: [...row('Reason', m.reason), ...caseEn(m)],
      closing: ['If you have questions, contact the office in charge.'],
    }),
    draft_copy: (m) => ({
      subject: `[${m.municipalityName}] A draft of the contract (${m.caseName})`,
      paragraphs: [
        'Here is a draft of the contract, for preparing the guarantee and other papers.',
        'It is a draft and cannot be signed. You will be asked to sign by another mail once the contract is ready.',
      ],
      button: 'Open the draft',
      rows: [...row('Document', m.documentName), ...row('Open until', m.openUntil), ...caseEn(m)],
      closing: ['The address in this mail is yours alone. Please do not forward it.'],
    }),
  },
};
