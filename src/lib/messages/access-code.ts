import type { Words } from './words.ts';

/** What staff read of the access code of a contractor's signer (L5). */
export const ACCESS_CODE_JA = {
  title: 'アクセスコード',
  lead: '受注者が署名の最後に入力する数字8桁です。電話・窓口・書面など、メール以外の方法でお伝えします。',
  required: 'この案件の規則では、アクセスコードを発行しないと送信できません。',
  optional: 'この案件の規則では必須ではありません。発行すると、署名のときに必ず入力してもらいます。',
  needsCase: '案件を選ぶと、必要かどうかが分かります。',
  missing: 'アクセスコードを発行してください。',
  none: '発行していません',
  issued: '発行済み',
  locked: '使えません（5回間違えられました）',
  used: '入力されました',
  issuedAt: '発行した日時',
  wrong: '間違えられた回数',
  lockedText:
    '受注者に電話などで連絡し、本人であることを確かめたうえで、新しいアクセスコードを発行してください。発行すると、また5回まで入力できます。',
  issue: 'アクセスコードを発行する',
  issueAgain: '新しいアクセスコードを発行する',
  takeBack: 'アクセスコードを取り消す',
  takeBackTitle: 'アクセスコードを取り消しますか',
  takeBackText:
    'お伝えしたアクセスコードは使えなくなり、受注者は、案件の規則で決められた方法だけで署名します。取消しは操作ログに残ります。',
  takenBack: 'アクセスコードを取り消しました。',
  keptByRules: 'この案件の規則ではアクセスコードが必要なため、取り消すことはできません。',
  againTitle: '新しいアクセスコードを発行しますか',
  againText: '前にお伝えしたアクセスコードは使えなくなります。',
  cancel: '戻る',
  shownTitle: 'アクセスコードを発行しました',
  once: 'この画面を閉じると、もう一度表示することはできません。書き留めるか、印刷してください。',
  howTo: '受注者の名義人又は担当者に、電話・窓口・書面で伝えてください。メールには書かないでください。',
  print: 'お渡しする用紙を印刷する',
  close: '書き留めたので閉じる',
  slip: {
    title: '電子契約のアクセスコード',
    to: (company: string, name: string): string => `${company} ${name} 様`,
    from: '発行した自治体',
    envelope: '契約の件名',
    code: 'アクセスコード',
    steps: [
      '「署名依頼が届いています」というメールの「文書を確認する」を押し、文書を確認します。',
      '手続きの最後の画面で、上の数字8桁を入力します。',
      '5回間違えると使えなくなります。そのときは、担当課へご連絡ください。',
    ],
    secret: 'このコードは、ほかの人に教えたり、メールに書いたりしないでください。',
  },
};

/** What a translation has to hold. */
type AccessCodeWords = Omit<Words<typeof ACCESS_CODE_JA>, 'slip'> & {
  readonly slip: Readonly<{
    title: string;
    to: (company: string, name: string) => string;
    from: string;
    envelope: string;
    code: string;
    steps: readonly string[];
    secret: string;
  }>;
};

/** English beside it. */
export const ACCESS_CODE_EN: AccessCodeWords = {
  title: 'Access code',
  lead: 'Eight digits that the contractor enters at the end of signing. Hand them over by telephone, in person or on paper, never by mail.',
  required: 'The rules of this case demand an access code before sending.',
  optional: 'The rules of this case do not demand one. Once issued, it must be entered.',
  needsCase: 'Choose a case to see whether one is needed.',
  missing: 'Issue an access code.',
  none: 'Not issued',
  issued: 'Issued',
  locked: 'Locked (five wrong attempts)',
  used: 'Entered',
  issuedAt: 'Issued at',
  wrong: 'Wrong attempts',
  lockedText:
    'Call the contractor, make sure whom you speak to, and issue a new access code, which can be entered five times again.',
  issue: 'Issue an access code',
  issueAgain: 'Issue a new access code',
  takeBack: 'Take the access code back',
  takeBackTitle: 'Take the access code back?',
  takeBackText:
    'The code that you handed over stops working, and the contractor signs by what the rules of the case say. This is logged.',
  takenBack: 'The access code was taken back.',
  keptByRules: 'The rules of this case demand an access code, so it cannot be taken back.',
  againTitle: 'Issue a new access code?',
  againText: 'The one you handed over before stops working.',
  cancel: 'Back',
  shownTitle: 'The access code',
  once: 'It cannot be shown again once this is closed. Write it down or print it.',
  howTo: 'Tell the contractor by telephone, in person or on paper. Do not put it into a mail.',
  print: 'Print the slip',
  close: 'Written down, close',
  slip: {
    title: 'Access code for electronic signing',
    to: (company, name) => `${company} ${name}`,
    from: 'Issued by',
    envelope: 'Contract',
    code: 'Access code',
    steps: [
      'Open the mail that asks you to sign and press the button to review the documents.',
      'Enter the eight digits above on the last screen.',
      'Five wrong attempts lock the code. Then call the office in charge.',
    ],
    secret: 'Tell the code to nobody else and do not write it into a mail.',
  },
};
