import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { webDigest } from '../../src/lib/core/bytes/digest.ts';
import { collect } from '../../src/lib/core/verify/collect.ts';
import { judge } from '../../src/lib/core/verify/judge.ts';
import { DEFAULT_POLICY } from '../../src/lib/core/verify/policy.ts';
import { EMPTY_TRUST_LIST } from '../../src/lib/core/verify/trust-list.ts';
import type { TrustList } from '../../src/lib/core/verify/trust-list.ts';
import { readCertificatePdf } from '../../src/lib/core/certificate/index.ts';
import { printCertificate } from '../../src/lib/core/print/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { CERTIFICATE_JA } from '../../src/lib/messages/certificate.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import type { Authority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import type { SealPlan } from '../pki/seal-document.ts';

const BEGIN = Date.parse('2026-01-14T05:30:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const PLAN: SealPlan = {
  certificateId: '7fdf11d5126db4c1699470984eec8b02',
  signers: ['A', 'B'],
  claimedAt: new Date(BEGIN),
};

let folder: string;
let authority: Authority;
let now: number;

beforeEach(async () => {
  now = BEGIN;
  folder = mkdtempSync(join(tmpdir(), 'seal-judged-'));
  authority = await startAuthority({ dataDir: folder, clock: () => new Date(now) });
});
afterEach(async () => {
  await authority.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function seal(plan: Partial<SealPlan> = {}, base?: Uint8Array): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  doc.addPage([595, 842]);
  const { final } = await sealDocument(
    base ?? (await doc.save()),
    { ...PLAN, ...plan },
    authorityPorts(authority),
  );
  return final;
}

async function judged(file: Uint8Array, trust: TrustList = authority.trustList, at = now + MINUTE_MS) {
  const anchors = trust.anchors.map((anchor) => new Uint8Array(Buffer.from(anchor.certificate, 'base64')));
  const report = judge(await collect(file, webDigest, anchors), DEFAULT_POLICY, trust, new Date(at));
  const [first] = report.signatures;
  return {
    verdict: report.verdict,
    integrity: first?.integrity,
    reason: first?.subIndication ?? null,
    levels: report.signatures.map((signature) => signature.level),
  };
}

describe('what our verifier says of what we seal', () => {
  test('L12: two B-LTA seals pass, and still pass when the seal certificate has ended', async () => {
    const file = await seal();
    const passed = { verdict: 'TOTAL-PASSED', reason: null, levels: ['B-LTA', 'B-LTA', null] };
    expect(await judged(file)).toMatchObject(passed);
    expect(await judged(file, authority.trustList, BEGIN + 6 * 365 * DAY_MS)).toMatchObject(passed);
  });

  test('the certificate of conclusion passes as the contract does', async () => {
    const font = (weight: string) => {
      const file = import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`);
      return new Uint8Array(readFileSync(fileURLToPath(file)));
    };
    const fonts = { regular: font('400Regular'), bold: font('700Bold') };
    const content = sampleCertificate(2);
    const sheet = await printCertificate(content, CERTIFICATE_JA, fonts);
    const sealed = await seal({ signers: ['service'] }, sheet);
    expect(await judged(sealed)).toMatchObject({ verdict: 'TOTAL-PASSED', levels: ['B-LTA', null] });
    expect(readCertificatePdf(sealed)).toEqual({ ok: true, value: content });
  });

  test('a seal certificate revoked after the conclusion does no harm', async () => {
    const file = await seal();
    now += DAY_MS;
    await authority.revoke('seal');
    expect(await judged(file)).toMatchObject({ verdict: 'TOTAL-PASSED' });
  });

  test('a seal certificate revoked before the seal never passes', async () => {
    await authority.revoke('seal');
    now += MINUTE_MS;
    const { verdict, integrity } = await judged(await seal());
    expect({ verdict: verdict === 'TOTAL-PASSED', integrity }).toEqual({
      verdict: false,
      integrity: 'intact',
    });
  });

  test('without validation data revocation stays undecided', async () => {
    const file = await seal({ without: ['dss', 'documentTimestamp'] });
    expect(await judged(file)).toMatchObject({ verdict: 'INDETERMINATE', integrity: 'intact' });
  });

  test('stale revocation information is not believed', async () => {
    authority.setFaults({ ocsp: 'stale', crl: 'stale' });
    expect(await judged(await seal())).toMatchObject({ verdict: 'INDETERMINATE', integrity: 'intact' });
  });

  test('without our anchors the signer stays unconfirmed, and integrity is said apart', async () => {
    expect(await judged(await seal(), EMPTY_TRUST_LIST)).toMatchObject({
      verdict: 'INDETERMINATE',
      reason: 'NO_CERTIFICATE_CHAIN_FOUND',
      integrity: 'intact',
    });
  });

  test('L2: one flipped byte under the first seal fails', async () => {
    const file = await seal();
    const at = Buffer.from(file).indexOf('/MediaBox');
    file[at + 1]! ^= 0x20;
    expect(await judged(file)).toMatchObject({ verdict: 'TOTAL-FAILED', integrity: 'broken' });
  });
});
