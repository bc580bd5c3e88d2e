import { COMPARE_EASY } from './help/compare-easy.ts';
import { ERRORS_EASY } from './help/errors-easy.ts';
import { MANUAL_EASY } from './help/manual-easy.ts';
import { OPERATORS_JA } from './help/operators.ts';
import { SECURITY_EASY } from './help/security-easy.ts';
import { SYSTEM_EASY } from './help/system-easy.ts';
import { TAX_EASY } from './help/tax-easy.ts';
import type { HelpTopic } from './help/topic.ts';
import type { HELP_JA } from './help.ts';

/** The help page in やさしい日本語: what contractors need. */
export const HELP_EASY: typeof HELP_JA = {
  title: 'わからないとき（ヘルプ）',
  lead: '署名（しょめい）する人、契約書（けいやくしょ）を しらべたい人の ための ページです。',
  topics: 'もっと 知りたいとき',
  contents: 'このページに あること',
  print: 'いんさつする',
  back: 'ヘルプの はじめに もどる',
  absent: 'このページは ありません',
  sections: [
    {
      id: 'environment',
      title: 'つかうもの（推奨環境）',
      paragraphs: [
        'スマートフォンか パソコンが あれば できます。お金は いりません。ソフトも カードも いりません。',
      ],
      items: [
        'iPhone・iPad：Safari（サファリ）',
        'Android の スマートフォン：Chrome（クローム）',
        'パソコン：Chrome、Edge、Firefox、Safari の 新しいもの',
        '小さい スマートフォンでも だいじょうぶです（はば 360ピクセルから）。',
        '文書を しらべることは、一度（いちど）ひらけば、インターネットが なくても できます。',
      ],
    },
    {
      id: 'signing',
      title: '署名（しょめい）の しかた',
      paragraphs: ['メールの ボタンから はじめます。見ただけでは 署名に なりません。'],
      items: [
        '「署名を はじめる」を おして、文書（ぶんしょ）を ぜんぶ 読みます。',
        '「すること（チェックリスト）」を ぜんぶ します。',
        '「署名手続きを完了する」を おすと、あなたの署名は おわりです。',
        'みんなの署名が おわると、契約が できます。メールで おしらせします。',
        '契約書は、おしらせの つぎの日から 14日目の 23時59分59秒まで ダウンロードできます。',
      ],
    },
    {
      id: 'library',
      title: '契約書を さがす・のこす（ライブラリ）',
      paragraphs: [
        '署名に つかった メールアドレスに 6つの数字を おくります。その数字で、あなたの契約書を さがすことができます。つかわなくても いいです。お金は いりません。',
        '契約書を のこす 義務（ぎむ）は、会社（あなた）に あります。ライブラリは さがすことと のこすことを たすけます。',
      ],
      items: [
        '日にち、市の名前、金額（きんがく）で さがすことができます。',
        '契約書や 証明書を まとめて のこすことができます。一度に 20件、100MBまでです。',
        '「この端末に残す」を おすと、インターネットが なくても 見られます。ほかの人も つかう スマートフォンや パソコンには、のこさないでください。',
        'メールの リンクの 14日が すぎても、市が もっているあいだは 見られます。いつ 見たかは のこります。',
        'この メールアドレスを つかわなくなるときは「アカウントを削除する」を おしてください。契約書は 市に のこります。',
      ],
    },
    {
      id: 'invisible',
      title: 'はんこの絵は ありません（不可視署名）',
      paragraphs: [
        '電子署名は PDFの 中に 入っています。紙の はんこのような 絵は ありません。なくても 正しい署名です。',
        'ページの 左下に「締結証明書ID」が 書いてあります。証明書（しょうめいしょ）にも おなじ番号が あります。',
      ],
    },
    {
      id: 'viewers',
      title: 'ほかの ソフトで 見るとき',
      paragraphs: ['ソフトによって、署名の 見え方が ちがいます。'],
      items: [
        'Adobe Acrobat Reader（パソコン）：署名と タイムスタンプが 出ます。「不明」と 出ることが あります。こわれているのでは ありません。その ソフトが 発行元（はっこうもと）を 知らないだけです。',
        'Adobe Acrobat Reader（スマートフォン）：文書を 読むことが できます。署名を しらべる画面は 見つかりませんでした。',
        'Firefox：「検証できません」と 出ます。署名が まちがっているのでは ありません。Firefox が この かたちの 署名を 読めないだけです。',
        'Chrome：文書を 読むことが できます。署名は 出ません。',
        'Edge：署名が あることだけ 出ることが あります。',
        '「プレビュー」（Mac・iPhone・iPad）：文書を 読むことが できます。署名は 出ません。書きこんで 保存（ほぞん）すると、署名を しらべることが できなくなります。もとの ファイルは そのまま のこしてください。',
        'どの ソフトでも、読むことと いんさつは できます。署名を しらべるときは、この サービスの「文書を しらべる」を つかってください。',
      ],
    },
    {
      id: 'verifying',
      title: 'しらべた けっかの 読み方',
      paragraphs: ['契約書の PDFと 証明書の PDFを いっしょに えらぶと、みんなの署名が あるか わかります。'],
      items: [
        '「すべての署名が有効です」：だいじょうぶです。',
        '「署名後の変更を検出」：中が かわっています。もういちど ダウンロードして、しらべてください。',
        '「発行元を確認できません」「判定できません」：しらべることが できませんでした。市に 聞いてください。',
        '「試験用」：れんしゅうの 署名です。ほんとうの契約には つかえません。',
        'フォルダを えらぶと、中の 契約書と 証明書を ぜんぶ しらべます。',
        '証明書の 四角い もよう（QRコード）で わかるのは、紙に 書いてある 番号だけです。契約書を しらべるときは、PDFの ファイルが いります。',
      ],
    },
    {
      id: 'trouble',
      title: 'こまったとき',
      paragraphs: [],
      items: [
        'メールが とどかない：迷惑メール（めいわくメール）の ところを 見てください。ないときは、市に「もういちど おくってください」と 言ってください。',
        'リンクが つかえない：新しい メールが とどいていませんか。新しい メールの リンクを つかってください。',
        '署名の日が すぎた：市の 担当課（たんとうか）に 電話してください。',
        'ダウンロードの日が すぎた：画面の「再発行を依頼する」を おすか、市に 電話してください。',
      ],
    },
  ],
};

/** For the people who run a municipality's network; it says that it is in ordinary Japanese. */
const OPERATORS_EASY: HelpTopic = {
  ...OPERATORS_JA,
  title: 'サービスを 動かす人へ',
  summary: 'メールや LGWAN の せってい（市で はたらく人の ページ。ふつうの日本語です）',
  sections: OPERATORS_JA.sections.map((section, at) => ({
    ...section,
    lang: 'ja',
    ...(at === 0 && {
      note: 'ここは 市（し）で はたらく人の ための せつめいです。ふつうの日本語です。',
    }),
  })),
};

/** Every topic in やさしい日本語, in the order of the table of contents. */
export const HELP_TOPICS_EASY: readonly HelpTopic[] = [
  COMPARE_EASY,
  ERRORS_EASY,
  TAX_EASY,
  SECURITY_EASY,
  MANUAL_EASY,
  SYSTEM_EASY,
  OPERATORS_EASY,
];
