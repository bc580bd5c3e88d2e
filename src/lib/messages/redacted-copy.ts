import type { Words } from './words.ts';

/** What staff read about the copy 「一部非表示」 of a certificate of conclusion. */
export const REDACTED_COPY_JA = {
  title: '第三者に渡す写し（一部非表示）',
  lead: 'IPアドレスとメールアドレスを載せない、電子契約締結証明書の写しです。締結証明書IDとハッシュ値は同じで、電子署名とタイムスタンプが付きます。',
  make: '一部非表示の写しを作る',
  making: '写しを作成しています。できると、ここからダウンロードできます。',
} as const;

export const REDACTED_COPY_EN = {
  title: 'Copy for third parties (some details withheld)',
  lead: 'A copy of the certificate of conclusion without IP and mail addresses. Its ID and hashes are the same, and it is sealed and time-stamped.',
  make: 'Make a copy with some details withheld',
  making: 'The copy is being made. You can download it here when it is ready.',
} satisfies Words<typeof REDACTED_COPY_JA>;
