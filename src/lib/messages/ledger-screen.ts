import type { Words } from './words.ts';

/** Sentences of the ledger 契約台帳: search, download, print, the check of a period's time-stamps, and the measures. */
export const LEDGER_SCREEN_JA = {
  title: '契約台帳',
  lead: '電子帳簿保存法の検索項目（取引年月日・取引金額・取引先）で探し、範囲の指定や組合せもできます。',
  search: '契約台帳の検索',
  text: '封筒名・管理番号',
  counterparty: '取引先',
  from: '取引年月日（から）',
  to: '取引年月日（まで）',
  min: '取引金額（以上）',
  max: '取引金額（以下）',
  status: '状態',
  everyStatus: 'すべて（欠番も含む）',
  submit: '検索する',
  clear: '条件を消す',
  dateOrder: '「から」は「まで」より前の日付にしてください。',
  amountOrder: '「以上」は「以下」より小さい金額にしてください。',
  caption: '契約台帳（管理番号の新しい順）',
  none: '条件に合う契約はありません。',
  more: 'さらに表示する',
  columns: {
    managementLabel: '管理番号',
    transactionOn: '取引年月日',
    counterparty: '取引先',
    amount: '取引金額（税込）',
    document: '文書名',
    status: '状態',
  },
  csv: '台帳をCSVに書き出す',
  archive: 'まとめてダウンロード（ZIP）',
  archiveHint:
    '条件に合う締結済の契約書・電子契約締結証明書と、索引簿（CSV）が1つのファイルになります。1回に1,000件までです。',
  print: '印刷する',
  csvDone: '件を書き出しました。',
  csvHint: '書き出したCSVは、文書の検証の画面で、保存したファイルと突き合わせることができます。',
  archiveDone: 'ダウンロードしました。',
  busy: '準備しています',
  check: 'タイムスタンプの一括検証',
  checkLead:
    '取引年月日の期間を指定すると、期間内の契約書と締結証明書のタイムスタンプをすべて検証し、結果を残します。',
  checkNow: '一括検証をはじめる',
  checkStarted: '一括検証をはじめました。結果は下に表示されます。画面を閉じても続きます。',
  checks: '一括検証の結果',
  checksNone: 'まだ一括検証をしていません。',
  running: '検証中',
  finished: '完了',
  passed: '有効',
  indeterminate: '判定できません',
  failed: '検証に失敗',
  resultCsv: '結果をCSVに書き出す',
  refresh: '結果を読み込み直す',
  period: '期間',
  closing:
    '電子署名・タイムスタンプの技術的な検証結果です。契約の法的効力、署名権限、記載内容の正しさを証明するものではありません。',
  measures: '電子帳簿保存法の保存要件と、このサービスの機能',
  measuresLead:
    '電子取引データの真実性を確保する方法は、次の4つのうちのどれかです（電子帳簿保存法施行規則4条1項）。',
  measure1: '① タイムスタンプが付与されたデータを授受する',
  measure1Text:
    'このサービスで締結した文書には、全員の署名と同時にタイムスタンプが付き、その後に相手方へ渡ります。総務大臣認定の時刻認証業務によるタイムスタンプかどうかは、文書ごとの検証結果に表示されます。「試験用」と表示されるものは、これに当たりません。',
  measure2: '② 授受の後、速やかに（最長2か月と概ね7営業日以内に）タイムスタンプを付す',
  measure2Text:
    '受け取ったデータに自分でタイムスタンプを付ける方法です。このサービスで締結した文書には①があるため、通常は必要ありません。',
  measure3: '③ 訂正・削除の履歴が残る、又は訂正・削除ができないシステムで授受・保存する',
  measure3Text:
    '封筒・文書・台帳・操作ログは、職員も管理者も削除できません。送信した後の内容は変更できず、取下げなどで終わった管理番号も残ります。',
  measure4: '④ 正当な理由のない訂正・削除の防止に関する事務処理規程を定めて運用する',
  measure4Text: '自治体・事業者がそれぞれ規程を定める方法です。このサービスの機能ではありません。',
  visible: '見読性：この画面と文書の表示・印刷で、内容を確かめられます。',
  searchable:
    '検索：取引年月日・取引金額・取引先で検索でき、日付と金額は範囲を、また2つ以上の項目を組み合わせて指定できます。',
  retention:
    '保存期間：自治体の側では期限を設けず、自動では削除しません（法令の7年、最長10年を超えて残ります）。保存年限は10年以上で、自治体ごと・契約ごとに延ばすことだけができ、満了日は台帳と封筒の画面に表示されます。',
  fileColumn: 'ファイル名',
  indexName: '索引簿.csv',
  archiveName: '契約台帳',
  csvName: '契約台帳',
  resultName: 'タイムスタンプ検証結果',
  resultColumns: {
    managementLabel: '管理番号',
    certificateId: '締結証明書ID',
    documentName: '文書名',
    kind: '種類',
    verdict: '判定',
    subIndication: '詳細コード',
    timestamps: 'タイムスタンプの数',
    latestGenTime: '最も新しいタイムスタンプ時刻（JST）',
    judgedAt: '検証日時（JST）',
    sha256Hex: 'SHA-256',
  },
  contract: '契約書',
  certificate: '電子契約締結証明書',
  redacted_certificate: '電子契約締結証明書（一部非表示）',
};

/** What a translation has to hold. */
export type LedgerScreenWords = Words<typeof LEDGER_SCREEN_JA>;
