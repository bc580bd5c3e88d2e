import { CERTIFICATE_EN } from './certificate.ts';
import { CHANGE_EN } from './change.ts';
import { CLOSING_SENTENCE_EN } from './closing.ts';
import { COMMON_EN } from './common-en.ts';
import { conclusionEn } from './conclusion.ts';
import { SUB_INDICATION_EN, TRUST_EN } from './indication.ts';
import { instantEn } from './instants.ts';
import { LEDGER_EN, ledgerRefusalEn } from './ledger.ts';
import { REPORT_EN } from './report-en.ts';
import { ledgerTextEn } from './report-row.ts';
import { LISTED_EN, SHEET_LISTING_EN } from './sheet-conclusion.ts';
import { TRUST_LIST_EN, trustNotes } from './trust.ts';
import { VERIFY_DESK_EN } from './verify-desk-en.ts';
import { CHANGES_EN, COVERAGE_EN, INTEGRITY_EN, VERIFY_EN } from './verify-en.ts';
import type { VerifyWords } from './verify-words.ts';
import { VIEWER_EN } from './viewer.ts';

/** English beside `verify-words.ts`. */
export const VERIFY_WORDS_EN: VerifyWords = {
  page: VERIFY_EN,
  desk: VERIFY_DESK_EN,
  common: COMMON_EN,
  counter: VIEWER_EN.counter,
  report: REPORT_EN,
  change: CHANGE_EN,
  changes: CHANGES_EN,
  coverage: COVERAGE_EN,
  integrity: INTEGRITY_EN,
  subIndication: SUB_INDICATION_EN,
  trust: TRUST_EN,
  trustList: TRUST_LIST_EN,
  trustNotes: (trust) => trustNotes(trust, TRUST_LIST_EN),
  conclusion: conclusionEn,
  listing: SHEET_LISTING_EN,
  listed: LISTED_EN,
  ledger: LEDGER_EN,
  ledgerText: ledgerTextEn,
  ledgerRefusal: ledgerRefusalEn,
  instant: instantEn,
  closing: CLOSING_SENTENCE_EN,
  sheet: CERTIFICATE_EN,
};
