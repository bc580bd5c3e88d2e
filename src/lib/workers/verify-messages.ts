import type { CertificateMatch, CertificateOfConclusion } from '../core/certificate/index.ts';
import type { Report } from '../core/verify/index.ts';

/** The content of a certificate of conclusion, for rooms that may not look into core. */
export type CertificateContent = CertificateOfConclusion;
export type { CertificateMatch, Report };

/** What the worker found in one file. */
export interface Judged {
  readonly report: Report;
  /** The attached JSON where the file is a certificate of conclusion, else null. */
  readonly certificate: CertificateContent | null;
}

/** What the page asks of the worker; `key` names a file that the worker keeps between questions. */
export interface VerifyQuestions {
  /** Takes the trust list's text; answers whether it could be read. Until then no issuer is trusted. */
  readonly trust: { readonly ask: { readonly text: string }; readonly answer: boolean };
  readonly judge: {
    readonly ask: { readonly key: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly at: string };
    readonly answer: Judged;
  };
  readonly match: {
    readonly ask: { readonly contract: string; readonly certificate: string };
    readonly answer: CertificateMatch;
  };
  readonly forget: { readonly ask: { readonly key: string }; readonly answer: null };
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
