import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../../src/lib/core/bytes/concat.ts';
import { readEnvelopeSheetPdf } from '../../src/lib/core/certificate/index.ts';
import { readCsv } from '../../src/lib/domain/csv.ts';
import type { SheetComparison } from '../../src/lib/domain/sheet-listing.ts';
import { startAuthority } from '../../supabase/embedded/authority/index.ts';
import { conclude } from '../../supabase/functions/jobs/conclude.ts';
import { sealParty } from '../../supabase/functions/jobs/seal-party.ts';
import type { SealedRevision } from '../../supabase/functions/jobs/seal.ts';
import { FakePipeline, isSheet } from '../functions/fake-pipeline.ts';

const COMMAND = resolve(import.meta.dirname, '../../src/cli/verify.ts');
let folder: string;
let contracts: readonly [string, string];

async function sealedBoth(pipeline: FakePipeline): Promise<void> {
  for (const partyId of [pipeline.contractorId, pipeline.municipalityId]) {
    pipeline.consent(partyId);
    await sealParty(pipeline.ports, partyId);
  }
}

function sheetOf(pipeline: FakePipeline): Uint8Array {
  const sheet = pipeline.documents.find(isSheet);
  if (sheet === undefined) throw new Error('no list');
  return pipeline.file(sheet);
}

// Two authorities that are both trusted: the service's, and one that a forger had a certificate from.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'envelope-sheet-'));
  const put = (name: string, bytes: Uint8Array | string): void => writeFileSync(join(folder, name), bytes);
  const blank = await PDFDocument.create();
  blank.addPage([595, 842]);
  const pdf = await blank.save({ useObjectStreams: false });
  for (const name of ['files', 'service', 'forger']) mkdirSync(join(folder, name));
  const service = await startAuthority({ dataDir: join(folder, 'service') });
  const other = await startAuthority({ dataDir: join(folder, 'forger') });
  try {
    const pipeline = await FakePipeline.start(service, [pdf, pdf]);
    await sealedBoth(pipeline);
    await conclude(pipeline.ports, pipeline.envelopeId);
    const [first, second] = pipeline.documents.map((document) => pipeline.file(document));
    put('files/1.pdf', first ?? '');
    put('files/2.pdf', second ?? '');
    put('sheet.pdf', sheetOf(pipeline));
    // A genuine earlier state of the second contract: its own ID, fewer bytes.
    put(
      'earlier.pdf',
      (second ?? new Uint8Array()).subarray(0, pipeline.documents[1]?.revisions.at(-2)?.length),
    );
    const { anchors } = service.trustList;
    put(
      'trust.json',
      JSON.stringify({ ...service.trustList, anchors: [...anchors, ...other.trustList.anchors] }),
    );

    const forger = await FakePipeline.start(other, [pdf, pdf]);
    const genuine = readEnvelopeSheetPdf(sheetOf(pipeline));
    if (!genuine.ok) throw new Error(genuine.code);
    const content = { content: genuine.value, link: null };
    forger.steps.set(`certificate/${forger.envelopeId}`, new Map([['prepare', content]]));
    await sealedBoth(forger);
    // The job itself finishes no list of other contracts than its own.
    await expect(conclude(forger.ports, forger.envelopeId)).rejects.toMatchObject({
      code: 'CERTIFICATE_MISMATCH',
    });
    const last = forger.steps.get(`certificate-lta/${forger.envelopeId}`)?.get('increment') as SealedRevision;
    put('forged.pdf', concatBytes(sheetOf(forger), forger.stored.get(last.objectKey) ?? new Uint8Array()));
  } finally {
    await service.stop();
    await other.stop();
  }
  contracts = [join(folder, 'files', '1.pdf'), join(folder, 'files', '2.pdf')];
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<{ code: number; stdout: string }> {
  return new Promise((done) => {
    const all = [COMMAND, '--trust', join(folder, 'trust.json'), ...args];
    execFile(process.execPath, all, { maxBuffer: 1 << 28 }, (error, stdout) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout });
    });
  });
}

async function compared(sheet: string, ...files: readonly string[]) {
  const { code, stdout } = await run('--json', '--certificate', join(folder, sheet), ...files);
  const last = stdout.trim().split('\n').at(-1) ?? '{}';
  const { sheet: said } = JSON.parse(last) as { sheet: SheetComparison & { verdict: string } };
  return {
    code,
    verdict: said.verdict,
    isSound: said.isSound,
    states: said.documents.map(({ state }) => state),
  };
}

test('M46: a list whose documents are all there by their bytes makes exit status 0', async () => {
  expect(await compared('sheet.pdf', ...contracts)).toEqual({
    code: 0,
    verdict: 'TOTAL-PASSED',
    isSound: true,
    states: ['matched', 'matched'],
  });
});

test('M46: a listed document that is not among the files, or only by its ID, is said and makes exit status 1', async () => {
  expect(await compared('sheet.pdf', contracts[0])).toMatchObject({ code: 1, states: ['matched', 'absent'] });
  expect(await compared('sheet.pdf', contracts[0], join(folder, 'earlier.pdf'))).toMatchObject({
    code: 1,
    states: ['matched', 'differs'],
  });
});

test('M46: the same list, valid but sealed by another trusted holder, is not believed about these contracts', async () => {
  expect(await compared('forged.pdf', ...contracts)).toEqual({
    code: 1,
    verdict: 'TOTAL-PASSED',
    isSound: false,
    states: ['matched', 'matched'],
  });
});

test('M46: plain text and CSV name the list and what is missing of it', async () => {
  const sheet = join(folder, 'sheet.pdf');
  const plain = await run('--certificate', sheet, contracts[0]);
  expect(plain.stdout).toContain('一覧にある文書のうち1件が、選んだファイルの中にありません');
  const csv = await run('--csv', '--certificate', sheet, contracts[0]);
  const rows = readCsv(csv.stdout);
  if (!rows.ok) throw new Error(rows.code);
  expect(rows.value.find(({ cells }) => cells[0] === sheet)?.cells.slice(0, 2)).toEqual([
    sheet,
    'TOTAL-PASSED',
  ]);
  expect(new Set(rows.value.map(({ cells }) => cells.length)).size).toBe(1);
});

test('M46: a list among the files is judged as a certificate, and asks no contract to match it', async () => {
  const { code, stdout } = await run(join(folder, 'sheet.pdf'));
  expect(code).toBe(0);
  expect(stdout).toContain('この証明書の電子署名は有効です');
});
