import type { HelpTopic } from './topic.ts';

/** What the answers differ in, from the municipality's rules. */
export interface FaqFacts {
  readonly municipalityName: string;
  /** 「電子契約利用申請」, 「電子契約利用申出書」. */
  readonly applicationName: string;
  /** Where the originals of a guarantee go (M33). */
  readonly originalsTo: string;
  /** 電子保証 can be used (M34). */
  readonly electronicGuarantee: boolean;
  /** What stays on paper (M35). */
  readonly paper: readonly { readonly name: string; readonly to: string }[];
  readonly contact: string;
  /** The one address that requests come from (M18). */
  readonly senderAddress: string;
}

/** One question, and the service's own answers to it. */
export interface Question {
  readonly id: string;
  readonly asks: string;
  readonly answers: readonly string[];
}

/** A municipality's own answers (M87) by the id of the question, as paragraphs. */
export type OwnAnswers = Readonly<Record<string, readonly string[]>>;

/**
 * The page of the questions.
 *
 * @param own - a municipality's own answers; they stay in the language in which it wrote them.
 * @param note - says so to whoever reads another language; empty = it goes without saying.
 */
export const faqTopic = (
  title: string,
  summary: string,
  questions: readonly Question[],
  own: OwnAnswers,
  note = '',
): HelpTopic => ({
  id: 'faq',
  title,
  summary,
  sections: questions.map(({ id, asks, answers }) => {
    const paragraphs = own[id];
    if (paragraphs === undefined) return { id, title: asks, paragraphs: answers };
    return { id, title: asks, paragraphs, lang: 'ja', ...(note === '' ? {} : { note }) };
  }),
});

/** Where a municipality's answers are chosen. */
export const FAQ_PLACES_JA = {
  title: 'よくある質問',
  summary: '説明会でいただいた16の質問と、自治体ごとの答え',
  lead: '契約する自治体を選んでください。',
} as const;

export const FAQ_PLACES_EN: Record<keyof typeof FAQ_PLACES_JA, string> = {
  title: 'Questions and answers',
  summary: 'The sixteen questions asked at the briefing, answered by municipality',
  lead: 'Choose the municipality.',
};

/** The briefing's sixteen questions with the municipality's answers (M79): ours by its rules, or its own words. */
export function faqJa(facts: FaqFacts, own: OwnAnswers = {}): HelpTopic {
  const paper = facts.paper.map(({ name, to }) => `${name}は${to}へ`).join('、');
  return faqTopic(
    `よくある質問（${facts.municipalityName}）`,
    '説明会でいただいた16の質問',
    [
      {
        id: 'q1',
        asks: 'Q1 何台ものパソコンやスマートフォンから使えますか。',
        answers: [
          '使えます。台数の制限はありません。署名のお願いのメールにあるリンクを開ける端末なら、途中まで読んだ続きから始められます。',
        ],
      },
      {
        id: 'q2',
        asks: 'Q2 電子契約は電子帳簿保存法の対象ですか。',
        answers: [
          '契約書の電子データは電子取引の取引情報にあたり、保存の要件の対象になります。「電子帳簿保存法との関係」のページで、措置と期間、検索の要件を説明しています。',
        ],
      },
      {
        id: 'q3',
        asks: 'Q3 普通のノートパソコンで署名できますか。',
        answers: [
          'インターネットにつながるパソコン、タブレット、スマートフォンで署名できます。特別なものは要りません。',
        ],
      },
      {
        id: 'q4',
        asks: 'Q4 クラウドを使うことに、安全上の不安はありませんか。',
        answers: [
          '通信と保存するファイルを暗号化し、操作の記録を残しています。仕組みは「セキュリティガイド」のページにまとめています。',
        ],
      },
      {
        id: 'q5',
        asks: 'Q5 通知はどこに届きますか。',
        answers: [
          `${facts.applicationName}で登録したメールアドレスに、署名のお願いと締結のお知らせが届きます。差出人のアドレスは ${facts.senderAddress} です。`,
          '署名や申請のあとの画面、又は「ライブラリ」で「通知を受け取る」を押すと、その端末の画面にもお知らせが出ます。メールは、通知を使っても使わなくても届きます。',
        ],
      },
      {
        id: 'q6',
        asks: 'Q6 どの電子契約サービスを使いますか。',
        answers: [`${facts.municipalityName}は Shomei を使います。`],
      },
      {
        id: 'q7',
        asks: 'Q7 必要な機器、ソフトウェア、費用はありますか。',
        answers: [
          'メールを受け取れてインターネットにつながれば、ソフトウェアを入れずに使えます。費用はかかりません。ブラウザーの条件は「推奨環境」を見てください。',
        ],
      },
      {
        id: 'q8',
        asks: 'Q8 契約書の名義人（乙欄）でない社員が署名の操作をしてもよいですか。',
        answers: [
          '名義人ご本人の操作が最も望ましい方法です。難しい場合は、社内規定等で署名の権限を委任された方が代わりに操作できます。',
          '電子署名は名義人の氏名で行われ、操作した方の氏名は別に記録されます。',
        ],
      },
      {
        id: 'q9',
        asks: 'Q9 メールアドレスを何人分も登録できますか。',
        answers: [
          '登録できるのは、契約する権限のある方お一人です。社内での確認には、署名前の文書のダウンロードか、閲覧用のリンクを使ってください。',
        ],
      },
      {
        id: 'q10',
        asks: 'Q10 保証証書などは電子契約のときに添付しますか。原本も必要ですか。',
        answers: [
          '署名のときに、保証証書や保証証券のPDFを添付します。',
          `原本も必要です。提出先：${facts.originalsTo}`,
          facts.electronicGuarantee ? '電子保証を利用できます。' : '電子保証は利用できません。',
        ],
      },
      {
        id: 'q11',
        asks: 'Q11 契約保証金を現金で納めるときはどうしますか。',
        answers: [
          '契約書と一緒に納付書のPDFをお渡しします。印刷して金融機関で納め、署名のときに領収書のPDFを添付してください。',
        ],
      },
      {
        id: 'q12',
        asks: 'Q12 現場代理人等通知書や工程表は紙のままですか。',
        answers: [
          paper === ''
            ? '契約書以外の書類の出し方は、担当課にお尋ねください。'
            : `紙で提出してください。${paper}提出します。`,
        ],
      },
      {
        id: 'q13',
        asks: 'Q13 署名は契約締結日の当日でなければなりませんか。',
        answers: [
          '当日でなくてもかまいません。数日間の幅があり、署名期限はお願いのメールと画面に表示されます。届いたら早めに署名してください。',
        ],
      },
      {
        id: 'q14',
        asks: 'Q14 事業者の都合で紙の契約にできますか。',
        answers: [
          'できます。署名の画面の「紙の契約書を希望する」を押すか、担当課に伝えてください。紙の契約書では収入印紙が必要になる場合があります。',
        ],
      },
      {
        id: 'q15',
        asks: 'Q15 電子入札のようなICカードは必要ですか。',
        answers: ['必要ありません。'],
      },
      {
        id: 'q16',
        asks: 'Q16 保証の手続のために、契約書案を先に受け取れますか。',
        answers: [`受け取れます。希望する方は担当課に知らせてください。問い合わせ先：${facts.contact}`],
      },
    ],
    own,
  );
}
