import { expect, test } from 'vitest';
import { commonName } from './common-name.ts';

test('the common name is read out of an RFC 4514 subject, escapes and all', () => {
  expect(commonName('CN=Seal\\, Test,O=Shomei,C=JP')).toBe('Seal, Test');
  expect(commonName('O=Shomei,CN=Seal')).toBe('Seal');
  expect(commonName('O=Only')).toBe('O=Only');
});
