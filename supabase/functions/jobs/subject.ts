import type { ObjectPart } from '../_shared/storage.ts';

/** A whole file: the newest revision and what lies before it. */
export interface CurrentFile {
  readonly sha256Hex: string;
  readonly length: number;
  readonly parts: readonly ObjectPart[];
}

/** Answer of `seal_subject`. */
export interface SealSubject {
  readonly envelope: { readonly id: string; readonly status: string; readonly title: string };
  readonly party: {
    readonly id: string;
    readonly ord: number;
    readonly kind: 'contractor' | 'municipality';
    readonly status: string;
    readonly company: string;
    readonly title: string | null;
    readonly principalName: string;
    readonly consentedAt: string;
  };
  readonly documents: readonly {
    readonly id: string;
    readonly ord: number;
    readonly name: string;
    readonly certificateId: string;
    /** True where this party's seal is part of `current`. */
    readonly sealed: boolean;
    readonly consentedSha256Hex: string;
    readonly current: CurrentFile;
  }[];
}

export interface SubjectRevision {
  readonly kind: 'base' | 'stamp' | 'seal' | 'lta';
  readonly partyId: string | null;
  readonly sha256Hex: string;
  readonly length: number;
  readonly createdAt: string;
}

export interface SubjectParty {
  readonly id: string;
  readonly ord: number;
  readonly kind: 'contractor' | 'municipality';
  readonly status: string;
  readonly company: string;
  readonly title: string | null;
  readonly principalName: string;
  readonly email: string | null;
  readonly consentedAt: string;
  readonly method: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly operatorKind: 'principal' | 'delegate';
  readonly operatorName: string | null;
  readonly authority: string | null;
}

/** The certificate of conclusion as far as it exists. */
export interface SubjectCertificate {
  readonly id: string;
  readonly name: string;
  readonly revisions: readonly SubjectRevision[];
  readonly current: CurrentFile;
}

export interface SubjectDocument {
  readonly id: string;
  readonly ord: number;
  readonly name: string;
  readonly certificateId: string;
  readonly pageCount: number;
  readonly repaired: boolean;
  readonly uploaded: { readonly sha256Hex: string; readonly length: number };
  readonly consents: readonly { readonly partyId: string; readonly sha256Hex: string }[];
  /** From `base` to the newest. */
  readonly revisions: readonly SubjectRevision[];
  readonly current: CurrentFile;
  readonly certificate: SubjectCertificate | null;
}

/** Answer of `conclude_subject`. */
export interface ConcludeSubject {
  readonly envelope: {
    readonly id: string;
    readonly status: string;
    readonly title: string;
    readonly municipalityCode: string;
    readonly municipalityName: string;
    readonly managementLabel: string;
    readonly counterpartyName: string;
    readonly transactionOn: string;
    readonly contractOn: string | null;
    readonly amountJpy: number | null;
  };
  readonly creator: { readonly name: string; readonly organization: string; readonly email: string };
  readonly parties: readonly SubjectParty[];
  readonly documents: readonly SubjectDocument[];
}
