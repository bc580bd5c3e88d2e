import type { HelpTopic } from './topic.ts';

/** 紙の契約と電子契約 (M10), and the three points to remember (M78). */
export const COMPARE_JA: HelpTopic = {
  id: 'compare',
  title: 'はじめての電子契約',
  summary: '紙の契約との違いと、覚えておく3つのこと',
  sections: [
    {
      id: 'points',
      title: '覚えておく3つのこと',
      paragraphs: [],
      items: [
        '特別な機器も費用も要りません。メールとブラウザーが使えれば契約できます。',
        '契約する権限のある方のメールアドレスを、利用の申請で登録します。署名のお願いは、そのアドレスにだけ届きます。',
        '締結した契約書は、お知らせの翌日を1日目として14日目までにダウンロードして保存します。',
      ],
    },
    {
      id: 'table',
      title: '紙の契約と電子契約',
      paragraphs: [
        'どちらでも契約は結べます。紙の契約を希望する場合は、担当課に伝えるか、署名の画面の「紙の契約書を希望する」を押してください。',
      ],
      table: {
        columns: ['', '紙の契約', '電子契約'],
        rows: [
          ['形式', '紙の書面', '電子データ（PDF）'],
          ['押印', '印鑑', '電子署名（契約する方の指示に基づき、サービスの鍵で行う立会人型）'],
          ['送付', '郵送・持参', 'インターネット'],
          ['保管', '書棚', 'サーバーと、ダウンロードした電子データ'],
          ['収入印紙', '必要になる場合があります', '書面を作成しないため不要です'],
          ['証拠になるもの', '署名・押印のある書面', '電子署名、タイムスタンプ、電子契約締結証明書'],
        ],
      },
    },
    {
      id: 'merits',
      title: '電子契約でよくなること',
      paragraphs: [],
      items: [
        '印刷、製本、郵送、来庁が要りません。',
        '送付から締結までが短くなり、途中の状態がいつでも分かります。',
        'あとから内容が変わっていないことを、通信のない場所でも確かめられます。',
      ],
    },
  ],
};

export const COMPARE_EN: HelpTopic = {
  id: 'compare',
  title: 'Electronic contracts for the first time',
  summary: 'How they differ from paper, and three things to remember',
  sections: [
    {
      id: 'points',
      title: 'Three things to remember',
      paragraphs: [],
      items: [
        'No device and no cost: mail and a browser are enough.',
        'In the application you register the address of the person with authority to conclude the contract. The request to sign goes to that address only.',
        'Download and keep the concluded contract within 14 days, the day after the notice being day 1.',
      ],
    },
    {
      id: 'table',
      title: 'Paper and electronic contracts',
      paragraphs: [
        'Both are contracts. For paper, tell the department, or press “Ask for a paper contract” on the signing screen.',
      ],
      table: {
        columns: ['', 'Paper', 'Electronic'],
        rows: [
          ['Form', 'paper', 'electronic data (PDF)'],
          ['Seal', 'stamp', 'electronic signature by the service’s key on the party’s instruction'],
          ['Sending', 'post or in person', 'internet'],
          ['Keeping', 'shelf', 'server, and the data that you downloaded'],
          ['Revenue stamp', 'may be needed', 'not needed, since no paper is made'],
          [
            'Evidence',
            'the signed and stamped paper',
            'electronic signature, time-stamp, certificate of conclusion',
          ],
        ],
      },
    },
    {
      id: 'merits',
      title: 'What becomes easier',
      paragraphs: [],
      items: [
        'No printing, binding, posting or visit.',
        'From sending to conclusion takes less time, and its state can be seen at any moment.',
        'Anyone can check later, without a network, that nothing was altered.',
      ],
    },
  ],
};
