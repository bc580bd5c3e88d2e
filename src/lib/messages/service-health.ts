import type { HealthCode } from '../domain/service-health.ts';
import type { Words } from './words.ts';

/** Sentences of the サービスの状態 screen. */
export const SERVICE_HEALTH_JA = {
  title: 'サービスの状態',
  lead: '署名鍵、時刻認証局、信頼する発行元の一覧の状態です。サービスが定期的に確かめた結果を表示します。',
  seenAt: (at: string): string => `${at}に確認`,
  reload: '表示を更新する',
  none: 'まだ確認の結果がありません。しばらくしてから表示を更新してください。',
  fineTitle: '契約の締結を妨げるものはありません',
  blockedTitle: 'いまは契約を締結できません',
  blockedNext: '解消するまで、封筒は「署名処理中」のまま待ちます。システムの運用者に知らせてください。',
  testOnlyTitle: '試験用の発行元を使っています',
  testOnly: 'この環境で締結した文書は、契約の証明には使えません。',
  code: (code: string): string => `理由のコード ${code}`,
  key: '署名鍵',
  keyPort: '鍵の場所',
  ports: {
    local: 'このサービスの設定の中',
    csc: 'リモート署名サービス（CSC API）',
    'aws-kms': 'AWS KMS',
  },
  algorithm: '署名の方式',
  subject: '名義（証明書のサブジェクト）',
  notAfter: '証明書の有効期限',
  authorities: '時刻認証局',
  states: { untried: '未使用', answering: '応答あり', failing: '応答に問題あり' },
  since: (at: string): string => `${at}から`,
  trust: '信頼する発行元の一覧',
  mode: '運用',
  modes: { development: '試験', production: '本番' },
  accreditation: '総務大臣認定の時刻認証業務の一覧',
  accreditationOf: (asOf: string, source: string): string => `${asOf}現在（${source}）`,
  noAccreditation: 'ありません',
  renewals: '長期検証の更新',
  renewalsText: (due: string, late: string): string =>
    `更新の時期が来たファイル ${due}件、期限が過ぎたファイル ${late}件`,
  toRenewals: '長期検証の更新を開く',
} as const;

export type ServiceHealthWords = Words<typeof SERVICE_HEALTH_JA>;

/** What each code means and what to do. */
export const HEALTH_CODE_JA: Readonly<Record<HealthCode, string>> = {
  KEY_UNAVAILABLE: '署名鍵のサービスが応答していません。自動でやり直します。',
  KEY_REFUSED: '署名鍵のサービスに拒まれました。資格情報と権限を確かめてください。',
  KEY_DOES_NOT_FIT: '署名鍵と証明書が対応していません。設定を確かめてください。',
  KEY_CERTIFICATE_NOT_YET_VALID: '署名鍵の証明書の有効期間が始まっていません。',
  KEY_CERTIFICATE_EXPIRED: '署名鍵の証明書の有効期限が切れています。新しい証明書に切り替えてください。',
  KEY_CERTIFICATE_USAGE: '署名鍵の証明書が、文書の署名に使えるもの（否認防止）ではありません。',
  KEY_CERTIFICATE_CHANGED: '署名鍵のサービスの証明書が、設定と異なります。',
  KEY_ALGORITHM_UNSUPPORTED: '署名鍵の方式に対応していません。',
  KEY_EXPORTABLE: '署名鍵を複製できる設定です。本番では、運用者がそれを明示して認めるまで始めません。',
  TEST_ANCHOR_IN_PRODUCTION: '本番の一覧に試験用の発行元が含まれています。取り除くまで始めません。',
  TIMESTAMP_NOT_ACCREDITED:
    '総務大臣認定の時刻認証局が設定されていないか、認定の一覧に今日の認定がありません。',
};
