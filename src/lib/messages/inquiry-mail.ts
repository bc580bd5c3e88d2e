import { mailRow, type MailText } from './mail-text.ts';

/** The kinds of mail about an inquiry. */
export const INQUIRY_MAIL_KINDS = ['inquiry_received', 'inquiry_received_staff'] as const;
export type InquiryMailKind = (typeof INQUIRY_MAIL_KINDS)[number];

/** What such a mail speaks of; nothing is escaped yet. */
export interface InquiryMailValues {
  readonly municipalityName: string;
  readonly departmentName: string;
  readonly receiptNumber: string;
  readonly receivedAt: string;
  readonly managementLabel: string;
  readonly company: string;
  readonly writerName: string;
  readonly email: string;
  readonly phone: string;
  /** The question, line by line. */
  readonly body: readonly string[];
}

interface InquiryMailCatalogue {
  readonly greeting: (values: InquiryMailValues, kind: InquiryMailKind) => string;
  readonly kinds: Readonly<Record<InquiryMailKind, (values: InquiryMailValues) => MailText>>;
}

/**
 * The receipt repeats nothing that was typed: whoever types another's address shall not have words of
 * their own mailed there in a municipality's name.
 */
export const INQUIRY_MAIL_JA: InquiryMailCatalogue = {
  greeting: (m, kind) => (kind === 'inquiry_received' ? 'ご担当者 様' : `${m.departmentName} ご担当者 様`),
  kinds: {
    inquiry_received: (m) => ({
      subject: `【${m.municipalityName}】お問い合わせを受け付けました（受付番号 ${m.receiptNumber}）`,
      paragraphs: [
        '電子契約についてのお問い合わせを受け付けました。担当課からの返事をお待ちください。',
        'お心当たりのない場合は、ほかの方がメールアドレスを誤って入力したおそれがあります。このメールを削除してください。',
      ],
      button: null,
      rows: [
        ...mailRow('受付番号', m.receiptNumber),
        ...mailRow('受付日時', m.receivedAt),
        ...mailRow('担当課', m.departmentName),
      ],
      closing: [],
    }),
    inquiry_received_staff: (m) => ({
      subject: `問い合わせが届きました（受付番号 ${m.receiptNumber}）`,
      paragraphs: [
        '問い合わせフォームから、次の内容が届きました。返事をしたら、「問い合わせ」の画面で回答済みにしてください。',
        '名前とメールアドレスは、本人の入力によるものです。契約の内容を伝える前に、登録の連絡先と照らし合わせてください。',
      ],
      button: '問い合わせを開く',
      rows: [
        ...mailRow('受付番号', m.receiptNumber),
        ...mailRow('受付日時', m.receivedAt),
        ...mailRow('管理番号', m.managementLabel),
        ...mailRow('会社名', m.company),
        ...mailRow('お名前', m.writerName),
        ...mailRow('メールアドレス', m.email),
        ...mailRow('電話番号', m.phone),
        ...mailRow('内容', ...m.body),
      ],
      closing: [],
    }),
  },
};

/** English beside it. */
export const INQUIRY_MAIL_EN: InquiryMailCatalogue = {
  greeting: (m, kind) => (kind === 'inquiry_received' ? 'Dear sir or madam' : m.departmentName),
  kinds: {
    inquiry_received: (m) => ({
      subject: `[${m.municipalityName}] We have received your question (${m.receiptNumber})`,
      paragraphs: [
        'We have received your question about electronic contracting. The department will answer.',
        'If you did not ask, somebody may have mistyped an address: please delete this mail.',
      ],
      button: null,
      rows: [
        ...mailRow('Receipt number', m.receiptNumber),
        ...mailRow('Received', m.receivedAt),
        ...mailRow('Department', m.departmentName),
      ],
      closing: [],
    }),
    inquiry_received_staff: (m) => ({
      subject: `A question has arrived (${m.receiptNumber})`,
      paragraphs: [
        'This came by the inquiry form. Once you have answered, mark it as answered.',
        'Name and address are as typed: compare them with what is registered before you tell of a contract.',
      ],
      button: 'Open the inquiries',
      rows: [
        ...mailRow('Receipt number', m.receiptNumber),
        ...mailRow('Received', m.receivedAt),
        ...mailRow('Management number', m.managementLabel),
        ...mailRow('Company', m.company),
        ...mailRow('Name', m.writerName),
        ...mailRow('Mail address', m.email),
        ...mailRow('Telephone', m.phone),
        ...mailRow('Question', ...m.body),
      ],
      closing: [],
    }),
  },
};
