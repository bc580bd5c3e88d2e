import { MANUAL_JA } from './manual.ts';
import type { HelpSection, HelpTopic } from './topic.ts';

/** What staff do stays in ordinary Japanese, and says so. */
function forStaff(id: string): HelpSection[] {
  const note = 'ここは 市（し）で はたらく人の ための せつめいです。ふつうの日本語です。';
  return MANUAL_JA.sections
    .filter((section) => section.id === id)
    .map((section) => ({ ...section, lang: 'ja', note }));
}

/** `manual.ts` in やさしい日本語; the buttons are named as the easy screens name them (M6, M59, L21). */
export const MANUAL_EASY: HelpTopic = {
  id: 'manual',
  title: 'くわしい 使い方（操作説明書）',
  summary: '署名する・のこす・しらべる 手順（てじゅん）。いんさつ できます',
  sections: [
    {
      id: 'contractor',
      title: '1. 会社の人：署名（しょめい）する',
      paragraphs: [],
      items: [
        'メールの「文書を確認する」を おします。文書（ぶんしょ）の名前と、いつまでに 署名するかが 出ます。見ただけでは 署名に なりません。',
        '「署名を はじめる」を おします。文書を ぜんぶ ひらいて 読みます。',
        '「すること」を ぜんぶ します。まだのものを おすと、そこへ 行きます。',
        '「完了する」を おします。つぎの 画面で「署名手続きを完了する（おわる）」を おします。',
        '署名しないときは、「ほかのこと」の「署名しない（署名を辞退）」を おして、わけを 書きます。',
      ],
    },
    {
      id: 'download',
      title: '2. 会社の人：契約書を のこす',
      paragraphs: [],
      items: [
        '「電子署名完了のお知らせ」の メールの「ダウンロード」を おします。',
        '契約書（けいやくしょ）と 証明書（しょうめいしょ）を ダウンロードします。文書が 2つより 多いときは、一覧（いちらん）の 証明書も あります。14日目の 23時59分59秒までです。',
        '日が すぎたときは、おなじ画面の「もういちど ください（再発行を依頼する）」を おします。',
      ],
    },
    ...forStaff('staff'),
    ...forStaff('search'),
    {
      id: 'verify',
      title: '5. しらべる人：文書を しらべる',
      paragraphs: [],
      items: [
        '「文書を しらべる」を ひらきます。契約書の PDFと 証明書の PDFを えらびます。フォルダーも えらべます。インターネットは いりません。',
        'けっかと わけを 読みます。いんさつや ほぞんも できます。',
      ],
    },
  ],
};
