import { expect, test } from 'vitest';
import { sampleCertificate } from '../print/sample-certificate.ts';
import { parseCertificate } from './parse.ts';

const text = (changes: object): string => JSON.stringify({ ...sampleCertificate(2), ...changes });

test('what is written is read back member by member', () => {
  const content = sampleCertificate(3);
  expect(parseCertificate(JSON.stringify(content))).toEqual({ ok: true, value: content });
});

test('another JSON, a later version and a broken text each have their own code', () => {
  expect(parseCertificate('{"format":"invoice"}')).toMatchObject({ ok: false, code: 'CERTIFICATE_ABSENT' });
  expect(parseCertificate(text({ version: 2 }))).toMatchObject({ ok: false, code: 'CERTIFICATE_VERSION' });
  for (const broken of ['', '[]', 'null', '{', '"x"']) {
    expect(parseCertificate(broken)).toMatchObject({ ok: false, code: 'CERTIFICATE_MALFORMED' });
  }
});

test('a member of the wrong form is refused and named', () => {
  const wrong = [
    ['certificateId', { certificateId: 'xyz' }],
    ['concludedAt', { concludedAt: '2026-01-14' }],
    ['signerCount', { signerCount: 5 }],
    ['attachments', { attachments: null }],
    ['testOnly', { testOnly: 'no' }],
  ] as const;
  for (const [member, changes] of wrong) {
    expect(parseCertificate(text(changes))).toMatchObject({ ok: false, context: { member } });
  }
});

test('revisions that do not grow are refused: they cannot be prefixes of one file', () => {
  const { document } = sampleCertificate(2);
  const revisions = [...document.revisions].reverse();
  expect(parseCertificate(text({ document: { ...document, revisions } }))).toMatchObject({
    code: 'CERTIFICATE_MALFORMED',
    context: { member: 'document.revisions' },
  });
});

test('M14: a member of a 共同企業体 is read with its role, and a certificate of before without', () => {
  const sample = sampleCertificate(2);
  const [contractor, municipality] = sample.parties;
  const member = { ...contractor, ventureRole: 'representative' };
  const read = parseCertificate(text({ parties: [member, municipality] }));
  expect(read).toMatchObject({ ok: true, value: { parties: [{ ventureRole: 'representative' }, {}] } });
  const before = sample.parties.map(({ ventureRole: _, ...party }) => party);
  expect(parseCertificate(text({ parties: before }))).toEqual({ ok: true, value: sample });
  const unknown = [{ ...contractor, ventureRole: 'other' }, municipality];
  expect(parseCertificate(text({ parties: unknown }))).toMatchObject({ code: 'CERTIFICATE_MALFORMED' });
});
