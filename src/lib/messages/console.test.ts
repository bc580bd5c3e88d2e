import { expect, test } from 'vitest';
import { ACCESS_CODE_EN, ACCESS_CODE_JA } from './access-code.ts';
import { CONSOLE_EN } from './console-screens-en.ts';
import { CONSOLE_JA } from './console-screens.ts';
import {
  ENVELOPE_STATUS_EN,
  ENVELOPE_STATUS_JA,
  FIELD_EN,
  FIELD_JA,
  FIELD_REFUSAL_EN,
  FIELD_REFUSAL_JA,
  OPERATION_EN,
  OPERATION_JA,
  PARTY_KIND_EN,
  PARTY_KIND_JA,
  WAITING_EN,
  WAITING_JA,
} from './console.ts';
import { DEPARTMENTS_EN, DEPARTMENTS_JA } from './departments.ts';
import { DESK_EN, DESK_JA } from './desk.ts';
import { HELP_EN, HELP_JA } from './help.ts';
import { SUB_INDICATION_EN, SUB_INDICATION_JA, TRUST_EN, TRUST_JA } from './indication.ts';
import { LEDGER_SCREEN_EN } from './ledger-screen-en.ts';
import { LEDGER_SCREEN_JA } from './ledger-screen.ts';
import { LOG_EN } from './log-en.ts';
import { LOG_JA } from './log.ts';
import { REDACTED_COPY_EN, REDACTED_COPY_JA } from './redacted-copy.ts';
import { RENEWAL_EN } from './renewal-en.ts';
import { HEALTH_CODE_EN, SERVICE_HEALTH_EN } from './service-health-en.ts';
import { HEALTH_CODE_JA, SERVICE_HEALTH_JA } from './service-health.ts';
import { RENEWAL_JA } from './renewal.ts';
import { MEMBERS_EN } from './members-en.ts';
import { MEMBERS_JA, ROLE_EN, ROLE_JA } from './members.ts';
import { RETENTION_EN, RETENTION_JA } from './retention.ts';
import { SEAL_BY_EN, SEAL_BY_JA } from './seal-by.ts';
import { STAFF_EN } from './staff-en.ts';
import { STAFF_JA } from './staff.ts';
import { INQUIRIES_EN, INQUIRIES_JA } from './inquiries.ts';
import { TEXTS_EN, TEXTS_JA } from './texts.ts';
import { LOADING_EN, LOADING_JA } from './loading.ts';
import { CHANGES_EN, COVERAGE_EN, INTEGRITY_EN, VERIFY_EN } from './verify-en.ts';
import { CHANGES_JA, COVERAGE_JA, INTEGRITY_JA, VERIFY_JA } from './verify.ts';
import { VIEWER_EN, VIEWER_JA } from './viewer.ts';

/** Dotted names of every text in a catalogue. */
function names(texts: object, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? names(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

test.each([
  [CONSOLE_JA, CONSOLE_EN],
  [STAFF_JA, STAFF_EN],
  [DESK_JA, DESK_EN],
  [SEAL_BY_JA, SEAL_BY_EN],
  [RETENTION_JA, RETENTION_EN],
  [ACCESS_CODE_JA, ACCESS_CODE_EN],
  [LOG_JA, LOG_EN],
  [LEDGER_SCREEN_JA, LEDGER_SCREEN_EN],
  [RENEWAL_JA, RENEWAL_EN],
  [REDACTED_COPY_JA, REDACTED_COPY_EN],
  [SERVICE_HEALTH_JA, SERVICE_HEALTH_EN],
  [HEALTH_CODE_JA, HEALTH_CODE_EN],
  [MEMBERS_JA, MEMBERS_EN],
  [DEPARTMENTS_JA, DEPARTMENTS_EN],
  [TEXTS_JA, TEXTS_EN],
  [INQUIRIES_JA, INQUIRIES_EN],
  [ROLE_JA, ROLE_EN],
  [ENVELOPE_STATUS_JA, ENVELOPE_STATUS_EN],
  [FIELD_JA, FIELD_EN],
  [OPERATION_JA, OPERATION_EN],
  [SUB_INDICATION_JA, SUB_INDICATION_EN],
  [VERIFY_JA, VERIFY_EN],
  [HELP_JA, HELP_EN],
  [FIELD_REFUSAL_JA, FIELD_REFUSAL_EN],
  [PARTY_KIND_JA, PARTY_KIND_EN],
  [WAITING_JA, WAITING_EN],
  [TRUST_JA, TRUST_EN],
  [INTEGRITY_JA, INTEGRITY_EN],
  [COVERAGE_JA, COVERAGE_EN],
  [CHANGES_JA, CHANGES_EN],
  [VIEWER_JA, VIEWER_EN],
  [{ LOADING_JA }, { LOADING_JA: LOADING_EN }],
])('every sentence stands in both languages', (japanese, english) => {
  expect(names(english)).toEqual(names(japanese));
});

test('L1: only a concluded envelope is called 締結済', () => {
  const called = Object.entries(ENVELOPE_STATUS_JA).filter(([, word]) => word.includes('締結済'));
  expect(called.map(([status]) => status)).toEqual(['concluded']);
});

test('what must not be claimed stands in no text', () => {
  const everything = JSON.stringify([CONSOLE_JA, LEDGER_SCREEN_JA, HELP_JA, { ...VERIFY_JA }]);
  for (const claim of [
    'ISMAP',
    'SOC2',
    'ISO/IEC',
    'WebTrust',
    'AATL',
    '電子帳簿保存法対応',
    '認定タイムスタンプ',
    '契約成立',
  ])
    expect(everything).not.toContain(claim);
});
