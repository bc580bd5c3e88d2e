/** Words of the certificate of conclusion 電子契約締結証明書. */
export const CERTIFICATE_JA = {
  language: 'ja-JP',
  title: '電子契約締結証明書',
  testMark: '試験用（契約の証明には使えません）',
  redactedMark: '一部非表示',
  redactedValue: '（非表示）',
  redactedNote:
    'この写しは、IPアドレスとメールアドレスを示していません。締結証明書IDと各版のハッシュ値は、すべてを示す証明書と同じです。',
  qrCaption: '用紙の記載を確認するQRコード',
  qrAlt: 'この用紙のID、ハッシュ値、署名者数を発行者の鍵で署名したデータのQRコード',
  qrNote:
    'QRコードで分かるのは、この用紙の締結証明書ID、ハッシュ値、署名者数が発行者のものであることです。印刷された契約書を証明するものではありません。契約書は、そのPDFファイルで確認してください。',
  lead: '次の文書について、すべての当事者の電子署名とタイムスタンプの付与が終わり、契約の手続きが完了したことを示します。',

  documentName: '文書名',
  managementLabel: '管理番号',
  creator: '文書作成者',
  creatorEmail: '文書作成者メールアドレス',
  certificateId: '締結証明書ID',

  overview: '契約の概要',
  envelopeTitle: '封筒名',
  municipality: '発注者',
  counterparty: '取引先',
  transactionOn: '取引年月日',
  contractOn: '契約締結日',
  amount: '契約金額（税込）',
  concludedAt: '締結完了日時',
  noDate: '記載なし',
  unitPrice: '単価契約・金額の記載なし',
  yen: (amountJpy: number): string => `${amountJpy.toLocaleString('ja-JP')}円`,
  pageCount: (pages: number): string => `${String(pages)}ページ`,

  operations: '署名の記録',
  operatedAt: '操作日時',
  ipAddress: 'IPアドレス',
  timestampAt: 'タイムスタンプ時刻',
  method: '署名方法',
  signer: '署名者情報',
  methods: {
    'email-witness': '契約印タイプ（立会人型・メール認証）',
    'account-witness': '契約印タイプ（立会人型・職員アカウントの二要素認証）',
  },
  factors: {
    'access-code': '二要素認証：アクセスコード（メール以外の方法で通知）',
    'email-code': 'メール認証（再確認）',
    'sms-code': '二要素認証：SMS認証（携帯電話番号への確認コード）',
    passkey: '二要素認証：パスキー認証（署名依頼より前に登録）',
    totp: '二要素認証：認証アプリのワンタイムコード（TOTP）',
  },
  ventureRoles: { representative: '（代表構成員）', member: '（構成員）' },
  factorDetail: '送信先の番号の下4桁：',
  principal: '名義人：',
  operator: '操作者：',
  operatorIsPrincipal: '名義人本人',
  authority: '権限の根拠：',
  delegation: '社内規定等による名義人の委任（操作者の申告）',

  hashes: '文書の各版とハッシュ値',
  revision: '版',
  length: '大きさ',
  uploaded: 'アップロードされた文書',
  repaired: '構造を直した文書（内容は同じ）',
  base: 'もとになる文書',
  stamp: '締結証明書IDを付けた文書',
  sealOf: (name: string): string => `${name} の署名まで`,
  longTermTimestamp: '長期検証用タイムスタンプまで',
  octets: (length: number): string => `${length.toLocaleString('ja-JP')} バイト`,
  attachments: '同じ封筒の文書と添付ファイル',

  accreditedNote: (asOf: string): string =>
    `文書のタイムスタンプは、すべて総務大臣認定の時刻認証業務によるタイムスタンプです（認定の一覧は${asOf}現在）。文書は、タイムスタンプが付された後に授受されます（電子帳簿保存法施行規則第4条第1項第1号の措置）。`,
  clockNote:
    '操作日時は本サービスの時計、タイムスタンプ時刻は時刻認証局の時計による時刻です。いずれも日本標準時（JST）で示します。',
  identityNote:
    '署名鍵の名義は立会人（サービス事業者）です。名義人、操作者、IPアドレスは本サービスの記録によります。',
  matchNote:
    '契約書の各ページ左下の締結証明書IDとハッシュ値の両方を、この証明書と照合してください。同じ内容のデータを shomei-certificate.json として添付しています。',
  legalNote:
    '電子署名・タイムスタンプの技術的な記録です。契約の法的効力、署名権限、記載内容の正しさを証明するものではありません。',
  missingGlyph: (shown: string, codePoints: string): string =>
    `この印刷では、文字 ${codePoints} を「${shown}」で示しています。正しい文字は添付のデータにあります。`,

  issuedAt: '発行',
  pageOf: (page: number, of: number): string => `${String(page)} / ${String(of)} ページ`,
  attachmentDescription: '電子契約締結証明書のデータ',
} as const;

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Words<T[K]>;
};

/** The certificate's words in one language. */
export type CertificateWords = Words<typeof CERTIFICATE_JA>;

/** English beside it; our translation, the Japanese counts. */
export const CERTIFICATE_EN = {
  language: 'en',
  title: 'Certificate of Conclusion',
  testMark: 'For testing (proves no contract)',
  redactedMark: 'Some details withheld',
  redactedValue: '(withheld)',
  redactedNote:
    'This copy shows no IP and mail addresses. The certificate ID and the hashes are those of the full certificate.',
  qrCaption: 'QR code of this sheet',
  qrAlt: 'QR code with ID, hash and signer count of this sheet, signed with the issuer’s key',
  qrNote:
    'The QR code shows that ID, hash and signer count of this sheet are the issuer’s. It does not prove a printed contract: check the contract by its PDF file.',
  lead: 'For the document below, every party’s electronic signature and its time-stamp are in place and the contract has been concluded.',

  documentName: 'Document',
  managementLabel: 'Management number',
  creator: 'Prepared by',
  creatorEmail: 'E-mail of preparer',
  certificateId: 'Certificate ID',

  overview: 'The contract',
  envelopeTitle: 'Envelope',
  municipality: 'Municipality',
  counterparty: 'Counterparty',
  transactionOn: 'Transaction',
  contractOn: 'Contract date',
  amount: 'Amount (tax incl.)',
  concludedAt: 'Concluded at',
  noDate: 'not stated',
  unitPrice: 'unit prices, no amount stated',
  yen: (amountJpy: number): string => `JPY ${amountJpy.toLocaleString('en')}`,
  pageCount: (pages: number): string => (pages === 1 ? '1 page' : `${String(pages)} pages`),

  operations: 'Signing record',
  operatedAt: 'Operated at',
  ipAddress: 'IP address',
  timestampAt: 'Time-stamp',
  method: 'Method',
  signer: 'Signer',
  methods: {
    'email-witness': 'Contract seal type (witnessed, verified by e-mail)',
    'account-witness': 'Contract seal type (witnessed, staff account with two factors)',
  },
  factors: {
    'access-code': 'Second factor: access code (handed over outside mail)',
    'email-code': 'Verified by e-mail once more (no second factor)',
    'sms-code': 'Second factor: code sent by SMS to a mobile number',
    passkey: 'Second factor: passkey (registered before the request)',
    totp: 'Second factor: one-time code of an authenticator (TOTP)',
  },
  ventureRoles: { representative: ' (representative member)', member: ' (member)' },
  factorDetail: 'Number ending in: ',
  principal: 'In the name of:',
  operator: 'Operated by:',
  operatorIsPrincipal: 'the same person',
  authority: 'Authority:',
  delegation: 'delegated under company rules (as the operator stated)',

  hashes: 'Revisions of the document and their hashes',
  revision: 'Revision',
  length: 'Size',
  uploaded: 'as uploaded',
  repaired: 'repaired (same content)',
  base: 'base',
  stamp: 'with certificate ID',
  sealOf: (name: string): string => `to the signature of ${name}`,
  longTermTimestamp: 'to the long-term time-stamp',
  octets: (length: number): string => `${length.toLocaleString('en')} bytes`,
  attachments: 'Other documents and attachments of the envelope',

  accreditedNote: (asOf: string): string =>
    `Every time-stamp of the document is by a service accredited by the Minister for Internal Affairs and Communications (list as of ${asOf}). The document is handed over after time-stamping (Ordinance of the electronic books act, article 4, paragraph 1, item 1).`,
  clockNote:
    'The operation time is the service’s clock, the time-stamp the authority’s. Both are shown in Japan Standard Time (JST).',
  identityNote:
    'The signing key belongs to the witness (the service provider). Names, operator and IP address are the service’s record.',
  matchNote:
    'Compare both the certificate ID at the lower left of each page and the hashes. The same content is attached as shomei-certificate.json.',
  legalNote:
    'A technical record of electronic signatures and time-stamps. It does not prove legal effect, authority to sign, or that the content is right.',
  missingGlyph: (shown: string, codePoints: string): string =>
    `In this print the character ${codePoints} is shown as “${shown}”. The right character is in the attached data.`,

  issuedAt: 'issued',
  pageOf: (page: number, of: number): string => `Page ${String(page)} of ${String(of)}`,
  attachmentDescription: 'Data of the certificate of conclusion',
} satisfies CertificateWords;
