/**
 * The content of an 電子契約締結証明書 (certificate of conclusion): the JSON that is attached to the printed
 * certificate as `shomei-certificate.json`, one for each concluded document.
 *
 * Hashes are SHA-256 in lower-case hexadecimal, lengths are octets, instants are ISO 8601 in UTC
 * (`2026-01-14T05:30:00Z`, seconds, optional fraction), calendar dates are `YYYY-MM-DD` in JST.
 * Everything here is the service's own record: only the seal on the certificate makes it evidence.
 */
export type CertificateOfConclusion = Readonly<{
  /** Always `shomei-certificate`; tells this JSON from any other attachment. */
  format: 'shomei-certificate';
  version: 1;
  /** 締結証明書ID of the contract document: 32 lower-case hex digits, printed on each of its pages. */
  certificateId: string;
  /** True while a 試験用 anchor, key or authority is in use: no evidence of a contract. */
  testOnly: boolean;
  /**
   * True in a copy that withholds IP and mail addresses and user agents (empty there), made on request after the
   * conclusion; ID and hashes are those of the full certificate.
   */
  redacted: boolean;
  /** What accredited time-stamps make of the contract; null where one of them is not, and in every 試験用 certificate. */
  accreditation: CertifiedAccreditation | null;
  /** When the envelope's last time-stamp was obtained: the instant of conclusion in the service's record. */
  concludedAt: string;
  /** When this JSON was written, by the service's clock. */
  issuedAt: string;
  envelope: CertifiedEnvelope;
  creator: CertificateCreator;
  document: CertifiedDocument;
  /** Parties in the order of signing. */
  parties: readonly CertifiedParty[];
  /** How many parties the envelope has, so how many seals the contract must bear. */
  signerCount: number;
  /** The envelope's other documents and annexes, named so that a missing one is noticed. */
  attachments: readonly CertifiedAttachment[];
}>;

/** What the contract's envelope 封筒 says about itself. */
export type CertifiedEnvelope = Readonly<{
  id: string;
  /** 封筒名. */
  title: string;
  municipalityCode: string;
  municipalityName: string;
  /** 管理番号, for example `令和8年度-0000015`. */
  managementLabel: string;
  /** 取引先. */
  counterpartyName: string;
  /** 取引年月日, `YYYY-MM-DD`. */
  transactionOn: string;
  /** 契約締結日 as written in the contract, `YYYY-MM-DD`; null where it bears none. */
  contractOn: string | null;
  /** 取引金額（税込） in yen; null for a unit-price contract. */
  amountJpy: number | null;
}>;

/**
 * Every time-stamp of the contract is of a time-stamping business accredited by 総務大臣, by the dated list at its own
 * instant, and was there before the contract was handed over.
 */
export type CertifiedAccreditation = Readonly<{
  /** Of which day the list of accredited businesses was, `YYYY-MM-DD`. */
  asOf: string;
  /** 真実性の確保: 電子帳簿保存法施行規則 4条1項1号, タイムスタンプが付された後の授受. */
  authenticityMeasure: 'timestamp_before_exchange';
}>;

/** Who prepared and sent the envelope. */
export type CertificateCreator = Readonly<{
  name: string;
  organization: string;
  email: string;
}>;

/** The contract document and the bytes it went through. */
export type CertifiedDocument = Readonly<{
  id: string;
  /** File name as uploaded. */
  name: string;
  pageCount: number;
  /** The file as the staff chose it. */
  uploaded: Readonly<{ sha256Hex: string; length: number }>;
  /** True where the base is a repaired re-save of the upload, so that the two hashes differ. */
  repaired: boolean;
  /**
   * Every revision from `base` to the last seal or document time-stamp known at issue, oldest first.
   * Each hash is over the file from its first octet to the end of that revision, so each revision is a
   * prefix of the final file and later time-stamps never break the match.
   */
  revisions: readonly CertifiedRevision[];
}>;

export type CertifiedRevision = Readonly<{
  kind: 'base' | 'stamp' | 'seal' | 'lta';
  /** The party (by `ord`) whose seal this revision adds; null unless `kind` is `seal`. */
  partyOrd: number | null;
  sha256Hex: string;
  length: number;
}>;

/** See `CertifiedParty.factor`. */
export type SignerFactor = 'access-code' | 'email-code' | 'sms-code' | 'passkey' | 'totp';

/** See `CertifiedParty.ventureRole`. */
export type VentureRole = 'representative' | 'member';

export type CertifiedParty = Readonly<{
  ord: number;
  kind: 'contractor' | 'municipality';
  /** 会社名 or the municipality's name. */
  company: string;
  /**
   * 代表構成員 or 構成員, where the contractor is a 共同企業体, whose name the envelope has as `counterpartyName`. Null:
   * the municipality, a single contractor, or a certificate of before there were such contracts.
   */
  ventureRole: VentureRole | null;
  /** 役職; empty where none was given. */
  title: string;
  /** 名義人. */
  principalName: string;
  email: string;
  /** Who operated: the 名義人 in person or a delegate. */
  operatorKind: 'principal' | 'delegate';
  /** Name of the operating person; equals `principalName` where the 名義人 operated. */
  operatorName: string;
  /** By what authority a delegate operated (決裁, 委任…); null where the 名義人 operated. */
  authority: string | null;
  /** 署名方法 as a code. */
  method: 'email-witness' | 'account-witness';
  /**
   * What was entered beside the mailed link or the password. `access-code` (handed over outside mail), `sms-code`,
   * `passkey` and `totp` are second factors; `email-code` went to the link's own address and is 「メール認証（再確認）」. Null: nothing, or a
   * certificate of before this was recorded.
   */
  factor: SignerFactor | null;
  /** Of `sms-code` the last four digits of the number; null for others, and in a copy 「一部非表示」. */
  factorDetail: string | null;
  /** Consent instant, the service's clock (操作日時). */
  consentedAt: string;
  /** SHA-256 of the revision that the party consented to. */
  consentedSha256Hex: string;
  ip: string;
  userAgent: string;
  /** genTime of the seal's time-stamp token, the authority's clock (タイムスタンプ時刻). */
  sealedAt: string;
}>;

export type CertifiedAttachment = Readonly<{
  name: string;
  sha256Hex: string;
  length: number;
  /** 締結証明書ID where the attachment is itself a concluded document of the envelope; else null. */
  certificateId: string | null;
}>;

/** File name of the JSON inside a certificate PDF (/EF, /AFRelationship /Data). */
export const CERTIFICATE_FILE_NAME = 'shomei-certificate.json';
