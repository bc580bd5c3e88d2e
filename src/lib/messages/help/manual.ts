import type { HelpTopic } from './topic.ts';

/** 操作説明書 (M59, L21). */
export const MANUAL_JA: HelpTopic = {
  id: 'manual',
  title: '操作説明書',
  summary: '事業者・職員・検査する方の操作の手順（印刷できます）',
  sections: [
    {
      id: 'contractor',
      title: '1. 事業者：署名する',
      paragraphs: [],
      items: [
        'メールの「文書を確認する」を押す。封筒の名前、送信者、文書、署名期限が表示される。見ただけでは署名にならない。',
        '「署名をはじめる」を押し、すべての文書を開いて読む。',
        '「チェックリスト」の項目を終える。終わっていない項目を押すと、その場所に移る。',
        '「完了する」を押し、確認の画面で「署名手続きを完了する」を押す。',
        '署名しない場合は、「その他のメニュー」から「署名を辞退」を押し、理由を書く。',
      ],
    },
    {
      id: 'download',
      title: '2. 事業者：保存する',
      paragraphs: [],
      items: [
        '「電子署名完了のお知らせ」の「ダウンロード」を押す。',
        '「署名完了文書ダウンロード画面」で、契約書と電子契約締結証明書を保存する。文書が2つ以上あるときは、一覧の証明書もある。期限は14日目の23時59分59秒まで。',
        '期限が過ぎた場合は、同じ画面の「再発行を依頼する」を押す。',
      ],
    },
    {
      id: 'staff',
      title: '3. 職員：送る、署名する',
      paragraphs: [],
      items: [
        'メールアドレス、パスワード、認証アプリの6桁の数字でログインする。',
        '「新しい封筒」で、文書、相手方、取引年月日、取引金額、署名期限を入力し、送信する。足りない項目は名前で示され、送信できない。',
        '共同企業体との契約では、案件に名称と構成員を署名の順に登録し、届いた申請を構成員ごとに受理する。署名依頼は、前の構成員の署名が終わるたびに次の構成員に届く。',
        '事業者の署名の後、署名の権限のある職員が封筒を開き、文書を確かめ、認証コードを入れ直して署名する。',
        '間違えた場合は、取り下げて作り直す。管理番号は欠番として残る。',
      ],
    },
    {
      id: 'search',
      title: '4. 職員：検索し、出力する',
      paragraphs: [],
      items: [
        '一覧の「検索」で、取引年月日と取引金額の範囲、取引先、状態を組み合わせる。',
        '封筒を開き、文書を画面に表示し、印刷し、まとめてダウンロードする。',
        '電子契約締結証明書を第三者に渡すときは、「一部非表示の写しを作る」で、IPアドレスとメールアドレスを載せない写しを作る。',
        '封筒の「経過」で、だれが、いつ、どこから操作したかを確かめる。',
      ],
    },
    {
      id: 'verify',
      title: '5. 検査する方：検証する',
      paragraphs: [],
      items: [
        '「文書の検証」を開き、契約書と電子契約締結証明書のPDFを選ぶ。フォルダーごと選ぶこともできる。通信は要らない。',
        '結果と理由を読み、必要に応じて印刷又は保存する。',
      ],
    },
  ],
};

export const MANUAL_EN: HelpTopic = {
  id: 'manual',
  title: 'Operation manual',
  summary: 'Steps for contractors, staff and auditors (printable)',
  sections: [
    {
      id: 'contractor',
      title: '1. Contractor: signing',
      paragraphs: [],
      items: [
        'Press “Review the documents” (「文書を確認する」) in the mail. Envelope, sender, documents and deadline are shown. Looking signs nothing.',
        'Press “Begin”, open and read every document.',
        'Work through the “Checklist”. An open item leads to its place.',
        'Press “Finish”, then “Finish signing” on the page that asks once more.',
        'To decline, use “Decline to sign” under “More” and give a reason.',
      ],
    },
    {
      id: 'download',
      title: '2. Contractor: keeping',
      paragraphs: [],
      items: [
        'Press “Download” (「ダウンロード」) in the notice of completion.',
        'Save contract and certificate of conclusion, until 23:59:59 of day 14. With two documents or more there is a certificate that lists them all, too.',
        'After that, press “Ask for the documents again” on the same screen.',
      ],
    },
    {
      id: 'staff',
      title: '3. Staff: sending and signing',
      paragraphs: [],
      items: [
        'Sign in with mail address, password and the six-digit code.',
        'In a new envelope give documents, counterparty, transaction date, amount and deadline, and send. What is missing is named and blocks sending.',
        'With a joint venture, register its name and its members in the order of signing with the case, and accept each member’s application. The next member gets the request once the one before has signed.',
        'After the contractor, a member with the right to sign opens the envelope, checks the documents, gives a fresh code and signs.',
        'After a mistake, withdraw and start anew. The management number stays as a gap.',
      ],
    },
    {
      id: 'search',
      title: '4. Staff: searching and handing out',
      paragraphs: [],
      items: [
        'Combine ranges of date and amount, counterparty and status.',
        'Open an envelope to show, print and download its documents.',
        'To hand a certificate of conclusion to a third party, have a copy made with some details withheld: it shows no IP and mail addresses.',
        'Its timeline says who acted, when and from where.',
      ],
    },
    {
      id: 'verify',
      title: '5. Auditors: verifying',
      paragraphs: [],
      items: [
        'Open verification and choose contract and certificate, or a whole folder. No network is needed.',
        'Read result and reason; print or save them.',
      ],
    },
  ],
};
