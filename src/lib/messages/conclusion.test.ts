import { expect, test } from 'vitest';
import type { Report, SignatureReport } from '../core/verify/report.ts';
import { conclude, conclusionJa, CONCLUSION_EN, CONCLUSION_JA, type MatchAnswers } from './conclusion.ts';

const SIGNATURE: SignatureReport = {
  page: null,
  fieldName: 'Signature1',
  kind: 'signature',
  integrity: 'intact',
  coverage: 'whole-revision',
  changes: 'permitted',
  indication: 'TOTAL-PASSED',
  subIndication: null,
  level: 'B-LTA',
  signer: 'CN=Seal',
  chain: [],
  anchor: null,
  provenAt: { at: '2026-01-14T05:30:00Z', by: 'signature-timestamp' },
  subFilter: 'ETSI.CAdES.detached',
  claimed: { name: null, reason: null, location: null, at: null },
  coveredLength: 1000,
  revision: 1,
  later: [],
  differingPages: [],
};
const PASSED: Report = {
  verdict: 'TOTAL-PASSED',
  sha256: '0'.repeat(64),
  length: 1000,
  pageCount: 1,
  judgedAt: '2026-01-14T05:30:00Z',
  signatures: [SIGNATURE, SIGNATURE, { ...SIGNATURE, kind: 'documentTimestamp' }],
  findings: [],
  certificateIds: ['7fdf11d5126db4c1699470984eec8b02'],
  testOnly: false,
  trust: { name: 'test', issuedAt: '2026-01-01T00:00:00Z', added: 0, signature: 'signed', replaced: false },
};
const MATCH: MatchAnswers = {
  id: 'matched',
  bytes: 'matched',
  certificate: 'sound',
  signerCount: 2,
  sealCount: 2,
  redacted: false,
};
const codes = (report: Report, match: MatchAnswers | null): string[] =>
  conclude(report, match).map((line) => line.code);

test('M51: all signatures are called valid only beside the sound, matching certificate with its full signer count', () => {
  expect(codes(PASSED, MATCH)).toEqual(['ALL_VALID', 'ID_MATCHED']);
  expect(codes(PASSED, null)).toEqual(['VALID_ALONE']);
  for (const match of [
    { ...MATCH, certificate: 'unsound' as const },
    { ...MATCH, bytes: 'mismatched' as const },
    { ...MATCH, id: 'mismatched' as const },
    { ...MATCH, id: 'absent' as const },
    { ...MATCH, signerCount: 3 },
    { ...MATCH, sealCount: 1 },
  ])
    expect(codes(PASSED, match)).not.toContain('ALL_VALID');
});

test('a signature that came later and shows on the page is no part of what the certificate knows', () => {
  const later = [{ kind: 'signature_visible', permitted: true, revision: 4 }];
  const report = { ...PASSED, signatures: [{ ...SIGNATURE, later }, SIGNATURE] };
  expect(codes(report, MATCH)).toEqual(['VISIBLE_LATER', 'VALID_ALONE']);
});

test('a contract that carries the data of a certificate is still judged as a contract', () => {
  expect(conclude(PASSED, null, { redacted: false }).map(({ code }) => code)).toEqual(['VALID_ALONE']);
  const bare = { ...PASSED, certificateIds: [] };
  expect(conclude(bare, null, { redacted: false }).map(({ code }) => code)).toEqual(['CERTIFICATE_VALID']);
});

test('M52: a copy 「一部非表示」 is named, as the file and as what it was compared with, and is not the main sentence', () => {
  expect(codes(PASSED, { ...MATCH, redacted: true })).toEqual(['ALL_VALID', 'ID_MATCHED', 'REDACTED_COPY']);
  expect(codes(PASSED, { ...MATCH, bytes: 'mismatched', redacted: true }).at(-1)).toBe('REDACTED_COPY');
  const bare = { ...PASSED, certificateIds: [] };
  const own = conclude(bare, null, { redacted: true });
  expect(own.map(({ code, tone }) => [code, tone])).toEqual([
    ['CERTIFICATE_VALID', 'good'],
    ['REDACTED_COPY', 'caution'],
  ]);
  expect(own.map(conclusionJa).join()).toContain('一部非表示');
});

test('a contract beside a foreign certificate is told that the IDs differ', () => {
  expect(codes(PASSED, { ...MATCH, id: 'mismatched', bytes: 'mismatched' })[0]).toBe('ID_DIFFERENT');
});

test('the same ID over other bytes is said as such', () => {
  expect(codes(PASSED, { ...MATCH, bytes: 'mismatched' })[0]).toBe('ID_SAME_BYTES_DIFFER');
});

test('a contract whose last signature was cut off lacks a signature', () => {
  const cut = { ...PASSED, signatures: [SIGNATURE] };
  expect(conclude(cut, { ...MATCH, sealCount: 1 })).toEqual([
    { code: 'SIGNERS_SHORT', tone: 'bad', count: 2 },
  ]);
});

test('it lacks a signature even where the cut took the revocation data away', () => {
  const open = { ...SIGNATURE, indication: 'INDETERMINATE' as const, subIndication: 'TRY_LATER' as const };
  const cut = { ...PASSED, verdict: 'INDETERMINATE' as const, signatures: [open] };
  expect(codes(cut, { ...MATCH, sealCount: 1 })).toEqual(['SIGNERS_SHORT', 'UNDECIDED']);
});

test('an unsigned copy that bears the ID is a copy from before signing', () => {
  expect(codes({ ...PASSED, verdict: 'NO-SIGNATURE', signatures: [] }, MATCH)).toEqual(['UNSIGNED_COPY']);
  expect(codes({ ...PASSED, verdict: 'NO-SIGNATURE', signatures: [], certificateIds: [] }, null)).toEqual([
    'NO_SIGNATURE',
  ]);
});

test('L2: a changed byte is a change after signing, never a plain accusation', () => {
  const broken = {
    ...PASSED,
    verdict: 'TOTAL-FAILED' as const,
    signatures: [{ ...SIGNATURE, integrity: 'broken' as const }],
  };
  const [first] = conclude(broken, null);
  expect(first?.code).toBe('CHANGED');
  expect(first && conclusionJa(first)).toBe('署名後の変更を検出（改ざん又は破損）');
});

test('an unknown issuer is unconfirmed, anything else that is open is undecided', () => {
  const open = { ...SIGNATURE, indication: 'INDETERMINATE' as const };
  const report = { ...PASSED, verdict: 'INDETERMINATE' as const };
  expect(
    codes({ ...report, signatures: [{ ...open, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' }] }, null),
  ).toEqual(['ISSUER_UNCONFIRMED']);
  expect(codes({ ...report, signatures: [{ ...open, subIndication: 'TRY_LATER' }] }, null)).toEqual([
    'UNDECIDED',
  ]);
});

test('every sentence stands in both languages', () => {
  expect(Object.keys(CONCLUSION_EN)).toEqual(Object.keys(CONCLUSION_JA));
});
