import type { Words } from './words.ts';

/** Sentences of 契約書案 on the screens of staff. */
export const DRAFT_COPY_JA = {
  title: '契約書案の事前送付',
  lead: '「契約書案」の印を全ページに付けた写しを、受理した利用申請のメールアドレスに送ります。写しに署名することはできません。',
  document: '文書',
  expiresOn: '公開の期限（この日の23:59まで）',
  send: '契約書案を送る',
  done: '契約書案を送りました',
  list: '送った契約書案',
  sentAt: '送った日時',
  viewed: '開かれました',
  unviewed: 'まだ開かれていません',
  until: '公開の期限',
  states: { open: '公開中', over: '期限切れ', revoked: '停止済み' },
  revoke: '公開を止める',
};

/** What a translation has to hold. */
export type DraftCopyWords = Words<typeof DRAFT_COPY_JA>;
