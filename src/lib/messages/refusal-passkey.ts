/** Refusals around passkeys in Japanese; part of `REFUSAL_JA`. */
export const REFUSAL_PASSKEY_JA = {
  PASSKEY_NONE: {
    happened: 'この署名に使えるパスキーがありません。署名はされていません。',
    next: '署名依頼が届いたあとに登録したパスキーは、その署名には使えません。担当課に電話などで連絡してください。',
  },
  PASSKEY_REFUSED: {
    happened: 'パスキーを確認できませんでした。',
    next: '署名も登録もされていません。もう一度お試しください。続けて確認できないときは、担当課へお問い合わせください。',
  },
  PASSKEY_EXPIRED: {
    happened: 'パスキーの確認に時間がかかり、有効時間（5分）が過ぎました。',
    next: 'もう一度、はじめから操作してください。',
  },
  PASSKEY_KNOWN: {
    happened: 'このパスキーは、すでに登録されています。',
    next: '別の端末でパスキーを登録するときは、その端末でこの画面を開いてください。',
  },
  PASSKEYS_FULL: {
    happened: '登録できるパスキーは10個までです。',
    next: '使っていないパスキーを削除してから、登録してください。',
  },
  PASSKEY_CANCELLED: {
    happened: 'パスキーの操作が取り消されたか、時間切れになりました。',
    next: '署名も登録もされていません。続けるときは、もう一度ボタンを押してください。',
  },
  PASSKEY_UNSUPPORTED: {
    happened: 'この端末又はブラウザーでは、パスキーを使えません。',
    next: 'パスキーを使える端末（画面ロックを設定したスマートフォンなど）で開いてください。',
  },
} as const;

/** English of the same. */
export const REFUSAL_PASSKEY_EN = {
  PASSKEY_NONE: {
    happened: 'There is no passkey that may be used for this signature. Nothing was signed.',
    next: 'A passkey made after the request was sent does not count for it. Call the office in charge.',
  },
  PASSKEY_REFUSED: {
    happened: 'The passkey could not be verified.',
    next: 'Nothing was signed or registered. Try again. If it fails once more, contact the office in charge.',
  },
  PASSKEY_EXPIRED: {
    happened: 'The passkey took too long: its five minutes are over.',
    next: 'Please begin again.',
  },
  PASSKEY_KNOWN: {
    happened: 'This passkey is registered already.',
    next: 'To register one on another device, open this page there.',
  },
  PASSKEYS_FULL: {
    happened: 'Up to ten passkeys can be registered.',
    next: 'Remove one that you do not use, then register.',
  },
  PASSKEY_CANCELLED: {
    happened: 'The passkey was cancelled, or ran out of time.',
    next: 'Nothing was signed or registered. Press the button again to go on.',
  },
  PASSKEY_UNSUPPORTED: {
    happened: 'This device or browser cannot use passkeys.',
    next: 'Open the page on a device that can, such as a phone with a screen lock.',
  },
} as const;
