import type { ListSignature } from './trust-list.ts';

/**
 * What `judge` answers about one file. JSON-serialisable: instants are ISO 8601 UTC strings, spans are octets.
 *
 * Source of the indications: EN 319 102-1 §5.1.3.
 */

/** The main indication of a signature. */
export type Indication = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

/** The file's verdict: the worst of its signatures, or why there is none. */
export type Verdict = Indication | 'NO-SIGNATURE' | 'UNREADABLE';

/** Sub-indications, verbatim (EN 319 102-1 tables 5 and 6). */
export type SubIndication =
  | 'FORMAT_FAILURE'
  | 'HASH_FAILURE'
  | 'SIG_CRYPTO_FAILURE'
  | 'REVOKED'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SIG_CONSTRAINTS_FAILURE'
  | 'CHAIN_CONSTRAINTS_FAILURE'
  | 'CERTIFICATE_CHAIN_GENERAL_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE'
  | 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'
  | 'TIMESTAMP_ORDER_FAILURE'
  | 'NO_SIGNING_CERTIFICATE_FOUND'
  | 'NO_CERTIFICATE_CHAIN_FOUND'
  | 'REVOKED_NO_POE'
  | 'REVOKED_CA_NO_POE'
  | 'OUT_OF_BOUNDS_NO_POE'
  | 'OUT_OF_BOUNDS_NOT_REVOKED'
  | 'REVOCATION_OUT_OF_BOUNDS_NO_POE'
  | 'SIGNED_DATA_NOT_FOUND'
  | 'NO_POE'
  | 'TRY_LATER'
  | 'GENERIC';

/** Every question the verifier asks. Closed; a code is never reused. The texts are in `messages/report.ts`. */
export const CHECK_CODES = [
  // the file
  'PDF_HEADER',
  'PDF_XREF',
  'PDF_OBJECTS',
  'PDF_ENCRYPTION',
  'PDF_XFA',
  'PDF_DUPLICATE_KEYS',
  'PDF_HYBRID',
  'PDF_LIMITS',
  'PDF_ACTIVE_CONTENT',
  'PDF_TAIL',
  'SIGNATURE_PRESENT',
  // the signature dictionary
  'SIGNATURE_DICTIONARY',
  'SIGNATURE_SUBFILTER',
  'BYTE_RANGE_FORM',
  'BYTE_RANGE_GAP',
  'BYTE_RANGE_END',
  'SIGNATURE_UNIQUE',
  // CMS
  'CMS_FORM',
  'CMS_PADDING',
  'CMS_SIGNER_COUNT',
  'CMS_DETACHED',
  'CMS_CONTENT_TYPE',
  'CMS_MESSAGE_DIGEST',
  'CMS_DIGEST',
  'CMS_SIGNER_CERTIFICATE',
  'CMS_SIGNING_CERTIFICATE',
  'CMS_ALGORITHM',
  'CMS_SIGNATURE',
  // what came after
  'CHANGES_READABLE',
  'CHANGES_PERMITTED',
  'CHANGES_VISIBLE',
  'DOC_MDP',
  'FIELD_MDP',
  // the signer
  'CHAIN_FOUND',
  'CHAIN_SIGNATURES',
  'CHAIN_VALIDITY',
  'CHAIN_CONSTRAINTS',
  'CHAIN_KEY_USAGE',
  'CHAIN_ALGORITHMS',
  'REVOCATION_FOUND',
  'REVOCATION_STATUS',
  'REVOCATION_FRESH',
  // time
  'TSP_FORM',
  'TSP_IMPRINT',
  'TSP_SIGNATURE',
  'TSP_KEY_USAGE',
  'TSP_CHAIN',
  'TSP_REVOCATION',
  'TIME_PROVEN',
  'TIME_ORDER',
] as const;

export type CheckCode = (typeof CHECK_CODES)[number];

/** Octets of the file. */
type ByteSpan = Readonly<{ offset: number; length: number }>;

/** Values for a message: no prose, no octets. */
export type Context = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One question and how it was answered. */
export type Finding = Readonly<{
  check: CheckCode;
  status: 'passed' | 'failed' | 'indeterminate' | 'not_run';
  subIndication?: SubIndication;
  /** Index into `Report.signatures`; absent where the finding is about the file. */
  signature?: number;
  /** The place that the answer is about: the whole file where it is about that. */
  at: ByteSpan;
  /** 1-based page, where the place is on one. */
  page?: number;
  context?: Context;
}>;

export type Integrity = 'intact' | 'broken' | 'undetermined';
export type Coverage = 'whole-file' | 'whole-revision' | 'partial';
export type Changes = 'none' | 'permitted' | 'forbidden' | 'undetermined';
export type Level = 'B-B' | 'B-T' | 'B-LT' | 'B-LTA';

/** The trust anchor a chain ended in. */
export type AnchorReport = Readonly<{
  name: string;
  /** 試験用: proves nothing about a contract. */
  testOnly: boolean;
  /** Time-stamp authority accredited by the Minister for Internal Affairs and Communications. */
  accredited: boolean;
  /** Added by hand for this run (a PEM file), not from the trust list. */
  added: boolean;
}>;

export type CertificateReport = Readonly<{
  /** RFC 4514. */
  subject: string;
  issuer: string;
  serialHex: string;
  notBefore: string;
  notAfter: string;
  sha256Hex: string;
}>;

/** A signature time-stamp, or the time-stamp that a document time-stamp is. */
export type TimestampReport = Readonly<{
  integrity: Integrity;
  /** The authority's instant; absent where the token could not be read. */
  genTime?: string;
  indication: Indication;
  subIndication: SubIndication | null;
  /** RFC 4514 subject of the authority's certificate, or null. */
  authority: string | null;
  policyOid: string | null;
  serialHex: string | null;
  chain: readonly CertificateReport[];
  anchor: AnchorReport | null;
}>;

/** One thing that a later revision did, in words of a closed list (`change.ts`). */
export type ChangeReport = Readonly<{
  kind: string;
  permitted: boolean;
  /** 0-based revision that did it. */
  revision: number;
  objectNumber?: number;
  /** 1-based: the first page on which it may show, and all of them where there are several. */
  page?: number;
  pages?: readonly number[];
  fieldName?: string;
  at?: ByteSpan;
}>;

export type SignatureReport = Readonly<{
  /** Fully qualified field name. */
  fieldName: string;
  /** 1-based page on which the field shows; null where it shows on none. */
  page: number | null;
  kind: 'signature' | 'documentTimestamp';
  integrity: Integrity;
  coverage: Coverage;
  changes: Changes;
  indication: Indication;
  subIndication: SubIndication | null;
  level: Level | null;
  /** RFC 4514 subject of the signer's certificate, or null. */
  signer: string | null;
  /** Signature time-stamp, or the token itself for a document time-stamp; absent where there is none. */
  timestamp?: TimestampReport;
  chain: readonly CertificateReport[];
  anchor: AnchorReport | null;
  /** The instant for which the signature was judged and what proves it. */
  provenAt: Readonly<{ at: string; by: 'signature-timestamp' | 'document-timestamp' | 'validation-time' }>;
  subFilter: string | null;
  /** The dictionary's own claims: shown, never judged. */
  claimed: Readonly<{
    name: string | null;
    reason: string | null;
    location: string | null;
    at: string | null;
  }>;
  /** Octets covered, from 0 to the end of the second range. */
  coveredLength: number;
  /** 0-based revision that the signature closes, or null. */
  revision: number | null;
  later: readonly ChangeReport[];
  /**
   * 1-based pages that may show something else now than in the signed revision (the first `coveredLength` octets of the
   * file, a PDF by itself): a superset, for putting the two side by side. Null where what came after cannot be said.
   */
  differingPages: readonly number[] | null;
}>;

export type Report = Readonly<{
  verdict: Verdict;
  sha256: string;
  length: number;
  pageCount: number | null;
  /** The instant given to `judge`. */
  judgedAt: string;
  signatures: readonly SignatureReport[];
  findings: readonly Finding[];
  /** 締結証明書ID that the file bears on its pages (machine-readable copy in the stamp); normally none or one. */
  certificateIds: readonly string[];
  /** True where a 試験用 anchor was used: the verdict proves nothing about a contract. */
  testOnly: boolean;
  /** The trust list that was used: whose it is and of when, and what was added to it or put in its place by hand. */
  trust: Readonly<{
    name: string;
    issuedAt: string;
    added: number;
    signature: ListSignature;
    replaced: boolean;
  }>;
}>;
