import { expect, test } from 'vitest';
import type { GuaranteeView } from './guarantee.ts';
import {
  EMPTY_PROGRESS,
  unfinishedItems,
  type SigningProgress,
  type SigningViewDocument,
} from './signing-view.ts';

const DOCUMENT: SigningViewDocument = {
  id: '10000000-0000-4000-8000-000000000001',
  name: 'x.pdf',
  ord: 1,
  pageCount: 1,
  certificateId: null,
  sha256Hex: '0'.repeat(64),
  length: 1,
};
const DONE: SigningProgress = {
  openedDocumentIds: [DOCUMENT.id],
  noteRead: true,
  principalConfirmed: true,
  operatorKind: 'principal',
  operatorName: null,
};

test('a new link has everything to do', () => {
  expect(unfinishedItems({ guarantee: null, documents: [DOCUMENT], progress: EMPTY_PROGRESS })).toEqual([
    'documents',
    'note',
    'principal',
    'operator',
  ]);
});

test('nothing is left once all is done', () => {
  expect(unfinishedItems({ guarantee: null, documents: [DOCUMENT], progress: DONE })).toEqual([]);
});

test('a delegate is named', () => {
  const progress: SigningProgress = { ...DONE, operatorKind: 'delegate', operatorName: ' ' };
  expect(unfinishedItems({ guarantee: null, documents: [DOCUMENT], progress })).toEqual(['operator']);
  expect(
    unfinishedItems({ guarantee: null, documents: [DOCUMENT], progress: { ...progress, operatorName: 'n' } }),
  ).toEqual([]);
});

const GIVEN = {
  kind: 'exempt',
  attachment: null,
  contractNumber: null,
  grounds: 'g',
  submittedAt: '2026-01-14T05:30:00Z',
  review: null,
  reviewReason: null,
} as const;
const GUARANTEE = {
  kinds: ['exempt'],
  open: true,
  chosen: null,
  paymentSlip: null,
  given: null,
  originalsTo: null,
  originals: null,
} as const satisfies GuaranteeView;

test.each([
  ['nothing is given', null, ['guarantee']],
  ['it is given', GIVEN, []],
  ['it is accepted', { ...GIVEN, review: 'accepted' }, []],
  ['another is asked for', { ...GIVEN, review: 'replace', reviewReason: 'r' }, ['guarantee']],
] as const)('M31: where a guarantee is needed and %s, the checklist says so', (_, given, items) => {
  const guarantee: GuaranteeView = { ...GUARANTEE, kinds: ['exempt'], given };
  expect(unfinishedItems({ documents: [DOCUMENT], progress: DONE, guarantee })).toEqual(items);
});
