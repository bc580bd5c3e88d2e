import type { CertifiedEnvelope, CertifiedParty } from './content.ts';

/**
 * The content of an 電子契約締結証明書（一覧）: the JSON that is attached to the printed list as
 * `shomei-envelope-sheet.json`, one for each concluded envelope of two or more documents. Forms of values as in
 * `CertificateOfConclusion`.
 *
 * It says which documents were concluded together; how each was signed stands in the document's own certificate, with
 * addresses and operators. So this one names nobody's mail or IP address and may be handed on as it is.
 */
export type EnvelopeSheet = Readonly<{
  /** Always `shomei-envelope-sheet`. */
  format: 'shomei-envelope-sheet';
  version: 1;
  /** 一覧ID: 32 lower-case hex digits, this list's own. */
  sheetId: string;
  /** True while a 試験用 anchor, key or authority is in use: no evidence of a contract. */
  testOnly: boolean;
  /** When the envelope's last time-stamp was obtained. */
  concludedAt: string;
  /** When this JSON was written, by the service's clock. */
  issuedAt: string;
  envelope: CertifiedEnvelope;
  /** Every document of the envelope in its order, two at least, no ID twice. */
  documents: readonly ListedDocument[];
  /** Parties in the order of signing. */
  parties: readonly ListedParty[];
}>;

/** A concluded contract: its 締結証明書ID and its bytes at the conclusion, a prefix of the file ever after. */
export type ListedDocument = Readonly<{
  certificateId: string;
  name: string;
  pageCount: number;
  sha256Hex: string;
  length: number;
}>;

/** A party; `sealedAt` is the instant of the last of its seals on the documents. */
export type ListedParty = Pick<
  CertifiedParty,
  | 'ord'
  | 'kind'
  | 'company'
  | 'ventureRole'
  | 'title'
  | 'principalName'
  | 'method'
  | 'consentedAt'
  | 'sealedAt'
>;

/** File name of the JSON inside the PDF of a list (/EF, /AFRelationship /Data). */
export const ENVELOPE_SHEET_FILE_NAME = 'shomei-envelope-sheet.json';
