import type { EnvelopeStatus, PartyKind, WaitingFor } from '../domain/envelope.ts';
import type { EnvelopeField, FieldRefusal } from '../domain/envelope-fields.ts';
import type { OperationEvent } from '../domain/operation.ts';

/** 封筒 statuses as staff read them. 締結済 appears only at `concluded`. */
export const ENVELOPE_STATUS_JA = {
  draft: '下書き',
  awaiting_approval: '承認待ち',
  sent: '署名依頼中',
  partly_signed: '一部署名済み',
  concluding: '締結処理中',
  concluded: '締結済',
  declined: '辞退',
  withdrawn: '取下げ',
  expired: '期限切れ',
  switched_to_paper: '紙契約に切替',
} satisfies Record<EnvelopeStatus, string>;

export const ENVELOPE_STATUS_EN = {
  draft: 'Draft',
  awaiting_approval: 'Awaiting approval',
  sent: 'Signature requested',
  partly_signed: 'Partly signed',
  concluding: 'Concluding',
  concluded: 'Concluded',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  expired: 'Expired',
  switched_to_paper: 'Switched to paper',
} satisfies Record<EnvelopeStatus, string>;

/** What a seal waits for. */
export const WAITING_JA = {
  timestamp: 'タイムスタンプ付与待ち',
  revocation: '失効情報待ち',
} satisfies Record<WaitingFor, string>;

export const WAITING_EN = {
  timestamp: 'Waiting for the time-stamp',
  revocation: 'Waiting for revocation data',
} satisfies Record<WaitingFor, string>;

export const PARTY_KIND_JA = { contractor: '受注者', municipality: '発注者' } satisfies Record<
  PartyKind,
  string
>;
export const PARTY_KIND_EN = { contractor: 'Contractor', municipality: 'Municipality' } satisfies Record<
  PartyKind,
  string
>;

/** The timeline's line for each entry of the operation log. */
export const OPERATION_JA = {
  envelope_saved: '下書きを保存しました',
  document_uploaded: '文書を取り込みました',
  document_removed: '文書を外しました',
  envelope_submitted: '承認を依頼しました',
  envelope_returned: '差し戻しました',
  envelope_recalled: '承認の依頼を引き戻しました',
  envelope_sent: '送信しました',
  mail_sent: 'メールを送りました',
  mail_failed: 'メールを送れませんでした',
  link_resent: '署名依頼を再送しました',
  link_opened: '「署名をはじめる」が押されました',
  document_viewed: '文書を表示しました',
  draft_downloaded: '署名前の文書をダウンロードしました',
  progress_saved: '確認の途中経過を保存しました',
  consented: '署名を指示しました',
  declined: '署名を辞退しました',
  party_sealed: '電子署名とタイムスタンプを付与しました',
  waiting_for_timestamp: 'タイムスタンプの付与を待っています',
  waiting_for_revocation: '失効情報の取得を待っています',
  last_party_sealed: '全員の電子署名がそろいました',
  concluded: '締結が完了しました',
  concluded_downloaded: '締結済みの文書をダウンロードしました',
  reissue_requested: '再発行の依頼がありました',
  reissued: 'ダウンロード画面を再発行しました',
  withdrawn: '取り下げました',
  switched_to_paper: '紙の契約に切り替えました',
  expired: '署名期限が過ぎました',
  refused: '操作を受け付けませんでした',
  signed_in: 'ログインしました',
  setting_changed: '設定を変更しました',
  exported: '一覧をCSVに書き出しました',
  member_invited: '職員を招待しました',
  member_joined: '招待された職員が登録しました',
  member_changed: '職員の役割を変更しました',
  member_deactivated: '職員の利用を止めました',
  factor_reset_requested: '認証アプリの解除を申請しました',
  factor_reset: '認証アプリを解除しました',
  principal_changed: '名義人を変更しました',
  timestamps_checked: 'タイムスタンプの一括検証をしました',
  deadline_extended: '署名期限を延長しました',
  reminded: '催促のメールを用意しました',
  contractor_corrected: '受注者のメールアドレスを訂正しました',
  mail_bounced: 'メールが届きませんでした（不達）',
  renewed: '長期検証用タイムスタンプを更新しました',
} satisfies Record<OperationEvent, string>;

export const OPERATION_EN = {
  envelope_saved: 'Draft saved',
  document_uploaded: 'Document taken in',
  document_removed: 'Document removed',
  envelope_submitted: 'Submitted for approval',
  envelope_returned: 'Returned',
  envelope_recalled: 'Taken back from approval',
  envelope_sent: 'Sent',
  mail_sent: 'Mail sent',
  mail_failed: 'Mail could not be sent',
  link_resent: 'Signature request sent again',
  link_opened: 'Signing begun',
  document_viewed: 'Document shown',
  draft_downloaded: 'Unsigned document downloaded',
  progress_saved: 'Progress saved',
  consented: 'Instructed to sign',
  declined: 'Declined to sign',
  party_sealed: 'Sealed and time-stamped',
  waiting_for_timestamp: 'Waiting for the time-stamp',
  waiting_for_revocation: 'Waiting for revocation data',
  last_party_sealed: 'Every seal is in place',
  concluded: 'Concluded',
  concluded_downloaded: 'Concluded document downloaded',
  reissue_requested: 'Reissue requested',
  reissued: 'Download page reissued',
  withdrawn: 'Withdrawn',
  switched_to_paper: 'Switched to paper',
  expired: 'The deadline has passed',
  refused: 'An act was refused',
  signed_in: 'Signed in',
  setting_changed: 'Setting changed',
  exported: 'List exported as CSV',
  member_invited: 'Member invited',
  member_joined: 'Invited member joined',
  member_changed: 'Roles of a member changed',
  member_deactivated: 'Member deactivated',
  factor_reset_requested: 'Reset of the second factor asked for',
  factor_reset: 'Second factor reset',
  principal_changed: 'Named party changed',
  timestamps_checked: 'Time-stamps checked in one go',
  deadline_extended: 'Deadline extended',
  reminded: 'Reminder prepared',
  contractor_corrected: 'Address of the contractor corrected',
  mail_bounced: 'Mail came back',
  renewed: 'Long-term time-stamp renewed',
} satisfies Record<OperationEvent, string>;

/** Names of the form's fields. */
export const FIELD_JA = {
  title: '封筒名',
  departmentId: '担当部署',
  counterpartyName: '取引先',
  transactionOn: '取引年月日',
  amountKind: '契約金額の記載',
  amountJpy: '契約金額（税込）',
  contractOn: '契約締結日',
  deadlineOn: '署名期限',
  signOrder: '署名の順番',
  'contractor.company': '会社名',
  'contractor.title': '役職',
  'contractor.principalName': '名義人',
  'contractor.email': 'メールアドレス',
  'municipality.signerId': '発注者の名義人',
  documents: '文書',
} satisfies Record<EnvelopeField, string>;

export const FIELD_EN = {
  title: 'Envelope title',
  departmentId: 'Department',
  counterpartyName: 'Counterparty',
  transactionOn: 'Transaction date',
  amountKind: 'Contract amount given',
  amountJpy: 'Contract amount (tax included)',
  contractOn: 'Contract date',
  deadlineOn: 'Signing deadline',
  signOrder: 'Order of signing',
  'contractor.company': 'Company',
  'contractor.title': 'Title',
  'contractor.principalName': 'Named party',
  'contractor.email': 'E-mail address',
  'municipality.signerId': 'Named party of the municipality',
  documents: 'Documents',
} satisfies Record<EnvelopeField, string>;

/** What stands beside a refused field. */
export const FIELD_REFUSAL_JA = {
  REQUIRED: '送信するには入力が必要です。',
  TOO_LONG: '長すぎます。短くしてください。',
  NOT_A_DATE: '日付を正しく入力してください。',
  PAST: '過ぎた日付です。今日以降の日付にしてください。',
  NOT_AN_AMOUNT: '金額を円の整数で入力してください。',
  NOT_AN_EMAIL: 'メールアドレスの形を確かめてください（例：name@example.jp）。',
  NOT_AN_OPTION: '一覧から選んでください。',
  CONTROL_CHARACTER: '改行などの使えない文字が入っています。入力し直してください。',
} satisfies Record<FieldRefusal, string>;

export const FIELD_REFUSAL_EN = {
  REQUIRED: 'Needed before sending.',
  TOO_LONG: 'Too long: shorten it.',
  NOT_A_DATE: 'Enter a valid date.',
  PAST: 'This date has passed: choose today or later.',
  NOT_AN_AMOUNT: 'Enter whole yen.',
  NOT_AN_EMAIL: 'Check the form of the address (such as name@example.jp).',
  NOT_AN_OPTION: 'Choose from the list.',
  CONTROL_CHARACTER: 'It holds a line break or another unusable character.',
} satisfies Record<FieldRefusal, string>;
