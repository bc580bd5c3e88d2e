import { expect, test } from 'vitest';
import { planRow, rowState, type BatchCase, type BatchWorld } from './envelope-batch.ts';
import type { EnvelopeCsvRow } from './envelope-csv.ts';

const CASE: BatchCase = {
  id: 'c',
  departmentId: 'd',
  caseNumber: 'R8-1',
  name: '橋の工事',
  contractKind: 'final',
  amountJpy: 500,
  counterpartyName: '試験建設',
  contractor: { company: '試験建設', title: null, principalName: '試験 太郎', email: 'a@contractor.example' },
};
const ROW: EnvelopeCsvRow = {
  line: 2,
  caseNumber: 'R8-1',
  template: '工事',
  title: null,
  contractOn: '2026-04-01',
  amount: null,
  contractKind: null,
  deadlineOn: null,
  signer: null,
  files: ['契約書'],
  recycling: null,
  architect: null,
};
const WORLD: BatchWorld = {
  cases: new Map([['R8-1', CASE]]),
  templates: [
    {
      id: 't',
      name: '工事',
      departmentId: null,
      titlePattern: '{caseNumber} {caseName}',
      contractKind: 'final',
      amountKind: null,
      signOrder: 'municipality_first',
      deadlineDays: 14,
      signerId: 's',
      requiredDocuments: [],
      closed: false,
    },
  ],
  signers: [
    { id: 's', departmentId: null, title: '市長', principalName: '試験 市長' },
    { id: 'u', departmentId: null, title: '部長', principalName: '試験 部長' },
    { id: 'v', departmentId: null, title: '部長', principalName: '別の 部長' },
  ],
  files: new Map([['契約書.pdf', [{ size: 1 }]]]),
  todayOn: '2026-03-31',
};
const codes = (row: Partial<EnvelopeCsvRow>, world: Partial<BatchWorld> = {}): unknown =>
  planRow({ ...ROW, ...row }, { ...WORLD, ...world }).faults.map(({ column, code }) => [column, code]);

test('M85, M80: a row takes what it does not say from its case, its application and its template', () => {
  const { planned, faults } = planRow(ROW, WORLD);
  expect(faults).toEqual([]);
  expect(planned).toMatchObject({
    templateId: 't',
    files: [{ name: '契約書.pdf', sheet: null }],
    fields: {
      title: 'R8-1 橋の工事',
      caseId: 'c',
      counterpartyName: '試験建設',
      amountKind: 'fixed',
      amountJpy: 500,
      contractOn: '2026-04-01',
      transactionOn: '2026-04-01',
      deadlineOn: '2026-04-14',
      signOrder: 'municipality_first',
      contractor: { email: 'a@contractor.example' },
      municipality: { signerId: 's' },
    },
  });
});

test('M85: what a row says itself goes before its template', () => {
  const { planned } = planRow(
    { ...ROW, title: '別名', deadlineOn: '2026-05-01', amount: 'unit_price', signer: '部長 別の部長' },
    WORLD,
  );
  expect(planned?.fields).toMatchObject({
    title: '別名',
    deadlineOn: '2026-05-01',
    amountKind: 'unit_price',
    amountJpy: null,
    municipality: { signerId: 'v' },
  });
});

test.each<[string, Partial<EnvelopeCsvRow>, Partial<BatchWorld>, unknown]>([
  ['a case that there is none of', { caseNumber: 'x' }, {}, [['caseNumber', 'CASE_UNKNOWN']]],
  [
    'M13: a case without an accepted application',
    {},
    { cases: new Map([['R8-1', { ...CASE, contractor: null, counterpartyName: null }]]) },
    [['caseNumber', 'CASE_HAS_NO_APPLICATION']],
  ],
  ['another 契約区分 than the case’s', { contractKind: 'change' }, {}, [['contractKind', 'KIND_DIFFERS']]],
  ['a 名義人 that two hold', { signer: '部長' }, {}, [['signer', 'SIGNER_UNKNOWN']]],
  ['a file that was not chosen', { files: ['x'] }, {}, [['files', 'FILE_UNKNOWN']]],
  [
    'a file of which two were chosen',
    {},
    { files: new Map([['契約書.pdf', [{ size: 1 }, { size: 2 }]]]) },
    [['files', 'FILE_AMBIGUOUS']],
  ],
  ['an empty file', {}, { files: new Map([['契約書.pdf', [{ size: 0 }]]]) }, [['files', 'FILE_EMPTY']]],
  [
    'a template that there is none of, with all that it would have said',
    { template: 'x' },
    {},
    [
      ['template', 'TEMPLATE_UNKNOWN'],
      ['signer', 'REQUIRED'],
      ['deadlineOn', 'REQUIRED'],
    ],
  ],
])('M85: refused by column: %s', (_, row, world, faults) => {
  expect(codes(row, world)).toEqual(faults);
});

test.each([
  [null, null, false, 'send', 'waiting'],
  [null, 'CASE_HAS_ENVELOPE', false, 'send', 'refused'],
  ['draft', null, false, 'send', 'making'],
  ['draft', null, true, 'send', 'making'],
  ['draft', null, true, 'draft', 'made'],
  ['draft', 'UPLOAD_SIGNED', false, 'draft', 'refused'],
  ['awaiting_approval', null, true, 'submit', 'approval'],
  ['sent', 'OFFLINE', true, 'send', 'sent'],
  ['concluded', null, true, 'send', 'sent'],
  ['withdrawn', null, true, 'send', 'ended'],
] as const)(
  'M85: a row whose envelope is %s, with code %s and files in: %s, of mode %s, is %s',
  (status, code, ready, mode, state) => {
    expect(rowState(status, code, ready, mode)).toBe(state);
  },
);
