/**
 * Words that the service writes into documents: on their pages, into signature dictionaries, into file names.
 *
 * There is no English beside them: what is printed and sealed is one text, the same for every reader.
 */
export const SEAL_TEXTS = {
  /** On every page, at the lower left. */
  stamp: (certificateId: string): string => `締結証明書ID ${certificateId}`,
  /** Below it, while a 試験用 anchor or authority is in use. */
  testOnly: '試験用（契約の証明には使えません）',
  /** Mark on a copy that is taken before signing, and what its file name ends in. */
  draft: '署名前',
  draftSuffix: '（署名前）',
  /** Mark on a copy of what is still being drafted, and what its file name ends in. */
  contractDraft: '契約書案',
  contractDraftSuffix: '（契約書案）',
  /** /Reason of a party's seal. */
  reason: (principalName: string): string => `（${principalName}）の指示に基づく電子署名（立会人型）`,
  /** /Name and /Reason of the seal on a certificate of conclusion. */
  certificateName: (municipalityName: string): string => `電子契約サービス（${municipalityName}）`,
  certificateReason: '電子契約締結証明書の発行',
  /** File name of the certificate of a contract document. */
  certificateDocument: (name: string): string => `電子契約締結証明書_${name.replace(/\.pdf$/i, '')}.pdf`,
  /** File name of the list of an envelope's documents, by the envelope's title; a name has at most 200 characters. */
  sheetDocument: (title: string): string =>
    `電子契約締結証明書（一覧）_${[...title].slice(0, 150).join('')}.pdf`,
  sheetReason: '電子契約締結証明書（一覧）の発行',
  /** File name of the copy of a certificate without IP and mail addresses, and /Reason of its seal. */
  redactedDocument: (certificateName: string): string =>
    `${certificateName.replace(/\.pdf$/i, '')}（一部非表示）.pdf`,
  redactedReason: '電子契約締結証明書の写し（一部非表示）の発行',
} as const;
