import type { HomeWords } from './home.ts';

/** The top page and its companions in やさしい日本語. */
export const HOME_EASY = {
  home: {
    title: 'インターネットで 契約（けいやく）する サービス',
    lead: 'したいことを えらんでください。',
    contractor: '署名（しょめい）の メールが とどいた人',
    contractorText:
      'メールの「文書を確認する」を おしてください。名前の登録（とうろく）や アプリは いりません。',
    contractorHow: 'メールが ないとき',
    contractorHowText:
      '迷惑（めいわく）メールの 中も 見てください。ないときは、契約の 担当課（たんとうか）に 電話（でんわ）してください。登録した メールアドレスに もういちど おくります。',
    contractorShelf: 'ライブラリを ひらく',
    contractorShelfText: 'むすんだ 契約書を さがして ほぞんする',
    staff: '市（し）や 町（まち）で はたらく人',
    staffText: '契約の文書を おくります。市の 署名を します。',
    staffGo: 'ログインする',
    verify: '契約書（けいやくしょ）を しらべたい人',
    verifyText:
      'PDF の 署名と 時間（タイムスタンプ）を しらべます。ファイルは この機械（きかい）から 外に 出ません。インターネットが なくても つかえます。',
    verifyGo: '文書を しらべる',
  },
  install: {
    title: 'アプリに する',
    text: 'アプリに すると、インターネットが ないところでも 文書を しらべることが できます。',
    act: 'アプリを 入れる',
  },
} satisfies HomeWords;
