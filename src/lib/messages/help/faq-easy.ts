import { faqTopic, type FaqFacts, type OwnAnswers } from './faq.ts';
import type { HelpTopic } from './topic.ts';

/** Where a municipality's answers are chosen, in やさしい日本語. */
export const FAQ_PLACES_EASY = {
  title: 'よくある質問（しつもん）',
  summary: 'みんなが よく聞く 16の質問と こたえ',
  lead: '契約する市（し）を えらんでください。',
};

/** The sixteen questions and answers in やさしい日本語; what a municipality wrote stays as it wrote it. */
export function faqEasy(facts: FaqFacts, own: OwnAnswers = {}): HelpTopic {
  const paper = facts.paper.map(({ name, to }) => `${name} → ${to}`).join('、');
  return faqTopic(
    `よくある質問（${facts.municipalityName}）`,
    FAQ_PLACES_EASY.summary,
    [
      {
        id: 'q1',
        asks: 'Q1 パソコンと スマートフォンの りょうほうで つかえますか。',
        answers: [
          'つかえます。何台（なんだい）でも いいです。メールの リンクを ひらくと、つづきから できます。',
        ],
      },
      {
        id: 'q2',
        asks: 'Q2 電子帳簿保存法（でんし ちょうぼ ほぞんほう）に 関係（かんけい）が ありますか。',
        answers: [
          'あります。契約書の データは、法律（ほうりつ）の きまりで のこしておくものです。くわしいことは「電子帳簿保存法との関係」を 読んでください。',
        ],
      },
      {
        id: 'q3',
        asks: 'Q3 ふつうの パソコンで 署名（しょめい）できますか。',
        answers: ['できます。インターネットが つかえる パソコン、タブレット、スマートフォンで できます。'],
      },
      {
        id: 'q4',
        asks: 'Q4 インターネットで 契約しても、あんぜんですか。',
        answers: [
          'データは ほかの人が 読めないように して おくります。だれが 何をしたかも のこります。くわしいことは「セキュリティガイド」を 読んでください。',
        ],
      },
      {
        id: 'q5',
        asks: 'Q5 おしらせは どこに とどきますか。',
        answers: [
          `${facts.applicationName}で 登録（とうろく）した メールアドレスに とどきます。${facts.senderAddress} から とどきます。`,
        ],
      },
      {
        id: 'q6',
        asks: 'Q6 何という サービスですか。',
        answers: [`${facts.municipalityName}は Shomei を つかいます。`],
      },
      {
        id: 'q7',
        asks: 'Q7 何が いりますか。お金は かかりますか。',
        answers: [
          'メールと インターネットが あれば できます。ソフトを 入れなくても いいです。お金は いりません。',
        ],
      },
      {
        id: 'q8',
        asks: 'Q8 契約書に 名前が ある人（名義人）では ない人が、署名しても いいですか。',
        answers: [
          '名前が ある人が するのが いちばん いいです。できないときは、会社の きまりで まかされた人が しても いいです。',
          '署名は 名前が ある人の 名前で します。した人の 名前も のこります。',
        ],
      },
      {
        id: 'q9',
        asks: 'Q9 メールアドレスを たくさん 登録できますか。',
        answers: [
          'できるのは 1つです。契約することが できる人の アドレスです。会社の ほかの人には、署名の前の ダウンロードか、読むだけの リンクを つかってください。',
        ],
      },
      {
        id: 'q10',
        asks: 'Q10 保証証書（ほしょう しょうしょ）などは、どう しますか。',
        answers: [
          '署名するときに、PDFを つけます。',
          `もとの紙も 出してください。出すところ：${facts.originalsTo}`,
          facts.electronicGuarantee
            ? '電子保証（でんし ほしょう）を つかうことが できます。'
            : '電子保証（でんし ほしょう）は つかうことが できません。',
        ],
      },
      {
        id: 'q11',
        asks: 'Q11 契約保証金（けいやく ほしょうきん）を お金で はらうときは、どう しますか。',
        answers: [
          '市が 納付書（のうふしょ）の PDFを わたします。いんさつして、銀行（ぎんこう）などで はらってください。署名するときに、領収書（りょうしゅうしょ）の PDFを つけてください。',
        ],
      },
      {
        id: 'q12',
        asks: 'Q12 ほかの 書類（しょるい）は 紙で 出しますか。',
        answers: [
          paper === ''
            ? '市の 担当課（たんとうか）に 聞いてください。'
            : `はい、紙で 出してください。${paper}`,
        ],
      },
      {
        id: 'q13',
        asks: 'Q13 契約の日に 署名しないと いけませんか。',
        answers: [
          'その日で なくても いいです。いつまでに 署名するかは、メールと 画面（がめん）に 書いてあります。早く 署名してください。',
        ],
      },
      {
        id: 'q14',
        asks: 'Q14 紙の 契約書に できますか。',
        answers: [
          'できます。署名の画面の「紙の契約書にする」を おすか、市に 言ってください。紙のときは、収入印紙（しゅうにゅう いんし）が いることが あります。',
        ],
      },
      { id: 'q15', asks: 'Q15 ICカードは いりますか。', answers: ['いりません。'] },
      {
        id: 'q16',
        asks: 'Q16 契約書の 案（あん）を、先に もらえますか。',
        answers: [`もらえます。市に 言ってください。聞くところ：${facts.contact}`],
      },
    ],
    own,
    'ここは 市の人が 書いた文章（ぶんしょう）です。',
  );
}
