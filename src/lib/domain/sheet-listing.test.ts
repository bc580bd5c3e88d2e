import { expect, test } from 'vitest';
import { compareSheet, listedFiles, type SheetFile, type SheetKeys } from './sheet-listing.ts';

const listed = (digit: string) => ({
  certificateId: digit.repeat(32),
  name: `${digit}.pdf`,
  sha256Hex: digit.repeat(64),
  length: 100,
});
const sheet: SheetKeys = {
  sheetId: 'f'.repeat(32),
  documents: [listed('1'), listed('2')],
  holder: 'service',
  isPassed: true,
};
const file = (digit: string, changes: Partial<SheetFile> = {}): SheetFile => ({
  key: `${digit}.pdf`,
  certificateIds: [digit.repeat(32)],
  sha256Hexes: [digit.repeat(64)],
  seals: [{ coveredLength: 60, holder: 'service' }],
  ...changes,
});
const states = (files: readonly SheetFile[]) =>
  compareSheet(sheet, files).documents.map(({ state }) => state);

test('M46: a listed document is matched by its bytes, whatever was appended after them', () => {
  const renewed = file('2', { sha256Hexes: ['9'.repeat(64), '2'.repeat(64)] });
  expect(states([file('1'), renewed])).toEqual(['matched', 'matched']);
});

test('M46: a file with the ID and other bytes differs, and one that is not there is absent', () => {
  expect(states([file('1', { sha256Hexes: ['9'.repeat(64)] })])).toEqual(['differs', 'absent']);
});

test('M46: the very bytes count before a copy with the same ID', () => {
  const forged = file('1', { key: 'forged', sha256Hexes: ['9'.repeat(64)] });
  const { documents } = compareSheet(sheet, [forged, file('1')]);
  expect(documents[0]).toMatchObject({ state: 'matched', files: ['1.pdf'] });
});

test('M46: a list is believed of the files that its own sealer sealed, and of no others', () => {
  const foreign = file('2', { seals: [{ coveredLength: 60, holder: 'stranger' }] });
  const unsealed = file('2', { seals: [] });
  const later = file('2', { seals: [...file('2').seals, { coveredLength: 200, holder: 'stranger' }] });
  expect(compareSheet(sheet, [file('1'), foreign]).isSound).toBe(false);
  expect(compareSheet(sheet, [file('1'), unsealed]).isSound).toBe(false);
  expect(compareSheet(sheet, [file('1'), later]).isSound).toBe(true);
});

test('M46: a list whose own seal is not valid, or names nobody, is not believed', () => {
  expect(compareSheet({ ...sheet, isPassed: false }, [file('1')]).isSound).toBe(false);
  expect(compareSheet({ ...sheet, holder: null }, []).isSound).toBe(false);
});

test('M46: of a large folder only files that the list names need to be compared, and the answer is the same', () => {
  const differing = file('2', { sha256Hexes: ['9'.repeat(64)] });
  const renamed = file('1', { key: 'renamed', certificateIds: [] });
  const files = [file('3'), differing, file('4'), renamed];
  expect(listedFiles(sheet, files)).toEqual([differing, renamed]);
  expect(compareSheet(sheet, listedFiles(sheet, files))).toEqual(compareSheet(sheet, files));
});
