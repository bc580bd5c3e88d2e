import { expect, test } from 'vitest';
import { sampleCertificate } from '../print/sample-certificate.ts';
import { sampleEnvelopeSheet } from '../print/sample-envelope-sheet.ts';
import { parseCertificate } from './parse.ts';
import { parseEnvelopeSheet } from './parse-envelope-sheet.ts';

test('M46: a list is read back member by member', () => {
  const content = sampleEnvelopeSheet(3);
  expect(parseEnvelopeSheet(JSON.stringify(content))).toEqual({ ok: true, value: content });
});

test('M46: a certificate is no list, and a list no certificate', () => {
  const absent = { ok: false, code: 'CERTIFICATE_ABSENT' };
  expect(parseEnvelopeSheet(JSON.stringify(sampleCertificate(2)))).toEqual(absent);
  expect(parseCertificate(JSON.stringify(sampleEnvelopeSheet(2)))).toEqual(absent);
});

test('M46: one document, or one ID twice, is no list', () => {
  const [document] = sampleEnvelopeSheet(2).documents;
  for (const documents of [[document], [document, document]]) {
    expect(parseEnvelopeSheet(JSON.stringify({ ...sampleEnvelopeSheet(2), documents }))).toMatchObject({
      code: 'CERTIFICATE_MALFORMED',
      context: { member: 'documents' },
    });
  }
});
