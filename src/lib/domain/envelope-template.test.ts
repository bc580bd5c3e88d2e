import { expect, test } from 'vitest';
import { fillTitle, missingDocuments, templateFaults, type EnvelopeTemplate } from './envelope-template.ts';

const TEMPLATE: EnvelopeTemplate = {
  name: '工事',
  departmentId: null,
  titlePattern: '{caseName} 請負契約',
  contractKind: null,
  amountKind: null,
  signOrder: 'contractor_first',
  deadlineDays: 14,
  signerId: null,
  requiredDocuments: ['契約書'],
  closed: false,
};

test('M80: a template that holds what it may has no faults', () => {
  expect(templateFaults(TEMPLATE)).toEqual([]);
});

test.each([
  ['name', { name: '' }],
  ['name', { name: '長'.repeat(41) }],
  ['titlePattern', { titlePattern: '{password}' }],
  ['titlePattern', { titlePattern: '{caseName' }],
  ['deadlineDays', { deadlineDays: 0 }],
  ['deadlineDays', { deadlineDays: 366 }],
  ['deadlineDays', { deadlineDays: NaN }],
  ['requiredDocuments', { requiredDocuments: [''] }],
  ['requiredDocuments', { requiredDocuments: Array<string>(11).fill('x') }],
] as const)('M80: %s is refused beside its field: %j', (field, change) => {
  expect(templateFaults({ ...TEMPLATE, ...change })).toEqual([field]);
});

test('M80: a title is filled once, so that a value cannot name a placeholder', () => {
  const values = { caseName: '{company}', caseNumber: 'R8-1', company: '試験建設' };
  expect(fillTitle('{caseNumber} {caseName}（{company}）', values)).toBe('R8-1 {company}（試験建設）');
});

test('M80: a document counts by its name in any width of letters', () => {
  expect(missingDocuments(['契約書', 'ＰＤＦ仕様書'], ['工事契約書.pdf', '特記PDF仕様書.pdf'])).toEqual([]);
  expect(missingDocuments(['契約書', '仕様書'], ['工事契約書.pdf'])).toEqual(['仕様書']);
});
