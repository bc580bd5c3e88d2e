import type { Words } from './words.ts';

/** What staff read about the copy 「一部非表示」 of a certificate of conclusion. */
export const REDACTED_COPY_JA = {
  title: '第三者に渡す写し（一部非表示）',
  lead: 'IPアドレスとメールアドレスを載せない、電子契約締結証明書の写しです。締結証明書IDとハッシュ値は同じで、電子署名とタイムスタンプが付きます。',
  make: '一部非表示の写しを作る',
  making: '写しを作成しています。できると、ここからダウンロードできます。',
  failed: '写しを作成できませんでした。',
  again: 'もう一度作る',
} as const;

export const REDACTED_COPY_EN = {
  title: 'Copy for third parties (some details withheld)',
  lead: 'A copy of the certificate of conclusion without IP and mail addresses. Its ID and hashes are the same, and it is sealed and time-stamped.',
  make: 'Make a copy with some details withheld',
  making: 'The copy is being made. You can download it here when it is ready.',
  failed: 'The copy could not be made.',
  again: 'Try again',
} satisfies Words<typeof REDACTED_COPY_JA>;

/** What the contractor reads about it on the completion page. */
export const REDACTED_LINK_JA = {
  title: 'ほかの人に見せるための証明書（一部非表示）',
  lead: '金融機関やほかの取引先などに、契約が締結されたことを見せるときに使います。電子契約締結証明書から、署名した人のメールアドレスとIPアドレスを除いた写しです。締結証明書IDは同じで、電子署名とタイムスタンプが付きます。保存が必要な書類は、上の契約書と電子契約締結証明書です。',
  make: '一部非表示の写しを作る',
  making: '写しを作っています。1分ほどで、ここからダウンロードできます。',
  failed: '写しを作れませんでした。しばらく待ってから、もう一度お試しください。',
  again: 'もう一度作る',
  save: '一部非表示の写しをダウンロード',
} as const;

export const REDACTED_LINK_EASY: Words<typeof REDACTED_LINK_JA> = {
  title: 'ほかの人に見せる 証明書（しょうめいしょ）',
  lead: '銀行（ぎんこう）や ほかの会社に、契約したことを 見せるときに 使います。サインした人の メールアドレスと IPアドレスは 書いてありません。証明書の番号（ID）は 同じです。なくさないで 持っておくものは、上の 契約書と 電子契約締結証明書です。',
  make: '見せるための 写し（うつし）を 作る',
  making: '作っています。1分くらい 待ってください。',
  failed: '写し（うつし）を 作ることが できませんでした。すこし 待ってから、もういちど してください。',
  again: 'もういちど 作る',
  save: '写し（うつし）を ダウンロード',
};

export const REDACTED_LINK_EN: Words<typeof REDACTED_LINK_JA> = {
  title: 'A certificate to show to others (some details withheld)',
  lead: 'Use it to show a bank or another business that the contract was concluded. It is a copy of the certificate of conclusion without mail and IP addresses of the signers; its ID is the same, and it is sealed and time-stamped. What you have to keep are the contract and the certificate above.',
  make: 'Make a copy with some details withheld',
  making: 'The copy is being made. It can be downloaded here in about a minute.',
  failed: 'The copy could not be made. Wait a while and try again.',
  again: 'Try again',
  save: 'Download the copy',
};
