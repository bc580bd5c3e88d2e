/** Words about passkeys, for the contractor's signing screens and the library. */
const JA = {
  landingTitle: 'パスキーをご用意ください',
  landing:
    '手続きの最後に、ライブラリで登録したパスキー（指紋・顔・画面ロック）で本人であることを確認します。登録した端末でお進みください。',
  lead: '登録してあるパスキーで署名します。下のボタンを押すと、指紋・顔・画面ロックなどの確認が表示されます。',
  sign: 'パスキーで署名手続きを完了する',
  useCode: 'パスキーを使わず、コードで署名する',
  usePasskey: 'パスキーで署名する',
  noneTitle: '使えるパスキーがありません',
  noneText:
    '署名には、署名依頼が届く前にライブラリで登録したパスキーが必要です。署名はされていません。担当課に電話などで連絡してください。',
  title: 'パスキー（署名のときの本人確認）',
  about:
    'パスキーを登録しておくと、パスキーを使う自治体の契約に、指紋・顔・画面ロックで署名できます。署名依頼が届く前に登録してください。登録の前に届いた署名依頼には使えません。',
  own: 'ご自分だけが使う端末に登録してください。指紋や顔の情報は、端末の外へ送られません。',
  none: '登録したパスキーはありません。',
  name: 'パスキーの名前',
  nameHint: 'どの端末か分かる名前です。例：事務所のスマートフォン',
  nameMissing: '名前を入力してください。',
  add: 'パスキーを登録する',
  added: 'パスキーを登録しました。',
  created: (at: string): string => `登録 ${at}`,
  used: (at: string): string => `最後に使った日時 ${at}`,
  remove: '削除',
  removeTitle: 'このパスキーを削除しますか',
  removeText: (name: string): string =>
    `「${name}」では署名できなくなります。元に戻すことはできません。端末に残っているパスキーは、端末の設定から消してください。`,
  cancel: 'もどる',
};

export type PasskeyWords = {
  readonly [K in keyof typeof JA]: (typeof JA)[K] extends (...args: never[]) => string
    ? (typeof JA)[K]
    : string;
};

const EASY: PasskeyWords = {
  landingTitle: 'パスキーを よういしてください',
  landing:
    'さいごに、ライブラリで 登録（とうろく）した パスキー（指紋〈しもん〉・顔・画面ロック）で、あなたかどうか たしかめます。登録した スマホで すすんでください。',
  lead: '登録（とうろく）した パスキーで 署名します。下の ボタンを おすと、指紋（しもん）・顔・画面ロックの 画面が でます。',
  sign: 'パスキーで 署名を おわりにする',
  useCode: 'パスキーを 使わないで、数字で 署名する',
  usePasskey: 'パスキーで 署名する',
  noneTitle: '使える パスキーが ありません',
  noneText:
    'この署名には、メールが くる前に ライブラリで 登録（とうろく）した パスキーが いります。署名は していません。市の人に 電話してください。',
  title: 'パスキー（署名の ときに 使います）',
  about:
    'パスキーを 登録（とうろく）すると、指紋（しもん）・顔・画面ロックで 署名できる ことがあります。署名の メールが くる前に 登録してください。前に きた メールの 署名には 使えません。',
  own: 'あなただけが 使う スマホに 登録してください。指紋や 顔の 情報（じょうほう）は、スマホの 外に でません。',
  none: '登録した パスキーは ありません。',
  name: 'パスキーの 名前',
  nameHint: 'どの スマホか わかる 名前です。たとえば：会社の スマホ',
  nameMissing: '名前を 入れてください。',
  add: 'パスキーを 登録する',
  added: 'パスキーを 登録しました。',
  created: (at) => `登録した とき ${at}`,
  used: (at) => `さいごに 使った とき ${at}`,
  remove: 'けす',
  removeTitle: 'この パスキーを けしますか',
  removeText: (name) =>
    `「${name}」で 署名できなくなります。もとに 戻（もど）せません。スマホに のこった パスキーは、スマホの 設定（せってい）で けしてください。`,
  cancel: 'もどる',
};

const EN: PasskeyWords = {
  landingTitle: 'Have your passkey at hand',
  landing:
    'At the end the passkey that you registered in the library (fingerprint, face or screen lock) confirms that it is you. Go on with the device that has it.',
  lead: 'You sign with your registered passkey. Press the button below, and your device asks for fingerprint, face or screen lock.',
  sign: 'Sign with the passkey',
  useCode: 'Sign with a code, without the passkey',
  usePasskey: 'Sign with the passkey',
  noneTitle: 'There is no passkey for this signature',
  noneText:
    'You need a passkey that was registered in the library before the request was sent. Nothing was signed. Call the office.',
  title: 'Passkeys (to sign with)',
  about:
    'With a passkey you sign by fingerprint, face or screen lock, for municipalities that take passkeys. Register it before a request is sent: it does not count for requests that came earlier.',
  own: 'Register it on a device that only you use. Fingerprint and face never leave the device.',
  none: 'No passkey is registered.',
  name: 'Name of the passkey',
  nameHint: 'A name that tells which device it is. Such as: phone at the office',
  nameMissing: 'Enter a name.',
  add: 'Register a passkey',
  added: 'The passkey is registered.',
  created: (at) => `Registered ${at}`,
  used: (at) => `Last used ${at}`,
  remove: 'Remove',
  removeTitle: 'Remove this passkey?',
  removeText: (name) =>
    `“${name}” signs nothing any more. There is no way back. What is left on the device is removed in its settings.`,
  cancel: 'Back',
};

/** By the reader's language. */
export const PASSKEY_WORDS = { ja: JA, easy: EASY, en: EN } as const satisfies Record<string, PasskeyWords>;
