import { expect, test } from 'vitest';
import type { ListedState } from '../domain/sheet-listing.ts';
import type { Conclusion } from './conclusion.ts';
import { concludeSheet } from './sheet-conclusion.ts';

const VALID: readonly Conclusion[] = [{ code: 'CERTIFICATE_VALID', tone: 'good', count: 1 }];
const listed = (...states: readonly ListedState[]) =>
  states.map((state) => ({ certificateId: '', name: '', sha256Hex: '', length: 1, state, files: [] }));
const codes = (own: readonly Conclusion[], isSound: boolean, ...states: readonly ListedState[]) =>
  concludeSheet(own, { isSound, documents: listed(...states) }).map(({ code }) => code);

test('M46: only a sound list with every document there is called whole', () => {
  expect(codes(VALID, true, 'matched', 'matched')).toEqual(['SHEET_WHOLE']);
  expect(codes(VALID, true, 'matched', 'absent')).toEqual(['SHEET_ABSENT']);
  expect(codes(VALID, true, 'matched', 'differs')).toEqual(['SHEET_DIFFERS']);
  expect(codes(VALID, false, 'matched', 'matched')).toEqual(['SHEET_UNSOUND']);
});

test('M46: a list alone says what its seal comes to, and a list that is not valid says nothing else', () => {
  expect(codes(VALID, true, 'absent', 'absent')).toEqual(['CERTIFICATE_VALID']);
  const changed: readonly Conclusion[] = [{ code: 'CHANGED', tone: 'bad', count: 1 }];
  expect(codes(changed, false, 'matched', 'matched')).toEqual(['CHANGED']);
});
