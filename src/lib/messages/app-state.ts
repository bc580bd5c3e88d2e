import type { Texts } from './common.ts';

const JA = {
  update: {
    title: '新しい版があります',
    text: '更新すると画面を読み込み直します。入力の途中なら、終えてからでもかまいません。',
    act: '更新する',
    later: 'あとで',
  },
  notFound: {
    title: 'ページが見つかりません',
    text: 'アドレスが途中で切れていないかご確認ください。',
    fault: '画面を表示できませんでした',
    faultText: '読み込み直しても変わらないときは、契約の担当課へご連絡ください。',
    reload: '読み込み直す',
    home: 'トップへ',
  },
} as const;

/** Words of the update prompt and of the page for unknown addresses; small enough to lie in one piece. */
export const APP_STATE: Readonly<Record<'ja' | 'easy' | 'en', Texts<typeof JA>>> = {
  ja: JA,
  easy: {
    update: {
      title: '新しく なりました',
      text: '更新（こうしん）すると、画面を もういちど 読みます。書いているときは、おわってからでも いいです。',
      act: '更新する',
      later: 'あとで',
    },
    notFound: {
      title: 'ページが ありません',
      text: 'アドレスが さいごまで あるか 見てください。',
      fault: '画面を 見せることが できませんでした',
      faultText: 'もういちど 読んでも おなじときは、契約の 担当課に 電話してください。',
      reload: 'もういちど 読む',
      home: 'はじめのページへ',
    },
  },
  en: {
    update: {
      title: 'A new version is ready',
      text: 'Updating reloads the screen. You may finish what you are writing first.',
      act: 'Update',
      later: 'Later',
    },
    notFound: {
      title: 'Page not found',
      text: 'Please check that the address is complete.',
      fault: 'The screen could not be shown',
      faultText: 'If reloading does not help, please contact the office in charge of the contract.',
      reload: 'Reload',
      home: 'Home',
    },
  },
};
