import type { Words } from './words.ts';

/** Sentences of the 長期検証の更新 screen. */
export const RENEWAL_JA = {
  title: '長期検証の更新',
  lead: '締結済みの文書と証明書には、長期検証用のタイムスタンプが付いています。期限が来る前に、新しいタイムスタンプを自動で付け直します。操作は要りません。',
  summary: 'いまの状況',
  files: '対象のファイル',
  renewed: '更新したことがあるファイル',
  due: '更新の時期が来たファイル',
  late: '期限が過ぎたファイル',
  begins: '更新を始める時期',
  leadDays: (days: string): string => `期限の${days}日前から`,
  count: (files: string): string => `${files}件`,
  pausedTitle: '自動更新を止めています',
  paused: 'システムの運用者が止めています。再開の予定を運用者に確かめてください。',
  lateTitle: '期限が過ぎたファイルがあります',
  lateText: '有効性を確認できなくなるおそれがあります。システムの運用者に知らせてください。',
  failingTitle: '更新できていないファイルがあります',
  failingText:
    '時間をおいて自動でやり直します。続くときは、システムの運用者に理由のコードを知らせてください。',
  years: '期限の年ごとの件数',
  year: (year: string): string => `${year}年`,
  on: 'この日に更新するとしたら',
  onHint: '指定した日の終わりに更新されるファイルに「更新の時期」と表示します。実際の更新はしません。',
  show: '表示する',
  now: 'いまの状況に戻す',
  shownOn: (day: string): string =>
    `${day}に更新するとしたら、次のようになります。実際の更新はしていません。`,
  caption: '長期検証の期限（更新できていないもの、期限の早い順）',
  columns: { file: '文書', envelope: '封筒', ends: '期限', state: '状態' },
  kinds: { contract: '契約書', certificate: '締結証明書', redacted_certificate: '締結証明書（一部非表示）' },
  endsBy: { certificate: '時刻認証局の証明書の期限', algorithm: '暗号の使用期限' },
  times: (count: string): string => `更新 ${count}回`,
  states: {
    unknown: '期限を計算します',
    resting: '有効',
    due: '更新の時期',
    under_way: '更新しています',
    failing: '更新できていません',
  },
  attempts: (code: string, count: string): string => `理由のコード ${code}（${count}回）`,
  none: '締結済みの文書はまだありません。',
} as const;

export type RenewalWords = Words<typeof RENEWAL_JA>;
