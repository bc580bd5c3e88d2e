import type { DocumentParts } from '../_shared/core.ts';

/** A party's consent as SQL keeps it. */
export interface SubjectConsent {
  readonly consentedAt: string;
  readonly method: 'mail_link' | 'account_totp';
  readonly factor: 'access_code' | 'mail_code' | 'sms_code' | 'passkey' | 'totp' | null;
  /** Of `sms_code` the last four digits of the number. */
  readonly factorDetail: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly operatorKind: 'principal' | 'delegate';
  readonly operatorName: string | null;
  readonly authority: string | null;
  readonly documents: readonly {
    readonly documentId: string;
    readonly sha256Hex: string;
    readonly stampSha256Hex: string;
  }[];
}

export interface SubjectParty {
  readonly id: string;
  readonly ord: number;
  readonly kind: 'contractor' | 'municipality';
  readonly company: string | null;
  readonly title: string | null;
  readonly principalName: string;
  readonly email: string | null;
  /** Of a member of a 共同企業体; null for the municipality and a single contractor. */
  readonly ventureRole: 'representative' | 'member' | null;
  readonly status: 'waiting' | 'consented' | 'sealed';
  readonly consent: SubjectConsent | null;
}

export interface SubjectEnvelope {
  readonly id: string;
  readonly status: string;
  readonly title: string;
  readonly counterpartyName: string;
  readonly transactionOn: string;
  readonly amountKind: 'fixed' | 'unit_price';
  readonly amountJpy: number | null;
  readonly contractOn: string | null;
  readonly deadlineAt: string | null;
  readonly downloadUntilAt: string | null;
  readonly managementLabel: string;
  readonly municipalityCode: string;
  readonly municipalityName: string;
  readonly departmentName: string;
  readonly creatorName: string | null;
  readonly creatorEmail: string | null;
  readonly signerCount: number;
}

export interface SubjectRevision {
  readonly kind: 'uploaded' | 'base' | 'stamp' | 'seal' | 'lta';
  readonly partyId: string | null;
  readonly sha256Hex: string;
  readonly length: number;
}

/** A document with the parts of its newest revision, and every revision in order. */
export interface SubjectFile extends DocumentParts {
  readonly ord: number;
  readonly pageCount: number;
  readonly repaired: boolean;
  readonly revisions: readonly SubjectRevision[];
  readonly sealed: boolean;
  readonly lta: boolean;
}

/** Answer of `seal_subject`; `sealed` = by this party. */
export interface SealSubject {
  readonly envelope: SubjectEnvelope;
  readonly party: SubjectParty;
  readonly consent: SubjectConsent;
  readonly documents: readonly Omit<SubjectFile, 'lta'>[];
}

export interface SubjectContract extends SubjectFile {
  readonly certificate: SubjectFile | null;
}

/** Answer of `conclude_subject`; parties and documents by `ord`. */
export interface ConcludeSubject {
  readonly envelope: SubjectEnvelope;
  readonly parties: readonly SubjectParty[];
  readonly documents: readonly SubjectContract[];
  /** Whether a list of the documents belongs to the conclusion: there are two or more. */
  readonly listed: boolean;
  /** That list, once it is printed. */
  readonly sheet: SubjectFile | null;
  /** Files that came with the envelope and were accepted: the guarantee of the contract. */
  readonly attachments: readonly {
    readonly name: string;
    readonly sha256Hex: string;
    readonly length: number;
  }[];
}
