import { CERTIFICATE_EN, CERTIFICATE_JA } from './certificate.ts';

/** Words of the list of an envelope's documents 電子契約締結証明書（一覧）: the certificate's, and its own. */
export const ENVELOPE_SHEET_JA = {
  ...CERTIFICATE_JA,
  title: '電子契約締結証明書（一覧）',
  lead: '次の文書は、1つの封筒で契約の手続きが完了した文書のすべてです。それぞれの文書に、電子契約締結証明書があります。',
  qrNote:
    'QRコードで分かるのは、一覧にある文書の締結証明書IDとハッシュ値が発行者のものであることです。印刷された契約書を証明するものではありません。契約書は、そのPDFファイルで確認してください。',
  qrAlt: '一覧にある文書のIDとハッシュ値を発行者の鍵で署名したデータのQRコード',
  matchNote:
    '文書のPDFの、ここに示す大きさまでのハッシュ値を照合してください。後から加えられたタイムスタンプは、ハッシュ値に影響しません。同じ内容のデータを shomei-envelope-sheet.json として添付しています。',
  identityNote: '署名鍵の名義は立会人（サービス事業者）です。名義人は本サービスの記録によります。',
  addressNote: 'IPアドレス、メールアドレス、操作者は、それぞれの文書の電子契約締結証明書に記載しています。',
  attachmentDescription: '電子契約締結証明書（一覧）のデータ',

  sheetId: '一覧ID',
  documents: '封筒の文書',
  documentNumber: '番号',
  idAndHash: '締結証明書ID ／ SHA-256',
  documentCount: (documents: number): string => `${String(documents)}件`,
  parties: '署名者',
  lastTimestampAt: '最後のタイムスタンプ時刻',
} as const;

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Words<T[K]>;
};

/** English beside it; our translation, the Japanese counts. */
export const ENVELOPE_SHEET_EN = {
  ...CERTIFICATE_EN,
  title: 'Certificate of Conclusion (List)',
  lead: 'The documents below are all that were concluded in one envelope. Each of them has its own certificate of conclusion.',
  qrNote:
    'The QR code shows that IDs and hashes of the listed documents are the issuer’s. It does not prove a printed contract: check the contract by its PDF file.',
  qrAlt: 'QR code with IDs and hashes of the listed documents, signed with the issuer’s key',
  matchNote:
    'Compare the hash of each PDF up to the size shown here; later time-stamps do not affect it. The same content is attached as shomei-envelope-sheet.json.',
  identityNote:
    'The signing key belongs to the witness (the service provider). Names are the service’s record.',
  addressNote: 'IP addresses, e-mail addresses and operators are stated in each document’s own certificate.',
  attachmentDescription: 'Data of the certificate of conclusion (list)',

  sheetId: 'List ID',
  documents: 'Documents of the envelope',
  documentNumber: 'No.',
  idAndHash: 'Certificate ID / SHA-256',
  documentCount: (documents: number): string => String(documents),
  parties: 'Signers',
  lastTimestampAt: 'Last time-stamp',
} satisfies Words<typeof ENVELOPE_SHEET_JA>;
