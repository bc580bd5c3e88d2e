/** What the `verify` command says beside the words of the verdicts. */
export const CLI_JA = {
  usage:
    '使い方: npm run --silent verify -- [--json|--csv] [--trust 一覧] [--certificate 証明書] [--at 日時] ファイル又はフォルダ…\n' +
    '  --json          1ファイルにつき1行のJSONで答えます。\n' +
    '  --csv           1ファイルにつき1行のCSV（UTF-8、BOM付き）で答えます。\n' +
    '  --trust         信頼する発行元の一覧（JSON又はPEM）。PEMは署名者と時刻認証局の両方に使います。\n' +
    '  --certificate   電子契約締結証明書（PDF）。文書のID・内容・署名の数と照合します。複数回指定できます。\n' +
    '  --at            検証の基準日時（例 2026-01-14T14:30:00+09:00）。指定がなければ現在です。\n' +
    '終了コード: 0 すべて有効（証明書を指定したときは一致も）、1 そうでないものがある、2 使い方の誤り又は開けないファイル',
  unknownOption: (name: string): string => `知らない指定です: ${name}`,
  missingValue: (name: string): string => `${name} のあとに値がありません。`,
  badInstant: (value: string): string => `日時を読めません: ${value}（例 2026-01-14T14:30:00+09:00）`,
  noFiles: '検証するファイル又はフォルダを指定してください。',
  cannotOpen: (path: string): string => `開けません: ${path}`,
  emptyFolder: (path: string): string => `PDFがありません: ${path}`,
  badTrust: (path: string): string => `信頼する発行元の一覧として読めません: ${path}`,
  notCertificate: (path: string): string => `電子契約締結証明書ではありません: ${path}`,
  failed: (path: string): string => `検証できませんでした: ${path}`,
  addedAnchors: (count: number): string =>
    `手で加えた信頼の起点を使っています（${String(count)}件。署名者と時刻認証局の両方に使います）。`,
  noAnchors: '信頼する発行元の一覧が指定されていないため、発行元は確認できません（--trust）。',
  summary: (total: number, passed: number): string =>
    `${String(total)}件のファイルを検証し、${String(passed)}件が有効でした。`,
  separator: '：',
  progress: (count: number): string => `${String(count)}件を検証しました`,
  csvColumns: [
    'ファイル',
    '判定',
    '結論',
    '署名の数',
    '文書タイムスタンプの数',
    '署名の時点',
    '契約締結証明書ID',
    '証明書との一致',
    '満たさない検査',
    '注意',
    'バイト数',
    'SHA-256',
    '検証の基準日時',
  ],
  csvTestOnly: '試験用の発行元',
};

export const CLI_EN: {
  readonly [K in keyof typeof CLI_JA]: (typeof CLI_JA)[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : (typeof CLI_JA)[K];
} = {
  usage:
    'Usage: npm run --silent verify -- [--json|--csv] [--trust LIST] [--certificate PDF] [--at INSTANT] FILE|FOLDER…\n' +
    '  --json          answers one JSON object a line, one for each file\n' +
    '  --csv           answers CSV (UTF-8 with a byte order mark), one row for each file\n' +
    '  --trust         trust list (JSON or PEM); PEM anchors serve signers and time-stamp authorities both\n' +
    '  --certificate   certificate of conclusion (PDF) to compare with; may be given several times\n' +
    '  --at            validation instant (such as 2026-01-14T14:30:00+09:00); now where not given\n' +
    'Exit status: 0 all valid (and matched, with a certificate), 1 some are not, 2 wrong usage or a file that cannot be opened',
  unknownOption: (name) => `Unknown option: ${name}`,
  missingValue: (name) => `${name} needs a value.`,
  badInstant: (value) => `Not an instant: ${value} (such as 2026-01-14T14:30:00+09:00)`,
  noFiles: 'Name the files or folders to verify.',
  cannotOpen: (path) => `Cannot open: ${path}`,
  emptyFolder: (path) => `No PDF in: ${path}`,
  badTrust: (path) => `Not a trust list: ${path}`,
  notCertificate: (path) => `Not a certificate of conclusion: ${path}`,
  failed: (path) => `Could not be verified: ${path}`,
  addedAnchors: (count) =>
    `Anchors added by hand are in use (${String(count)}; for signers and time-stamp authorities both).`,
  noAnchors: 'No trust list was given, so issuers cannot be confirmed (--trust).',
  summary: (total, passed) => `${String(total)} files verified, ${String(passed)} valid.`,
  separator: ': ',
  progress: (count) => `${String(count)} verified`,
  csvColumns: [
    'file',
    'verdict',
    'conclusion',
    'signatures',
    'document time-stamps',
    'proven at',
    'certificate ID',
    'matches certificate',
    'checks not passed',
    'note',
    'octets',
    'SHA-256',
    'judged at',
  ],
  csvTestOnly: 'issuer for tests',
};
