/** Sentences of the guarantee of a contract on the screens of staff. */
export const GUARANTEE_JA = {
  title: '契約の保証',
  slipTitle: '納付書（現金納付の場合）',
  slipText: '受注者が現金納付を選んだときに、署名の前にダウンロードできる納付書（PDF）です。',
  slipNone: 'まだ添付していません。現金納付は、納付書を添付するまで選べません。',
  slipAttach: '納付書を添付する',
  slipReplace: '納付書を差し替える',
  slipBusy: '納付書を送っています',
  waiting: '受注者からの書類を待っています。',
  given: '受注者が送った書類',
  version: (n: number): string => `${String(n)}回目`,
  kind: '保証の種類',
  file: 'ファイル',
  hash: 'SHA-256',
  contractNumber: '保証契約番号',
  accessKey: '認証キー',
  grounds: '免除の理由',
  submittedAt: '受け取った日時',
  reviewReason: '差替えの理由',
  open: 'ダウンロードして確認する',
  unreadable: 'ページ数は、電子署名又は編集の制限のため数えていません。受け取ったままの内容です。',
  states: { none: '確認待ち', accepted: '確認済み', replace: '差替え依頼中' },
  accept: '確認した',
  replace: '差替えを依頼する',
  replaceTitle: '書類の差替えを依頼する',
  replaceText: '理由をメールで受注者に送ります。受注者は、同じURLから書類だけを差し替えます。',
  replaceReason: '差替えの理由',
  beforeSigning: '確認が済むまで、発注者の署名はできません。',
  earlier: '以前に送られた書類',
  originalTitle: '原本提出',
  originalTo: '提出先',
  originalState: '状態',
  due: '未提出',
  received: (on: string): string => `受領（${on}）`,
  receivedOn: '受領した日',
  record: '受領を記録する',
  undo: '未提出に戻す',
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: never[]) => string
      ? T[K]
      : Words<T[K]>;
};

/** What a translation has to hold. */
export type GuaranteeWords = Words<typeof GUARANTEE_JA>;
