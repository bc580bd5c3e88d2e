import type { Texts } from './common.ts';

/** Words of the top page, the update prompt and the page for unknown addresses: apart, so that no other page loads them. */
export const HOME_JA = {
  home: {
    title: '電子契約サービス',
    lead: 'ご用件を選んでください。',
    contractor: '署名依頼を受け取った方',
    contractorText: '届いたメールの「文書を確認する」を押してください。登録やソフトウェアは要りません。',
    contractorHow: 'メールが見つからないとき',
    contractorHowText:
      '迷惑メールのフォルダーをご確認ください。見つからないときは、契約の担当課へご連絡ください。登録のメールアドレスへ送り直します。',
    staff: '自治体の職員の方',
    staffText: '封筒の作成、発注者の署名、状況の確認を行います。',
    staffGo: 'ログインへ',
    verify: '契約書を確かめたい方',
    verifyText:
      'PDF の電子署名とタイムスタンプを確かめます。ファイルはこの端末の外へ送られず、通信がなくても使えます。',
    verifyGo: '文書を検証する',
  },
  install: {
    title: 'この端末に入れて使う',
    text: 'アプリとして入れると、通信のない場所でも文書を検証できます。',
    act: 'アプリを入れる',
  },
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

/** English beside it. */
export const HOME_EN = {
  home: {
    title: 'Electronic contracts',
    lead: 'What would you like to do?',
    contractor: 'I received a request to sign',
    contractorText: 'Press the button in the e-mail. No registration and no software is needed.',
    contractorHow: 'Cannot find the e-mail?',
    contractorHowText:
      'Please look in the spam folder. If it is not there, ask the office in charge of the contract: it is sent again to the registered address.',
    staff: 'I work for a municipality',
    staffText: 'Create envelopes, sign for the municipality, follow the progress.',
    staffGo: 'Sign in',
    verify: 'I want to verify a contract',
    verifyText:
      'Checks the signatures and time-stamps of PDFs. Files never leave this device, and it works without a network.',
    verifyGo: 'Verify documents',
  },
  install: {
    title: 'Install on this device',
    text: 'As an app, it verifies documents where there is no network.',
    act: 'Install the app',
  },
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
} as const satisfies Texts<typeof HOME_JA>;
