import { expect, test } from 'vitest';
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
  expect(unfinishedItems({ documents: [DOCUMENT], progress: EMPTY_PROGRESS })).toEqual([
    'documents',
    'note',
    'principal',
    'operator',
  ]);
});

test('nothing is left once all is done', () => {
  expect(unfinishedItems({ documents: [DOCUMENT], progress: DONE })).toEqual([]);
});

test('a delegate is named', () => {
  const progress: SigningProgress = { ...DONE, operatorKind: 'delegate', operatorName: ' ' };
  expect(unfinishedItems({ documents: [DOCUMENT], progress })).toEqual(['operator']);
  expect(unfinishedItems({ documents: [DOCUMENT], progress: { ...progress, operatorName: 'n' } })).toEqual(
    [],
  );
});
