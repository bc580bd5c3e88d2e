import type {
  CertificateMatch,
  CertificateOfConclusion,
  EnvelopeSheet,
  SheetClaim,
  SheetTokenCode,
} from '../core/certificate/index.ts';
import type { ListSignature, Report } from '../core/verify/index.ts';
import type { CertificateKeys, DocumentKeys } from '../domain/certificate-index.ts';
import type { LedgerFile } from '../domain/ledger-reconciliation.ts';
import type { SheetComparison, SheetFile, SheetKeys } from '../domain/sheet-listing.ts';
import type { Conclusion } from '../messages/conclusion.ts';

/** The content of a certificate of conclusion and of a list of an envelope's documents, for rooms that may not look into core. */
export type CertificateContent = CertificateOfConclusion;
export type SheetContent = EnvelopeSheet;
export type { CertificateMatch, Report, SheetClaim, SheetTokenCode };

/** What `packed` holds: the whole report, and the attached JSON where the file is a certificate of conclusion or a list. */
export interface Judged {
  readonly report: Report;
  readonly certificate: CertificateContent | null;
  readonly sheet: SheetContent | null;
}

/** What the desk keeps of a file in the open: enough for a row of the table, for matching and for a ledger. */
export interface FileSummary extends DocumentKeys {
  readonly verdict: Report['verdict'];
  readonly sha256Hex: string;
  readonly length: number;
  readonly testOnly: boolean;
  readonly signatureCount: number;
  /** Instant for which the first signature was judged; null without one. */
  readonly provenAt: string | null;
  /** Where the file is a certificate of conclusion. */
  readonly certificate: (CertificateKeys & NonNullable<LedgerFile['certified']>) | null;
  /** Where the file is a list of an envelope's documents 電子契約締結証明書（一覧）. */
  readonly sheet: ListKeys | null;
  /** Its intact seals. */
  readonly seals: SheetFile['seals'];
  readonly conclusion: readonly Conclusion[];
  /** The file's row as CSV. */
  readonly cells: readonly string[];
}

/** What a list is compared by, and how it is found. */
export interface ListKeys extends SheetKeys {
  readonly managementLabel: string;
  /** SHA-256 of the list of its documents, as the QR of a long list says it. */
  readonly listSha256Hex: string;
}

/** What comparing a list of an envelope's documents with the files came to. */
export interface Listed {
  readonly comparison: SheetComparison;
  readonly conclusion: readonly Conclusion[];
  readonly cells: readonly string[];
}

/** What comparing a contract with its certificates came to. */
export interface Matched {
  readonly match: CertificateMatch;
  readonly isMatched: boolean;
  /** Index among the candidates asked of the one that the answer is about. */
  readonly candidate: number;
  readonly conclusion: readonly Conclusion[];
  readonly cells: readonly string[];
}

/** A file that a person chose for the trust list, read whole. */
export interface TrustFile {
  readonly name: string;
  readonly octets: Uint8Array<ArrayBuffer>;
}

/** The trust list in use, as every report will tell of it. */
export interface TrustState {
  readonly name: string;
  readonly issuedAt: string;
  readonly signature: ListSignature;
  readonly replaced: boolean;
  readonly anchors: readonly {
    readonly name: string;
    readonly use: 'signer' | 'timestamp';
    readonly added: boolean;
  }[];
}

/** What the page asks of the worker. It keeps nothing but the trust list. */
export interface VerifyQuestions {
  /**
   * Puts the trust list together: the published one or the one in its place, and what was added for this visit.
   * Answers the name of the first file that could not be read; the list before it then stands.
   */
  readonly trust: {
    readonly ask: {
      readonly list: Uint8Array<ArrayBuffer> | null;
      readonly token: string | null;
      readonly keys: string | null;
      readonly isReplaced: boolean;
      readonly added: readonly TrustFile[];
    };
    readonly answer:
      { readonly ok: true; readonly state: TrustState } | { readonly ok: false; readonly file: string };
  };
  readonly judge: {
    readonly ask: { readonly file: File; readonly name: string; readonly at: string };
    readonly answer: { readonly summary: FileSummary; readonly packed: Uint8Array<ArrayBuffer> };
  };
  /** Compares a contract with its candidates; null where the file is no longer what was judged. */
  readonly match: {
    readonly ask: {
      readonly file: File;
      readonly name: string;
      readonly packed: Uint8Array<ArrayBuffer>;
      readonly candidates: readonly { readonly name: string; readonly packed: Uint8Array<ArrayBuffer> }[];
    };
    readonly answer: Matched | null;
  };
  /** Compares a list of an envelope's documents with the contracts on the desk. */
  readonly listed: {
    readonly ask: {
      readonly sheet: SheetKeys;
      /** The list alone: its conclusion and its row. */
      readonly own: Pick<FileSummary, 'conclusion' | 'cells'>;
      readonly files: readonly SheetFile[];
    };
    readonly answer: Listed;
  };
  /** Checks the token of a sheet's QR with the trust list's sheet keys. */
  readonly sheet: {
    readonly ask: { readonly token: string; readonly at: string };
    readonly answer:
      | { readonly ok: true; readonly claim: SheetClaim; readonly testOnly: boolean }
      | { readonly ok: false; readonly code: SheetTokenCode };
  };
}

export type VerifyQuestion = {
  [Kind in keyof VerifyQuestions]: {
    readonly id: number;
    readonly kind: Kind;
  } & VerifyQuestions[Kind]['ask'];
}[keyof VerifyQuestions];

export type VerifyAnswer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly value: VerifyQuestions[keyof VerifyQuestions]['answer'];
    }
  | { readonly id: number; readonly ok: false; readonly cause: string };
