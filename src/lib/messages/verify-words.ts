import type { ChangeKind } from '../core/verify/change.ts';
import type {
  Changes,
  CheckCode,
  Coverage,
  Integrity,
  Report,
  SubIndication,
} from '../core/verify/report.ts';
import type { JapanTimeParts } from '../domain/japan-time.ts';
import type { ReconciledRow } from '../domain/ledger-reconciliation.ts';
import { CERTIFICATE_JA, type CertificateWords } from './certificate.ts';
import type { ListedState } from '../domain/sheet-listing.ts';
import { CHANGE_JA } from './change.ts';
import { CLOSING_SENTENCE_JA } from './closing.ts';
import { COMMON_JA, type CommonWords } from './common.ts';
import { conclusionJa, type Conclusion } from './conclusion.ts';
import { SUB_INDICATION_JA, TRUST_JA } from './indication.ts';
import { instantJa } from './instants.ts';
import { LEDGER_JA, ledgerRefusalJa, type LedgerRefusal, type LedgerTexts } from './ledger.ts';
import type { CheckText } from './check-text.ts';
import { REPORT_JA } from './report.ts';
import { ledgerTextJa } from './report-row.ts';
import { LISTED_JA, SHEET_LISTING_JA, type SheetListingWords } from './sheet-conclusion.ts';
import { TRUST_LIST_JA, trustNotes, type TrustListTexts } from './trust.ts';
import { CHANGES_JA, COVERAGE_JA, INTEGRITY_JA, VERIFY_JA, type PageWords } from './verify.ts';
import { VERIFY_DESK_JA, type DeskWords } from './verify-desk.ts';
import { VIEWER_JA } from './viewer.ts';

/** Everything that the verify page, its reports and its prints say, in one language. */
export interface VerifyWords {
  readonly page: PageWords;
  readonly desk: DeskWords;
  readonly common: CommonWords;
  readonly counter: (page: number, total: number) => string;
  readonly report: Readonly<Record<CheckCode, CheckText>>;
  readonly change: Readonly<Record<ChangeKind, string>>;
  readonly changes: Readonly<Record<Changes, string>>;
  readonly coverage: Readonly<Record<Coverage, string>>;
  readonly integrity: Readonly<Record<Integrity, string>>;
  readonly subIndication: Readonly<Record<SubIndication, string>>;
  readonly trust: typeof TRUST_JA;
  readonly trustList: TrustListTexts;
  readonly trustNotes: (trust: Report['trust']) => readonly string[];
  readonly conclusion: (conclusion: Conclusion) => string;
  readonly listing: SheetListingWords;
  readonly listed: Readonly<Record<ListedState, string>>;
  readonly ledger: LedgerTexts;
  readonly ledgerText: (row: ReconciledRow) => string;
  readonly ledgerRefusal: (refusal: LedgerRefusal) => string;
  readonly instant: (parts: JapanTimeParts, seconds?: boolean) => string;
  readonly closing: string;
  /** What the sheet of a certificate calls what it records. */
  readonly sheet: CertificateWords;
}

export const VERIFY_WORDS_JA: VerifyWords = {
  page: VERIFY_JA,
  desk: VERIFY_DESK_JA,
  common: COMMON_JA,
  counter: VIEWER_JA.counter,
  report: REPORT_JA,
  change: CHANGE_JA,
  changes: CHANGES_JA,
  coverage: COVERAGE_JA,
  integrity: INTEGRITY_JA,
  subIndication: SUB_INDICATION_JA,
  trust: TRUST_JA,
  trustList: TRUST_LIST_JA,
  trustNotes: (trust) => trustNotes(trust, TRUST_LIST_JA),
  conclusion: conclusionJa,
  listing: SHEET_LISTING_JA,
  listed: LISTED_JA,
  ledger: LEDGER_JA,
  ledgerText: ledgerTextJa,
  ledgerRefusal: ledgerRefusalJa,
  instant: instantJa,
  closing: CLOSING_SENTENCE_JA,
  sheet: CERTIFICATE_JA,
};
