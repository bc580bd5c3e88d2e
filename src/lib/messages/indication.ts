import type { SubIndication } from '../core/verify/report.ts';

/** Why a signature is not confirmed, in one sentence for each sub-indication of EN 319 102-1. */
export const SUB_INDICATION_JA = {
  FORMAT_FAILURE: '署名の形式に誤りがあります。',
  HASH_FAILURE: '署名後の変更を検出（改ざん又は破損）',
  SIG_CRYPTO_FAILURE: '署名の値が合いません（改ざん又は破損）。',
  REVOKED: '署名の時点で、証明書は失効していました。',
  EXPIRED: '署名の時点で、証明書の有効期間が過ぎていました。',
  NOT_YET_VALID: '署名の時点で、証明書の有効期間が始まっていませんでした。',
  SIG_CONSTRAINTS_FAILURE: '署名が、決められた条件を満たしていません。',
  CHAIN_CONSTRAINTS_FAILURE: '証明書のつながりが、決められた条件を満たしていません。',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: '証明書のつながりを確認できません。',
  CRYPTO_CONSTRAINTS_FAILURE: '弱い暗号方式が使われています。',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: '弱い暗号方式が使われていて、いつの署名かを確認できません。',
  TIMESTAMP_ORDER_FAILURE: 'タイムスタンプの順序が合いません。',
  NO_SIGNING_CERTIFICATE_FOUND: '署名した証明書が見つかりません。',
  NO_CERTIFICATE_CHAIN_FOUND: '発行元を確認できません。信頼する発行元の一覧につながりません。',
  REVOKED_NO_POE: '証明書は失効しています。失効の前の署名かどうかを確認できません。',
  REVOKED_CA_NO_POE: '発行元の証明書は失効しています。失効の前の署名かどうかを確認できません。',
  OUT_OF_BOUNDS_NO_POE: '証明書の有効期間内の署名かどうかを確認できません。',
  OUT_OF_BOUNDS_NOT_REVOKED: '証明書の有効期間は過ぎています。失効はしていません。',
  REVOCATION_OUT_OF_BOUNDS_NO_POE: '失効情報を確かめる証明書の有効期間が過ぎています。',
  SIGNED_DATA_NOT_FOUND: '署名の対象を読み取れません。',
  NO_POE: 'いつの署名かを証明するものがありません。',
  TRY_LATER: '証明書の失効情報が文書の中にありません。通信なしでは判定できません。',
  GENERIC: '判定できません。',
} satisfies Record<SubIndication, string>;

export const SUB_INDICATION_EN = {
  FORMAT_FAILURE: 'The form of the signature is wrong.',
  HASH_FAILURE: 'Changed after signing (altered or damaged).',
  SIG_CRYPTO_FAILURE: 'The signature value does not fit (altered or damaged).',
  REVOKED: 'The certificate was revoked when the signature was made.',
  EXPIRED: 'The certificate had expired when the signature was made.',
  NOT_YET_VALID: 'The certificate was not yet valid when the signature was made.',
  SIG_CONSTRAINTS_FAILURE: 'The signature does not meet the constraints.',
  CHAIN_CONSTRAINTS_FAILURE: 'The chain of certificates does not meet the constraints.',
  CERTIFICATE_CHAIN_GENERAL_FAILURE: 'The chain of certificates cannot be confirmed.',
  CRYPTO_CONSTRAINTS_FAILURE: 'A weak algorithm was used.',
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: 'A weak algorithm was used, and the time of signing is not proven.',
  TIMESTAMP_ORDER_FAILURE: 'The time-stamps are out of order.',
  NO_SIGNING_CERTIFICATE_FOUND: 'The signing certificate is missing.',
  NO_CERTIFICATE_CHAIN_FOUND: 'The issuer cannot be confirmed: it is not on the trusted list.',
  REVOKED_NO_POE: 'The certificate is revoked; whether the signature came before is not proven.',
  REVOKED_CA_NO_POE: 'The issuer is revoked; whether the signature came before is not proven.',
  OUT_OF_BOUNDS_NO_POE: 'Whether the certificate was valid when signing is not proven.',
  OUT_OF_BOUNDS_NOT_REVOKED: 'The certificate has expired; it is not revoked.',
  REVOCATION_OUT_OF_BOUNDS_NO_POE: 'The certificate behind the revocation data has expired.',
  SIGNED_DATA_NOT_FOUND: 'What was signed cannot be read.',
  NO_POE: 'Nothing proves the time of signing.',
  TRY_LATER: 'Revocation data is not in the document; without a network it cannot be decided.',
  GENERIC: 'Undecided.',
} satisfies Record<SubIndication, string>;

/** The trust side of a signature where nothing is left open, and where no reason was given. */
export const TRUST_JA = {
  passed: '発行元を確認しました',
  unconfirmed: '発行元を確認できません',
  undecided: '判定できません',
};
export const TRUST_EN = {
  passed: 'The issuer is confirmed',
  unconfirmed: 'The issuer cannot be confirmed',
  undecided: 'Undecided',
};
