/** Words of the switch with which a browser is told of news, for contractors and staff. */
const JA = {
  title: 'この端末への通知',
  about:
    '新しい連絡があると、この端末の画面でもお知らせします。メールは、通知を使っても使わなくても、必ずお送りします。',
  privacy:
    '通知には、お名前や契約の名前は出ません。通知の宛先（ブラウザーの提供元が発行する番号）をこのサービスが保存し、やめると消します。',
  turnOn: '通知を受け取る',
  turnOff: '通知をやめる',
  on: 'この端末で通知を受け取ります。',
  off: 'この端末への通知をやめました。',
  denied:
    'この端末では、このサイトの通知が許可されていません。受け取るには、ブラウザーの設定で通知を許可してください。メールは届きます。',
  install:
    'iPhone・iPadでは、このサイトをホーム画面に追加し（共有ボタン →「ホーム画面に追加」）、追加したアプリの中で通知を受け取る設定をします。事業者の方は「ライブラリ」、職員の方はログインのあとの画面で設定できます。追加しなくても、メールは届きます。',
  failed: '通知を使えるようにできませんでした。メールは届きます。時間をおいて、もう一度お試しください。',
};

export type NoticeSwitchWords = Readonly<Record<keyof typeof JA, string>>;

const EASY: NoticeSwitchWords = {
  title: 'この スマホへの お知らせ',
  about: '新しい お知らせが あると、この スマホの 画面にも でます。メールは いつも 送ります。',
  privacy:
    'お知らせに、名前や 契約の 名前は でません。お知らせを 送る 番号を 保存（ほぞん）します。やめると けします。',
  turnOn: 'お知らせを うけとる',
  turnOff: 'お知らせを やめる',
  on: 'この スマホで お知らせを うけとります。',
  off: 'この スマホへの お知らせを やめました。',
  denied:
    'この スマホは、お知らせを とめています。うけとりたい ときは、ブラウザーの 設定（せってい）を 変えてください。メールは とどきます。',
  install:
    'iPhoneや iPadは、この サイトを ホーム画面に 入れてください（共有〈きょうゆう〉ボタン →「ホーム画面に追加」）。そこから「ライブラリ」を ひらくと、お知らせを うけとれます。入れなくても、メールは とどきます。',
  failed: 'お知らせを 使えませんでした。メールは とどきます。あとで もういちど ためしてください。',
};

const EN: NoticeSwitchWords = {
  title: 'Notices on this device',
  about: 'News also shows on the screen of this device. E-mail is always sent, with or without notices.',
  privacy:
    'A notice shows no names of people or contracts. The service keeps the address that your browser gives for notices, and forgets it when you turn them off.',
  turnOn: 'Receive notices',
  turnOff: 'Turn notices off',
  on: 'This device receives notices.',
  off: 'Notices on this device are turned off.',
  denied:
    'This device does not allow notices of this site. To receive them, allow notices in the settings of the browser. E-mail still comes.',
  install:
    'On iPhone and iPad, add this site to the Home Screen (Share button → Add to Home Screen) and open the library there to receive notices. E-mail comes without that, too.',
  failed: 'Notices could not be turned on. E-mail still comes. Please try again later.',
};

/** By the reader's language. */
export const NOTICE_SWITCH = { ja: JA, easy: EASY, en: EN } as const satisfies Record<
  string,
  NoticeSwitchWords
>;
