/** The kinds of mail that SQL queues (`private.mail_outbox.kind`). */
export const MAIL_KINDS = [
  'sign_request',
  'completed_contractor',
  'completed_staff',
  'declined_staff',
  'withdrawn_contractor',
  'reissued',
  'reissue_requested_staff',
  'expired_staff',
  'approval_requested_staff',
  'returned_staff',
  'signature_requested_staff',
  'member_invited',
  'reminder_contractor',
  'deadline_extended_contractor',
  'mail_bounced_staff',
  'download_reminder_contractor',
  'paper_contractor',
  'paper_staff',
  'guarantee_submitted_staff',
  'guarantee_returned_contractor',
  'signing_code',
  'access_code_locked_staff',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a mail speaks of. Instants are already words; nothing is escaped yet. */
export interface MailValues {
  readonly municipalityName: string;
  /** 封筒名. */
  readonly title: string;
  /** Whom the mail is to: company or department, and name. */
  readonly recipient: string;
  /** The contractor's company. */
  readonly company: string;
  readonly senderName: string;
  readonly senderDepartment: string;
  readonly documents: readonly string[];
  /** 署名期限, in words; empty where there is none. */
  readonly deadline: string;
  /** Last second of the download window, in words; empty before conclusion. */
  readonly downloadUntil: string;
  /** A person's reason for declining or withdrawing; empty where there is none. */
  readonly reason: string;
  /** Six digits and until when they are good, in words; empty unless the mail brings a code. */
  readonly code: string;
  readonly codeUntil: string;
}

/** One line of facts below the text. */
export interface MailRow {
  readonly label: string;
  readonly values: readonly string[];
}

/** One mail, still without its address to click and without any markup. */
export interface MailText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Label of the button; null where the mail leads nowhere. */
  readonly button: string | null;
  readonly rows: readonly MailRow[];
  readonly closing: readonly string[];
}

/** The frame and the texts of every mail, in one language. */
export interface MailCatalogue {
  readonly lang: string;
  /** Shown first in every mail while a 試験用 anchor or authority is in use. */
  readonly testOnly: string;
  /** Above the address in plain letters, for whoever cannot press the button. */
  readonly urlHint: string;
  readonly footer: (values: MailValues) => readonly string[];
  readonly greeting: (values: MailValues) => string;
  readonly kinds: Readonly<Record<MailKind, (values: MailValues) => MailText>>;
}

const DOWNLOAD_DAYS_JA = '14日間';

const row = (label: string, ...values: readonly string[]): MailRow[] =>
  values.some((value) => value !== '') ? [{ label, values }] : [];
const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' ');
const senderOf = (m: MailValues): string => joined(m.municipalityName, m.senderDepartment, m.senderName);

const rowsJa = (m: MailValues): MailRow[] => [
  ...row('封筒', m.title),
  ...row('文書', ...m.documents),
  ...row('送り主', senderOf(m)),
];
const keepSecretJa = 'このメールのURLは、あなた専用です。ほかの人に転送しないでください。';

/** Japanese: what people read. */
export const MAIL_JA = {
  lang: 'ja',
  testOnly: '試験用（契約の証明には使えません）',
  urlHint: 'ボタンを押せないときは、次のURLをブラウザーに貼り付けてください。',
  footer: (m) => [
    `このメールは、${m.municipalityName}の電子契約サービスから自動で送信しています。返信はできません。`,
    'お心当たりのない場合は、このメールを削除し、担当課へご連絡ください。',
  ],
  greeting: (m) => `${m.recipient} 様`,
  kinds: {
    sign_request: (m) => ({
      subject: `【${m.municipalityName}】 様より${m.title}への署名依頼が届いています`,
      paragraphs: [
        `${m.municipalityName}より、電子契約の署名依頼が届いています。`,
        '「文書を確認する」から文書の内容をご確認のうえ、署名期限までに署名の手続きをお願いします。会員登録やソフトウェアは必要ありません。',
      ],
      button: '文書を確認する',
      rows: [...rowsJa(m), ...row('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    completed_contractor: (m) => ({
      subject: `電子署名完了のお知らせ（${m.title}）`,
      paragraphs: ['すべての手続が完了しました。署名完了文書ダウンロード画面より、ダウンロードして下さい。'],
      button: 'ダウンロード',
      rows: [...rowsJa(m), ...row('ダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`)],
      closing: [
        'ダウンロードの有効期限は14日間です。過ぎた場合は、同じ画面から再発行を依頼できます。',
        keepSecretJa,
      ],
    }),
    completed_staff: (m) => ({
      subject: `電子署名完了のお知らせ（${m.title}）`,
      paragraphs: [
        'すべての手続が完了しました。契約書と電子契約締結証明書は、管理画面からいつでも取り出せます。',
      ],
      button: 'ダウンロード',
      rows: [
        ...rowsJa(m),
        ...row('契約の相手方', m.company),
        ...row('相手方のダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`),
      ],
      closing: [],
    }),
    declined_staff: (m) => ({
      subject: `署名が辞退されました（${m.title}）`,
      paragraphs: [
        `${m.company}が署名を辞退しました。この封筒の手続きは終わり、契約は締結されていません。`,
        '内容を確かめ、必要であれば新しい封筒を作成してください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('辞退の理由', m.reason)],
      closing: [],
    }),
    withdrawn_contractor: (m) => ({
      subject: `署名依頼の取り下げのお知らせ（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、次の署名依頼を取り下げました。お手続きの必要はありません。`,
        'お送りした署名依頼のURLは使えなくなりました。ご不明な点は担当課へお問い合わせください。',
      ],
      button: null,
      rows: [...rowsJa(m), ...row('理由', m.reason)],
      closing: [],
    }),
    reissued: (m) => ({
      subject: `署名完了文書の再発行のお知らせ（${m.title}）`,
      paragraphs: [
        '署名完了文書を再発行しました。署名完了文書ダウンロード画面より、ダウンロードして下さい。',
      ],
      button: 'ダウンロード',
      rows: [...rowsJa(m), ...row('ダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`)],
      closing: [keepSecretJa],
    }),
    reissue_requested_staff: (m) => ({
      subject: `再発行の依頼が届きました（${m.title}）`,
      paragraphs: [
        `${m.company}から、署名完了文書の再発行の依頼が届きました。`,
        '封筒の画面の「再発行」を押すと、相手方に14日間のダウンロード画面をもう一度お知らせします。',
      ],
      button: '封筒を開く',
      rows: rowsJa(m),
      closing: [],
    }),
    expired_staff: (m) => ({
      subject: `署名期限が過ぎました（${m.title}）`,
      paragraphs: [
        '署名期限までに署名がなかったため、この封筒の手続きは終わりました。契約は締結されていません。',
        '続ける場合は、新しい期限で封筒を作成してください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company), ...row('署名期限', m.deadline)],
      closing: [],
    }),
    approval_requested_staff: (m) => ({
      subject: `承認の依頼が届きました（${m.title}）`,
      paragraphs: ['次の封筒の承認（決裁）を依頼されています。文書を開いて確かめてください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company), ...row('署名期限', m.deadline)],
      closing: [],
    }),
    returned_staff: (m) => ({
      subject: `封筒が差し戻されました（${m.title}）`,
      paragraphs: ['承認を依頼した封筒が差し戻されました。直してから、もう一度依頼してください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('差戻しの理由', m.reason)],
      closing: [],
    }),
    signature_requested_staff: (m) => ({
      subject: `発注者の署名をお願いします（${m.title}）`,
      paragraphs: ['次の封筒は、発注者（自治体）の署名の番です。文書を開いて確かめ、署名してください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company)],
      closing: [],
    }),
    member_invited: (m) => ({
      subject: `${m.municipalityName}の電子契約サービスへの招待`,
      paragraphs: [
        `${m.municipalityName}の職員として、電子契約サービスに招待されました。「登録をはじめる」から、パスワードと認証アプリを登録してください。`,
      ],
      button: '登録をはじめる',
      rows: [...row('招待した職員', m.senderName), ...row('登録の期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    reminder_contractor: (m) => ({
      subject: `署名期限が近づいています（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}からの署名依頼に、まだ署名されていません。署名期限までにお手続きをお願いします。`,
        '行き違いで署名がお済みの場合は、このメールを削除してください。',
      ],
      button: '文書を確認する',
      rows: [...rowsJa(m), ...row('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    deadline_extended_contractor: (m) => ({
      subject: `署名期限を延長しました（${m.title}）`,
      paragraphs: [`${m.municipalityName}が、次の署名依頼の署名期限を延長しました。`],
      button: '文書を確認する',
      rows: [...rowsJa(m), ...row('新しい署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    mail_bounced_staff: (m) => ({
      subject: `署名依頼のメールが届きませんでした（${m.title}）`,
      paragraphs: [
        '受注者へのメールが、宛先のメールサーバーで受け取られませんでした。受注者は署名依頼に気付いていないおそれがあります。',
        '封筒の画面で宛先を確かめ、「宛先を訂正して再送する」を使うか、受注者に電話などで連絡してください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company)],
      closing: [],
    }),
    download_reminder_contractor: (m) => ({
      subject: `ダウンロードの期限が近づいています（${m.title}）`,
      paragraphs: [
        '締結が完了した文書を、まだダウンロードされていません。期限までにダウンロードして、保存してください。',
      ],
      button: 'ダウンロード',
      rows: [...rowsJa(m), ...row('ダウンロード有効期間', `${m.downloadUntil}まで`)],
      closing: [keepSecretJa],
    }),
    paper_contractor: (m) => ({
      subject: `紙の契約書への切替えのお知らせ（${m.title}）`,
      paragraphs: [
        '次の契約は、紙の契約書で手続きすることになりました。お送りした署名依頼のURLは使えなくなりました。電子契約では締結されていません。',
        '紙の契約書では収入印紙が必要になる場合があります。今後の手続きは、担当課からご案内します。',
      ],
      button: null,
      rows: [...rowsJa(m), ...row('理由', m.reason)],
      closing: [],
    }),
    paper_staff: (m) => ({
      subject: `紙の契約書への切替え（${m.title}）`,
      paragraphs: [
        `${m.company}との契約は、紙の契約書で進めることになりました。この封筒の手続きは終わり、電子契約では締結されていません。`,
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company), ...row('理由', m.reason)],
      closing: [],
    }),
    guarantee_submitted_staff: (m) => ({
      subject: `契約の保証の書類が届きました（${m.title}）`,
      paragraphs: [
        `${m.company}から、契約の保証の書類が届きました。封筒の画面で内容を確かめ、「確認した」又は「差替えを依頼する」を選んでください。`,
        '確認が済むまで、発注者の署名はできません。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company)],
      closing: [],
    }),
    guarantee_returned_contractor: (m) => ({
      subject: `契約の保証の書類の差替えのお願い（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、お送りいただいた契約の保証の書類を確認しました。次の理由で、差替えをお願いします。`,
        '「書類を差し替える」から、新しい書類だけをお送りください。署名のやり直しは要りません。',
      ],
      button: '書類を差し替える',
      rows: [...rowsJa(m), ...row('差替えの理由', m.reason)],
      closing: [keepSecretJa],
    }),
    signing_code: (m) => ({
      subject: `【${m.municipalityName}】署名の確認コード ${m.code}`,
      paragraphs: [
        '署名の画面に、次の確認コードを入力してください。',
        'お心当たりのない場合は、入力せず、担当課へご連絡ください。このコードを、ほかの人に伝えないでください。職員がコードをお尋ねすることはありません。',
      ],
      button: null,
      rows: [...row('確認コード', m.code), ...row('有効期限', m.codeUntil), ...row('封筒', m.title)],
      closing: [],
    }),
    access_code_locked_staff: (m) => ({
      subject: `アクセスコードが使えなくなりました（${m.title}）`,
      paragraphs: [
        '受注者の画面で、アクセスコードが5回続けて間違えられたため、コードを使えなくしました。署名はされていません。',
        '受注者に電話などで連絡し、本人であることを確かめたうえで、封筒の画面で新しいアクセスコードを発行してください。心当たりがないと言われた場合は、宛先を確かめてください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...row('契約の相手方', m.company)],
      closing: [],
    }),
  },
} as const satisfies MailCatalogue;

const rowsEn = (m: MailValues): MailRow[] => [
  ...row('Envelope', m.title),
  ...row('Documents', ...m.documents),
  ...row('Sender', senderOf(m)),
];
const keepSecretEn = 'The address in this mail is yours alone. Please do not forward it.';

/** English beside it. */
export const MAIL_EN = {
  lang: 'en',
  testOnly: 'For testing (proves no contract)',
  urlHint: 'If the button does not work, paste this address into your browser.',
  footer: (m) => [
    `Sent automatically by the electronic contract service of ${m.municipalityName}. Replies are not read.`,
    'If you did not expect this mail, delete it and tell the office in charge.',
  ],
  greeting: (m) => m.recipient,
  kinds: {
    sign_request: (m) => ({
      subject: `[${m.municipalityName}] asks you to sign ${m.title}`,
      paragraphs: [
        `${m.municipalityName} asks you to sign a contract electronically.`,
        'Please review the documents and sign before the deadline. No registration and no software is needed.',
      ],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...row('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    completed_contractor: (m) => ({
      subject: `Signing is complete (${m.title})`,
      paragraphs: ['Everything is complete. Please download the signed documents.'],
      button: 'Download',
      rows: [...rowsEn(m), ...row('Download open for', `14 days (until ${m.downloadUntil})`)],
      closing: ['After that, the same page lets you ask for them again.', keepSecretEn],
    }),
    completed_staff: (m) => ({
      subject: `Signing is complete (${m.title})`,
      paragraphs: ['Everything is complete. Contract and certificate are in the console at any time.'],
      button: 'Download',
      rows: [
        ...rowsEn(m),
        ...row('Counterparty', m.company),
        ...row('Their download is open for', `14 days (until ${m.downloadUntil})`),
      ],
      closing: [],
    }),
    declined_staff: (m) => ({
      subject: `Declined to sign (${m.title})`,
      paragraphs: [
        `${m.company} declined to sign. This envelope has ended; nothing was concluded.`,
        'Check the reason and, if needed, create a new envelope.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Reason', m.reason)],
      closing: [],
    }),
    withdrawn_contractor: (m) => ({
      subject: `The request to sign was withdrawn (${m.title})`,
      paragraphs: [
        `${m.municipalityName} withdrew this request. There is nothing for you to do.`,
        'The address that you were sent no longer works. Please ask the office in charge if in doubt.',
      ],
      button: null,
      rows: [...rowsEn(m), ...row('Reason', m.reason)],
      closing: [],
    }),
    reissued: (m) => ({
      subject: `Signed documents issued again (${m.title})`,
      paragraphs: ['The signed documents can be downloaded again.'],
      button: 'Download',
      rows: [...rowsEn(m), ...row('Download open for', `14 days (until ${m.downloadUntil})`)],
      closing: [keepSecretEn],
    }),
    reissue_requested_staff: (m) => ({
      subject: `Asked to issue documents again (${m.title})`,
      paragraphs: [
        `${m.company} asks for the signed documents again.`,
        'One tap on the page of the envelope opens their download for 14 more days.',
      ],
      button: 'Open the envelope',
      rows: rowsEn(m),
      closing: [],
    }),
    expired_staff: (m) => ({
      subject: `The deadline has passed (${m.title})`,
      paragraphs: [
        'Nobody signed before the deadline, so this envelope has ended. Nothing was concluded.',
        'To go on, create an envelope with a new deadline.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company), ...row('Deadline', m.deadline)],
      closing: [],
    }),
    approval_requested_staff: (m) => ({
      subject: `Your approval is asked for (${m.title})`,
      paragraphs: ['You are asked to approve this envelope. Please open and review its documents.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company), ...row('Deadline', m.deadline)],
      closing: [],
    }),
    returned_staff: (m) => ({
      subject: `An envelope was returned (${m.title})`,
      paragraphs: ['The envelope that you put forward was returned. Correct it and ask again.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Reason', m.reason)],
      closing: [],
    }),
    signature_requested_staff: (m) => ({
      subject: `The municipality’s signature is due (${m.title})`,
      paragraphs: ['It is the municipality’s turn to sign. Please open and review the documents, then sign.'],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company)],
      closing: [],
    }),
    member_invited: (m) => ({
      subject: `Invitation to the electronic contract service of ${m.municipalityName}`,
      paragraphs: [
        `You are invited as a member of staff of ${m.municipalityName}. Register a password and an authenticator app.`,
      ],
      button: 'Register',
      rows: [...row('Invited by', m.senderName), ...row('Register before', m.deadline)],
      closing: [keepSecretEn],
    }),
    reminder_contractor: (m) => ({
      subject: `The deadline is near (${m.title})`,
      paragraphs: [
        `You have not signed yet what ${m.municipalityName} asks you to sign. Please do so before the deadline.`,
        'If you have signed meanwhile, delete this mail.',
      ],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...row('Deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    deadline_extended_contractor: (m) => ({
      subject: `The deadline was extended (${m.title})`,
      paragraphs: [`${m.municipalityName} extended the deadline of this request.`],
      button: 'Review the documents',
      rows: [...rowsEn(m), ...row('New deadline', m.deadline)],
      closing: [keepSecretEn],
    }),
    mail_bounced_staff: (m) => ({
      subject: `The request did not arrive (${m.title})`,
      paragraphs: [
        'The contractor’s mail server did not accept the mail. They may not know of the request.',
        'Check the address on the page of the envelope and correct it, or call them.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company)],
      closing: [],
    }),
    download_reminder_contractor: (m) => ({
      subject: `The download closes soon (${m.title})`,
      paragraphs: ['You have not downloaded the concluded documents yet. Please do so and keep them.'],
      button: 'Download',
      rows: [...rowsEn(m), ...row('Download open until', m.downloadUntil)],
      closing: [keepSecretEn],
    }),
    paper_contractor: (m) => ({
      subject: `Your contract goes on on paper (${m.title})`,
      paragraphs: [
        'This contract goes on on paper. The address of the signature request no longer works; nothing was concluded electronically.',
        'A paper contract may need a revenue stamp (収入印紙). The office in charge will tell you what comes next.',
      ],
      button: null,
      rows: [...rowsEn(m), ...row('Reason', m.reason)],
      closing: [],
    }),
    paper_staff: (m) => ({
      subject: `Switched to paper (${m.title})`,
      paragraphs: [
        `The contract with ${m.company} goes on on paper. This envelope has ended; nothing was concluded electronically.`,
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company), ...row('Reason', m.reason)],
      closing: [],
    }),
    guarantee_submitted_staff: (m) => ({
      subject: `Guarantee of the contract received (${m.title})`,
      paragraphs: [
        `${m.company} gave the guarantee of the contract. Check it on the page of the envelope, and accept it or ask for another.`,
        'The municipality cannot sign before it is accepted.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company)],
      closing: [],
    }),
    guarantee_returned_contractor: (m) => ({
      subject: `Please replace the guarantee of the contract (${m.title})`,
      paragraphs: [
        `${m.municipalityName} has checked the guarantee that you sent and asks you to replace it for the reason below.`,
        'Only the new paper is needed; you do not sign again.',
      ],
      button: 'Replace the paper',
      rows: [...rowsEn(m), ...row('Reason', m.reason)],
      closing: [keepSecretEn],
    }),
    signing_code: (m) => ({
      subject: `[${m.municipalityName}] Code for signing: ${m.code}`,
      paragraphs: [
        'Enter this code on the page where you sign.',
        'If you did not ask for it, do not enter it, and tell the office. Give the code to nobody: staff never ask for it.',
      ],
      button: null,
      rows: [...row('Code', m.code), ...row('Good until', m.codeUntil), ...row('Envelope', m.title)],
      closing: [],
    }),
    access_code_locked_staff: (m) => ({
      subject: `The access code is locked (${m.title})`,
      paragraphs: [
        'The access code was entered wrongly five times on the contractor’s page and is locked. Nothing was signed.',
        'Call the contractor, make sure whom you speak to, and issue a new code on the page of the envelope. If they know nothing of it, check the address.',
      ],
      button: 'Open the envelope',
      rows: [...rowsEn(m), ...row('Counterparty', m.company)],
      closing: [],
    }),
  },
} as const satisfies MailCatalogue;
