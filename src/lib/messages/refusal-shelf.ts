/** Refusals of the contractor's shelf 「ライブラリ」 in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_SHELF_JA = {
  SHELF_SIGN_IN_REQUIRED: {
    happened: 'ライブラリを開いていないか、開いていられる時間が過ぎました。',
    next: 'もう一度、メールで確認コードを受け取って開いてください。この端末に残した契約は、そのまま見られます。',
  },
  SHELF_LOCKED: {
    happened:
      '確認コードの間違いが続いたため、このメールアドレスのライブラリは、しばらく開けないようにしています。',
    next: '24時間ほど待ってから、もう一度お試しください。急ぐときは、契約の担当課へお問い合わせください。',
  },
} as const;

/** English of the same. */
export const REFUSAL_SHELF_EN = {
  SHELF_SIGN_IN_REQUIRED: {
    happened: 'The library is not open, or its time is over.',
    next: 'Open it again with a code by mail. Contracts that are kept on this device stay readable.',
  },
  SHELF_LOCKED: {
    happened: 'Too many wrong codes were entered, so the library of this address is closed for a while.',
    next: 'Please try again in about 24 hours. If it is urgent, contact the office in charge of the contract.',
  },
} as const;
