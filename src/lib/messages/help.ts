import type { HelpSection } from './help/topic.ts';

/** The help page: what most people look for, above the topics that have pages of their own. */
export const HELP_JA: {
  readonly title: string;
  readonly lead: string;
  readonly topics: string;
  readonly contents: string;
  readonly print: string;
  readonly back: string;
  readonly absent: string;
  readonly sections: readonly HelpSection[];
} = {
  title: 'ヘルプ',
  lead: '署名する方、受け取った契約書を確かめる方に向けた説明です。',
  topics: 'テーマ別の説明',
  contents: 'このページの内容',
  print: '印刷する',
  back: 'ヘルプの一覧へ戻る',
  absent: 'このヘルプは見つかりません',
  sections: [
    {
      id: 'environment',
      title: '推奨環境',
      paragraphs: [
        '特別な機器、ICカード、ソフトウェアの購入やインストールは要りません。費用もかかりません。次のブラウザーの最新版を使ってください。',
      ],
      items: [
        'スマートフォン・タブレット：iPhone・iPad の Safari、Android の Chrome',
        'パソコン：Chrome、Edge、Firefox、Safari',
        '画面の幅は360ピクセルから使えます。',
        '文書の検証は、一度開けば通信のない場所でも使えます。',
      ],
    },
    {
      id: 'signing',
      title: '署名の流れ',
      paragraphs: [
        'メールの「文書を確認する」から始めます。メールを開いただけ、画面を見ただけでは、署名にはなりません。',
      ],
      items: [
        '「署名をはじめる」を押し、すべての文書を確かめます。',
        'チェックリストを終えると「完了する」を押せます。',
        '「署名手続きを完了する」を押すと、署名の手続きは終わりです。',
        '契約の締結は、全員の署名とタイムスタンプの付与が終わった時点です。締結すると「電子署名完了のお知らせ」が届きます。',
        '締結した文書は、お知らせの翌日を1日目として14日目の23時59分59秒まで、リンクからダウンロードできます。',
      ],
    },
    {
      id: 'library',
      title: '契約書を探して保存する（ライブラリ）',
      paragraphs: [
        '署名に使ったメールアドレスへ確認コードを送り、そのメールアドレスで結んだ契約書を探せます。使うかどうかは自由で、費用はかかりません。',
        '保存義務者は事業者ご自身です。本機能は検索と保存を助けるものです。',
      ],
      items: [
        '取引年月日・取引先（発注者）・取引金額の範囲を組み合わせて探せます。',
        '契約書・締結証明書・添付書類と索引簿（CSV）を、「取引年月日_取引先_取引金額」の名前でまとめて保存できます。一度に20件・100MBまでです。',
        '「この端末に残す」を押すと、通信がなくても開けます。端末を使う人はだれでも開けるので、ほかの人と一緒に使う端末には残さないでください。',
        'メールのリンクの期限（14日）が過ぎても、自治体が保管しているあいだは開けます。閲覧とダウンロードは、IPアドレスとともに記録されます。',
        '退職などでメールアドレスを使わなくなるときは、「アカウントを削除する」を押してください。契約書は自治体が保管を続けます。',
      ],
    },
    {
      id: 'invisible',
      title: '不可視署名とは',
      paragraphs: [
        '文書の上に印影（印鑑の絵）は表示されません。電子署名はPDFの中に記録され、内容の変更があれば検証で分かります。印影の有無は、電子署名の検証の結果に関わりません。',
        '各ページの左下には「締結証明書ID」が表示されます。電子契約締結証明書に同じIDが記載されます。封筒に文書が2つ以上あるときは、すべての文書のIDを載せた「電子契約締結証明書（一覧）」も作られます。',
      ],
    },
    {
      id: 'viewers',
      title: 'ほかのソフトで開いたときの表示',
      paragraphs: [
        'この契約書はPAdES（ETSI EN 319 142）という国際的な形式で署名されています。開くソフトによって、署名の表示は異なります。',
      ],
      items: [
        'Adobe Acrobat Reader（パソコン）：署名パネルに署名とタイムスタンプが表示されます。発行元が Adobe の信頼リストになく、手で信頼もしていない場合や、閉じたネットワークで失効情報や信頼リストを取得できない場合は「署名の完全性は不明です」「署名に問題があります」などと表示されます。改ざんを意味するものではありません。改ざんがあれば「署名後に文書が変更されています」の意味の表示になります。',
        'Adobe Acrobat Reader（スマートフォン）：文書は読めますが、署名を検証する画面は確認できていません。',
        'Firefox：2026年5月から電子署名を表示しますが、対応しているのは従来の形式（adbe.pkcs7）だけです。この契約書の形式（ETSI.CAdES.detached、ETSI.RFC3161）は「検証できません（未対応）」の意味の表示になります。署名が無効という意味ではありません。',
        'Chrome：文書は読めますが、署名は表示しません。',
        'Edge：署名があることを表示する場合がありますが、長期保存のための情報（失効情報・文書タイムスタンプ）までは確かめません。',
        'Mac・iPhone・iPadの「プレビュー」など：文書は読めますが、署名は表示しません。「プレビュー」で注釈を書き込んだり保存し直したりすると、ファイルが書き換えられて署名を確かめられなくなります。原本はそのまま保管してください。',
        'どのソフトでも文書の表示と印刷はできます。署名を確かめるときは「文書の検証」を使ってください。表示が違うのは、ソフトごとに対応している署名の形式と、信頼する発行元の一覧が異なるためです。',
      ],
    },
    {
      id: 'verifying',
      title: '検証の結果の読み方',
      paragraphs: [
        '契約書のPDFと電子契約締結証明書のPDFを一緒に選ぶと、当事者全員の署名がそろっているかまで確かめられます。',
      ],
      items: [
        '「すべての署名が有効です」：証明書と一致し、証明書に記載された人数の署名がそろっています。',
        '「署名後の変更を検出（改ざん又は破損）」：署名の対象が変わっています。ダウンロードの途中で壊れた場合も同じ表示になります。もう一度ダウンロードして確かめてください。',
        '「発行元を確認できません」：署名した証明書が、信頼する発行元の一覧につながりません。',
        '「判定できません」：判定に必要な情報が文書の中にありません。',
        '「試験用」：試験用の発行元による署名です。契約の証明には使えません。',
        'フォルダを選ぶと、中の契約書と証明書の組を自動で見つけ、一覧にします。契約台帳（CSV）も選ぶと、所在不明の契約と欠番を示します。',
        '証明書に印刷されたQRコードで確かめられるのは、用紙に記載されたIDとハッシュだけです。契約書の確認には、PDFのファイルが必要です。',
      ],
    },
    {
      id: 'trouble',
      title: '困ったとき',
      paragraphs: [],
      items: [
        'メールが届かない：迷惑メールのフォルダーを確かめ、見つからないときは契約の担当課に再送を依頼してください。',
        'リンクが使えない：新しいメールが届いていないか確かめてください。再送すると、前のリンクは使えなくなります。',
        '署名期限が過ぎた：契約の担当課に連絡してください。',
        'ダウンロードの期限が過ぎた：ダウンロード画面の「再発行を依頼する」を押すか、契約の担当課に連絡してください。',
      ],
    },
  ],
};

export const HELP_EN: typeof HELP_JA = {
  title: 'Help',
  lead: 'For those who sign, and those who verify a contract they received.',
  topics: 'By topic',
  contents: 'On this page',
  print: 'Print',
  back: 'Back to help',
  absent: 'There is no such help page',
  sections: [
    {
      id: 'environment',
      title: 'Recommended environment',
      paragraphs: ['No device, card, purchase or installation is needed, at no cost. Use a current browser.'],
      items: [
        'Phone and tablet: Safari on iPhone and iPad, Chrome on Android',
        'PC: Chrome, Edge, Firefox, Safari',
        'Screens from 360 pixels wide',
        'Once opened, verification works without a network.',
      ],
    },
    {
      id: 'signing',
      title: 'How to sign',
      paragraphs: ['Begin from the button in the mail. Opening the mail or the page signs nothing.'],
      items: [
        'Press “Begin”, and review every document.',
        'Work through the checklist; then “Finish” can be pressed.',
        '“Finish signing” ends your part.',
        'The contract is concluded once every signature and time-stamp is there; then a notice is mailed.',
        'Downloads are open until 23:59:59 of the 14th day, the day after the notice being day 1.',
      ],
    },
    {
      id: 'library',
      title: 'Finding and keeping contracts (library)',
      paragraphs: [
        'A code is mailed to the address that you signed with; then you can search the contracts that it concluded. It is optional and free of charge.',
        'The duty to keep records is your company’s own. The library helps with searching and keeping.',
      ],
      items: [
        'Search by ranges of transaction date and amount, and by counterparty (the municipality), in any combination.',
        'Save contracts, certificates, attachments and an index (CSV) at once, named by date, counterparty and amount: 20 contracts and 100 MB at most.',
        '“Keep on this device” lets them open without a network. Everybody who uses the device can open them, so do not keep them on one that you share.',
        'The library goes on after the 14 days of the mailed link, as long as the municipality keeps the contract. Each view and download is logged with its IP address.',
        'When an address goes out of use, delete the account. The municipality goes on keeping the contracts.',
      ],
    },
    {
      id: 'invisible',
      title: 'Invisible signatures',
      paragraphs: [
        'No seal picture is drawn. The signature is recorded inside the PDF, and a change shows in verification.',
        'Each page bears the certificate ID at its lower left; the certificate of conclusion bears the same. For two documents or more there is also a certificate of conclusion (list) with the IDs of them all.',
      ],
    },
    {
      id: 'viewers',
      title: 'What other software shows',
      paragraphs: ['Contracts are signed as PAdES (ETSI EN 319 142). Software differs in what it shows.'],
      items: [
        'Adobe Acrobat Reader (PC): the signature panel shows signatures and time-stamps. An issuer outside its trust list, or a closed network that keeps revocation data away, reads as “validity is unknown”; that does not mean altered.',
        'Adobe Acrobat Reader (phone): shows the document; no page that verifies signatures was found there.',
        'Firefox: shows signatures since May 2026, of the older form alone (adbe.pkcs7). For the form of these contracts (ETSI.CAdES.detached, ETSI.RFC3161) it says that it cannot verify (unsupported); that does not mean invalid.',
        'Chrome: shows the document and nothing of the signatures.',
        'Edge: may show that there is a signature, and does not look at what was added for the long term (revocation data, document time-stamp).',
        'Preview on Mac, iPhone and iPad: shows the document and nothing of the signatures. Annotating or saving there rewrites the file, and its signatures can no longer be verified: keep the original as it is.',
        'Every one of them displays and prints. To verify, use “Verify documents”. They differ because each supports other forms of signatures and trusts another list of issuers.',
      ],
    },
    {
      id: 'verifying',
      title: 'How to read the result',
      paragraphs: ['Choose the contract and its certificate together to see whether every party has signed.'],
      items: [
        '“Every signature is valid”: it matches the certificate, with all signatures the certificate counts.',
        '“Changed after signing (altered or damaged)”: a broken download looks the same; download it again.',
        '“The issuer cannot be confirmed”: the certificate does not lead to the trusted list.',
        '“Undecided”: the document lacks what is needed to decide.',
        '“For testing”: signed under a test issuer; proves no contract.',
        'Choose a folder, and contracts find their certificates by themselves; with the ledger (CSV), missing contracts and unused numbers are named.',
        'The QR code on a printed certificate confirms the ID and the hash on the sheet alone. To confirm the contract, its PDF is needed.',
      ],
    },
    {
      id: 'trouble',
      title: 'When in trouble',
      paragraphs: [],
      items: [
        'No mail: look in the spam folder, else ask the office in charge to send it again.',
        'The link does not work: look for a newer mail; sending again ends earlier links.',
        'The deadline has passed: contact the office in charge.',
        'The download has ended: request a reissue on the page, or contact the office in charge.',
      ],
    },
  ],
};
