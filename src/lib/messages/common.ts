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
  footerShelf: 'ライブラリ',
  footerHelp: 'ヘルプ',
  signing: { title: '署名依頼', loading: '署名依頼を読み込んでいます' },
  offline: '通信がつながっていません。つながると続きから始められます。',
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
    again: 'もう一度読み込む',
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

/** The same keys with any text, so that each language says everything. */
export type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Texts<T[K]>;
};

/** The words of every shared screen, in one language. */
export type CommonWords = Texts<typeof COMMON_JA>;
