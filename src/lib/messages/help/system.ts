import type { HelpTopic } from './topic.ts';

/** システム概要書 and 操作説明書 (M59, L21; 電子帳簿保存法施行規則 2条2項1号, 4条1項), made to be printed. */
export const SYSTEM_JA: HelpTopic = {
  id: 'system',
  title: 'システム概要書',
  summary: '電子帳簿保存法の備付け書類（印刷できます）',
  sections: [
    {
      id: 'name',
      title: '1. システムの名称と目的',
      paragraphs: [
        '名称：Shomei（電子契約サービス）。自治体と事業者が契約書を電子データで取り交わし、電子署名とタイムスタンプを付けて保存し、検索し、検証するためのシステムです。',
      ],
    },
    {
      id: 'structure',
      title: '2. 構成',
      paragraphs: [],
      table: {
        columns: ['部分', '役割'],
        rows: [
          ['画面', 'ブラウザーで動くウェブアプリ。事業者の署名、職員の管理、文書の検証'],
          ['データベース', '契約の状態、権限、操作ログ。状態の移り変わりはデータベースの規則で決まる'],
          ['保管庫', '文書のファイル。1つずつ別の鍵で暗号化して保管する'],
          ['署名と時刻', '署名鍵（専用の装置又は署名サービス）と時刻認証局（RFC 3161）'],
          ['メール', '署名のお願い、締結のお知らせ'],
        ],
      },
    },
    {
      id: 'flow',
      title: '3. データの流れ',
      paragraphs: [],
      items: [
        '職員が契約書のPDFを登録する。読めないもの、暗号化されたもの、署名済みのものは受け付けない。',
        '各ページの左下に締結証明書IDを印字し、事業者にメールで送る。',
        '当事者が、表示された文書のハッシュ値に対して同意する。',
        '同意ごとに、電子署名とタイムスタンプを追記する。以前の部分は1バイトも書き換えない。',
        '全員の署名の後に、検証に必要な情報と文書タイムスタンプを追記し、検証に合格したものだけを保存する。',
        '電子契約締結証明書を作り、同じ方法で署名して保存する。',
        'タイムスタンプの期限の前に、新しい文書タイムスタンプを追記する。',
      ],
    },
    {
      id: 'requirements',
      title: '4. 保存の要件との対応',
      paragraphs: [],
      table: {
        columns: ['要件', 'このシステム'],
        rows: [
          [
            '真実性の確保',
            'タイムスタンプを付与した後に授受する（総務大臣認定の時刻認証業務を使う運用の場合）。訂正と削除はできない',
          ],
          ['見読性の確保', '画面に表示し、印刷できる。PDFと一覧（CSV）で出力できる'],
          ['検索', '取引年月日、取引金額（いずれも範囲）、取引先。2つ以上の項目を組み合わせられる'],
          ['ダウンロードの求め', '検索した全件を、PDF、証明書、索引（CSV）のまとめで出力できる'],
          ['保存の期間', '期間が過ぎるまで、データベースが削除を拒否する'],
        ],
      },
    },
    {
      id: 'documents',
      title: '5. 備え付ける書類',
      paragraphs: [
        'この概要書と「操作説明書」を印刷して、又は画面で速やかに表示できるようにして備え付けます。④の措置による場合は、事務処理規程も備え付けます。',
      ],
    },
  ],
};

export const SYSTEM_EN: HelpTopic = {
  id: 'system',
  title: 'System overview',
  summary: 'The document that the books act wants at hand (printable)',
  sections: [
    {
      id: 'name',
      title: '1. Name and purpose',
      paragraphs: [
        'Shomei, an electronic contract service: municipalities and contractors exchange contracts as data, sign and time-stamp them, keep, search and verify them.',
      ],
    },
    {
      id: 'structure',
      title: '2. Parts',
      paragraphs: [],
      table: {
        columns: ['Part', 'What it does'],
        rows: [
          ['Screens', 'a web app: signing, administration, verification'],
          ['Database', 'states, rights, operation log; its rules decide how a contract moves'],
          ['Store', 'files, each encrypted with a key of its own'],
          ['Signature and time', 'signing key (device or service) and time-stamp authority (RFC 3161)'],
          ['Mail', 'requests to sign, notices of conclusion'],
        ],
      },
    },
    {
      id: 'flow',
      title: '3. The way of the data',
      paragraphs: [],
      items: [
        'Staff register the contract’s PDF. What is unreadable, encrypted or signed already is refused.',
        'The certificate ID is printed at the lower left of each page, and the contractor gets a mail.',
        'Each party consents to the hash of the document that it was shown.',
        'Each consent appends a signature with its time-stamp; nothing before it is rewritten.',
        'After the last signature, validation data and a document time-stamp are appended; only what passes verification is stored.',
        'The certificate of conclusion is made and signed in the same way.',
        'Before a time-stamp ends, a new document time-stamp is appended.',
      ],
    },
    {
      id: 'requirements',
      title: '4. What the law asks',
      paragraphs: [],
      table: {
        columns: ['Asked', 'Here'],
        rows: [
          [
            'Authenticity',
            'exchanged after time-stamping (where run with an accredited authority); no correction or deletion',
          ],
          ['Legibility', 'shown and printed; PDF and list (CSV)'],
          ['Search', 'transaction date and amount (ranges), counterparty; two or more keys combined'],
          ['Download on demand', 'all hits at once: PDFs, certificates, index (CSV)'],
          ['Term', 'the database refuses deletion until it has passed'],
        ],
      },
    },
    {
      id: 'documents',
      title: '5. Documents at hand',
      paragraphs: [
        'Print this overview and the operation manual, or be able to show them promptly. For measure ④, keep your rules of handling too.',
      ],
    },
  ],
};
