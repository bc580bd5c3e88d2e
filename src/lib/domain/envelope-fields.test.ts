import { expect, test } from 'vitest';
import {
  blocksSending,
  EMPTY_ENVELOPE_FIELDS,
  ENVELOPE_FIELDS,
  readEnvelopeFields,
  type EnvelopeFields,
} from './envelope-fields.ts';

const UUID = '10000000-0000-4000-8000-000000000001';
const COMPLETE: EnvelopeFields = {
  title: 't',
  caseId: UUID,
  departmentId: UUID,
  counterpartyName: 'c',
  transactionOn: '2026-01-14',
  amountKind: 'fixed',
  amountJpy: 0,
  contractOn: '2026-01-14',
  deadlineOn: '2026-02-01',
  signOrder: 'contractor_first',
  contractor: { company: 'c', title: null, principalName: 'n', email: 'a@contractor.example' },
  municipality: { signerId: UUID },
};

test('an empty draft may be saved', () => {
  expect(readEnvelopeFields(EMPTY_ENVELOPE_FIELDS)).toEqual({ ok: true, fields: EMPTY_ENVELOPE_FIELDS });
});

test('texts are trimmed, the wide space too, and empty text is null', () => {
  const read = readEnvelopeFields({ ...COMPLETE, title: '\u3000t ', counterpartyName: '  ' });
  expect(read).toMatchObject({ ok: true, fields: { title: 't', counterpartyName: null } });
});

test.each([
  ['title', { title: 'a\nb' }, 'CONTROL_CHARACTER'],
  ['title', { title: 'あ'.repeat(201) }, 'TOO_LONG'],
  ['transactionOn', { transactionOn: '2026-02-30' }, 'NOT_A_DATE'],
  ['deadlineOn', { deadlineOn: '2026/02/01' }, 'NOT_A_DATE'],
  ['amountKind', { amountKind: 'free' }, 'NOT_AN_OPTION'],
  ['amountJpy', { amountJpy: 1.5 }, 'NOT_AN_AMOUNT'],
  ['amountJpy', { amountJpy: -1 }, 'NOT_AN_AMOUNT'],
  ['departmentId', { departmentId: 'x' }, 'NOT_AN_OPTION'],
  ['contractor.email', { contractor: { ...COMPLETE.contractor, email: 'a@b' } }, 'NOT_AN_EMAIL'],
  ['contractor.email', { contractor: { ...COMPLETE.contractor, email: 'a b@c.example' } }, 'NOT_AN_EMAIL'],
  [
    'contractor.email',
    { contractor: { ...COMPLETE.contractor, email: 'a@c.example\nbcc: d@e.example' } },
    'NOT_AN_EMAIL',
  ],
])('%s is refused by itself (%j)', (field, change, code) => {
  expect(readEnvelopeFields({ ...COMPLETE, ...change })).toEqual({ ok: false, refused: { [field]: code } });
});

test('200 characters are 200 code points', () => {
  expect(readEnvelopeFields({ ...COMPLETE, title: '𠮷'.repeat(200) }).ok).toBe(true);
});

test.each([null, 'x', 3, [], {}, { title: 1 }])('hostile input is refused, never thrown at (%j)', (value) => {
  expect(readEnvelopeFields(value).ok).toBe(false);
});

test('a complete draft is not blocked', () => {
  expect(blocksSending(COMPLETE, 1, '2026-02-01')).toEqual({});
});

test('L25: 電帳法: an empty field blocks sending', () => {
  const blocked = blocksSending(EMPTY_ENVELOPE_FIELDS, 0, '2026-01-14');
  const optional = ['signOrder', 'contractor.title'];
  // What the case lacks or its rules demand, SQL alone can say.
  const ofCase =
    /^(case\.|guarantee\.|application|acceptance\.|sheet\.|contractor\.(accessCode|mobile|passkey))/;
  expect(Object.keys(blocked).sort()).toEqual(
    ENVELOPE_FIELDS.filter((name) => !optional.includes(name) && !ofCase.test(name)).sort(),
  );
});

test('単価契約・金額の記載なし needs no amount', () => {
  expect(blocksSending({ ...COMPLETE, amountKind: 'unit_price', amountJpy: null }, 1, '2026-01-14')).toEqual(
    {},
  );
  expect(blocksSending({ ...COMPLETE, amountJpy: null }, 1, '2026-01-14')).toEqual({ amountJpy: 'REQUIRED' });
});

test('a deadline may be today, not yesterday', () => {
  expect(blocksSending(COMPLETE, 1, '2026-02-02')).toEqual({ deadlineOn: 'PAST' });
});
