import type { HelpTopic } from './topic.ts';

/** 電子帳簿保存法 7条, 施行規則 4条1項 (M53, M54, M56, M57, M60). */
export const TAX_JA: HelpTopic = {
  id: 'tax',
  title: '電子帳簿保存法との関係',
  summary: '保存の4つの措置、期間、検索',
  sections: [
    {
      id: 'scope',
      title: '電子契約は電子取引です',
      paragraphs: [
        '電子契約で受け取る契約書の電子データは、電子取引（電子帳簿保存法第2条第5号）の取引情報にあたります。法人税・所得税の保存義務のある方は、同法第7条と施行規則第4条に従って電子データのまま保存します。',
        '保存義務者は、契約した事業者ご自身です。この画面の説明は一般的なもので、個別の判断は税務署又は税理士に確かめてください。',
      ],
    },
    {
      id: 'measures',
      title: '真実性の確保：4つの措置のいずれか（施行規則第4条第1項）',
      paragraphs: [],
      items: [
        '① タイムスタンプが付与された後の電子データを受け取る。',
        '② 受け取った後、速やかに（おおむね7営業日以内）、又は業務の処理に係る通常の期間（最長2か月）を経過した後速やかに、タイムスタンプを付与する。「2か月とおおむね7営業日以内」と言われる措置です。',
        '③ 訂正・削除の記録が残るシステム、又は訂正・削除ができないシステムで受け取り、保存する。',
        '④ 正当な理由のない訂正・削除を防ぐ事務処理規程を定め、それに沿って運用する。',
      ],
    },
    {
      id: 'measure-one',
      title: '①にあたるかどうか',
      paragraphs: [
        '①のタイムスタンプは、総務大臣が認定した時刻認証業務によるものに限られます。契約書のタイムスタンプが認定を受けたものかどうかは、「文書の検証」の「タイムスタンプ情報」に表示されます。「試験用」と表示される文書は、どの措置も満たしません。',
      ],
    },
    {
      id: 'term',
      title: '保存する期間と場所',
      paragraphs: [],
      items: [
        '法人は原則7年間です。欠損金の繰越控除を受ける事業年度は、最長10年間です。',
        '発注者（自治体）の側では、保存の期間が過ぎるまで削除できず、自動で削除されることもありません。',
        'サーバーが離れた場所にあっても、パソコンなどの画面と書面に、はっきりした状態で速やかに出力できれば、保存場所に保存されているものと扱われます。',
      ],
    },
    {
      id: 'search',
      title: '検索とそのほかの要件',
      paragraphs: [],
      items: [
        '取引年月日、取引金額、取引先で検索できるようにします。',
        '日付と金額は範囲を指定でき、2つ以上の項目を組み合わせられるようにします。',
        '税務職員のダウンロードの求めに応じられる場合は、範囲の指定と組合せの要件は不要になります。',
        'システムの概要を記載した書類（「システム概要書」のページ）を備え付けます。',
      ],
    },
  ],
};

export const TAX_EN: HelpTopic = {
  id: 'tax',
  title: 'The electronic books act (電子帳簿保存法)',
  summary: 'Four measures of keeping, term, search',
  sections: [
    {
      id: 'scope',
      title: 'An electronic contract is an electronic transaction',
      paragraphs: [
        'The data of the contract are transaction information of 電子取引 (article 2, item 5). Who must keep records for corporate or income tax keeps them as data, by article 7 and article 4 of the ordinance.',
        'The duty is the contractor’s own. This page is general; ask a tax office or a tax accountant about your case.',
      ],
    },
    {
      id: 'measures',
      title: 'Authenticity: one of four measures (ordinance, article 4, paragraph 1)',
      paragraphs: [],
      items: [
        '① Receive data that already bear a time-stamp.',
        '② Time-stamp them promptly after receipt (about seven business days), or promptly after the usual cycle of business (two months at most).',
        '③ Receive and keep them in a system that records corrections and deletions, or allows none.',
        '④ Have and follow rules that prevent corrections and deletions without good reason.',
      ],
    },
    {
      id: 'measure-one',
      title: 'Whether it is ①',
      paragraphs: [
        'The time-stamp of ① must come from a service accredited by the Minister for Internal Affairs and Communications. Verification shows in its time-stamp information whether it does. What is marked 「試験用」 meets no measure.',
      ],
    },
    {
      id: 'term',
      title: 'Term and place',
      paragraphs: [],
      items: [
        'Companies keep for seven years, up to ten where losses are carried forward.',
        'On the municipality’s side nothing can be deleted in the term, and nothing is deleted by itself.',
        'Data on a distant server count as kept on the spot where they can be shown and printed clearly and promptly.',
      ],
    },
    {
      id: 'search',
      title: 'Search and what else is asked',
      paragraphs: [],
      items: [
        'Search by transaction date, amount and counterparty.',
        'Ranges of date and amount, and two or more keys combined.',
        'Ranges and combinations are not asked of who can hand the data over to tax officers on demand.',
        'Keep the system overview (its own page here) at hand.',
      ],
    },
  ],
};
