import type { Changes, Coverage, Integrity } from '../core/verify/report.ts';
import type { Texts } from './common.ts';

/** Sentences of the offline verify page. Verdicts and checks are in `report.ts`. */
export const VERIFY_JA = {
  title: '文書の検証',
  judging: '検証しています',
  waiting: '順番を待っています',
  failed:
    'このファイルを検証できませんでした。ファイルが大きすぎるか、途中で壊れています。もう一度ダウンロードしてください。',
  trustMissing:
    '信頼する発行元の一覧を読み込めませんでした。改ざんの有無は調べられますが、発行元は確認できません。通信のある場所で一度開いてください。',
  trustAsOf: '信頼する発行元の一覧',
  contract: '文書',
  certificate: '電子契約締結証明書',
  result: '検証結果',
  remove: '結果を消す',
  clear: 'すべて消す',
  print: '印刷する',
  showDocument: '文書を表示する',
  hideDocument: '文書の表示を閉じる',
  integrity: '内容の完全性',
  trust: '発行元と時刻',
  matchTitle: '契約締結証明書との照合',
  matchWith: '照合した証明書',
  matchId: '締結証明書ID',
  matchBytes: '文書の内容',
  matchCertificate: '証明書そのもの',
  matchSigners: '署名の数',
  matchNone:
    '電子契約締結証明書が読み込まれていません。当事者全員の署名がそろっているかを確かめるには、証明書のPDFも選んでください。',
  idMatched: '契約締結証明書IDと一致します',
  idMismatched: '契約締結証明書IDと一致しません',
  idAbsent: '文書に締結証明書IDの表示がありません',
  bytesMatched: '証明書に記録された内容と同じです',
  bytesMismatched: '証明書に記録された内容と異なります',
  certificateSound: '証明書の電子署名は有効です',
  certificateUnsound: '証明書の電子署名を有効と確認できません',
  signersReached: (n: number): string => `証明書の人数（${String(n)}件）がそろっています`,
  signersShort: (has: number, wants: number): string =>
    `署名が足りません（証明書では${String(wants)}件、この文書には${String(has)}件）`,
  certifiedTitle: '証明書の記載（サービスの記録）',
  documentName: '文書名',
  managementLabel: '管理番号',
  creator: '文書作成者',
  creatorEmail: '文書作成者メールアドレス',
  withheld: '（非表示）',
  certificateId: '締結証明書ID',
  parties: '署名者',
  signatures: '電子署名とタイムスタンプ',
  signature: (n: number): string => `電子署名 ${String(n)}`,
  documentTimestamp: '文書タイムスタンプ',
  signatureInformation: '電子署名情報',
  keyHolder: '署名鍵の名義（検証済み）',
  keyHolderUnverified: '署名鍵の名義（未確認）',
  witness: '＝立会人（サービス事業者）',
  instructed: '指示した当事者（サービスの記録による表示）',
  instructedClaim: '指示した当事者（署名に記載された表示）',
  operator: '操作者（サービスの記録による表示）',
  operatorSelf: '名義人本人',
  method: '署名方法（サービスの記録による表示）',
  unknownSigner: '読み取れません',
  timestampInformation: 'タイムスタンプ情報',
  authority: '時刻認証局',
  stampedAt: 'タイムスタンプ時刻',
  stampKind: '種別',
  testOnly: '試験用（契約の証明には使えません）',
  accredited: '総務大臣認定の時刻認証業務によるタイムスタンプ',
  otherAuthority: '信頼する一覧にある時刻認証局（認定の記録なし）',
  addedAuthority: 'この検証のために手で加えた発行元による時刻認証局',
  unknownAuthority: '発行元を確認できない時刻認証局',
  noTimestamp: 'タイムスタンプはありません。',
  level: '署名の水準',
  details: '検査項目をすべて見る',
  ofFile: 'ファイル全体',
  notPassed: (count: number): string => `（合格でないもの ${String(count)}件）`,
  clause: '検査番号',
  page: (n: number): string => `${String(n)}ページ`,
  later: '署名後の追記',
  onPage: (page: string): string => `（${page}）`,
  notPermitted: '：許されない変更',
  passed: '合格',
  failedCheck: '不合格',
  indeterminate: '判定できません',
  notRun: '検査していません',
  judgedAt: '検証した日時',
  fileHash: 'ファイルのSHA-256',
  pages: 'ページ数',
  summary: (files: number): string => `${String(files)}件のファイルを検証しました`,
};

export type PageWords = Texts<typeof VERIFY_JA>;

/** Whether the bytes that a signature covers are unchanged; never a plain accusation. */
export const INTEGRITY_JA = {
  intact: '署名後の変更は検出されませんでした',
  broken: '署名後の変更を検出（改ざん又は破損）',
  undetermined: '判定できません',
} satisfies Record<Integrity, string>;

export const COVERAGE_JA = {
  'whole-file': 'ファイル全体を対象にしています',
  'whole-revision': '署名した時点の文書全体を対象にしています',
  partial: '文書の一部しか対象にしていません',
} satisfies Record<Coverage, string>;

/** What came after the signature. */
export const CHANGES_JA = {
  none: '署名のあとに加えられたものはありません',
  permitted: '署名のあとに加えられたものは、署名・タイムスタンプなどの許された追記だけです',
  forbidden: '署名のあとに、許されない変更が加えられています',
  undetermined: '署名のあとの変更を判定できません',
} satisfies Record<Changes, string>;
