/**
 * What the verify page shows of a certificate of conclusion: the members it reads from the attached JSON
 * (`core/certificate/content.ts` has them all, this room may not look there).
 */
export interface Certified {
  readonly certificateId: string;
  readonly testOnly: boolean;
  /** A copy 「一部非表示」: mail and IP addresses are empty. */
  readonly redacted: boolean;
  readonly signerCount: number;
  readonly envelope: {
    readonly title: string;
    readonly managementLabel: string;
    readonly municipalityName: string;
  };
  readonly creator: { readonly name: string; readonly organization: string; readonly email: string };
  readonly document: {
    readonly name: string;
    readonly revisions: readonly {
      readonly kind: string;
      readonly partyOrd: number | null;
      readonly length: number;
    }[];
  };
  readonly parties: readonly CertifiedSigner[];
}

export interface CertifiedSigner {
  readonly ord: number;
  readonly kind: 'contractor' | 'municipality';
  readonly company: string;
  /** Of a member of a 共同企業体, else null. */
  readonly ventureRole: 'representative' | 'member' | null;
  readonly title: string;
  readonly principalName: string;
  readonly operatorKind: 'principal' | 'delegate';
  readonly operatorName: string;
  readonly authority: string | null;
  readonly method: 'email-witness' | 'account-witness';
  /** What was entered beside link or password; null = nothing, or not recorded. */
  readonly factor: 'access-code' | 'email-code' | 'sms-code' | 'passkey' | 'totp' | null;
  readonly factorDetail: string | null;
  readonly consentedAt: string;
  readonly ip: string;
  readonly sealedAt: string;
}

/** The party whose seal closes the revision that a signature covers, as the matching certificate records it. */
export function signerOf(certified: Certified | null, coveredLength: number): CertifiedSigner | null {
  const revision = certified?.document.revisions.find(
    (row) => row.kind === 'seal' && row.length === coveredLength,
  );
  return certified?.parties.find((party) => party.ord === revision?.partyOrd) ?? null;
}
