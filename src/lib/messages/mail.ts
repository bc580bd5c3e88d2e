import { mailRow, senderOf, type MailCatalogue, type MailRow, type MailValues } from './mail-text.ts';

const DOWNLOAD_DAYS_JA = '14日間';

const rowsJa = (m: MailValues): MailRow[] => [
  ...mailRow('封筒', m.title),
  ...mailRow('文書', ...m.documents),
  ...mailRow('送り主', senderOf(m)),
];
/** What the council decided, as rows. */
const voteRowsJa = (m: MailValues): MailRow[] => [
  ...rowsJa(m),
  ...mailRow('議決日', m.votedOn),
  ...mailRow('議案番号', m.billNumber),
];
const correctionJa = (m: MailValues): string[] =>
  m.corrects ? ['前にお送りした議会の議決のお知らせを、次のとおり訂正します。'] : [];
const keepSecretJa = 'このメールのURLは、あなた専用です。ほかの人に転送しないでください。';

/** The sender's signature where the municipality wrote none of its own; a line without a value is left out. */
export const MAIL_SIGNATURE_JA = `{municipalityName} {departmentName}
{contactName}
電話 {contactPhone}
電話の受付時間 {contactHours}
メール {contactEmail}`;

/** Japanese: what people read. */
export const MAIL_JA = {
  lang: 'ja',
  testOnly: '試験用（契約の証明には使えません）',
  urlHint: 'ボタンを押せないときは、次のURLをブラウザーに貼り付けてください。',
  footer: (municipalityName) => [
    `このメールは、${municipalityName}の電子契約サービスから自動で送信しています。返信はできません。`,
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
      rows: [...rowsJa(m), ...mailRow('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    completed_contractor: (m) => ({
      subject: `電子署名完了のお知らせ（${m.title}）`,
      paragraphs: ['すべての手続が完了しました。署名完了文書ダウンロード画面より、ダウンロードして下さい。'],
      button: 'ダウンロード',
      rows: [
        ...rowsJa(m),
        ...mailRow('ダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`),
      ],
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
        ...mailRow('契約の相手方', m.company),
        ...mailRow('相手方のダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`),
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
      rows: [...rowsJa(m), ...mailRow('辞退の理由', m.reason)],
      closing: [],
    }),
    withdrawn_contractor: (m) => ({
      subject: `署名依頼の取り下げのお知らせ（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、次の署名依頼を取り下げました。お手続きの必要はありません。`,
        'お送りした署名依頼のURLは使えなくなりました。ご不明な点は担当課へお問い合わせください。',
      ],
      button: null,
      rows: [...rowsJa(m), ...mailRow('理由', m.reason)],
      closing: [],
    }),
    reissued: (m) => ({
      subject: `署名完了文書の再発行のお知らせ（${m.title}）`,
      paragraphs: [
        '署名完了文書を再発行しました。署名完了文書ダウンロード画面より、ダウンロードして下さい。',
      ],
      button: 'ダウンロード',
      rows: [
        ...rowsJa(m),
        ...mailRow('ダウンロード有効期間', `${DOWNLOAD_DAYS_JA}（${m.downloadUntil}まで）`),
      ],
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
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company), ...mailRow('署名期限', m.deadline)],
      closing: [],
    }),
    approval_requested_staff: (m) => ({
      subject: `承認の依頼が届きました（${m.title}）`,
      paragraphs: ['次の封筒の承認（決裁）を依頼されています。文書を開いて確かめてください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company), ...mailRow('署名期限', m.deadline)],
      closing: [],
    }),
    returned_staff: (m) => ({
      subject: `封筒が差し戻されました（${m.title}）`,
      paragraphs: ['承認を依頼した封筒が差し戻されました。直してから、もう一度依頼してください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('差戻しの理由', m.reason)],
      closing: [],
    }),
    signature_requested_staff: (m) => ({
      subject: `発注者の署名をお願いします（${m.title}）`,
      paragraphs: ['次の封筒は、発注者（自治体）の署名の番です。文書を開いて確かめ、署名してください。'],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company)],
      closing: [],
    }),
    member_invited: (m) => ({
      subject: `${m.municipalityName}の電子契約サービスへの招待`,
      paragraphs: [
        `${m.municipalityName}の職員として、電子契約サービスに招待されました。「登録をはじめる」から、パスワードと認証アプリを登録してください。`,
      ],
      button: '登録をはじめる',
      rows: [...mailRow('招待した職員', m.senderName), ...mailRow('登録の期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    reminder_contractor: (m) => ({
      subject: `署名期限が近づいています（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}からの署名依頼に、まだ署名されていません。署名期限までにお手続きをお願いします。`,
        '行き違いで署名がお済みの場合は、このメールを削除してください。',
      ],
      button: '文書を確認する',
      rows: [...rowsJa(m), ...mailRow('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    deadline_extended_contractor: (m) => ({
      subject: `署名期限を延長しました（${m.title}）`,
      paragraphs: [`${m.municipalityName}が、次の署名依頼の署名期限を延長しました。`],
      button: '文書を確認する',
      rows: [...rowsJa(m), ...mailRow('新しい署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    mail_bounced_staff: (m) => ({
      subject: `署名依頼のメールが届きませんでした（${m.title}）`,
      paragraphs: [
        '受注者へのメールが、宛先のメールサーバーで受け取られませんでした。受注者は署名依頼に気付いていないおそれがあります。',
        '封筒の画面で宛先を確かめ、「宛先を訂正して再送する」を使うか、受注者に電話などで連絡してください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company)],
      closing: [],
    }),
    download_reminder_contractor: (m) => ({
      subject: `ダウンロードの期限が近づいています（${m.title}）`,
      paragraphs: [
        '締結が完了した文書を、まだダウンロードされていません。期限までに「ダウンロード」を押して、保存してください。',
        '期限を過ぎたあとも、このメールを受け取ったメールアドレスで「ライブラリ」を開くと、文書を保存できます。ライブラリは、電子契約サービスのトップページから開けます。',
      ],
      button: 'ダウンロード',
      rows: [...rowsJa(m), ...mailRow('ダウンロード有効期間', `${m.downloadUntil}まで`)],
      closing: [keepSecretJa],
    }),
    paper_contractor: (m) => ({
      subject: `紙の契約書への切替えのお知らせ（${m.title}）`,
      paragraphs: [
        '次の契約は、紙の契約書で手続きすることになりました。お送りした署名依頼のURLは使えなくなりました。電子契約では締結されていません。',
        '紙の契約書では収入印紙が必要になる場合があります。今後の手続きは、担当課からご案内します。',
      ],
      button: null,
      rows: [...rowsJa(m), ...mailRow('理由', m.reason)],
      closing: [],
    }),
    paper_staff: (m) => ({
      subject: `紙の契約書への切替え（${m.title}）`,
      paragraphs: [
        `${m.company}との契約は、紙の契約書で進めることになりました。この封筒の手続きは終わり、電子契約では締結されていません。`,
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company), ...mailRow('理由', m.reason)],
      closing: [],
    }),
    guarantee_submitted_staff: (m) => ({
      subject: `契約の保証の書類が届きました（${m.title}）`,
      paragraphs: [
        `${m.company}から、契約の保証の書類が届きました。封筒の画面で内容を確かめ、「確認した」又は「差替えを依頼する」を選んでください。`,
        '確認が済むまで、発注者の署名はできません。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company)],
      closing: [],
    }),
    guarantee_returned_contractor: (m) => ({
      subject: `契約の保証の書類の差替えのお願い（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、お送りいただいた契約の保証の書類を確認しました。次の理由で、差替えをお願いします。`,
        '「書類を差し替える」から、新しい書類だけをお送りください。署名のやり直しは要りません。',
      ],
      button: '書類を差し替える',
      rows: [...rowsJa(m), ...mailRow('差替えの理由', m.reason)],
      closing: [keepSecretJa],
    }),
    signing_code: (m) => ({
      subject: `【${m.municipalityName}】署名の確認コード ${m.code}`,
      paragraphs: [
        '署名の画面に、次の確認コードを入力してください。',
        'お心当たりのない場合は、入力せず、担当課へご連絡ください。このコードを、ほかの人に伝えないでください。職員がコードをお尋ねすることはありません。',
      ],
      button: null,
      rows: [
        ...mailRow('確認コード', m.code),
        ...mailRow('有効期限', m.codeUntil),
        ...mailRow('封筒', m.title),
      ],
      closing: [],
    }),
    access_code_locked_staff: (m) => ({
      subject: `アクセスコードが使えなくなりました（${m.title}）`,
      paragraphs: [
        '受注者の画面で、アクセスコードが5回続けて間違えられたため、コードを使えなくしました。署名はされていません。',
        '受注者に電話などで連絡し、本人であることを確かめたうえで、封筒の画面で新しいアクセスコードを発行してください。心当たりがないと言われた場合は、宛先を確かめてください。',
      ],
      button: '封筒を開く',
      rows: [...rowsJa(m), ...mailRow('契約の相手方', m.company)],
      closing: [],
    }),
    payment_slip_contractor: (m) => ({
      subject: `納付書をダウンロードできます（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、契約の保証を現金で納める場合の納付書を用意しました。「納付書を見る」からダウンロードしてください。`,
        '現金で納める場合は、納付書で納めたあと、同じ画面で領収書を添付して署名してください。前に納付書を受け取っている場合は、新しいものをお使いください。ほかの方法を選ぶ場合は、納付書は使いません。',
      ],
      button: '納付書を見る',
      rows: [...rowsJa(m), ...mailRow('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    guarantee_accepted_contractor: (m) => ({
      subject: `契約の保証の書類を確認しました（${m.title}）`,
      paragraphs: [
        `${m.municipalityName}が、お送りいただいた契約の保証の書類を確認しました。この画面から送り直す必要はありません。`,
        '署名がまだの場合は、署名期限までにお手続きをお願いします。署名がお済みの場合は、契約の締結が完了したときに、あらためてお知らせします。',
      ],
      button: '手続きの状況を見る',
      rows: [...rowsJa(m), ...mailRow('署名期限', m.deadline)],
      closing: [keepSecretJa],
    }),
    council_passed_contractor: (m) => ({
      subject: `本契約となりました（${m.title}）`,
      paragraphs: [
        ...correctionJa(m),
        `${m.municipalityName}の議会で、次の仮契約が可決されました。仮契約の定めにより、議決の日（${m.votedOn}）に本契約となりました。`,
        '改めて署名していただく必要はありません。署名した契約書と電子契約締結証明書は、そのままお使いください。',
      ],
      button: '契約の状況を見る',
      rows: voteRowsJa(m),
      closing: [keepSecretJa],
    }),
    council_rejected_contractor: (m) => ({
      subject: `本契約となりませんでした（${m.title}）`,
      paragraphs: [
        ...correctionJa(m),
        `${m.municipalityName}の議会で、次の仮契約が否決されました。この仮契約は、本契約となりませんでした。`,
        '今後のことは、担当課からご案内します。ご不明な点は、担当課へお問い合わせください。',
      ],
      button: '契約の状況を見る',
      rows: voteRowsJa(m),
      closing: [keepSecretJa],
    }),
    venture_ended_contractor: (m) => ({
      subject: `署名依頼が終了しました（${m.title}）`,
      paragraphs: [
        '共同企業体の構成員全員の署名がそろわないまま、次の署名依頼は終わりました。契約は締結されていません。',
        'お手続きいただいた署名は、契約の締結には使われません。今後の手続きは、担当課からの案内をお待ちください。',
      ],
      button: null,
      rows: rowsJa(m),
      closing: [],
    }),
  },
} as const satisfies MailCatalogue;
