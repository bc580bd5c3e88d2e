const SERVICE_JA = '処理は自動で続きます。そのままお待ちください。';
const ADMIN_JA = '管理者に連絡してください。文書と署名の記録は残っています。';
const SERVICE_EN = 'The service goes on by itself. Please wait.';
const ADMIN_EN = 'Tell your administrator. The documents and the record of signing are kept.';

/** Refusals of sealing, time-stamping and delivery in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_PIPELINE_JA = {
  KEY_OPERATION_CONFLICT: { happened: '同じ署名に対する、異なる鍵の操作を止めました。', next: ADMIN_JA },
  KEY_OPERATION_UNKNOWN: { happened: '鍵の操作の記録が見つかりません。', next: ADMIN_JA },
  SEAL_ABANDONED: {
    happened: '署名鍵が新しくなったため、作成の途中だった署名を取りやめました。',
    next: SERVICE_JA,
  },
  SEAL_SUBJECT_INVALID: { happened: '署名の対象の指定が正しくありません。', next: ADMIN_JA },
  SEAL_MISSING: { happened: 'まだ付いていない署名があります。', next: SERVICE_JA },
  SEAL_NOT_PASSED: { happened: '作成した署名が検証を通らなかったため、保存しませんでした。', next: ADMIN_JA },
  CONSENT_MISSING: { happened: '署名の指示の記録がありません。', next: ADMIN_JA },
  CONCLUSION_INCOMPLETE: {
    happened: '署名、タイムスタンプ又は締結証明書が、まだそろっていません。',
    next: SERVICE_JA,
  },
  REVISION_CONFLICT: { happened: '同じ版の、異なる内容が送られました。', next: ADMIN_JA },
  REVISION_NOT_NEXT: { happened: '最新の版に続かない内容が送られました。', next: ADMIN_JA },
  OBJECT_CONFLICT: { happened: '保存したものと、記録が一致しません。', next: ADMIN_JA },
  OBJECT_UNKNOWN: { happened: '保存したものの記録が見つかりません。', next: ADMIN_JA },
  JOB_LEASE_LOST: { happened: 'この処理は、別の処理が引き継ぎました。', next: SERVICE_JA },
  OUTBOX_NOT_FOUND: { happened: '送るメールの記録が見つかりません。', next: ADMIN_JA },
  LINK_GENERATION_STALE: { happened: 'このリンクは、新しいリンクに替わりました。', next: SERVICE_JA },
  KEY_UNAVAILABLE: { happened: '署名鍵につながりません。署名処理中のまま待っています。', next: SERVICE_JA },
  TIMESTAMP_UNAVAILABLE: {
    happened: '時刻認証局につながりません。タイムスタンプ付与待ちです。',
    next: SERVICE_JA,
  },
  TIMESTAMP_INVALID: {
    happened: '時刻認証局の応答が正しくありません。タイムスタンプ付与待ちです。',
    next: SERVICE_JA,
  },
  TIMESTAMP_NOT_ACCREDITED: {
    happened: '総務大臣認定の時刻認証業務ではないため、契約を締結できません。',
    next: ADMIN_JA,
  },
  REVOCATION_UNAVAILABLE: {
    happened: '証明書の失効情報を取得できません。失効情報待ちです。',
    next: SERVICE_JA,
  },
  MAIL_UNAVAILABLE: { happened: 'メールサーバーにつながりません。', next: '自動で送り直します。' },
  MAIL_UNDELIVERABLE: {
    happened: 'メールを届けられませんでした。',
    next: 'メールアドレスを相手方に確認してください。違うときは、取り下げてから、新しい封筒を作成してください。',
  },
  PUSH_SERVICE_UNKNOWN: {
    happened: 'このブラウザーへの通知には対応していません。',
    next: '通知は使えませんが、メールは届きます。',
  },
  PUSH_REFUSED: {
    happened: '通知の送信を、ブラウザーの提供元に断られました。',
    next: 'メールは届いています。続くときは、通知の鍵（SHOMEI_PUSH_KEY）と連絡先の設定を確認してください。',
  },
  PUSH_UNAVAILABLE: {
    happened: '通知を送るサービスにつながりません。',
    next: '自動で送り直します。メールは別に送っています。',
  },
  SMS_UNAVAILABLE: { happened: 'SMSを送るサービスにつながりません。', next: '自動で送り直します。' },
  SMS_UNDELIVERABLE: {
    happened: 'SMSを届けられませんでした。',
    next: '携帯電話番号を相手方に確認してください。届かないときは、アクセスコードを発行して、電話などでお伝えください。',
  },
} as const;

/** Refusals of sealing, time-stamping and delivery in English; part of `REFUSAL_EN`. */
export const REFUSAL_PIPELINE_EN = {
  KEY_OPERATION_CONFLICT: {
    happened: 'Another use of the key for the same seal was stopped.',
    next: ADMIN_EN,
  },
  KEY_OPERATION_UNKNOWN: { happened: 'There is no record of this use of the key.', next: ADMIN_EN },
  SEAL_ABANDONED: {
    happened: 'A seal that had been begun was given up, because the sealing key was replaced.',
    next: SERVICE_EN,
  },
  SEAL_SUBJECT_INVALID: { happened: 'What is to be sealed is not named correctly.', next: ADMIN_EN },
  SEAL_MISSING: { happened: 'A signature is still missing.', next: SERVICE_EN },
  SEAL_NOT_PASSED: { happened: 'A seal did not pass verification and was not stored.', next: ADMIN_EN },
  CONSENT_MISSING: { happened: 'There is no record of an instruction to sign.', next: ADMIN_EN },
  CONCLUSION_INCOMPLETE: {
    happened: 'Signatures, time-stamps or certificates are not complete yet.',
    next: SERVICE_EN,
  },
  REVISION_CONFLICT: { happened: 'Other content was sent for the same revision.', next: ADMIN_EN },
  REVISION_NOT_NEXT: { happened: 'The content does not follow the newest revision.', next: ADMIN_EN },
  OBJECT_CONFLICT: { happened: 'What is stored does not match its record.', next: ADMIN_EN },
  OBJECT_UNKNOWN: { happened: 'There is no record of what was stored.', next: ADMIN_EN },
  JOB_LEASE_LOST: { happened: 'Another worker has taken this over.', next: SERVICE_EN },
  OUTBOX_NOT_FOUND: { happened: 'There is no record of this mail.', next: ADMIN_EN },
  LINK_GENERATION_STALE: { happened: 'This link was replaced by a newer one.', next: SERVICE_EN },
  KEY_UNAVAILABLE: { happened: 'The signing key does not answer; the envelope waits.', next: SERVICE_EN },
  TIMESTAMP_UNAVAILABLE: {
    happened: 'The time-stamp authority does not answer; the envelope waits.',
    next: SERVICE_EN,
  },
  TIMESTAMP_INVALID: {
    happened: 'The time-stamp authority’s answer is not valid; the envelope waits.',
    next: SERVICE_EN,
  },
  TIMESTAMP_NOT_ACCREDITED: {
    happened: 'The time-stamp authority is not an accredited one, so nothing is concluded.',
    next: ADMIN_EN,
  },
  REVOCATION_UNAVAILABLE: {
    happened: 'Revocation information cannot be fetched; the envelope waits.',
    next: SERVICE_EN,
  },
  MAIL_UNAVAILABLE: {
    happened: 'The mail server does not answer.',
    next: 'The mail is sent again by itself.',
  },
  MAIL_UNDELIVERABLE: {
    happened: 'The mail could not be delivered.',
    next: 'Check the address with the recipient; if it is wrong, withdraw and create a new envelope.',
  },
  PUSH_SERVICE_UNKNOWN: {
    happened: 'Notices to this browser are not supported.',
    next: 'E-mail comes all the same.',
  },
  PUSH_REFUSED: {
    happened: 'The push service of the browser refused the notice.',
    next: 'The e-mail was sent. If it goes on, check the key (SHOMEI_PUSH_KEY) and the contact of the settings.',
  },
  PUSH_UNAVAILABLE: {
    happened: 'The push service cannot be reached.',
    next: 'It is tried again by itself. The e-mail is sent apart from it.',
  },
  SMS_UNAVAILABLE: {
    happened: 'The SMS provider cannot be reached.',
    next: 'It is sent again by itself.',
  },
  SMS_UNDELIVERABLE: {
    happened: 'The SMS could not be delivered.',
    next: 'Ask the other party for the mobile number. Where none arrives, issue an access code and hand it over by telephone.',
  },
} as const;
