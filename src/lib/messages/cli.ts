/** What the `verify` command says beside the words of the verdicts. */
export const CLI_JA = {
  /** @param command - how the command is called where it runs. */
  usage: (command: string): string =>
    `使い方: ${command} [--json|--csv] [--trust 一覧] [--trust-key 公開鍵] [--certificate 証明書] [--ledger 台帳] [--at 日時] ファイル又はフォルダ…\n` +
    '  --json          1ファイルにつき1行のJSONで答えます。\n' +
    '  --csv           1ファイルにつき1行のCSV（UTF-8、BOM付き）で答えます。\n' +
    '  --trust         信頼する発行元の一覧（JSON又はPEM）。隣に署名（.jws）があれば確かめます。PEMは署名者と時刻認証局の両方に使います。2つ目からは「加えた発行元」として結果に記します。\n' +
    '  --trust-key     一覧の発行者の公開鍵（JWK又はJWK Set）。複数回指定できます。\n' +
    '  --certificate   電子契約締結証明書（PDF）又はそのフォルダ。文書のID・内容・署名の数と照合します。一覧の証明書であれば、一覧にある文書がすべてあるかを答えます。複数回指定できます。\n' +
    '  --ledger        契約台帳（CSV。UTF-8又はShift_JIS）。ファイルと照合し、所在不明と欠番を示します。\n' +
    '  --at            検証の基準日時（例 2026-01-14T14:30:00+09:00）。指定がなければ現在です。\n' +
    '終了コード: 0 すべて有効（証明書・台帳を指定したときは一致も）、1 そうでないものがある、2 使い方の誤り又は開けないファイル',
  unknownOption: (name: string): string => `知らない指定です: ${name}`,
  missingValue: (name: string): string => `${name} のあとに値がありません。`,
  badInstant: (value: string): string => `日時を読めません: ${value}（例 2026-01-14T14:30:00+09:00）`,
  noFiles: '検証するファイル又はフォルダを指定してください。',
  cannotOpen: (path: string): string => `開けません: ${path}`,
  emptyFolder: (path: string): string => `PDFがありません: ${path}`,
  badTrust: (path: string): string => `信頼する発行元の一覧として読めません: ${path}`,
  badTrustKey: (path: string): string => `公開鍵（JWK又はJWK Set、P-256）として読めません: ${path}`,
  notCertificate: (path: string): string => `電子契約締結証明書ではありません: ${path}`,
  trustAsOf: (name: string, issuedAt: string, signature: string): string =>
    `信頼する発行元の一覧：${name}（資料の基準日 ${issuedAt}）。${signature}。`,
  ledgerTitle: (rows: number): string => `契約台帳との照合（${String(rows)}行）`,
  ledgerSummary: (settled: number, rows: number): string =>
    `${String(rows)}行のうち${String(settled)}行に問題がありません。`,
  addedAnchors: (count: number): string =>
    `手で加えた信頼の起点を使っています（${String(count)}件。署名者と時刻認証局の両方に使います）。`,
  noAnchors: '信頼する発行元の一覧が指定されていないため、発行元は確認できません（--trust）。',
  summary: (total: number, passed: number): string =>
    `${String(total)}件のファイルを検証し、${String(passed)}件が有効でした。`,
  separator: '：',
  progress: (count: number): string => `${String(count)}件を検証しました`,
};

export const CLI_EN: {
  readonly [K in keyof typeof CLI_JA]: (typeof CLI_JA)[K] extends (...args: infer A) => string
    ? (...args: A) => string
    : (typeof CLI_JA)[K];
} = {
  usage: (command) =>
    `Usage: ${command} [--json|--csv] [--trust LIST] [--trust-key KEYS] [--certificate PDF] [--ledger CSV] [--at INSTANT] FILE|FOLDER…\n` +
    '  --json          answers one JSON object a line, one for each file\n' +
    '  --csv           answers CSV (UTF-8 with a byte order mark), one row for each file\n' +
    '  --trust         trust list (JSON or PEM), checked against the signature (.jws) beside it; PEM anchors serve signers and time-stamp authorities both; from the second one on they are reported as added\n' +
    '  --trust-key     public keys of the list’s publisher (JWK or JWK Set); may be given several times\n' +
    '  --certificate   certificate of conclusion (PDF), or a folder of them, to compare with; of a list of an envelope’s documents, whether each is there; may be given several times\n' +
    '  --ledger        contract ledger (CSV, UTF-8 or Shift_JIS) to compare the files with\n' +
    '  --at            validation instant (such as 2026-01-14T14:30:00+09:00); now where not given\n' +
    'Exit status: 0 all valid (and matched, with a certificate or a ledger), 1 some are not, 2 wrong usage or a file that cannot be opened',
  unknownOption: (name) => `Unknown option: ${name}`,
  missingValue: (name) => `${name} needs a value.`,
  badInstant: (value) => `Not an instant: ${value} (such as 2026-01-14T14:30:00+09:00)`,
  noFiles: 'Name the files or folders to verify.',
  cannotOpen: (path) => `Cannot open: ${path}`,
  emptyFolder: (path) => `No PDF in: ${path}`,
  badTrust: (path) => `Not a trust list: ${path}`,
  badTrustKey: (path) => `Not a public key (JWK or JWK Set, P-256): ${path}`,
  notCertificate: (path) => `Not a certificate of conclusion: ${path}`,
  trustAsOf: (name, issuedAt, signature) => `Trust list: ${name} (as of ${issuedAt}). ${signature}.`,
  ledgerTitle: (rows) => `Comparison with the ledger (${String(rows)} rows)`,
  ledgerSummary: (settled, rows) => `${String(settled)} of ${String(rows)} rows are settled.`,
  addedAnchors: (count) =>
    `Anchors added by hand are in use (${String(count)}; for signers and time-stamp authorities both).`,
  noAnchors: 'No trust list was given, so issuers cannot be confirmed (--trust).',
  summary: (total, passed) => `${String(total)} files verified, ${String(passed)} valid.`,
  separator: ': ',
  progress: (count) => `${String(count)} verified`,
};

/** What the `trust-list` command says. */
export const TRUST_LIST_COMMAND_JA = {
  usage:
    '使い方: npm run --silent trust-list -- key 秘密鍵.pem                        発行者の鍵を作り、公開鍵（trust-keys.json）を書き出します。\n' +
    '        npm run --silent trust-list -- sign trust-list.json --key 秘密鍵.pem   一覧に署名します（trust-list.jws）。\n' +
    '        npm run --silent trust-list -- check trust-list.json --trust-key trust-keys.json  署名を確かめます。',
  keyThere: (path: string): string => `既にあるファイルには書きません: ${path}`,
  notAList: (path: string, code: string): string =>
    `信頼する発行元の一覧として読めません: ${path}（${code}）`,
  signed: (path: string, anchors: number, issuedAt: string): string =>
    `${path} を書きました（発行元${String(anchors)}件、基準日 ${issuedAt}）。`,
};
export const TRUST_LIST_COMMAND_EN: typeof TRUST_LIST_COMMAND_JA = {
  usage:
    'Usage: npm run --silent trust-list -- key KEY.pem                              makes a publisher’s key and writes its public half (trust-keys.json)\n' +
    '       npm run --silent trust-list -- sign trust-list.json --key KEY.pem       signs a list (trust-list.jws)\n' +
    '       npm run --silent trust-list -- check trust-list.json --trust-key trust-keys.json',
  keyThere: (path) => `Not written over: ${path}`,
  notAList: (path, code) => `Not a trust list: ${path} (${code})`,
  signed: (path, anchors, issuedAt) => `Wrote ${path} (${String(anchors)} anchors, as of ${issuedAt}).`,
};
