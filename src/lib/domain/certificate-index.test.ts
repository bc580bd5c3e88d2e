import { expect, test } from 'vitest';
import { CertificateIndex } from './certificate-index.ts';

const certificate = (name: string, certificateId: string, hashes: readonly string[], isPassed = true) => ({
  name,
  certificateId,
  sha256Hexes: hashes,
  isPassed,
});

test('equal bytes come before an equal ID, and a valid certificate before one that is not', () => {
  const index = new CertificateIndex([
    certificate('named', 'id', ['x']),
    certificate('forged', 'id', ['last'], false),
    certificate('own', 'id', ['first', 'last']),
    certificate('foreign', 'other', ['y']),
  ]);
  const found = index.candidates({ certificateIds: ['id'], sha256Hexes: ['first', 'last'] });
  expect(found.map(({ name }) => name)).toEqual(['own', 'forged', 'named']);
  expect(index.candidates({ certificateIds: [], sha256Hexes: ['z'] })).toEqual([]);
});

test('a folder full of copies of one certificate costs a document no more than a few questions', () => {
  const copies = Array.from({ length: 1000 }, (_, at) => certificate(String(at), 'id', ['x']));
  const found = new CertificateIndex(copies).candidates({ certificateIds: ['id'], sha256Hexes: ['x'] });
  expect(found).toHaveLength(8);
});
