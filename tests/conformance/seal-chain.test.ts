import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE_JA } from '../../src/lib/messages/certificate.ts';
import { printCertificate } from '../../src/lib/core/print/index.ts';
import { sampleCertificate } from '../../src/lib/core/print/sample-certificate.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import type { Authority } from '../../supabase/embedded/authority/index.ts';
import { authorityPorts } from '../pki/authority-ports.ts';
import { sealDocument } from '../pki/seal-document.ts';
import type { SealPlan } from '../pki/seal-document.ts';
import { TOOLS } from './tools.ts';

/** Programs that share no code with us; without them the judgement of strangers is skipped. */
const absent = ['qpdf', 'pdfsig', 'openssl'].filter(
  (name) => spawnSync(name, ['--version']).error !== undefined,
);
if (absent.length > 0) console.warn(`skipped, not installed: ${absent.join(' ')}`);

const shared = process.env['SHOMEI_SHARED'];
if (shared === undefined) console.warn('skipped, SHOMEI_SHARED is unset: the shared samples');

const PLAN: SealPlan = {
  certificateId: '7fdf11d5126db4c1699470984eec8b02',
  signers: ['試験 太郎', '試験市長 試験 花子'],
  claimedAt: new Date('2026-01-14T05:30:00Z'),
};

let folder: string;
let authority: Authority;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seal-chain-'));
  authority = await startAuthority({ dataDir: join(folder, 'authority') });
  writeFileSync(join(folder, 'anchors.pem'), authority.anchorsPem);
});
afterAll(async () => {
  await authority.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function plainDocument(): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false });
  doc.addPage([595, 842]);
  doc.addPage([842, 595]);
  return doc.save();
}

async function certificateSheet(): Promise<Uint8Array> {
  const font = (weight: string) => {
    const file = import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`);
    return new Uint8Array(readFileSync(fileURLToPath(file)));
  };
  const fonts = { regular: font('400Regular'), bold: font('700Bold') };
  return printCertificate(sampleCertificate(2), CERTIFICATE_JA, fonts);
}

/** Of the tools that share no code with us and need nothing from elsewhere, those that refuse a file, and why. */
async function refusing(pdf: Uint8Array): Promise<readonly string[]> {
  const own = mkdtempSync(join(folder, 'file-'));
  const file = join(own, 'sealed.pdf');
  writeFileSync(file, pdf);
  const question = { files: [file], anchors: join(folder, 'anchors.pem') };
  const refused: string[] = [];
  for (const tool of TOOLS.filter(({ name }) => /^(qpdf|pdfsig|openssl)/.test(name))) {
    const [answer] = await tool.ask(question);
    if (answer?.accepts !== true) refused.push(`${tool.name}: ${answer?.says ?? 'no answer'}`);
  }
  return refused;
}

/** The same with one byte under every signature changed: what judges signatures must say so. */
async function expectTwinRefused(pdf: Uint8Array): Promise<void> {
  const twin = Uint8Array.from(pdf);
  twin[100] = (twin[100] ?? 0) ^ 1;
  const names = (await refusing(twin)).map((line) => line.slice(0, line.indexOf(':')));
  expect(names).toEqual(
    expect.arrayContaining(['pdfsig', 'openssl cms -verify -cades', 'openssl ts -verify']),
  );
}

describe.skipIf(absent.length > 0)('sealed documents convince programs that share no code with us', () => {
  test('a plain document: two B-T seals, validation data, document time-stamp', async () => {
    const { final, revisions } = await sealDocument(await plainDocument(), PLAN, authorityPorts(authority));
    expect(await refusing(final)).toEqual([]);
    await expectTwinRefused(final);
    expect(revisions).toHaveLength(5);
    for (const earlier of revisions)
      expect(Buffer.compare(final.subarray(0, earlier.length), earlier)).toBe(0);
  });

  test('the certificate of conclusion itself', async () => {
    const plan = { ...PLAN, signers: ['試験用'] };
    const { final } = await sealDocument(await certificateSheet(), plan, authorityPorts(authority));
    expect(await refusing(final)).toEqual([]);
    await expectTwinRefused(final);
  });

  test
    .skipIf(shared === undefined)
    .each([
      'lo.pdf',
      'chr.pdf',
      'lin_objstm.pdf',
      'objstm.pdf',
      'lin.pdf',
      'form.pdf',
      'scan.pdf',
      'hybrid.pdf',
      's1m.pdf',
      'lo_pdfa.pdf',
      'cmap.pdf',
    ])('the shared sample %s', async (name) => {
    const base = new Uint8Array(readFileSync(join(shared ?? '', 'samples', name)));
    const { final } = await sealDocument(base, PLAN, authorityPorts(authority));
    expect(await refusing(final)).toEqual([]);
    await expectTwinRefused(final);
  });
});
