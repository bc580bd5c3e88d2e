import { beforeAll, expect, test } from 'vitest';
import { nodeDigest } from '../../src/cli/node-digest.ts';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import {
  bestMatch,
  isFullyMatched,
  matchCertificate,
  redactedCopy,
  type CertificateOfConclusion,
} from '../../src/lib/core/certificate/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { toHex } from '../../src/lib/core/bytes/hex.ts';
import type { Report } from '../../src/lib/core/verify/index.ts';
import { CERTIFICATE_ID, judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

let sample: SealedSample;
let certificate: { content: CertificateOfConclusion; report: Report };
beforeAll(async () => {
  sample = await sealedSample();
  const [stamp, first, second, , last] = sample.sealed.revisions;
  const rows = [
    ['base', sample.base, null],
    ['stamp', stamp, null],
    ['seal', first, 1],
    ['seal', second, 2],
    ['lta', last, null],
  ] as const;
  const digests = await nodeDigest(
    'SHA-256',
    rows.map(([, bytes]) => [bytes ?? new Uint8Array()]),
  );
  const content = sampleCertificate(2, { certificateId: CERTIFICATE_ID });
  const revisions = rows.map(([kind, bytes, partyOrd], index) => ({
    kind,
    partyOrd,
    sha256Hex: toHex(digests[index] ?? new Uint8Array()),
    length: bytes?.length ?? 0,
  }));
  // What a sealed certificate of conclusion is judged to be: by the same key holder, TOTAL-PASSED.
  const report = { ...(await judgeFile(sample.sealed.final, sample.trust)), certificateIds: [] };
  certificate = { content: { ...content, document: { ...content.document, revisions } }, report };
});

async function matched(bytes: Uint8Array, with_ = certificate) {
  return matchCertificate(bytes, await judgeFile(bytes, sample.trust), with_, nodeDigest);
}

test('M51: the concluded file matches by ID, bytes and signer count', async () => {
  const match = await matched(sample.sealed.final);
  expect(match).toEqual({
    id: 'matched',
    bytes: 'matched',
    certificate: 'sound',
    signerCount: 2,
    sealCount: 2,
    redacted: false,
  });
  expect(isFullyMatched(match)).toBe(true);
});

test('a file whose last seal was cut off matches by bytes and lacks a seal', async () => {
  const match = await matched(sample.sealed.revisions[1] ?? new Uint8Array());
  expect(match).toMatchObject({ id: 'matched', bytes: 'matched', sealCount: 1 });
  expect(isFullyMatched(match)).toBe(false);
});

test('an unsigned copy that bears the ID has no seal', async () => {
  const match = await matched(sample.sealed.revisions[0] ?? new Uint8Array());
  expect(match).toMatchObject({ id: 'matched', bytes: 'matched', sealCount: 0 });
  expect(isFullyMatched(match)).toBe(false);
});

test('a flipped byte leaves the ID and breaks the bytes', async () => {
  const bytes = new Uint8Array(sample.sealed.final);
  const at = Buffer.from(bytes).indexOf('/MediaBox') + 12;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  expect(await matched(bytes)).toMatchObject({ id: 'matched', bytes: 'mismatched', sealCount: 0 });
});

test('bytes appended to an earlier revision are no copy of it', async () => {
  const bytes = concatBytes(
    sample.sealed.revisions[1] ?? new Uint8Array(),
    new TextEncoder().encode('% more\n'),
  );
  expect(await matched(bytes)).toMatchObject({ bytes: 'mismatched' });
});

test("another contract's certificate is told by its ID", async () => {
  const other = { ...certificate, content: { ...certificate.content, certificateId: 'f'.repeat(32) } };
  expect(await matched(sample.sealed.final, other)).toMatchObject({ id: 'mismatched' });
});

test('a certificate that is not TOTAL-PASSED, or sealed by another holder, is unsound', async () => {
  const open = { ...certificate, report: { ...certificate.report, verdict: 'INDETERMINATE' as const } };
  expect(await matched(sample.sealed.final, open)).toMatchObject({ certificate: 'unsound' });
  const signatures = certificate.report.signatures.map((one) => ({ ...one, signer: 'CN=Other' }));
  const foreign = { ...certificate, report: { ...certificate.report, signatures } };
  expect(await matched(sample.sealed.final, foreign)).toMatchObject({ certificate: 'unsound' });
});

test('a contract that the service sealed certifies nothing, whatever its upload had attached', async () => {
  const report = { ...certificate.report, certificateIds: ['e'.repeat(32)] };
  const match = await matched(sample.sealed.final, { ...certificate, report });
  expect(match.certificate).toBe('unsound');
  expect(isFullyMatched(match)).toBe(false);
});

test('a certificate by a holder of the same name under another authority is unsound', async () => {
  const signatures = certificate.report.signatures.map((one) => ({
    ...one,
    chain: one.chain.map((link) => ({ ...link, sha256Hex: '0'.repeat(64) })),
  }));
  const renamed = { ...certificate, report: { ...certificate.report, signatures } };
  expect(await matched(sample.sealed.final, renamed)).toMatchObject({ certificate: 'unsound' });
});

test('a certificate is unsound where one of the seals that it counts is by another holder', async () => {
  const report = await judgeFile(sample.sealed.final, sample.trust);
  const signatures = report.signatures.map((one, index) =>
    index === 1 ? { ...one, signer: 'CN=Other' } : one,
  );
  const match = await matchCertificate(
    sample.sealed.final,
    { ...report, signatures },
    certificate,
    nodeDigest,
  );
  expect(match.certificate).toBe('unsound');
});

test('M52: a copy 「一部非表示」 matches as the certificate does and is named; beside it the certificate is preferred', async () => {
  const content = redactedCopy(certificate.content, '2026-02-01T00:00:00Z');
  const copy = { ...certificate, content };
  const match = await matched(sample.sealed.final, copy);
  expect(match).toMatchObject({ bytes: 'matched', certificate: 'sound', redacted: true });
  expect(isFullyMatched(match)).toBe(true);
  const unsound = { ...certificate, report: { ...certificate.report, verdict: 'INDETERMINATE' as const } };
  for (const candidates of [
    [copy, certificate],
    [certificate, copy],
    [unsound, copy, certificate],
  ])
    expect(await bestMatch(candidates, (one) => matched(sample.sealed.final, one))).toMatchObject({
      certificate,
      match: { redacted: false },
    });
  // Sound and redacted is worth more than whole and unsound.
  expect(await bestMatch([unsound, copy], (one) => matched(sample.sealed.final, one))).toMatchObject({
    match: { redacted: true, certificate: 'sound' },
  });
});
