import { beforeAll, expect, test } from 'vitest';
import { mergeTrustLists, readTrustList, type TrustList } from '../../src/lib/core/verify/index.ts';
import { judgeFile, sealedSample, type SealedSample } from './sealed-sample.ts';

let sample: SealedSample;
beforeAll(async () => {
  sample = await sealedSample();
});

function read(text: string): TrustList {
  const list = readTrustList(text);
  if (!list.ok) throw new Error(list.code);
  return list.value;
}

function pem(): string {
  const bodies = new Set(sample.trust.anchors.map(({ certificate }) => certificate));
  return [...bodies]
    .map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
    .join('');
}

test('the list is read back as it was written', () => {
  expect(read(JSON.stringify(sample.trust))).toEqual(sample.trust);
});

test('PEM anchors serve signers and time-stamp authorities, are said to be added, and keep their mark for tests', async () => {
  const report = await judgeFile(sample.sealed.final, read(pem()));
  expect(report.verdict).toBe('TOTAL-PASSED');
  expect(report.testOnly).toBe(true);
  expect(report.trust.added).toBeGreaterThan(0);
  expect(report.signatures.every(({ anchor }) => anchor?.added === true)).toBe(true);
});

test('an anchor for signers alone does not vouch for time-stamps', async () => {
  const anchors = sample.trust.anchors.filter(({ use }) => use === 'signer');
  const report = await judgeFile(sample.sealed.final, { ...sample.trust, anchors });
  expect(report.verdict).toBe('INDETERMINATE');
  expect(report.signatures.map(({ timestamp }) => timestamp?.indication)).not.toContain('TOTAL-PASSED');
});

test('anchors added for the visit are marked, the list keeps its name', () => {
  const merged = mergeTrustLists(sample.trust, read(pem()));
  expect(merged.name).toBe(sample.trust.name);
  expect(merged.anchors.filter(({ added }) => added === true).length).toBeGreaterThan(0);
});

test('what is no list is refused by code', () => {
  expect(readTrustList('hello')).toEqual({ ok: false, code: 'TRUST_LIST_EMPTY' });
  for (const text of ['{', '{}', '{"version":2}', JSON.stringify({ ...sample.trust, anchors: [{}] })]) {
    expect(readTrustList(text)).toEqual({ ok: false, code: 'TRUST_LIST_MALFORMED' });
  }
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  expect(readTrustList(broken)).toEqual({ ok: false, code: 'TRUST_LIST_MALFORMED' });
});
