/** Words that several screens share. */
export const COMMON_JA = {
  serviceName: 'Shomei',
  serviceTagline: '電子契約サービス',
  serviceDescription: 'スマートフォンで契約を結び、あとからだれでも確かめられる電子契約サービスです。',
  testLabel: '試験環境',
  testOnly: '試験用（契約の証明には使えません）',
  noScript: 'この画面を使うには、ブラウザーの設定で JavaScript を有効にしてください。',
  skipToMain: '本文へ移動',
  footerLabel: '関連ページ',
  footerHome: 'トップ',
  footerVerify: '文書の検証',
  footerHelp: 'ヘルプ',
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
  offlineReady: '通信がなくても文書を検証できるようになりました。',
  offline: '通信がつながっていません。つながると続きから始められます。',
  notFound: {
    title: 'ページが見つかりません',
    text: 'アドレスが途中で切れていないかご確認ください。',
    fault: '画面を表示できませんでした',
    faultText: '読み込み直しても変わらないときは、契約の担当課へご連絡ください。',
    reload: '読み込み直す',
    home: 'トップへ',
  },
  ui: {
    required: '必須',
    optional: '任意',
    close: '閉じる',
    yen: '円',
    information: 'お知らせ',
    success: '完了',
    warning: '注意',
    error: 'エラー',
    opensMenu: 'メニューを開く',
    chooseFile: 'ファイルを選ぶ',
    dropHere: 'ここへファイルを置くこともできます。',
    select: '選んでください',
  },
  pdf: {
    loading: '文書を読み込んでいます',
    unreadable: 'この文書を表示できませんでした。',
    page: (page: number): string => `${page}ページ`,
    zoomIn: '拡大',
    zoomOut: '縮小',
    zoomFit: '幅に合わせる',
    zoomGroup: '表示の大きさ',
  },
} as const;

type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Texts<T[K]>;
};

/** The words of every shared screen, in one language. */
export type CommonWords = Texts<typeof COMMON_JA>;

/** English beside it, for readers who ask for it. */
export const COMMON_EN = {
  serviceName: 'Shomei',
  serviceTagline: 'Electronic contracts',
  serviceDescription: 'Conclude a contract on a phone; anyone can prove it later.',
  testLabel: 'Test environment',
  testOnly: 'For testing (proves no contract)',
  noScript: 'Please enable JavaScript in your browser to use this page.',
  skipToMain: 'Skip to content',
  footerLabel: 'Related pages',
  footerHome: 'Home',
  footerVerify: 'Verify documents',
  footerHelp: 'Help',
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
  offlineReady: 'Documents can now be verified without a network.',
  offline: 'There is no connection. You can go on where you were once it is back.',
  notFound: {
    title: 'Page not found',
    text: 'Please check that the address is complete.',
    fault: 'The screen could not be shown',
    faultText: 'If reloading does not help, please contact the office in charge of the contract.',
    reload: 'Reload',
    home: 'Home',
  },
  ui: {
    required: 'Required',
    optional: 'Optional',
    close: 'Close',
    yen: 'yen',
    information: 'Information',
    success: 'Done',
    warning: 'Warning',
    error: 'Error',
    opensMenu: 'Open menu',
    chooseFile: 'Choose a file',
    dropHere: 'You may also drop files here.',
    select: 'Please select',
  },
  pdf: {
    loading: 'Loading the document',
    unreadable: 'This document could not be shown.',
    page: (page: number): string => `Page ${page}`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomFit: 'Fit to width',
    zoomGroup: 'Zoom',
  },
} as const satisfies CommonWords;
